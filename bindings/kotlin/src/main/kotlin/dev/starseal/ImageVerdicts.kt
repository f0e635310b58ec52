package dev.starseal

import dev.starseal.internal.sentenceOfHint
import dev.starseal.internal.Corner as RawCorner
import dev.starseal.internal.Hint as RawHint
import dev.starseal.internal.ImageVerdicts as RawImageVerdicts
import dev.starseal.internal.Sighting as RawSighting

/**
 * All labels of an image.
 *
 * @property code [Code.NO_LABEL] where there is none, else null.
 * @property labels the labels in reading order: rows from top to bottom, each from left to right.
 * @property otherSymbols how many symbols there are whose text is no sealed label.
 * @property unread symbols seen without being read, in reading order.
 */
public data class ImageVerdicts(
    val code: Code?,
    val labels: List<Sighting>,
    val otherSymbols: Int,
    val unread: List<UnreadSymbol>,
)

/**
 * A label found in an image, judged.
 *
 * @property verdict what the label is.
 * @property carrier the text of its symbol.
 * @property corners its corners: top left, top right, bottom right, bottom left of the symbol.
 */
public data class Sighting(
    val verdict: Verdict,
    val carrier: String,
    val corners: List<Corner>,
)

/**
 * A symbol seen in an image without being read.
 *
 * @property corners about where its corners are, as a label's; they may lie outside the image.
 * @property hint what keeps it from being read; null where no cause stands out.
 */
public data class UnreadSymbol(
    val corners: List<Corner>,
    val hint: Hint?,
)

/** What keeps a symbol from being read. */
public enum class Hint {
    /** A part of it lies outside the image. */
    CUT_OFF,

    /** Its modules are smaller than two pixels. */
    TOO_SMALL,

    /** It is seen from too far aside. */
    TOO_TILTED,

    /** Hardly any light falls on it. */
    LOW_LIGHT,

    /** A reflection covers a part of it. */
    GLARE,

    /** It is out of focus or moves. */
    BLURRED,
    ;

    /** What somebody with a camera can do about it, in a sentence. */
    public fun sentence(language: Language): String =
        checkNotNull(sentenceOfHint(RawHint.valueOf(name), language.tag)) { "the library has no sentence for $this" }
}

/**
 * A place in an image, in pixels from its top left corner.
 *
 * @property x to the right.
 * @property y downwards.
 */
public data class Corner(
    val x: Double,
    val y: Double,
)

/** Reads everything out of the library's objects, which the caller destroys. */
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
