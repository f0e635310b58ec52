package dev.starseal

import dev.starseal.internal.LabelContent
import java.time.LocalDate
import dev.starseal.internal.Assessment as RawAssessment

/** Who states that a product meets a level's criteria. */
public enum class Assessment {
    /** The vendor declares it; no one else checked. */
    SELF_DECLARED,

    /** An independent body evaluated the product. */
    THIRD_PARTY,
    ;

    internal companion object {
        @JvmSynthetic
        internal fun of(raw: RawAssessment): Assessment =
            when (raw) {
                RawAssessment.SELF_DECLARED -> SELF_DECLARED
                RawAssessment.THIRD_PARTY -> THIRD_PARTY
            }
    }
}

/**
 * The claims of an authentic label, and what its numbers mean in the scheme's dictionary.
 *
 * Only a [Verifier] makes one, as part of a [Verdict]. An issuer in the trust list sealed the label; the verdict says
 * whether the label counts today. Days are in the scheme's own time zone.
 */
public class AuthenticLabel private constructor(
    private val content: LabelContent,
) {
    /** The registration number, an opaque text. */
    public val productId: String = content.productId

    /** The level, 1 to 255; JC-STAR has 1 to 4 stars. */
    public val level: Int = content.level.toInt()

    /** The name of the level. */
    public val levelNames: Names = names(content.levelNames)

    /** Who states that the product meets the level. */
    public val assessment: Assessment = Assessment.of(content.assessment)

    /** The first day on which the label counts. */
    public val issuedOn: LocalDate = day(content.issuedOn)

    /** The last day on which the label counts, as printed. [Verdict.lastDay] includes extensions. */
    public val expiresOn: LocalDate = day(content.expiresOn)

    /** The position in the issuer's status list, 0 to 4,294,967,295. */
    public val statusIndex: Long = content.statusIndex.toLong()

    /** The criteria, as a number in the scheme's dictionary. */
    public val criteria: Int? = content.criteria?.toInt()

    /** The criteria as documents cite them, such as "JST-CR-01-01-2024R1". */
    public val criteriaCitation: String? = content.criteriaCitation

    /** The product category, as a number in the scheme's dictionary. */
    public val category: Int? = content.category?.toInt()

    /** The name of the category. */
    public val categoryNames: Names? = content.categoryNames?.let(::names)

    /** The company that applied for the label. */
    public val holder: String? = content.holder

    /** The model number printed on the product, for a person to compare. */
    public val model: String? = content.model

    /** The numbers under the bar codes on the box, each in the shortest of 8, 12, 13 and 14 digits; none to four. */
    public val gtins: List<String> = content.gtins.frozen { it }

    /** The body that evaluated the product, as a number in the scheme's dictionary. */
    public val evaluator: Int? = content.evaluator?.toInt()

    /** The name of the evaluator. */
    public val evaluatorNames: Names? = content.evaluatorNames?.let(::names)

    /** The serial number of one unit. */
    public val serial: String? = content.serial

    /** The number of claims of a later version, which were ignored. */
    public val unknownClaims: Int = content.unknownClaims.toInt()

    /** The name of the issuer, who sealed the label. */
    public val issuerNames: Names = names(content.issuerNames)

    /** The name of the authority, who runs the scheme. */
    public val authorityNames: Names = names(content.authorityNames)

    /** The authority's ID, 64 hexadecimal digits. */
    public val authorityId: String = content.authorityId

    /** Returns whether the content of both labels is equal. */
    override fun equals(other: Any?): Boolean = other is AuthenticLabel && content == other.content

    override fun hashCode(): Int = content.hashCode()

    /** Returns the product, the level and the printed days, for logs. */
    override fun toString(): String = "AuthenticLabel($productId, level $level, $issuedOn to $expiresOn)"

    internal companion object {
        @JvmSynthetic
        internal fun of(content: LabelContent): AuthenticLabel = AuthenticLabel(content)
    }
}
