package dev.starseal

import dev.starseal.internal.defaultPolicy
import dev.starseal.internal.Assessment as RawAssessment
import dev.starseal.internal.Freshness as RawFreshness
import dev.starseal.internal.Policy as RawPolicy

/**
 * What a label must be to stand, beyond what the scheme says; and how old the data may be that says so.
 *
 * What is not given is as the library has it: `Policy(minimumLevel = 2)`.
 *
 * @property minimumLevel the least level of all labels, 1 to 255; null where any will do. A level of the authority
 * whose anchor came first.
 * @property minimumLevelOfCategory the least level of a category, by the category's number, which goes before that of
 * all labels. A label without a category is held to the highest.
 * @property acceptedCriteria the criteria accepted, as dictionaries cite them; empty where any will do.
 * @property minimumDaysLeft days from the day asked about to the label's last, on which there are 0 left.
 * @property assessment who must say that the product meets its level; null where it does not matter.
 * @property acceptDeferral whether a label whose extension is in process stands.
 * @property trustList how old trust lists may be.
 * @property statusList how old status lists may be.
 */
public data class Policy(
    val minimumLevel: Int? = default.minimumLevel,
    val minimumLevelOfCategory: Map<Int, Int> = default.minimumLevelOfCategory,
    val acceptedCriteria: List<String> = default.acceptedCriteria,
    val minimumDaysLeft: Int = default.minimumDaysLeft,
    val assessment: Assessment? = default.assessment,
    val acceptDeferral: Boolean = default.acceptDeferral,
    val trustList: Freshness = default.trustList,
    val statusList: Freshness = default.statusList,
) {
    @JvmSynthetic
    internal fun raw(): RawPolicy =
        RawPolicy(
            minimumLevel = minimumLevel?.let { value("level", it, LEVELS).toUByte() },
            minimumLevelOfCategory =
                minimumLevelOfCategory.entries.associate { (category, level) ->
                    value("category", category, ENTRIES).toUShort() to value("level", level, LEVELS).toUByte()
                },
            acceptedCriteria = acceptedCriteria.map(::wellFormed),
            minimumDaysLeft = value("number of days", minimumDaysLeft, DAYS).toUInt(),
            assessment = assessment?.let(::rawAssessment),
            acceptDeferral = acceptDeferral,
            trustList = trustList.raw(),
            statusList = statusList.raw(),
        )

    /** Where policies start from. */
    public companion object {
        /** What a verifier asks that was not told otherwise: nothing of labels, and the usual freshness. */
        @JvmStatic
        public val default: Policy by lazy { of(defaultPolicy()) }

        @JvmSynthetic
        internal fun of(raw: RawPolicy): Policy =
            Policy(
                minimumLevel = raw.minimumLevel?.toInt(),
                minimumLevelOfCategory =
                    raw.minimumLevelOfCategory.entries.associate { (category, level) ->
                        category.toInt() to
                            level.toInt()
                    },
                acceptedCriteria = raw.acceptedCriteria.frozen { it },
                minimumDaysLeft = raw.minimumDaysLeft.toInt(),
                assessment = raw.assessment?.let { Assessment.of(it) },
                acceptDeferral = raw.acceptDeferral,
                trustList = freshness(raw.trustList),
                statusList = freshness(raw.statusList),
            )
    }
}

/**
 * How old one kind of list may be, in days since it was issued.
 *
 * @property ageingAfterDays older lists are ageing: the verdict says so.
 * @property staleAfterDays older lists are stale.
 * @property acceptStale whether a label stands that rests on a stale list.
 */
public data class Freshness(
    val ageingAfterDays: Int,
    val staleAfterDays: Int,
    val acceptStale: Boolean,
) {
    @JvmSynthetic
    internal fun raw(): RawFreshness =
        RawFreshness(
            ageingAfterDays = value("number of days", ageingAfterDays, DAYS).toUInt(),
            staleAfterDays = value("number of days", staleAfterDays, DAYS).toUInt(),
            acceptStale = acceptStale,
        )
}

// What the numbers of a policy cross as. What of them makes sense is the library's to say.
private val LEVELS = 0..UByte.MAX_VALUE.toInt()
private val ENTRIES = 0..UShort.MAX_VALUE.toInt()
private val DAYS = 0..Int.MAX_VALUE

private fun value(
    what: String,
    number: Int,
    range: IntRange,
): Int =
    if (number in range) {
        number
    } else {
        throw Refusal.Value(Code.BAD_VALUE, "$what is $number, not in ${range.first} to ${range.last}")
    }

private fun freshness(raw: RawFreshness): Freshness =
    Freshness(raw.ageingAfterDays.toInt(), raw.staleAfterDays.toInt(), raw.acceptStale)

private fun rawAssessment(assessment: Assessment): RawAssessment =
    when (assessment) {
        Assessment.SELF_DECLARED -> RawAssessment.SELF_DECLARED
        Assessment.THIRD_PARTY -> RawAssessment.THIRD_PARTY
    }
