//! Ledgers are opened again, and what is not a ledger is refused.

use super::database::Database;
use super::office::{NOW, Office, numbers, step};
use super::server::Server;
use starseal::Timestamp;
use starseal_registry::event::{Data, Step};
use starseal_registry::ledger::Now;
use starseal_registry::store::{SqliteStore, StoreError};

pub fn a_ledger_is_found_again(database: &Database) {
    // An empty database, and one of another program.
    if let Database::Sqlite(path) = database {
        assert_eq!(database.try_open().err().map(|error| error.code()), Some("database-unreachable"));
        let other = path.with_extension("other");
        std::fs::write(&other, b"not a database, but a text of some length, so that it is read").unwrap();
        assert_eq!(SqliteStore::open(&other).unwrap_err(), StoreError::Foreign);
    } else {
        assert_eq!(database.try_open().err(), Some(StoreError::Empty));
    }
    let mut office = Office::found(database);
    office.clear(&numbers(1, 1), 1);
    let (id, head) = (office.ledger.id(), starseal_registry::ledger::head(office.ledger.store()).unwrap());
    drop(office);
    let mut office = Office::open(database.open());
    assert_eq!((office.ledger.id(), starseal_registry::ledger::head(office.ledger.store()).unwrap()), (id, head));
    office.grant(&numbers(1, 1));

    // A second ledger is not made in the same database.
    let again = match database {
        Database::Sqlite(path) => SqliteStore::create(path).err(),
        Database::Postgres(url) => starseal_registry::store::PostgresStore::create(url).err(),
    };
    assert_eq!(again, Some(StoreError::Occupied));

    // Tables of a later version, and tables made by another file.
    let mut store = database.open();
    store.script("UPDATE migration SET sha256 = '0'").unwrap();
    assert_eq!(database.try_open().err(), Some(StoreError::OtherMigration { number: 1 }));
    store.script("DELETE FROM migration WHERE number > 1").unwrap();
    store.script("INSERT INTO migration (number, name, sha256) VALUES (999, 'later', '')").unwrap();
    store.script("UPDATE migration SET number = 998 WHERE number = 1").unwrap();
    assert_eq!(database.try_open().err(), Some(StoreError::Newer { found: 998, known: 5 }));
    if database.is_sqlite() {
        store.script("PRAGMA user_version = 7").unwrap();
        assert_eq!(database.try_open().err(), Some(StoreError::Newer { found: 7, known: 5 }));
        store.script("PRAGMA application_id = 1").unwrap();
        assert_eq!(database.try_open().err(), Some(StoreError::Foreign));
    } else {
        store.script("DROP TABLE seal, sealed").unwrap();
        assert_eq!(database.try_open().err(), Some(StoreError::Foreign));
    }
}

pub fn the_clock_must_not_go_back(database: &Database) {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 1), 1);
    let request = Data::Steps(vec![step("A-00001", Step::Undone, office.today())]);
    let mut at = |seconds: u64, is_confirmed: bool| {
        let now = Now { time: Timestamp::from_unix_seconds(seconds), is_confirmed };
        let key = super::office::officer_key("alice");
        let result =
            office.ledger.write(now, |writing| writing.append_alone(&request, &super::office::pen("alice", &key)));
        result.map_or_else(|error| error.code().to_owned(), |head| head.time.to_string())
    };
    assert_eq!(at(NOW - 3601, true), "clock-behind");
    assert_eq!(at(NOW + 32 * 86_400, false), "clock-ahead");
    // A clock that is a little behind does not turn the time of the ledger back.
    assert_eq!(at(NOW - 3600, false), Timestamp::from_unix_seconds(NOW).to_string());
    assert_eq!(at(NOW + 32 * 86_400, true), Timestamp::from_unix_seconds(NOW + 32 * 86_400).to_string());
    assert_eq!(office.findings(), [] as [&str; 0]);
}

pub fn a_read_only_database_leaves_nothing_half_done(database: &Database) {
    let Database::Postgres(url) = database else { return };
    let mut office = Office::found(database);
    office.clear(&numbers(1, 2), 1);
    let data = office.plan(&mut numbers(1, 2)).unwrap();
    let name = url.rsplit_once("dbname=").unwrap().1;
    let set = |value: &str| {
        let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
        client.batch_execute("SET default_transaction_read_only = off").unwrap();
        client.batch_execute(&format!("ALTER DATABASE {name} {value}")).unwrap();
    };
    set("SET default_transaction_read_only = on");
    let mut office = Office::open(database.open());
    assert_eq!(office.propose(&data).unwrap_err().code(), "database-read-only");
    assert_eq!((office.proposals(), office.findings()), (Vec::new(), Vec::new()), "what only reads works");
    set("RESET default_transaction_read_only");
    let mut office = Office::open(database.open());
    office.grant(&numbers(1, 2));
    assert_eq!(office.findings(), [] as [&str; 0]);
}

/// The server is killed in the middle of a grant: before the event, and between the event and the seals.
pub fn a_killed_server_leaves_nothing_half_done(server: &mut Server) {
    let database = server.database("killed");
    let mut office = Office::found(&database);
    office.clear(&numbers(1, 4), 2);
    let (now, alice) = (office.now(), super::office::officer_key("alice"));
    let data = office.plan(&mut numbers(1, 4)).unwrap();
    let lost = office.ledger.write::<_, starseal_registry::ledger::LedgerError>(now, |writing| {
        server.kill();
        starseal_registry::proposal::propose(writing, &data, &super::office::pen("alice", &alice), 3600)
    });
    assert_eq!(lost.unwrap_err().code(), "database-lost");
    assert_eq!(office.try_publish().unwrap_err().code(), "database-lost", "the connection does not come back");
    assert_eq!(database.try_open().err().map(|error| error.code()), Some("database-unreachable"));
    server.restart();
    let mut office = Office::open(database.open());
    assert_eq!(office.proposals(), [0; 0]);
    let number = office.propose(&data).unwrap();
    office.approve_as("bob", number).unwrap();
    server.kill();
    server.restart();
    let mut office = Office::open(database.open());
    assert_eq!(starseal_registry::grant::pending(office.ledger.store()).unwrap().len(), 1);
    office.seal();
    office.publish();
    let report = office.audit();
    assert_eq!((report.findings.kept(), report.seals), (&[][..], 8));
}

pub fn a_lost_connection_leaves_nothing_half_done(database: &Database) {
    let Database::Postgres(url) = database else { return };
    let mut office = Office::found(database);
    office.clear(&numbers(1, 2), 1);
    let head = starseal_registry::ledger::head(office.ledger.store()).unwrap();
    let data = office.plan(&mut numbers(1, 2)).unwrap();
    // The server ends the connection in the middle of a transaction.
    let process = office.ledger.store().query("SELECT pg_backend_pid()::bigint", &[]).unwrap()[0].number::<i64>(0);
    let (now, alice) = (office.now(), super::office::officer_key("alice"));
    let lost = office.ledger.write::<_, starseal_registry::ledger::LedgerError>(now, |writing| {
        let mut other = postgres::Client::connect(url, postgres::NoTls).unwrap();
        other.batch_execute(&format!("SELECT pg_terminate_backend({})", process.unwrap())).unwrap();
        starseal_registry::proposal::propose(writing, &data, &super::office::pen("alice", &alice), 60)
    });
    assert_eq!(lost.unwrap_err().code(), "database-lost");
    let mut office = Office::open(database.open());
    assert_eq!(starseal_registry::ledger::head(office.ledger.store()).unwrap(), head);
    assert_eq!(office.proposals(), [0; 0]);
    office.grant(&numbers(1, 2));
    assert_eq!(office.findings(), [] as [&str; 0]);
}
