package dev.starseal

import org.junit.jupiter.api.Test
import java.nio.ByteBuffer
import java.time.LocalDate
import kotlin.concurrent.thread
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue

/** Camera frames, and the report of symbols that cannot be read. */
class FrameScannerTest {
    private val vector = readJson(vectors.resolve("vectors/camera.json"))
    private val anchor = readJson(vectors.resolve("trust/${vector.text("trust")}.json")).hex("hex")
    private val now = now(vector)
    private val picture = Grey.read(vectors.resolve("images/active.png"))

    /** A symbol with a broad stroke of paint between its finder patterns. */
    private val painted =
        picture.pixels.copyOf().also { pixels ->
            val (left, right) = picture.width / 4 to picture.width * 7 / 8
            for (y in picture.height / 4 until picture.height * 3 / 4) {
                pixels.fill(
                    120,
                    y * picture.width + left,
                    y * picture.width + right,
                )
            }
        }

    private fun FrameScanner.look(pixels: ByteArray = picture.pixels) =
        checkFrame(ByteBuffer.wrap(pixels), picture.width, picture.height, at = When.now(now))

    @Test
    fun aFrameHasTheVerdictOfItsLabel() {
        Verifier(anchor).use { verifier ->
            FrameScanner(verifier).use { scanner ->
                val photograph = verifier.checkImage(picture.pixels, picture.width, picture.height, at = When.now(now))
                repeat(3) {
                    val frame = scanner.look()
                    assertEquals(
                        photograph.labels.map { it.verdict to it.carrier },
                        frame.labels.map {
                            it.verdict to
                                it.carrier
                        },
                    )
                    assertEquals(1, frame.labels.size)
                    scanner.reset()
                }
            }
        }
    }

    @Test
    fun aFrameIsCheckedAgainstTheListsHeldThen() {
        Verifier(Example.anchor).use { verifier ->
            FrameScanner(verifier).use { scanner ->
                val before = scanner.look().labels.single().verdict
                verifier.apply(Example.bundle, Example.now)
                val after = scanner.look().labels.single().verdict
                assertEquals(before.code, after.code)
                assertNotEquals(
                    before.statusIssuedAt to before.trustIssuedAt,
                    after.statusIssuedAt to after.trustIssuedAt,
                )
            }
        }
    }

    @Test
    fun anUnreadableSymbolIsReported() {
        Verifier(anchor).use { verifier ->
            val found = verifier.checkImage(painted, picture.width, picture.height, at = When.now(now))
            assertEquals(Code.NO_LABEL, found.code)
            assertEquals(4, found.unread.single().corners.size)
        }
    }

    /** The modules of a symbol of version 1 that holds part 1 of 2 of a text. */
    private val part =
        """
        #######..#....#######
        #.....#.##....#.....#
        #.###.#....#..#.###.#
        #.###.#..#.#..#.###.#
        #.###.#.#.#.#.#.###.#
        #.....#..###..#.....#
        #######.#.#.#.#######
        .........###.........
        #.#.#.#..#..#...#..#.
        ..##...#.#.#.#.#.#.#.
        .#######.#..#.#.#.###
        #..###.##..#.#.#.#.##
        #.....#.##..#.#.###..
        ........##.#.#.#.....
        #######...#.#.#.#.###
        #.....#..###.#.#.#...
        #.###.#.#...#.#.###.#
        #.###.#....#.#.#.#.#.
        #.###.#.###.#.#.#.#.#
        #.....#....#.#.#.#..#
        #######.###.#.#.#.#.#
        """.trimIndent().lines()

    @Test
    fun aSymbolWithoutATextSaysWhy() {
        val (zoom, quiet) = 4 to 4
        val side = (part.size + 2 * quiet) * zoom
        val luma =
            ByteArray(side * side) { at ->
                val module = part.getOrNull(at / side / zoom - quiet)?.getOrNull(at % side / zoom - quiet)
                (if (module == '#') 30 else 220).toByte()
            }
        Verifier(anchor).use { verifier ->
            val found = verifier.checkImage(luma, side, side, at = When.now(now))
            assertEquals(Code.NO_LABEL to 0, found.code to found.otherSymbols)
            val symbol = found.textless.single()
            assertEquals(NoText.PART_OF_TEXT, symbol.reason)
            assertEquals(listOf(null, 1, 2), listOf(symbol.eci, symbol.part, symbol.parts))
            assertEquals(4, symbol.corners.size)
            assertTrue("part 1 of 2" in symbol.en && "全 2 個" in symbol.ja)
        }
    }

    @Test
    fun aFrameIsCheckedForADay() {
        Verifier(anchor).use { verifier ->
            FrameScanner(verifier).use { scanner ->
                val at = When.on(LocalDate.of(2031, 1, 1))
                val frame = scanner.checkFrame(picture.pixels, picture.width, picture.height, at = at)
                assertEquals(listOf(Code.EXPIRED), frame.labels.map { it.verdict.code })
            }
        }
    }

    @Test
    fun everyHintHasSentences() {
        val sentences = Language.entries.flatMap { language -> Hint.entries.map { it.sentence(language) } }
        assertEquals(Hint.entries.size * Language.entries.size, sentences.filter { it.isNotBlank() }.toSet().size)
    }

    @Test
    fun aScannerOutlivesItsVerifier() {
        val verifier = Verifier(anchor)
        val scanner = FrameScanner(verifier)
        verifier.close()
        assertEquals(1, scanner.look().labels.size)
        assertFailsWith<IllegalStateException> { FrameScanner(verifier) }
        scanner.close()
        scanner.close()
        assertFailsWith<IllegalStateException> { scanner.look() }
        assertFailsWith<IllegalStateException> { scanner.reset() }
    }

    @Test
    fun threadsTakeTurns() {
        Verifier(anchor).use { verifier ->
            FrameScanner(verifier).use { scanner ->
                val seen = List(4) { mutableListOf<Int>() }
                val threads = seen.map { mine -> thread { repeat(3) { mine += scanner.look().labels.size } } }
                threads.forEach { it.join() }
                assertTrue(seen.all { it == listOf(1, 1, 1) }, "$seen")
            }
        }
    }
}
