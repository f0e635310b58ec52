package dev.starseal

import dev.starseal.internal.defaultPolicy
import dev.starseal.internal.Assessment as RawAssessment
import dev.starseal.internal.Freshness as RawFreshness
import dev.starseal.internal.Policy as RawPolicy

/**
 * The relying party's requirements on labels, in addition to the scheme's, and on the age of the lists used.
 *
 * A value that is not given is that of [default]. In Kotlin, use named arguments. In Java, change one value at a time:
 *
 * ```kotlin
 * verifier.policy = Policy(minimumLevel = 2, minimumDaysLeft = 30)
 * ```
 * ```java
 * verifier.setPolicy(new Policy().withMinimumLevel(2).withMinimumDaysLeft(30));
 * ```
 *
 * @property minimumLevel the minimum level of all labels, 1 to 255; null to accept any. It is a level of the authority
 * whose anchor came first.
 * @property minimumLevelOfCategory the minimum level of a category, by the category's number. It takes precedence over
 * [minimumLevel]. A label without a category must meet the highest of these levels.
 * @property acceptedCriteria the accepted criteria, as dictionaries cite them; empty to accept any.
 * @property minimumDaysLeft the minimum number of days from the day asked about to the label's last day; on the last
 * day itself this number is 0.
 * @property assessment who must state that the product meets its level; null to accept either.
 * @property acceptDeferral whether a label in deferral stands; its extension is in process.
 * @property trustList the age limits of trust lists.
 * @property statusList the age limits of status lists.
 * @property requirePlausibleClock whether a label stands only if the clock is plausible: not more than two days behind
 * the newest list.
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
    val requirePlausibleClock: Boolean = default.requirePlausibleClock,
) {
    /** Returns the same policy with this [minimumLevel]. */
    public fun withMinimumLevel(minimumLevel: Int?): Policy = copy(minimumLevel = minimumLevel)

    /** Returns the same policy with this [minimumLevelOfCategory]. */
    public fun withMinimumLevelOfCategory(minimumLevelOfCategory: Map<Int, Int>): Policy =
        copy(minimumLevelOfCategory = minimumLevelOfCategory)

    /** Returns the same policy with these [acceptedCriteria]. */
    public fun withAcceptedCriteria(acceptedCriteria: List<String>): Policy = copy(acceptedCriteria = acceptedCriteria)

    /** Returns the same policy with this [minimumDaysLeft]. */
    public fun withMinimumDaysLeft(minimumDaysLeft: Int): Policy = copy(minimumDaysLeft = minimumDaysLeft)

    /** Returns the same policy with this [assessment]. */
    public fun withAssessment(assessment: Assessment?): Policy = copy(assessment = assessment)

    /** Returns the same policy with this [acceptDeferral]. */
    public fun withAcceptDeferral(acceptDeferral: Boolean): Policy = copy(acceptDeferral = acceptDeferral)

    /** Returns the same policy with these age limits for trust lists. */
    public fun withTrustList(trustList: Freshness): Policy = copy(trustList = trustList)

    /** Returns the same policy with these age limits for status lists. */
    public fun withStatusList(statusList: Freshness): Policy = copy(statusList = statusList)

    /** Returns the same policy with this [requirePlausibleClock]. */
    public fun withRequirePlausibleClock(requirePlausibleClock: Boolean): Policy =
        copy(requirePlausibleClock = requirePlausibleClock)

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
            requirePlausibleClock = requirePlausibleClock,
        )

    /** Holds the default policy. */
    public companion object {
        /** The policy of a new verifier: no requirements on labels, and the default age limits. */
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
                requirePlausibleClock = raw.requirePlausibleClock,
            )
    }
}

/**
 * The age limits of one kind of list, in days since it was issued.
 *
 * @property ageingAfterDays the age after which a list is ageing; the verdict then has a note.
 * @property staleAfterDays the age after which a list is stale.
 * @property acceptStale whether a label stands if the list that its verdict is based on is stale.
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

// The ranges of the library's number types. The library decides which numbers in them are valid.
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
        throw StarsealException.Value(Code.BAD_VALUE, "$what is $number, not in ${range.first} to ${range.last}")
    }

private fun freshness(raw: RawFreshness): Freshness =
    Freshness(raw.ageingAfterDays.toInt(), raw.staleAfterDays.toInt(), raw.acceptStale)

private fun rawAssessment(assessment: Assessment): RawAssessment =
    when (assessment) {
        Assessment.SELF_DECLARED -> RawAssessment.SELF_DECLARED
        Assessment.THIRD_PARTY -> RawAssessment.THIRD_PARTY
    }
