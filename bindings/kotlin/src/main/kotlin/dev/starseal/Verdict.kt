package dev.starseal

import dev.starseal.internal.VerdictContent
import java.time.Instant
import java.time.LocalDate

/**
 * The result of a check.
 *
 * Only a [Verifier] makes one; an app cannot. It is an immutable value: it holds no memory of the library, does not
 * need to be closed, and may be passed between threads. Two verdicts are equal if their content is equal.
 */
public class Verdict private constructor(
    private val content: VerdictContent,
) {
    /** The code that decided the outcome. */
    public val code: Code = Code.of(content.code)

    /** Whether the label counts on the day asked about. */
    public val stands: Boolean = content.stands

    /** Whether an issuer in the trust list made this label, regardless of whether it counts today. */
    public val isAuthentic: Boolean = content.isAuthentic

    /** The label; null if it is not authentic. */
    public val label: AuthenticLabel? = content.label?.let { AuthenticLabel.of(it) }

    /** The last day on which the label counts, as printed or as extended since; null if the label is not authentic. */
    public val lastDay: LocalDate? = content.lastDay?.let(::day)

    /** The codes of all findings but the deciding one, each once, in the order of the checks. */
    public val reasons: List<Code> = content.reasons.frozen { Code.of(it) }

    /** All findings in the order of the checks, including the deciding one. */
    public val findings: List<Finding> = content.findings.frozen { Finding(Code.of(it.code), it.detail) }

    /** Every check in order, with its result. */
    public val checks: List<CheckOutcome> = content.checks.frozen(::checkOutcome)

    /** The rules of the policy that the label does not meet, in order. */
    public val brokenRules: List<BrokenRule> = content.brokenRules.frozen(::brokenRule)

    /** The levels of other authorities that the label counts as. */
    public val recognized: List<Recognized> = content.recognized.frozen(::recognized)

    /**
     * The label's web address, which the app may offer to open; null unless the label is authentic and the address has
     * a prefix of its issuer.
     */
    public val url: String? = content.url

    /** The key ID that the seal names, 8 hexadecimal digits. It is only a hint if the signature was not verified. */
    public val keyId: String? = content.keyId

    /** The day for which the label was checked. */
    public val checkedFor: LocalDate? = content.checkedFor?.let(::day)

    /**
     * The instant from which ages are counted: the time given, raised to the clock floor, or the start of the day asked
     * about.
     */
    public val moment: Instant? = content.moment?.let(::instant)

    /** When the trust list used was issued: the data about keys is of that time. */
    public val trustIssuedAt: Instant? = content.trustIssuedAt?.let(::instant)

    /** When the status list used was issued: the data about this label is of that time. */
    public val statusIssuedAt: Instant? = content.statusIssuedAt?.let(::instant)

    /** The symbol to show together with the color, because not everyone can tell colors apart. */
    public val mark: Mark = Mark.of(content.mark)

    /** The color of the mark. */
    public val color: MarkColor = MarkColor.of(content.color)

    /** The verdict in English. */
    public val en: Words = words(content.en)

    /** The verdict in Japanese. */
    public val ja: Words = words(content.ja)

    /** The result as one of three cases, for `when`. Both cases for an authentic label hold it. */
    public val outcome: Outcome = outcome(this)

    /**
     * Returns a sentence that states what the label is, whether it counts, and whether it is self-declared or
     * third-party assessed.
     */
    public fun sentence(language: Language): String = words(language).sentence

    /** Returns a sentence for each of [reasons], in their order. */
    public fun reasonSentences(language: Language): List<String> = words(language).reasons

    /** Returns the record `starseal-verdict/1` in JSON, on one line. The bytes are the same in every language. */
    public fun toJson(): String = content.record

    private fun words(language: Language): Words =
        when (language) {
            Language.EN -> en
            Language.JA -> ja
        }

    /** Returns whether the content of both verdicts is equal. */
    override fun equals(other: Any?): Boolean = other is Verdict && content == other.content

    override fun hashCode(): Int = content.hashCode()

    /** Returns the code, and the product if there is a label, for logs. */
    override fun toString(): String = label?.let { "Verdict($code, ${it.productId})" } ?: "Verdict($code)"

    internal companion object {
        @JvmSynthetic
        internal fun of(content: VerdictContent): Verdict = Verdict(content)
    }
}
