//! A carrier as a QR symbol: one alphanumeric segment, in the smallest version that holds it.

use super::{CarrierForm, CarrierText};
use crate::limits::MAX_ISSUED_VERSION;
use core::fmt;
use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};

/// How much of a symbol may be lost and still be read (ISO/IEC 18004).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ErrorCorrection {
    /// L: about 7 %.
    Low,
    /// M: about 15 %. The default: denser symbols did not scan on cheap phones.
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

/// Why a carrier cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SymbolError {
    /// It would need a larger symbol than cheap phones read.
    #[error(
        "{characters} characters at error correction {error_correction} need a symbol above version {MAX_ISSUED_VERSION}"
    )]
    TooDense {
        /// The carrier's length.
        characters: usize,
        /// The level asked for.
        error_correction: ErrorCorrection,
    },
    /// The base64url form is for links; in a symbol it would be a byte segment, which scanner libraries mangle.
    #[error("a carrier in base64url is for links, not for symbols")]
    NotForSymbols,
}

/// A QR symbol, as modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    version: i16,
    side: usize,
    dark: Vec<bool>,
    error_correction: ErrorCorrection,
}

impl Symbol {
    /// Encodes a Base41 carrier as one alphanumeric segment, in the smallest version that holds it.
    ///
    /// # Errors
    /// [`SymbolError`].
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
        Ok(Symbol { version, side, dark, error_correction })
    }

    /// The version, 1 to 15.
    #[must_use]
    pub fn version(&self) -> i16 {
        self.version
    }

    /// Modules along one side, without the quiet zone: 17 + 4 · version.
    #[must_use]
    pub fn side(&self) -> usize {
        self.side
    }

    /// The error correction level.
    #[must_use]
    pub fn error_correction(&self) -> ErrorCorrection {
        self.error_correction
    }

    /// Whether the module at column `x`, row `y` is dark; outside the symbol none is.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.side && self.dark.get(y * self.side + x).copied().unwrap_or(false)
    }
}
