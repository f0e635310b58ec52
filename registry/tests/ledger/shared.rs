//! Several processes work on one ledger.

use super::crash::run;
use super::database::Database;
use super::office::{Office, numbers};

/// What one of four processes does: it grants its own quarter of the applications, one grant after the other.
pub fn work(office: &mut Office, task: &str) {
    let quarter: usize = task.strip_prefix("quarter-").and_then(|number| number.parse().ok()).unwrap();
    for chunk in numbers(1 + 10 * quarter, 10).chunks(2) {
        let number = office.plan_and_propose(chunk);
        office.approve_as("bob", number).unwrap();
        office.seal();
    }
}

pub fn four_processes_grant_at_once(database: &Database) {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 40), 3);
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            (0..4).map(|quarter| scope.spawn(move || run(&format!("quarter-{quarter}"), u64::MAX, database))).collect();
        for worker in workers {
            assert!(worker.join().unwrap(), "a process was killed");
        }
    });
    let rows = office.ledger.store().query("SELECT count(*), max(status_index) FROM registration", &[]).unwrap();
    assert_eq!((rows[0].number::<i64>(0).unwrap(), rows[0].number::<i64>(1).unwrap()), (40, 39));
    office.publish();
    let report = office.audit();
    assert_eq!((report.findings.kept(), report.seals), (&[][..], 120));
}
