package dev.starseal

import dev.starseal.internal.AuthorityContent
import dev.starseal.internal.IssuerContent
import java.time.Instant

/**
 * An authority that a verifier trusts.
 *
 * @property authorityId its ID, 64 hexadecimal digits.
 * @property names its name.
 * @property trustVersion the version of the trust list held, 1 to 4,294,967,295.
 * @property trustIssuedAt when that list was issued.
 * @property trustExpiresAt when a newer list is expected. Checks still work after this time.
 * @property clockFloor the earliest possible present time: a clock with an earlier time is behind.
 * @property issuers the issuers, who may seal labels.
 */
public data class Authority(
    val authorityId: String,
    val names: Names,
    val trustVersion: Long,
    val trustIssuedAt: Instant,
    val trustExpiresAt: Instant,
    val clockFloor: Instant,
    val issuers: List<Issuer>,
)

/**
 * An issuer in a trust list.
 *
 * @property names its name.
 * @property carrierPrefixes the prefixes of its labels' addresses.
 * @property statusListUri where its status list is published, for apps to fetch every day; null if it publishes none.
 * @property statusIssuedAt when the status list held was issued; null if none is held.
 */
public data class Issuer(
    val names: Names,
    val carrierPrefixes: List<String>,
    val statusListUri: String?,
    val statusIssuedAt: Instant?,
)

@JvmSynthetic
internal fun authority(raw: AuthorityContent): Authority =
    Authority(
        authorityId = raw.authorityId,
        names = names(raw.names),
        trustVersion = raw.trustVersion.toLong(),
        trustIssuedAt = instant(raw.trustIssuedAt),
        trustExpiresAt = instant(raw.trustExpiresAt),
        clockFloor = instant(raw.clockFloor),
        issuers = raw.issuers.frozen(::issuer),
    )

private fun issuer(raw: IssuerContent): Issuer =
    Issuer(
        names = names(raw.names),
        carrierPrefixes = raw.carrierPrefixes.frozen { it },
        statusListUri = raw.statusListUri,
        statusIssuedAt = raw.statusIssuedAt?.let(::instant),
    )
