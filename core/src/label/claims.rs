//! The claims of a label as types.

use super::{Date, Gtin, Level, ProductId, Text};

/// The claims that a registry makes about a product.
///
/// A `Label` holds well-formed values, and **proves nothing**: anyone can build one with
/// [`LabelBuilder`](crate::LabelBuilder). An [`AuthenticLabel`](crate::AuthenticLabel) is one that an issuer sealed.
/// Whether the scheme allows the values is checked by [`Scheme::violations`](crate::trust::Scheme::violations).
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
    /// Returns the registration number. It is opaque: it has no structure that a program may rely on.
    #[must_use]
    pub fn product_id(&self) -> &ProductId {
        &self.product_id
    }

    /// Returns the level.
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// Returns the first day on which the label counts.
    #[must_use]
    pub fn issued_on(&self) -> Date {
        self.issued_on
    }

    /// Returns the last day on which the label counts, as printed. A status list may extend it.
    #[must_use]
    pub fn expires_on(&self) -> Date {
        self.expires_on
    }

    /// Returns the position in the issuer's status list. The labels of one registration share it.
    #[must_use]
    pub fn status_index(&self) -> u32 {
        self.status_index
    }

    /// Returns the criteria, as a number in the scheme's dictionary.
    #[must_use]
    pub fn criteria(&self) -> Option<u16> {
        self.criteria
    }

    /// Returns the product category, as a number in the scheme's dictionary.
    #[must_use]
    pub fn category(&self) -> Option<u16> {
        self.category
    }

    /// Returns the name of the holder, who applied for the label.
    #[must_use]
    pub fn holder(&self) -> Option<&str> {
        self.holder.as_ref().map(Text::as_str)
    }

    /// Returns the model number that is printed on the product, for a person to compare.
    #[must_use]
    pub fn model(&self) -> Option<&str> {
        self.model.as_ref().map(Text::as_str)
    }

    /// Returns the GTINs, the numbers under the bar codes on the box: up to four.
    #[must_use]
    pub fn gtins(&self) -> &[Gtin] {
        &self.gtins
    }

    /// Returns the evaluator, as a number in the scheme's dictionary.
    #[must_use]
    pub fn evaluator(&self) -> Option<u16> {
        self.evaluator
    }

    /// Returns the serial number of one unit.
    #[must_use]
    pub fn serial(&self) -> Option<&str> {
        self.serial.as_ref().map(Text::as_str)
    }

    /// Returns the number of claims that this version does not know and ignored.
    #[must_use]
    pub fn unknown_claims(&self) -> usize {
        self.unknown_claims
    }
}
