package dev.starseal

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import com.google.gson.JsonPrimitive
import java.io.File
import java.util.HexFormat
import javax.imageio.ImageIO
import kotlin.test.fail

/** The project's folder. */
internal val project: File =
    File(checkNotNull(System.getProperty("starseal.project")) { "Maven must set this property" })

internal val vectors: File = project.resolve("test-vectors")

/** Returns all JSON files of a folder of test vectors. There must be at least one: an empty test could not fail. */
internal fun jsonFiles(name: String): List<File> =
    vectors.resolve(name).listFiles { file -> file.extension == "json" }.orEmpty().sorted().ifEmpty {
        fail("$name has no JSON file")
    }

internal fun readJson(file: File): JsonObject = JsonParser.parseString(file.readText()).asJsonObject

internal fun unhex(text: String): ByteArray = HexFormat.of().parseHex(text)

/** Returns a field, or null if it is absent or null. */
internal operator fun JsonObject.invoke(name: String): JsonElement? = get(name)?.takeUnless { it is JsonNull }

internal fun JsonObject.text(name: String): String = checkNotNull(this(name)) { "no $name" }.asString

internal fun JsonObject.hex(name: String): ByteArray = unhex(text(name))

internal fun JsonObject.texts(name: String): List<String> = this(name)?.asJsonArray?.map { it.asString }.orEmpty()

internal fun array(elements: Iterable<JsonElement>): JsonArray = JsonArray().apply { elements.forEach(::add) }

/** Converts a value to JSON. */
internal fun json(value: Any?): JsonElement =
    when (value) {
        null -> JsonNull.INSTANCE
        is JsonElement -> value
        is Boolean -> JsonPrimitive(value)
        is Number -> JsonPrimitive(value)
        is Iterable<*> -> array(value.map(::json))
        else -> JsonPrimitive(value.toString())
    }

internal fun json(vararg fields: Pair<String, Any?>): JsonObject =
    JsonObject().apply { fields.forEach { (name, value) -> add(name, json(value)) } }

/** A grey picture, one byte a pixel. */
internal class Grey(
    val pixels: ByteArray,
    val width: Int,
    val height: Int,
) {
    companion object {
        fun read(file: File): Grey {
            val picture = checkNotNull(ImageIO.read(file)) { "$file is not a picture" }
            val raster = picture.raster
            check(raster.numBands == 1) { "$file is not grey" }
            // A sample of eight bits is the grey value. A smaller sample is an index into a table of grey colors.
            val grey = { x: Int, y: Int ->
                if (raster.sampleModel.getSampleSize(0) == 8) raster.getSample(x, y, 0) else picture.getRGB(x, y)
            }
            val (width, height) = picture.width to picture.height
            return Grey(ByteArray(width * height) { at -> grey(at % width, at / width).toByte() }, width, height)
        }
    }
}
