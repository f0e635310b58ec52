//! Backups, what is compared after one was restored, corrected clocks, and the erasure of personal data.

use super::database::Database;
use super::office::{Office, application, changed, codes, day, numbers, officer_key, pen, trust_list, verdict};
use super::server::Server;
use starseal::status::{Publication, StatusObjects};
use starseal::verify::{Digest, Update};
use starseal::{Code, StatusList, Timestamp, Verifier};
use starseal_registry::audit::audit;
use starseal_registry::backup::{BackupError, back_up, read_header, restore, verify};
use starseal_registry::event::{ClockCorrection, Data, Kind};
use starseal_registry::ledger::{Head, LedgerError, Now, head};
use starseal_registry::proposal::{Outcome, approve, propose};
use starseal_registry::recovery::{Comparison, RecoveryError, compare, erasure_of};
use starseal_registry::store::{SqliteStore, Store, insert_all};

const MARGIN: u32 = 10;

fn backup(office: &mut Office) -> Vec<u8> {
    let mut file = Vec::new();
    let at = office.now().time;
    back_up(office.ledger.store(), &mut file, at, &mut |_, _| true).unwrap();
    file
}

fn restored(database: &Database, file: &[u8]) -> Office {
    let mut store = database.create();
    restore(store.as_mut(), &mut &*file, &mut |_, _| true).unwrap();
    Office::open(store)
}

fn opened(lists: &Publication) -> (StatusList, StatusObjects) {
    let verifier = Verifier::new(&trust_list()).unwrap();
    let list = StatusList::open(&lists.list, [verifier.trust_list()]).unwrap();
    let mut objects = StatusObjects::default();
    for object in lists.objects() {
        objects.add(&list, object).unwrap();
    }
    (list, objects)
}

fn compared(office: &mut Office, lists: Option<&Publication>) -> Result<Comparison, RecoveryError> {
    let uri = office.ledger.trust().uri().clone();
    let lists = lists.map(opened);
    let published = lists.as_ref().map(|(list, objects)| (list, objects));
    compare(office.ledger.store(), &uri, published, MARGIN, "a test")
}

/// A ledger with a bit of everything that a backup must hold.
fn full(database: &Database) -> Office {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 4), 2);
    let personal = b"contact".to_vec();
    let sha256 = Digest::of(&personal);
    let row = vec![(&sha256).into(), (&personal).into()];
    insert_all(office.ledger.store(), "personal", &["sha256", "bytes"], [row]).unwrap();
    let mut with_contact = application("B-1", 1, office.today());
    with_contact.personal = Some(sha256);
    office.alone(&Data::Applied(vec![with_contact])).unwrap();
    office.grant(&numbers(1, 2));
    office.publish();
    office.on("2026-11-23").change(Kind::Withdrawn, "SS-2026-000000", "2026-11-23", None).unwrap();
    office.propose(&changed(Kind::Revoked, "SS-2026-000001", "2026-11-23", None)).unwrap();
    office
}

pub fn a_backup_is_restored_whole(database: &Database) {
    let mut office = full(database);
    let file = backup(&mut office);
    let at_backup = head(office.ledger.store()).unwrap().unwrap();
    let (header, sum) = verify(&mut &*file).unwrap();
    assert_eq!((header.ledger, header.event, header.hash), (office.ledger.id(), at_backup.number, at_backup.hash));
    assert_eq!(read_header(&mut &*file).unwrap(), header);
    assert_eq!(Digest::of(&file[..file.len() - 32]), sum);
    // The same state gives the same bytes.
    assert_eq!(backup(&mut office), file);

    let other = database.another();
    let mut store = other.create();
    let done = restore(store.as_mut(), &mut &*file, &mut |_, _| true).unwrap();
    assert_eq!((done.header, done.sum, done.report.is_clean()), (header, sum, true));
    // What is restored gives the same backup again, and a second restoration is refused.
    let again = restore(store.as_mut(), &mut &*file, &mut |_, _| true).unwrap_err();
    assert_eq!(again.code(), "ledger-exists");
    let mut copy = Office::open(store);
    copy.now = office.now;
    assert_eq!(head(copy.ledger.store()).unwrap(), Some(at_backup));
    assert_eq!(copy.findings(), [] as [&str; 0]);
    assert_eq!(backup(&mut copy), file);
    assert_eq!(copy.proposals().len(), 1);

    // A backup of either database is restored in the other one.
    let mut temporary = SqliteStore::temporary().unwrap();
    restore(&mut temporary, &mut &*file, &mut |_, _| true).unwrap();
    assert_eq!(backup(&mut Office { now: office.now, ..Office::open(Box::new(temporary)) }), file);
}

pub fn a_damaged_backup_restores_nothing(database: &Database) {
    let mut office = full(database);
    let file = backup(&mut office);
    let mut target = database.another().create();
    let refused = |target: &mut dyn Store, bytes: &[u8]| {
        let error = restore(target, &mut &*bytes, &mut |_, _| true).unwrap_err();
        assert_eq!(head(target).unwrap(), None, "nothing is restored");
        assert_eq!(target.query("SELECT number FROM proposal", &[]).unwrap().len(), 0);
        error.code()
    };
    for at in (0..file.len()).step_by(file.len() / 40) {
        let mut damaged = file.clone();
        damaged[at] ^= 0x20;
        assert!(verify(&mut &*damaged).is_err(), "byte {at}");
        let code = refused(target.as_mut(), &damaged);
        assert!(["backup-damaged", "not-a-backup", "backup-newer"].contains(&code), "byte {at}: {code}");
        assert!(["backup-damaged", "not-a-backup"].contains(&refused(target.as_mut(), &file[..at])), "cut at {at}");
    }
    let mut longer = file.clone();
    longer.push(0);
    assert_eq!(refused(target.as_mut(), &longer), "backup-damaged");
    assert_eq!(refused(target.as_mut(), b"starseal ledger backup 2\n and more"), "backup-newer");
    assert_eq!(refused(target.as_mut(), b""), "not-a-backup");
    // A length that no record has does not exhaust the memory.
    assert_eq!(refused(target.as_mut(), b"starseal ledger backup 1\n\x03\xff\xff\xff"), "backup-damaged");
    assert_eq!(refused(target.as_mut(), b"starseal ledger backup 1\n\xff\xff\xff\xff"), "backup-damaged");
    // The caller ends the work.
    let ended = restore(target.as_mut(), &mut &*file, &mut |done, _| done < 10).unwrap_err();
    assert_eq!((ended, head(target.as_mut()).unwrap()), (BackupError::Ended, None));

    // A ledger whose rows were changed before the backup: the SHA-256 is right, and the content is not.
    database.unlock(office.ledger.store(), "seal");
    office.ledger.store().script("DELETE FROM seal WHERE position = 1").unwrap();
    assert_eq!(refused(target.as_mut(), &backup(&mut office)), "backup-not-whole");
    office.ledger.store().script("UPDATE registration SET labels = 7").unwrap();
    assert_eq!(refused(target.as_mut(), &backup(&mut office)), "backup-view-differs");
    restore(target.as_mut(), &mut &*file, &mut |_, _| true).unwrap();
}

pub fn a_backup_is_one_state_while_others_write(database: &Database) {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 30), 3);
    let mut other = Office::open(database.open());
    let (mut file, at, mut left) = (Vec::new(), office.now().time, numbers(1, 30));
    back_up(office.ledger.store(), &mut file, at, &mut |_, _| {
        // Another connection grants while this one reads.
        if let Some(number) = left.pop() {
            other.grant(&[number]);
        }
        true
    })
    .unwrap();
    assert!(left.len() < 30);
    let mut copy = restored(&database.another(), &file);
    assert_eq!(copy.findings(), [] as [&str; 0]);
    assert_eq!(head(copy.ledger.store()).unwrap().unwrap().number, 5, "nothing of what was written meanwhile");
    assert_eq!(other.findings(), [] as [&str; 0]);
}

/// What happened after the backup, and is lost: a grant, a withdrawal, an extension, and two publications.
struct Past {
    file: Vec<u8>,
    carriers: Vec<String>,
    first: Publication,
    last: Publication,
    last_time: Timestamp,
}

fn past(database: &Database) -> Past {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 8), 1);
    let events = office.grant(&numbers(1, 3));
    let mut carriers = office.carriers(events[0]);
    let first = office.publish();
    // A proposal that is approved after the backup, in the part that is lost.
    let open = office.plan_and_propose(&numbers(4, 1));
    let file = backup(&mut office);
    let event = office.approve_as("bob", open).unwrap().number;
    office.seal();
    carriers.extend(office.carriers(event));
    let events = office.grant(&numbers(5, 2));
    carriers.extend(office.carriers(events[0]));
    office.publish();
    office.on("2026-11-23").change(Kind::Withdrawn, "SS-2026-000001", "2026-11-23", None).unwrap();
    office.change(Kind::Revoked, "SS-2026-000004", "2026-11-23", None).unwrap();
    office.alone(&request("A-00006", &office)).unwrap();
    office.change(Kind::Extended, "SS-2026-000005", "2026-11-23", Some("2028-11-22")).unwrap();
    let last = office.publish();
    Past { file, carriers, first: first.lists, last: last.lists, last_time: last.issued_at }
}

fn request(number: &str, office: &Office) -> Data {
    Data::Steps(vec![super::office::step(number, starseal_registry::event::Step::ExtensionRequested, office.today())])
}

pub fn what_was_used_since_a_backup_is_never_used_again(database: &Database) {
    let past = past(database);
    let mut office = restored(&database.another(), &past.file);
    office.on("2026-11-24");

    // Before the comparison nothing is granted, sealed or published; applications can be recorded.
    let open = office.proposals()[0];
    assert_eq!(office.approve_as("bob", open).unwrap_err().code(), "ledger-not-compared");
    let data = office.plan(&mut numbers(7, 1)).unwrap();
    assert_eq!(office.propose(&data).unwrap_err().code(), "ledger-not-compared");
    assert_eq!(office.try_publish().unwrap_err().code(), "ledger-not-compared");
    assert!(office.audit().awaits_comparison);
    office.clear(&["C-1".to_owned()], 1);

    // An older list than the last one that the ledger knows, none at all, and a list without its objects.
    let statement = opened(&past.last).0.statement(&StatusObjects::default());
    assert!(statement.is_err());
    assert_eq!(compared(&mut office, None).unwrap_err().code(), "published-older");
    let (list, _) = opened(&past.last);
    let uri = office.ledger.trust().uri().clone();
    let bare = compare(office.ledger.store(), &uri, Some((&list, &StatusObjects::default())), MARGIN, "a test");
    assert_eq!(bare.unwrap_err().code(), "published-incomplete");

    let comparison = compared(&mut office, Some(&past.last)).unwrap();
    let restoration = &comparison.restoration;
    assert!(comparison.is_behind);
    assert_eq!((restoration.lost.as_slice(), restoration.first_index), (&[(3, 5)][..], 6 + MARGIN));
    assert_eq!(restoration.owed, ["SS-2026-000001"]);
    let differing: Vec<_> = comparison.differing.iter().map(|one| (one.product_id.as_str(), one.is_owed)).collect();
    assert_eq!(differing, [("SS-2026-000001", true)]);
    let data = Data::Restored(restoration.clone());
    assert_eq!(office.alone(&data).unwrap_err().code(), "officers-missing");
    // A comparison that frees indexes which the ledger has is refused.
    let mut less = restoration.clone();
    (less.first_index, less.lost, less.lost_changes) = (2, Vec::new(), Vec::new());
    assert_eq!(office.propose(&Data::Restored(less)).unwrap_err().code(), "first-index");
    office.by_two(&data).unwrap();
    assert!(!office.audit().awaits_comparison);

    // The proposal whose index was used in the lost part is not approved, and new ones have later indexes.
    assert_eq!(office.approve_as("bob", open).unwrap_err().code(), "index-reserved");
    let now = office.now().time;
    assert!(starseal_registry::grant::cleared_applications(office.ledger.store(), now).unwrap().len() > 3);
    office.grant(&numbers(7, 2));
    let rows = office.ledger.store().query("SELECT min(status_index) FROM registration WHERE status_index > 2", &[]);
    assert_eq!(rows.unwrap()[0].number::<u32>(0), Ok(6 + MARGIN));

    // Nothing is published that verifiers with the newer list would refuse. The lost withdrawal is recorded again, with
    // the day that was published.
    assert_eq!(office.try_publish().unwrap_err().code(), "change-owed");
    office.change(Kind::Withdrawn, "SS-2026-000001", "2026-11-23", None).unwrap();
    let next = office.publish();
    assert!(next.issued_at > past.last_time);
    let (list, _) = opened(&next.lists);
    assert_eq!(list.predecessor(), Some(Digest::of(&past.last.list)));

    // Verifiers that hold the newer publication do not fall back to the older one, and take the next one, which says of
    // the lost labels what was said before.
    let at = office.now().time;
    let mut verifier = Verifier::new(&trust_list()).unwrap();
    verifier.update_status(&past.last.list, at).unwrap();
    assert_ne!(verifier.update_status(&past.first.list, at).ok(), Some(Update::Taken));
    assert_eq!(verifier.update_status(&next.lists.list, at).unwrap(), Update::Taken);
    for (at, expected) in
        [Code::Active, Code::Withdrawn, Code::Active, Code::Active, Code::Revoked, Code::Active].into_iter().enumerate()
    {
        assert_eq!(verdict(&past.carriers[at], &next.lists, "2026-11-24"), expected, "label {at}");
    }

    // A lost registration can be withdrawn or revoked by its index, and nothing else.
    for (kind, id, code) in [
        (Kind::Corrected, "index:3", "change-impossible"),
        (Kind::Withdrawn, "index:4", "change-impossible"),
        (Kind::Withdrawn, "index:6", "no-registration"),
        (Kind::Withdrawn, "index:2", "no-registration"),
    ] {
        assert_eq!(office.change(kind, id, "2026-11-24", None).unwrap_err().code(), code, "{id}");
    }
    assert_eq!(office.change(Kind::Revoked, "index:3", "2026-11-23", None).unwrap_err().code(), "retroactive");
    office.change(Kind::Revoked, "index:3", "2026-11-24", None).unwrap();
    let next_but_one = office.publish();
    assert_eq!(verdict(&past.carriers[3], &next_but_one.lists, "2026-11-24"), Code::Revoked);
    assert_eq!(office.findings(), [] as [&str; 0]);

    // The audit knows the lost lists, and what was made of them.
    let published = [&past.first, &past.last, &next.lists].map(|lists| ("a list".to_owned(), lists.list.clone()));
    let report = audit(office.ledger.store(), &published, &mut |_| true).unwrap();
    assert_eq!((report.findings.kept(), report.published, report.lost), (&[][..], 3, 1));
    office.on("2026-11-25").publish();
    assert_eq!(office.findings(), [] as [&str; 0]);
    // A second backup, restored and compared, knows what the first one has lost.
    let last = office.on("2026-11-26").publish();
    let file = backup(&mut office);
    let mut second = restored(&database.another(), &file);
    second.on("2026-11-27");
    let comparison = compared(&mut second, Some(&last.lists)).unwrap();
    assert_eq!((comparison.is_behind, comparison.restoration.lost.len()), (false, 0));
    second.by_two(&Data::Restored(comparison.restoration)).unwrap();
    second.publish();
    assert_eq!(second.findings(), [] as [&str; 0]);
}

pub fn a_comparison_that_was_left_out_is_found(database: &Database) {
    let past = past(database);
    let mut office = restored(&database.another(), &past.file);
    // One officer takes the mark away, and the work goes on as if nothing had been published since.
    office.ledger.store().script("DELETE FROM restored").unwrap();
    office.on("2026-11-24").grant(&numbers(7, 2));
    office.publish();
    assert_eq!(office.findings(), [] as [&str; 0], "the ledger alone cannot show it");
    let published = [("a list".to_owned(), past.last.list.clone())];
    let report = audit(office.ledger.store(), &published, &mut |_| true).unwrap();
    assert_eq!(codes(&report), ["events-cut-off"]);
    let error = compared(&mut office, Some(&past.last)).unwrap_err();
    assert_eq!(error.code(), "published-older", "a later list is in the ledger");
}

pub fn an_unpublished_ledger_is_compared_with_nothing(database: &Database) {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 3), 1);
    let file = backup(&mut office);
    office.grant(&numbers(1, 2));
    let mut office = restored(&database.another(), &file);
    let comparison = compared(&mut office, None).unwrap();
    assert_eq!((comparison.is_behind, comparison.restoration.first_index), (false, MARGIN));
    office.by_two(&Data::Restored(comparison.restoration)).unwrap();
    // What was printed in the meantime has indexes that are not used again.
    office.grant(&numbers(1, 3));
    let rows = office.ledger.store().query("SELECT min(status_index) FROM registration", &[]).unwrap();
    assert_eq!(rows[0].number::<u32>(0), Ok(MARGIN));
    office.publish();
    assert_eq!(office.findings(), [] as [&str; 0]);
}

pub fn a_wrong_time_is_corrected_by_two(database: &Database) {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 2), 1);
    office.grant(&numbers(1, 1));
    office.publish();
    // A machine whose clock is a year ahead, and a person who says that it is right.
    office.on("2027-11-22");
    office.alone(&request("A-00001", &office)).unwrap();
    office.publish();
    let wrong = head(office.ledger.store()).unwrap().unwrap().time;
    office.on("2026-11-23");
    assert_eq!(office.try_publish().unwrap_err().code(), "clock-behind");

    let correction = |corrected: Timestamp, wrong| {
        Data::Clock(ClockCorrection { wrong, corrected, reason: "the clock was a year ahead".to_owned() })
    };
    let now = office.now();
    let (alice, bob) = (officer_key("alice"), officer_key("bob"));
    let by = |office: &mut Office, data: &Data, now: Now| -> Result<u64, LedgerError> {
        let outcome = office
            .ledger
            .write_with_corrected_clock(now, |writing| propose(writing, data, &pen("alice", &alice), 86_400))?;
        match outcome {
            Outcome::Proposed(number) => Ok(number),
            Outcome::Appended(_) => panic!("one officer was enough"),
        }
    };
    let later = Timestamp::from_unix_seconds(now.time.unix_seconds() + 10);
    for (data, code) in [
        (correction(later, wrong), "clock-correction"),
        (correction(now.time, now.time), "other-time"),
        (changed(Kind::Withdrawn, "SS-2026-000000", "2026-11-23", None), "clock-behind"),
    ] {
        assert_eq!(by(&mut office, &data, now).unwrap_err().code(), code);
    }
    let data = correction(now.time, wrong);
    let number = by(&mut office, &data, now).unwrap();
    let approve_as = |office: &mut Office, name: &str, key| {
        office
            .ledger
            .write_with_corrected_clock::<Head, LedgerError>(now, |writing| approve(writing, number, &pen(name, key)))
    };
    assert_eq!(approve_as(&mut office, "alice", &alice).unwrap_err().code(), "same-officer");
    assert_eq!(approve_as(&mut office, "bob", &bob).unwrap().time, now.time);

    // The work goes on from the corrected time, and what was published of the wrong time is passed.
    office.grant(&numbers(2, 1));
    let published = office.publish();
    assert!(published.issued_at < wrong);
    let carriers = office.carriers(published.event - 1);
    assert_eq!(verdict(&carriers[0], &published.lists, "2026-11-23"), Code::Active);
    assert_eq!(office.findings(), [] as [&str; 0]);
    let file = backup(&mut office);
    restored(&database.another(), &file);
}

pub fn personal_data_are_erased_by_two(database: &Database) {
    let mut office = full(database);
    // A second content of the same application, whose contact is another one.
    let contact = |office: &mut Office, text: &[u8]| {
        let digest = Digest::of(text);
        let row = vec![(&digest).into(), text.into()];
        insert_all(office.ledger.store(), "personal", &["sha256", "bytes"], [row]).unwrap();
        digest
    };
    let mut amended = application("B-1", 1, day("2026-11-22"));
    amended.personal = Some(contact(&mut office, b"another contact"));
    office.alone(&Data::Amended { reason: "a test".to_owned(), applications: vec![amended] }).unwrap();
    let kept = contact(&mut office, b"kept");
    let mut other = application("B-2", 1, office.today());
    other.personal = Some(kept);
    office.alone(&Data::Applied(vec![other])).unwrap();
    assert_eq!(office.findings(), [] as [&str; 0]);

    let wanted = ["B-1".to_owned(), "A-00001".to_owned()];
    let erasure = erasure_of(office.ledger.store(), &wanted, "the applicant asks").unwrap();
    assert_eq!(erasure.applications.len(), 1, "the other has none");
    assert_eq!(erasure.applications[0].1.len(), 2);
    let data = Data::Erased(erasure);
    assert_eq!(office.alone(&data).unwrap_err().code(), "officers-missing");
    let number = office.propose(&data).unwrap();
    let count = |office: &mut Office| office.ledger.store().query("SELECT sha256 FROM personal", &[]).unwrap().len();
    assert_eq!(count(&mut office), 3, "a proposal erases nothing");
    office.approve_as("bob", number).unwrap();
    office.ledger.store().scrub().unwrap();
    assert_eq!(count(&mut office), 1);
    let report = office.audit();
    assert_eq!((report.findings.kept(), report.erased), (&[][..], 2));
    assert_eq!(office.propose(&data).unwrap_err().code(), "erased-already");
    assert!(erasure_of(office.ledger.store(), &wanted, "again").unwrap().applications.is_empty());
    if let Database::Sqlite(path) = database {
        let file = std::fs::read(path).unwrap();
        assert!(!file.windows(15).any(|window| window == b"another contact"), "the bytes are gone from the file");
    }
    // A backup made after it has none of it, and is restored.
    let file = backup(&mut office);
    assert!(!file.windows(15).any(|window| window == b"another contact"));
    assert_eq!(restored(&database.another(), &file).findings(), [] as [&str; 0]);

    // Data that are gone, changed, back or of nobody are found.
    for (sql, code) in
        [("DELETE FROM personal", "personal-missing"), ("UPDATE personal SET bytes = sha256", "personal-changed")]
    {
        let store = office.ledger.store();
        store.script("CREATE TABLE copy_of_personal AS SELECT * FROM personal").unwrap();
        store.script(sql).unwrap();
        assert_eq!(office.findings(), [code]);
        let store = office.ledger.store();
        store.script("DELETE FROM personal; INSERT INTO personal SELECT * FROM copy_of_personal").unwrap();
        store.script("DROP TABLE copy_of_personal").unwrap();
    }
    contact(&mut office, b"contact");
    assert_eq!(office.findings(), ["personal-not-erased"]);
    contact(&mut office, b"a stranger");
    assert_eq!(office.findings(), ["personal-not-erased", "personal-unknown"]);
}

pub fn a_recovered_server_is_compared_first(server: &mut Server) {
    let database = server.database("recovered");
    let mut office = Office::found(&database);
    office.clear(&numbers(1, 4), 1);
    office.grant(&numbers(1, 2));
    office.publish();
    let copy = server.copy();
    // A server that was only stopped has lost nothing.
    let mut office = Office { now: office.now, ..Office::open(database.open()) };
    assert!(!office.audit().awaits_comparison);
    office.grant(&numbers(3, 1));
    let last = office.publish().lists;

    server.recover(&copy);
    let mut office = Office { now: office.now, ..Office::open(database.open()) };
    assert!(office.audit().awaits_comparison);
    let data = office.plan(&mut numbers(4, 1)).unwrap();
    assert_eq!(office.propose(&data).unwrap_err().code(), "ledger-not-compared");
    assert_eq!(office.try_publish().unwrap_err().code(), "ledger-not-compared");
    let comparison = compared(&mut office, Some(&last)).unwrap();
    assert!(comparison.is_behind);
    assert_eq!(comparison.restoration.lost, [(2, 2)]);
    office.by_two(&Data::Restored(comparison.restoration)).unwrap();
    assert!(!office.audit().awaits_comparison);
    office.grant(&numbers(4, 1));
    office.publish();
    assert!(office.audit().is_clean());
}
