//! An authority, its trust list and its issuer's label key, all made up.
#![allow(unreachable_pub, reason = "the module of a test binary")]

use starseal::{
    Assessment, CarrierPrefix, Date, Issuer, Level, LevelEntry, Names, Purpose, Scheme, Signer, SigningKey, Timestamp,
    TrustStatement, TrustedKey, Verifier,
};

pub const PREFIX: &str = "HTTPS://JC-STAR.EXAMPLE/L/";

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// 2026-11-22, noon in Japan.
pub fn now() -> Timestamp {
    Timestamp::from_unix_seconds(1_795_316_400)
}

pub fn label_key() -> SigningKey {
    SigningKey::from_seed(&[2; 32])
}

fn names(text: &str) -> Names {
    Names::new(text, text).unwrap()
}

fn scheme() -> Scheme {
    let level = |number: u8, assessment| {
        (Level::new(number).unwrap(), LevelEntry { names: names(&format!("★{number}")), assessment })
    };
    Scheme {
        utc_offset_minutes: 540,
        levels: [level(1, Assessment::SelfDeclared), level(3, Assessment::ThirdParty)].into(),
        categories: [].into(),
        criteria: [].into(),
        evaluators: [(1, names("Example Evaluation Laboratory"))].into(),
        longest_validity_months: 24,
        longest_deferral_days: 180,
    }
}

/// A verifier of a trust list that names these prefixes.
pub fn verifier(prefixes: &[&str]) -> Verifier {
    let root = SigningKey::from_seed(&[1; 32]);
    let key = TrustedKey {
        public_key: label_key().public_key(),
        purpose: Purpose::Label,
        from: day("2025-01-01"),
        until: day("2030-12-31"),
        compromised: None,
    };
    let statement = TrustStatement {
        authority_id: None,
        names: names("Example Label Authority"),
        version: 1,
        issued_at: Timestamp::from_unix_seconds(1_767_236_400),
        expires_at: Timestamp::from_unix_seconds(1_830_308_400),
        roots: vec![root.public_key()],
        threshold: 1,
        issuers: vec![Issuer {
            names: names("Example Label Registry"),
            prefixes: prefixes.iter().map(|prefix| CarrierPrefix::new(prefix).unwrap()).collect(),
            status_list: None,
            keys: vec![key],
        }],
        scheme: scheme(),
        recognitions: Vec::new(),
    };
    Verifier::new(&statement.sign(&[&root]).unwrap()).unwrap()
}
