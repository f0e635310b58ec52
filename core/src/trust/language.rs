//! Language tags of names.

/// The maximum length of a language tag (RFC 5646 section 4.4.1).
const MAX_TAG: usize = 35;

/// Returns whether a text is a language tag of BCP 47 in the form that trust lists have it: a language of two or
/// three letters, then optionally a script, a region and variants, in the case of RFC 5646 section 2.1.1. So there is
/// one spelling for each tag.
pub(super) fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-').peekable();
    let lower = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase());
    let language = subtags.next().is_some_and(|text| matches!(text.len(), 2 | 3) && lower(text));
    let is_script = |text: &str| {
        text.len() == 4 && text.starts_with(|c: char| c.is_ascii_uppercase()) && text.get(1..).is_some_and(lower)
    };
    let is_region = |text: &str| match text.len() {
        2 => text.bytes().all(|b| b.is_ascii_uppercase()),
        3 => text.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    };
    let is_variant = |text: &str| {
        let least = if text.starts_with(|c: char| c.is_ascii_digit()) { 4 } else { 5 };
        (least..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    subtags.next_if(|text| is_script(text));
    subtags.next_if(|text| is_region(text));
    language && tag.len() <= MAX_TAG && subtags.all(is_variant)
}

#[cfg(test)]
mod tests {
    use super::is_language_tag;

    #[test]
    fn r_88_well_formed_tags() {
        for tag in [
            "en",
            "ja",
            "gsw",
            "zh-Hant",
            "zh-Hant-TW",
            "pt-BR",
            "es-419",
            "de-CH-1901",
            "sl-rozaj-biske",
            "ca-ES-valencia",
            "de-Latn-DE-1996",
            "hy-Latn-IT-arevela",
        ] {
            assert!(is_language_tag(tag), "{tag}");
        }
    }

    #[test]
    fn r_88_other_texts() {
        for tag in [
            "",
            "-",
            "e",
            "EN",
            "En",
            "engl",
            "english",
            "en-",
            "-en",
            "en--US",
            "en_US",
            "en-us",
            "en-Us",
            "zh-hant",
            "zh-HANT",
            "zh-TW-Hant",
            "en-US-GB",
            "es-41",
            "en-1",
            "en-a1b2",
            "en-x-private",
            "x-private",
            "i-klingon",
            "en-u-ca-japanese",
            "zh-cmn",
            "en\u{1b}",
            "en\u{202e}",
            "日本",
            "en-abcdefghi",
            "en-Éabc",
            "e\u{301}n",
            "de-variant1-variant2-variant3-variant4",
            " en",
            "en ",
            "en\n",
        ] {
            assert!(!is_language_tag(tag), "{tag:?}");
        }
    }
}
