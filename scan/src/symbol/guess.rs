//! Tells code page 932 from other encodings in bytes that do not declare theirs.
//!
//! Bytes of other encodings are often valid in code page 932 by chance: "présent" in ISO 8859-1 is "pr駸ent" there. Of
//! French texts half are, and of Polish, Chinese and Korean ones a fifth to a half. The rules here leave 0 to 0.5 % of
//! Western texts, 1 % of Slavic ones in Latin letters, 1 to 3 % of Cyrillic and Greek ones and 7 to 11 % of Chinese and
//! Korean ones, and they refuse 0.02 % of Japanese texts and 0.2 % of those in half-width katakana alone. These are the
//! shares of the messages of programs in each language, in the encoding that Windows or Unix had for it.

/// Returns whether bytes that are valid in code page 932 are likely to be that.
pub(super) fn is_likely_cp932(bytes: &[u8]) -> bool {
    !is_western(bytes) && !is_unusual(bytes)
}

/// Returns whether every byte that is not ASCII may be a letter with an accent, or an apostrophe, a quotation mark or a
/// dash, in a Western encoding (ISO 8859-1, Windows 1250 to 1254): it stands alone or with one other beside ASCII
/// letters.
fn is_western(bytes: &[u8]) -> bool {
    let mut before = b' ';
    let mut rest = bytes;
    while let Some(first) = rest.first().copied() {
        let length = rest.iter().take_while(|byte| !byte.is_ascii()).count();
        let (run, after) = rest.split_at(length.max(1));
        let beside = [before, after.first().copied().unwrap_or(b' ')].map(|byte| byte.is_ascii_alphabetic());
        let (is_between_letters, is_beside_letter) = (beside == [true; 2], beside != [false; 2]);
        // Quotation marks and dashes, and the bytes that the kanji in common use do not begin with.
        let is_mark = (0x91..=0x97).contains(&first);
        let is_letters = match run {
            [0..=0x7f] | [0xa0..=0xff] => true,
            [0x99..=0xff] => is_beside_letter,
            [_] => is_mark && is_between_letters,
            [0x99..=0xff, 0xe0..=0xff] | [0xe0..=0xff, 0x99..=0xff] => is_beside_letter,
            [0x99..=0xff, 0x99..=0xff] => is_between_letters,
            [_, 0xc0..=0xff] => is_mark && is_between_letters,
            _ => false,
        };
        if !is_letters {
            return false;
        }
        before = first;
        rest = after;
    }
    true
}

/// Returns whether bytes have none of the common characters of code page 932, and are several of its rare kanji, some
/// of them between half-width katakana, or half-width katakana in an order that no word has.
fn is_unusual(bytes: &[u8]) -> bool {
    let (mut katakana, mut rare) = (0, 0);
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        match byte {
            0..=0x80 => {}
            0xa0..=0xdf => katakana += 1,
            // Kana, signs, and the kanji of level 1, which are those in common use.
            0x81..=0x98 => return false,
            _ => {
                rest.next();
                rare += 1;
            }
        }
    }
    rare > 2 || rare > 0 && katakana > 0 || rare == 0 && is_misspelled(bytes)
}

/// Returns whether a voiced or semi-voiced sound mark stands behind a katakana that has none, or a small katakana or a
/// mark of length stands at the start of a word.
fn is_misspelled(bytes: &[u8]) -> bool {
    let before = core::iter::once(b' ').chain(bytes.iter().copied());
    before.zip(bytes).any(|(before, byte)| {
        let is_h = (0xca..=0xce).contains(&before);
        match byte {
            0xa6..=0xb0 => before < 0xa6,
            0xde => !(is_h || before == 0xb3 || (0xb6..=0xc4).contains(&before)),
            0xdf => !is_h,
            _ => false,
        }
    })
}
