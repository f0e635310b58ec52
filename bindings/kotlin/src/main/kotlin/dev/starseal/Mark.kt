package dev.starseal

import dev.starseal.internal.Mark as RawMark
import dev.starseal.internal.MarkColor as RawMarkColor

/**
 * The symbol to show for a verdict, because not everyone can tell colors apart.
 *
 * @property text its name in lower case.
 */
public enum class Mark(
    public val text: String,
) {
    /** The label stands. */
    CHECK("check"),

    /** Authentic, and does not count on the day asked about. */
    CLOCK("clock"),

    /** Not known, or of a later version. Never shown as forged. */
    QUERY("query"),

    /** Refused. */
    CROSS("cross"),
    ;

    internal companion object {
        @JvmSynthetic
        internal fun of(raw: RawMark): Mark =
            when (raw) {
                RawMark.CHECK -> CHECK
                RawMark.CLOCK -> CLOCK
                RawMark.QUERY -> QUERY
                RawMark.CROSS -> CROSS
            }
    }
}

/**
 * The color beside a [Mark].
 *
 * @property text its name in lower case.
 */
public enum class MarkColor(
    public val text: String,
) {
    /** Of [Mark.CHECK]. */
    GREEN("green"),

    /** Of [Mark.CLOCK]. */
    AMBER("amber"),

    /** Of [Mark.QUERY]. */
    GRAY("gray"),

    /** Of [Mark.CROSS]. */
    RED("red"),
    ;

    internal companion object {
        @JvmSynthetic
        internal fun of(raw: RawMarkColor): MarkColor =
            when (raw) {
                RawMarkColor.GREEN -> GREEN
                RawMarkColor.AMBER -> AMBER
                RawMarkColor.GRAY -> GRAY
                RawMarkColor.RED -> RED
            }
    }
}
