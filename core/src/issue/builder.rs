//! Making labels that the scheme allows.

use crate::code::Code;
use crate::label::{Date, Gtin, Label, Level, ProductId, Text, ValueError};
use crate::limits::MAX_GTINS;
use crate::trust::{Scheme, SchemeViolation};

/// Why a label cannot be issued.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LabelError {
    /// The scheme does not allow it.
    #[error(transparent)]
    Scheme(#[from] SchemeViolation),
    /// A value that no label can have.
    #[error(transparent)]
    Value(#[from] ValueError),
}

impl LabelError {
    /// What a verifier would say of such a label: `scheme-violation` or `malformed-claims`.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            LabelError::Scheme(_) => Code::SchemeViolation,
            LabelError::Value(_) => Code::MalformedClaims,
        }
    }
}

/// Collects a label's claims; [`build`](Self::build) asks the scheme whether it allows them.
#[derive(Debug, Clone)]
#[must_use]
pub struct LabelBuilder {
    label: Label,
}

impl LabelBuilder {
    /// The five claims that every label has.
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

    /// The criteria, as a number in the dictionary.
    pub fn criteria(mut self, entry: u16) -> Self {
        self.label.criteria = Some(entry);
        self
    }

    /// The product category, as a number in the dictionary.
    pub fn category(mut self, entry: u16) -> Self {
        self.label.category = Some(entry);
        self
    }

    /// Who evaluated the product, as a number in the dictionary.
    pub fn evaluator(mut self, entry: u16) -> Self {
        self.label.evaluator = Some(entry);
        self
    }

    /// Who applied, in 1 to 128 bytes.
    ///
    /// # Errors
    /// [`ValueError`].
    pub fn holder(mut self, text: &str) -> Result<Self, ValueError> {
        self.label.holder = Some(Text::new("holder", text)?);
        Ok(self)
    }

    /// The model number printed on the product, in 1 to 64 bytes.
    ///
    /// # Errors
    /// [`ValueError`].
    pub fn model(mut self, text: &str) -> Result<Self, ValueError> {
        self.label.model = Some(Text::new("model", text)?);
        Ok(self)
    }

    /// The serial number of one unit, in 1 to 32 bytes.
    ///
    /// # Errors
    /// [`ValueError`].
    pub fn serial(mut self, text: &str) -> Result<Self, ValueError> {
        self.label.serial = Some(Text::new("serial", text)?);
        Ok(self)
    }

    /// The numbers under the bar codes on the box: one to four different ones.
    ///
    /// # Errors
    /// [`ValueError`].
    pub fn gtins(mut self, gtins: &[Gtin]) -> Result<Self, ValueError> {
        let repeats = gtins.iter().enumerate().any(|(at, gtin)| gtins.iter().skip(at + 1).any(|other| other == gtin));
        if gtins.is_empty() || gtins.len() > MAX_GTINS || repeats {
            return Err(ValueError::GtinList);
        }
        self.label.gtins = gtins.to_vec();
        Ok(self)
    }

    /// The label, if the scheme allows it.
    ///
    /// # Errors
    /// The first [`SchemeViolation`].
    pub fn build(self, scheme: &Scheme) -> Result<Label, LabelError> {
        match scheme.violations(&self.label).into_iter().next() {
            Some(violation) => Err(violation.into()),
            None => Ok(self.label),
        }
    }

    /// The label, whatever the scheme says: verifiers refuse it if it breaks a rule. See [`dangerous`](crate::dangerous).
    #[cfg(feature = "dangerous")]
    pub(crate) fn build_unchecked(self) -> Label {
        self.label
    }
}
