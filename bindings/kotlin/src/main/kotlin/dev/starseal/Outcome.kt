package dev.starseal

import java.time.LocalDate

/** The result of a [Verdict] as one of three cases. */
public sealed interface Outcome {
    /**
     * The label is authentic and counts on the day asked about.
     *
     * @property label the content of the label.
     * @property lastDay the last day on which the label counts, as printed or as extended since.
     */
    @ConsistentCopyVisibility
    public data class Stands internal constructor(
        val label: AuthenticLabel,
        val lastDay: LocalDate,
    ) : Outcome

    /**
     * The label is authentic, but does not count on the day asked about.
     *
     * @property label the content of the label.
     * @property lastDay the last day on which the label counts, as printed or as extended since.
     * @property code the reason why it does not count.
     */
    @ConsistentCopyVisibility
    public data class DoesNotStand internal constructor(
        val label: AuthenticLabel,
        val lastDay: LocalDate,
        val code: Code,
    ) : Outcome

    /**
     * There is no authentic label.
     *
     * @property code the reason.
     */
    @ConsistentCopyVisibility
    public data class Refused internal constructor(
        val code: Code,
    ) : Outcome
}

@JvmSynthetic
internal fun outcome(verdict: Verdict): Outcome {
    val label = verdict.label ?: return Outcome.Refused(verdict.code)
    val lastDay = checkNotNull(verdict.lastDay) { "the library returned no last day for an authentic label" }
    return if (verdict.stands) Outcome.Stands(label, lastDay) else Outcome.DoesNotStand(label, lastDay, verdict.code)
}
