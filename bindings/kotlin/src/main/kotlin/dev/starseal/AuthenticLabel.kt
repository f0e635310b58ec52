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
 * Only a [Verifier] makes one, as part of a [Verdict]: an issuer in the trust list sealed it. The verdict says whether
 * it counts today. Days are in the scheme's own time zone.
 */
public class AuthenticLabel private constructor(
    private val content: LabelContent,
) {
    /** The registration number. Opaque: nothing is read into it. */
    public val productId: String = content.productId

    /** The level, 1 to 255; JC-STAR has 1 to 4 stars. */
    public val level: Int = content.level.toInt()

    /** What the level is called. */
    public val levelNames: Names = names(content.levelNames)

    /** Who says that the product meets the level. */
    public val assessment: Assessment = Assessment.of(content.assessment)

    /** The first day on which the label counts. */
    public val issuedOn: LocalDate = day(content.issuedOn)

    /** The last day on which the label counts, as printed. [Verdict.lastDay] knows of extensions. */
    public val expiresOn: LocalDate = day(content.expiresOn)

    /** The position in the issuer's status list, 0 to 4,294,967,295. */
    public val statusIndex: Long = content.statusIndex.toLong()

    /** The criteria, as a number in the scheme's dictionary. */
    public val criteria: Int? = content.criteria?.toInt()

    /** The criteria as they are cited, such as "JST-CR-01-01-2024R1". */
    public val criteriaCitation: String? = content.criteriaCitation

    /** The product category, as a number in the scheme's dictionary. */
    public val category: Int? = content.category?.toInt()

    /** What the category is called. */
    public val categoryNames: Names? = content.categoryNames?.let(::names)

    /** Who applied for the label. */
    public val holder: String? = content.holder

    /** The model number printed on the product, for a person to compare. */
    public val model: String? = content.model

    /** The numbers under the bar codes on the box, each in the shortest of 8, 12, 13 and 14 digits; none to four. */
    public val gtins: List<String> = content.gtins.frozen { it }

    /** Who evaluated the product, as a number in the scheme's dictionary. */
    public val evaluator: Int? = content.evaluator?.toInt()

    /** What the evaluator is called. */
    public val evaluatorNames: Names? = content.evaluatorNames?.let(::names)

    /** The serial number of one unit. */
    public val serial: String? = content.serial

    /** How many claims of a later version were passed over. */
    public val unknownClaims: Int = content.unknownClaims.toInt()

    /** Who sealed the label. */
    public val issuerNames: Names = names(content.issuerNames)

    /** Who runs the scheme. */
    public val authorityNames: Names = names(content.authorityNames)

    /** The authority's ID, 64 hexadecimal digits. */
    public val authorityId: String = content.authorityId

    /** Whether both say the same. */
    override fun equals(other: Any?): Boolean = other is AuthenticLabel && content == other.content

    override fun hashCode(): Int = content.hashCode()

    /** For logs: the product, the level and the printed days. */
    override fun toString(): String = "AuthenticLabel($productId, level $level, $issuedOn to $expiresOn)"

    internal companion object {
        @JvmSynthetic
        internal fun of(content: LabelContent): AuthenticLabel = AuthenticLabel(content)
    }
}
