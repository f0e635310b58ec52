// An authority, keys and labels of made-up companies. The examples in the documentation include this file too, so it
// has no inner attributes.

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

/// Returns noon in Japan on a date.
pub fn noon(day: &str) -> Timestamp {
    Timestamp::from_unix_seconds(date(day).days() as u64 * 86_400 + 3 * 3600)
}

pub fn names(text: &str) -> Names {
    Names::new(text, text).unwrap()
}

pub fn scheme() -> Scheme {
    let level = |number: u8, assessment| {
        (Level::new(number).unwrap(), LevelEntry::new(names(&format!("★{number}")), assessment))
    };
    let category = |text: &str, excluded| {
        let mut entry = CategoryEntry::new(names(text));
        entry.excluded = excluded;
        entry
    };
    let mut scheme = Scheme::new(540, 24, 180);
    scheme.levels = [
        level(1, Assessment::SelfDeclared),
        level(2, Assessment::SelfDeclared),
        level(3, Assessment::ThirdParty),
        level(4, Assessment::ThirdParty),
    ]
    .into();
    scheme.categories = [(1, category("network camera", false)), (4, category("PC", true))].into();
    scheme.criteria = [(1, Text::new("criteria", "JST-CR-01-01-2024R1").unwrap())].into();
    scheme.evaluators = [(1, names("Example Evaluation Laboratory"))].into();
    scheme
}

pub fn root_key() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

pub fn label_key() -> SigningKey {
    SigningKey::from_seed(&[2; 32])
}

pub fn trust_statement() -> TrustStatement {
    let key = TrustedKey::new(label_key().public_key(), Purpose::Label, date("2025-01-01"), date("2030-12-31"));
    let issuer = Issuer::new(names("Example Label Office"), vec![CarrierPrefix::new(PREFIX).unwrap()], vec![key]);
    let (roots, from, until) = (vec![root_key().public_key()], noon("2026-01-01"), noon("2028-01-01"));
    let mut statement = TrustStatement::first(names("Example Label Authority"), scheme(), roots, from, until);
    statement.issuers = vec![issuer];
    statement
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
