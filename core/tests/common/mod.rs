//! A scheme, keys and labels of made-up companies for the tests.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]

use starseal::carrier::CarrierPrefix;
use starseal::label::Text;
use starseal::seal::seal;
use starseal::trust::{
    Assessment, CategoryEntry, Issuer, LevelEntry, Names, Purpose, Scheme, TrustStatement, TrustedKey,
};
use starseal::{
    CarrierText, Date, Label, LabelBuilder, Level, ProductId, SealedLabel, Signer, SigningKey, Timestamp, Verifier,
};

pub const PREFIX: &str = "HTTPS://JC-STAR.EXAMPLE/V/L/";

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// Noon in Japan on a date.
pub fn noon(day: &str) -> Timestamp {
    Timestamp::from_unix_seconds(date(day).days() as u64 * 86_400 + 3 * 3600)
}

pub fn names(text: &str) -> Names {
    Names::new(text, text).unwrap()
}

pub fn scheme() -> Scheme {
    let level = |number: u8, assessment| {
        (Level::new(number).unwrap(), LevelEntry { names: names(&format!("★{number}")), assessment })
    };
    let category = |text: &str, excluded| CategoryEntry { names: names(text), excluded };
    Scheme {
        utc_offset_minutes: 540,
        levels: [
            level(1, Assessment::SelfDeclared),
            level(2, Assessment::SelfDeclared),
            level(3, Assessment::ThirdParty),
            level(4, Assessment::ThirdParty),
        ]
        .into(),
        categories: [(1, category("network camera", false)), (4, category("PC", true))].into(),
        criteria: [(1, Text::new("criteria", "JST-CR-01-01-2024R1").unwrap())].into(),
        evaluators: [(1, names("Example Evaluation Laboratory"))].into(),
        longest_validity_months: 24,
        longest_deferral_days: 180,
    }
}

pub fn root_key() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

pub fn label_key() -> SigningKey {
    SigningKey::from_seed(&[2; 32])
}

pub fn trust_statement() -> TrustStatement {
    TrustStatement {
        authority_id: None,
        names: names("Example Label Authority"),
        version: 1,
        issued_at: noon("2026-01-01"),
        expires_at: noon("2028-01-01"),
        roots: vec![root_key().public_key()],
        threshold: 1,
        issuers: vec![Issuer {
            names: names("Example Label Office"),
            prefixes: vec![CarrierPrefix::new(PREFIX).unwrap()],
            status_list: None,
            keys: vec![TrustedKey {
                public_key: label_key().public_key(),
                purpose: Purpose::Label,
                from: date("2025-01-01"),
                until: date("2030-12-31"),
                compromised: None,
            }],
        }],
        scheme: scheme(),
        recognitions: vec![],
    }
}

pub fn verifier() -> Verifier {
    Verifier::new(&trust_statement().sign(&[&root_key()]).unwrap()).unwrap()
}

pub fn builder() -> LabelBuilder {
    LabelBuilder::new(
        ProductId::new("SS-2026-000123").unwrap(),
        Level::new(1).unwrap(),
        date("2026-04-01"),
        date("2028-03-31"),
        7,
    )
    .criteria(1)
    .category(1)
}

pub fn label() -> Label {
    builder().build(&scheme()).unwrap()
}

pub fn sealed() -> SealedLabel {
    seal(&label(), &label_key()).unwrap()
}

pub fn carrier(sealed: &SealedLabel) -> CarrierText {
    CarrierText::for_symbol(&CarrierPrefix::new(PREFIX).unwrap(), sealed)
}

pub fn from_hex(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2), "an odd number of hex digits");
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}
