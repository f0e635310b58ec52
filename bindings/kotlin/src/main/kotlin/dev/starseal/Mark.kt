package dev.starseal

/**
 * The symbol to show for a verdict, so that nobody depends on telling colours apart.
 *
 * @property text as the library says it.
 */
public enum class Mark(
    public val text: String,
) {
    /** It stands. */
    CHECK("check"),

    /** Authentic, and does not count on the day asked about. */
    CLOCK("clock"),

    /** Nobody can say: not known, or of a later version. Never shown as forged. */
    QUERY("query"),

    /** Refused. */
    CROSS("cross"),
    ;

    internal companion object {
        @JvmSynthetic
        internal fun of(text: String): Mark =
            checkNotNull(entries.find { it.text == text }) { "the library says $text, which is no mark here" }
    }
}

/**
 * The colour beside a [Mark].
 *
 * @property text as the library says it.
 */
public enum class Colour(
    public val text: String,
) {
    /** Of [Mark.CHECK]. */
    GREEN("green"),

    /** Of [Mark.CLOCK]. */
    AMBER("amber"),

    /** Of [Mark.QUERY]. */
    GREY("grey"),

    /** Of [Mark.CROSS]. */
    RED("red"),
    ;

    internal companion object {
        @JvmSynthetic
        internal fun of(text: String): Colour =
            checkNotNull(entries.find { it.text == text }) { "the library says $text, which is no colour here" }
    }
}
