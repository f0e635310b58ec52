//! A process that is killed at any write leaves a ledger from which the work goes on.

use super::database::Database;
use super::office::{Office, label_key, numbers, officer_key, pen, status_key};
use starseal::carrier::ErrorCorrection;
use starseal::keys::SignerError;
use starseal::verify::Digest;
use starseal::{PublicKey, Signer, SigningKey};
use starseal_registry::audit::{AuditError, audit};
use starseal_registry::grant::{SealingKey, pending, seal_grant};
use starseal_registry::publication::{PublishError, StatusKey, publish_watched, unfinished};
use starseal_registry::store::{Access, Cell, Row, Store, StoreError};
use std::collections::BTreeMap;
use std::process::Command;

/// The variable by which a test tells the process that it starts what to do. Only this test binary knows it.
const TASK: &str = "STARSEAL_TEST_TASK";

/// A database that kills its own process at the n-th write.
struct Deadly {
    store: Box<dyn Store>,
    writes_left: u64,
}

impl Deadly {
    fn count(&mut self) {
        if self.writes_left == 0 {
            // SIGKILL: no destructor, no flush, no handler runs.
            let id = std::process::id().to_string();
            let _ = Command::new("kill").args(["-KILL", &id]).status();
            loop {
                std::thread::sleep(std::time::Duration::from_secs(1));
            }
        }
        self.writes_left -= 1;
    }
}

impl Store for Deadly {
    fn begin(&mut self, access: Access) -> Result<(), StoreError> {
        if access == Access::Exclusive {
            self.count();
        }
        self.store.begin(access)
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.count();
        self.store.commit()?;
        self.count();
        Ok(())
    }

    fn rollback(&mut self) {
        self.store.rollback();
    }

    fn execute(&mut self, sql: &str, cells: &[Cell]) -> Result<u64, StoreError> {
        self.count();
        self.store.execute(sql, cells)
    }

    fn query(&mut self, sql: &str, cells: &[Cell]) -> Result<Vec<Row>, StoreError> {
        self.store.query(sql, cells)
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.store.script(sql)
    }
}

/// The process that is killed: it opens the ledger that its variable names, and does a task. It is no test by itself.
#[test]
fn a_process_that_is_started_by_another_test() {
    let Ok(task) = std::env::var(TASK) else { return };
    let mut words = task.splitn(3, '|');
    let (name, writes, database) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
    let store = Database::parse(database).open();
    let mut office = Office::open(Box::new(Deadly { store, writes_left: writes.parse().unwrap() }));
    work(&mut office, name);
}

fn work(office: &mut Office, task: &str) {
    match task {
        "grant" => grant(office),
        "publish" => _ = office.publish(),
        task => super::shared::work(office, task),
    }
}

/// Grants a hundred labels, as a person does who repeats the command until it succeeds.
fn grant(office: &mut Office) {
    let now = office.now().time;
    let mut left = starseal_registry::grant::cleared_applications(office.ledger.store(), now).unwrap();
    while let Some(data) = office.plan(&mut left) {
        office.propose(&data).unwrap();
    }
    for number in office.proposals() {
        office.approve_as("bob", number).unwrap();
    }
    office.seal();
}

/// Starts a process with a task and waits for it. Returns whether it came to its end.
pub fn run(task: &str, writes: u64, database: &Database) -> bool {
    let program = std::env::current_exe().unwrap();
    let mut command = Command::new(program);
    command.args(["--exact", "crash::a_process_that_is_started_by_another_test", "--nocapture"]);
    command.env(TASK, format!("{task}|{writes}|{database}"));
    let output = command.output().unwrap();
    let was_killed = std::os::unix::process::ExitStatusExt::signal(&output.status) == Some(9);
    assert!(was_killed || output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.status.success()
}

/// Returns everything that leaves the ledger: the seals of all labels, by the label's claims.
fn seals(office: &mut Office) -> BTreeMap<String, Digest> {
    let rows = office.ledger.store().query("SELECT bytes FROM seal ORDER BY event, position", &[]).unwrap();
    let seals: Vec<Digest> = rows.iter().map(|row| Digest::of(row.bytes(0).unwrap())).collect();
    let rows = office.ledger.store().query("SELECT event, position, product_id FROM label ORDER BY 1, 2", &[]).unwrap();
    let names = rows.iter().map(|row| format!("{} {}", row.text(2).unwrap(), row.number::<i64>(1).unwrap()));
    names.zip(seals).collect()
}

fn prepared(database: &Database) -> Office {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 20), 5);
    office
}

pub fn a_grant_that_is_killed_at_any_write_is_resumed(database: &Database) {
    let mut office = prepared(database);
    drop(std::mem::replace(&mut office, Office::open(database.open())));
    // Each process does one write more than the one before, from wherever that one left the ledger.
    let mut writes = 0;
    while !run("grant", writes, database) {
        writes += 1;
        assert!(writes < 200, "the grant does not end");
    }
    assert!(writes > 8, "the process was killed {writes} times");
    let seals = seals(&mut office);
    assert_eq!(seals.len(), 100);
    let rows = office.ledger.store().query("SELECT count(*), max(status_index) FROM registration", &[]).unwrap();
    assert_eq!((rows[0].number::<i64>(0).unwrap(), rows[0].number::<i64>(1).unwrap()), (20, 19));
    assert_eq!(office.findings(), [] as [&str; 0]);

    // Without a crash, the bytes are the same.
    let folder = tempfile::tempdir().unwrap();
    let mut other = prepared(&Database::sqlite(folder.path().join("other.db")));
    grant(&mut other);
    assert_eq!(self::seals(&mut other), seals);
}

pub fn a_publication_that_is_killed_is_resumed(database: &Database) {
    let mut office = prepared(database);
    office.grant(&numbers(1, 20));
    let mut writes = 0;
    while !run("publish", writes, database) {
        writes += 1;
        assert!(writes < 100, "the publication does not end");
    }
    assert!(writes > 4, "the process was killed {writes} times");
    // One event ordered it, however often it was begun, and the list follows from the events.
    let rows = office.ledger.store().query("SELECT count(*) FROM publication", &[]).unwrap();
    assert_eq!(rows[0].number::<i64>(0).unwrap(), 1);
    let lists = starseal_registry::publication::latest(&mut office.ledger).unwrap().unwrap();
    let rows = office.ledger.store().query("SELECT bytes FROM token", &[]).unwrap();
    assert_eq!(rows[0].bytes(0).unwrap(), lists.lists.list);
    assert_eq!(office.findings(), [] as [&str; 0]);
}

/// A key that signs short messages only.
struct ShortSigner(SigningKey);

impl Signer for ShortSigner {
    fn public_key(&self) -> PublicKey {
        self.0.public_key()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
        if message.len() > 100 {
            return Err(SignerError::new("the message is too long").with_code("token-message-too-long"));
        }
        self.0.sign(message)
    }
}

/// A list that the key's device cannot sign is not ordered, so that another device can publish.
pub fn a_list_too_long_for_the_key_is_not_ordered(database: &Database) {
    let mut office = prepared(database);
    let (short, alice, now) = (ShortSigner(status_key()), officer_key("alice"), office.now());
    let alice = pen("alice", &alice);
    let events = office.audit().events;
    let status = StatusKey { signer: &short, expires_in: None, tried_from: Some(100) };
    let refused = publish_watched(&mut office.ledger, &alice, &status, now, &mut |_, _| true).unwrap_err();
    assert_eq!(refused.code(), "token-message-too-long");
    assert_eq!((office.audit().events, unfinished(office.ledger.store()).unwrap()), (events, None));
    office.publish();
    // A list of the same length as the one tried is signed by a key that takes it.
    let long = status_key();
    let status = StatusKey { signer: &long, expires_in: None, tried_from: Some(0) };
    publish_watched(&mut office.ledger, &alice, &status, now, &mut |_, _| true).unwrap();
    assert_eq!(office.findings(), [] as [&str; 0]);
}

/// What the caller ends in between is resumed by a repetition, with the bytes of work that was not ended.
pub fn work_that_is_ended_is_resumed(database: &Database) {
    let mut office = prepared(database);
    let data = office.plan(&mut numbers(1, 20)).unwrap();
    office.by_two(&data).unwrap();
    let (key, now) = (label_key(), office.now());
    let sealing = SealingKey { signer: &key, threads: 2, error_correction: ErrorCorrection::Medium };
    let event = pending(office.ledger.store()).unwrap()[0].event;
    // All 100 labels are one batch, so the work is at its end when it is asked to end.
    assert_eq!(seal_grant(&mut office.ledger, event, &sealing, &mut |_| false).unwrap(), 100);

    let (status, alice) = (status_key(), officer_key("alice"));
    let status = StatusKey { signer: &status, expires_in: Some(86_400), tried_from: None };
    let alice = pen("alice", &alice);
    let mut told = Vec::new();
    let ended = publish_watched(&mut office.ledger, &alice, &status, now, &mut |done, all| {
        told.push((done, all));
        false
    });
    let ordered = unfinished(office.ledger.store()).unwrap();
    assert_eq!((ended, told), (Err(PublishError::Ended { event: ordered.unwrap() }), vec![(20, 20)]));
    // Nothing else is published meanwhile, and an audit says what is missing.
    assert_eq!(office.findings(), ["list-missing"]);
    let published = publish_watched(&mut office.ledger, &alice, &status, now, &mut |_, _| true).unwrap();
    assert_eq!((Some(published.event), unfinished(office.ledger.store())), (ordered, Ok(None)));
    assert_eq!(office.findings(), [] as [&str; 0]);

    // An audit that is ended says how far it came.
    let mut events = 0;
    let ended = audit(office.ledger.store(), &[], &mut |done| {
        events = done.events;
        done.events < 3
    });
    assert_eq!((ended.unwrap_err(), events), (AuditError::Ended { events: 3 }, 3));
}
