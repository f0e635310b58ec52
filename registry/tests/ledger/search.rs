//! Searches, and how a registration stood on a day.

use super::database::Database;
use super::office::{Office, application, changed, day, numbers};
use starseal_registry::event::{Data, Kind};
use starseal_registry::store::{Access, Cell, Row, Store, StoreError};
use starseal_registry::view::{self, Wanted, Why, find};

pub fn applications_are_found_by_what_people_know(database: &Database) {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 4), 2);
    let today = office.today();
    let holders = ["Example Camera Ltd.", "㈱見本ｶﾒﾗ"];
    for (number, holder) in ["B-1", "B-2"].into_iter().zip(holders) {
        let mut other = application(number, 1, today);
        other.holder = Some(holder.to_owned());
        office.alone(&Data::Applied(vec![other])).unwrap();
    }
    office.grant(&numbers(1, 3));
    let mut found = |wanted: Wanted| find(office.ledger.store(), &wanted, 3).unwrap();
    let text = |text: &str| text.to_owned();
    let gtin = "4569951110016".parse().unwrap();
    let all = ["A-00001", "A-00002", "A-00003"].as_slice();
    for (wanted, expected, is_cut) in [
        (Wanted::ProductId(text("SS-2026-000001")), &["A-00002"][..], false),
        (Wanted::ProductId(text("ＳＳ－２０２６－０００００１")), &["A-00002"], false),
        (Wanted::ProductId(text("A-00002")), &[], false),
        (Wanted::Application(text("A-00004")), &["A-00004"], false),
        (Wanted::Application(text("R-A-00003")), &["A-00003"], false),
        (Wanted::Application(text("P-B-2")), &["B-2"], false),
        (Wanted::Index(2), &["A-00003"], false),
        (Wanted::Index(3), &[], false),
        (Wanted::Model(text("CAM-A-00002-1")), &["A-00002"], false),
        (Wanted::Model(text("CAM")), &[], false),
        (Wanted::Gtin(gtin), all, false),
        (Wanted::Holder(text("電機")), all, true),
        (Wanted::Holder(text("ＥＸＡＭＰＬＥ")), &["B-1"], false),
        (Wanted::Holder(text("カメラ")), &["B-2"], false),
        (Wanted::Holder(text("")), &[], false),
        (Wanted::Anything(text("camera")), &["B-1"], false),
        (Wanted::Anything(text("4569951110016")), all, false),
        (Wanted::Anything(text("SS-2026-000000")), &["A-00001"], false),
        (Wanted::Anything(text("nothing")), &[], false),
    ] {
        let found = found(wanted.clone());
        let mut sorted = found.applications.clone();
        sorted.sort();
        assert_eq!((sorted.as_slice(), found.is_cut), (expected.map(text).as_slice(), is_cut), "{wanted:?}");
    }

    // A holder that no application has any more is not found, and the view is what the events say.
    let mut amended = application("B-1", 1, today);
    amended.holder = Some("Example Locks Inc.".to_owned());
    let reason = "a new holder".to_owned();
    office.alone(&Data::Amended { reason, applications: vec![amended] }).unwrap();
    let mut holder = |part: &str| find(office.ledger.store(), &Wanted::Holder(text(part)), 3).unwrap().applications;
    assert_eq!((holder("camera"), holder("LOCKS")), (vec![], vec![text("B-1")]));
    assert_eq!(office.findings(), [] as [&str; 0]);
    let sql = "DELETE FROM holder WHERE name = $1";
    office.ledger.store().execute(sql, &["Example Locks Inc.".into()]).unwrap();
    assert_eq!(office.findings(), ["view-differs"]);
}

/// The slices of a test's table as owned texts.
trait Texts {
    fn map(&self, text: fn(&str) -> String) -> Vec<String>;
}

impl Texts for &[&str] {
    fn map(&self, text: fn(&str) -> String) -> Vec<String> {
        self.iter().map(|one| text(one)).collect()
    }
}

pub fn a_day_is_told_by_the_ledger_and_by_the_list_of_that_day(database: &Database) {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 2), 1);
    office.grant(&numbers(1, 1));
    let (first, second) = ("SS-2026-000000", "SS-2026-000001");
    let on = |office: &mut Office, id: &str, on: &str| {
        let scheme = office.ledger.trust().scheme().clone();
        view::standing_on(office.ledger.store(), id, day(on), &scheme).unwrap().unwrap()
    };
    let before = on(&mut office, first, "2026-11-22");
    assert_eq!((before.ledger.status, &before.list, before.why), ("active", &None, Some(Why::NoList)));

    // The list of noon does not have what is granted and withdrawn in the afternoon.
    let noon = office.publish();
    office.now += 3600;
    office.grant(&numbers(2, 1));
    let withdrawn = office.change(Kind::Withdrawn, first, "2026-11-22", None).unwrap();
    let found = on(&mut office, first, "2026-11-22");
    let list = found.list.unwrap();
    assert_eq!((found.ledger.status, list.status, list.event), ("withdrawn", Some("active"), noon.event));
    assert_eq!((list.issued_at, list.is_outdated), (noon.issued_at, false));
    let Some(Why::ChangedLater(later)) = found.why else { panic!("{:?}", found.why) };
    assert_eq!((later.event, later.recorded_at, later.published), (withdrawn.number, office.now().time, None));
    let Some(Why::GrantedLater(later)) = on(&mut office, second, "2026-11-22").why else { panic!("no reason") };
    assert_eq!(later.published, None);

    office.on("2026-11-24");
    let next = office.publish();
    let found = on(&mut office, first, "2026-11-23");
    let Some(Why::ChangedLater(later)) = found.why else { panic!("{:?}", found.why) };
    assert_eq!(later.published, Some((next.event, next.issued_at)));
    let found = on(&mut office, first, "2026-11-24");
    assert_eq!((found.why, found.list.unwrap().status), (None, Some("withdrawn")));
    assert_eq!(on(&mut office, second, "2026-11-24").why, None);

    // What is dated ahead is in the list before its day, and the list of long ago is outdated.
    office.on("2026-11-25");
    let extended = changed(Kind::Extended, second, "2026-12-10", Some("2030-11-21"));
    office.by_two(&extended).unwrap();
    office.publish();
    for (on_day, last_day, is_outdated) in
        [("2026-11-30", "2028-11-21", false), ("2026-12-10", "2030-11-21", true), ("2031-01-01", "2030-11-21", true)]
    {
        let found = on(&mut office, second, on_day);
        let list = found.list.unwrap();
        assert_eq!((found.why, list.last_day, list.is_outdated), (None, Some(day(last_day)), is_outdated), "{on_day}");
    }
    assert_eq!(on(&mut office, second, "2031-01-01").ledger.status, "expired");
    let scheme = office.ledger.trust().scheme().clone();
    assert_eq!(view::standing_on(office.ledger.store(), "SS-NONE", day("2026-11-22"), &scheme).unwrap(), None);
    assert_eq!(office.findings(), [] as [&str; 0]);
}

/// A database that has every query explained.
struct Explained<'a> {
    store: &'a mut dyn Store,
    plans: Vec<(String, String)>,
}

impl Store for Explained<'_> {
    fn begin(&mut self, access: Access) -> Result<(), StoreError> {
        self.store.begin(access)
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.store.commit()
    }

    fn rollback(&mut self) {
        self.store.rollback();
    }

    fn execute(&mut self, sql: &str, cells: &[Cell]) -> Result<u64, StoreError> {
        self.store.execute(sql, cells)
    }

    fn query(&mut self, sql: &str, cells: &[Cell]) -> Result<Vec<Row>, StoreError> {
        let lines = match self.store.query(&format!("EXPLAIN QUERY PLAN {sql}"), cells) {
            Ok(rows) => rows.iter().map(|row| row.text(3).unwrap().to_owned()).collect::<Vec<_>>(),
            Err(_) => {
                let rows = self.store.query(&format!("EXPLAIN {sql}"), cells)?;
                rows.iter().map(|row| row.text(0).unwrap().to_owned()).collect()
            }
        };
        self.plans.push((sql.to_owned(), lines.join("\n")));
        self.store.query(sql, cells)
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.store.script(sql)
    }
}

pub fn every_search_reads_an_index(database: &Database) {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 2), 1);
    office.grant(&numbers(1, 2));
    office.publish();
    office.change(Kind::Withdrawn, "SS-2026-000000", "2026-11-22", None).unwrap();
    let scheme = office.ledger.trust().scheme().clone();
    if !database.is_sqlite() {
        // Of a few rows, reading all of them is the best plan; here it shows only where there is no other one.
        office.ledger.store().script("SET enable_seqscan = off; SET enable_bitmapscan = off").unwrap();
    }
    let mut store = Explained { store: office.ledger.store(), plans: Vec::new() };
    let text = |text: &str| text.to_owned();
    for wanted in [
        Wanted::ProductId(text("SS-2026-000000")),
        Wanted::Application(text("A-00001")),
        Wanted::Index(1),
        Wanted::Model(text("CAM-A-00002-0")),
        Wanted::Gtin("4569951110016".parse().unwrap()),
        Wanted::Holder(text("見本")),
        Wanted::Anything(text("4569951110016")),
    ] {
        assert!(!find(&mut store, &wanted, 10).unwrap().applications.is_empty(), "{wanted:?}");
    }
    view::standing_on(&mut store, "SS-2026-000000", day("2026-11-22"), &scheme).unwrap().unwrap();
    assert!(store.plans.len() > 15, "{}", store.plans.len());
    for (sql, plan) in store.plans {
        // A scan of a whole table, and a sort of what was found, grow with the ledger.
        for slow in ["SCAN ", "TEMP B-TREE", "Seq Scan", "Sort"] {
            assert!(!plan.contains(slow), "{sql}\n{plan}");
        }
        assert!(plan.contains("USING") || plan.contains("Index"), "{sql}\n{plan}");
    }
}
