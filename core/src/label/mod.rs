//! What a label says: its claims as types, and as deterministic CBOR.

mod claims;
mod date;
mod gtin;
#[cfg(test)]
mod tests;
mod text;

pub use claims::ClaimsError;
pub use date::{Date, Timestamp};
pub use gtin::Gtin;

pub use text::{ProductId, Text, ValueError};

use core::fmt;
use core::num::NonZeroU8;

/// A label's level, 1 to 255. What it means is in the scheme's dictionary; JC-STAR has 1 to 4 stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Level(NonZeroU8);

impl Level {
    /// A level from its number.
    ///
    /// # Errors
    /// `Range` for 0.
    pub const fn new(number: u8) -> Result<Self, ValueError> {
        match NonZeroU8::new(number) {
            Some(number) => Ok(Level(number)),
            None => Err(ValueError::Range { what: "level", value: 0, least: 1, most: 255 }),
        }
    }

    /// The number, 1 to 255.
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

/// What the registry states about a product: the claims of the specification's section 4.
///
/// A `Label` holds well-formed values; whether the scheme allows them is for
/// [`Scheme::violations`](crate::Scheme::violations) to say, and whether anybody sealed them for
/// [`AuthenticLabel`](crate::AuthenticLabel).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub(crate) product_id: ProductId,
    pub(crate) level: Level,
    pub(crate) issued_on: Date,
    pub(crate) expires_on: Date,
    pub(crate) status_index: u32,
    pub(crate) criteria: Option<u16>,
    pub(crate) category: Option<u16>,
    pub(crate) holder: Option<Text<128>>,
    pub(crate) model: Option<Text<64>>,
    pub(crate) gtins: Vec<Gtin>,
    pub(crate) evaluator: Option<u16>,
    pub(crate) serial: Option<Text<32>>,
    pub(crate) unknown_claims: usize,
}

impl Label {
    /// The registration number. Opaque: nothing is read into it.
    #[must_use]
    pub fn product_id(&self) -> &ProductId {
        &self.product_id
    }

    /// The level.
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// The first day on which the label counts.
    #[must_use]
    pub fn issued_on(&self) -> Date {
        self.issued_on
    }

    /// The last day on which the label counts, as printed.
    #[must_use]
    pub fn expires_on(&self) -> Date {
        self.expires_on
    }

    /// The position in the issuer's status list.
    #[must_use]
    pub fn status_index(&self) -> u32 {
        self.status_index
    }

    /// The criteria, as a number in the scheme's dictionary.
    #[must_use]
    pub fn criteria(&self) -> Option<u16> {
        self.criteria
    }

    /// The product category, as a number in the scheme's dictionary.
    #[must_use]
    pub fn category(&self) -> Option<u16> {
        self.category
    }

    /// Who applied for the label.
    #[must_use]
    pub fn holder(&self) -> Option<&str> {
        self.holder.as_ref().map(Text::as_str)
    }

    /// The model number printed on the product, for a person to compare.
    #[must_use]
    pub fn model(&self) -> Option<&str> {
        self.model.as_ref().map(Text::as_str)
    }

    /// The numbers under the bar codes on the box; none, or one to four.
    #[must_use]
    pub fn gtins(&self) -> &[Gtin] {
        &self.gtins
    }

    /// Who evaluated the product, as a number in the scheme's dictionary.
    #[must_use]
    pub fn evaluator(&self) -> Option<u16> {
        self.evaluator
    }

    /// The serial number of one unit.
    #[must_use]
    pub fn serial(&self) -> Option<&str> {
        self.serial.as_ref().map(Text::as_str)
    }

    /// How many claims of a later version were passed over.
    #[must_use]
    pub fn unknown_claims(&self) -> usize {
        self.unknown_claims
    }
}
