package dev.starseal

import com.google.gson.JsonObject
import java.time.Instant

/** A label that is active according to the anchor and a bundle, and withdrawn according to a later status list. */
internal object Example {
    private val shop = readJson(vectors.resolve("stories/bundle-for-a-shop.json"))
    private val withdrawn = readJson(vectors.resolve("stories/status-withdrawn.json"))

    val anchor: ByteArray = shop.hex("anchor")
    val bundle: ByteArray = step(shop, "apply-bundle").hex("hex")
    val withdrawal: ByteArray = step(withdrawn, "update-status").hex("hex")
    val label: String = step(withdrawn, "check").text("text")
    val now: Instant = now(step(withdrawn, "check"))

    private fun step(
        story: JsonObject,
        what: String,
    ): JsonObject = story.getAsJsonArray("steps").map { it.asJsonObject }.first { it.text("do") == what }
}
