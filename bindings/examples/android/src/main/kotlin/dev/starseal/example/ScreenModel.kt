package dev.starseal.example

import dev.starseal.*
import dev.starseal.example.ScreenWord.*
import java.time.*

/** The kinds of screen, each with its message and its button. */
enum class Kind(val message: ScreenWord, val action: ScreenWord? = null) {
    STARTING(ScreenWord.STARTING), LOOKING(ScreenWord.LOOKING), ONE_CARD(ONE_LABEL, NEXT), CARDS(LABELS, NEXT),
    PERMISSION_NEEDED(ScreenWord.PERMISSION_NEEDED, ALLOW), PERMISSION_REFUSED(ScreenWord.PERMISSION_REFUSED, SETTINGS),
    CAMERA_FAILED(ScreenWord.CAMERA_FAILED, RETRY),
}

/** The content of the screen at one moment. [age] is the age of the data held; [spoken] is the whole text for a screen reader. */
data class Screen(val kind: Kind, val language: Language, val message: String, val notice: String?, val cards: List<Card>,
    val age: String?, val spoken: String)

/** Decides what is shown, and when data is fetched. It has no clock, no views and no I/O. Only one thread may use it. */
class ScreenModel(languageTag: String?) {
    var language = Language.entries.find { it.tag == languageTag } ?: Language.EN
    /** The state of the camera: any kind without cards. */
    var camera = Kind.STARTING
    /** The message about the data, which is shown until the user closes it. */
    var notice: Code? = null
    private var verifier: Verifier? = null
    private var seen = mapOf<String, Pair<Verdict, Instant>>()
    private var hint: Pair<Hint, Instant>? = null
    private var nextRefresh = Instant.EPOCH
    /** Takes a frame. Cards stay until another label is seen, or one second if one of several is missed. A hint stays two seconds. */
    fun see(frame: ImageVerdicts, now: Instant) {
        hint = shown(now) ?: frame.unread.firstNotNullOfOrNull { it.hint }?.let { it to now }
        if (frame.labels.isEmpty()) return
        seen = seen.filterValues { isWithin(1, it.second, now) } + frame.labels.associate { it.carrier to (it.verdict to now) }
    }
    private fun shown(now: Instant) = hint?.takeIf { isWithin(2, it.second, now) }
    private fun isWithin(seconds: Long, at: Instant, now: Instant) = now in at..at + Duration.ofSeconds(seconds)
    /** Checks the labels that are shown again, because time has passed or newer data has arrived. */
    fun judge(now: Instant) { verifier?.run { seen = seen.mapValues { (carrier, old) -> check(carrier, When.now(now)) to old.second } } }
    /** Handles a button. The activity handles the buttons that do not change the screen. */
    fun press(word: ScreenWord) {
        if (word == NEXT) seen = emptyMap() else if (word == CLOSE) notice = null
        if (word == OTHER_LANGUAGE) language = if (language == Language.JA) Language.EN else Language.JA
    }
    /** Returns what to show: cards, the most serious first, unless the camera has a problem. */
    fun screen(now: Instant): Screen {
        val verdicts = if (camera == Kind.LOOKING) seen.values.map { it.first } else emptyList()
        val cards = verdicts.sortedBy { listOf(Mark.CROSS, Mark.CLOCK, Mark.QUERY, Mark.CHECK).indexOf(it.mark) }.map { card(it, language) }
        val kind = if (cards.isEmpty()) camera else if (cards.size == 1) Kind.ONE_CARD else Kind.CARDS
        val advice = shown(now)?.first?.takeIf { kind == Kind.LOOKING }?.sentence(language)
        val (message, told) = (advice ?: kind.message.text(language, "n" to cards.size)) to notice?.sentence(language)
        val held = verifier?.authorities?.first()
        val oldest = held?.issuers?.mapNotNull { it.statusIssuedAt }?.minOrNull()
        val age = held?.run { age(oldest, trustIssuedAt, now.takeIf { it >= clockFloor }, language) }
        val said = listOfNotNull(message, told) + cards.map { it.spoken } + listOfNotNull(age)
        return Screen(kind, language, message, told, cards, age, sentences(said, language))
    }
    /** Returns whether to fetch newer data: a day after the last fetch, an hour after a failure, or if the clock was set back. */
    fun isRefreshDue(now: Instant): Boolean = nextRefresh <= now || nextRefresh > now + Duration.ofDays(1)
    /** A fetch counts as failed until it succeeds. There is no error message, because the screen shows the age of the data. */
    fun refreshBegun(at: Instant) { nextRefresh = at + Duration.ofHours(1) }
    fun refreshed(at: Instant) { nextRefresh = at + Duration.ofDays(1) }
    /** Returns what to save while the app is away: language, notice and labels. Verdicts are not saved; labels are checked again. */
    fun save(): List<String> = listOf(language.tag, notice?.text.orEmpty()) + seen.keys.take(16)
    /** Shows again what was saved, if anything was saved. The constructor has set the language. */
    fun start(verifier: Verifier, saved: List<String>, now: Instant) {
        this.verifier = verifier
        notice = Code.entries.find { it.text == saved.getOrNull(1) }
        seen = saved.drop(2).take(16).associateWith { verifier.check(it, When.now(now)) to now }
    }
}

/** One verdict on the screen, without the claims of a refused label. [rows] are names and values; [spoken] is for screen readers. */
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
        DATA to verdict.run { age(statusIssuedAt, trustIssuedAt, moment.takeUnless { Code.CLOCK_BEHIND in reasons }, language) },
    ).mapNotNull { (name, value) -> value?.let { name.text(language) to it } }
    val said = listOf(word.text(language), verdict.sentence(language)) + notes + rows.map { (name, value) -> "$name: $value" }
    return Card(symbol, said[0], verdict.color, stars, said[1], notes, rows, verdict.url, sentences(said, language))
}

/** Returns the day of the data in UTC, that of the status list if one is held, and its age; `null` is a time that is not known. */
fun age(statusIssuedAt: Instant?, trustIssuedAt: Instant?, moment: Instant?, language: Language): String? {
    val issuedAt = statusIssuedAt ?: trustIssuedAt ?: return null
    val days = moment?.let { Duration.between(issuedAt, it).toDays() }
    val old = if (days == null) AGE_UNKNOWN else if (days < 1) TODAY else if (days == 1L) ONE_DAY_OLD else DAYS_OLD
    val (day, age) = issuedAt.atOffset(ZoneOffset.UTC).toLocalDate() to old.text(language, "n" to "$days")
    return (if (statusIssuedAt == null) NO_STATUS else STATUS_OF).text(language, "day" to day, "age" to age)
}

/** Joins texts as sentences. */
fun sentences(texts: List<String>, language: Language): String =
    (if (language == Language.JA) "。" to "" else "." to " ").let { (stop, gap) -> texts.joinToString(gap) { it.removeSuffix(stop) + stop } }
