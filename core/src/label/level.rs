//! The level of a label.

use super::ValueError;
use core::fmt;
use core::num::NonZeroU8;
use core::str::FromStr;

/// The level of a label, 1 to 255. The scheme's dictionary defines its meaning; JC-STAR has 1 to 4 stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Level(NonZeroU8);

impl Level {
    /// Makes a level from its number.
    ///
    /// # Errors
    /// `Range` if the number is 0.
    pub const fn new(number: u8) -> Result<Self, ValueError> {
        match NonZeroU8::new(number) {
            Some(number) => Ok(Level(number)),
            None => Err(ValueError::Range { what: "level", value: 0, least: 1, most: 255 }),
        }
    }

    /// Returns the number, 1 to 255.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0.get()
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Level {
    type Err = ValueError;

    /// Reads a number from 1 to 255 in decimal digits.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = if is_number { text.parse().ok() } else { None };
        Level::new(number.ok_or(ValueError::Number { what: "level", least: 1, most: 255 })?)
    }
}
