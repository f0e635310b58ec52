//! The layers of a carrier's text, as far as it can be parsed.

use super::checks::{CheckLine, Reading};
use super::envelope::Parts;
use crate::exit::Exit;
use crate::messages::Bilingual;
use crate::output::advice::Medium;
use crate::output::diagnostic::diagnostic;
use serde::{Serialize, Serializer};
use starseal::carrier::{CarrierForm, base41};
use starseal::hex::encode as hex;
use starseal::report::LabelEntry;
use starseal::{CarrierText, Code, Label, SealedLabel, Timestamp, Verdict, Verifier, When, dangerous};

/// The content of a carrier's text. Only `verdict` is verified.
#[derive(Serialize)]
pub(super) struct Layers {
    /// The source of the text, such as a path.
    #[serde(serialize_with = "as_english")]
    pub(super) source: Bilingual,
    /// Whether the text comes from an image.
    #[serde(skip)]
    pub(super) medium: Medium,
    /// The verdict; none without a trust list.
    #[serde(serialize_with = "as_code")]
    pub(super) verdict: Option<Verdict>,
    /// The carrier's text and its parts.
    pub(super) carrier: Carrier,
    /// The sealed label in hexadecimal.
    pub(super) sealed_hex: Option<String>,
    /// The envelope in diagnostic notation.
    pub(super) envelope: Option<String>,
    /// The content of the protected header, in diagnostic notation.
    pub(super) protected: Option<String>,
    /// The key ID in the protected header, which is not verified.
    pub(super) key_id: Option<String>,
    /// The payload in diagnostic notation.
    pub(super) payload: Option<String>,
    /// The signature in hexadecimal.
    pub(super) signature_hex: Option<String>,
    /// The claims; none if the payload is not a label.
    #[serde(serialize_with = "as_claims")]
    pub(super) claims: Option<Label>,
    /// The signed bytes in hexadecimal.
    pub(super) to_be_signed_hex: Option<String>,
    /// The result of each check, with the rules that it covers.
    pub(super) checks: Vec<CheckLine>,
}

/// A carrier's text and its parts.
#[derive(Serialize)]
pub(super) struct Carrier {
    /// The whole text.
    pub(super) text: String,
    /// The text before the payload.
    pub(super) prefix: Option<String>,
    /// `base41` or `base64url`; none if it is neither.
    pub(super) form: Option<&'static str>,
    /// The payload's length in characters.
    pub(super) payload_chars: usize,
    /// The 14 digits of the GTIN behind the payload; none if there is none.
    pub(super) gtin: Option<String>,
}

impl Layers {
    /// Splits a text into its layers.
    pub(super) fn of(source: Bilingual, medium: Medium, text: &str, judge: Option<(&Verifier, Timestamp)>) -> Self {
        let verdict = judge.map(|(verifier, now)| verifier.check(text, When::Now(now)));
        let scheme = judge.map(|(verifier, _)| &verifier.trust_list().statement().scheme);
        let read = CarrierText::parse(text);
        let bytes = match &read {
            Ok(carrier) => Some(carrier.sealed_bytes().to_vec()),
            // A payload that is too long can still be decoded and shown.
            Err(_) if CarrierText::form_of(text) == Some(CarrierForm::Base41) => {
                base41::decode(CarrierText::split(text).1).ok()
            }
            Err(_) => None,
        };
        let sealed = bytes.as_deref().map(SealedLabel::from_bytes);
        let parts = bytes.as_deref().and_then(Parts::of);
        let label = sealed.as_ref().and_then(|sealed| sealed.as_ref().ok()).map(dangerous::unverified_label);

        let reading = Reading {
            carrier: read.as_ref().map(|_| ()),
            seal: sealed.as_ref().map(|sealed| sealed.as_ref().map(|_| ())),
            claims: label.as_ref().map(Result::as_ref),
            scheme,
        };
        let checks = reading.checks(verdict.as_ref());
        let claims = label.and_then(Result::ok);

        Layers {
            source,
            medium,
            carrier: Carrier::of(text, read.as_ref().ok()),
            sealed_hex: bytes.as_deref().map(hex),
            envelope: bytes.as_deref().map(diagnostic),
            protected: parts.map(|parts| diagnostic(parts.protected)),
            key_id: sealed.and_then(Result::ok).map(|sealed| sealed.key_id().to_string()),
            payload: parts.and_then(|parts| parts.payload).map(diagnostic),
            signature_hex: parts.map(|parts| hex(parts.signature)),
            to_be_signed_hex: parts.and_then(Parts::to_be_signed).as_deref().map(hex),
            claims,
            verdict,
            checks,
        }
    }

    /// Returns the exit code for this label.
    pub(super) fn exit(&self) -> Exit {
        let is_broken = self.checks.iter().any(|check| check.result == "failed");
        let falls = self.verdict.as_ref().is_some_and(|verdict| !verdict.stands());
        if is_broken || falls { Exit::Refused } else { Exit::Success }
    }
}

impl Carrier {
    fn of(text: &str, read: Option<&CarrierText>) -> Self {
        let (prefix, payload) = CarrierText::split(text);
        let form = read.map(|carrier| match carrier.form() {
            CarrierForm::Base64url => "base64url",
            _ => "base41",
        });
        Carrier {
            text: text.to_owned(),
            prefix: Some(prefix.to_owned()).filter(|prefix| !prefix.is_empty()),
            form,
            payload_chars: payload.chars().count(),
            gtin: read.and_then(CarrierText::gtin).map(str::to_owned),
        }
    }
}

fn as_english<S: Serializer>(text: &Bilingual, serializer: S) -> Result<S::Ok, S::Error> {
    text.english.serialize(serializer)
}

fn as_code<S: Serializer>(verdict: &Option<Verdict>, serializer: S) -> Result<S::Ok, S::Error> {
    verdict.as_ref().map(Verdict::code).map(Code::as_str).serialize(serializer)
}

fn as_claims<S: Serializer>(claims: &Option<Label>, serializer: S) -> Result<S::Ok, S::Error> {
    claims.as_ref().map(LabelEntry::from).serialize(serializer)
}
