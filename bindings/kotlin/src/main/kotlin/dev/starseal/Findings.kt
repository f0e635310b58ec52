package dev.starseal

import java.time.LocalDate

/**
 * A verdict in sentences of one language.
 *
 * @property sentence what the label is, whether it counts, and whether it is self-declared or third-party assessed.
 * @property reasons a sentence for each reason beside the verdict, in their order.
 */
public data class Words(
    val sentence: String,
    val reasons: List<String>,
)

/**
 * One thing that a check found.
 *
 * @property code the stable code.
 * @property detail the values that disagree, in English, for developers and logs.
 */
public data class Finding(
    val code: Code,
    val detail: String,
)

/**
 * One of the checks that a label goes through, and what came of it.
 *
 * @property check the check's name in kebab case, such as `signature`.
 * @property result what came of it.
 * @property codes the codes found by it.
 */
public data class CheckOutcome(
    val check: String,
    val result: CheckResult,
    val codes: List<Code>,
)

/** What came of a check. */
public enum class CheckResult {
    /** Nothing was found. */
    PASSED,

    /** Something is worth saying, and decides nothing. */
    NOTED,

    /** Something is against the label. */
    FAILED,

    /** An earlier check ended it. */
    NOT_REACHED,
}

/**
 * A rule of the policy that a label breaks.
 *
 * @property rule `minimum-level`, `criteria`, `days-left` or `assessment`.
 * @property required what the policy asks for.
 * @property found what the label has; `none` where it has nothing of the kind.
 */
public data class BrokenRule(
    val rule: String,
    val required: String,
    val found: String,
)

/**
 * A level of another authority that a label counts as.
 *
 * @property authorityId the ID of the authority that recognises the label, 64 hexadecimal digits.
 * @property authorityNames what it is called.
 * @property level its level.
 * @property levelNames what it calls the level.
 * @property since the first issue date that counts.
 * @property until the last issue date that counts, where there is an end.
 */
public data class Recognised(
    val authorityId: String,
    val authorityNames: Names,
    val level: Int,
    val levelNames: Names,
    val since: LocalDate,
    val until: LocalDate?,
)
