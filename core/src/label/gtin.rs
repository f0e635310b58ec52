//! GTIN: the number under the bar code (JAN in Japan).

use super::ValueError;
use core::fmt;
use core::num::NonZeroU64;

/// A Global Trade Item Number of up to 14 digits.
///
/// The type holds any number of that size; [`check_digit_holds`](Self::check_digit_holds) is asked of the scheme's
/// rules, so that a label with a mistyped one is told apart from one that is not well-formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Gtin(NonZeroU64);

impl Gtin {
    /// The greatest, of 14 digits.
    pub const MAX: u64 = 99_999_999_999_999;

    /// A GTIN from its number.
    ///
    /// # Errors
    /// `Range` for 0 and for more than 14 digits.
    pub fn new(number: u64) -> Result<Self, ValueError> {
        match NonZeroU64::new(number) {
            Some(nonzero) if number <= Gtin::MAX => Ok(Gtin(nonzero)),
            _ => Err(ValueError::Range { what: "GTIN", value: number.into(), least: 1, most: 99_999_999_999_999 }),
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0.get()
    }

    /// Whether the last digit is the check digit of GS1: with weights 1 and 3 from the right, the digits sum to a
    /// multiple of 10.
    #[must_use]
    pub fn check_digit_holds(self) -> bool {
        let digits = core::iter::successors(Some(self.get()), |rest| Some(rest / 10)).take(14).map(|rest| rest % 10);
        digits.zip([1, 3].iter().cycle()).map(|(digit, weight)| digit * weight).sum::<u64>() % 10 == 0
    }
}

impl core::str::FromStr for Gtin {
    type Err = ValueError;

    /// Reads 8, 12, 13 or 14 digits, leading zeros included.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        if !matches!(text.len(), 8 | 12 | 13 | 14) || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(ValueError::GtinDigits { what: "GTIN" });
        }
        Gtin::new(text.parse().map_err(|_| ValueError::GtinDigits { what: "GTIN" })?)
    }
}

impl fmt::Display for Gtin {
    /// Writes the shortest of 8, 12, 13 and 14 digits that holds the number, as it is printed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = match self.get() {
            0..100_000_000 => 8,
            100_000_000..1_000_000_000_000 => 12,
            1_000_000_000_000..10_000_000_000_000 => 13,
            _ => 14,
        };
        f.pad(&format!("{:0width$}", self.get()))
    }
}
