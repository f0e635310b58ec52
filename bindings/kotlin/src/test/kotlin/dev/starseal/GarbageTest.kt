package dev.starseal

import org.junit.jupiter.api.Test
import java.nio.ByteBuffer
import java.time.Instant
import kotlin.random.Random
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse

/** Every input has a verdict or causes one of the layer's exceptions. */
class GarbageTest {
    private val random = Random(20260401)
    private val story = readJson(vectors.resolve("stories/bundle-for-a-shop.json"))
    private val anchor = story.hex("anchor")
    private val bundle = story.getAsJsonArray("steps").map { it.asJsonObject }.first { it.text("do") == "apply-bundle" }
    private val now: Instant = now(bundle)
    private val carrier = readJson(vectors.resolve("vectors/camera.json")).getAsJsonObject("input").text("text")

    /** Passes bytes to every method that takes a list or a state. They may be accepted, or refused with an exception. */
    private fun give(
        verifier: Verifier,
        bytes: ByteArray,
    ) {
        val calls: List<(ByteArray) -> Any> =
            listOf(
                { Verifier(it).close() },
                { Verifier.restored(anchor, it).verifier.close() },
                verifier::addAuthority,
                { verifier.updateTrust(it, now) },
                { verifier.updateStatus(it, now) },
                { verifier.updateObject(it) },
                { verifier.apply(it, now) },
                verifier::restore,
            )
        for (call in calls) {
            try {
                call(bytes)
            } catch (refusal: StarsealException) {
                assertEquals(refusal.detail, refusal.message)
            }
        }
    }

    @Test
    fun randomBytes() {
        Verifier(anchor).use { verifier -> repeat(500) { give(verifier, random.nextBytes(random.nextInt(600))) } }
    }

    @Test
    fun truncatedLists() {
        Verifier(anchor).use { verifier ->
            for (whole in listOf(anchor, bundle.hex("hex"), verifier.exportState())) {
                repeat(200) { give(verifier, whole.copyOf(random.nextInt(whole.size))) }
            }
        }
    }

    @Test
    fun listsWithAFlippedBit() {
        Verifier(anchor).use { verifier ->
            for (whole in listOf(anchor, bundle.hex("hex"), verifier.exportState())) {
                repeat(200) {
                    val flipped = whole.copyOf()
                    val at = random.nextInt(flipped.size)
                    flipped[at] = (flipped[at].toInt() xor (1 shl random.nextInt(8))).toByte()
                    give(verifier, flipped)
                }
            }
        }
    }

    @Test
    fun emptyAndOversizedInput() {
        Verifier(anchor).use { verifier ->
            listOf(0, 1, 262_145, 9_000_000, 70_000_000).forEach { give(verifier, ByteArray(it)) }
        }
    }

    @Test
    fun oddTexts() {
        val odd =
            listOf(
                "",
                " ",
                "\u0000",
                "\uFEFF$carrier",
                "\uD83D",
                carrier.lowercase(),
                carrier.repeat(9),
                "$carrier\u202E",
                "☆".repeat(341),
            ) +
                listOf(1_023, 1_024, 1_025, 10_000_000).map { "A".repeat(it) } +
                List(500) { String(CharArray(random.nextInt(200)) { random.nextInt(0x10000).toChar() }) } +
                List(500) {
                    carrier.replaceRange(
                        random.nextInt(28, carrier.length - 1).let { it..it },
                        "${random.nextInt(32, 127).toChar()}",
                    )
                }
        Verifier(anchor).use { verifier ->
            for (text in odd) {
                val verdict = verifier.check(text, When.now(now))
                assertConsistent(verdict)
                // Framing is taken off, and blanks and byte order marks are framing.
                if (!text.trim { it.isWhitespace() || it == '\uFEFF' }.equals(carrier, true)) {
                    assertFalse(verdict.isAuthentic)
                }
                assertConsistent(verifier.checkTyped(text, When.now(now)))
            }
        }
    }

    @Test
    fun emptyImages() {
        Verifier(anchor).use { verifier ->
            for (nothing in listOf(ByteBuffer.allocate(0), ByteBuffer.allocateDirect(0))) {
                assertFailsWith<StarsealException.Image> { verifier.checkImage(nothing, 1, 1, at = When.now(now)) }
                FrameScanner(verifier).use { scanner ->
                    assertFailsWith<StarsealException.Image> { scanner.checkFrame(nothing, 1, 1, at = When.now(now)) }
                }
            }
        }
    }

    @Test
    fun imagesOfInvalidSizes() {
        val sizes = listOf(Int.MIN_VALUE, -1, 0, 1, 2, 3, 64, 16_384, 16_385, Int.MAX_VALUE)
        val pixels = random.nextBytes(64 * 64)
        Verifier(anchor).use { verifier ->
            for (width in sizes) {
                for (height in sizes) {
                    for (stride in sizes) {
                        val looks: List<() -> ImageVerdicts> =
                            listOf(
                                { verifier.checkImage(pixels, width, height, stride, When.now(now)) },
                                {
                                    verifier.checkImage(
                                        ByteBuffer.wrap(pixels, 1, 60 * 64),
                                        width,
                                        height,
                                        stride,
                                        When.now(now),
                                    )
                                },
                            )
                        for (look in looks) {
                            try {
                                assertEquals(Code.NO_LABEL, look().code)
                            } catch (refusal: StarsealException.Image) {
                                assertEquals(Code.BAD_IMAGE, refusal.code)
                            }
                        }
                    }
                }
            }
        }
    }
}
