package dev.starseal

/**
 * A language of sentences.
 *
 * @property tag its tag (BCP 47).
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
 * @property en in English.
 * @property ja in Japanese.
 */
public data class Names(
    val en: String,
    val ja: String,
) {
    /** The name in a language: `names[Language.JA]`. */
    public operator fun get(language: Language): String =
        when (language) {
            Language.EN -> en
            Language.JA -> ja
        }
}
