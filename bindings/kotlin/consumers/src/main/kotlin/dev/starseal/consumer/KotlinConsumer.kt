package dev.starseal.consumer

import dev.starseal.Code
import dev.starseal.FrameScanner
import dev.starseal.Language
import dev.starseal.Outcome
import dev.starseal.Policy
import dev.starseal.StarsealException
import dev.starseal.Verifier
import dev.starseal.When
import dev.starseal.formatVersion
import dev.starseal.libraryVersion
import java.io.File
import java.time.Instant
import java.time.LocalDate

/** An application that uses the layer from Kotlin. JavaConsumer makes the same calls and prints the same lines. */
fun main(arguments: Array<String>) {
    val anchor = File(arguments[0]).readBytes()
    val carrier = arguments[1]
    println("library $libraryVersion, format $formatVersion")
    Verifier(anchor).use { verifier ->
        val now = When.now(Instant.parse("2026-11-22T03:00:00Z"))
        val verdict = verifier.check(carrier, now)
        val said =
            when (val outcome = verdict.outcome) {
                is Outcome.Stands -> "stands: ${outcome.label.productId}, until ${outcome.lastDay}"
                is Outcome.DoesNotStand -> "does not stand: ${outcome.code}"
                is Outcome.Refused -> "refused: ${outcome.code}"
            }
        println(said)
        println("shown: ${verdict.mark.text}, ${verdict.color.text}, ${verdict.sentence(Language.JA)}")
        println("checked: ${verdict.checks.map { "${it.check} ${it.result}" }}")
        println("refused: ${verifier.check("HTTPS://SHOP.EXAMPLE/").sentence(Language.EN)}")
        println("many: ${verifier.checkMany(listOf(carrier, ""), now).map { it.code }}")
        println("on a day: ${verifier.check(carrier, When.on(LocalDate.of(2031, 1, 1))).code}")

        verifier.policy = Policy(minimumLevel = 4, minimumDaysLeft = 30)
        println("policy: ${verifier.check(carrier, now).brokenRules.map { "${it.rule} ${it.required} ${it.found}" }}")
        try {
            verifier.policy = Policy(minimumLevel = 0)
        } catch (refused: StarsealException) {
            println("policy refused: ${refused.code}, ${refused.message}, ${refused.sentence(Language.EN)}")
        }
        try {
            verifier.updateStatus(byteArrayOf(1))
        } catch (refused: StarsealException.StatusList) {
            println("list refused: ${refused.code == Code.STATUS_LIST_MALFORMED}, ${refused.detail}")
        }

        val (restored, lists) = Verifier.restored(anchor, verifier.exportState())
        println("restored: $lists, ${restored.authorities.map { it.names.en }}")
        FrameScanner(restored).use { println("frame: ${it.checkFrame(ByteArray(64 * 64), 64, 64, at = now)}") }
        try {
            restored.checkImage(ByteArray(400), 10, 10)
        } catch (refused: StarsealException.Image) {
            println("image refused: ${refused.detail}")
        }
        restored.close()
    }
}
