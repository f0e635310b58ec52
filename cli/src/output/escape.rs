//! Escapes text of unknown origin for a terminal.

use starseal::label::is_hidden;
use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;

/// Returns a path with such characters escaped.
pub(crate) fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy()).into_owned()
}

/// Returns a text in which characters that control a terminal or disguise text are escaped as `\u{1b}`.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hidden(c) {
            // Writing to a String cannot fail.
            let _ = write!(escaped, "{}", c.escape_unicode());
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// Returns the first `most` characters of a text, with `…` if there are more.
pub(crate) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{printable, shortened};

    #[test]
    fn control_and_bidi_characters_are_escaped() {
        assert_eq!(printable("a\u{1b}[2Jb\u{202e}c\n"), "a\\u{1b}[2Jb\\u{202e}c\\u{a}");
    }

    #[test]
    fn characters_that_nobody_sees_are_escaped() {
        let text = "a\u{9b}b\u{200b}c\u{e0041}d\u{fe0f}e\u{3164}f\u{e000}\u{2029}";
        let shown = "a\\u{9b}b\\u{200b}c\\u{e0041}d\\u{fe0f}e\\u{3164}f\\u{e000}\\u{2029}";
        assert_eq!(printable(text), shown);
    }

    #[test]
    fn ordinary_text_is_unchanged() {
        assert_eq!(printable("サンプル電機 ★3 CAM-100"), "サンプル電機 ★3 CAM-100");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(shortened("★★★", 2), "★★…");
        assert_eq!(shortened("★★", 2), "★★");
    }
}
