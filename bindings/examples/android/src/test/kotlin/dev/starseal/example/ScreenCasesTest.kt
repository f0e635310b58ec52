package dev.starseal.example

import com.google.gson.GsonBuilder
import com.google.gson.JsonParser
import dev.starseal.Code
import dev.starseal.Language
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/**
 * Compares the cards with `bindings/examples/screen-cases.json`. Both platforms make these cards with the same bytes.
 *
 * `-Dscreen-cases=write` rewrites the file after an intended change.
 */
class ScreenCasesTest {
    private val file = Vectors.project.resolve("bindings/examples/screen-cases.json")

    @Test
    fun `the cards are those of the file`() {
        val ours =
            GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create().toJson(cases()) + "\n"
        if (System.getProperty("screen-cases") == "write") file.writeText(ours)
        val theirs = file.readText()
        // The cases are compared first, so that the message of a difference has a name.
        val (our, their) =
            listOf(ours, theirs).map { text ->
                JsonParser.parseString(text).asJsonObject["cases"].asJsonArray.associate {
                    it.asJsonObject.text("name") to
                        it.toString()
                }
            }
        assertEquals(their.keys.toList(), our.keys.toList())
        for ((name, case) in our) assertEquals(their[name], case, name)
        assertEquals(theirs, ours)
    }

    @Test
    fun `there is a case for every code that a verdict can have, and one with several labels`() {
        val verdicts =
            chosen.associateWith { name ->
                Vectors.verdicts(named(name)).filter { it.first == name }.map { it.second }
            }
        assertTrue(verdicts.values.none { it.isEmpty() }, "$verdicts")
        val decisive = Code.entries.takeWhile { it != Code.CLOCK_BEHIND }
        assertEquals(decisive.toSet(), verdicts.values.flatten().map { it.code }.toSet())
        assertTrue(verdicts.values.any { it.size > 2 })
        assertTrue(verdicts.values.flatten().any { it.stands && it.code == Code.DEFERRAL })
    }

    private fun cases(): Map<String, Any> =
        mapOf(
            "about" to
                listOf(
                    "Some verdicts of the test vectors, and the cards of the screen that both example apps show for them, to the byte.",
                    "name: vectors/NAME, or stories/NAME/STEP with steps counted from 1. A card for each label, in the order of the picture.",
                ),
            "cases" to
                chosen.map { name ->
                    val verdicts = Vectors.verdicts(named(name)).filter { it.first == name }.map { it.second }
                    mapOf("name" to name) +
                        Language.entries.associate { language ->
                            language.tag to
                                verdicts.map { json(card(it, language)) }
                        }
                },
        )

    private fun json(card: Card): Map<String, Any?> =
        mapOf(
            "symbol" to card.symbol,
            "word" to card.word,
            "color" to card.color.text,
            "stars" to card.stars,
            "sentence" to card.sentence,
            "notes" to card.notes,
            "rows" to card.rows.map { (name, value) -> mapOf("name" to name, "value" to value) },
            "url" to card.url,
            "spoken" to card.spoken,
        )

    /** Returns the name without the step of a story. */
    private fun named(name: String) = name.split("/").take(2).joinToString("/")

    private val chosen: List<String> by lazy { chosen() }

    /**
     * Returns the first verdict of each code in vectors and stories, some pictures, and a label in deferral that
     * stands.
     */
    private fun chosen(): List<String> {
        val firsts =
            listOf("vectors", "stories").flatMap { folder ->
                val names = (Vectors.labels + Vectors.stories).filter { it.startsWith("$folder/") }
                names.flatMap(Vectors::verdicts).distinctBy { it.second.code }.map { it.first }
            }
        val pictures = listOf("four-models", "largest-label", "router", "shelf-of-three", "two-issuers")
        val special =
            (Vectors.labels + Vectors.stories).flatMap(Vectors::verdicts).filter { (_, verdict) ->
                verdict.stands && verdict.code == Code.DEFERRAL
            }
        return (firsts + pictures.map { "vectors/image-$it" } + special.take(1).map { it.first }).distinct().sorted()
    }
}
