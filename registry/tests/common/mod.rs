//! Helpers with a made-up authority, its trust list and its issuer's label key.
#![allow(unreachable_pub, reason = "the module of a test binary")]

use starseal::carrier::CarrierPrefix;
use starseal::trust::{Assessment, Issuer, LevelEntry, Names, Purpose, Scheme, TrustStatement, TrustedKey};
use starseal::{Date, Level, Signer, SigningKey, Timestamp, Verifier};

pub const PREFIX: &str = "HTTPS://JC-STAR.EXAMPLE/L/";

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Returns 2026-11-22, noon in Japan.
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
        (Level::new(number).unwrap(), LevelEntry::new(names(&format!("★{number}")), assessment))
    };
    let mut scheme = Scheme::new(540, 24, 180);
    scheme.levels = [level(1, Assessment::SelfDeclared), level(3, Assessment::ThirdParty)].into();
    scheme.evaluators = [(1, names("Example Evaluation Laboratory"))].into();
    scheme
}

/// Returns a verifier with a trust list that has these prefixes.
pub fn verifier(prefixes: &[&str]) -> Verifier {
    let root = SigningKey::from_seed(&[1; 32]);
    let key = TrustedKey::new(label_key().public_key(), Purpose::Label, day("2025-01-01"), day("2030-12-31"));
    let prefixes = prefixes.iter().map(|prefix| CarrierPrefix::new(prefix).unwrap()).collect();
    let [from, until] = [1_767_236_400, 1_830_308_400].map(Timestamp::from_unix_seconds);
    let authority = names("Example Label Authority");
    let mut statement = TrustStatement::first(authority, scheme(), vec![root.public_key()], from, until);
    statement.issuers = vec![Issuer::new(names("Example Label Registry"), prefixes, vec![key])];
    Verifier::new(&statement.sign(&[&root]).unwrap()).unwrap()
}
