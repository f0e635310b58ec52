package dev.starseal

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import java.time.Instant
import java.time.LocalDate
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue

/** What this layer adds: values, defaults, and how they cross. */
class LayerTest {
    private val camera = readJson(vectors.resolve("vectors/camera.json"))
    private val anchor = readJson(vectors.resolve("trust/${camera.text("trust")}.json")).hex("hex")
    private val text = camera.getAsJsonObject("input").text("text")

    @Test
    fun versions() {
        assertEquals(1, formatVersion)
        val cargo = project.resolve("Cargo.toml").readText()
        assertEquals(Regex("\\[workspace.package]\nversion = \"(.*)\"").find(cargo)!!.groupValues[1], libraryVersion)
        val pom = project.resolve("bindings/kotlin/pom.xml").readText()
        assertTrue("<artifactId>starseal</artifactId>\n  <version>$libraryVersion</version>" in pom)
    }

    @Test
    fun everyCodeHasSentences() {
        val sentences = Language.entries.flatMap { language -> Code.entries.map { it.sentence(language) } }
        assertTrue(sentences.none { it.isBlank() })
        assertEquals(Code.entries.size * Language.entries.size, sentences.toSet().size)
    }

    @Test
    fun aCodeOfAnotherVersionFailsLoudly() {
        assertFailsWith<IllegalStateException> { Code.of("no-such-code") }
        assertFailsWith<IllegalStateException> { Mark.of("thumb") }
        assertFailsWith<IllegalStateException> { Colour.of("pink") }
    }

    @Test
    fun verdictsAreValues() {
        val verifier = Verifier(anchor)
        val (one, other) = List(2) { verifier.check(text, now(camera)) }
        verifier.close()
        assertEquals(one, other)
        assertEquals(one.hashCode(), other.hashCode())
        assertEquals(one.label, other.label)
        assertEquals(one.outcome, other.outcome)
        assertEquals("Verdict(${one.code}, ${one.label?.productId})", one.toString())
        assertFailsWith<UnsupportedOperationException> { (one.checks as MutableList).clear() }
    }

    @Test
    fun theDeviceTellsTheTime() {
        Verifier(anchor).use { verifier ->
            val before = Instant.now().epochSecond
            val moment = verifier.check(text).moment!!
            // The clock floor is behind: these lists were issued before this was written.
            assertTrue(moment.epochSecond in before..Instant.now().epochSecond)
        }
    }

    @Test
    fun clocksBefore1970AreTakenAs1970() {
        Verifier(anchor).use { verifier ->
            val (first, earlier) = listOf(Instant.EPOCH, Instant.MIN).map { verifier.check(text, it) }
            assertEquals(first, earlier)
            assertTrue(Code.CLOCK_BEHIND in first.reasons)
            assertFalse(verifier.check(text, Instant.MAX).stands)
        }
    }

    @Test
    fun daysThatDoNotCrossAreRefused() {
        Verifier(anchor).use { verifier ->
            for (day in listOf(LocalDate.MIN, LocalDate.MAX, LocalDate.of(2009, 12, 31), LocalDate.of(2149, 6, 7))) {
                assertEquals(Code.BAD_VALUE, assertThrows<Refusal.Value> { verifier.checkAsOf(text, day) }.code)
            }
            for (day in listOf(LocalDate.of(2010, 1, 1), LocalDate.of(2149, 6, 6))) {
                assertEquals(day, verifier.checkAsOf(text, day).checkedFor)
            }
        }
    }

    @Test
    fun aPolicyStartsFromTheLibrarys() {
        Verifier(anchor).use { verifier ->
            assertEquals(Policy.default, verifier.policy)
            assertEquals(Policy.default, Policy())
            val policy =
                Policy(
                    minimumLevel = 2,
                    minimumLevelOfCategory = mapOf(65535 to 255),
                    assessment = Assessment.THIRD_PARTY,
                )
            assertNotEquals(Policy.default, policy)
            verifier.policy = policy
            assertEquals(policy, verifier.policy)
            val beyond =
                listOf(
                    Policy(minimumLevel = -1),
                    Policy(minimumLevelOfCategory = mapOf(65536 to 1)),
                    Policy(minimumDaysLeft = -1),
                    Policy(trustList = Freshness(-1, 1, false)),
                    Policy(statusList = Freshness(1, -1, false)),
                    Policy(acceptedCriteria = listOf("")),
                )
            beyond.forEach { assertThrows<Refusal.Value> { verifier.policy = it } }
            assertEquals(policy, verifier.policy)
        }
    }

    @Test
    fun whatIsClosedSaysSo() {
        val verifier = Verifier(anchor)
        verifier.close()
        verifier.close()
        assertFailsWith<IllegalStateException> { verifier.check(text) }
        assertFailsWith<IllegalStateException> { verifier.exportState() }
    }

    @Test
    fun namesAndWordsByLanguage() {
        val label = Verifier(anchor).use { it.check(text, now(camera)) }.label!!
        assertEquals(label.levelNames.en, label.levelNames[Language.EN])
        assertEquals(label.levelNames.ja, label.levelNames[Language.JA])
        assertNotEquals(label.categoryNames!!.en, label.categoryNames.ja)
    }

    @Test
    fun halvesOfPairsDoNotCross() {
        assertEquals("a\uFFFDb", wellFormed("a\uD83Db"))
        assertEquals("\uFFFD\uFFFD", wellFormed("\uDE00\uD83D"))
        assertEquals("\uD83D\uDE00", wellFormed("\uD83D\uDE00"))
        assertEquals("\uFFFD\uD83D\uDE00\uFFFD", wellFormed("\uD83D\uD83D\uDE00\uDE00"))
        Verifier(anchor).use { verifier ->
            assertEquals(Code.NOT_A_LABEL, verifier.check("\uD83D", now(camera)).code)
            val carriers = listOf(text + "\uD83D", "\uDE00" + text, text.replaceRange(40, 41, "\uD83D"))
            carriers.forEach { assertFalse(verifier.check(it, now(camera)).isAuthentic) }
            assertThrows<Refusal.Value> {
                verifier.policy =
                    Policy(acceptedCriteria = listOf("\uFFFE".repeat(99) + "\uD83D"))
            }
        }
        assertEquals("\uFFFD", undoWedge("\uD83D"))
    }
}
