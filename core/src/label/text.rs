//! Texts that are printed and shown. Their length is limited, and they must not contain characters that could make one
//! text look like another.

use super::characters::is_hidden;
use crate::code::Code;
use crate::limits::MAX_GTINS;
use core::fmt;
use core::str::FromStr;

/// Why a value is not allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValueError {
    /// A number is out of its range.
    #[error("{what} is {value}, not in {least} to {most}")]
    Range {
        /// The name of the value.
        what: &'static str,
        /// The number that was given.
        value: i128,
        /// The smallest number allowed.
        least: i64,
        /// The largest number allowed.
        most: i64,
    },
    /// A text is empty or too long.
    #[error("{what} has {bytes} bytes, not 1 to {most}")]
    Length {
        /// The name of the value.
        what: &'static str,
        /// The length in bytes of UTF-8.
        bytes: usize,
        /// The largest length allowed.
        most: usize,
    },
    /// A text has a character that is not allowed there: in a text that is shown, a control character, a line
    /// separator, a character that is not visible, or one of private use.
    #[error("{what} contains the character U+{character:04X}, which is not allowed there")]
    Character {
        /// The name of the value.
        what: &'static str,
        /// The Unicode number of the character.
        character: u32,
    },
    /// A text of a label to be issued is not in normalization form C.
    #[error(
        "{what} is not in Unicode's normalization form C: character {position} is U+{character:04X}, \
         in place of U+{composed:04X}"
    )]
    NotNormalized {
        /// The name of the value.
        what: &'static str,
        /// The position of the first character that differs, counted from 1.
        position: usize,
        /// The Unicode number of the character.
        character: u32,
        /// The Unicode number of the character that the normalized text has there.
        composed: u32,
    },
    /// A text of a label to be issued has a blank at one of its ends, or one that looks like a space and is none
    ///
    #[error("{what} has the blank U+{character:04X} as character {position}, which is not allowed there")]
    Blank {
        /// The name of the value.
        what: &'static str,
        /// The position of the blank, counted from 1.
        position: usize,
        /// The Unicode number of the blank.
        character: u32,
    },
    /// A text is not a calendar date, written YYYY-MM-DD.
    #[error("{what} is not a date written YYYY-MM-DD")]
    Date {
        /// The name of the value.
        what: &'static str,
    },
    /// A text is not a number in its range.
    #[error("{what} is not a number from {least} to {most}")]
    Number {
        /// The name of the value.
        what: &'static str,
        /// The smallest number allowed.
        least: i64,
        /// The largest number allowed.
        most: i64,
    },
    /// A text is not an instant, written YYYY-MM-DDTHH:MM:SSZ, or an instant is not in 1970 to 9999.
    #[error("{what} is not an instant from 1970 to 9999, written YYYY-MM-DDTHH:MM:SSZ")]
    Timestamp {
        /// The name of the value.
        what: &'static str,
    },
    /// A text is not a number of 8, 12, 13 or 14 digits.
    #[error("{what} is not a number of 8, 12, 13 or 14 digits")]
    GtinDigits {
        /// The name of the value.
        what: &'static str,
    },
    /// The language of a name is not a tag of BCP 47 in the form that trust lists have it.
    #[error("the language of a name is not a language tag such as ja, zh-Hant or pt-BR")]
    LanguageTag,
    /// A list of GTINs is empty, too long, or has one of them twice.
    #[error("the list of GTINs does not have one to {MAX_GTINS} different entries")]
    GtinList,
}

impl ValueError {
    /// Returns `bad-value`. The verdict about a label that has such a value reports another code.
    #[must_use]
    pub const fn code(&self) -> Code {
        Code::BadValue
    }
}

/// A text of 1 to `MAX` bytes of UTF-8 that can be shown: it has no control characters, line separators, characters
/// that are not visible, or characters of private use.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text<const MAX: usize>(Box<str>);

impl<const MAX: usize> Text<MAX> {
    /// Checks a text; `what` is its name in errors.
    ///
    /// # Errors
    /// `Length` or `Character`.
    pub fn new(what: &'static str, text: &str) -> Result<Self, ValueError> {
        check_length(what, text, MAX)?;
        match text.chars().find(|&c| is_hidden(c)) {
            Some(c) => Err(ValueError::Character { what, character: c.into() }),
            None => Ok(Text(text.into())),
        }
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A registration number: 1 to 32 characters from `!` to `~`. It is opaque: it has no structure that a program
/// may rely on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProductId(Box<str>);

impl ProductId {
    /// Checks a registration number, written as it is printed.
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

    /// Returns the text.
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
