//! The text of a carrier: a prefix, and a payload in one of two forms (R-1 to R-8).

use super::{CarrierPrefix, base41};
use crate::code::Code;
use crate::limits::{MAX_CARRIER_BYTES, MAX_SEALED_BYTES};
use crate::seal::SealedLabel;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use core::fmt;
use std::borrow::Cow;

/// The start of every sealed label, `d2 84`, in Base41.
const BASE41_START: &str = "I2W";
/// The start of every sealed label in base64url.
const BASE64URL_START: &str = "0oR";

/// Why a text is not a carrier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CarrierError {
    /// The text is longer than the limit (R-1).
    #[error("the text has {bytes} bytes, above the limit of {MAX_CARRIER_BYTES}")]
    TooLong {
        /// The length.
        bytes: usize,
    },
    /// The decoded payload is longer than the limit (R-8).
    #[error("the payload has {bytes} bytes, above the limit of {MAX_SEALED_BYTES}")]
    SealedTooLong {
        /// The length of the decoded payload.
        bytes: usize,
    },
    /// The payload does not start like a sealed label (R-3).
    #[error("the text is not a sealed label")]
    NotALabel,
    /// The payload is not Base41 (R-5, R-6).
    #[error("the payload is not Base41: {0}")]
    BadBase41(#[from] base41::Base41Error),
    /// The payload is not base64url without padding (R-7).
    #[error("the payload is not base64url without padding")]
    BadBase64url,
}

impl CarrierError {
    /// Returns `too-long`, `not-a-label`, `bad-base41` or `bad-base64url`.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            CarrierError::TooLong { .. } | CarrierError::SealedTooLong { .. } => Code::TooLong,
            CarrierError::NotALabel => Code::NotALabel,
            CarrierError::BadBase41(_) => Code::BadBase41,
            CarrierError::BadBase64url => Code::BadBase64url,
        }
    }
}

/// The form in which a carrier holds a sealed label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CarrierForm {
    /// Base41, for symbols (R-4): it fits QR's alphanumeric mode.
    Base41,
    /// base64url, for deep links, NFC, JSON and e-mail (R-7).
    Base64url,
}

/// A carrier: a text with bytes that may be a sealed label (R-1 to R-8). Nothing in it is verified.
///
/// ```
/// use starseal::carrier::{CarrierForm, CarrierPrefix};
/// use starseal::{CarrierText, SealedLabel};
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let sealed = common::sealed();
///
/// let prefix = CarrierPrefix::new("HTTPS://JC-STAR.EXAMPLE/L/")?;
/// let printed = CarrierText::for_symbol(&prefix, &sealed);
/// assert!(printed.as_str().starts_with("HTTPS://JC-STAR.EXAMPLE/L/I2W"));
///
/// // A reader gets the text back from a symbol, a link, a file.
/// let carrier = CarrierText::parse(printed.as_str())?;
/// assert_eq!(carrier.prefix(), Some("HTTPS://JC-STAR.EXAMPLE/L/"));
/// assert_eq!(carrier.form(), CarrierForm::Base41);
/// assert_eq!(SealedLabel::from_bytes(carrier.sealed_bytes())?, sealed);
///
/// let fault = CarrierText::parse("HTTPS://JC-STAR.EXAMPLE/").unwrap_err();
/// assert_eq!(fault.to_string(), "the text is not a sealed label");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarrierText {
    text: String,
    prefix_bytes: usize,
    form: CarrierForm,
    sealed: Vec<u8>,
}

impl CarrierText {
    /// Reads a carrier in either form, with or without a prefix.
    ///
    /// # Errors
    /// The first [`CarrierError`], in the order of the rules.
    pub fn parse(text: &str) -> Result<Self, CarrierError> {
        if text.len() > MAX_CARRIER_BYTES {
            return Err(CarrierError::TooLong { bytes: text.len() });
        }
        let (prefix, payload) = CarrierText::split(text);
        let form = CarrierText::form_of(text).ok_or(CarrierError::NotALabel)?;
        let sealed = match form {
            CarrierForm::Base41 => base41::decode(&undo_url_encoding(payload))?,
            CarrierForm::Base64url => URL_SAFE_NO_PAD.decode(payload).map_err(|_| CarrierError::BadBase64url)?,
        };
        if sealed.len() > MAX_SEALED_BYTES {
            return Err(CarrierError::SealedTooLong { bytes: sealed.len() });
        }
        Ok(CarrierText { prefix_bytes: prefix.len(), text: text.to_owned(), form, sealed })
    }

    /// Splits any text into its prefix, which ends with the last `/` or is empty, and its payload (R-2).
    #[must_use]
    pub fn split(text: &str) -> (&str, &str) {
        text.split_at(text.rfind('/').map_or(0, |slash| slash + 1))
    }

    /// Returns the form of the sealed label with which a text seems to end; none if its payload does not start like one
    /// (R-3).
    #[must_use]
    pub fn form_of(text: &str) -> Option<CarrierForm> {
        let (_, payload) = CarrierText::split(text);
        if payload.starts_with(BASE41_START) {
            Some(CarrierForm::Base41)
        } else if payload.starts_with(BASE64URL_START) {
            Some(CarrierForm::Base64url)
        } else {
            None
        }
    }

    /// Makes the carrier for a symbol: prefix and Base41.
    #[must_use]
    pub fn for_symbol(prefix: &CarrierPrefix, sealed: &SealedLabel) -> Self {
        let payload = base41::encode(sealed.as_bytes());
        CarrierText::assemble(prefix.as_str(), &payload, CarrierForm::Base41, sealed)
    }

    /// Makes the carrier for links and data files: prefix and base64url.
    #[must_use]
    pub fn for_link(prefix: &CarrierPrefix, sealed: &SealedLabel) -> Self {
        let payload = URL_SAFE_NO_PAD.encode(sealed.as_bytes());
        CarrierText::assemble(prefix.as_str(), &payload, CarrierForm::Base64url, sealed)
    }

    fn assemble(prefix: &str, payload: &str, form: CarrierForm, sealed: &SealedLabel) -> Self {
        CarrierText {
            text: [prefix, payload].concat(),
            prefix_bytes: prefix.len(),
            form,
            sealed: sealed.as_bytes().to_vec(),
        }
    }

    /// Returns the whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the prefix in front of the payload; none if there is none. It is not verified.
    #[must_use]
    pub fn prefix(&self) -> Option<&str> {
        self.text.get(..self.prefix_bytes).filter(|prefix| !prefix.is_empty())
    }

    /// Returns the form of the payload.
    #[must_use]
    pub fn form(&self) -> CarrierForm {
        self.form
    }

    /// Returns the decoded payload, which may be a sealed label.
    #[must_use]
    pub fn sealed_bytes(&self) -> &[u8] {
        &self.sealed
    }
}

impl fmt::Display for CarrierText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// Decodes `%24`, `%2A` and `%3A`, once (R-6). Any other `%` stays, and is refused as Base41.
fn undo_url_encoding(payload: &str) -> Cow<'_, str> {
    if !payload.contains('%') {
        return Cow::Borrowed(payload);
    }
    let mut plain = String::with_capacity(payload.len());
    let mut parts = payload.split('%');
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let escapes = [("24", '$'), ("2A", '*'), ("2a", '*'), ("3A", ':'), ("3a", ':')];
        match escapes.iter().find_map(|(code, c)| Some((*c, part.strip_prefix(code)?))) {
            Some((c, rest)) => {
                plain.push(c);
                plain.push_str(rest);
            }
            None => {
                plain.push('%');
                plain.push_str(part);
            }
        }
    }
    Cow::Owned(plain)
}
