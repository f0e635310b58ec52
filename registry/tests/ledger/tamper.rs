//! What somebody with the database in hand could do to it, and what the audit says.

use super::database::Database;
use super::office::{Office, changed, codes, numbers};
use starseal_registry::audit::audit;
use starseal_registry::event::{Event, Kind};
use starseal_registry::ledger::settled;
use starseal_registry::store::{Cell, Store, StoreError};

/// A ledger with everything in it: grants, changes, lists.
fn full(database: &Database) -> Office {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 3), 2);
    office.grant(&numbers(1, 3));
    office.publish();
    office.on("2026-11-23").change(Kind::Withdrawn, "SS-2026-000000", "2026-11-23", None).unwrap();
    office.publish();
    office.on("2026-11-24").change(Kind::Revoked, "SS-2026-000001", "2026-11-24", None).unwrap();
    office
}

pub fn a_clean_ledger_has_no_findings(database: &Database) {
    let mut office = full(database);
    let report = office.audit();
    assert_eq!(report.findings.kept(), []);
    assert_eq!((report.seals, report.lists, report.events, report.statements), (6, 2, 10, 14));
}

pub fn events_are_never_changed(database: &Database) {
    let mut office = full(database);
    for table in ["event", "seal", "token", "content"] {
        let column = if table == "content" { "sha256" } else { "event" };
        let column = if table == "event" { "number" } else { column };
        let store = office.ledger.store();
        assert_eq!(store.execute(&format!("UPDATE {table} SET {column} = {column}"), &[]), Err(StoreError::Kept));
        assert_eq!(store.execute(&format!("DELETE FROM {table}"), &[]), Err(StoreError::Kept), "{table}");
    }
    assert_eq!(office.findings(), [] as [&str; 0]);
}

/// Copies what can be put back, applies a change, audits, and puts it back.
fn found(office: &mut Office, tables: &[&str], spoil: &dyn Fn(&mut dyn Store)) -> Vec<&'static str> {
    let store = office.ledger.store();
    for table in tables {
        store.script(&format!("CREATE TABLE copy_of_{table} AS SELECT * FROM {table}")).unwrap();
    }
    spoil(store);
    let found = office.findings();
    let store = office.ledger.store();
    for table in tables {
        store.script(&format!("DELETE FROM {table}")).unwrap();
        store.script(&format!("INSERT INTO {table} SELECT * FROM copy_of_{table}")).unwrap();
        store.script(&format!("DROP TABLE copy_of_{table}")).unwrap();
    }
    assert_eq!(office.findings(), [] as [&str; 0], "it is put back");
    found
}

fn event(store: &mut dyn Store, number: u64) -> Event {
    settled(store, number).unwrap().unwrap()
}

/// Replaces an event by another one, with the right hash beside it.
fn put(store: &mut dyn Store, at: u64, event: &Event) {
    let cells = [(&event.hash()).into(), Cell::Bytes(event.to_bytes()), at.into()];
    store.execute("UPDATE event SET hash = $1, bytes = $2 WHERE number = $3", &cells).unwrap();
}

pub fn what_was_done_to_the_database_is_found(database: &Database) {
    let mut office = full(database);
    for table in ["event", "seal", "token", "content"] {
        database.unlock(office.ledger.store(), table);
    }
    // Rows of these tables refer to events, which are taken away and put back here.
    let off = if database.is_sqlite() { "PRAGMA foreign_keys = OFF" } else { "SET session_replication_role = replica" };
    office.ledger.store().script(off).unwrap();
    let mut check = |tables: &[&str], expected: &[&str], spoil: &dyn Fn(&mut dyn Store)| {
        assert_eq!(found(&mut office, tables, spoil), expected);
    };

    // An event with one changed byte; the same with a new hash; a whole event with another reason in its data.
    check(&["event"], &["chain-broken", "event-changed", "event-refused", "list-differs", "view-differs"], &|store| {
        let mut bytes = event(store, 2).to_bytes();
        *bytes.last_mut().unwrap() ^= 1;
        store.execute("UPDATE event SET bytes = $1 WHERE number = 2", &[(&bytes).into()]).unwrap();
    });
    check(&["event"], &["event-refused", "view-differs"], &|store| {
        let mut last = event(store, 10);
        last.data = changed(Kind::Revoked, "SS-2026-000002", "2026-11-24", None).to_bytes();
        last.registration = Some("SS-2026-000002".to_owned());
        put(store, 10, &last);
    });
    // An officer's statement that is not one: of another officer, or one of two.
    check(&["event"], &["event-refused", "view-differs"], &|store| {
        let mut last = event(store, 10);
        last.statements.truncate(1);
        put(store, 10, &last);
    });
    check(&["event"], &["event-refused", "view-differs"], &|store| {
        let mut last = event(store, 10);
        let other = event(store, 8);
        last.statements[1] = other.statements[1].clone();
        put(store, 10, &last);
    });
    // An event removed: the last one, and one in the middle.
    check(&["event"], &["view-differs"], &|store| {
        store.execute("DELETE FROM event WHERE number = 10", &[]).unwrap();
    });
    check(&["event"], &["chain-broken", "event-missing", "list-differs", "view-differs"], &|store| {
        store.execute("DELETE FROM event WHERE number = 8", &[]).unwrap();
    });
    // The view, cell by cell; and a rule that was edited.
    for sql in [
        "UPDATE registration SET status = 'active' WHERE product_id = 'SS-2026-000000'",
        "UPDATE registration SET last_day = last_day + 1 WHERE product_id = 'SS-2026-000002'",
        "UPDATE application SET holder = 'another' WHERE number = 'A-00001'",
        "UPDATE rule SET officers = 1",
        "DELETE FROM nonce",
        "UPDATE officer SET name = 'carol' WHERE name = 'alice'",
        "DELETE FROM change WHERE product_id = 'SS-2026-000000'",
        "UPDATE label SET model = 'CAM-200' WHERE position = 1",
        "DELETE FROM gtin",
        "UPDATE step SET day = day - 1",
        "UPDATE publication SET indexes = 7",
    ] {
        let table = sql.split(' ').nth(if sql.starts_with("UPDATE") { 1 } else { 2 }).unwrap();
        check(&[table], &["view-differs"], &|store| {
            store.script(sql).unwrap();
        });
    }
    // A seal: missing, of another label, damaged, and one too many.
    check(&["seal"], &["seal-missing"], &|store| {
        store.script("DELETE FROM seal WHERE position = 3").unwrap();
    });
    check(&["seal"], &["seal-differs"], &|store| {
        store.script("UPDATE seal SET bytes = (SELECT bytes FROM seal WHERE position = 1) WHERE position = 0").unwrap();
    });
    check(&["seal"], &["seal-differs"], &|store| {
        let cells = [Cell::Bytes(vec![1, 2, 3])];
        store.execute("UPDATE seal SET bytes = $1 WHERE position = 5", &cells).unwrap();
    });
    check(&["seal"], &["seal-differs"], &|store| {
        let sql = "INSERT INTO seal (event, position, bytes) SELECT event, 6, bytes FROM seal WHERE position = 5";
        store.script(sql).unwrap();
    });
    check(&["seal"], &["seal-unknown"], &|store| {
        let sql = "INSERT INTO seal (event, position, bytes) SELECT 2, 0, bytes FROM seal WHERE position = 5";
        store.script(sql).unwrap();
    });
    // A list: missing, another one, and a trust list that is another one.
    check(&["token"], &["list-missing"], &|store| {
        store.script("DELETE FROM token WHERE event = 9").unwrap();
    });
    check(&["token"], &["list-differs", "list-predecessor"], &|store| {
        store.script("UPDATE token SET bytes = (SELECT bytes FROM token WHERE event = 9) WHERE event = 7").unwrap();
    });
    check(&["content"], &["event-refused", "seal-unknown", "trust-list-unusable", "view-differs"], &|store| {
        let other = super::office::trust_statement().sign(&[&super::office::key(9)]).unwrap_or_else(|_| vec![0]);
        store.execute("UPDATE content SET bytes = $1", &[(&other).into()]).unwrap();
    });
    // Two events change places.
    check(&["event"], &["chain-broken", "event-moved", "list-differs", "time-back"], &|store| {
        let (eighth, tenth) = (event(store, 8), event(store, 10));
        store.execute("UPDATE event SET hash = $1 WHERE number = 8", &[Cell::Bytes(vec![0; 32])]).unwrap();
        put(store, 10, &eighth);
        put(store, 8, &tenth);
    });
    // An event is inserted: the last one once more, with a place and a chain of its own.
    check(&["event"], &["event-refused"], &|store| {
        let mut again = event(store, 10);
        (again.number, again.previous) = (11, Some(again.hash()));
        let cells = [Cell::Int(11), (&again.hash()).into(), Cell::Bytes(again.to_bytes())];
        store.execute("INSERT INTO event (number, hash, bytes) VALUES ($1, $2, $3)", &cells).unwrap();
    });
}

pub fn an_old_copy_is_found_by_what_was_published(database: &Database) {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 3), 1);
    office.grant(&numbers(1, 2));
    let first = office.publish();
    office.on("2026-11-23").change(Kind::Withdrawn, "SS-2026-000000", "2026-11-23", None).unwrap();
    let second = office.publish();
    let compare = |office: &mut Office, lists: &[&[u8]]| {
        let files: Vec<(String, Vec<u8>)> = lists.iter().map(|list| ("a list".to_owned(), list.to_vec())).collect();
        codes(&audit(office.ledger.store(), &files, &mut |_| true).unwrap())
    };
    let both = [first.lists.list.as_slice(), second.lists.list.as_slice()];
    assert_eq!(compare(&mut office, &both), [] as [&str; 0]);
    assert_eq!(compare(&mut office, &[b"no list"]), ["published-refused"]);
    // A list of the same key that was not made from a ledger.
    let statement = starseal::status::StatusStatement::new(
        starseal::trust::StatusListUri::new(super::office::URI).unwrap(),
        &super::office::trust_statement().scheme,
        office.now().time,
        16,
    );
    let foreign = statement.sign(&super::office::status_key()).unwrap();
    assert_eq!(compare(&mut office, &[&foreign.list]), ["published-without-head"]);

    // The events since the first publication are cut off, with everything that follows from them: a view that fits.
    for table in ["event", "token"] {
        database.unlock(office.ledger.store(), table);
    }
    for sql in [
        "DELETE FROM token WHERE event > 7",
        "UPDATE proposal SET event = NULL WHERE event > 7",
        "DELETE FROM event WHERE number > 7",
        "DELETE FROM nonce WHERE event > 7",
        "DELETE FROM publication WHERE event > 7",
        "DELETE FROM change",
        "UPDATE registration SET status = 'active', changes = 0",
    ] {
        office.ledger.store().script(sql).unwrap();
    }
    assert_eq!(compare(&mut office, &[]), [] as [&str; 0], "the ledger alone cannot show it");
    assert_eq!(compare(&mut office, &both), ["events-cut-off"]);
    // Another history grows from there, up to the same number of events.
    office.on("2026-11-23").change(Kind::Revoked, "SS-2026-000001", "2026-11-23", None).unwrap();
    office.publish();
    assert_eq!(compare(&mut office, &both), ["other-history"]);
}
