//! Measures a ledger of many labels, over both databases in one run:
//!
//! ```text
//! cargo bench -p starseal-registry --bench ledger                       # 100,000 labels
//! cargo bench -p starseal-registry --bench ledger -- --labels 1000000
//! cargo bench -p starseal-registry --bench ledger -- --database sqlite
//! ```
//!
//! Every registration has one label, so that there are as many rows as there can be. Keys are in memory, as those of
//! key files are. PostgreSQL is started for the run, and writes to the disk before it answers (fsync), as SQLite does.
//! With `--test`, a few labels only show that the benchmark runs.
#![cfg(target_os = "linux")]
#![allow(dead_code, unreachable_pub, reason = "the modules of the tests")]

#[path = "../tests/ledger/database.rs"]
mod database;
#[path = "../tests/ledger/office.rs"]
mod office;
#[path = "../tests/ledger/server.rs"]
mod server;

use database::Database;
use office::{Office, changed, day, label_key, numbers};
use starseal::carrier::ErrorCorrection;
use starseal_registry::backup::{back_up, restore};
use starseal_registry::event::{Data, Kind, StatusChange};
use starseal_registry::grant::{SealingError, SealingKey, pending, seal_grant};
use starseal_registry::view::{self, Wanted};
use std::io::{BufReader, BufWriter, Seek as _, Write as _};
use std::process::Command;
use std::time::{Duration, Instant};

/// The environment variable by which this program starts itself as one of several granting processes: the database, the
/// first number and the count.
const WORKER: &str = "STARSEAL_BENCH_WORKER";

/// The number of look-ups of each kind.
const LOOK_UPS: usize = 200;

/// The number of results of a search that are shown at most.
const FOUND: usize = 20;

/// The number of applications whose data the benchmark makes at once.
const PART: usize = 10_000;

/// The number of changes before the measured publication.
const CHANGES: usize = 100;

/// The number of processes that grant at once.
const PROCESSES: usize = 4;

fn main() {
    if let Ok(task) = std::env::var(WORKER) {
        return work(&task);
    }
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().position(|one| one == name).and_then(|at| arguments.get(at + 1));
    let is_test = arguments.iter().any(|one| one == "--test");
    let labels = value("--labels").map_or(if is_test { 200 } else { 100_000 }, |text| text.parse().expect("a number"));
    let only = value("--database").map(String::as_str);
    let folder = tempfile::tempdir().expect("a folder");
    if only.is_none_or(|only| only == "sqlite") {
        measure("SQLite", &Database::sqlite(folder.path().join("ledger.db")), labels);
    }
    if only.is_none_or(|only| only == "postgres") {
        let server =
            server::Server::start_in(tempfile::tempdir().expect("a folder"), 5432, &["listen_addresses=", "fsync=on"]);
        measure("PostgreSQL", &server.database("ledger"), labels);
        together(&server, (labels / 10).clamp(PROCESSES, 10_000));
    }
}

fn measure(name: &str, database: &Database, labels: usize) {
    println!("\n{name}, {labels} labels");
    let mut office = Office::found(database);
    // In parts, so that the memory at its most is the ledger's, and not that of the benchmark's own data.
    let parts = || (1..=labels).step_by(PART).map(|from| numbers(from, PART.min(labels + 1 - from)));
    rate("applications with three steps each", labels, || parts().for_each(|part| office.clear(&part, 1)));
    rate("grants proposed and approved", labels, || {
        for mut left in parts() {
            while let Some(data) = office.plan(&mut left) {
                office.by_two(&data).expect("a grant");
            }
        }
    });
    rate("labels sealed, checked and stored", labels, || seal(&mut office));
    once("first publication", || _ = office.publish());

    office.on("2026-11-24");
    let ids: Vec<String> = (0..labels).step_by((labels / CHANGES).max(1)).map(id).collect();
    let change = |product_id: &String| match changed(Kind::Withdrawn, product_id, "2026-11-24", None) {
        Data::Changed(_, changes) => changes,
        _ => Vec::new(),
    };
    let changes: Vec<StatusChange> = ids.iter().take(CHANGES).flat_map(change).collect();
    let count = changes.len();
    office.by_two(&Data::Changed(Kind::Withdrawn, changes)).expect("a change");
    once(&format!("publication after {count} changes"), || _ = office.publish());

    let places = || (0..LOOK_UPS).map(|at| at * 7919 % labels);
    let store = office.ledger.store();
    look_up("registration by product ID", places().map(id), |id| _ = view::registration(store, &id).unwrap().unwrap());
    let number = |at: usize| format!("A-{:05}", at + 1);
    look_up("application by its number", places().map(number), |number| {
        _ = view::application(store, &number).unwrap().unwrap();
        _ = view::steps(store, &number).unwrap();
        _ = view::registration_of_application(store, &number).unwrap().unwrap();
    });
    let scheme = office.ledger.trust().scheme().clone();
    let store = office.ledger.store();
    look_up("standing on a day", places().map(id), |id| {
        _ = view::standing(store, &id, day("2026-11-25"), &scheme).unwrap().unwrap();
    });
    let model = |at: usize| Wanted::Model(format!("CAM-A-{:05}-0", at + 1));
    let gtin = |_| Wanted::Gtin("4569951110016".parse().expect("a JAN code"));
    let holder = |_| Wanted::Holder("見本電機".to_owned());
    let kinds: [(&str, &dyn Fn(usize) -> Wanted); 3] = [
        ("search by model", &model),
        ("search by JAN, which all have", &gtin),
        ("search by a part of the holder", &holder),
    ];
    for (what, wanted) in kinds {
        look_up(what, places().map(wanted), |wanted| {
            assert!(!view::find(store, &wanted, FOUND).unwrap().applications.is_empty(), "{wanted:?}");
        });
    }
    let mut file = tempfile::tempfile().expect("a file");
    let now = office.now().time;
    let store = office.ledger.store();
    once("backup", || {
        let mut writer = BufWriter::new(&file);
        back_up(store, &mut writer, now, &mut |_, _| true).expect("a backup");
        writer.flush().expect("a written backup");
    });
    let mut restored = database.another().create();
    once("backup restored, and verified", || {
        file.rewind().expect("the file's begin");
        restore(restored.as_mut(), &mut BufReader::new(&file), &mut |_, _| true).expect("a restored ledger");
    });
    once("audit", || {
        let report = office.audit();
        assert!(report.findings.kept().is_empty(), "{:?}", report.findings.kept());
    });
}

/// Seals all labels with two threads.
fn seal(office: &mut Office) {
    let key = label_key();
    let sealing = SealingKey { signer: &key, threads: 2, error_correction: ErrorCorrection::Medium };
    for grant in pending(office.ledger.store()).expect("grants") {
        match seal_grant(&mut office.ledger, grant.event, &sealing, &mut |_| true) {
            Ok(_) | Err(SealingError::Elsewhere { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// Compares one process that grants with several that grant as many labels together, over PostgreSQL.
fn together(server: &server::Server, labels: usize) {
    println!("\nPostgreSQL, {labels} labels granted in grants of 50");
    for processes in [1, PROCESSES] {
        let database = server.database(&format!("shared_{processes}"));
        let mut office = Office::found(&database);
        office.clear(&numbers(1, labels), 1);
        let share = labels / processes;
        rate(&format!("granted and sealed by {processes} at once"), share * processes, || {
            let program = std::env::current_exe().expect("this program");
            let start = |at: usize| {
                let task = format!("{}\n{}\n{share}", database, 1 + at * share);
                Command::new(&program).env(WORKER, task).spawn().expect("a process")
            };
            let children: Vec<_> = (0..processes).map(start).collect();
            for mut child in children {
                assert!(child.wait().expect("a status").success(), "a process failed");
            }
        });
        let store = office.ledger.store();
        let rows = store.query("SELECT count(*), max(status_index) FROM registration", &[]).expect("a count");
        let (count, highest) = (rows[0].number::<usize>(0).unwrap(), rows[0].number::<usize>(1).unwrap());
        assert_eq!((count, highest + 1), (share * processes, share * processes), "nothing twice, nothing lost");
    }
}

/// Grants and seals a share of the applications, in grants of 50.
fn work(task: &str) {
    let mut parts = task.lines();
    let database = Database::parse(parts.next().expect("a database"));
    let [first, count] = [(); 2].map(|()| parts.next().and_then(|part| part.parse().ok()).expect("a number"));
    let mut office = Office::open(database.open());
    for chunk in numbers(first, count).chunks(50) {
        let number = office.plan_and_propose(chunk);
        office.approve_as("bob", number).expect("an approval");
        seal(&mut office);
    }
}

/// The product ID of a label by its place.
fn id(at: usize) -> String {
    format!("SS-2026-{at:06}")
}

fn rate(what: &str, count: usize, work: impl FnOnce()) {
    let took = time(work);
    let (rate, seconds, memory) = (count as f64 / took.as_secs_f64(), took.as_secs_f64(), memory());
    println!("  {what:<44} {rate:>9.0} a second ({seconds:.1} s, {memory} MB)");
}

fn once(what: &str, work: impl FnOnce()) {
    println!("  {what:<44} {:>9.2} s ({} MB)", time(work).as_secs_f64(), memory());
}

fn look_up<T>(what: &str, of: impl Iterator<Item = T>, mut work: impl FnMut(T)) {
    let mut times: Vec<Duration> = of.map(|one| time(|| work(one))).collect();
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    println!("  {what:<44} {:>9.2} ms in the median, {:.2} ms at most", at(50), at(100));
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Returns the largest amount of memory that this process had since the last call, in millions of bytes.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("the system's file");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line");
    // The largest amount is counted anew from here on. Where the system forbids that, it is that of all steps so far.
    _ = std::fs::write("/proc/self/clear_refs", "5");
    line.trim().trim_end_matches("kB").trim().parse::<u64>().expect("a number") * 1024 / 1_000_000
}
