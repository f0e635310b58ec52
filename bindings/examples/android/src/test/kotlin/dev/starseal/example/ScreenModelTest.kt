package dev.starseal.example

import dev.starseal.Code
import dev.starseal.Hint
import dev.starseal.ImageVerdicts
import dev.starseal.Language
import dev.starseal.UnreadSymbol
import dev.starseal.Verifier
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import java.time.Duration
import java.time.Instant

class ScreenModelTest {
    private val now = Instant.parse("2026-11-22T03:00:00Z")
    private val verifier: Verifier = Vectors.verifier("jc-star")

    @AfterEach
    fun close() = verifier.close()

    private fun looking(language: Language = Language.EN) =
        ScreenModel(language.tag).apply {
            camera = Kind.LOOKING
            start(verifier, emptyList(), now)
        }

    private fun ScreenModel.seeing(
        picture: String,
        at: Instant = now,
    ) = see(Frame("images/$picture.png").read(verifier, now), at)

    private fun ScreenModel.words(at: Instant = now) = screen(at).cards.map { it.word }

    @Test
    fun `the language is English unless the tag is Japanese`() {
        assertEquals(
            listOf("ja", "en", "fr", "", null).map {
                ScreenModel(it).language.tag
            },
            listOf("ja", "en", "en", "en", "en"),
        )
    }

    @ParameterizedTest
    @EnumSource
    fun `each state of the camera has advice, and a button if there is an action`(language: Language) {
        val buttons =
            mapOf(
                Kind.STARTING to null,
                Kind.LOOKING to null,
                Kind.PERMISSION_NEEDED to ScreenWord.ALLOW,
                Kind.PERMISSION_REFUSED to ScreenWord.SETTINGS,
                Kind.CAMERA_FAILED to ScreenWord.RETRY,
            )
        assertEquals(Kind.STARTING, ScreenModel(language.tag).screen(now).kind)
        for ((kind, button) in buttons) {
            val screen = looking(language).apply { camera = kind }.screen(now)
            assertEquals(kind to button, screen.kind to screen.kind.action)
            assertEquals(ScreenWord.valueOf(kind.name).text(language), screen.message)
            assertTrue(screen.cards.isEmpty() && screen.message.dropLast(1) in screen.spoken)
        }
    }

    @Test
    fun `a frame without a label is not an error, and the screen shows the age of the data`() {
        val model = looking()
        val before = model.screen(now)
        for (picture in listOf("blank", "grain", "plain-url")) model.seeing(picture)
        assertEquals(before, model.screen(now))
        assertEquals(Kind.LOOKING, before.kind)
        assertEquals("No status list is available. List of issuers of 2026-01-01, 325 days old", before.age)
        assertTrue(checkNotNull(before.age) in before.spoken)
        assertNotEquals(before.age, model.screen(now + Duration.ofDays(1)).age)
    }

    @Test
    fun `a hint is shown for two seconds, and never over a card`() {
        val model = looking()
        val usual = model.screen(now).message

        fun see(
            hint: Hint?,
            millis: Long,
        ): String {
            val at = now + Duration.ofMillis(millis)
            model.see(ImageVerdicts(Code.NO_LABEL, emptyList(), 0, listOf(UnreadSymbol(emptyList(), hint))), at)
            return model.screen(at).message
        }
        val (still, glare) = listOf(Hint.BLURRED, Hint.GLARE).map { it.sentence(Language.EN) }
        assertEquals(listOf(usual, still, still), listOf(see(null, 0), see(Hint.BLURRED, 0), see(Hint.GLARE, 2_000)))
        assertTrue(still.removeSuffix(".") in model.screen(now).spoken)
        assertEquals(listOf(usual, glare), listOf(see(null, 2_001), see(Hint.GLARE, 2_002)))
        assertEquals(usual, model.screen(now).message, "the clock was set back")
        model.seeing("active", now + Duration.ofMillis(2_003))
        assertEquals(ScreenWord.ONE_LABEL.text(Language.EN), see(Hint.GLARE, 2_004))
        model.camera = Kind.CAMERA_FAILED
        assertEquals(ScreenWord.CAMERA_FAILED.text(Language.EN), see(Hint.GLARE, 2_005))
    }

    @Test
    fun `the age of data is in whole days, and is not known where the clock is known to be wrong`() {
        val issuedAt = Instant.parse("2026-11-20T23:59:59Z")
        val ages =
            listOf(
                -9L,
                0,
                23,
                24,
                47,
                48,
            ).map { age(issuedAt, null, issuedAt + Duration.ofHours(it), Language.EN) }
        val new = "Status of 2026-11-20, less than a day old"
        val (one, two) = "Status of 2026-11-20, 1 day old" to "Status of 2026-11-20, 2 days old"
        assertEquals(listOf(new, new, new, one, one, two), ages)
        assertNull(age(null, null, issuedAt, Language.EN))
        assertEquals("Status of 2026-11-20, age not known", age(issuedAt, null, null, Language.EN))
        val behind = looking().screen(Instant.EPOCH).age
        assertEquals("No status list is available. List of issuers of 2026-01-01, age not known", behind)
    }

    @Test
    fun `a card stays until the user asks for the next label`() {
        val model = looking()
        model.seeing("active")
        val shown = model.screen(now)
        assertEquals(Kind.ONE_CARD to listOf("Current"), shown.kind to shown.cards.map { it.word })
        assertEquals(ScreenWord.NEXT, shown.kind.action)
        for (later in listOf(1L, 5, 60, 3_600)) {
            model.seeing("blank", now + Duration.ofSeconds(later))
            assertEquals(shown.cards, model.screen(now + Duration.ofSeconds(later)).cards)
        }
        model.press(ScreenWord.NEXT)
        assertEquals(Kind.LOOKING to emptyList<Card>(), model.screen(now).run { kind to cards })
        model.seeing("active")
        assertEquals(shown, model.screen(now))
    }

    @Test
    fun `a card disappears when another label is seen, but not while both are in view`() {
        val model = looking()
        model.seeing("active")
        model.seeing("expired", now + Duration.ofSeconds(1))
        assertEquals(listOf("Expired", "Current"), model.words())
        model.seeing("expired", now + Duration.ofMillis(1_001))
        assertEquals(listOf("Expired"), model.words())
        model.seeing("active", now - Duration.ofHours(1))
        assertEquals(listOf("Current"), model.words(), "the clock was set back")
    }

    @Test
    fun `labels on the screen are checked again when newer data arrives or time passes`() {
        val story = Vectors.read("stories/bundle-for-a-shop")
        val steps = story["steps"].asJsonArray.map { it.asJsonObject }
        val carrier = steps.first { it.text("do") == "check" }.text("text")
        Verifier(story.hex("anchor")).use { verifier ->
            val model = ScreenModel("en").apply { camera = Kind.LOOKING }
            model.judge(now)
            model.start(verifier, listOf("en", "", carrier), now)
            assertEquals(listOf("Status unknown"), model.words())
            verifier.apply(steps.first { it.text("do") == "apply-bundle" }.hex("hex"), now)
            assertEquals(listOf("Status unknown"), model.words())
            model.judge(now)
            assertEquals(listOf("Current"), model.words())
            model.judge(now + Duration.ofDays(1_000))
            assertEquals(listOf("Expired"), model.words())
        }
    }

    @Test
    fun `a label that is checked again does not count as in view`() {
        val model = looking()
        model.seeing("active")
        model.judge(now + Duration.ofSeconds(2))
        model.seeing("expired", now + Duration.ofSeconds(2))
        assertEquals(listOf("Expired"), model.words())
    }

    @ParameterizedTest
    @EnumSource
    fun `several labels are several cards, the most serious first`(language: Language) {
        val model = looking(language)
        repeat(3) { model.seeing("shelf-of-three") }
        val screen = model.screen(now)
        assertEquals(Kind.CARDS to listOf("✗", "!", "✓"), screen.kind to screen.cards.map { it.symbol })
        assertTrue("3" in screen.message && screen.cards.all { it.spoken in screen.spoken })
        model.camera = Kind.CAMERA_FAILED
        assertTrue(model.screen(now).cards.isEmpty(), "no cards are shown while the camera is stopped")
    }

    @Test
    fun `the language can be changed while a card is shown`() {
        val model = looking()
        model.seeing("active")
        model.press(ScreenWord.OTHER_LANGUAGE)
        assertEquals(listOf("有効"), model.words())
        assertEquals(Language.JA, model.screen(now).language)
        model.press(ScreenWord.OTHER_LANGUAGE)
        assertEquals(listOf("Current"), model.words())
    }

    @Test
    fun `a button of the activity changes nothing`() {
        val model = looking().apply { notice = Code.EQUIVOCATION }
        model.seeing("active")
        val before = model.screen(now)
        val ours = listOf(ScreenWord.NEXT, ScreenWord.CLOSE, ScreenWord.OTHER_LANGUAGE)
        (ScreenWord.entries - ours.toSet()).forEach(model::press)
        assertEquals(before, model.screen(now))
    }

    @ParameterizedTest
    @EnumSource
    fun `saved labels are shown again after a new check`(language: Language) {
        val model = looking(language)
        model.seeing("shelf-of-three")
        model.notice = Code.STATE_DAMAGED
        val saved = model.save()
        assertTrue(saved.sumOf { it.length } < 8_192)

        val later = ScreenModel(saved.first()).apply { camera = Kind.LOOKING }
        later.start(verifier, saved, now)
        assertEquals(model.screen(now), later.screen(now))

        // Saved verdicts would be those of the other verifier.
        Vectors.verifier("no-issuers").use { strict ->
            later.start(strict, saved, now)
            assertTrue(later.screen(now).cards.all { it.rows.isEmpty() && it.symbol != "✓" })
        }
    }

    @Test
    fun `other saved content does no harm, and at most 16 labels are saved and checked`() {
        for (saved in listOf(
            emptyList(),
            listOf(""),
            listOf("fr", "no-such-code"),
            listOf("\u0000", "", "\uD800", "I2W"),
        )) {
            val model = ScreenModel(saved.firstOrNull()).apply { camera = Kind.LOOKING }
            model.start(verifier, saved, now)
            val screen = model.screen(now)
            assertNull(screen.notice)
            assertTrue(screen.cards.none { it.symbol == "✓" } && screen.spoken.isNotEmpty())
        }
        val hostile = List(1_000) { "HTTPS://EVIL.EXAMPLE/$it/" + "Z".repeat(5_000) }
        val model = looking()
        model.start(verifier, listOf("en", "") + hostile, now)
        assertEquals(16 to 18, model.screen(now).cards.size to model.save().size)
        assertTrue(model.screen(now).cards.all { it.symbol == "✗" && it.url == null })
    }

    @ParameterizedTest
    @EnumSource
    fun `a message about the data is shown until it is closed`(language: Language) {
        for (code in listOf(Code.STATE_DAMAGED, Code.STATE_UNSUPPORTED, Code.EQUIVOCATION)) {
            val model = looking(language).apply { notice = code }
            model.seeing("active")
            model.press(ScreenWord.NEXT)
            val screen = model.screen(now)
            assertEquals(code.sentence(language), screen.notice)
            assertTrue(checkNotNull(screen.notice).dropLast(1) in screen.spoken)
            model.press(ScreenWord.CLOSE)
            assertNull(model.screen(now).notice)
        }
    }

    @Test
    fun `data is fetched after a day, an hour after a failure, and when the clock is set back`() {
        val model = looking()
        val isDue = { after: Long -> model.isRefreshDue(now + Duration.ofSeconds(after)) }
        assertTrue(isDue(0), "it was never fetched")
        model.refreshBegun(now)
        assertEquals(listOf(false, false, true), listOf(0L, 3_599, 3_600).map(isDue))
        model.refreshed(now)
        assertEquals(listOf(false, false, true), listOf(0L, 86_399, 86_400).map(isDue))
        assertTrue(isDue(-1), "the clock was set back")
        model.refreshed(Instant.EPOCH)
        assertTrue(isDue(0), "the value of lastModified() without a file")
    }

    @ParameterizedTest
    @EnumSource
    fun `all texts of the screen exist, have their values, and contain no forbidden word`(language: Language) {
        for (word in ScreenWord.entries) {
            val text = word.text(language, "n" to 7, "day" to "DAY", "age" to "AGE")
            assertTrue(text.isNotBlank() && '{' !in text && '}' !in text, text)
            assertNull(forbidden(text))
            assertEquals(
                word.text(Language.EN).count { it == '{' },
                word.text(Language.JA).count { it == '{' },
                word.name,
            )
        }
        assertFalse(ScreenWord.entries.any { it.text(Language.EN) == it.text(Language.JA) })
    }
}
