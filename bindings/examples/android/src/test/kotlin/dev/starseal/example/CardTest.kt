package dev.starseal.example

import dev.starseal.Assessment
import dev.starseal.AuthenticLabel
import dev.starseal.Code
import dev.starseal.Language
import dev.starseal.MarkColor
import dev.starseal.Verdict
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import java.time.ZoneOffset

/** Makes a card in both languages for every verdict of the test vectors. */
class CardTest {
    @ParameterizedTest
    @MethodSource("labels")
    fun `a card of every vector`(name: String) = Vectors.verdicts(name).forEach { (_, verdict) -> holds(verdict) }

    @ParameterizedTest
    @MethodSource("stories")
    fun `a card of every check in a story`(name: String) =
        Vectors.verdicts(name).forEach { (_, verdict) -> holds(verdict) }

    @Test
    fun `these cover every code that a verdict can have, and each code of an authentic label has its own word`() {
        val verdicts = (Vectors.labels + Vectors.stories).flatMap(Vectors::verdicts).map { it.second }
        val decisive = Code.entries.takeWhile { it != Code.CLOCK_BEHIND }
        assertEquals(decisive.toSet(), verdicts.map { it.code }.toSet())
        for (language in Language.entries) {
            val words = verdicts.filter { it.isAuthentic }.groupBy({ it.code }) { card(it, language).word }
            assertTrue(words.values.all { it.toSet().size == 1 }, "$words")
            assertEquals(8, words.values.map { it.first() }.toSet().size)
        }
    }

    private fun holds(verdict: Verdict) {
        for (language in Language.entries) {
            val card = card(verdict, language)
            // A color is never shown alone: each color has a symbol and a word.
            val symbols =
                mapOf(
                    MarkColor.GREEN to "✓",
                    MarkColor.AMBER to "!",
                    MarkColor.GRAY to "?",
                    MarkColor.RED to "✗",
                )
            assertEquals(verdict.color to symbols[verdict.color], card.color to card.symbol)
            assertEquals(verdict.sentence(language), card.sentence)
            assertEquals(verdict.url, card.url)
            assertReadOutInOrder(
                listOf(card.word, card.sentence) + card.notes + card.rows.flatMap { it.toList() },
                card.spoken,
            )
            assertNull(forbidden(card.spoken), card.spoken)
            verdict.label?.let { ofAuthentic(card, verdict, it, language) } ?: ofRefused(card)
        }
    }

    private fun ofAuthentic(
        card: Card,
        verdict: Verdict,
        label: AuthenticLabel,
        language: Language,
    ) {
        val value = { word: ScreenWord -> card.rows.toMap()[word.text(language)] }
        val selfDeclared = label.assessment == Assessment.SELF_DECLARED
        val assessment = if (selfDeclared) ScreenWord.SELF_DECLARED else ScreenWord.THIRD_PARTY
        assertEquals(assessment.text(language), value(ScreenWord.ASSESSMENT))
        assertEquals(label.productId, value(ScreenWord.PRODUCT_ID))
        assertEquals(label.levelNames[language], value(ScreenWord.LEVEL))
        assertEquals(label.model, value(ScreenWord.MODEL))
        assertEquals(label.holder, value(ScreenWord.HOLDER))
        assertEquals(verdict.lastDay.toString(), value(ScreenWord.LAST_DAY))
        assertEquals(label.issuerNames[language], value(ScreenWord.ISSUER))
        assertEquals(label.authorityNames[language], value(ScreenWord.AUTHORITY))
        assertEquals(if (label.level in 1..4) "★".repeat(label.level) else null, card.stars)
        assertEquals(verdict.reasonSentences(language), card.notes)
        val issuedAt = checkNotNull(verdict.statusIssuedAt ?: verdict.trustIssuedAt)
        val age = checkNotNull(value(ScreenWord.DATA))
        assertTrue(issuedAt.atOffset(ZoneOffset.UTC).toLocalDate().toString() in age, age)
    }

    private fun ofRefused(card: Card) {
        assertNull(card.stars)
        assertNull(card.url)
        assertEquals(emptyList<Any>(), card.rows)
        assertEquals(1, card.notes.size)
        assertNotEquals(card.sentence, card.notes.single())
        assertNull(saidByLabels.find { it in card.spoken })
    }

    private fun assertReadOutInOrder(
        texts: List<String>,
        spoken: String,
    ) {
        var from = 0
        for (text in texts.map { it.removeSuffix("。").removeSuffix(".") }) {
            assertNotEquals("", text)
            val place = spoken.indexOf(text, from)
            assertTrue(place >= 0, "\"$text\" is missing or in the wrong place in: $spoken")
            from = place + text.length
        }
    }

    companion object {
        @JvmStatic
        fun labels() = Vectors.labels

        @JvmStatic
        fun stories() = Vectors.stories

        /** Claims of the labels in the vectors. They are long enough to be found in other texts only if they leak. */
        private val saidByLabels: Set<String> by lazy {
            val vectors = (Vectors.labels + Vectors.stories).map(Vectors::read)
            val parts =
                vectors.flatMap { vector ->
                    listOf("each", "steps").flatMap {
                        vector[it]?.asJsonArray
                            ?: emptyList()
                    }
                }
            val labels = (vectors + parts.map { it.asJsonObject }).mapNotNull { it.present("label")?.asJsonObject }
            val said =
                labels.flatMap { label ->
                    listOf("product_id", "holder", "model", "serial").mapNotNull { label[it]?.asString }
                }
            check("EX-000123" in said) { "the vectors have other labels now" }
            said.filter { it.length > 5 }.toSet()
        }
    }
}

/** Returns a word in a text that the scheme forbids to use for a product, or null. */
fun forbidden(text: String): String? =
    Regex("(?i)\\b(?:un)?(?:safe|secure)(?:ly|d)?\\b|safety|security|安全|セキュア|安心").find(text)?.value
