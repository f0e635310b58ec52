//! The builder of labels.

use super::spelling::spelled;
use crate::code::Code;
use crate::label::{Date, Gtin, Label, Level, ProductId, ValueError};
use crate::limits::MAX_GTINS;
use crate::trust::{Scheme, SchemeViolation};

/// Why a label cannot be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LabelError {
    /// The label breaks a rule of the scheme (R-33 to R-38).
    #[error(transparent)]
    Scheme(#[from] SchemeViolation),
    /// A value is not allowed in any label (R-25 to R-29), or in one to be issued (R-87).
    #[error(transparent)]
    Value(#[from] ValueError),
}

impl LabelError {
    /// Returns the code that a verifier would report for such a label: `scheme-violation` or `malformed-claims`.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            LabelError::Scheme(_) => Code::SchemeViolation,
            LabelError::Value(_) => Code::MalformedClaims,
        }
    }
}

/// Collects the claims of a label. [`build`](Self::build) checks them against the rules of the scheme.
///
/// ```
/// use starseal::issue::LabelError;
/// use starseal::{Date, LabelBuilder, Level, ProductId};
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let scheme = common::scheme();
///
/// let builder = |level| {
///     let (from, until) = (Date::new(2026, 4, 1)?, Date::new(2028, 3, 31)?);
///     LabelBuilder::new(ProductId::new("SS-2026-000123")?, Level::new(level)?, from, until, 7).model("CAM-100")
/// };
/// let label = builder(1)?.category(1).gtins(&["4569951110016".parse()?])?.build(&scheme)?;
/// assert_eq!(label.model(), Some("CAM-100"));
///
/// // Level 3 is third-party assessed in this scheme, and needs an evaluator.
/// let fault = builder(3)?.build(&scheme).unwrap_err();
/// assert_eq!(fault.to_string(), "level 3 is third-party assessed, and the label names no evaluator");
/// # Ok::<(), LabelError>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct LabelBuilder {
    label: Label,
}

impl LabelBuilder {
    /// Starts with the five claims that every label has (R-22).
    pub fn new(product_id: ProductId, level: Level, issued_on: Date, expires_on: Date, status_index: u32) -> Self {
        let label = Label {
            product_id,
            level,
            issued_on,
            expires_on,
            status_index,
            criteria: None,
            category: None,
            holder: None,
            model: None,
            gtins: Vec::new(),
            evaluator: None,
            serial: None,
            unknown_claims: 0,
        };
        LabelBuilder { label }
    }

    /// Sets the criteria, as a number in the scheme's dictionary.
    pub fn criteria(mut self, entry: u16) -> Self {
        self.label.criteria = Some(entry);
        self
    }

    /// Sets the product category, as a number in the scheme's dictionary.
    pub fn category(mut self, entry: u16) -> Self {
        self.label.category = Some(entry);
        self
    }

    /// Sets the evaluator, as a number in the scheme's dictionary. Third-party assessed levels need one (R-35).
    pub fn evaluator(mut self, entry: u16) -> Self {
        self.label.evaluator = Some(entry);
        self
    }

    /// Sets the name of the holder, who applied for the label: 1 to 128 bytes of UTF-8.
    ///
    /// # Errors
    /// `Length` or `Character` (R-28), `NotNormalized` or `Blank` (R-87).
    pub fn holder(mut self, text: &str) -> Result<Self, ValueError> {
        self.label.holder = Some(spelled("holder", text)?);
        Ok(self)
    }

    /// Sets the model number that is printed on the product: 1 to 64 bytes of UTF-8.
    ///
    /// # Errors
    /// `Length` or `Character` (R-28), `NotNormalized` or `Blank` (R-87).
    pub fn model(mut self, text: &str) -> Result<Self, ValueError> {
        self.label.model = Some(spelled("model", text)?);
        Ok(self)
    }

    /// Sets the serial number of one unit: 1 to 32 bytes of UTF-8.
    ///
    /// # Errors
    /// `Length` or `Character` (R-28), `NotNormalized` or `Blank` (R-87).
    pub fn serial(mut self, text: &str) -> Result<Self, ValueError> {
        self.label.serial = Some(spelled("serial", text)?);
        Ok(self)
    }

    /// Sets the GTINs, the numbers under the bar codes on the box: one to four different ones.
    ///
    /// # Errors
    /// `GtinList` (R-29).
    pub fn gtins(mut self, gtins: &[Gtin]) -> Result<Self, ValueError> {
        let repeats = gtins.iter().enumerate().any(|(at, gtin)| gtins.iter().skip(at + 1).any(|other| other == gtin));
        if gtins.is_empty() || gtins.len() > MAX_GTINS || repeats {
            return Err(ValueError::GtinList);
        }
        self.label.gtins = gtins.to_vec();
        Ok(self)
    }

    /// Returns the label if the scheme allows it (R-33 to R-38).
    ///
    /// # Errors
    /// `Scheme`, with the first [`SchemeViolation`].
    pub fn build(self, scheme: &Scheme) -> Result<Label, LabelError> {
        match scheme.violations(&self.label).into_iter().next() {
            Some(violation) => Err(violation.into()),
            None => Ok(self.label),
        }
    }

    /// Returns the label without checking the rules of the scheme, for the module `dangerous`.
    #[cfg(feature = "dangerous")]
    pub(crate) fn build_unchecked(self) -> Label {
        self.label
    }
}
