//! Known keys, lists and one known label, and what must hold of every verdict.

use starseal::carrier::CarrierPrefix;
use starseal::label::Text;
use starseal::seal::seal;
use starseal::status::{Change, Publication, Status, StatusStatement};
use starseal::trust::{
    Assessment, CategoryEntry, Issuer, LevelEntry, Names, Purpose, Scheme, StatusListUri, TrustStatement, TrustedKey,
};
use starseal::{
    CarrierText, Code, Date, Label, LabelBuilder, Level, ProductId, SealedLabel, Signer, SigningKey, Timestamp,
    Verdict, Verifier, When,
};
use std::sync::OnceLock;

/// The prefix of the only issuer.
pub const PREFIX: &str = "HTTPS://JC-STAR.EXAMPLE/L/";

/// A time at which the known label is active: 2026-11-22T03:00:00Z.
pub const NOW: Timestamp = Timestamp::from_unix_seconds(1_795_316_400);

/// Returns the key that signs trust lists.
pub fn root_key() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

/// Returns the key that seals labels.
pub fn label_key() -> SigningKey {
    SigningKey::from_seed(&[2; 32])
}

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn names(text: &str) -> Names {
    Names::new(text, text).expect("a name")
}

/// Returns the content of the trust list.
pub fn statement() -> TrustStatement {
    let level =
        |number, assessment| (Level::new(number).expect("a level"), LevelEntry::new(names("level"), assessment));
    let mut excluded = CategoryEntry::new(names("PC"));
    excluded.excluded = true;
    let mut scheme = Scheme::new(540, 24, 180);
    scheme.levels = [level(1, Assessment::SelfDeclared), level(3, Assessment::ThirdParty)].into();
    scheme.categories = [(1, CategoryEntry::new(names("network camera"))), (4, excluded)].into();
    scheme.criteria = [(1, Text::new("criteria", "JST-CR-01-01-2024R1").expect("criteria"))].into();
    scheme.evaluators = [(1, names("Example Evaluation Laboratory"))].into();

    let key = key(&label_key(), Purpose::Label);
    let prefixes = vec![CarrierPrefix::new(PREFIX).expect("a prefix")];
    let [from, until] = [1_767_225_600, 1_830_297_600].map(Timestamp::from_unix_seconds);
    let roots = vec![root_key().public_key()];
    let mut statement = TrustStatement::first(names("Example Label Authority"), scheme, roots, from, until);
    statement.issuers = vec![Issuer::new(names("Example Label Office"), prefixes, vec![key])];
    statement
}

/// Returns a trusted key with the widest window.
fn key(key: &SigningKey, purpose: Purpose) -> TrustedKey {
    TrustedKey::new(key.public_key(), purpose, date("2010-01-01"), date("2149-06-06"))
}

/// Returns a verifier that checks labels against the trust list.
pub fn verifier() -> &'static Verifier {
    static VERIFIER: OnceLock<Verifier> = OnceLock::new();
    VERIFIER.get_or_init(|| {
        let signed = statement().sign(&[&root_key()]).expect("a trust list");
        Verifier::new(&signed).expect("a trust list")
    })
}

/// Returns the key that signs status lists.
pub fn status_key() -> SigningKey {
    SigningKey::from_seed(&[3; 32])
}

/// Returns the signed trust list of an issuer that publishes a status list.
pub fn list_with_status() -> &'static [u8] {
    static LIST: OnceLock<Vec<u8>> = OnceLock::new();
    LIST.get_or_init(|| {
        let mut statement = statement();
        let issuer = &mut statement.issuers[0];
        issuer.status_list = StatusListUri::new("https://status.example/1");
        issuer.keys.push(key(&status_key(), Purpose::Status));
        statement.sign(&[&root_key()]).expect("a trust list")
    })
}

/// Returns a verifier of that trust list that does not yet hold the status list.
pub fn verifier_with_status() -> Verifier {
    Verifier::new(list_with_status()).expect("a trust list")
}

/// Returns a status list of that issuer, issued on day `day` (`NOW` is day 10), in which the known label has `status`.
pub fn status_list(status: Status, day: u64) -> Publication {
    let issued_at = Timestamp::from_unix_seconds(NOW.unix_seconds() - 86_400 * (10 - day));
    let uri = StatusListUri::new("https://status.example/1").expect("an address");
    let mut list = StatusStatement::new(uri, &statement().scheme, issued_at, 16);
    list.allocate(7).expect("a free index");
    let change = Change::new(date("2026-05-01"), status);
    list.record(7, change).expect("an allocated index");
    list.sign(&status_key()).expect("a status list")
}

/// Checks what must hold after any input to a verifier: its exported state can be restored and is then the same, and
/// its label has a verdict.
pub fn check_knowledge(verifier: &Verifier) {
    let state = verifier.export_state();
    let mut again = verifier_with_status();
    let applied = again.restore(&state).expect("an exported state is intact");
    assert!(applied.refused().next().is_none(), "{applied:?}");
    assert_eq!(again.export_state(), state);
    let text = starseal::carrier::base41::encode(known_seal().as_bytes());
    let verdict = verifier.check(&text, When::Now(NOW));
    assert!(verdict.is_authentic() || verdict.code() == Code::KeyCompromised);
    assert_eq!(verdict.stands(), verdict.code() == Code::Active);
    assert!(!verdict.stands() || verifier.status_lists().count() == 1, "a label is active only with a status list");
    assert_eq!(verdict.checks().len(), starseal::code::Check::ALL.len());
    for language in starseal::Language::ALL {
        assert!(!verdict.sentence(*language).is_empty());
    }
}

/// Returns the SHA-256 digest of bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}

/// Signs arbitrary bytes as a status list, as a thief of the status key could.
pub fn sign_as_status_list(payload: &[u8]) -> Vec<u8> {
    let typ = starseal::status::STATUS_LIST_TYP.as_bytes();
    let key = status_key();
    let kid = *key.public_key().key_id().as_bytes();
    let header = [&[0xa3, 0x01, 0x32, 0x04, 0x44][..], &kid, &[0x10, 0x78, typ.len() as u8], typ].concat();
    let (header, payload) = (cbor_bytes(&header), cbor_bytes(payload));
    let message = [&b"\x84\x6aSignature1"[..], &header, &[0x40], &payload].concat();
    let signature = cbor_bytes(&key.sign(&message).expect("a signature"));
    [&[0xd2, 0x84][..], &header, &[0xa0], &payload, &signature].concat()
}

/// Returns the only label that is sealed under the trust list.
pub fn known_label() -> Label {
    let product_id = ProductId::new("SS-2026-000123").expect("a product ID");
    let level = Level::new(1).expect("a level");
    LabelBuilder::new(product_id, level, date("2026-04-01"), date("2028-03-31"), 7)
        .criteria(1)
        .category(1)
        .model("CAM-100")
        .expect("a model")
        .build(&statement().scheme)
        .expect("a label")
}

/// Returns the seal of the known label.
pub fn known_seal() -> &'static SealedLabel {
    static SEAL: OnceLock<SealedLabel> = OnceLock::new();
    SEAL.get_or_init(|| seal(&known_label(), &label_key()).expect("a seal"))
}

/// Checks what must hold for every verdict: only the known label's own bytes are authentic, and only an authentic label
/// has a URL, which is the text without framing.
pub fn check_verdict(text: &str, verdict: &Verdict) {
    assert_eq!(verdict.is_authentic(), verdict.authentic_label().is_some());
    assert!(!verdict.reasons().contains(&verdict.code()));
    assert!(!verdict.code().is_note());
    if verdict.is_authentic() {
        let carrier = CarrierText::parse(text).expect("an authentic label has a carrier");
        assert_eq!(
            carrier.sealed_bytes(),
            known_seal().as_bytes(),
            "a label that was never sealed is authentic: {text:?}"
        );
    }
    if let Some(url) = verdict.url() {
        assert!(verdict.is_authentic());
        assert!(text.contains(url));
        assert!(url.to_ascii_uppercase().starts_with(PREFIX));
    }
    assert_eq!(verdict.stands(), verdict.code() == Code::Active);
}

/// Encodes a byte string in deterministic CBOR.
pub fn cbor_bytes(content: &[u8]) -> Vec<u8> {
    let mut bytes = match content.len() {
        length @ 0..24 => vec![0x40 | length as u8],
        length @ 24..256 => vec![0x58, length as u8],
        length @ 256..65_536 => [&[0x59][..], &(length as u16).to_be_bytes()].concat(),
        length => [&[0x5a][..], &(length as u32).to_be_bytes()].concat(),
    };
    bytes.extend(content);
    bytes
}

/// Signs arbitrary bytes as a trust list, as a thief of the root key could.
pub fn sign_as_trust_list(payload: &[u8]) -> Vec<u8> {
    let typ = starseal::trust::TRUST_LIST_TYP.as_bytes();
    let body = [&[0xa1, 0x10, 0x78, typ.len() as u8][..], typ].concat();
    let key = root_key();
    let header = [&[0xa2, 0x01, 0x32, 0x04, 0x44][..], key.public_key().key_id().as_bytes()].concat();
    let payload = cbor_bytes(payload);
    let (body, header) = (cbor_bytes(&body), cbor_bytes(&header));
    let message = [&b"\x85\x69Signature"[..], &body, &header, &[0x40], &payload].concat();
    let signature = cbor_bytes(&key.sign(&message).expect("a signature"));
    [&[0xd8, 0x62, 0x84][..], &body, &[0xa0], &payload, &[0x81, 0x83], &header, &[0xa0], &signature].concat()
}
