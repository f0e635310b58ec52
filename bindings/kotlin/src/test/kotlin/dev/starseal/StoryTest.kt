package dev.starseal

import com.google.gson.JsonElement
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Each file of test-vectors/stories is a test with the file's name. */
class StoryTest {
    @TestFactory
    fun stories(): List<DynamicTest> =
        named("stories") { story ->
            val steps = story("steps")!!.asJsonArray.map { it.asJsonObject }
            val said = saidOf("stories/${story.text("name")}").asJsonArray
            assertEquals(steps.size, said.size())
            Teller(story.hex("anchor")).use { teller ->
                steps.forEachIndexed { number, step ->
                    val done = runCatching { assertEquals(said[number], teller.take(step)) }
                    done.onFailure {
                        throw AssertionError(
                            "step ${number + 1} (${step.text("do")}): ${it.message}",
                            it,
                        )
                    }
                }
            }
        }
}

/** A verifier and the anchors that it was made with. */
private class Teller(
    anchor: ByteArray,
) : AutoCloseable {
    private var verifier = Verifier(anchor)
    private val anchors = mutableListOf(anchor)

    /** Runs a step and returns what sentences.json should have for it. */
    fun take(step: JsonObject): JsonElement =
        when (step.text("do")) {
            "add-authority" -> {
                outcome(step) {
                    verifier.addAuthority(step.hex("hex"))
                    anchors += step.hex("hex")
                    Update.TAKEN
                }
            }
            "update-trust" -> outcome(step) { verifier.updateTrust(step.hex("hex"), now(step)) }
            "update-status" -> outcome(step) { verifier.updateStatus(step.hex("hex"), now(step)) }
            "apply-bundle" -> lists(step) { verifier.apply(step.hex("hex"), now(step)) }
            "restore" -> lists(step) { verifier.restore(step.hex("hex")) }
            "restart" -> restart()
            "policy" -> policy(step.getAsJsonObject("policy"))
            "check" -> check(step)
            else -> error("unknown step ${step.text("do")}")
        }

    override fun close() = verifier.close()

    private fun restart(): JsonElement {
        val state = verifier.exportState()
        val restarted = Verifier(anchors.first())
        anchors.drop(1).forEach(restarted::addAuthority)
        assertTrue(restarted.restore(state).none { it is ListOutcome.Refused }, "an exported state was refused")
        assertContentEquals(state, restarted.exportState())
        if (anchors.size == 1) {
            val (atOnce, lists) = Verifier.restored(anchors.first(), state)
            assertTrue(lists.none { it is ListOutcome.Refused }, "$lists")
            atOnce.use { assertContentEquals(state, it.exportState()) }
        }
        verifier.close()
        verifier = restarted
        return JsonNull.INSTANCE
    }

    private fun check(step: JsonObject): JsonElement {
        val verdict = verifier.check(step.text("text"), at(step))
        assertEquals(wanted(step), told(verdict))
        assertEquals(step("stands")!!.asBoolean, verdict.stands)
        assertEquals(step("last_day")?.asString, verdict.lastDay?.toString())
        assertEquals(step("trust_age_days")?.asLong, trustAgeDays(verdict))
        assertEquals(step("status_age_days")?.asLong, statusAgeDays(verdict))
        val recognized =
            verdict.recognized.map {
                json(
                    "authority" to it.authorityNames.en,
                    "level" to it.level,
                    "since" to it.since,
                )
            }
        assertEquals(step("recognised") ?: json(emptyList<Any>()), json(recognized))
        val broken = verdict.brokenRules.map { json("rule" to it.rule, "required" to it.required, "found" to it.found) }
        assertEquals(step("policy") ?: json(emptyList<Any>()), json(broken))
        assertConsistent(verdict)
        return said(verdict)
    }

    private fun policy(asked: JsonObject): JsonElement {
        val usual = Policy.default
        val policy =
            Policy(
                minimumLevel = asked("minimum_level")?.asInt,
                minimumLevelOfCategory =
                    asked("minimum_level_of_category")
                        ?.asJsonObject
                        ?.entrySet()
                        .orEmpty()
                        .associate { (category, level) -> category.toInt() to level.asInt },
                acceptedCriteria = asked.texts("accepted_criteria"),
                minimumDaysLeft = asked("minimum_days_left")?.asInt ?: usual.minimumDaysLeft,
                assessment =
                    when (val said = asked("assessment")?.asString) {
                        null -> null
                        else -> Assessment.entries.single { it.name.lowercase().replace('_', '-') == said }
                    },
                acceptDeferral = asked("accept_deferral")?.asBoolean ?: usual.acceptDeferral,
                trustList = freshness(asked("trust_list"), usual.trustList),
                statusList = freshness(asked("status_list"), usual.statusList),
                requirePlausibleClock = asked("require_plausible_clock")?.asBoolean ?: usual.requirePlausibleClock,
            )
        verifier.policy = policy
        assertEquals(policy, verifier.policy)
        return JsonNull.INSTANCE
    }

    private fun freshness(
        asked: JsonElement?,
        usual: Freshness,
    ): Freshness {
        val stated = asked?.asJsonObject ?: return usual
        val days = { name: String -> stated.get(name).asInt }
        return Freshness(days("ageing_after_days"), days("stale_after_days"), stated.get("accept_stale").asBoolean)
    }
}

private fun outcome(
    step: JsonObject,
    update: () -> Update,
): JsonElement =
    try {
        assertEquals(step.text("expect"), spelled(update()))
        JsonNull.INSTANCE
    } catch (refusal: StarsealException) {
        assertEquals(step.text("expect"), refusal.code.text)
        said(refusal.code)
    }

private fun lists(
    step: JsonObject,
    apply: () -> List<ListOutcome>,
): JsonElement {
    var lists = emptyList<ListOutcome>()
    val said =
        outcome(step) {
            lists = apply()
            Update.TAKEN
        }
    assertEquals(step.texts("lists"), lists.map(::spelled))
    if (lists.none { it is ListOutcome.Refused }) return said
    return json("lists" to lists.map { list -> (list as? ListOutcome.Refused)?.let { said(it.code) } })
}

private fun spelled(update: Update): String =
    when (update) {
        Update.TAKEN -> "accepted"
        Update.KNOWN -> "unchanged"
    }

private fun spelled(list: ListOutcome): String =
    when (list) {
        ListOutcome.Taken -> "accepted"
        ListOutcome.Known -> "unchanged"
        is ListOutcome.Refused -> list.code.text
    }
