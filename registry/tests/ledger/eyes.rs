//! Four eyes: what a single officer, or somebody with the database in hand, could try.

use super::database::Database;
use super::office::{Office, changed, codes, nonce, numbers, officer_key, pen};
use starseal::verify::Digest;
use starseal::{Signer, Timestamp};
use starseal_registry::event::{Data, Kind, NamedKey, OfficerChange, Rule};
use starseal_registry::ledger::{LedgerError, settled};
use starseal_registry::officer::{OfficersRequest, Role, Wording};
use starseal_registry::proposal::{approve, turn_down};

const ID: &str = "SS-2026-000000";

fn office(database: &Database) -> Office {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 1), 1);
    office.grant(&numbers(1, 1));
    office
}

fn withdrawal() -> Data {
    changed(Kind::Withdrawn, ID, "2026-11-22", None)
}

pub fn two_officers_sign_the_same_bytes(database: &Database) {
    let mut office = office(database);
    let number = office.propose(&withdrawal()).unwrap();
    assert_eq!(office.proposals(), [number]);
    let head = office.approve_as("bob", number).unwrap();
    let event = settled(office.ledger.store(), head.number).unwrap().unwrap();
    assert_eq!((event.statements.len(), event.data == withdrawal().to_bytes()), (2, true));
    assert_eq!(office.proposals(), [0; 0]);
    assert_eq!(office.approve_as("bob", number).unwrap_err().code(), "no-proposal");

    // What needs two is not appended by one.
    let error = office.alone(&changed(Kind::Revoked, ID, "2026-11-22", None)).unwrap_err();
    assert_eq!(error.code(), "officers-missing");
    assert_eq!(office.findings(), [] as [&str; 0]);
}

pub fn nobody_approves_their_own(database: &Database) {
    let mut office = office(database);
    let number = office.propose(&withdrawal()).unwrap();
    assert_eq!(office.approve_as("alice", number).unwrap_err().code(), "same-officer");
    // Bob's key under Alice's name, Alice's key under Bob's, and a key of nobody.
    for (name, key, code) in [
        ("alice", officer_key("bob"), "other-key"),
        ("bob", officer_key("alice"), "other-key"),
        ("carol", officer_key("carol"), "no-such-officer"),
    ] {
        let now = office.now();
        let result = office.ledger.write(now, |writing| approve(writing, number, &pen(name, &key)));
        assert_eq!(result.unwrap_err().code(), code);
    }
    // The officer's name in the table of proposals is not what counts.
    office.ledger.store().execute("UPDATE proposal SET officer = $1", &["bob".into()]).unwrap();
    assert_eq!(office.approve_as("alice", number).unwrap_err().code(), "same-officer");
    // Both statements by one officer, in both roles.
    let by = |office: &mut Office, roles: [Role; 2]| {
        let (key, now) = (officer_key("alice"), office.now());
        office.ledger.write::<_, LedgerError>(now, |writing| {
            let statements = roles.map(|role| writing.sign(&pen("alice", &key), &withdrawal(), role, 60).unwrap());
            writing.append(&withdrawal(), statements.to_vec())
        })
    };
    assert_eq!(by(&mut office, [Role::Proposer, Role::Approver]).unwrap_err().code(), "same-officer");
    assert_eq!(by(&mut office, [Role::Sole, Role::Sole]).unwrap_err().code(), "officers-missing");
    assert_eq!(office.findings(), [] as [&str; 0]);
}

pub fn a_statement_counts_once_and_for_a_time(database: &Database) {
    let mut office = office(database);
    // Two registrations are withdrawn with the statements of one proposal: the second time they are used already.
    let number = office.propose(&withdrawal()).unwrap();
    let head = office.approve_as("bob", number).unwrap();
    let used = settled(office.ledger.store(), head.number).unwrap().unwrap().statements;
    office.change(Kind::Corrected, ID, "2026-11-22", None).unwrap();
    let now = office.now();
    let again = office.ledger.write(now, |writing| writing.append(&withdrawal(), used.clone()));
    assert_eq!(again.unwrap_err().code(), "statement-used");

    // An expired proposal, and an expired statement.
    office.on("2026-11-24");
    let late = changed(Kind::Revoked, ID, "2026-11-24", None);
    let number = office.propose(&late).unwrap();
    office.on("2026-11-28");
    assert_eq!(office.approve_as("bob", number).unwrap_err().code(), "proposal-expired");
    office.ledger.store().execute("UPDATE proposal SET expires_at = $1", &[i64::MAX.into()]).unwrap();
    assert_eq!(office.approve_as("bob", number).unwrap_err().code(), "statement-expired");

    // A statement about another ledger, kind or content, and one of tomorrow.
    let (id, now) = (office.ledger.id(), office.now());
    let today = office.today();
    let expires_at = Timestamp::from_unix_seconds(office.now + 600);
    let data =
        Data::Steps(vec![super::office::step("A-00001", starseal_registry::event::Step::ExtensionRequested, today)]);
    let shown = Digest::of(&data.to_bytes());
    let good =
        Wording { ledger: Some(id), kind: Kind::Step, shown, day: today, expires_at, nonce: nonce(), role: Role::Sole };
    for (code, wording) in [
        ("statement-of-other-content", Wording { ledger: Some(Digest::of(b"another")), ..good.clone() }),
        ("statement-of-other-content", Wording { ledger: None, ..good.clone() }),
        ("statement-of-other-content", Wording { kind: Kind::Applied, ..good.clone() }),
        ("statement-of-other-content", Wording { shown: Digest::of(b"another"), ..good.clone() }),
        ("statement-ahead", Wording { day: today.plus_days(2), ..good.clone() }),
        ("officers-missing", Wording { role: Role::Founder, ..good.clone() }),
    ] {
        let statement = wording.sign(&officer_key("alice")).unwrap();
        let result = office.ledger.write(now, |writing| writing.append(&data, vec![statement.clone()]));
        assert_eq!(result.unwrap_err().code(), code);
    }
    // The same nonce in two statements.
    for expected in ["appended", "statement-used"] {
        let statement = good.sign(&officer_key("alice")).unwrap();
        let result = office.ledger.write(now, |writing| writing.append(&data, vec![statement.clone()]));
        assert_eq!(result.map_or_else(|error| error.code(), |_| "appended"), expected);
    }
    assert_eq!(office.findings(), [] as [&str; 0]);
}

pub fn officers_come_and_go_by_two(database: &Database) {
    let mut office = office(database);
    let add = |name: &str, seed: u8| {
        OfficerChange::Add(NamedKey { name: name.to_owned(), key: super::office::key(seed).public_key() })
    };
    let retire = |name: &str| OfficerChange::Retire { name: name.to_owned(), reason: "a test".to_owned() };
    // Neither the officers nor the rule are changed by one, and not even the rule can say so.
    assert_eq!(office.alone(&Data::Officers(vec![add("carol", 13)])).unwrap_err().code(), "officers-missing");
    let mut rule = Rule::default();
    assert!(!rule.set(Kind::Officers, 1) && !rule.set(Kind::Rule, 1) && !rule.set(Kind::Granted, 0));
    assert!(rule.set(Kind::Withdrawn, 1));
    assert_eq!(office.alone(&Data::Rule(rule.clone())).unwrap_err().code(), "officers-missing");

    // A second key of one's own, under one's own name and with a key that is taken.
    for (changes, code) in [
        (vec![add("alice", 21)], "second-key"),
        (vec![add("carol", 11)], "key-taken"),
        (vec![retire("alice")], "too-few-officers"),
        (vec![retire("carol")], "no-such-officer"),
    ] {
        assert_eq!(office.propose(&Data::Officers(changes)).unwrap_err().code(), code);
    }

    // Carol comes and Alice goes, in one event. A proposal that Alice made before no longer counts, nor does her key.
    let number = office.propose(&withdrawal()).unwrap();
    office.by_two(&Data::Officers(vec![add("carol", 13), retire("alice")])).unwrap();
    assert_eq!(office.approve_as("bob", number).unwrap_err().code(), "officer-retired");
    assert_eq!(office.propose(&withdrawal()).unwrap_err().code(), "no-such-officer");
    let (bob, now) = (officer_key("bob"), office.now());
    let proposed = office
        .ledger
        .write(now, |writing| starseal_registry::proposal::propose(writing, &withdrawal(), &pen("bob", &bob), 60));
    assert!(proposed.is_ok());
    let number = *office.proposals().last().unwrap();
    office.approve_as("carol", number).unwrap();
    assert_eq!(office.findings(), [] as [&str; 0]);
}

/// Of two officers one has lost the key. The other one alone cannot replace it; the authority's root keys can.
pub fn root_keys_replace_an_officer(database: &Database) {
    let mut office = office(database);
    let now = office.now();
    let changes = vec![
        OfficerChange::Retire { name: "bob".to_owned(), reason: "lost".to_owned() },
        OfficerChange::Add(NamedKey { name: "bob".to_owned(), key: officer_key("carol").public_key() }),
    ];
    let request = OfficersRequest { ledger: office.ledger.id(), changes, utc_offset_minutes: 540 };
    assert_eq!(OfficersRequest::from_bytes(&request.to_bytes()), Ok(request.clone()));
    let sign =
        |request: &OfficersRequest, seed: u8| request.sign(&super::office::key(seed), now.time, 3600, nonce()).unwrap();
    let append = |office: &mut Office, request: &OfficersRequest, statements: Vec<Vec<u8>>| {
        let result = office.ledger.write::<_, LedgerError>(now, |writing| writing.append(&request.data(), statements));
        result.map_or_else(|error| error.code(), |_| "appended")
    };
    let elsewhere = OfficersRequest { ledger: Digest::of(b"another ledger"), ..request.clone() };
    let other = OfficersRequest { changes: request.changes[..1].to_vec(), ..request.clone() };
    for (statements, code) in [
        (vec![], "officers-missing"),
        (vec![sign(&request, 11)], "officers-missing"),
        (vec![sign(&request, 99)], "statement-not-signed"),
        (vec![sign(&elsewhere, 1)], "statement-of-other-content"),
        (vec![sign(&other, 1)], "statement-of-other-content"),
        (vec![sign(&request, 1), sign(&request, 1)], "same-officer"),
        (vec![sign(&request, 1), sign(&request, 11)], "statement-not-signed"),
    ] {
        assert_eq!(append(&mut office, &request, statements), code);
    }
    // A root key decides about officers, and about nothing else; and it signs as a root key.
    let wording = Wording {
        ledger: Some(office.ledger.id()),
        kind: Kind::Withdrawn,
        shown: Digest::of(&withdrawal().to_bytes()),
        day: office.today(),
        expires_at: Timestamp::from_unix_seconds(now.time.unix_seconds() + 3600),
        nonce: nonce(),
        role: Role::Root,
    };
    let statement = wording.sign(&super::office::root()).unwrap();
    let result = office.ledger.write(now, |writing| writing.append(&withdrawal(), vec![statement]));
    assert_eq!(result.unwrap_err().code(), "statement-not-signed");
    let shown = Digest::of(&request.data().to_bytes());
    let wording = Wording { kind: Kind::Officers, shown, role: Role::Sole, ..wording };
    let statement = wording.sign(&super::office::root()).unwrap();
    assert_eq!(append(&mut office, &request, vec![statement]), "roots-missing");

    let good = sign(&request, 1);
    assert_eq!(append(&mut office, &request, vec![good.clone()]), "appended");
    assert_eq!(office.findings(), [] as [&str; 0]);
    // The old key no longer counts, and the statement is used up.
    let number = office.propose(&withdrawal()).unwrap();
    assert_eq!(office.approve_as("bob", number).unwrap_err().code(), "other-key");
    assert_eq!(append(&mut office, &request, vec![good]), "statement-used");
    let (carol, now) = (officer_key("carol"), office.now());
    office.ledger.write(now, |writing| approve(writing, number, &pen("bob", &carol))).unwrap();
    assert_eq!(office.findings(), [] as [&str; 0]);
}

pub fn a_proposal_that_was_changed_is_not_approved(database: &Database) {
    let mut office = office(database);
    let number = office.propose(&withdrawal()).unwrap();
    let other = changed(Kind::Withdrawn, ID, "2026-11-25", None).to_bytes();
    office.ledger.store().execute("UPDATE proposal SET data = $1", &[(&other).into()]).unwrap();
    assert_eq!(office.approve_as("bob", number).unwrap_err().code(), "statement-of-other-content");
    office.ledger.store().execute("UPDATE proposal SET kind = $1", &["revoked".into()]).unwrap();
    assert_eq!(office.approve_as("bob", number).unwrap_err().code(), "statement-of-other-content");

    // One that is turned down is no longer open.
    let second = office.propose(&withdrawal()).unwrap();
    let (bob, now) = (officer_key("bob"), office.now());
    office.ledger.write(now, |writing| turn_down(writing, second, &pen("bob", &bob))).unwrap();
    assert_eq!(office.approve_as("bob", second).unwrap_err().code(), "no-proposal");
    assert_eq!(office.findings(), [] as [&str; 0]);
}

/// Whoever has the database in hand can make the commands accept more than the events allow. The audit does not.
pub fn what_an_edited_view_lets_through_is_found(database: &Database) {
    let mut office = office(database);
    let revocation = changed(Kind::Revoked, ID, "2026-11-22", None);
    // The rule is edited, one officer revokes alone, and the rule is put back.
    office.ledger.store().script("UPDATE rule SET officers = 1 WHERE kind = 'revoked'").unwrap();
    office.alone(&revocation).unwrap();
    office.ledger.store().script("UPDATE rule SET officers = 2 WHERE kind = 'revoked'").unwrap();
    let report = office.audit();
    assert_eq!(codes(&report), ["event-refused", "view-differs"]);
    assert!(report.findings.kept().iter().any(|finding| finding.what.contains("officers-missing")));
}

pub fn a_second_key_in_the_database_is_found(database: &Database) {
    let mut office = office(database);
    // Alice makes a second key of her own, writes it into the table as Carol's, approves with it, and takes it away.
    let key = officer_key("carol").public_key().to_bytes().to_vec();
    let sql = "INSERT INTO officer (key, name, added) VALUES ($1, $2, $3)";
    office.ledger.store().execute(sql, &[(&key).into(), "carol".into(), 1_i64.into()]).unwrap();
    let number = office.propose(&withdrawal()).unwrap();
    office.approve_as("carol", number).unwrap();
    office.ledger.store().script("DELETE FROM officer WHERE name = 'carol'").unwrap();
    let report = office.audit();
    assert_eq!(codes(&report), ["event-refused", "view-differs"]);
    assert!(report.findings.kept().iter().any(|finding| finding.what.contains("statement-not-signed")));
}

pub fn an_approval_whose_use_was_deleted_is_found(database: &Database) {
    let mut office = office(database);
    let head = office.by_two(&withdrawal()).unwrap();
    let used = settled(office.ledger.store(), head.number).unwrap().unwrap().statements;
    office.change(Kind::Corrected, ID, "2026-11-22", None).unwrap();
    office.ledger.store().execute("DELETE FROM nonce WHERE event = $1", &[head.number.into()]).unwrap();
    let now = office.now();
    office.ledger.write(now, |writing| writing.append(&withdrawal(), used.clone())).unwrap();
    let report = office.audit();
    assert_eq!(codes(&report), ["event-refused", "view-differs"]);
    assert!(report.findings.kept().iter().any(|finding| finding.what.contains("statement-used")));
}

pub fn a_trust_list_is_adopted_by_two(database: &Database) {
    let mut office = office(database);
    // The authority replaces the label key; a stranger signs the same list with a root of its own.
    let first = super::office::trust_list();
    let mut next = super::office::trust_statement();
    next.authority_id = Some(starseal::TrustList::open(&first).unwrap().authority_id());
    next.version = 2;
    next.issued_at = Timestamp::from_unix_seconds(super::office::NOW);
    let new_key = super::office::key(5).public_key();
    next.issuers[0].keys[0].public_key = new_key;
    let genuine = next.sign(&[&super::office::root()]).unwrap();
    next.roots = vec![super::office::key(9).public_key()];
    let foreign = next.sign(&[&super::office::key(9)]).unwrap();
    office.on("2026-11-23");
    let now = office.now();
    let offer = |office: &mut Office, list: &[u8]| {
        office.ledger.write::<_, LedgerError>(now, |writing| writing.offer_trust_list(list))
    };
    assert_eq!(offer(&mut office, &foreign).unwrap_err().code(), "trust-list-unusable");
    let adoption = Data::TrustList(offer(&mut office, &genuine).unwrap());
    assert_eq!(office.alone(&adoption).unwrap_err().code(), "officers-missing");
    office.by_two(&adoption).unwrap();
    assert_eq!(office.ledger.trust().digest(), Digest::of(&genuine));

    // The old label key grants no more, and what it sealed is audited by the list of its time.
    office.clear(&numbers(2, 1), 1);
    let data = office.plan(&mut numbers(2, 1)).unwrap();
    assert_eq!(office.propose(&data).unwrap_err().code(), "key-not-allowed");
    office.publish();
    assert_eq!(office.findings(), [] as [&str; 0]);
    let office = Office::open(database.open());
    assert_eq!(office.ledger.trust().digest(), Digest::of(&genuine));
}
