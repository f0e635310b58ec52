package dev.starseal

/**
 * A language of the sentences.
 *
 * @property tag the language tag (BCP 47).
 */
public enum class Language(
    public val tag: String,
) {
    /** English. */
    EN("en"),

    /** Japanese. */
    JA("ja"),
}

/**
 * A name in both languages.
 *
 * @property en the name in English.
 * @property ja the name in Japanese.
 */
public data class Names(
    val en: String,
    val ja: String,
) {
    /** Returns the name in a language: `names[Language.JA]`. */
    public operator fun get(language: Language): String =
        when (language) {
            Language.EN -> en
            Language.JA -> ja
        }
}
