package dev.starseal

import dev.starseal.internal.sentenceOfHint
import dev.starseal.internal.Corner as RawCorner
import dev.starseal.internal.Hint as RawHint
import dev.starseal.internal.ImageVerdicts as RawImageVerdicts
import dev.starseal.internal.NoText as RawNoText
import dev.starseal.internal.Sighting as RawSighting
import dev.starseal.internal.TextlessSymbol as RawTextlessSymbol

/**
 * All labels of an image.
 *
 * @property code [Code.NO_LABEL] if there is no label, else null.
 * @property labels the labels in reading order: rows from top to bottom, each from left to right.
 * @property otherSymbols the number of symbols whose text is not a sealed label.
 * @property unread the symbols that were seen but could not be read, in reading order.
 * @property textless the symbols that were read but have no text, in reading order. They are not among the other
 * symbols.
 */
public data class ImageVerdicts(
    val code: Code?,
    val labels: List<Sighting>,
    val otherSymbols: Int,
    val unread: List<UnreadSymbol>,
    val textless: List<TextlessSymbol> = emptyList(),
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

/**
 * A symbol that was read but has no text, so that it is not a label.
 *
 * @property corners the corners, in the same order as for a label.
 * @property reason why it has no text.
 * @property eci the ECI number of the character set that is not known; otherwise null.
 * @property part the number of this symbol in a text that is spread over several, from 1; otherwise null.
 * @property parts the number of symbols over which the text is spread; otherwise null.
 * @property en the reason in an English sentence.
 * @property ja the reason in a Japanese sentence.
 */
public data class TextlessSymbol(
    val corners: List<Corner>,
    val reason: NoText,
    val eci: Int?,
    val part: Int?,
    val parts: Int?,
    val en: String,
    val ja: String,
)

/** Why a symbol that was read has no text. */
public enum class NoText {
    /** It declares a character set by an ECI number that is not known. */
    UNKNOWN_ECI,

    /** Its bytes are not a text in the character set that it declares, or in a known one if it declares none. */
    NOT_TEXT,

    /** The text is spread over several symbols. */
    PART_OF_TEXT,
}

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
        textless = raw.textless.frozen(::textlessSymbol),
    )

private fun sighting(raw: RawSighting): Sighting =
    Sighting(
        verdict = Verdict.of(raw.verdict.content()),
        carrier = raw.carrier,
        corners = corners(raw.corners),
    )

private fun textlessSymbol(raw: RawTextlessSymbol): TextlessSymbol =
    TextlessSymbol(
        corners = corners(raw.corners),
        reason =
            when (raw.reason) {
                RawNoText.UNKNOWN_ECI -> NoText.UNKNOWN_ECI
                RawNoText.NOT_TEXT -> NoText.NOT_TEXT
                RawNoText.PART_OF_TEXT -> NoText.PART_OF_TEXT
            },
        eci = raw.eci?.toInt(),
        part = raw.part?.toInt(),
        parts = raw.parts?.toInt(),
        en = raw.en,
        ja = raw.ja,
    )

private fun corners(raw: List<RawCorner>): List<Corner> = raw.frozen { Corner(it.x, it.y) }
