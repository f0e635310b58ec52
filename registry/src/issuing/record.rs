//! An issued label as JSON, for programs.

use super::sealer::IssuedLabel;
use serde::Serialize;
use starseal::carrier::{CarrierPrefix, Symbol};
use starseal::report::LabelEntry;
use starseal::seal::SealError;
use starseal::{CarrierText, hex};

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
    pub label: LabelEntry,
    /// The symbol's version, 1 to 15.
    pub version: i16,
    /// The symbol's error correction level: L, M, Q or H.
    pub error_correction: String,
    /// The printed symbol's width in millimeters, quiet zone included.
    pub width_mm: f64,
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
            sealed_hex: hex::encode(issued.sealed_bytes()),
            label: LabelEntry::from(issued.label()),
            version: symbol.version(),
            error_correction: symbol.error_correction().to_string(),
            width_mm,
        })
    }
}
