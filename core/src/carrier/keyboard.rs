//! What a keyboard-wedge scanner types on a host with another keyboard layout, and how it is undone.
//!
//! A scanner sends keys, chosen by the layout that it is set to, and the host reads the keys by its own layout. Both
//! layouts together give an exact table from the characters that arrive to those that were sent.

use super::framing::is_blank;
use core::fmt;

/// A keyboard layout, of the PC keyboards that R-12 lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyboardLayout {
    /// The US layout, to which scanners are set when they are sold.
    Us,
    /// The Japanese layout of JIS X 6002.
    Jis,
    /// The layout of the United Kingdom.
    Uk,
    /// The French layout, AZERTY.
    French,
    /// The German layout, QWERTZ.
    German,
    /// The layout of Spain.
    Spanish,
}

use KeyboardLayout::{French, German, Jis, Spanish, Uk, Us};

/// The scanner's layout and the host's of each table. Other pairs that R-12 allows have the characters of one of these.
const TABLES: [(KeyboardLayout, KeyboardLayout); 15] = [
    (Us, Us),
    (Us, Jis),
    (Us, French),
    (Us, German),
    (Us, Spanish),
    (Jis, Us),
    (Jis, Uk),
    (Jis, French),
    (Jis, German),
    (Jis, Spanish),
    (French, Us),
    (German, Us),
    (German, Jis),
    (Spanish, Us),
    (Spanish, Jis),
];

/// The number of digit keys, which come first.
const DIGITS: usize = 10;

/// The vowels that a dead key of the Spanish layout changes, and what they become behind each dead key.
const VOWELS: &str = "AEIOUYaeiouy";
const ACCENTED: [(char, &str); 2] = [('´', "ÁÉÍÓÚÝáéíóúý"), ('¨', "ÄËÏÖÜŸäëïöüÿ")];

impl KeyboardLayout {
    /// Returns the characters of the keys without and with Shift. The keys of all layouts are in the same order: the
    /// rows from top to bottom, without those keys that no carrier needs.
    const fn keys(self) -> [&'static str; 2] {
        match self {
            Us => ["1234567890-qwertyuiop]asdfghjkl;'\\zxcvbnm,./", "!@#$%^&*()_QWERTYUIOP}ASDFGHJKL:\"|ZXCVBNM<>?"],
            // Shift and 0 type nothing, for which a noncharacter stands.
            Jis => {
                ["1234567890-qwertyuiop[asdfghjkl;:]zxcvbnm,./", "!\"#$%&'()\u{FFFF}=QWERTYUIOP{ASDFGHJKL+*}ZXCVBNM<>?"]
            }
            Uk => ["1234567890-qwertyuiop]asdfghjkl;'#zxcvbnm,./", "!\"£$%^&*()_QWERTYUIOP}ASDFGHJKL:@~ZXCVBNM<>?"],
            French => ["&é\"'(-è_çà)azertyuiop$qsdfghjklmù*wxcvbn,;:!", "1234567890°AZERTYUIOP£QSDFGHJKLM%µWXCVBN?./§"],
            German => ["1234567890ßqwertzuiop+asdfghjklöä#yxcvbnm,.-", "!\"§$%&/()=?QWERTZUIOP*ASDFGHJKLÖÄ'YXCVBNM;:_"],
            Spanish => {
                ["1234567890'qwertyuiop+asdfghjklñ´çzxcvbnm,.-", "!\"·$%&/()=?QWERTYUIOP*ASDFGHJKLÑ¨ÇZXCVBNM;:_"]
            }
        }
    }
}

impl fmt::Display for KeyboardLayout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Us => "US",
            Jis => "Japanese",
            Uk => "UK",
            French => "French",
            German => "German",
            Spanish => "Spanish",
        })
    }
}

/// What caps lock does to the keys of a host.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Caps {
    Off,
    /// It changes letters, also `ö` or `ñ`.
    Letters,
    /// It changes every key, as Windows has it for French and German.
    All,
}

/// A text as a scanner sent it, with the layouts by which it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) text: String,
    pub(super) scanner: KeyboardLayout,
    pub(super) host: KeyboardLayout,
}

/// Returns what a scanner may have sent, by each table that has all the characters of the text.
pub(super) fn sent(text: &str) -> impl Iterator<Item = Sent> {
    let is_small = text.chars().find(char::is_ascii_alphabetic).is_some_and(|first| first.is_ascii_lowercase());
    let modes = if is_small { [Caps::Letters, Caps::All] } else { [Caps::Off; 2] };
    let of_table = move |(scanner, host)| {
        let count = if is_small && matches!(host, French | German) { 2 } else { 1 };
        let of_mode = move |caps| Some(Sent { text: undone(text, scanner, host, caps)?, scanner, host });
        modes.into_iter().take(count).filter_map(of_mode)
    };
    TABLES.into_iter().flat_map(of_table)
}

/// Reads what a host typed as the keys of its layout, and these by the scanner's layout. Framing is kept.
fn undone(text: &str, scanner: KeyboardLayout, host: KeyboardLayout, caps: Caps) -> Option<String> {
    let [of_host, of_scanner] =
        [host, scanner].map(|layout| layout.keys().map(|keys| keys.chars().collect::<Vec<_>>()));
    // The key of each character, and whether it is typed with Shift. All characters of layouts are of Latin-1.
    let mut places = [None; 256];
    for (keys, is_shifted) in of_host.iter().zip([false, true]) {
        for (key, character) in keys.iter().enumerate() {
            places.get_mut(*character as usize).into_iter().for_each(|place| *place = Some((key, is_shifted)));
        }
    }
    let sent_by = |key: usize, is_shifted: bool| of_scanner.get(usize::from(is_shifted))?.get(key).copied();
    let mut sent = String::with_capacity(text.len());
    for arrived in text.chars() {
        if is_blank(arrived) {
            sent.push(arrived);
            continue;
        }
        let parts = if host == Spanish { without_accent(arrived) } else { [None, Some(arrived)] };
        for part in parts.into_iter().flatten() {
            let (key, is_shifted) = places.get(part as usize).copied().flatten()?;
            let has_letters = || of_host.iter().all(|keys| keys.get(key).copied().is_some_and(is_letter));
            let is_changed = caps == Caps::All || caps == Caps::Letters && has_letters();
            let is_shifted = is_shifted != is_changed;
            let character = sent_by(key, is_shifted)?;
            // A carrier has no small letters. Shift lock may leave some keys alone that are not digits.
            let is_left = caps == Caps::All && key >= DIGITS && !is_sent(character);
            let is_other = character.is_ascii_lowercase() || is_left;
            sent.push(if is_other { sent_by(key, !is_shifted)? } else { character });
        }
    }
    Some(sent)
}

/// Returns whether caps lock changes this character wherever it changes letters only.
const fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || character >= '\u{C0}'
}

/// Returns whether a scanner sends this character: in a carrier in Base41, or for an AIM identifier.
fn is_sent(character: char) -> bool {
    super::typed::is_of_carrier(character) || character == ']'
}

/// Takes a vowel with an accent apart, into the dead key and the vowel.
fn without_accent(character: char) -> [Option<char>; 2] {
    let apart = ACCENTED.into_iter().find_map(|(dead_key, vowels)| {
        let at = vowels.chars().position(|vowel| vowel == character)?;
        Some([Some(dead_key), VOWELS.chars().nth(at)])
    });
    apart.unwrap_or([None, Some(character)])
}
