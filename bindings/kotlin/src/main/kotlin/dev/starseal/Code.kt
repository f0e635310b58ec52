package dev.starseal

import dev.starseal.internal.sentenceOfCode

/**
 * A stable code: the same text in every language, in test vectors and in documents. Wordings may change between
 * releases; these may not.
 *
 * Most decide a [Verdict]; those marked as a note stand beside another in [Verdict.reasons]; the rest are why a list,
 * a stored state, an image or a value was refused ([StarsealException], [ListOutcome.Refused]).
 *
 * @property text the code as written, in kebab case.
 */
public enum class Code(
    public val text: String,
) {
    /** The label stands: it is authentic, within its dates, and nothing is known against it. */
    ACTIVE("active"),

    /** The label is authentic; an extension of its validity is in process. It stands if the policy accepts that. */
    DEFERRAL("deferral"),

    /** The label is authentic; its last day is over. */
    EXPIRED("expired"),

    /** The label is authentic; its first day is still to come. */
    NOT_YET_VALID("not-yet-valid"),

    /** The label is authentic; its holder withdrew it. */
    WITHDRAWN("withdrawn"),

    /** The label is authentic; its issuer revoked it. */
    REVOKED("revoked"),

    /** The label is authentic; what has happened to it since it was printed is not known. */
    STATUS_UNKNOWN("status-unknown"),

    /** The label is authentic; it does not meet the policy of the relying party. */
    POLICY_UNMET("policy-unmet"),

    /** The text or the sealed bytes are longer than any label. */
    TOO_LONG("too-long"),

    /** The text does not start like a sealed label. */
    NOT_A_LABEL("not-a-label"),

    /** The payload is not valid Base41. */
    BAD_BASE41("bad-base41"),

    /** The payload is not valid base64url. */
    BAD_BASE64URL("bad-base64url"),

    /** The bytes are not a COSE_Sign1 envelope in deterministic CBOR. */
    MALFORMED_SEAL("malformed-seal"),

    /** The envelope has a profile that this version does not know. */
    UNSUPPORTED_PROFILE("unsupported-profile"),

    /** The claims need a later version of the format. */
    UNSUPPORTED_VERSION("unsupported-version"),

    /** No key in the trust lists has the key ID of the seal. */
    UNKNOWN_KEY("unknown-key"),

    /** The signature does not verify under any key with the key ID of the seal. */
    BAD_SIGNATURE("bad-signature"),

    /** The key may not seal labels, or not with this issue date. */
    KEY_NOT_ALLOWED("key-not-allowed"),

    /** The key is marked compromised, and no witness covers the label. */
    KEY_COMPROMISED("key-compromised"),

    /** The seal is genuine, but the prefix in front of it does not belong to its issuer. */
    FOREIGN_CARRIER("foreign-carrier"),

    /** The claims are not as the specification defines them. */
    MALFORMED_CLAIMS("malformed-claims"),

    /** The label breaks a rule of the scheme. */
    SCHEME_VIOLATION("scheme-violation"),

    /** Note: the given time lies before the clock floor; the floor was used instead. */
    CLOCK_BEHIND("clock-behind"),

    /** Note: the trust list is ageing. */
    TRUST_AGEING("trust-ageing"),

    /** Note: the trust list is stale. */
    TRUST_STALE("trust-stale"),

    /** Note: the status list is ageing. */
    STATUS_AGEING("status-ageing"),

    /** Note: the status list is stale. */
    STATUS_STALE("status-stale"),

    /** Note: the key is marked compromised, and the issuer's status list is a witness for this label. */
    WITNESSED("witnessed"),

    /** Note: the last day that counts is later than the printed one. */
    EXTENDED("extended"),

    /** Note: the issuer publishes no status list; the dates alone decide. */
    NO_STATUS_PUBLISHED("no-status-published"),

    /** Note: the status list is older than the label and does not contain it. */
    STATUS_LIST_PREDATES_LABEL("status-list-predates-label"),

    /** Note: the label's status index is not allocated. */
    INDEX_UNALLOCATED("index-unallocated"),

    /** Note: the status list holds a value that has no meaning in this version. */
    STATUS_VALUE_UNKNOWN("status-value-unknown"),

    /** Note: other authorities recognize the label. */
    RECOGNISED("recognised"),

    /** The image shows no label. */
    NO_LABEL("no-label"),

    /** The trust list is longer than the limit. */
    TRUST_LIST_TOO_LONG("trust-list-too-long"),

    /** The trust list is not as the specification defines it. */
    TRUST_LIST_MALFORMED("trust-list-malformed"),

    /** The trust list has a profile or version that this version does not know. */
    TRUST_LIST_UNSUPPORTED("trust-list-unsupported"),

    /** Too few of the roots have signed the trust list. */
    TRUST_LIST_THRESHOLD("trust-list-threshold"),

    /** The trust list contradicts itself or breaks a rule for its content. */
    TRUST_LIST_INVALID("trust-list-invalid"),

    /** The trust list is older than the one held. */
    TRUST_LIST_OLDER("trust-list-older"),

    /** The trust list is dated later than is plausible. */
    TRUST_LIST_FUTURE("trust-list-future"),

    /** The trust list belongs to an authority that has no anchor here. */
    TRUST_LIST_FOREIGN("trust-list-foreign"),

    /** The trust list shares a key or a prefix with another authority's. */
    TRUST_LIST_CONFLICT("trust-list-conflict"),

    /** The status list is longer than the limit, as received or decompressed. */
    STATUS_LIST_TOO_LONG("status-list-too-long"),

    /** The status list is not as the specification defines it. */
    STATUS_LIST_MALFORMED("status-list-malformed"),

    /** The status list has a profile that this version does not know. */
    STATUS_LIST_UNSUPPORTED("status-list-unsupported"),

    /** No key in the trust lists has the key ID of the status list. */
    STATUS_LIST_UNKNOWN_KEY("status-list-unknown-key"),

    /** The signature of the status list does not verify under any key with its key ID. */
    STATUS_LIST_BAD_SIGNATURE("status-list-bad-signature"),

    /** The key may not sign status lists, or not with this date. */
    STATUS_LIST_KEY_NOT_ALLOWED("status-list-key-not-allowed"),

    /** The key that signed the status list is marked compromised. */
    STATUS_LIST_KEY_COMPROMISED("status-list-key-compromised"),

    /** The status list is for another URI than its issuer's. */
    STATUS_LIST_FOREIGN("status-list-foreign"),

    /** The status list contradicts itself. */
    STATUS_LIST_INVALID("status-list-invalid"),

    /** The status list is older than the one held. */
    STATUS_LIST_OLDER("status-list-older"),

    /** The status list is dated later than is plausible. */
    STATUS_LIST_FUTURE("status-list-future"),

    /** Two different lists with the same version are both signed. */
    EQUIVOCATION("equivocation"),

    /** The bundle is longer than the limit. */
    BUNDLE_TOO_LONG("bundle-too-long"),

    /** The bundle is not as the specification defines it. */
    BUNDLE_MALFORMED("bundle-malformed"),

    /** The bundle has a version that this version does not know. */
    BUNDLE_UNSUPPORTED("bundle-unsupported"),

    /** The bundle has a delta against a status list that is not held. */
    BUNDLE_BASE_MISSING("bundle-base-missing"),

    /** The stored state is incomplete or was altered. */
    STATE_DAMAGED("state-damaged"),

    /** The stored state has a version that this version does not know. */
    STATE_UNSUPPORTED("state-unsupported"),

    /** The bytes are not an image of the stated size, or of a size that can be scanned. */
    BAD_IMAGE("bad-image"),

    /** A value given by the caller is out of its range or form. */
    BAD_VALUE("bad-value"),
    ;

    /** What the code comes to, in a sentence. */
    public fun sentence(language: Language): String =
        checkNotNull(sentenceOfCode(text, language.tag)) { "the library has no sentence for $text in ${language.tag}" }

    /** The code as written. */
    override fun toString(): String = text

    internal companion object {
        private val byText = entries.associateBy(Code::text)

        /**
         * The code that the library says. One that is not known here would mean that library and layer do not match.
         */
        @JvmSynthetic
        internal fun of(text: String): Code =
            checkNotNull(byText[text]) { "the library says $text, which is no code here: their versions differ" }
    }
}
