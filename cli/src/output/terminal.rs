//! The width of the terminal, and texts that fit into it.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Characters before which no line is broken, as Japanese typesetting has it (JIS X 4051).
const NOT_AT_START: &str = "、。，．・：；？！ー）」』】〕〉》…";
/// Characters after which no line is broken.
const NOT_AT_END: &str = "（「『【〔〈《";

/// Returns the width of the terminal in cells; none if standard output is not a terminal, so that nothing is shortened
/// in files and pipes.
pub(crate) fn width() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0)).filter(|width| *width > 0)
}

/// Breaks a text into lines of at most `room` cells: after spaces, between Japanese letters, and within a word only if
/// the word is longer than a line.
pub(crate) fn wrapped(text: &str, room: usize) -> Vec<String> {
    let room = room.max(2);
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let line = lines.last_mut().map_or(0, |line| line.width());
        if line > 0 && line + piece.trim_end().width() > room {
            lines.push(String::new());
        }
        for letter in piece.chars() {
            let full = lines.last().is_some_and(|line| line.width() + letter.width().unwrap_or(0) > room);
            if full && letter != ' ' {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push(letter);
            }
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Splits a text into pieces that are not broken if possible: words with the spaces after them, and wide letters.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before = ' ';
    for letter in text.chars() {
        let is_wide = |letter: char| letter.width() == Some(2);
        let may_break = match (before, letter) {
            (' ', letter) => letter != ' ',
            (_, letter) => letter != ' ' && (is_wide(before) || is_wide(letter)),
        };
        let is_bound = NOT_AT_START.contains(letter) || NOT_AT_END.contains(before);
        match pieces.last_mut() {
            Some(piece) if !may_break || is_bound => piece.push(letter),
            _ => pieces.push(letter.to_string()),
        }
        before = letter;
    }
    pieces
}

/// The end of a text that stays if it is shortened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// The start, as of a name.
    Start,
    /// The end, as of a path, which ends in the name of the file.
    End,
}

/// Returns a text of at most `room` cells, with `…` in place of what is left out.
pub(crate) fn shortened_to(text: &str, room: usize, keep: Keep) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut left = room.saturating_sub(1);
    let mut fits = |letter: &char| {
        let width = letter.width().unwrap_or(0);
        let fits = width <= left;
        left = if fits { left - width } else { 0 };
        fits
    };
    match keep {
        Keep::Start => text.chars().take_while(|letter| fits(letter)).chain(['…']).collect(),
        Keep::End => {
            let mut kept: Vec<char> = text.chars().rev().take_while(|letter| fits(letter)).collect();
            kept.push('…');
            kept.iter().rev().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Keep, shortened_to, wrapped};
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn lines_are_broken_between_words_and_between_japanese_letters() {
        assert_eq!(
            wrapped("look up the product ID at the registry", 16),
            ["look up the", "product ID at", "the registry"]
        );
        assert_eq!(wrapped("登録機関で調べてください。", 14), ["登録機関で調べ", "てください。"]);
        // A full stop never starts a line, and a bracket never ends one.
        assert_eq!(wrapped("一二三四。五", 8), ["一二三", "四。五"]);
        assert_eq!(wrapped("一二三（四五）", 8), ["一二三", "（四五）"]);
        assert_eq!(wrapped("鍵 21dfe8b1 で署名", 12), ["鍵 21dfe8b1", "で署名"]);
        assert_eq!(wrapped("", 10), [""]);
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken() {
        assert_eq!(wrapped("see labels/EX-000101.png", 8), ["see", "labels/E", "X-000101", ".png"]);
    }

    #[test]
    fn no_line_is_wider_than_the_room() {
        let text = "制度の規則（R-72）により、key 21dfe8b1 の labels/見本電機株式会社.png は確認できません。 More words follow。";
        for room in 2..60 {
            let lines = wrapped(text, room);
            assert!(lines.iter().all(|line| line.width() <= room + 2), "{room}: {lines:?}");
            let joined: String = lines.concat().split_whitespace().collect();
            assert_eq!(joined, text.split_whitespace().collect::<String>(), "{room}");
        }
    }

    #[test]
    fn shortened_texts_fit() {
        assert_eq!(shortened_to("Example Camera Ltd.", 12, Keep::Start), "Example Cam…");
        assert_eq!(shortened_to("labels/EX-000101.png", 12, Keep::End), "…-000101.png");
        assert_eq!(shortened_to("見本電機株式会社", 8, Keep::Start), "見本電…");
        assert_eq!(shortened_to("short", 5, Keep::Start), "short");
    }
}
