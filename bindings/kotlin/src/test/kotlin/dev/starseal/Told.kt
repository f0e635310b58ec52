package dev.starseal

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import kotlin.test.assertEquals

// Conversion of verdicts to the format of test-vectors, for comparison.

private val sentences: JsonObject by lazy { readJson(vectors.resolve("sentences.json")) }

/** Returns the entry of sentences.json with a name, such as `vectors/camera`; null if there is none. */
internal fun saidOf(name: String): JsonElement = json(sentences(name))

private val records: JsonObject by lazy { readJson(vectors.resolve("records.json")) }

/** Returns the JSON record of a vector's verdict. */
internal fun recordOf(vector: JsonObject): String = records.text(vector.text("name"))

internal fun told(verdict: Verdict): JsonObject =
    json("expect" to verdict.code, "reasons" to verdict.reasons, "label" to verdict.label?.let(::told))

private fun told(label: AuthenticLabel): JsonObject {
    val all =
        json(
            "product_id" to label.productId,
            "level" to label.level,
            "issued_on" to label.issuedOn,
            "expires_on" to label.expiresOn,
            "status_index" to label.statusIndex,
            "criteria" to label.criteria,
            "category" to label.category,
            "holder" to label.holder,
            "model" to label.model,
            "gtin" to label.gtins.ifEmpty { null },
            "evaluator" to label.evaluator,
            "serial" to label.serial,
            "unknown_claims" to label.unknownClaims.takeIf { it > 0 },
        )
    return JsonObject().apply { all.entrySet().filterNot { it.value.isJsonNull }.forEach { add(it.key, it.value) } }
}

/** Returns the verdict that a vector expects. */
internal fun wanted(vector: JsonObject): JsonObject =
    json("expect" to vector("expect"), "reasons" to vector("reasons"), "label" to vector("label"))

internal fun said(verdict: Verdict): JsonObject = said { words(verdict.sentence(it), verdict.reasonSentences(it)) }

internal fun said(code: Code): JsonObject = said { words(code.sentence(it), emptyList()) }

private fun said(words: (Language) -> JsonObject): JsonObject =
    json(*Language.entries.map { it.tag to words(it) }.toTypedArray())

private fun words(
    sentence: String,
    reasons: List<String>,
): JsonObject =
    json(
        "sentence" to sentence,
        "reasons" to reasons,
    )

/** Asserts that the redundant parts of a verdict agree: the fields, the outcome, and the sentences. */
internal fun assertConsistent(verdict: Verdict) {
    val outcome = verdict.outcome
    when (outcome) {
        is Outcome.Stands ->
            assertEquals(
                listOf(verdict.label, verdict.lastDay),
                listOf(outcome.label, outcome.lastDay),
            )
        is Outcome.DoesNotStand ->
            assertEquals(
                listOf(verdict.label, verdict.lastDay, verdict.code),
                listOf(outcome.label, outcome.lastDay, outcome.code),
            )
        is Outcome.Refused -> assertEquals(verdict.code, outcome.code)
    }
    assertEquals(verdict.stands, outcome is Outcome.Stands)
    assertEquals(verdict.isAuthentic, outcome !is Outcome.Refused)
    assertEquals(verdict.isAuthentic, verdict.label != null)
    assertEquals(verdict.stands, verdict.mark == Mark.CHECK)
    assertEquals(verdict.mark.ordinal, verdict.color.ordinal)
    assertEquals(
        verdict.code == Code.POLICY_UNMET || Code.POLICY_UNMET in verdict.reasons,
        verdict.brokenRules.isNotEmpty(),
    )
    assertEquals(Code.RECOGNISED in verdict.reasons, verdict.recognized.isNotEmpty())
    assertEquals(verdict.en, Words(verdict.sentence(Language.EN), verdict.reasonSentences(Language.EN)))
    assertEquals(verdict.ja, Words(verdict.sentence(Language.JA), verdict.reasonSentences(Language.JA)))
    assertEquals((verdict.reasons + verdict.code).toSet(), (verdict.findings.map { it.code } + verdict.code).toSet())
}

/** Returns the age of the trust list in whole days if a finding says that it is ageing or stale. */
internal fun trustAgeDays(verdict: Verdict): Long? =
    ageDays(verdict, verdict.trustIssuedAt, Code.TRUST_AGEING, Code.TRUST_STALE)

/** Returns the age of the status list in whole days if a finding says that it is ageing or stale. */
internal fun statusAgeDays(verdict: Verdict): Long? =
    ageDays(verdict, verdict.statusIssuedAt, Code.STATUS_AGEING, Code.STATUS_STALE)

private fun ageDays(
    verdict: Verdict,
    issuedAt: Instant?,
    vararg codes: Code,
): Long? = if (verdict.findings.any { it.code in codes }) Duration.between(issuedAt, verdict.moment).toDays() else null

/** Returns the time that a vector, or a step of a story, asks about. */
internal fun at(vector: JsonObject): When {
    val day = vector("as_of")?.asString?.let(LocalDate::parse)
    return if (day == null) When.now(now(vector)) else When.on(day)
}
