//! The language of a run: that of `--lang`, else that of the locale.

use starseal::Language;
use std::ffi::OsString;
use std::sync::OnceLock;

/// Returns the language of this run. It is determined once, and before the command line is parsed, because errors of
/// the command line are messages too.
pub(crate) fn language() -> Language {
    // The arguments of a test are not those of the program, and its locale is the developer's.
    if cfg!(test) {
        return Language::En;
    }
    static LANGUAGE: OnceLock<Language> = OnceLock::new();
    *LANGUAGE.get_or_init(|| typed(std::env::args_os().skip(1)).or_else(of_locale).unwrap_or(Language::En))
}

/// Returns the language of the last `--lang`; none if there is none, or no such language.
fn typed(arguments: impl Iterator<Item = OsString>) -> Option<Language> {
    let mut language = None;
    let mut is_next = false;
    for argument in arguments.map_while(|argument| argument.into_string().ok()).take_while(|argument| argument != "--")
    {
        let tag = if is_next { Some(argument.as_str()) } else { argument.strip_prefix("--lang=") };
        language = tag.map_or(language, |tag| tag.parse().ok());
        is_next = argument == "--lang";
    }
    language
}

/// Returns the language of the locale: that of the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set, as in
/// POSIX, else that of the system's settings.
fn of_locale() -> Option<Language> {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).or_else(of_system);
    locale.as_deref().and_then(of_name)
}

/// Returns the language of a locale's name, such as `ja_JP.UTF-8`.
fn of_name(locale: &str) -> Option<Language> {
    locale.split(['.', '@']).next().and_then(Language::from_tag)
}

/// Returns the locale of the system's settings. Unix has it in the environment.
fn of_system() -> Option<String> {
    #[cfg(any(windows, target_os = "macos"))]
    {
        sys_locale::get_locale()
    }
    #[cfg(not(any(windows, target_os = "macos")))]
    {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{of_name, typed};
    use starseal::Language;

    #[test]
    fn the_language_is_the_last_one_that_is_typed() {
        let typed = |line: &str| typed(line.split(' ').map(Into::into));
        assert_eq!(typed("verify --lang ja a.png"), Some(Language::Ja));
        assert_eq!(typed("--lang=ja verify --lang en a.png"), Some(Language::En));
        for line in ["verify a.png", "verify --lang", "verify --lang fr", "verify -- --lang ja", "verify --language=ja"]
        {
            assert_eq!(typed(line), None, "{line}");
        }
    }

    #[test]
    fn a_locale_has_a_language() {
        for (name, language) in [
            ("ja_JP.UTF-8", Some(Language::Ja)),
            ("ja", Some(Language::Ja)),
            ("ja.utf8", Some(Language::Ja)),
            ("ja-JP", Some(Language::Ja)),
            ("en_GB.UTF-8@euro", Some(Language::En)),
            ("C", None),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("fr_FR", None),
        ] {
            assert_eq!(of_name(name), language, "{name}");
        }
    }
}
