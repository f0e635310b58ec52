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

/** What this layer adds: values, defaults and conversions. */
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
    }

    @Test
    fun verdictsAreValues() {
        val verifier = Verifier(anchor)
        val (one, other) = List(2) { verifier.check(text, When.now(now(camera))) }
        verifier.close()
        assertEquals(one, other)
        assertEquals(one.hashCode(), other.hashCode())
        assertEquals(one.label, other.label)
        assertEquals(one.outcome, other.outcome)
        assertEquals("Verdict(${one.code}, ${one.label?.productId})", one.toString())
        assertFailsWith<UnsupportedOperationException> { (one.checks as MutableList).clear() }
    }

    @Test
    fun theDefaultTimeIsTheDevicesClock() {
        Verifier(anchor).use { verifier ->
            val before = Instant.now().epochSecond
            val moment = verifier.check(text).moment!!
            // The clock floor has no effect here: these lists were issued before this test was written.
            assertTrue(moment.epochSecond in before..Instant.now().epochSecond)
        }
    }

    @Test
    fun clocksBefore1970AreTakenAs1970() {
        Verifier(anchor).use { verifier ->
            val (first, earlier) = listOf(Instant.EPOCH, Instant.MIN).map { verifier.check(text, When.now(it)) }
            assertEquals(first, earlier)
            assertTrue(Code.CLOCK_BEHIND in first.reasons)
            assertFalse(verifier.check(text, When.now(Instant.MAX)).stands)
        }
    }

    @Test
    fun daysOutOfRangeAreRefused() {
        Verifier(anchor).use { verifier ->
            for (day in listOf(LocalDate.MIN, LocalDate.MAX, LocalDate.of(2009, 12, 31), LocalDate.of(2149, 6, 7))) {
                assertEquals(
                    Code.BAD_VALUE,
                    assertThrows<StarsealException.Value> { verifier.check(text, When.on(day)) }.code,
                )
            }
            for (day in listOf(LocalDate.of(2010, 1, 1), LocalDate.of(2149, 6, 6))) {
                assertEquals(day, verifier.check(text, When.on(day)).checkedFor)
            }
        }
    }

    @Test
    fun thePolicyHasTheLibrarysDefaults() {
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
            beyond.forEach { assertThrows<StarsealException.Value> { verifier.policy = it } }
            assertEquals(policy, verifier.policy)
        }
    }

    /** The methods for Java have the same effect as named arguments in Kotlin. */
    @Test
    fun aPolicyIsChangedValueByValue() {
        val freshness = Freshness(1, 2, true)
        val named =
            Policy(
                minimumLevel = 3,
                minimumLevelOfCategory = mapOf(1 to 2),
                acceptedCriteria = listOf("JST-CR-01-01-2024R1"),
                minimumDaysLeft = 30,
                assessment = Assessment.THIRD_PARTY,
                acceptDeferral = true,
                trustList = freshness,
                statusList = freshness,
                requirePlausibleClock = true,
            )
        val changed =
            Policy()
                .withMinimumLevel(3)
                .withMinimumLevelOfCategory(mapOf(1 to 2))
                .withAcceptedCriteria(listOf("JST-CR-01-01-2024R1"))
                .withMinimumDaysLeft(30)
                .withAssessment(Assessment.THIRD_PARTY)
                .withAcceptDeferral(true)
                .withTrustList(freshness)
                .withStatusList(freshness)
                .withRequirePlausibleClock(true)
        assertEquals(named, changed)
    }

    @Test
    fun manyAreCheckedInTheirOrder() {
        Verifier(anchor).use { verifier ->
            val texts = listOf(text, "", text)
            val at = When.on(LocalDate.of(2031, 1, 1))
            assertEquals(texts.map { verifier.check(it, at) }, verifier.checkMany(texts, at))
            assertEquals(texts.map { verifier.check(it).code }, verifier.checkMany(texts).map { it.code })
            assertEquals(emptyList(), verifier.checkMany(emptyList()))
            assertThrows<StarsealException.Value> { verifier.checkMany(texts, When.on(LocalDate.MIN)) }
        }
    }

    @Test
    fun timesAreValues() {
        assertEquals(When.now(Instant.EPOCH), When.now(Instant.EPOCH))
        assertEquals(When.on(LocalDate.EPOCH), When.on(LocalDate.EPOCH))
        val said =
            when (val at = When.on(LocalDate.EPOCH)) {
                is When.Now -> at.instant.toString()
                is When.On -> at.day.toString()
            }
        assertEquals("1970-01-01", said)
    }

    @Test
    fun callsAfterCloseThrow() {
        val verifier = Verifier(anchor)
        verifier.close()
        verifier.close()
        assertFailsWith<IllegalStateException> { verifier.check(text) }
        assertFailsWith<IllegalStateException> { verifier.exportState() }
    }

    @Test
    fun namesAndWordsByLanguage() {
        val label = Verifier(anchor).use { it.check(text, When.now(now(camera))) }.label!!
        assertEquals(label.levelNames.en, label.levelNames[Language.EN])
        assertEquals(label.levelNames.ja, label.levelNames[Language.JA])
        assertNotEquals(label.categoryNames!!.en, label.categoryNames.ja)
    }

    @Test
    fun unpairedSurrogatesAreReplaced() {
        assertEquals("a\uFFFDb", wellFormed("a\uD83Db"))
        assertEquals("\uFFFD\uFFFD", wellFormed("\uDE00\uD83D"))
        assertEquals("\uD83D\uDE00", wellFormed("\uD83D\uDE00"))
        assertEquals("\uFFFD\uD83D\uDE00\uFFFD", wellFormed("\uD83D\uD83D\uDE00\uDE00"))
        Verifier(anchor).use { verifier ->
            assertEquals(Code.NOT_A_LABEL, verifier.check("\uD83D", When.now(now(camera))).code)
            assertEquals(Code.NOT_A_LABEL, verifier.checkTyped("\uD83D", When.now(now(camera))).code)
            val carriers = listOf(text + "\uD83D", "\uDE00" + text, text.replaceRange(40, 41, "\uD83D"))
            carriers.forEach { assertFalse(verifier.check(it, When.now(now(camera))).isAuthentic) }
            assertThrows<StarsealException.Value> {
                verifier.policy =
                    Policy(acceptedCriteria = listOf("\uFFFE".repeat(99) + "\uD83D"))
            }
        }
    }
}
