//! QR symbols: a carrier as one alphanumeric segment, in the smallest version that holds it.
//!
//! The crate `qrcode` encodes each symbol and the crate `rqrr` reads it back. They share no code, so that one fault
//! cannot hide another.

use super::{CarrierForm, CarrierText};
use crate::limits::MAX_ISSUED_VERSION;
use core::fmt;
use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};

/// An error correction level: how much of a symbol may be damaged (ISO/IEC 18004).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ErrorCorrection {
    /// L: about 7 %.
    Low,
    /// M: about 15 %. This is the default: the denser symbols of higher levels did not scan on cheap phones.
    #[default]
    Medium,
    /// Q: about 25 %.
    Quartile,
    /// H: about 30 %.
    High,
}

impl ErrorCorrection {
    const fn level(self) -> EcLevel {
        match self {
            ErrorCorrection::Low => EcLevel::L,
            ErrorCorrection::Medium => EcLevel::M,
            ErrorCorrection::Quartile => EcLevel::Q,
            ErrorCorrection::High => EcLevel::H,
        }
    }
}

impl fmt::Display for ErrorCorrection {
    /// Writes the standard's letter.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            ErrorCorrection::Low => "L",
            ErrorCorrection::Medium => "M",
            ErrorCorrection::Quartile => "Q",
            ErrorCorrection::High => "H",
        })
    }
}

/// Why a carrier cannot become a symbol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SymbolError {
    /// The carrier needs a larger symbol than cheap phones read.
    #[error(
        "{characters} characters at error correction {error_correction} need a symbol above version \
         {MAX_ISSUED_VERSION}"
    )]
    TooDense {
        /// The length of the carrier in characters.
        characters: usize,
        /// The error correction level.
        error_correction: ErrorCorrection,
    },
    /// The carrier is in base64url, or has a prefix with other characters than QR's alphanumeric mode. In a symbol it
    /// would need a byte segment, which scanner libraries often corrupt.
    #[error("the carrier does not fit in one alphanumeric segment: use Base41 and a prefix in upper case")]
    NotForSymbols,
    /// The symbol does not read back as the carrier: there is a fault in memory or in a library.
    #[error("decoding the symbol again does not return the text of the carrier")]
    NotReadBack,
    /// The PNG encoder failed.
    #[error("the picture cannot be written: {reason}")]
    Png {
        /// The reason that the encoder gave.
        reason: String,
    },
}

/// A QR symbol, as modules.
///
/// ```
/// use starseal::carrier::{ErrorCorrection, Symbol};
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let carrier = common::carrier(&common::sealed());
///
/// let symbol = Symbol::encode(&carrier, ErrorCorrection::Medium)?;
/// assert_eq!(symbol.side(), 17 + 4 * symbol.version() as usize);
/// // The first row of a finder pattern: seven dark modules, then a light one.
/// assert!((0..7).all(|x| symbol.is_dark(x, 0)) && !symbol.is_dark(7, 0));
/// # Ok::<(), starseal::carrier::SymbolError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    version: i16,
    side: usize,
    dark: Vec<bool>,
    error_correction: ErrorCorrection,
    has_gtin: bool,
}

impl Symbol {
    /// Encodes a Base41 carrier as one alphanumeric segment, in the smallest version that holds it, and reads it back.
    ///
    /// # Errors
    /// `NotForSymbols`, `TooDense` or `NotReadBack`.
    pub fn encode(carrier: &CarrierText, error_correction: ErrorCorrection) -> Result<Self, SymbolError> {
        let text = carrier.as_str();
        let is_alphanumeric = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase() || b" $%*+-./:".contains(&b);
        if carrier.form() != CarrierForm::Base41 || !text.bytes().all(is_alphanumeric) {
            return Err(SymbolError::NotForSymbols);
        }
        let level = error_correction.level();
        let code = (1..=MAX_ISSUED_VERSION).find_map(|version| {
            let mut bits = Bits::new(Version::Normal(version));
            bits.push_alphanumeric_data(text.as_bytes()).ok()?;
            bits.push_terminator(level).ok()?;
            QrCode::with_bits(bits, level).ok().map(|code| (version, code))
        });
        let (version, code) = code.ok_or(SymbolError::TooDense { characters: text.len(), error_correction })?;
        let side = code.width();
        let dark = code.into_colors().into_iter().map(|color| color == Color::Dark).collect();
        let symbol = Symbol { version, side, dark, error_correction, has_gtin: carrier.gtin().is_some() };
        if symbol.read_back().as_deref() == Some(text) { Ok(symbol) } else { Err(SymbolError::NotReadBack) }
    }

    /// Reads the symbol with a library that shares no code with the encoder.
    fn read_back(&self) -> Option<String> {
        let grid = rqrr::SimpleGrid::from_func(self.side, |x, y| self.is_dark(x, y));
        rqrr::Grid::new(grid).decode().ok().map(|(_, text)| text)
    }

    /// Returns the version, 1 to 15.
    #[must_use]
    pub fn version(&self) -> i16 {
        self.version
    }

    /// Returns the number of modules along one side, without the quiet zone: 17 + 4 · version.
    #[must_use]
    pub fn side(&self) -> usize {
        self.side
    }

    /// Returns the error correction level.
    #[must_use]
    pub fn error_correction(&self) -> ErrorCorrection {
        self.error_correction
    }

    /// Returns whether the carrier has a GTIN, so that tills read the symbol (R-84).
    #[must_use]
    pub fn has_gtin(&self) -> bool {
        self.has_gtin
    }

    /// Returns whether the module at column `x`, row `y` is dark. Outside the symbol, all are light.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.side && self.dark.get(y * self.side + x).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::{ErrorCorrection, Symbol};
    use crate::common::{carrier, sealed};

    #[test]
    fn a_symbol_reads_back_and_a_damaged_one_does_not() {
        let carrier = carrier(&sealed());
        let symbol = Symbol::encode(&carrier, ErrorCorrection::Medium).unwrap();
        assert_eq!(symbol.read_back().as_deref(), Some(carrier.as_str()));
        let mut damaged = symbol.clone();
        let half = damaged.dark.len() / 2;
        damaged.dark.iter_mut().skip(half).for_each(|dark| *dark = !*dark);
        assert_eq!(damaged.read_back(), None);
    }
}
