package dev.starseal.example

import dev.starseal.*
import java.time.*

/** What the screen is about: what it says, and the button that it has. */
enum class Kind(val message: ScreenWord, val action: ScreenWord? = null) {
    STARTING(ScreenWord.STARTING), LOOKING(ScreenWord.LOOKING), ONE_CARD(ScreenWord.ONE_LABEL), CARDS(ScreenWord.LABELS),
    PERMISSION_NEEDED(ScreenWord.PERMISSION_NEEDED, ScreenWord.ALLOW), CAMERA_FAILED(ScreenWord.CAMERA_FAILED, ScreenWord.RETRY),
    PERMISSION_REFUSED(ScreenWord.PERMISSION_REFUSED, ScreenWord.SETTINGS),
}

/** All that is shown at one moment. [age] is that of the data held; [spoken] is all of it for a screen reader. */
data class Screen(val kind: Kind, val language: Language, val message: String, val notice: String?, val cards: List<Card>,
    val age: String?, val spoken: String)

/** Decides what is shown, and when data is fetched. It has no clock, no views and no I/O, and is one thread's. */
class ScreenModel(languageTag: String?) {
    var language = Language.entries.find { it.tag == languageTag } ?: Language.EN
    /** What the camera allows: any kind without cards. */
    var camera = Kind.STARTING
    /** Why stored data was not taken. It is told until the next label is seen. */
    var notice: Code? = null
    var authority: Authority? = null
    private var seen = mapOf<String, Pair<Verdict, Instant>>()
    private var nextRefresh = Instant.EPOCH
    /** A frame was read. Labels that it misses stay for a while, so that cards do not flicker. */
    fun see(frame: ImageVerdicts, now: Instant) {
        val stay = Duration.ofSeconds(if (frame.labels.isEmpty()) 5 else 1)
        val kept = seen.filterValues { (_, at) -> Duration.between(at, now) in Duration.ZERO..stay }
        seen = kept + frame.labels.associate { it.carrier to (it.verdict to now) }
        if (frame.labels.isNotEmpty()) notice = null
    }
    /** What is to be shown: cards, the most serious first, unless something is the matter with the camera. */
    fun screen(now: Instant): Screen {
        val verdicts = if (camera == Kind.LOOKING) seen.values.map { it.first } else emptyList()
        val cards = verdicts.sortedBy { listOf(Mark.CROSS, Mark.CLOCK, Mark.QUERY, Mark.CHECK).indexOf(it.mark) }.map { card(it, language) }
        val kind = if (cards.isEmpty()) camera else if (cards.size == 1) Kind.ONE_CARD else Kind.CARDS
        val (message, told) = kind.message.text(language, "n" to cards.size) to notice?.sentence(language)
        val statusIssuedAt = authority?.issuers?.mapNotNull { it.statusIssuedAt }?.minOrNull()
        val age = authority?.run { age(statusIssuedAt, trustIssuedAt, maxOf(now, clockFloor), language) }
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
    /** Shows again what was saved. The language is the constructor's. */
    fun restore(saved: List<String>, now: Instant, check: (String, Instant) -> Verdict) {
        notice = Code.entries.find { it.text == saved.getOrNull(1) } ?: notice
        seen = saved.drop(2).take(16).associateWith { check(it, now) to now }
    }
}

/** What is shown of one verdict: nothing that a refused label says. [rows] are names and values, [spoken] is for screen readers. */
data class Card(val symbol: String, val word: String, val colour: Colour, val stars: String?, val sentence: String,
    val notes: List<String>, val rows: List<Pair<String, String>>, val url: String?, val spoken: String)

fun card(verdict: Verdict, language: Language): Card {
    val label = verdict.label
    val (word, advice) = when {
        label != null -> ScreenWord.valueOf(verdict.code.name) to null
        verdict.code == Code.NOT_A_LABEL -> ScreenWord.NOT_JUDGED to ScreenWord.LOOK_FOR_THE_LABEL
        verdict.mark == Mark.QUERY -> ScreenWord.NOT_JUDGED to ScreenWord.NOT_FORGED
        else -> ScreenWord.REFUSED to ScreenWord.ASK
    }
    val symbol = mapOf(Mark.CHECK to "✓", Mark.CLOCK to "!", Mark.QUERY to "?", Mark.CROSS to "✗").getValue(verdict.mark)
    val stars = label?.level?.takeIf { it in 1..4 }?.let("★"::repeat)
    val notes = advice?.let { listOf(it.text(language)) } ?: verdict.reasonSentences(language)
    val rows = if (label == null) emptyList() else listOf(
        ScreenWord.PRODUCT_ID to label.productId, ScreenWord.LEVEL to label.levelNames[language],
        ScreenWord.MODEL to label.model, ScreenWord.HOLDER to label.holder,
        ScreenWord.LAST_DAY to verdict.lastDay?.toString(),
        ScreenWord.ASSESSMENT to ScreenWord.valueOf(label.assessment.name).text(language),
        ScreenWord.ISSUER to label.issuerNames[language], ScreenWord.AUTHORITY to label.authorityNames[language],
        ScreenWord.DATA to age(verdict.statusIssuedAt, verdict.trustIssuedAt, verdict.moment, language),
    ).mapNotNull { (name, value) -> value?.let { name.text(language) to it } }
    val (title, sentence) = word.text(language) to verdict.sentence(language)
    val spoken = sentences(listOf(title, sentence) + notes + rows.map { (name, value) -> "$name: $value" }, language)
    return Card(symbol, title, verdict.colour, stars, sentence, notes, rows, verdict.url, spoken)
}

/** How old data is at a moment, counted from the status list where one is held. Its day is that in UTC. */
fun age(statusIssuedAt: Instant?, trustIssuedAt: Instant?, moment: Instant?, language: Language): String? {
    val issuedAt = statusIssuedAt ?: trustIssuedAt ?: return null
    val days = Duration.between(issuedAt, moment ?: return null).toDays()
    val old = if (days < 1) ScreenWord.TODAY else if (days == 1L) ScreenWord.ONE_DAY_OLD else ScreenWord.DAYS_OLD
    val (day, age) = issuedAt.atOffset(ZoneOffset.UTC).toLocalDate() to old.text(language, "n" to days)
    return (if (statusIssuedAt == null) ScreenWord.NO_STATUS else ScreenWord.STATUS_OF).text(language, "day" to day, "age" to age)
}

/** Texts as sentences, one after another. */
fun sentences(texts: List<String>, language: Language): String {
    val (stop, between) = if (language == Language.JA) "。" to "" else "." to " "
    return texts.joinToString(between) { it.removeSuffix(stop) + stop }
}
