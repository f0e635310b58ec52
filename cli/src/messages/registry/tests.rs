//! Compares the messages for errors of the registry with what the errors say themselves.

use super::super::{Message, ledger};
use starseal::issue::LabelError;
use starseal::status::Status;
use starseal::trust::SchemeViolation;
use starseal::verify::Digest;
use starseal::{Date, KeyId, Language, Timestamp};
use starseal_registry::audit::AuditError;
use starseal_registry::config::ConfigError;
use starseal_registry::event::{EventFault, Kind, Step};
use starseal_registry::grant::SealingError;
use starseal_registry::ledger::LedgerError;
use starseal_registry::life::{Refusal, State};
use starseal_registry::officer::CountError;
use starseal_registry::publication::PublishError;
use starseal_registry::store::StoreError;
use starseal_registry::view::{ApplyError, TrustFault};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn time() -> Timestamp {
    "2026-11-22T03:00:00Z".parse().unwrap()
}

fn digest() -> Digest {
    Digest::of(b"x")
}

#[track_caller]
fn compare(said: Vec<(Option<Message>, String)>) {
    for (message, english) in said {
        let message = message.unwrap_or_else(|| panic!("there is no message for {english}"));
        assert_eq!(message.in_language(Language::En), english);
        assert_ne!(message.in_language(Language::Ja), english);
    }
}

fn refusals() -> Vec<Refusal> {
    let (one, two) = (day("2026-04-01"), day("2028-03-31"));
    let number = || "A-1".to_owned();
    let (application, product_id) = (number(), "SS-1".to_owned());
    let (state, id) = (State::Paid, || product_id.clone());
    let step = Step::Cleared;
    vec![
        Refusal::ApplicationKnown { number: number() },
        Refusal::NoApplication { number: number() },
        Refusal::NoRegistration { product_id: id() },
        Refusal::NotAmendable { number: number(), state },
        Refusal::StepImpossible { application: number(), state, step },
        Refusal::StepAhead { application: number(), day: two, today: one },
        Refusal::StepBack { application: number(), day: one, last: two },
        Refusal::ReasonMissing { what: step.as_str(), number: number() },
        Refusal::ReceiptMissing { application: number() },
        Refusal::NothingToUndo { application, state },
        Refusal::NotCleared { number: number(), state },
        Refusal::Label {
            number: number(),
            fault: LabelError::Scheme(SchemeViolation::UnknownCriteria { criteria: 9 }),
        },
        Refusal::OtherLabels { number: number(), product_id: id() },
        Refusal::OtherId { number: number(), product_id: id() },
        Refusal::GrantBack { number: number(), day: one, last: two },
        Refusal::KeyNotAllowed { key_id: "21dfe8b1".to_owned(), product_id: id() },
        Refusal::Retroactive { product_id: id(), day: one, published: two },
        Refusal::BeforeIssue { product_id: id(), day: one, issued_on: two },
        Refusal::BeforeLastChange { product_id: id(), day: one, last: two },
        Refusal::TooManyChanges { product_id: id(), most: 9 },
        Refusal::LastDay { product_id: id(), kind: Kind::Withdrawn },
        Refusal::ChangeImpossible { product_id: id(), status: Status::Revoked, kind: Kind::Extended },
        Refusal::DeferralTooEarly { product_id: id(), day: one, last_day: two },
        Refusal::DeferralTooLate { product_id: id(), day: two, latest: one },
        Refusal::NotRequested { product_id: id() },
        Refusal::ExtensionTooShort { product_id: id(), next: one, last_day: two },
        Refusal::ExtensionTooLong { product_id: id(), next: two, latest: one },
        Refusal::Indexes { indexes: 1, least: 2 },
        Refusal::Predecessor,
        Refusal::TrustList { reason: "x".to_owned() },
        Refusal::Founding,
        Refusal::Taken { what: "application.receipt".to_owned() },
    ]
}

#[test]
fn refusals_and_events_say_the_same_in_english() {
    let text = || "x".to_owned();
    let events = [
        EventFault::Cbor(starseal::cbor::CborFault::Truncated),
        EventFault::Format { format: 9 },
        EventFault::Kind { kind: text() },
        EventFault::Text { what: "the reason", most: 9 },
        EventFault::Link { what: "the product page" },
        EventFault::Count { what: "models" },
        EventFault::Registration,
    ];
    compare(refusals().iter().map(|error| (super::refusal(error), error.to_string())).collect());
    compare(events.iter().map(|error| (super::event(error), error.to_string())).collect());
}

#[test]
fn errors_of_the_ledger_say_the_same_in_english() {
    let text = || "x".to_owned();
    let key_id: KeyId = "21dfe8b1".parse().unwrap();
    let stores = [
        StoreError::Unreachable { reason: text() },
        StoreError::Foreign,
        StoreError::Empty,
        StoreError::Occupied,
        StoreError::Newer { found: 9, known: 1 },
        StoreError::OtherMigration { number: 1 },
        StoreError::NetworkShare { path: text(), filesystem: "nfs".to_owned() },
        StoreError::Locked { seconds: 9 },
        StoreError::Full,
        StoreError::ReadOnly,
        StoreError::Lost { reason: text() },
        StoreError::Duplicate { what: text() },
        StoreError::Kept,
        StoreError::Damaged { reason: text() },
        StoreError::Refused { reason: text() },
    ];
    let ledgers = [
        LedgerError::ClockBehind { now: time(), last: time() },
        LedgerError::ClockAhead { now: time(), last: time(), days: 31 },
        LedgerError::OtherKey { officer: text() },
        LedgerError::ContentMissing { digest: digest() },
        LedgerError::NoProposal { number: 7 },
        LedgerError::ProposalExpired { number: 7, expired: time() },
    ];
    let trusts = [
        TrustFault::Digest { found: digest(), named: digest() },
        TrustFault::Refused { code: text(), reason: text() },
        TrustFault::Issuer { uri: text() },
    ];
    let applied = [
        ApplyError::Trust(TrustFault::Issuer { uri: text() }),
        ApplyError::StatementUsed { officer: "alice".to_owned() },
    ];
    let officer = || "alice".to_owned();
    let counted = [
        CountError::NotSigned { key_id: Some(key_id) },
        CountError::Retired { officer: officer() },
        CountError::Other { officer: officer(), what: "content" },
        CountError::Expired { officer: officer(), expired: time(), time: time() },
        CountError::Ahead { officer: officer(), day: day("2026-11-23"), event: day("2026-11-22") },
        CountError::Roles { kind: Kind::Granted, officers: 2, found: "sole".to_owned() },
        CountError::Roles { kind: Kind::Applied, officers: 1, found: "proposer".to_owned() },
        CountError::RootsMissing { needed: 2, found: 1 },
        CountError::SameOfficer { officer: officer() },
        CountError::TooFew { left: 1 },
        CountError::SecondKey { officer: officer() },
        CountError::KeyTaken { key_id, officer: officer() },
        CountError::NoOfficer { officer: officer() },
    ];
    compare(stores.iter().map(|error| (ledger::store(error), error.to_string())).collect());
    compare(ledgers.iter().map(|error| (ledger::ledger(error), error.to_string())).collect());
    compare(trusts.iter().map(|error| (ledger::trust(error), error.to_string())).collect());
    compare(applied.iter().map(|error| (ledger::apply(error), error.to_string())).collect());
    compare(counted.iter().map(|error| (ledger::officers(error), error.to_string())).collect());
}

#[test]
fn errors_of_the_work_say_the_same_in_english() {
    let text = || "x".to_owned();
    let sealed = [
        SealingError::OtherKey { event: 3, named: text(), given: text() },
        SealingError::Refused { event: 3, position: 1, code: text() },
        SealingError::NotAGrant { event: 3 },
        SealingError::Elsewhere { event: 3 },
        SealingError::Ended { sealed: 512 },
    ];
    let published = [
        PublishError::Refused { code: text(), reason: text() },
        PublishError::OtherKey { event: 3, named: text(), given: text() },
        PublishError::Unsealed { event: 3 },
        PublishError::NeedsTwo,
        PublishError::Ended { event: 3 },
    ];
    let configs = [
        ConfigError::Form { line: 3, reason: text() },
        ConfigError::Value { key: "proposals.valid_days", reason: text() },
    ];
    let audits = [AuditError::Ended { events: 9 }];
    compare(sealed.iter().map(|error| (ledger::sealing(error), error.to_string())).collect());
    compare(published.iter().map(|error| (ledger::publish(error), error.to_string())).collect());
    compare(configs.iter().map(|error| (ledger::config(error), error.to_string())).collect());
    compare(audits.iter().map(|error| (ledger::audit(error), error.to_string())).collect());
}

/// The page of JSON lists the codes of all findings, and each has a sentence.
#[test]
fn every_finding_of_an_audit_has_a_sentence() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference/json.md");
    let page = std::fs::read_to_string(page).unwrap();
    let (_, codes) = page.split_once("\nThe codes of findings: ").unwrap();
    let codes: Vec<&str> = codes.split("\n\n").next().unwrap().split('`').skip(1).step_by(2).collect();
    assert!(codes.len() >= 22, "{codes:?}");
    for code in codes {
        assert!(ledger::audited(code).is_some(), "{code} has no sentence");
    }
}
