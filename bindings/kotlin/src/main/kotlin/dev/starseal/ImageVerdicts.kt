package dev.starseal

import dev.starseal.internal.ImageVerdicts as RawImageVerdicts
import dev.starseal.internal.Sighting as RawSighting

/**
 * All labels of an image.
 *
 * @property code [Code.NO_LABEL] where there is none, else null.
 * @property labels the labels, from top to bottom.
 * @property otherSymbols how many symbols there are whose text is no sealed label.
 */
public data class ImageVerdicts(
    val code: Code?,
    val labels: List<Sighting>,
    val otherSymbols: Int,
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
    )

private fun sighting(raw: RawSighting): Sighting =
    Sighting(
        verdict = Verdict.of(raw.verdict.content()),
        carrier = raw.carrier,
        corners = raw.corners.frozen { Corner(it.x, it.y) },
    )
