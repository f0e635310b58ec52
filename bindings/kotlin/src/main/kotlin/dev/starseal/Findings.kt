package dev.starseal

import java.time.LocalDate

/**
 * The sentences of a verdict in one language.
 *
 * @property sentence states what the label is, whether it counts, and whether it is self-declared or third-party
 * assessed.
 * @property reasons a sentence for each of the reasons, in their order.
 */
public data class Words(
    val sentence: String,
    val reasons: List<String>,
)

/**
 * A finding of a check.
 *
 * @property code the stable code.
 * @property detail the values that disagree, in English, for developers and logs.
 */
public data class Finding(
    val code: Code,
    val detail: String,
)

/**
 * One of the checks of a label, and its result.
 *
 * @property check the check's name in kebab case, such as `signature`.
 * @property result the result.
 * @property codes the codes of its findings.
 */
public data class CheckOutcome(
    val check: String,
    val result: CheckResult,
    val codes: List<Code>,
)

/** The result of a check. */
public enum class CheckResult {
    /** Nothing was found. */
    PASSED,

    /** There is a finding to report, which does not affect the outcome. */
    NOTED,

    /** A finding is against the label. */
    FAILED,

    /** An earlier check decided the outcome. */
    NOT_REACHED,
}

/**
 * A rule of the policy that a label does not meet.
 *
 * @property rule `minimum-level`, `criteria`, `days-left` or `assessment`.
 * @property required what the policy requires.
 * @property found what the label has; `none` if it has nothing of the kind.
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
 * @property authorityNames its name.
 * @property level its level.
 * @property levelNames its name of the level.
 * @property since the first issue date that counts.
 * @property until the last issue date that counts; null if there is no end.
 */
public data class Recognized(
    val authorityId: String,
    val authorityNames: Names,
    val level: Int,
    val levelNames: Names,
    val since: LocalDate,
    val until: LocalDate?,
)
