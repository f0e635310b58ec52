package dev.starseal

import dev.starseal.internal.sentenceOfCode

/**
 * A stable code. It is the same text in every language, in test vectors and in documents. The wording of sentences may
 * change between releases; codes do not change.
 *
 * Most codes decide a [Verdict]. A code marked as a note accompanies another code in [Verdict.reasons]. The other codes
 * say why a list, a stored state, an image or a value was refused ([StarsealException], [ListOutcome.Refused]).
 *
 * @property text the code in kebab case.
 */
public enum class Code(
    public val text: String,
) {
    /** The label is authentic and current: it is within its dates, and nothing is known against it. */
    ACTIVE("active"),

    /** The label is authentic, and its validity is being extended. It stands if the policy accepts deferral. */
    DEFERRAL("deferral"),

    /** The label is authentic, but its last day has passed. */
    EXPIRED("expired"),

    /** The label is authentic, but its first day has not come yet. */
    NOT_YET_VALID("not-yet-valid"),

    /** The label is authentic, but its holder withdrew it. */
    WITHDRAWN("withdrawn"),

    /** The label is authentic, but its issuer revoked it. */
    REVOKED("revoked"),

    /** The label is authentic, but its status since printing is not known. */
    STATUS_UNKNOWN("status-unknown"),

    /** The label is authentic, but it does not meet the policy of the relying party. */
    POLICY_UNMET("policy-unmet"),

    /** The text or the sealed bytes are longer than the limit. */
    TOO_LONG("too-long"),

    /** The text does not start like a sealed label. */
    NOT_A_LABEL("not-a-label"),

    /** The text is an address of an issuer without a seal, of which nothing can be said offline. */
    NO_SEAL("no-seal"),

    /** The payload is not valid Base41. */
    BAD_BASE41("bad-base41"),

    /** The payload is not valid base64url. */
    BAD_BASE64URL("bad-base64url"),

    /** The bytes are not a COSE_Sign1 envelope in deterministic CBOR. */
    MALFORMED_SEAL("malformed-seal"),

    /** The envelope has a profile that this version does not support. */
    UNSUPPORTED_PROFILE("unsupported-profile"),

    /** The claims require a later version of the format. */
    UNSUPPORTED_VERSION("unsupported-version"),

    /** No key in the trust lists has the key ID of the seal. */
    UNKNOWN_KEY("unknown-key"),

    /** The signature does not verify under any key with the key ID of the seal. */
    BAD_SIGNATURE("bad-signature"),

    /** The key is not allowed to seal labels, or not this one: by its issue date, level or category. */
    KEY_NOT_ALLOWED("key-not-allowed"),

    /** The key is marked compromised, and no witness covers the label. */
    KEY_COMPROMISED("key-compromised"),

    /** The signature is valid, but the prefix of the carrier does not belong to the issuer. */
    FOREIGN_CARRIER("foreign-carrier"),

    /** The signature is valid, but the label does not name the GTIN of the carrier. */
    GTIN_MISMATCH("gtin-mismatch"),

    /** The claims do not conform to the specification. */
    MALFORMED_CLAIMS("malformed-claims"),

    /** The label breaks a rule of the scheme. */
    SCHEME_VIOLATION("scheme-violation"),

    /** Note: the given time is before the clock floor; the floor was used instead. */
    CLOCK_BEHIND("clock-behind"),

    /** Note: the given time is after the expiry of every list that the label rests on; the clock may be wrong. */
    CLOCK_AHEAD("clock-ahead"),

    /** Note: the given time is more than two days before the clock floor, so the ages of the lists are not known. */
    FRESHNESS_UNKNOWN("freshness-unknown"),

    /** Note: the trust list is ageing. */
    TRUST_AGEING("trust-ageing"),

    /** Note: the trust list is stale. */
    TRUST_STALE("trust-stale"),

    /** Note: the status list is ageing. */
    STATUS_AGEING("status-ageing"),

    /** Note: the status list is stale. */
    STATUS_STALE("status-stale"),

    /** Note: the in-force object of the status list is missing, and an earlier one was used. */
    IN_FORCE_OUTDATED("in-force-outdated"),

    /** Note: the in-force object of the status list is missing, so the last day is not known. */
    IN_FORCE_MISSING("in-force-missing"),

    /** Note: the key is marked compromised, and the witnesses that would cover the label are missing. */
    WITNESSES_MISSING("witnesses-missing"),

    /** Note: the key is marked compromised, and the issuer's status list is a witness for this label. */
    WITNESSED("witnessed"),

    /** Note: the last day of the label was extended beyond the printed one. */
    EXTENDED("extended"),

    /** Note: the issuer publishes no status list, so the dates alone decide. */
    NO_STATUS_PUBLISHED("no-status-published"),

    /** Note: the status list is older than the label and does not contain it. */
    STATUS_LIST_PREDATES_LABEL("status-list-predates-label"),

    /** Note: the label's status index is not allocated. */
    INDEX_UNALLOCATED("index-unallocated"),

    /** Note: the status list holds a value that this version does not define. */
    STATUS_VALUE_UNKNOWN("status-value-unknown"),

    /** Note: other authorities recognize the label. */
    RECOGNISED("recognised"),

    /** No label was found in the image. */
    NO_LABEL("no-label"),

    /** The trust list is longer than the limit. */
    TRUST_LIST_TOO_LONG("trust-list-too-long"),

    /** The trust list does not conform to the specification. */
    TRUST_LIST_MALFORMED("trust-list-malformed"),

    /** The trust list has a profile or version that this version does not support. */
    TRUST_LIST_UNSUPPORTED("trust-list-unsupported"),

    /** The number of roots that signed the trust list is below the threshold. */
    TRUST_LIST_THRESHOLD("trust-list-threshold"),

    /** The trust list contradicts itself or breaks a rule for its content. */
    TRUST_LIST_INVALID("trust-list-invalid"),

    /** The trust list is older than the one held. */
    TRUST_LIST_OLDER("trust-list-older"),

    /** The trust list is dated too far in the future. */
    TRUST_LIST_FUTURE("trust-list-future"),

    /** The trust list belongs to an authority for which the verifier has no anchor. */
    TRUST_LIST_FOREIGN("trust-list-foreign"),

    /** The trust list shares a key or a prefix with the list of another authority. */
    TRUST_LIST_CONFLICT("trust-list-conflict"),

    /** The status list is longer than the limit, as received or decompressed. */
    STATUS_LIST_TOO_LONG("status-list-too-long"),

    /** The status list does not conform to the specification. */
    STATUS_LIST_MALFORMED("status-list-malformed"),

    /** The status list has a profile that this version does not support. */
    STATUS_LIST_UNSUPPORTED("status-list-unsupported"),

    /** No key in the trust lists has the key ID of the status list. */
    STATUS_LIST_UNKNOWN_KEY("status-list-unknown-key"),

    /** The signature of the status list does not verify under any key with its key ID. */
    STATUS_LIST_BAD_SIGNATURE("status-list-bad-signature"),

    /** The key is not allowed to sign status lists, or not with this date. */
    STATUS_LIST_KEY_NOT_ALLOWED("status-list-key-not-allowed"),

    /** The key that signed the status list is marked compromised. */
    STATUS_LIST_KEY_COMPROMISED("status-list-key-compromised"),

    /** The URI of the status list is not that of its issuer. */
    STATUS_LIST_FOREIGN("status-list-foreign"),

    /** The status list contradicts itself. */
    STATUS_LIST_INVALID("status-list-invalid"),

    /** The status list is older than the one held. */
    STATUS_LIST_OLDER("status-list-older"),

    /** An index that the status list held calls withdrawn or revoked has another status, without a correction. */
    STATUS_LIST_REGRESSED("status-list-regressed"),

    /** The status list is dated too far in the future. */
    STATUS_LIST_FUTURE("status-list-future"),

    /** The object of a status list is longer than the limit. */
    STATUS_OBJECT_TOO_LONG("status-object-too-long"),

    /** The object of a status list does not conform to the specification. */
    STATUS_OBJECT_MALFORMED("status-object-malformed"),

    /** The object of a status list has a version that this version does not support. */
    STATUS_OBJECT_UNSUPPORTED("status-object-unsupported"),

    /** No status list that is held or remembered binds the object. */
    STATUS_OBJECT_UNBOUND("status-object-unbound"),

    /** The in-force object does not fit the status list that binds it. */
    IN_FORCE_INVALID("in-force-invalid"),

    /** The past object contradicts the status list that binds it, or its in-force object. */
    PAST_CONTRADICTS("past-contradicts"),

    /** Two different lists with the same version both have valid signatures. */
    EQUIVOCATION("equivocation"),

    /** The bundle is longer than the limit. */
    BUNDLE_TOO_LONG("bundle-too-long"),

    /** The bundle does not conform to the specification. */
    BUNDLE_MALFORMED("bundle-malformed"),

    /** The bundle has a version that this version does not support. */
    BUNDLE_UNSUPPORTED("bundle-unsupported"),

    /** The bundle has a delta for a status list or an object that is not held. */
    BUNDLE_BASE_MISSING("bundle-base-missing"),

    /** The stored state is incomplete or was altered. */
    STATE_DAMAGED("state-damaged"),

    /** The stored state has a version that this version does not support. */
    STATE_UNSUPPORTED("state-unsupported"),

    /** The bytes are not an image of the stated size, or the size is not one that can be scanned. */
    BAD_IMAGE("bad-image"),

    /** A value given by the caller is out of range or malformed. */
    BAD_VALUE("bad-value"),
    ;

    /** Returns the sentence for the code, for users. */
    public fun sentence(language: Language): String =
        checkNotNull(sentenceOfCode(text, language.tag)) { "the library has no sentence for $text in ${language.tag}" }

    /** Returns the code in kebab case. */
    override fun toString(): String = text

    internal companion object {
        private val byText = entries.associateBy(Code::text)

        /** Converts a code of the library. An unknown code means that the versions of library and layer differ. */
        @JvmSynthetic
        internal fun of(text: String): Code =
            checkNotNull(byText[text]) { "the library returned the unknown code $text: the versions differ" }
    }
}
