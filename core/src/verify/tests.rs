mod bounds;
mod keeping;
mod merging;

use super::*;
use crate::carrier::{CarrierPrefix, CarrierText};
use crate::code::Code;
use crate::common::{
    PREFIX, builder, carrier, date, label_key, names, noon, root_key, scheme, sealed, trust_statement, verifier,
};
use crate::issue::LabelBuilder;
use crate::keys::{Signer, SigningKey};
use crate::label::{Gtin, Label, Level, ProductId, Timestamp};
use crate::seal::{SealedLabel, seal, seal_payload};
use crate::trust::{Issuer, Purpose, StatusListUri, TrustStatement, TrustedKey};

/// A time within the usual label's dates.
fn now() -> Timestamp {
    noon("2026-11-22")
}

fn verifier_of(change: impl FnOnce(&mut TrustStatement)) -> Verifier {
    let mut statement = trust_statement();
    change(&mut statement);
    Verifier::new(&statement.sign(&[&root_key()]).unwrap()).unwrap()
}

fn carrier_of(label: &Label) -> String {
    carrier(&seal(label, &label_key()).unwrap()).to_string()
}

/// Returns the usual label's text after a change to its sealed bytes.
fn altered(change: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut bytes = sealed().as_bytes().to_vec();
    change(&mut bytes);
    [PREFIX, &crate::carrier::base41::encode(&bytes)].concat()
}

/// Makes a label without checking the rules of the scheme.
fn unchecked(level: u8, from: &str, until: &str) -> Label {
    let (level, id) = (Level::new(level).unwrap(), ProductId::new("SS-1").unwrap());
    LabelBuilder::new(id, level, date(from), date(until), 7).build_unchecked()
}

fn outcome(verdict: &Verdict) -> (Code, Vec<Code>) {
    (verdict.code(), verdict.reasons())
}

#[test]
fn a_label_that_stands() {
    let text = carrier(&sealed()).to_string();
    let verdict = verifier().check(&text, When::Now(now()));
    assert_eq!(outcome(&verdict), (Code::Active, vec![Code::NoStatusPublished]));
    assert!(verdict.stands() && verdict.is_authentic());
    assert_eq!((verdict.url(), verdict.deciding()), (Some(text.as_str()), None));
    assert_eq!(verdict.key_id(), Some(label_key().public_key().key_id()));
    assert_eq!(verdict.checked_for(), Some(date("2026-11-22")));
    assert_eq!(verdict.trust_issued_at(), Some(noon("2026-01-01")));
    let label = verdict.authentic_label().unwrap();
    assert_eq!((&**label, label.issuer().names.en()), (&crate::common::label(), "Example Label Office"));
    assert_eq!(label.assessment(), Some(crate::trust::Assessment::SelfDeclared));
    assert_eq!(label.trust_list().authority_id(), verifier().trust_list().authority_id());
}

// ---- refusals, step by step

#[test]
fn a_text_without_a_good_signature_shows_no_label() {
    let end = sealed().as_bytes().len();
    let unknown = carrier(&seal(&crate::common::label(), &SigningKey::from_seed(&[9; 32])).unwrap()).to_string();
    for (text, code, key_shown) in [
        ("X".repeat(2000), Code::TooLong, false),
        (altered(|bytes| bytes.resize(600, 0)), Code::TooLong, false),
        ("HTTPS://JC-STAR.EXAMPLE/".to_owned(), Code::NotALabel, false),
        ([PREFIX, "I2W+"].concat(), Code::BadBase41, false),
        ([PREFIX, "0oR="].concat(), Code::BadBase64url, false),
        (altered(|bytes| bytes.truncate(end - 1)), Code::MalformedSeal, false),
        (altered(|bytes| bytes[5] = 0x27), Code::UnsupportedProfile, false),
        (unknown, Code::UnknownKey, true),
        (altered(|bytes| bytes[end - 1] ^= 1), Code::BadSignature, true),
        (altered(|bytes| bytes[20] ^= 1), Code::BadSignature, true),
    ] {
        let verdict = verifier().check(&text, When::Now(now()));
        assert_eq!(outcome(&verdict), (code, vec![]), "{text}");
        assert!(!verdict.stands() && !verdict.is_authentic());
        assert_eq!((verdict.authentic_label(), verdict.url(), verdict.checked_for()), (None, None, None));
        assert_eq!(verdict.key_id().is_some(), key_shown, "{code}");
        assert_eq!(verdict.deciding().map(Finding::code), Some(code));
        assert!(!verdict.deciding().unwrap().to_string().is_empty());
    }
}

#[test]
fn claims_are_read_under_a_good_signature_only() {
    let with_payload = |payload: &[u8]| {
        let sealed = seal_payload(payload, &label_key()).unwrap();
        verifier().check(carrier(&sealed).as_str(), When::Now(now()))
    };
    assert_eq!(outcome(&with_payload(b"\x80")), (Code::MalformedClaims, vec![]));
    assert_eq!(outcome(&with_payload(b"\xa1\x20\x01")), (Code::UnsupportedVersion, vec![]));
    // The same claims under a bad signature are never looked at.
    let sealed = seal_payload(b"\x80", &label_key()).unwrap();
    let mut bytes = sealed.as_bytes().to_vec();
    let end = bytes.len() - 1;
    bytes[end] ^= 1;
    let verdict = verifier().check(&crate::carrier::base41::encode(&bytes), When::Now(now()));
    assert_eq!(verdict.code(), Code::BadSignature);
}

#[test]
fn a_key_seals_labels_of_its_window_only() {
    for (from, until, code) in [
        ("2026-04-01", "2026-04-01", Code::Active),
        ("2026-04-02", "2026-12-31", Code::KeyNotAllowed),
        ("2026-01-01", "2026-03-31", Code::KeyNotAllowed),
    ] {
        let verifier = verifier_of(|list| {
            (list.issuers[0].keys[0].from, list.issuers[0].keys[0].until) = (date(from), date(until));
        });
        let verdict = verifier.check(carrier(&sealed()).as_str(), When::Now(now()));
        assert_eq!(verdict.code(), code, "{from} to {until}");
        assert_eq!(
            verifier.authenticate(&sealed()).map_err(|finding| finding.code()).err(),
            (code != Code::Active).then_some(code)
        );
    }
    let status_key = verifier_of(|list| list.issuers[0].keys[0].purpose = Purpose::Status);
    assert_eq!(status_key.check(carrier(&sealed()).as_str(), When::Now(now())).code(), Code::KeyNotAllowed);
}

#[test]
fn no_label_of_a_compromised_key_stands() {
    // The day of the declaration does not matter: a thief can back-date labels.
    for declared_on in ["2026-01-01", "2026-11-22", "2030-01-01"] {
        let verifier = verifier_of(|list| list.issuers[0].keys[0].compromised = Some(date(declared_on)));
        let verdict = verifier.check(carrier(&sealed()).as_str(), When::Now(now()));
        assert_eq!(outcome(&verdict), (Code::KeyCompromised, vec![Code::NoStatusPublished]));
        assert_eq!((verdict.authentic_label(), verdict.url()), (None, None));
        assert!(verifier.authenticate(&sealed()).is_err());
    }
}

#[test]
fn a_genuine_seal_behind_a_foreign_prefix_is_refused() {
    let text = carrier(&sealed()).to_string();
    let payload = text.strip_prefix(PREFIX).unwrap();
    for prefix in ["HTTPS://EVIL.EXAMPLE/V/L/", "/", "HTTPS://JC-STAR.EXAMPLE/V/l/", "HTTP://JC-STAR.EXAMPLE/V/L/"] {
        let verdict = verifier().check(&[prefix, payload].concat(), When::Now(now()));
        assert_eq!(outcome(&verdict), (Code::ForeignCarrier, vec![Code::NoStatusPublished]), "{prefix}");
        assert_eq!((verdict.authentic_label(), verdict.url()), (None, None));
        let shown = verdict.deciding().unwrap().to_string();
        assert!(!shown.contains("EVIL"), "the prefix is not repeated: {shown}");
    }
    // A phone may write scheme and host in lower case. The URL is the text as received.
    let lower = [&PREFIX[..23].to_lowercase(), &PREFIX[23..], payload].concat();
    assert_eq!(verifier().check(&lower, When::Now(now())).url(), Some(lower.as_str()));
    // A bare payload has no URL, in either form.
    let link = CarrierText::for_link(&CarrierPrefix::new(PREFIX).unwrap(), &sealed()).to_string();
    for bare in [payload, link.strip_prefix(PREFIX).unwrap()] {
        let verdict = verifier().check(bare, When::Now(now()));
        assert_eq!((verdict.code(), verdict.url()), (Code::Active, None));
    }
    assert_eq!(verifier().check(&link, When::Now(now())).url(), Some(link.as_str()));
}

#[test]
fn the_prefix_must_belong_to_the_issuer_of_the_key() {
    let second = SigningKey::from_seed(&[21; 32]);
    let verifier = verifier_of(|list| {
        let key = TrustedKey { public_key: second.public_key(), ..list.issuers[0].keys[0].clone() };
        let prefixes = vec![CarrierPrefix::new("HTTPS://SECOND.EXAMPLE/").unwrap()];
        list.issuers.push(Issuer::new(names("Second"), prefixes, vec![key]));
    });
    let by = |key: &SigningKey| crate::carrier::base41::encode(seal(&crate::common::label(), key).unwrap().as_bytes());
    let code = |prefix: &str, key: &SigningKey| verifier.check(&[prefix, &by(key)].concat(), When::Now(now())).code();
    assert_eq!(code(PREFIX, &label_key()), Code::Active);
    assert_eq!(code("HTTPS://SECOND.EXAMPLE/", &second), Code::Active);
    assert_eq!(code("HTTPS://SECOND.EXAMPLE/", &label_key()), Code::ForeignCarrier);
    assert_eq!(code(PREFIX, &second), Code::ForeignCarrier);
}

#[test]
fn r_85_the_gtin_behind_a_payload_is_one_of_the_label() {
    let gtin = |number| Gtin::new(number).unwrap();
    let (first, second, other) = (gtin(4_912_345_678_904), gtin(96_385_074), gtin(4_569_951_110_016));
    let label = builder().gtins(&[first, second]).unwrap().build(&scheme()).unwrap();
    let sealed = seal(&label, &label_key()).unwrap();
    let check = |prefix: &str, sealed: &SealedLabel, gtin| {
        let carrier = CarrierText::for_till(&CarrierPrefix::new(prefix).unwrap(), sealed, gtin);
        (verifier().check(carrier.as_str(), When::Now(now())), carrier.to_string())
    };
    for named in [first, second] {
        let (verdict, text) = check(PREFIX, &sealed, named);
        assert_eq!((verdict.code(), verdict.url()), (Code::Active, Some(text.as_str())));
    }
    for (sealed, gtin) in [(&sealed, other), (&crate::common::sealed(), first)] {
        let (verdict, _) = check(PREFIX, sealed, gtin);
        assert_eq!(outcome(&verdict), (Code::GtinMismatch, vec![Code::NoStatusPublished]));
        assert_eq!((verdict.authentic_label(), verdict.url()), (None, None));
        let expected = format!("the carrier has the GTIN {:014}, which the label does not name", gtin.get());
        assert_eq!(verdict.deciding().unwrap().to_string(), expected);
    }
    // No label can name the GTIN of 14 zeros.
    let zeros =
        [&CarrierText::for_symbol(&CarrierPrefix::new(PREFIX).unwrap(), &sealed).to_string(), "/01/00000000000000"];
    assert_eq!(verifier().check(&zeros.concat(), When::Now(now())).code(), Code::GtinMismatch);
    // The prefix is judged before.
    let (verdict, _) = check("HTTPS://EVIL.EXAMPLE/", &sealed, other);
    assert_eq!(outcome(&verdict), (Code::ForeignCarrier, vec![Code::GtinMismatch, Code::NoStatusPublished]));
}

#[test]
fn r_83_the_url_of_a_label_is_without_framing() {
    let text = carrier(&sealed()).to_string();
    let framed = format!("]Q14569951110016,\"{text}\"\r\n");
    let verdict = verifier().check(&framed, When::Now(now()));
    assert_eq!((verdict.code(), verdict.url(), verdict.text()), (Code::Active, Some(text.as_str()), framed.as_str()));
}

#[test]
fn a_label_that_breaks_the_scheme_is_refused() {
    let verdict = verifier().check(&carrier_of(&unchecked(9, "2026-04-01", "2029-04-01")), When::Now(now()));
    // The label breaks two rules with the same code, which is reported once.
    assert_eq!(outcome(&verdict), (Code::SchemeViolation, vec![Code::NoStatusPublished]));
    assert_eq!(verdict.findings().iter().filter(|finding| finding.code() == Code::SchemeViolation).count(), 2);
    assert_eq!(verdict.authentic_label(), None);
}

// ---- dates and clocks

#[test]
fn dates_decide_at_midnight_in_japan() {
    let check =
        |seconds: u64| verifier().check(carrier(&sealed()).as_str(), When::Now(Timestamp::from_unix_seconds(seconds)));
    // Midnight in Japan at the start of the first day, and at the end of the last.
    let start = date("2026-04-01").days() as u64 * 86_400 - 9 * 3600;
    let end = date("2028-03-31").days() as u64 * 86_400 + 15 * 3600;
    assert_eq!(outcome(&check(start - 1)), (Code::NotYetValid, vec![Code::NoStatusPublished]));
    assert_eq!(check(start).code(), Code::Active);
    assert_eq!(check(end - 1).code(), Code::Active);
    // The trust list has expired by then, which is noted and changes nothing.
    let notes = vec![Code::ClockAhead, Code::TrustAgeing, Code::NoStatusPublished];
    assert_eq!(outcome(&check(end)), (Code::Expired, notes));
    // The label is still authentic, and has its URL.
    let expired = check(end);
    assert!(
        expired.is_authentic() && !expired.stands() && expired.authentic_label().is_some() && expired.url().is_some()
    );
}

#[test]
fn a_clock_set_back_does_not_revive_a_label() {
    // The trust list was issued at noon in Japan on 2026-01-01.
    let text = carrier_of(&unchecked(1, "2025-01-01", "2025-12-31"));
    let verdict = verifier().check(&text, When::Now(noon("2025-06-01")));
    let notes = vec![Code::ClockBehind, Code::FreshnessUnknown, Code::NoStatusPublished];
    assert_eq!(outcome(&verdict), (Code::Expired, notes));
    assert_eq!(verdict.checked_for(), Some(date("2026-01-01")));
    let floor = noon("2026-01-01").unix_seconds();
    for (seconds, behind) in [(0, true), (floor - 1, true), (floor, false), (floor + 1, false)] {
        let verdict = verifier().check(&text, When::Now(Timestamp::from_unix_seconds(seconds)));
        assert_eq!(verdict.reasons().contains(&Code::ClockBehind), behind, "{seconds}");
    }
    // The dates of a label do not raise the clock floor.
    let future = carrier_of(&unchecked(1, "2027-01-01", "2028-01-01"));
    assert_eq!(verifier().check(&future, When::Now(now())).code(), Code::NotYetValid);
    assert_eq!(outcome(&verifier().check(carrier(&sealed()).as_str(), When::Now(now()))).0, Code::Active);
}

#[test]
fn a_day_asked_about_is_not_raised_to_the_clock_floor() {
    let text = carrier_of(&unchecked(1, "2025-01-01", "2025-12-31"));
    for (day, code) in [
        ("2024-12-31", Code::NotYetValid),
        ("2025-01-01", Code::Active),
        ("2025-12-31", Code::Active),
        ("2026-01-01", Code::Expired),
        ("2040-01-01", Code::Expired),
    ] {
        let verdict = verifier().check(&text, When::On(date(day)));
        let stale = (day == "2040-01-01").then_some(Code::TrustStale);
        let reasons = stale.into_iter().chain([Code::NoStatusPublished]).collect();
        assert_eq!(outcome(&verdict), (code, reasons), "{day}");
        assert_eq!(verdict.checked_for(), Some(date(day)));
    }
}

#[test]
fn the_status_is_unknown_without_the_status_list() {
    let verifier = verifier_of(|list| list.issuers[0].status_list = StatusListUri::new("https://status.example/1"));
    let check = |now| outcome(&verifier.check(carrier(&sealed()).as_str(), When::Now(now)));
    assert_eq!(check(now()), (Code::StatusUnknown, vec![]));
    // The dates decide first, and `status-unknown` is a reason beside them.
    let notes = vec![Code::ClockAhead, Code::TrustAgeing, Code::StatusUnknown];
    assert_eq!(check(noon("2029-01-01")), (Code::Expired, notes));
    assert_eq!(check(noon("2026-02-01")), (Code::NotYetValid, vec![Code::StatusUnknown]));
    let unknown = verifier.check(carrier(&sealed()).as_str(), When::Now(now()));
    assert!(unknown.is_authentic() && !unknown.stands() && unknown.url().is_some());
}

// ---- several faults at once

/// Returns a verifier and a text with the first `faults` of several faults, none of which hides another.
fn all_wrong(faults: usize) -> (Verifier, String) {
    let all = |fault| faults >= fault;
    let verifier = verifier_of(|list| {
        list.issuers[0].status_list = StatusListUri::new("https://status.example/1");
        let key = &mut list.issuers[0].keys[0];
        key.compromised = all(5).then(|| date("2026-01-01"));
        key.purpose = if all(6) { Purpose::Status } else { Purpose::Label };
    });
    let label = unchecked(if all(3) { 9 } else { 1 }, "2024-04-01", if all(2) { "2025-03-31" } else { "2026-03-31" });
    let text = crate::carrier::base41::encode(seal(&label, &label_key()).unwrap().as_bytes());
    (verifier, [if all(4) { "HTTPS://EVIL.EXAMPLE/" } else { PREFIX }, &text].concat())
}

#[test]
fn the_first_fault_decides_and_the_others_are_reported_in_order() {
    use Code::{
        ClockBehind, Expired, ForeignCarrier, FreshnessUnknown, KeyCompromised, KeyNotAllowed, SchemeViolation,
        StatusUnknown, WitnessesMissing,
    };
    let order = [
        KeyNotAllowed,
        KeyCompromised,
        WitnessesMissing,
        ForeignCarrier,
        SchemeViolation,
        ClockBehind,
        FreshnessUnknown,
        Expired,
        StatusUnknown,
    ];
    let (verifier, text) = all_wrong(6);
    let verdict = verifier.check(&text, When::Now(Timestamp::from_unix_seconds(0)));
    let mut found: Vec<Code> = verdict.findings().iter().map(Finding::code).collect();
    found.dedup();
    assert_eq!(found, order);
    assert_eq!(outcome(&verdict), (order[0], order[1..].to_vec()));
    assert_eq!((verdict.authentic_label(), verdict.url()), (None, None));
    assert!(verdict.key_id().is_some() && verdict.checked_for().is_some());
}

#[test]
fn without_the_first_fault_the_next_one_decides() {
    let open_window = |list: &mut TrustStatement| list.issuers[0].keys[0].from = date("2020-01-01");
    for (faults, code) in
        [(5, Code::StatusUnknown), (4, Code::ForeignCarrier), (3, Code::SchemeViolation), (2, Code::Expired)]
    {
        let (verifier, text) = all_wrong(faults);
        let mut statement = verifier.trust_list().statement().clone();
        open_window(&mut statement);
        let verifier = Verifier::new(&statement.sign(&[&root_key()]).unwrap()).unwrap();
        let verdict = verifier.check(&text, When::Now(Timestamp::from_unix_seconds(0)));
        assert_eq!(verdict.code(), code, "{faults} faults");
        assert!(verdict.reasons().contains(&Code::ClockBehind));
        assert!(!verdict.reasons().contains(&code));
        // Without a status list, nobody can tell whether a label of a compromised key is genuine.
        let is_open = verdict.reasons().starts_with(&[Code::KeyCompromised, Code::WitnessesMissing]);
        assert_eq!((is_open, verdict.is_authentic()), (faults == 5, faults == 2));
    }
}

#[test]
fn a_note_never_decides() {
    let verdict = verifier().check(carrier(&sealed()).as_str(), When::Now(Timestamp::from_unix_seconds(0)));
    // The time is raised to the time of issue of the list, which is before the label's first day.
    let notes = || vec![Code::ClockBehind, Code::FreshnessUnknown, Code::NoStatusPublished];
    assert_eq!(outcome(&verdict), (Code::NotYetValid, notes()));
    let text = carrier_of(&unchecked(1, "2025-06-01", "2026-06-01"));
    let verdict = verifier().check(&text, When::Now(Timestamp::from_unix_seconds(0)));
    assert_eq!(outcome(&verdict), (Code::Active, notes()));
    assert!(verdict.stands() && verdict.deciding().is_none());
}

// ---- keys

#[test]
fn every_key_with_the_id_is_tried() {
    // Among many keys of many issuers, each label is verified with its own key.
    let keys: Vec<SigningKey> = (30..60).map(|seed| SigningKey::from_seed(&[seed; 32])).collect();
    let verifier = verifier_of(|list| {
        let usual = list.issuers[0].keys[0].clone();
        for (at, pair) in keys.chunks(3).enumerate() {
            let prefixes = vec![CarrierPrefix::new(&format!("HTTPS://A{at}.EXAMPLE/")).unwrap()];
            let keys = pair.iter().map(|key| TrustedKey { public_key: key.public_key(), ..usual.clone() }).collect();
            list.issuers.push(Issuer::new(names(&format!("Office {at}")), prefixes, keys));
        }
    });
    for (at, key) in keys.iter().enumerate() {
        let authentic = verifier.authenticate(&seal(&crate::common::label(), key).unwrap()).unwrap();
        assert_eq!(authentic.issuer().names.en(), format!("Office {}", at / 3));
        assert_eq!(authentic.key_id(), key.public_key().key_id());
    }
    assert!(matches!(
        verifier.authenticate(&seal(&crate::common::label(), &SigningKey::from_seed(&[99; 32])).unwrap()),
        Err(Finding::UnknownKey { .. })
    ));
}

#[test]
fn a_label_that_a_root_key_sealed_is_refused() {
    let by_root = seal(&crate::common::label(), &root_key()).unwrap();
    assert_eq!(verifier().authenticate(&by_root).unwrap_err().code(), Code::UnknownKey);
}

#[test]
fn a_verifier_needs_an_intact_trust_list() {
    assert!(Verifier::new(b"").is_err());
    let mut list = trust_statement().sign(&[&root_key()]).unwrap();
    let end = list.len() - 1;
    list[end] ^= 1;
    assert_eq!(Verifier::new(&list).unwrap_err().code(), Code::TrustListThreshold);
}

#[test]
fn authentic_labels_are_equal_if_claims_key_and_authority_are() {
    let one = verifier().authenticate(&sealed()).unwrap();
    assert_eq!(one, verifier().authenticate(&sealed()).unwrap());
    let other: SealedLabel = seal(&builder().model("CAM-200").unwrap().build_unchecked(), &label_key()).unwrap();
    assert_ne!(one, verifier().authenticate(&other).unwrap());
    // The same label under another authority.
    let elsewhere = verifier_of(|list| list.expires_at = noon("2029-01-01"));
    assert_ne!(one, elsewhere.authenticate(&sealed()).unwrap());
}

// ---- codes

#[test]
fn codes_are_unique_and_in_kebab_case() {
    let mut seen = std::collections::BTreeSet::new();
    for code in Code::ALL {
        let text = code.as_str();
        assert!(seen.insert(text), "{text} is not unique");
        assert!(
            text.split('-')
                .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())),
            "{text}"
        );
        assert_eq!(format!("{code:>30}").trim_start(), text);
        assert!(!code.is_note() || !code.is_authentic(), "{code}");
    }
}

// ---- state

/// A verifier that holds a status list in which the usual label is revoked, and its state.
fn with_state() -> (Verifier, Vec<u8>) {
    let status_key = SigningKey::from_seed(&[31; 32]);
    let uri = StatusListUri::new("https://status.example/1");
    let mut verifier = verifier_of(|list| {
        list.issuers[0].status_list = uri.clone();
        let key = TrustedKey {
            public_key: status_key.public_key(),
            purpose: Purpose::Status,
            ..list.issuers[0].keys[0].clone()
        };
        list.issuers[0].keys.push(key);
    });
    let anchor = verifier.clone();
    let mut status = crate::status::StatusStatement::new(uri.unwrap(), &scheme(), noon("2026-11-20"), 16);
    status.allocate(7).unwrap();
    let change = crate::status::Change {
        effective_on: date("2026-11-01"),
        status: crate::status::Status::Revoked,
        last_day: None,
    };
    status.record(7, change).unwrap();
    verifier.update_status(&status.sign(&status_key).unwrap().list, now()).unwrap();
    assert_eq!(verifier.check(carrier(&sealed()).as_str(), When::Now(now())).code(), Code::Revoked);
    (anchor, verifier.export_state())
}

#[test]
fn r_73_a_clock_at_the_floor_is_not_wrong() {
    let (anchor, _) = with_state();
    let uri = StatusListUri::new("https://status.example/1").unwrap();
    let status = crate::status::StatusStatement::new(uri, &scheme(), noon("2026-01-03"), 16);
    let list = status.sign(&SigningKey::from_seed(&[31; 32])).unwrap().list;
    let taken = |now: Timestamp| anchor.clone().update_status(&list, now).map_err(|error| error.code());
    let floor = noon("2026-01-01");
    assert_eq!(taken(floor), Err(Code::StatusListFuture));
    assert_eq!(taken(Timestamp::from_unix_seconds(floor.unix_seconds() - 1)), Ok(Update::Taken));
}

#[test]
fn r_82_a_state_truncated_at_any_byte_is_damaged() {
    let (anchor, state) = with_state();
    for end in 0..state.len() {
        let mut verifier = anchor.clone();
        let error = verifier.restore(&state[..end]).unwrap_err();
        assert_eq!((error.code(), verifier.status_lists().count()), (Code::StateDamaged, 0), "{end}");
    }
    let mut verifier = anchor;
    assert_eq!(verifier.restore(&state).unwrap().taken(), 1);
    assert_eq!(verifier.check(carrier(&sealed()).as_str(), When::Now(now())).code(), Code::Revoked);
}

#[test]
fn r_82_a_state_altered_in_any_byte_is_refused() {
    let (anchor, state) = with_state();
    for at in 0..state.len() {
        let mut altered = state.clone();
        altered[at] ^= 1;
        let mut verifier = anchor.clone();
        assert!(verifier.restore(&altered).is_err(), "{at}");
        assert_eq!(verifier.status_lists().count(), 0);
    }
    assert!(anchor.clone().restore(&[&state[..], &[0]].concat()).is_err());
}

#[test]
fn r_61_a_verifier_holds_at_most_64_authorities() {
    let mut verifier = verifier();
    for seed in 0..64 {
        let root = SigningKey::from_seed(&[100 + seed; 32]);
        let mut statement = trust_statement();
        (statement.roots, statement.issuers) = (vec![root.public_key()], Vec::new());
        let added = verifier.add_authority(&statement.sign(&[&root]).unwrap());
        // One authority is there from the start.
        let code = added.err().map(|error| error.code());
        assert_eq!(code, (seed == 63).then_some(Code::TrustListConflict), "{seed}");
    }
}
