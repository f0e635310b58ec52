package dev.starseal

import java.time.Instant
import java.time.LocalDate

/** The time for which a label is judged: [now], or a day that is asked about by [on]. */
public sealed class When {
    /**
     * The present.
     *
     * @property instant the time of the caller's clock. A clock that is behind the lists held is raised to their date, and
     * the verdict says so ([Code.CLOCK_BEHIND]). A clock before 1970 is taken as 1970.
     */
    @ConsistentCopyVisibility
    public data class Now internal constructor(
        val instant: Instant,
    ) : When()

    /**
     * A calendar day in the scheme's own time zone, such as the day of supply. The verdict comes from the history in the
     * status list held; where that does not reach back to the day, it is [Code.STATUS_UNKNOWN].
     *
     * @property day the day, 2010-01-01 to 2149-06-06: those that a label can claim.
     */
    @ConsistentCopyVisibility
    public data class On internal constructor(
        val day: LocalDate,
    ) : When()

    /** The times to ask about. */
    public companion object {
        /** The present, by default as the device's clock shows it. */
        @JvmStatic
        @JvmOverloads
        public fun now(instant: Instant = Instant.now()): When = Now(instant)

        /** A calendar day in the scheme's own time zone. */
        @JvmStatic
        public fun on(day: LocalDate): When = On(day)
    }
}
