package dev.starseal

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.assertThrows
import java.io.File
import java.nio.ByteBuffer
import java.time.Instant
import kotlin.test.assertEquals
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** Each file of test-vectors/vectors and test-vectors/trust is a test with the file's name. */
class VectorTest {
    @TestFactory
    fun vectors(): List<DynamicTest> = named("vectors") { judge(it, saidOf("vectors/${it.text("name")}")) }

    @TestFactory
    fun trust(): List<DynamicTest> =
        named("trust") { list ->
            Verifier(
                list.hex("hex"),
            ).use { assertEquals(list.text("authority_id"), it.authorities.single().authorityId) }
        }

    private fun judge(
        vector: JsonObject,
        said: JsonElement,
    ) {
        when (vector.text("kind")) {
            "label" -> label(vector, said)
            "image" -> image(vector, said)
            "trust-list" -> trustList(vector, said)
            else -> error("an unknown kind")
        }
    }

    private fun label(
        vector: JsonObject,
        said: JsonElement,
    ) {
        val input = vector("input") as JsonObject
        val text = input.text("text")
        val verdict =
            verifier(vector).use {
                if (input("wedge")?.asBoolean == true) {
                    it.checkTyped(text, at(vector))
                } else {
                    it.check(text, at(vector)).also { verdict ->
                        assertEquals(listOf(verdict), it.checkMany(listOf(text), at(vector)))
                    }
                }
            }
        assertEquals(wanted(vector), told(verdict))
        assertEquals(recordOf(vector), verdict.toJson())
        assertEquals(vector("trust_age_days")?.asLong, trustAgeDays(verdict))
        assertEquals(said, said(verdict))
        assertConsistent(verdict)
    }

    private fun image(
        vector: JsonObject,
        said: JsonElement,
    ) {
        val input = vector("input") as JsonObject
        val verdicts =
            verifier(vector).use {
                look(it, vector, Grey.read(project.resolve("test-vectors/${input.text("image")}")))
            }
        if (input.get("labels").asInt == 0) {
            assertEquals(vector.text("expect"), verdicts.code?.text)
            assertEquals(emptyList(), verdicts.labels)
            assertEquals(said, json(listOf(said(checkNotNull(verdicts.code)))))
            return
        }
        assertNull(verdicts.code)
        val each = vector("each")?.asJsonArray?.map { it.asJsonObject } ?: listOf(vector)
        assertEquals(each.size, said.asJsonArray.size())
        // The order is not compared, because a vector does not state where labels are in a picture.
        val found = verdicts.labels.map { listOf(told(it.verdict), it.carrier, said(it.verdict)).toString() }
        val wanted =
            each.zip(said.asJsonArray) { one, words ->
                // A carrier that cannot be decoded has no form, so its text is not compared.
                val carrier = one("forms")?.asJsonObject?.invoke("carrier")?.asString ?: verdicts.labels[0].carrier
                listOf(wanted(one), carrier, words).toString()
            }
        assertEquals(wanted.sorted(), found.sorted())
        assertEquals(input.get("labels").asInt, verdicts.labels.size)
        verdicts.labels.forEach { sighting ->
            assertConsistent(sighting.verdict)
            assertEquals(4, sighting.corners.size)
        }
    }

    /**
     * Checks an image from an array and from a camera's buffer, and compares the results. The buffer has an offset and
     * padded rows, and ends after the last pixel.
     */
    private fun look(
        verifier: Verifier,
        vector: JsonObject,
        grey: Grey,
    ): ImageVerdicts {
        val stride = grey.width + 17
        val buffer = ByteBuffer.allocateDirect(5 + stride * (grey.height - 1) + grey.width)
        for (row in 0 until grey.height) {
            buffer.position(5 + row * stride).put(grey.pixels, row * grey.width, grey.width)
        }
        buffer.flip().position(5)
        val at = at(vector)
        val array = verifier.checkImage(grey.pixels, grey.width, grey.height, at = at)
        val plane = verifier.checkImage(buffer.asReadOnlyBuffer(), grey.width, grey.height, stride, at)
        assertEquals(array, plane)
        assertEquals(5, buffer.position())
        return array
    }

    private fun trustList(
        vector: JsonObject,
        said: JsonElement,
    ) {
        val bytes = (vector("input") as JsonObject).hex("hex")
        if (vector.text("expect") == "accepted") {
            Verifier(bytes).use { assertTrue(it.authorities.isNotEmpty()) }
            assertTrue(said.isJsonNull)
        } else {
            val refusal = assertThrows<StarsealException.TrustList> { Verifier(bytes) }
            assertEquals(vector.text("expect"), refusal.code.text)
            assertEquals(said, said(refusal.code))
        }
    }

    private fun verifier(vector: JsonObject): Verifier =
        Verifier(readJson(vectors.resolve("trust/${vector.text("trust")}.json")).hex("hex"))
}

internal fun now(vector: JsonObject): Instant = Instant.parse(vector.text("now"))

/** Returns a test for each file of a folder, with the file's name. */
internal fun named(
    folder: String,
    test: (JsonObject) -> Unit,
): List<DynamicTest> =
    jsonFiles(folder).map { file: File ->
        DynamicTest.dynamicTest("$folder/${file.nameWithoutExtension}") { test(readJson(file)) }
    }
