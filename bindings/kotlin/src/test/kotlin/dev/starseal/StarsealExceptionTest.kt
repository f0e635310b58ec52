package dev.starseal

import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.assertThrows
import java.time.LocalDate
import kotlin.test.assertEquals
import kotlin.test.assertIs

/** Each kind of exception: its class, its code and its text for logs. */
class StarsealExceptionTest {
    private val anchor = readJson(vectors.resolve("trust/jc-star.json")).hex("hex")

    @TestFactory
    fun texts(): List<DynamicTest> =
        listOf(
            refused<StarsealException.TrustList>(
                "trust-list-malformed",
                "the trust list is not well-formed: an item is not of the expected type or value",
            ) {
                Verifier(byteArrayOf(1))
            },
            refused<StarsealException.StatusList>(
                "status-list-malformed",
                "the status list is not well-formed: an item has a tag that is not allowed there",
            ) {
                it.updateStatus(byteArrayOf(1))
            },
            refused<StarsealException.Bundle>(
                "bundle-malformed",
                "not a bundle: an item is not of the expected type or value",
            ) {
                it.apply(byteArrayOf(1))
            },
            refused<StarsealException.State>(
                "state-damaged",
                "the stored state is incomplete or was altered",
            ) { it.restore(byteArrayOf(1)) },
            refused<StarsealException.Image>("bad-image", "5 bytes are not 2 rows of 3 pixels, 3 bytes apart") {
                it.checkImage(ByteArray(5), 3, 2)
            },
            refused<StarsealException.Image>("bad-image", "400 bytes are not 10 rows of 10 pixels, 10 bytes apart") {
                it.checkImage(ByteArray(400), 10, 10)
            },
            refused<StarsealException.Image>("bad-image", "401 bytes are not 10 rows of 10 pixels, 40 bytes apart") {
                FrameScanner(it).checkFrame(ByteArray(401), 10, 10, 40)
            },
            refused<StarsealException.Value>("bad-value", "date is -165, not in 14610 to 65535") {
                it.check("", When.on(LocalDate.of(1969, 7, 20)))
            },
            refused<StarsealException.Value>("bad-value", "level is 0, not in 1 to 255") {
                it.policy =
                    Policy(minimumLevel = 0)
            },
            refused<StarsealException.Value>("bad-value", "level is 256, not in 0 to 255") {
                it.policy =
                    Policy(minimumLevel = 256)
            },
        )

    private inline fun <reified R : StarsealException> refused(
        code: String,
        text: String,
        crossinline call: (Verifier) -> Unit,
    ): DynamicTest =
        dynamicTest("${R::class.simpleName}: $text") {
            val refusal = Verifier(anchor).use { verifier -> assertThrows<StarsealException> { call(verifier) } }
            assertIs<R>(refusal)
            assertEquals(code, refusal.code.text)
            assertEquals(text, refusal.detail)
            assertEquals(text, refusal.message)
            Language.entries.forEach { assertEquals(refusal.code.sentence(it), refusal.sentence(it)) }
        }
}
