//! The text of a carrier: a prefix, a payload in one of two forms, and a GTIN for the till (R-1 to R-8, R-83 to R-85).

#[cfg(feature = "keyboards")]
use super::KeyboardFault;
use super::framing::{cells, is_blank, unframed, without_ends};
use super::{CarrierPrefix, base41};
use crate::code::Code;
use crate::label::{Gtin, is_hidden};
use crate::limits::{MAX_CARRIER_BYTES, MAX_SEALED_BYTES};
use crate::seal::SealedLabel;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use core::fmt;
use std::borrow::Cow;

/// The start of every sealed label, `d2 84`, in Base41.
pub(super) const BASE41_START: &str = "I2W";
/// The start of every sealed label in base64url.
const BASE64URL_START: &str = "0oR";
/// What stands between payload and GTIN: the key of a GTIN in a GS1 Digital Link URI.
const GTIN_KEY: &str = "/01/";

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
    /// The text has something like a payload, and around it what is neither a prefix, nor framing, nor a GTIN (R-2,
    /// R-83, R-84).
    #[error("the text has a sealed label with other text around it, which is no prefix, framing or GTIN")]
    NotAlone,
    /// The text has a payload, and an invisible character in or around it, as copied text may have (R-2, R-83).
    #[error("position {position} holds an invisible character (U+{:04X}), which is in no label", u32::from(*character))]
    Invisible {
        /// The position in the text without framing, in bytes from 0.
        position: usize,
        /// The character.
        character: char,
    },
    /// The text has more than one payload, side by side (R-83).
    #[error("the text has {labels} sealed labels, and each has to be checked by itself")]
    Several {
        /// The number of payloads.
        labels: usize,
    },
    /// The text looks as if a keyboard had changed it (R-12).
    #[cfg(feature = "keyboards")]
    #[error("{fault}")]
    Keyboard {
        /// What the keyboard did.
        fault: KeyboardFault,
        /// The code that the text has as it is.
        code: Code,
    },
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
            CarrierError::NotALabel
            | CarrierError::NotAlone
            | CarrierError::Invisible { .. }
            | CarrierError::Several { .. } => Code::NotALabel,
            #[cfg(feature = "keyboards")]
            CarrierError::Keyboard { code, .. } => *code,
            CarrierError::BadBase41(_) => Code::BadBase41,
            CarrierError::BadBase64url => Code::BadBase64url,
        }
    }

    /// Returns what a keyboard did to the text, if it looks like that.
    #[cfg(feature = "keyboards")]
    #[must_use]
    pub const fn keyboard_fault(&self) -> Option<KeyboardFault> {
        match self {
            CarrierError::Keyboard { fault, .. } => Some(*fault),
            _ => None,
        }
    }

    /// Makes the error about a text that has something like a payload and is no carrier.
    fn not_alone(text: &str) -> Self {
        match text.char_indices().find(|(_, c)| is_invisible(*c)) {
            Some((position, character)) => CarrierError::Invisible { position, character },
            None => CarrierError::NotAlone,
        }
    }
}

/// Returns whether a person cannot see a character, and it is not the blank that a person expects.
fn is_invisible(c: char) -> bool {
    c != ' ' && (is_hidden(c) || is_blank(c))
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
/// With a GTIN behind the payload, the carrier is also a GS1 Digital Link URI, and one symbol serves the till and the
/// label (R-84).
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
/// // The same label in a symbol that tills read as well.
/// let for_till = CarrierText::for_till(&prefix, &sealed, "4569951110016".parse()?);
/// assert_eq!(for_till.as_str(), format!("{printed}/01/04569951110016"));
/// assert_eq!(for_till.gtin(), Some("04569951110016"));
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
    has_gtin: bool,
}

impl CarrierText {
    /// Reads a carrier in either form, with or without a prefix, and takes off its framing (R-83).
    ///
    /// # Errors
    /// The first [`CarrierError`], in the order of the rules.
    pub fn parse(text: &str) -> Result<Self, CarrierError> {
        if text.len() > MAX_CARRIER_BYTES {
            return Err(CarrierError::TooLong { bytes: text.len() });
        }
        let labels = payloads_side_by_side(text);
        if labels > 1 {
            return Err(CarrierError::Several { labels });
        }
        let text = CarrierText::unframed(text);
        let (prefix, payload, rest) = parts(text);
        let Some(form) = form_of_payload(payload) else {
            let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
            let has_start = visible.contains(BASE41_START) || visible.contains(BASE64URL_START);
            return Err(if has_start { CarrierError::not_alone(text) } else { CarrierError::NotALabel });
        };
        let has_gtin = form == CarrierForm::Base41 && !prefix.is_empty() && is_gtin(rest);
        if !has_gtin && !rest.is_empty() || prefix.contains(|c| c == ' ' || is_invisible(c)) {
            return Err(CarrierError::not_alone(text));
        }
        let sealed = match form {
            CarrierForm::Base41 => base41::decode(&undo_url_encoding(payload))?,
            CarrierForm::Base64url => URL_SAFE_NO_PAD.decode(payload).map_err(|_| CarrierError::BadBase64url)?,
        };
        if sealed.len() > MAX_SEALED_BYTES {
            return Err(CarrierError::SealedTooLong { bytes: sealed.len() });
        }
        Ok(CarrierText { prefix_bytes: prefix.len(), text: text.to_owned(), form, sealed, has_gtin })
    }

    /// Splits any text, its framing taken off, into its prefix, which ends with a `/` or is empty, and its payload
    /// (R-2). What follows the payload is left out.
    #[must_use]
    pub fn split(text: &str) -> (&str, &str) {
        let (prefix, payload, _) = parts(CarrierText::unframed(text));
        (prefix, payload)
    }

    /// Returns the form of the sealed label that a text seems to hold; none if no part of it starts like one (R-3).
    #[must_use]
    pub fn form_of(text: &str) -> Option<CarrierForm> {
        form_of_payload(CarrierText::split(text).1)
    }

    /// Returns a text without framing if it may be an address without a seal: no part of it starts like one, and all of
    /// it is printable ASCII without the separators of cells (R-122).
    pub(crate) fn address_without_seal(text: &str) -> Option<&str> {
        let text = Some(text).filter(|text| text.len() <= MAX_CARRIER_BYTES).map(without_ends)?;
        let is_plain = text.bytes().all(|b| b.is_ascii_graphic() && b != b',' && b != b';');
        (is_plain && form_of_payload(parts(text).1).is_none()).then_some(text)
    }

    fn unframed(text: &str) -> &str {
        unframed(text, |cell| form_of_payload(parts(cell).1).is_some())
    }

    /// Makes the carrier for a symbol: prefix and Base41.
    #[must_use]
    pub fn for_symbol(prefix: &CarrierPrefix, sealed: &SealedLabel) -> Self {
        let payload = base41::encode(sealed.as_bytes());
        CarrierText::assemble(prefix.as_str(), &payload, CarrierForm::Base41, sealed)
    }

    /// Makes the carrier for a symbol that tills read as well: prefix, Base41, and a GTIN with 14 digits (R-84). The
    /// label must name the GTIN, or else verifiers refuse it as `gtin-mismatch`.
    #[must_use]
    pub fn for_till(prefix: &CarrierPrefix, sealed: &SealedLabel, gtin: Gtin) -> Self {
        let payload = format!("{}{GTIN_KEY}{:014}", base41::encode(sealed.as_bytes()), gtin.get());
        let carrier = CarrierText::assemble(prefix.as_str(), &payload, CarrierForm::Base41, sealed);
        CarrierText { has_gtin: true, ..carrier }
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
            has_gtin: false,
        }
    }

    /// Returns the whole text, without framing.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the prefix in front of the payload; none if there is none. It is not verified.
    #[must_use]
    pub fn prefix(&self) -> Option<&str> {
        self.text.get(..self.prefix_bytes).filter(|prefix| !prefix.is_empty())
    }

    /// Returns the 14 digits of the GTIN behind the payload; none if there is none. They are not verified.
    #[must_use]
    pub fn gtin(&self) -> Option<&str> {
        self.text.get(self.text.len().saturating_sub(14)..).filter(|_| self.has_gtin)
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

/// Splits a text without framing into prefix, payload and the rest: the payload is the last segment between slashes
/// that starts like a sealed label, or else the last one (R-2).
fn parts(text: &str) -> (&str, &str, &str) {
    let mut end = text.len();
    let mut last = None;
    for segment in text.rsplit('/') {
        let start = end - segment.len();
        let found = (start, segment, end);
        if form_of_payload(segment).is_some() {
            last = Some(found);
            break;
        }
        last = last.or(Some(found));
        end = start.saturating_sub(1);
    }
    let (start, payload, end) = last.unwrap_or((0, text, text.len()));
    (text.get(..start).unwrap_or_default(), payload, text.get(end..).unwrap_or_default())
}

/// Counts the payloads that are in different cells, or have a blank between them (R-83).
fn payloads_side_by_side(text: &str) -> usize {
    let has_payload = |part: &&str| form_of_payload(parts(without_ends(part)).1).is_some();
    cells(text).flat_map(|cell| cell.split(is_blank)).filter(has_payload).count()
}

/// Returns whether a text without framing is a prefix or none, a payload in Base41, and a GTIN or none.
#[cfg(feature = "keyboards")]
pub(super) fn is_whole(text: &str) -> bool {
    let (prefix, payload, rest) = parts(text);
    payload.starts_with(BASE41_START) && (rest.is_empty() || !prefix.is_empty() && is_gtin(rest))
}

fn form_of_payload(payload: &str) -> Option<CarrierForm> {
    if payload.starts_with(BASE41_START) {
        Some(CarrierForm::Base41)
    } else if payload.starts_with(BASE64URL_START) {
        Some(CarrierForm::Base64url)
    } else {
        None
    }
}

/// Returns whether what follows a payload is a GTIN: `/01/` and exactly 14 digits (R-84).
fn is_gtin(rest: &str) -> bool {
    rest.strip_prefix(GTIN_KEY).is_some_and(|digits| digits.len() == 14 && digits.bytes().all(|b| b.is_ascii_digit()))
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
