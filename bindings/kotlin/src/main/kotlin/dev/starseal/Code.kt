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
    /** Stands: authentic, within its dates, and nothing known against it. */
    ACTIVE("active"),

    /** Authentic; its validity is over and an extension is in process. Stands where the policy says so. */
    DEFERRAL("deferral"),

    /** Authentic; its last day is over. */
    EXPIRED("expired"),

    /** Authentic; its first day has not come. */
    NOT_YET_VALID("not-yet-valid"),

    /** Authentic; withdrawn by its holder. */
    WITHDRAWN("withdrawn"),

    /** Authentic; revoked by its issuer. */
    REVOKED("revoked"),

    /** Authentic; what has happened to it since it was printed is not known. */
    STATUS_UNKNOWN("status-unknown"),

    /** Authentic; not what the policy of whoever checks asks for. */
    POLICY_UNMET("policy-unmet"),

    /** Longer than any label. */
    TOO_LONG("too-long"),

    /** A text that is no sealed label. */
    NOT_A_LABEL("not-a-label"),

    /** Not Base41 as the specification has it. */
    BAD_BASE41("bad-base41"),

    /** Not base64url as the specification has it. */
    BAD_BASE64URL("bad-base64url"),

    /** Not a COSE_Sign1 envelope in deterministic CBOR. */
    MALFORMED_SEAL("malformed-seal"),

    /** An envelope of a profile that this version does not know. */
    UNSUPPORTED_PROFILE("unsupported-profile"),

    /** Claims that ask for a newer version than this one. */
    UNSUPPORTED_VERSION("unsupported-version"),

    /** No key in the trust list has the seal's key ID. */
    UNKNOWN_KEY("unknown-key"),

    /** The signature is not that of a known key over these bytes. */
    BAD_SIGNATURE("bad-signature"),

    /** The key may not seal labels, or none of that date. */
    KEY_NOT_ALLOWED("key-not-allowed"),

    /** The key is marked compromised, and no witness speaks for the label. */
    KEY_COMPROMISED("key-compromised"),

    /** A genuine seal behind an address that is not its issuer's. */
    FOREIGN_CARRIER("foreign-carrier"),

    /** Claims that are not as the specification has them. */
    MALFORMED_CLAIMS("malformed-claims"),

    /** A label that breaks the scheme's rules. */
    SCHEME_VIOLATION("scheme-violation"),

    /** Note: the clock is behind the data at hand; their date was taken instead. */
    CLOCK_BEHIND("clock-behind"),

    /** Note: the trust list is ageing. */
    TRUST_AGEING("trust-ageing"),

    /** Note: the trust list is stale. */
    TRUST_STALE("trust-stale"),

    /** Note: the status list is ageing. */
    STATUS_AGEING("status-ageing"),

    /** Note: the status list is stale. */
    STATUS_STALE("status-stale"),

    /** Note: the key is marked compromised, and the issuer's status list bears witness to the label. */
    WITNESSED("witnessed"),

    /** Note: the last day lies after the printed one. */
    EXTENDED("extended"),

    /** Note: the issuer publishes no status list; dates alone decide. */
    NO_STATUS_PUBLISHED("no-status-published"),

    /** Note: the status list is older than the label, and does not know it. */
    STATUS_LIST_PREDATES_LABEL("status-list-predates-label"),

    /** Note: the label's status index is not allocated. */
    INDEX_UNALLOCATED("index-unallocated"),

    /** Note: the status list holds a value without meaning here. */
    STATUS_VALUE_UNKNOWN("status-value-unknown"),

    /** Note: the label counts under another authority too. */
    RECOGNISED("recognised"),

    /** No label in an image. */
    NO_LABEL("no-label"),

    /** A trust list longer than any. */
    TRUST_LIST_TOO_LONG("trust-list-too-long"),

    /** A trust list that is not as the specification has it. */
    TRUST_LIST_MALFORMED("trust-list-malformed"),

    /** A trust list of a profile or version that this version does not know. */
    TRUST_LIST_UNSUPPORTED("trust-list-unsupported"),

    /** A trust list that too few of the roots have signed. */
    TRUST_LIST_THRESHOLD("trust-list-threshold"),

    /** A trust list that contradicts itself or the rules for its content. */
    TRUST_LIST_INVALID("trust-list-invalid"),

    /** A trust list older than the one held. */
    TRUST_LIST_OLDER("trust-list-older"),

    /** A trust list dated later than can be. */
    TRUST_LIST_FUTURE("trust-list-future"),

    /** A trust list of an authority that has no anchor here. */
    TRUST_LIST_FOREIGN("trust-list-foreign"),

    /** A trust list with a key or prefix of another authority's. */
    TRUST_LIST_CONFLICT("trust-list-conflict"),

    /** A status list longer than any, as it is or decompressed. */
    STATUS_LIST_TOO_LONG("status-list-too-long"),

    /** A status list that is not as the specification has it. */
    STATUS_LIST_MALFORMED("status-list-malformed"),

    /** A status list of a profile that this version does not know. */
    STATUS_LIST_UNSUPPORTED("status-list-unsupported"),

    /** No key in the trust lists has the status list's key ID. */
    STATUS_LIST_UNKNOWN_KEY("status-list-unknown-key"),

    /** The signature is not that of a known key over this status list. */
    STATUS_LIST_BAD_SIGNATURE("status-list-bad-signature"),

    /** The key may not sign status lists, or none of that date. */
    STATUS_LIST_KEY_NOT_ALLOWED("status-list-key-not-allowed"),

    /** The status list's key is marked compromised. */
    STATUS_LIST_KEY_COMPROMISED("status-list-key-compromised"),

    /** A status list for another address than its issuer's. */
    STATUS_LIST_FOREIGN("status-list-foreign"),

    /** A status list that contradicts itself. */
    STATUS_LIST_INVALID("status-list-invalid"),

    /** A status list older than the one held. */
    STATUS_LIST_OLDER("status-list-older"),

    /** A status list dated later than can be. */
    STATUS_LIST_FUTURE("status-list-future"),

    /** Two different signed lists of one version: somebody is being lied to. */
    EQUIVOCATION("equivocation"),

    /** A bundle longer than any. */
    BUNDLE_TOO_LONG("bundle-too-long"),

    /** A bundle that is not as the specification has it. */
    BUNDLE_MALFORMED("bundle-malformed"),

    /** A bundle of a version that this version does not know. */
    BUNDLE_UNSUPPORTED("bundle-unsupported"),

    /** A delta against a status list that is not held. */
    BUNDLE_BASE_MISSING("bundle-base-missing"),

    /** Stored state that was torn or altered. */
    STATE_DAMAGED("state-damaged"),

    /** Stored state of a version that this version does not know. */
    STATE_UNSUPPORTED("state-unsupported"),

    /** Bytes that are no image of the size given, or of none that can be scanned. */
    BAD_IMAGE("bad-image"),

    /** A value given by the caller that is not one of its kind. */
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
