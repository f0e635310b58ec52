//! Texts that a keyboard typed: a wedge scanner's, or a person's (R-12).

use super::framing::{cells, without_ends, without_typed_ends};
use super::keyboard::{KeyboardLayout, Sent, sent};
use super::text::is_whole;
use super::{CarrierError, CarrierForm, CarrierText};
use crate::limits::MAX_CARRIER_BYTES;

/// What a keyboard, its settings or an input method made of a label's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum KeyboardFault {
    /// The letters are small ones.
    #[error("the text reads like a label in small letters, as caps lock types them")]
    CapsLock,
    /// The characters are the wide ones of a Japanese input method.
    #[error("the text reads like a label in full-width characters, as a Japanese input method types them")]
    FullWidth,
    /// The layout of the scanner is not that of the host.
    #[error("the text reads like a label from a scanner set to a {scanner} keyboard, on a host set to a {host} one")]
    Layout {
        /// The layout to which the scanner seems to be set.
        scanner: KeyboardLayout,
        /// The layout to which the host seems to be set.
        host: KeyboardLayout,
    },
    /// The text would be a label by several layouts, and a different one by each.
    #[error("the text reads like a label typed on another keyboard layout, and several layouts fit")]
    SeveralLayouts,
    /// The layout of the host has no table in R-12.
    #[error("the text starts like a label typed on another keyboard layout{}", such_as(*name))]
    OtherLayout {
        /// The layouts that type this start.
        name: Option<&'static str>,
    },
    /// The input method of the host makes kana of what a scanner types.
    #[error("the text starts like a label typed with a Japanese input method that makes kana of it")]
    Kana,
}

fn such_as(name: Option<&str>) -> String {
    name.map(|name| format!(", such as {name}")).unwrap_or_default()
}

impl KeyboardFault {
    /// Returns `caps-lock`, `full-width`, `keyboard-layout`, `several-layouts`, `other-layout` or `kana`. These codes
    /// are stable.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            KeyboardFault::CapsLock => "caps-lock",
            KeyboardFault::FullWidth => "full-width",
            KeyboardFault::Layout { .. } => "keyboard-layout",
            KeyboardFault::SeveralLayouts => "several-layouts",
            KeyboardFault::OtherLayout { .. } => "other-layout",
            KeyboardFault::Kana => "kana",
        }
    }

    /// Finds what a keyboard did to a text that is no carrier as it is; none if it does not look like that.
    ///
    /// [`CarrierText::typed`] undoes most of it, and it says the rest in its error. So this is for text of which the
    /// caller does not know whether it was typed.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let folded = folded(text)?;
        let is_folded = folded != text;
        match repairs(&folded).ok()?.as_slice() {
            [] => {
                let is_wide = is_folded && CarrierText::form_of(&folded).is_some();
                guess(without_ends(&folded)).or(is_wide.then_some(KeyboardFault::FullWidth))
            }
            [_] if is_folded => Some(KeyboardFault::FullWidth),
            [Sent { text: same, .. }] if text.contains(same) => None,
            [Sent { scanner, host, .. }] if scanner == host => Some(KeyboardFault::CapsLock),
            [Sent { scanner, host, .. }] => Some(KeyboardFault::Layout { scanner: *scanner, host: *host }),
            _ => Some(KeyboardFault::SeveralLayouts),
        }
    }
}

/// What `://` becomes on layouts that have no table, and whose they are.
const OTHER_STARTS: [(&str, &str); 11] = [
    ("Ş..", "Turkish"),
    ("ş..", "Turkish"),
    ("i..", "Turkish"),
    ("ç--", "Italian"),
    ("Ç--", "Portuguese"),
    ("Ø--", "Norwegian"),
    ("Æ--", "Danish"),
    ("é--", "Swiss"),
    ("M==", "Belgian"),
    (".>>", "French"),
    ("Ö--", "German, Swedish or Finnish"),
];

impl CarrierText {
    /// Reads a carrier that a keyboard typed: that of a keyboard-wedge scanner, or of a person (R-12). What another
    /// keyboard layout, caps lock or a Japanese input method did to it is undone, where that is exact, and framing is
    /// taken off (R-83).
    ///
    /// Use it only for typed text: text from a camera must not be repaired.
    ///
    /// ```
    /// use starseal::CarrierText;
    /// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
    /// # let carrier = common::carrier(&common::sealed());
    ///
    /// // A scanner with the US layout on a Japanese host types `+` for `:` and `(` for `*`.
    /// let arrived = carrier.as_str().replace(':', "+").replace('*', "(");
    /// assert!(CarrierText::parse(&arrived).is_err());
    /// assert_eq!(CarrierText::typed(&arrived)?, carrier);
    /// # Ok::<(), starseal::carrier::CarrierError>(())
    /// ```
    ///
    /// # Errors
    /// As for [`parse`](Self::parse), and `Keyboard` if the text looks as if it was typed with a layout or an input
    /// method that cannot be undone, or if more than one layout fits. A verifier decides between several by their
    /// signatures.
    pub fn typed(text: &str) -> Result<Self, CarrierError> {
        let mut readings = CarrierText::readings(text)?;
        match readings.pop() {
            Some(carrier) if readings.is_empty() => Ok(carrier),
            _ => Err(CarrierError::several_layouts()),
        }
    }

    /// Returns the carriers that a typed text may be, at least one.
    pub(crate) fn readings(text: &str) -> Result<Vec<Self>, CarrierError> {
        let folded = folded(text).ok_or(CarrierError::TooLong { bytes: text.len() })?;
        let as_it_is = CarrierText::parse(&folded).map(|carrier| vec![carrier]);
        let is_for_links = CarrierText::form_of(&folded) == Some(CarrierForm::Base64url);
        if is_for_links || matches!(as_it_is, Err(CarrierError::Several { .. })) {
            return as_it_is;
        }
        match repairs(&folded)?.as_slice() {
            [] => as_it_is.map_err(|error| error.by_keyboard(text)),
            [one] => CarrierText::parse(&one.text).map(|carrier| vec![carrier]),
            several => Ok(several.iter().filter_map(|sent| CarrierText::parse(&sent.text).ok()).collect()),
        }
    }
}

impl CarrierError {
    pub(crate) fn several_layouts() -> Self {
        CarrierError::Keyboard { fault: KeyboardFault::SeveralLayouts, code: CarrierError::NotALabel.code() }
    }

    /// Names what a keyboard did to the text that this error is about, if it looks like that.
    pub(crate) fn by_keyboard(self, text: &str) -> Self {
        let is_of_content =
            matches!(self, CarrierError::NotALabel | CarrierError::NotAlone | CarrierError::BadBase41(_));
        match KeyboardFault::find(text) {
            Some(fault) if is_of_content => CarrierError::Keyboard { fault, code: self.code() },
            _ => self,
        }
    }
}

/// Returns the texts that a typed text may have been, without framing and each once. A text that needs no repair is the
/// only one.
fn repairs(text: &str) -> Result<Vec<Sent>, CarrierError> {
    let whole = repairs_of_cell(text);
    if !whole.is_empty() {
        return Ok(whole);
    }
    let mut rows = Vec::new();
    let mut has_address = false;
    for cell in cells(text) {
        match repairs_of_cell(cell) {
            none if none.is_empty() => has_address |= cell.contains('/'),
            found => rows.push(found),
        }
    }
    match rows.len() {
        0 | 1 => Ok(rows.pop().filter(|_| !has_address).unwrap_or_default()),
        labels => Err(CarrierError::Several { labels }),
    }
}

fn repairs_of_cell(cell: &str) -> Vec<Sent> {
    let typed = without_typed_ends(cell);
    let mut found: Vec<Sent> = Vec::new();
    for mut sent in sent(typed) {
        sent.text = without_ends(&sent.text).to_owned();
        if !is_carrier(&sent.text) || found.iter().any(|other| other.text == sent.text) {
            continue;
        }
        if sent.text == typed {
            return vec![sent];
        }
        found.push(sent);
    }
    found
}

/// Returns whether a text has the start, the parts and the characters of a carrier in Base41.
fn is_carrier(text: &str) -> bool {
    let has_start = text.starts_with("HTTPS://") || text.starts_with(super::text::BASE41_START);
    has_start && text.chars().all(is_of_carrier) && is_whole(text)
}

/// Returns whether a carrier in Base41 may have this character, in its prefix or its payload (R-4, R-9).
pub(super) fn is_of_carrier(character: char) -> bool {
    matches!(character, '0'..='9' | 'A'..='Z' | '$' | '*' | '-' | '.' | ':' | '/')
}

/// Returns the text with the wide characters of a Japanese input method as those of ASCII (R-12); none if it is longer
/// than any carrier then.
pub(crate) fn folded(text: &str) -> Option<String> {
    // A wide character has three bytes.
    if text.len() > 3 * MAX_CARRIER_BYTES {
        return None;
    }
    let narrow = |c| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        'ー' | 'ｰ' | '\u{2010}' | '\u{2212}' => '-',
        '。' | '｡' => '.',
        '・' | '･' => '/',
        '、' | '､' => ',',
        '「' | '｢' => '[',
        '」' | '｣' => ']',
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201C}' | '\u{201D}' => '"',
        _ => c,
    };
    Some(text.chars().map(narrow).collect::<String>()).filter(|text| text.len() <= MAX_CARRIER_BYTES)
}

/// Tells from the start of a text how it was typed. In `HTTPS://`, the second and the third character are the same, and
/// so are the last two; whatever a keyboard makes of them, that stays so.
fn guess(text: &str) -> Option<KeyboardFault> {
    let is_kana = |c: &char| matches!(c, 'ぁ'..='ヿ' | '\u{FF66}'..='\u{FF9F}');
    let start: Vec<char> = text.chars().take(8).collect();
    // `ht` as an input method reads it by sound, and `I2W` in both ways.
    let by_sound = ["hっ", "い2w", "にふて", "ニフテ", "ﾆﾌﾃ"];
    if by_sound.iter().any(|start| text.starts_with(start)) {
        return Some(KeyboardFault::Kana);
    }
    let &[h, t, again, p, s, colon, slash, last] = start.as_slice() else { return None };
    let different = [h, t, p, s, colon, slash];
    let has_pattern = t == again
        && slash == last
        && different
            .iter()
            .enumerate()
            .all(|(at, c)| !c.is_whitespace() && !different.iter().skip(at + 1).any(|d| c == d));
    let is_web = [colon, slash] == [':', '/'];
    if !has_pattern || is_web || text.len() < 40 || text.chars().any(char::is_whitespace) {
        None
    } else if start.iter().any(is_kana) {
        Some(KeyboardFault::Kana)
    } else {
        let ends = |(end, _): &&(&str, _)| start.iter().skip(5).copied().eq(end.chars());
        Some(KeyboardFault::OtherLayout { name: OTHER_STARTS.iter().find(ends).map(|(_, name)| *name) })
    }
}
