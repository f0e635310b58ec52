package dev.starseal

import dev.starseal.internal.sentenceOfHint
import dev.starseal.internal.Corner as RawCorner
import dev.starseal.internal.Hint as RawHint
import dev.starseal.internal.ImageVerdicts as RawImageVerdicts
import dev.starseal.internal.Sighting as RawSighting

/**
 * All labels of an image.
 *
 * @property code [Code.NO_LABEL] if there is no label, else null.
 * @property labels the labels in reading order: rows from top to bottom, each from left to right.
 * @property otherSymbols the number of symbols whose text is not a sealed label.
 * @property unread the symbols that were seen but could not be read, in reading order.
 */
public data class ImageVerdicts(
    val code: Code?,
    val labels: List<Sighting>,
    val otherSymbols: Int,
    val unread: List<UnreadSymbol>,
)

/**
 * A label found in an image, with its verdict.
 *
 * @property verdict the verdict on the label.
 * @property carrier the text of its symbol.
 * @property corners the corners of the symbol: top left, top right, bottom right, bottom left.
 */
public data class Sighting(
    val verdict: Verdict,
    val carrier: String,
    val corners: List<Corner>,
)

/**
 * A symbol that was seen in an image but could not be read.
 *
 * @property corners the approximate corners, in the same order as for a label; they may be outside the image.
 * @property hint why it could not be read; null if the cause is not clear.
 */
public data class UnreadSymbol(
    val corners: List<Corner>,
    val hint: Hint?,
)

/** Why a symbol could not be read. */
public enum class Hint {
    /** A part of it is outside the image. */
    CUT_OFF,

    /** Its modules are smaller than two pixels. */
    TOO_SMALL,

    /** The camera's angle to it is too flat. */
    TOO_TILTED,

    /** Too little light falls on it. */
    LOW_LIGHT,

    /** A reflection covers a part of it. */
    GLARE,

    /** It is out of focus or moving. */
    BLURRED,

    /** A finder pattern of it is crossed, rubbed off or covered. */
    DAMAGED,

    /** The image has more symbols than one scan reads. */
    TOO_MANY,
    ;

    /** Returns the sentence that tells the user what to do. */
    public fun sentence(language: Language): String =
        checkNotNull(sentenceOfHint(RawHint.valueOf(name), language.tag)) { "the library has no sentence for $this" }
}

/**
 * A position in an image, in pixels from its top left corner.
 *
 * @property x the distance to the right.
 * @property y the distance downwards.
 */
public data class Corner(
    val x: Double,
    val y: Double,
)

/** Copies the content of the library's objects. The caller frees those objects. */
@JvmSynthetic
internal fun imageVerdicts(raw: RawImageVerdicts): ImageVerdicts =
    ImageVerdicts(
        code = raw.code?.let { Code.of(it) },
        labels = raw.labels.frozen(::sighting),
        otherSymbols = raw.otherSymbols.toInt(),
        unread =
            raw.unread.frozen {
                UnreadSymbol(
                    corners(it.corners),
                    it.hint?.let { hint ->
                        Hint.valueOf(hint.name)
                    },
                )
            },
    )

private fun sighting(raw: RawSighting): Sighting =
    Sighting(
        verdict = Verdict.of(raw.verdict.content()),
        carrier = raw.carrier,
        corners = corners(raw.corners),
    )

private fun corners(raw: List<RawCorner>): List<Corner> = raw.frozen { Corner(it.x, it.y) }
