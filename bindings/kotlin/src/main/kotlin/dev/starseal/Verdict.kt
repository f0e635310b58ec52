package dev.starseal

import dev.starseal.internal.VerdictContent
import java.time.Instant
import java.time.LocalDate

/**
 * What a check found out.
 *
 * Only a [Verifier] makes one: neither an app nor what it received can. It is a value: it holds nothing of the library,
 * needs no closing, never changes, and may be passed between threads. Two are equal if they say the same.
 */
public class Verdict private constructor(
    private val content: VerdictContent,
) {
    /** The outcome: the code that decided. */
    public val code: Code = Code.of(content.code)

    /** Whether the label counts on the day asked about. */
    public val stands: Boolean = content.stands

    /** Whether an issuer in the trust list made this label, whether it counts today or not. */
    public val isAuthentic: Boolean = content.isAuthentic

    /** The label, if it is authentic. */
    public val label: AuthenticLabel? = content.label?.let { AuthenticLabel.of(it) }

    /** The last day that counts: as printed, or as extended since. Only an authentic label has one. */
    public val lastDay: LocalDate? = content.lastDay?.let(::day)

    /** The codes of everything found beside the deciding code, each once, in the order of the checks. */
    public val reasons: List<Code> = content.reasons.frozen { Code.of(it) }

    /** Everything found, in the order of the checks, the deciding one among them. */
    public val findings: List<Finding> = content.findings.frozen { Finding(Code.of(it.code), it.detail) }

    /** Every check in order, with what came of it. */
    public val checks: List<CheckOutcome> = content.checks.frozen(::checkOutcome)

    /** The rules of the policy that the label breaks, in order. */
    public val brokenRules: List<BrokenRule> = content.brokenRules.frozen(::brokenRule)

    /** What the label counts as under other authorities. */
    public val recognised: List<Recognised> = content.recognised.frozen(::recognised)

    /**
     * The label's web address, to be offered for opening: only an authentic label's, behind its issuer's own prefix.
     */
    public val url: String? = content.url

    /** The key ID that the seal names, 8 hexadecimal digits: before the signature is verified, a hint. */
    public val keyId: String? = content.keyId

    /** The day for which the label was judged. */
    public val checkedFor: LocalDate? = content.checkedFor?.let(::day)

    /**
     * The moment to which ages are counted: the time given, raised to the clock floor, or the start of the day asked
     * about.
     */
    public val moment: Instant? = content.moment?.let(::instant)

    /** When the trust list used was issued: how old the verifier's knowledge of keys is. */
    public val trustIssuedAt: Instant? = content.trustIssuedAt?.let(::instant)

    /** When the status list used was issued: how old the verifier's knowledge of this label is. */
    public val statusIssuedAt: Instant? = content.statusIssuedAt?.let(::instant)

    /** The symbol to show where a colour alone would not do. */
    public val mark: Mark = Mark.of(content.mark)

    /** The colour beside it. */
    public val colour: Colour = Colour.of(content.colour)

    /** The verdict in English. */
    public val en: Words = words(content.en)

    /** The verdict in Japanese. */
    public val ja: Words = words(content.ja)

    /** The same as one of three cases, with a label wherever there is one: for `when`. */
    public val outcome: Outcome = outcome(this)

    /** What the label is, whether it counts, and whether it is self-declared or third-party assessed. */
    public fun sentence(language: Language): String = words(language).sentence

    /** A sentence for each of [reasons], in their order. */
    public fun reasonSentences(language: Language): List<String> = words(language).reasons

    private fun words(language: Language): Words =
        when (language) {
            Language.EN -> en
            Language.JA -> ja
        }

    /** Whether both say the same. */
    override fun equals(other: Any?): Boolean = other is Verdict && content == other.content

    override fun hashCode(): Int = content.hashCode()

    /** For logs: the code, and the product where there is a label. */
    override fun toString(): String = label?.let { "Verdict($code, ${it.productId})" } ?: "Verdict($code)"

    internal companion object {
        @JvmSynthetic
        internal fun of(content: VerdictContent): Verdict = Verdict(content)
    }
}
