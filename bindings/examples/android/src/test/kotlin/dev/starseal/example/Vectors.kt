package dev.starseal.example

import com.google.gson.JsonElement
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import dev.starseal.Assessment
import dev.starseal.Freshness
import dev.starseal.ImageVerdicts
import dev.starseal.Policy
import dev.starseal.StarsealException
import dev.starseal.Verdict
import dev.starseal.Verifier
import dev.starseal.When
import java.io.File
import java.nio.ByteBuffer
import java.time.Instant
import java.time.LocalDate
import java.util.HexFormat
import javax.imageio.ImageIO

/** The test vectors and their verdicts. The tests of the layer check that each verdict has the right code. */
object Vectors {
    val project = File(checkNotNull(System.getProperty("starseal.project")) { "Maven must set starseal.project" })
    val folder = project.resolve("test-vectors")

    /** The names `vectors/NAME` of all labels and images, and `stories/NAME`. */
    val labels = names("vectors").filter { read(it).text("kind") != "trust-list" }
    val stories = names("stories")

    private fun names(folder: String): List<String> {
        val files = this.folder.resolve(folder).listFiles { file -> file.extension == "json" }.orEmpty()
        check(files.isNotEmpty()) { "there are no test vectors in $folder" }
        return files.map { "$folder/${it.nameWithoutExtension}" }.sorted()
    }

    fun read(name: String): JsonObject = JsonParser.parseString(folder.resolve("$name.json").readText()).asJsonObject

    fun verifier(trust: String): Verifier = Verifier(read("trust/$trust").hex("hex"))

    /**
     * Returns the verdicts of a vector or a story, each with a name: `stories/NAME/STEP` for a step, counted from 1.
     */
    fun verdicts(name: String): List<Pair<String, Verdict>> {
        val vector = read(name)
        if (vector.text("kind") == "story") return story(name, vector)
        verifier(vector.text("trust")).use { verifier ->
            val (input, now) = vector["input"].asJsonObject to vector.instant("now")
            val isTyped = input["wedge"]?.asBoolean == true
            val picture =
                input["image"]
                    ?: return listOf(name to verifier.check(input.text("text"), vector["as_of"], now, isTyped))
            val frame = Frame(picture.asString)
            return frame.read(verifier, now).labels.map { name to it.verdict }
        }
    }

    private fun Verifier.check(
        text: String,
        asOf: JsonElement?,
        now: Instant,
        isTyped: Boolean = false,
    ): Verdict {
        val at = if (asOf == null) When.now(now) else When.on(LocalDate.parse(asOf.asString))
        return if (isTyped) checkTyped(text, at) else check(text, at)
    }

    private fun story(
        name: String,
        story: JsonObject,
    ): List<Pair<String, Verdict>> =
        Verifier(story.hex("anchor")).use { verifier ->
            story["steps"].asJsonArray.map { it.asJsonObject }.mapIndexedNotNull { index, step ->
                val verdict =
                    try {
                        take(step, verifier)
                    } catch (
                        refused: StarsealException,
                    ) {
                        null.also { refusedAsTold(step, refused) }
                    }
                verdict?.let { "$name/${index + 1}" to it }
            }
        }

    private fun refusedAsTold(
        step: JsonObject,
        refused: StarsealException,
    ) = check(step.text("expect") == refused.code.text) { "$step: $refused" }

    private fun take(
        step: JsonObject,
        verifier: Verifier,
    ): Verdict? {
        when (val what = step.text("do")) {
            "check" -> return verifier.check(step.text("text"), step["as_of"], step.instant("now"))
            "add-authority" -> verifier.addAuthority(step.hex("hex"))
            "update-trust" -> verifier.updateTrust(step.hex("hex"), step.instant("now"))
            "update-status" -> verifier.updateStatus(step.hex("hex"), step.instant("now"))
            "object" -> verifier.updateObject(step.hex("hex"))
            "apply-bundle" -> verifier.apply(step.hex("hex"), step.instant("now"))
            "restore" -> verifier.restore(step.hex("hex"))
            // A stored state contains everything except the policy.
            "restart" -> verifier.policy = Policy()
            "policy" -> verifier.policy = policy(step["policy"].asJsonObject)
            else -> error("unknown step $what")
        }
        return null
    }

    private fun policy(asked: JsonObject): Policy {
        val usual = Policy()
        val levels = asked["minimum_level_of_category"]?.asJsonObject?.entrySet().orEmpty()
        return Policy(
            minimumLevel = asked["minimum_level"]?.asInt,
            minimumLevelOfCategory = levels.associate { it.key.toInt() to it.value.asInt },
            acceptedCriteria = asked["accepted_criteria"]?.asJsonArray?.map { it.asString }.orEmpty(),
            minimumDaysLeft = asked["minimum_days_left"]?.asInt ?: 0,
            assessment = asked["assessment"]?.let { Assessment.valueOf(it.asString.replace('-', '_').uppercase()) },
            acceptDeferral = asked["accept_deferral"]?.asBoolean ?: false,
            trustList = freshness(asked["trust_list"], usual.trustList),
            statusList = freshness(asked["status_list"], usual.statusList),
            requirePlausibleClock = asked["require_plausible_clock"]?.asBoolean ?: false,
        )
    }

    private fun freshness(
        asked: JsonElement?,
        usual: Freshness,
    ): Freshness {
        val fields = asked?.asJsonObject ?: return usual
        return Freshness(
            ageingAfterDays = fields["ageing_after_days"]?.asInt ?: usual.ageingAfterDays,
            staleAfterDays = fields["stale_after_days"]?.asInt ?: usual.staleAfterDays,
            acceptStale = fields["accept_stale"]?.asBoolean ?: usual.acceptStale,
        )
    }
}

fun JsonObject.text(name: String): String = checkNotNull(get(name)) { "no $name" }.asString

fun JsonObject.hex(name: String): ByteArray = HexFormat.of().parseHex(text(name))

fun JsonObject.instant(name: String): Instant = Instant.parse(text(name))

/** Returns a field, or null if it is absent or null. */
fun JsonObject.present(name: String): JsonElement? = get(name)?.takeUnless { it is JsonNull }

/** A picture in the form of a camera frame: plane 0, with padded rows. It ends after the last pixel. */
class Frame(
    picture: String,
    spoil: (Int, Int, Int) -> Int = { _, _, luma -> luma },
) {
    val width: Int
    val height: Int
    val rowStride: Int
    val luma: ByteBuffer

    init {
        val image = ImageIO.read(Vectors.folder.resolve(picture))
        width = image.width
        height = image.height
        rowStride = width + 64
        // A camera's buffer is outside the heap and read-only.
        val buffer = ByteBuffer.allocateDirect(rowStride * (height - 1) + width)
        for (y in 0..<height) {
            for (x in 0..<width) buffer.put(y * rowStride + x, spoil(x, y, image.getRGB(x, y) and 0xFF).toByte())
        }
        luma = buffer.asReadOnlyBuffer()
    }

    fun read(
        verifier: Verifier,
        now: Instant,
    ): ImageVerdicts = verifier.checkImage(luma, width, height, rowStride, When.now(now))
}
