//! Texts that are printed and shown: bounded, and without characters that could disguise them.

use crate::code::Code;
use core::fmt;
use core::str::FromStr;

/// Why a value cannot be a claim's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValueError {
    /// A number out of its range.
    #[error("{what} is {value}, not in {least} to {most}")]
    Range {
        /// Which value.
        what: &'static str,
        /// The number given.
        value: i128,
        /// The least allowed.
        least: i64,
        /// The greatest allowed.
        most: i64,
    },
    /// A text that is empty or too long.
    #[error("{what} has {bytes} bytes, not 1 to {most}")]
    Length {
        /// Which value.
        what: &'static str,
        /// Its length in bytes of UTF-8.
        bytes: usize,
        /// The greatest allowed.
        most: usize,
    },
    /// A character that could disguise a text: a control character, a line separator or a bidi control.
    #[error("{what} contains the character U+{character:04X}, which is not allowed there")]
    Character {
        /// Which value.
        what: &'static str,
        /// Its Unicode number.
        character: u32,
    },
    /// A text that is not a calendar date, written YYYY-MM-DD.
    #[error("{what} is not a date written YYYY-MM-DD")]
    Date {
        /// Which value.
        what: &'static str,
    },
    /// A text that is not a number in its range.
    #[error("{what} is not a number from {least} to {most}")]
    Number {
        /// Which value.
        what: &'static str,
        /// The least allowed.
        least: i64,
        /// The greatest allowed.
        most: i64,
    },
    /// A text that is not an instant, written YYYY-MM-DDTHH:MM:SSZ, or an instant outside 1970 to 9999.
    #[error("{what} is not an instant from 1970 to 9999, written YYYY-MM-DDTHH:MM:SSZ")]
    Timestamp {
        /// Which value.
        what: &'static str,
    },
    /// A text that is not a number of 8, 12, 13 or 14 digits.
    #[error("{what} is not a number of 8, 12, 13 or 14 digits")]
    GtinDigits {
        /// Which value.
        what: &'static str,
    },
    /// None, or more GTINs than a label holds, or one twice.
    #[error("a label names one to four different GTINs")]
    GtinList,
}

impl ValueError {
    /// `bad-value`. In a label that was read, the verdict's own code says more.
    #[must_use]
    pub const fn code(&self) -> Code {
        Code::BadValue
    }
}

/// A text of 1 to `MAX` bytes of UTF-8, fit to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text<const MAX: usize>(Box<str>);

impl<const MAX: usize> Text<MAX> {
    /// Takes a text; `what` names it in errors.
    ///
    /// # Errors
    /// `Length` or `Character`.
    pub fn new(what: &'static str, text: &str) -> Result<Self, ValueError> {
        check_length(what, text, MAX)?;
        match text.chars().find(|&c| disguises(c)) {
            Some(c) => Err(ValueError::Character { what, character: c.into() }),
            None => Ok(Text(text.into())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The registration number: 1 to 32 characters from `!` to `~`, opaque.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProductId(Box<str>);

impl ProductId {
    /// Takes a registration number as it is printed.
    ///
    /// # Errors
    /// `Length` or `Character`.
    pub fn new(text: &str) -> Result<Self, ValueError> {
        let what = "product ID";
        check_length(what, text, 32)?;
        match text.chars().find(|c| !c.is_ascii_graphic()) {
            Some(c) => Err(ValueError::Character { what, character: c.into() }),
            None => Ok(ProductId(text.into())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProductId {
    type Err = ValueError;

    /// Reads a registration number as it is printed.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        ProductId::new(text)
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for ProductId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

fn check_length(what: &'static str, text: &str, most: usize) -> Result<(), ValueError> {
    match text.len() {
        bytes if bytes == 0 || bytes > most => Err(ValueError::Length { what, bytes, most }),
        _ => Ok(()),
    }
}

/// Characters that make a text look like another one, or drive a terminal.
fn disguises(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{061C}' | '\u{200E}' | '\u{200F}')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
