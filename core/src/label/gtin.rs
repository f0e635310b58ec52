//! GTINs: the numbers under bar codes (JAN in Japan).

use super::ValueError;
use core::fmt;
use core::num::NonZeroU64;

/// A Global Trade Item Number of up to 14 digits; in Japan, a JAN code.
///
/// The check digit may be wrong: [`check_digit_holds`](Self::check_digit_holds) is a rule of the scheme, so that
/// a label with a mistyped number is `scheme-violation` and not `malformed-claims`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Gtin(NonZeroU64);

impl Gtin {
    /// The largest GTIN, which has 14 digits.
    pub const MAX: u64 = 99_999_999_999_999;

    /// Makes a GTIN from its number.
    ///
    /// # Errors
    /// `Range` if the number is 0 or has more than 14 digits.
    pub fn new(number: u64) -> Result<Self, ValueError> {
        match NonZeroU64::new(number) {
            Some(nonzero) if number <= Gtin::MAX => Ok(Gtin(nonzero)),
            _ => Err(ValueError::Range { what: "GTIN", value: number.into(), least: 1, most: 99_999_999_999_999 }),
        }
    }

    /// Returns the number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0.get()
    }

    /// Returns whether the last digit is the check digit of GS1: with weights 1 and 3 from the right, the sum of the
    /// digits is a multiple of 10.
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
