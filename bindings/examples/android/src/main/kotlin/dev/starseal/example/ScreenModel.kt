package dev.starseal.example

import dev.starseal.*
import dev.starseal.example.ScreenWord.*
import java.time.*

/** What the screen is about: what it says, and the button that it has. */
enum class Kind(val message: ScreenWord, val action: ScreenWord? = null) {
    STARTING(ScreenWord.STARTING), LOOKING(ScreenWord.LOOKING), ONE_CARD(ONE_LABEL, NEXT), CARDS(LABELS, NEXT),
    PERMISSION_NEEDED(ScreenWord.PERMISSION_NEEDED, ALLOW), PERMISSION_REFUSED(ScreenWord.PERMISSION_REFUSED, SETTINGS),
    CAMERA_FAILED(ScreenWord.CAMERA_FAILED, RETRY),
}

/** All that is shown at one moment. [age] is that of the data held; [spoken] is all of it for a screen reader. */
data class Screen(val kind: Kind, val language: Language, val message: String, val notice: String?, val cards: List<Card>,
    val age: String?, val spoken: String)

/** Decides what is shown, and when data is fetched. It has no clock, no views and no I/O, and is one thread's. */
class ScreenModel(languageTag: String?) {
    var language = Language.entries.find { it.tag == languageTag } ?: Language.EN
    /** What the camera allows: any kind without cards. */
    var camera = Kind.STARTING
    /** What is to be told about the data, until the user closes it. */
    var notice: Code? = null
    private var verifier: Verifier? = null
    private var seen = mapOf<String, Pair<Verdict, Instant>>()
    private var hint: Pair<Hint, Instant>? = null
    private var nextRefresh = Instant.EPOCH
    /** A frame was read. Cards stay until another label is seen, and for a second where one of several was missed; a hint for two. */
    fun see(frame: ImageVerdicts, now: Instant) {
        hint = shown(now) ?: frame.unread.firstNotNullOfOrNull { it.hint }?.let { it to now }
        if (frame.labels.isEmpty()) return
        seen = seen.filterValues { isWithin(1, it.second, now) } + frame.labels.associate { it.carrier to (it.verdict to now) }
    }
    private fun shown(now: Instant) = hint?.takeIf { isWithin(2, it.second, now) }
    private fun isWithin(seconds: Long, at: Instant, now: Instant) = now in at..at + Duration.ofSeconds(seconds)
    /** Judges again what is shown: time went by, or newer data came. */
    fun judge(now: Instant) { verifier?.run { seen = seen.mapValues { (carrier, old) -> check(carrier, When.now(now)) to old.second } } }
    /** A button was pressed. Those that change nothing on the screen are the shell's. */
    fun press(word: ScreenWord) {
        if (word == NEXT) seen = emptyMap() else if (word == CLOSE) notice = null
        if (word == OTHER_LANGUAGE) language = if (language == Language.JA) Language.EN else Language.JA
    }
    /** What is to be shown: cards, the most serious first, unless something is the matter with the camera. */
    fun screen(now: Instant): Screen {
        val verdicts = if (camera == Kind.LOOKING) seen.values.map { it.first } else emptyList()
        val cards = verdicts.sortedBy { listOf(Mark.CROSS, Mark.CLOCK, Mark.QUERY, Mark.CHECK).indexOf(it.mark) }.map { card(it, language) }
        val kind = if (cards.isEmpty()) camera else if (cards.size == 1) Kind.ONE_CARD else Kind.CARDS
        val advice = shown(now)?.first?.takeIf { kind == Kind.LOOKING }?.sentence(language)
        val (message, told) = (advice ?: kind.message.text(language, "n" to cards.size)) to notice?.sentence(language)
        val held = verifier?.authorities?.first()
        val age = held?.run { age(issuers.mapNotNull { it.statusIssuedAt }.minOrNull(), trustIssuedAt, maxOf(now, clockFloor), language) }
        val said = listOfNotNull(message, told) + cards.map { it.spoken } + listOfNotNull(age)
        return Screen(kind, language, message, told, cards, age, sentences(said, language))
    }
    /** Whether newer data should be fetched: a day after the last, an hour after a failure, or where the clock went back. */
    fun isRefreshDue(now: Instant): Boolean = nextRefresh <= now || nextRefresh > now + Duration.ofDays(1)
    /** Until it succeeds, a fetch counts as failed. That is no alarm: the age of the data is shown. */
    fun refreshBegun(at: Instant) { nextRefresh = at + Duration.ofHours(1) }
    fun refreshed(at: Instant) { nextRefresh = at + Duration.ofDays(1) }
    /** What to keep while the app is away: language, notice and labels. Their verdicts are not kept: they are judged again. */
    fun save(): List<String> = listOf(language.tag, notice?.text.orEmpty()) + seen.keys.take(16)
    /** Shows again what was saved, if anything was. The language is the constructor's. */
    fun start(verifier: Verifier, saved: List<String>, now: Instant) {
        this.verifier = verifier
        notice = Code.entries.find { it.text == saved.getOrNull(1) }
        seen = saved.drop(2).take(16).associateWith { verifier.check(it, When.now(now)) to now }
    }
}

/** What is shown of one verdict: nothing that a refused label says. [rows] are names and values, [spoken] is for screen readers. */
data class Card(val symbol: String, val word: String, val color: MarkColor, val stars: String?, val sentence: String,
    val notes: List<String>, val rows: List<Pair<String, String>>, val url: String?, val spoken: String)

fun card(verdict: Verdict, language: Language): Card {
    val label = verdict.label
    val (word, advice) = when {
        label != null -> ScreenWord.valueOf(verdict.code.name) to null
        verdict.mark == Mark.QUERY -> NOT_JUDGED to if (verdict.code == Code.NOT_A_LABEL) LOOK_FOR_THE_LABEL else NOT_FORGED
        else -> REFUSED to ASK
    }
    val symbol = mapOf(Mark.CHECK to "✓", Mark.CLOCK to "!", Mark.QUERY to "?", Mark.CROSS to "✗").getValue(verdict.mark)
    val stars = label?.level?.takeIf { it in 1..4 }?.let("★"::repeat)
    val notes = advice?.let { listOf(it.text(language)) } ?: verdict.reasonSentences(language)
    val rows = if (label == null) emptyList() else listOf(
        PRODUCT_ID to label.productId, LEVEL to label.levelNames[language], MODEL to label.model, HOLDER to label.holder,
        LAST_DAY to verdict.lastDay?.toString(), ASSESSMENT to ScreenWord.valueOf(label.assessment.name).text(language),
        ISSUER to label.issuerNames[language], AUTHORITY to label.authorityNames[language],
        DATA to age(verdict.statusIssuedAt, verdict.trustIssuedAt, verdict.moment, language),
    ).mapNotNull { (name, value) -> value?.let { name.text(language) to it } }
    val said = listOf(word.text(language), verdict.sentence(language)) + notes + rows.map { (name, value) -> "$name: $value" }
    return Card(symbol, said[0], verdict.color, stars, said[1], notes, rows, verdict.url, sentences(said, language))
}

/** How old data is at a moment, counted from the status list where one is held. Its day is that in UTC. */
fun age(statusIssuedAt: Instant?, trustIssuedAt: Instant?, moment: Instant?, language: Language): String? {
    val issuedAt = statusIssuedAt ?: trustIssuedAt ?: return null
    val days = Duration.between(issuedAt, moment ?: return null).toDays()
    val old = if (days < 1) TODAY else if (days == 1L) ONE_DAY_OLD else DAYS_OLD
    val (day, age) = issuedAt.atOffset(ZoneOffset.UTC).toLocalDate() to old.text(language, "n" to days)
    return (if (statusIssuedAt == null) NO_STATUS else STATUS_OF).text(language, "day" to day, "age" to age)
}

/** Texts as sentences, one after another. */
fun sentences(texts: List<String>, language: Language): String =
    (if (language == Language.JA) "。" to "" else "." to " ").let { (stop, gap) -> texts.joinToString(gap) { it.removeSuffix(stop) + stop } }
