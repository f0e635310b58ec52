//! A label's claims as types.

use super::{Date, Gtin, Level, ProductId, Text};

/// What the registry states about a product: the claims of the specification's section 4.
///
/// A `Label` holds well-formed values; whether the scheme allows them is for
/// [`Scheme::violations`](crate::trust::Scheme::violations) to say, and whether anybody sealed them for
/// [`AuthenticLabel`](crate::verify::AuthenticLabel).
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
