//! The text in a symbol: a prefix and a payload in one of two forms.

use super::{CarrierPrefix, base41};
use crate::code::Code;
use crate::limits::{MAX_CARRIER_BYTES, MAX_SEALED_BYTES};
use crate::seal::SealedLabel;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use core::fmt;
use std::borrow::Cow;

/// How a sealed label's first two bytes, `d2 84`, look in Base41.
const BASE41_START: &str = "I2W";
/// And in base64url.
const BASE64URL_START: &str = "0oR";

/// Why a text carries no sealed label.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CarrierError {
    /// Longer than any carrier.
    #[error("the text has {bytes} bytes, above the limit of {MAX_CARRIER_BYTES}")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Longer than any sealed label, once decoded.
    #[error("the payload holds {bytes} bytes, above the limit of {MAX_SEALED_BYTES}")]
    SealedTooLong {
        /// Its decoded length.
        bytes: usize,
    },
    /// A text that is something else.
    #[error("the text is not a sealed label")]
    NotALabel,
    /// A payload that is not Base41.
    #[error("the payload is not Base41: {0}")]
    BadBase41(#[from] base41::Base41Error),
    /// A payload that is not base64url.
    #[error("the payload is not base64url without padding")]
    BadBase64url,
}

impl CarrierError {
    /// `too-long`, `not-a-label`, `bad-base41` or `bad-base64url`.
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

/// The two ways to write a sealed label as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CarrierForm {
    /// For symbols: QR's alphanumeric mode.
    Base41,
    /// For deep links, NFC, JSON and e-mail.
    Base64url,
}

/// A text that carries bytes which may be a sealed label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarrierText {
    text: String,
    prefix_bytes: usize,
    form: CarrierForm,
    sealed: Vec<u8>,
}

impl CarrierText {
    /// Reads a carrier, with a prefix or bare, in either form.
    ///
    /// # Errors
    /// [`CarrierError`], the first fault in the order of the rules.
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

    /// Any text's prefix, which ends in its last `/` or is empty, and all that follows, the payload.
    #[must_use]
    pub fn split(text: &str) -> (&str, &str) {
        text.split_at(text.rfind('/').map_or(0, |slash| slash + 1))
    }

    /// The form in which a text starts like a sealed label; none where it is something else.
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

    /// Writes a sealed label for a symbol: prefix and Base41.
    #[must_use]
    pub fn for_symbol(prefix: &CarrierPrefix, sealed: &SealedLabel) -> Self {
        let payload = base41::encode(sealed.as_bytes());
        CarrierText::assemble(prefix.as_str(), &payload, CarrierForm::Base41, sealed)
    }

    /// Writes a sealed label for links and data files: prefix and base64url.
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

    /// The whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What stands before the payload; none where that stands alone. Nobody has said yet whose it is.
    #[must_use]
    pub fn prefix(&self) -> Option<&str> {
        self.text.get(..self.prefix_bytes).filter(|prefix| !prefix.is_empty())
    }

    /// In which form the payload is written.
    #[must_use]
    pub fn form(&self) -> CarrierForm {
        self.form
    }

    /// The bytes carried, which may be a sealed label.
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

/// Turns `%24`, `%2A` and `%3A` back, once. Any other `%` stays, and fails as Base41.
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
