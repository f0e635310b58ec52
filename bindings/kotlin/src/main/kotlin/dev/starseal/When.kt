package dev.starseal

import java.time.Instant
import java.time.LocalDate

/** The time for which a label is checked: the present ([now]), or a calendar day ([on]). */
public sealed class When {
    /**
     * The present.
     *
     * @property instant the time of the caller's clock. If the clock is behind the lists held, their date is used
     * instead, and the verdict has the note [Code.CLOCK_BEHIND]. A time before 1970 is taken as 1970.
     */
    @ConsistentCopyVisibility
    public data class Now internal constructor(
        val instant: Instant,
    ) : When()

    /**
     * A calendar day in the scheme's own time zone, such as the day of supply. The verdict is based on the history in
     * the status list held. If the history does not reach back to the day, the verdict is [Code.STATUS_UNKNOWN].
     *
     * @property day the day, 2010-01-01 to 2149-06-06, which is the range that a label can claim.
     */
    @ConsistentCopyVisibility
    public data class On internal constructor(
        val day: LocalDate,
    ) : When()

    /** Makes the times to ask about. */
    public companion object {
        /** Returns the present, by default the time of the device's clock. */
        @JvmStatic
        @JvmOverloads
        public fun now(instant: Instant = Instant.now()): When = Now(instant)

        /** Returns a calendar day in the scheme's own time zone. */
        @JvmStatic
        public fun on(day: LocalDate): When = On(day)
    }
}
