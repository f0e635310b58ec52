//! The record of an issued label in JSON, for programs.

use super::sealer::IssuedLabel;
use serde::Serialize;
use starseal::carrier::{CarrierPrefix, Symbol};
use starseal::report::LabelEntry;
use starseal::seal::SealError;
use starseal::{CarrierText, hex};

/// The record of an issued label: its carrier, its link, its bytes, its claims, and the size of its symbol.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct IssuedRecord {
    /// The text in the symbol.
    pub carrier: String,
    /// The same label as a link, in base64url.
    pub link: String,
    /// The sealed label's bytes in hexadecimal.
    pub sealed_hex: String,
    /// The claims of the label.
    pub label: LabelEntry,
    /// The version of the symbol, 1 to 15.
    pub version: i16,
    /// The error correction level of the symbol: L, M, Q or H.
    pub error_correction: String,
    /// The width of the printed symbol in millimeters, including the quiet zone.
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
            carrier: issued.carrier(prefix)?.to_string(),
            link: CarrierText::for_link(prefix, &sealed).to_string(),
            sealed_hex: hex::encode(issued.sealed_bytes()),
            label: LabelEntry::from(issued.label()),
            version: symbol.version(),
            error_correction: symbol.error_correction().to_string(),
            width_mm,
        })
    }
}
