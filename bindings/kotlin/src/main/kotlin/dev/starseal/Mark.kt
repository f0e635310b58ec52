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

    /** The label is authentic, but does not count on the day asked about. */
    CLOCK("clock"),

    /** The input is unknown or has a later version. It must not be shown as forged. */
    QUERY("query"),

    /** The input is refused. */
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
 * The color of a [Mark].
 *
 * @property text its name in lower case.
 */
public enum class MarkColor(
    public val text: String,
) {
    /** The color of [Mark.CHECK]. */
    GREEN("green"),

    /** The color of [Mark.CLOCK]. */
    AMBER("amber"),

    /** The color of [Mark.QUERY]. */
    GRAY("gray"),

    /** The color of [Mark.CROSS]. */
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
