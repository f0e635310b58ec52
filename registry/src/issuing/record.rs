//! An issued label as JSON, for programs.

use super::sealer::IssuedLabel;
use serde::Serialize;
use starseal::{CarrierPrefix, CarrierText, Label, SealError, Symbol};

/// An issued label: its carrier, its link, its bytes, its claims, and its symbol's measures.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct IssuedRecord {
    /// The text in the symbol.
    pub carrier: String,
    /// The same label as a link, in base64url.
    pub link: String,
    /// The sealed label's bytes in hexadecimal.
    pub sealed_hex: String,
    /// What the label says.
    pub label: ClaimsRecord,
    /// The symbol's version, 1 to 15.
    pub version: i16,
    /// The symbol's error correction level: L, M, Q or H.
    pub error_correction: String,
    /// The printed symbol's width in millimeters, quiet zone included.
    pub width_mm: f64,
}

/// A label's claims, under the names of the columns. A claim that the label does not make is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ClaimsRecord {
    product_id: String,
    level: u8,
    issued_on: String,
    expires_on: String,
    status_index: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    criteria: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    holder: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gtin: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evaluator: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    serial: Option<String>,
}

impl From<&Label> for ClaimsRecord {
    fn from(label: &Label) -> Self {
        ClaimsRecord {
            product_id: label.product_id().to_string(),
            level: label.level().get(),
            issued_on: label.issued_on().to_string(),
            expires_on: label.expires_on().to_string(),
            status_index: label.status_index(),
            criteria: label.criteria(),
            category: label.category(),
            holder: label.holder().map(str::to_owned),
            model: label.model().map(str::to_owned),
            gtin: label.gtins().iter().map(ToString::to_string).collect(),
            evaluator: label.evaluator(),
            serial: label.serial().map(str::to_owned),
        }
    }
}

impl IssuedRecord {
    pub(super) fn new(
        issued: &IssuedLabel,
        prefix: &CarrierPrefix,
        symbol: &Symbol,
        width_mm: f64,
    ) -> Result<Self, SealError> {
        let sealed = issued.sealed()?;
        Ok(IssuedRecord {
            carrier: CarrierText::for_symbol(prefix, &sealed).to_string(),
            link: CarrierText::for_link(prefix, &sealed).to_string(),
            sealed_hex: issued.sealed_bytes().iter().map(|byte| format!("{byte:02x}")).collect(),
            label: ClaimsRecord::from(issued.label()),
            version: symbol.version(),
            error_correction: symbol.error_correction().to_string(),
            width_mm,
        })
    }
}
