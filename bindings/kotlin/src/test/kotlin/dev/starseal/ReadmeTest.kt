package dev.starseal

import org.junit.jupiter.api.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** The example in README.md compiles and works. */
class ReadmeTest {
    private val shown = mutableListOf<Any?>()
    private val stored = mutableListOf<ByteArray>()

    private fun show(vararg what: Any?) {
        shown.addAll(what)
    }

    private fun warn(vararg what: Any?) {
        shown.addAll(what)
    }

    private fun store(state: ByteArray) {
        stored += state
    }

    private fun tenLines(
        trustListBytes: ByteArray,
        scannedText: String,
        bundleBytes: ByteArray,
    ) {
        val verifier = Verifier(trustListBytes) // the list that the app ships is the anchor
        val verdict = verifier.check(scannedText) // every text has a verdict
        when (val outcome = verdict.outcome) {
            is Outcome.Stands -> show("★".repeat(outcome.label.level), outcome.label.model, outcome.lastDay)
            is Outcome.DoesNotStand -> warn(outcome.label.productId, outcome.code)
            is Outcome.Refused -> warn(outcome.code)
        }
        show(verdict.mark, verdict.sentence(Language.JA), verdict.reasonSentences(Language.JA))
        verifier.apply(bundleBytes) // newer lists, when there is a network
        store(verifier.exportState()) // and Verifier.restored(trustListBytes, state) after a restart
    }

    @Test
    fun theExampleIsTheReadmes() {
        val folder = project.resolve("bindings/kotlin")
        val block = folder.resolve("README.md").readText().substringAfter("```kotlin\n").substringBefore("```")
        val lines = block.substringAfter("import dev.starseal.*\n\n").trimEnd()
        assertEquals(10, lines.lines().size)
        val here = folder.resolve("src/test/kotlin/dev/starseal/ReadmeTest.kt").readText()
        assertContains(here, lines.prependIndent("        "))
    }

    @Test
    fun theExampleWorks() {
        tenLines(Example.anchor, Example.label, Example.bundle)
        assertTrue(shown.size >= 4, "$shown")
        val (restored, lists) = Verifier.restored(Example.anchor, stored.single())
        assertTrue(lists.none { it is ListOutcome.Refused }, "$lists")
        restored.use { verifier ->
            assertEquals(stored.single().toList(), verifier.exportState().toList())
        }
    }
}
