//! Text: its encoding, and what it is.

use super::Kind;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde::Deserialize;
use starseal::CarrierText;
use std::borrow::Cow;

/// The encoding of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, as PowerShell and some editors of Windows write it.
    Utf16,
    /// Another one.
    Other,
}

/// The byte order mark in UTF-8.
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// The minimum and the maximum length of a text that is decoded to see what it is: the longest chain of trust lists in
/// hex is shorter.
const LEAST_ENCODED: usize = 16;
const MOST_ENCODED: usize = 40 * 1024 * 1024;

impl Encoding {
    /// Recognizes UTF-16 by its byte order mark, or by the zeros in the text of a Latin script.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        if order(bytes).is_some() {
            Encoding::Utf16
        } else if std::str::from_utf8(bytes).is_ok() {
            Encoding::Utf8
        } else {
            Encoding::Other
        }
    }
}

/// Returns whether UTF-16 has the less significant byte first; none for other encodings.
fn order(bytes: &[u8]) -> Option<bool> {
    if bytes.len() < 2 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    match bytes {
        [0xff, 0xfe, ..] => return Some(true),
        [0xfe, 0xff, ..] => return Some(false),
        _ => {}
    }
    let (units, _) = bytes.get(..bytes.len().min(64))?.as_chunks::<2>();
    let is_latin = |least: usize| {
        units.iter().all(|unit| unit.get(1 - least) == Some(&0) && unit.get(least).is_some_and(|byte| *byte != 0))
    };
    if is_latin(0) {
        Some(true)
    } else if is_latin(1) {
        Some(false)
    } else {
        None
    }
}

/// Returns a text in UTF-8 or UTF-16 without its byte order mark; none if the bytes are not text.
pub(crate) fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let text = match order(bytes) {
        Some(is_little) => {
            let (units, _) = bytes.as_chunks::<2>();
            let units =
                units.iter().map(|unit| if is_little { u16::from_le_bytes(*unit) } else { u16::from_be_bytes(*unit) });
            let text: Result<String, _> = char::decode_utf16(units).collect();
            Cow::Owned(text.ok()?.trim_start_matches('\u{feff}').to_owned())
        }
        None => Cow::Borrowed(std::str::from_utf8(bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes)).ok()?),
    };
    let is_plain =
        |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{1b}');
    text.chars().all(is_plain).then_some(text)
}

/// Returns whether bytes may be text of another encoding: they have no control characters, and most are ASCII.
pub(super) fn is_legacy(bytes: &[u8]) -> bool {
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x1b);
    !bytes.iter().any(is_control) && bytes.iter().any(|byte| matches!(byte, b'\n' | b',' | b' '))
}

/// Recognizes what a text is.
pub(super) fn kind(text: &str) -> Option<Kind> {
    let text = text.trim();
    let start: String = text.chars().take(200).collect::<String>().to_ascii_lowercase();
    let starts_with = |marks: &[&str]| marks.iter().any(|mark| start.starts_with(mark));
    if text.is_empty() {
        return Some(Kind::Empty);
    }
    if starts_with(&["<?xml", "<!--", "<svg"]) {
        let head: String = text.chars().take(2000).collect::<String>().to_ascii_lowercase();
        let has_html = head.contains("<html") || head.contains("<!doctype html");
        return Some(if head.contains("<svg") {
            Kind::Svg
        } else if has_html {
            Kind::Html
        } else {
            Kind::Xml
        });
    }
    if starts_with(&["<!doctype html", "<html", "<head", "<body", "<title", "<h1", "<script", "<meta", "<center"]) {
        return Some(Kind::Html);
    }
    if let Some(label) = pem_label(text) {
        return Some(Kind::Pem(label));
    }
    if starts_with(&["putty-user-key-file"]) {
        return Some(Kind::Ppk);
    }
    if starts_with(&["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"]) && text.contains(" AAAA") {
        return Some(Kind::SshPublicKey);
    }
    if starts_with(&["{", "["]) {
        return json(text);
    }
    if is_jwt(text) {
        return Some(Kind::Jwt);
    }
    // The text of a label without an address is base64url too.
    if let Some(kind) = encoded(text).filter(|kind| *kind != Kind::Base64(Box::new(Kind::SealedLabel))) {
        return Some(kind);
    }
    let first = text.lines().next().unwrap_or_default().trim();
    if CarrierText::parse(first).is_ok() {
        return Some(Kind::Carrier);
    }
    if starts_with(&["http://", "https://"]) && !first.contains(char::is_whitespace) {
        return Some(Kind::Address);
    }
    None
}

/// Returns the label of the first PEM block.
fn pem_label(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("-----BEGIN ")?;
    let (label, _) = rest.split_once("-----")?;
    (label.len() <= 64 && !label.contains(['\r', '\n'])).then(|| label.to_owned())
}

/// The members of a JSON object that tell its kind.
#[derive(Deserialize)]
struct Members {
    kty: Option<serde::de::IgnoredAny>,
    d: Option<serde::de::IgnoredAny>,
}

fn json(text: &str) -> Option<Kind> {
    // Nothing is kept of the values.
    serde_json::from_str::<serde::de::IgnoredAny>(text).ok()?;
    match serde_json::from_str::<Members>(text) {
        Ok(members) if members.kty.is_some() => Some(Kind::Jwk { is_private: members.d.is_some() }),
        _ => Some(Kind::Json),
    }
}

/// The header of a token.
#[derive(Deserialize)]
struct TokenHeader {
    #[serde(rename = "alg")]
    _alg: String,
}

fn is_jwt(text: &str) -> bool {
    let mut parts = text.split('.');
    let (Some(header), Some(_), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let header = URL_SAFE_NO_PAD.decode(header).ok();
    header.is_some_and(|header| serde_json::from_slice::<TokenHeader>(&header).is_ok())
}

/// Recognizes the hex or base64 text of another kind.
fn encoded(text: &str) -> Option<Kind> {
    if text.len() > MOST_ENCODED {
        return None;
    }
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if plain.len() < LEAST_ENCODED || !plain.is_ascii() {
        return None;
    }
    let inner = |bytes: &[u8]| Some(Kind::of(bytes)).filter(Kind::is_known);
    if let Some(bytes) = from_hex(&plain) {
        return inner(&bytes).map(|kind| Kind::Hex(Box::new(kind)));
    }
    let unpadded = plain.trim_end_matches('=');
    let bytes = STANDARD_NO_PAD.decode(unpadded).or_else(|_| URL_SAFE_NO_PAD.decode(unpadded)).ok()?;
    inner(&bytes).map(|kind| Kind::Base64(Box::new(kind)))
}

/// Decodes hex text, with or without colons between the bytes.
fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b':').collect();
    let (pairs, rest) = digits.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect()
}
