//! Imports of tables, and changes from tables, over both databases.

use super::database::Database;
use super::office::{Office, nonce, officer_key, pen};
use starseal_registry::event::{Data, Kind};
use starseal_registry::import::{
    ChangeColumn, ChangeDefaults, ChangeRow, Column, ImportPlan, compare, group_changes, merge, read_changes,
    read_rows, refuse_changes,
};
use starseal_registry::ledger::LedgerError;
use starseal_registry::life::State;
use starseal_registry::proposal::{Outcome, propose};
use starseal_registry::view;
use starseal_tables::table;
use std::io::Cursor;

/// Imports a table. Returns the plan, and the reasons of the rows that were not taken.
fn import(office: &mut Office, text: &str, amend: Option<&str>) -> (ImportPlan, Vec<String>) {
    let scheme = office.ledger.trust().scheme().clone();
    let mut table = table::open(Cursor::new(text.to_owned()), Column::names(), None).unwrap();
    let mut read = read_rows(table.as_mut(), &scheme, office.today()).unwrap();
    let merged = merge(&mut read.rows, &mut |_| nonce());
    let (key, now) = (officer_key("alice"), office.now());
    let mut bad: Vec<String> =
        read.rows.iter().filter_map(|row| row.content.as_ref().err()).map(ToString::to_string).collect();
    let plan = office.ledger.write::<_, LedgerError>(now, |writing| {
        let mut plan = compare(writing.store(), merged, &read.columns).unwrap();
        bad.extend(plan.take_out_refused(writing).unwrap().into_iter().map(|(_, fault)| fault.to_string()));
        plan.carry_out(writing, &pen("alice", &key)).unwrap();
        if let Some(reason) = amend {
            let refused = plan.amend(writing, &pen("alice", &key), reason, &|_| true).unwrap().refused;
            bad.extend(refused.into_iter().map(|(_, fault)| fault.to_string()));
        }
        Ok(plan)
    });
    (plan.unwrap(), bad)
}

fn fields(plan: &ImportPlan) -> Vec<(&str, &str, &str, bool)> {
    let all = plan.conflicts.iter().flat_map(|one| &one.fields);
    all.map(|conflict| (conflict.field, conflict.held.as_str(), conflict.given.as_str(), conflict.is_step)).collect()
}

const HEADER: &str = "application,level,category,holder,model,gtin,receipt,accepted_on,paid_on,contact_name\n";

pub fn a_table_is_imported_again_whenever_it_has_grown(database: &Database) {
    let mut office = Office::found(database);
    let table = format!(
        "{HEADER}A-1,1,1,Example Ltd.,CAM-1,4569951110016,R-1,2026-11-05,2026-11-06,見本花子\n\
         A-1,1,1,Example Ltd.,CAM-2,,R-1,2026-11-05,2026-11-06,見本花子\nA-2,1,1,Example Ltd.,CAM-3,,,,,\n"
    );
    let (plan, bad) = import(&mut office, &table, None);
    assert_eq!((plan.new.len(), bad), (2, vec![]));
    let head = |office: &mut Office| starseal_registry::ledger::head(office.ledger.store()).unwrap().unwrap();
    let before = head(&mut office);
    // No day of receipt is given: on a later day, the same table still changes nothing.
    office.on("2026-11-25");
    let (plan, _) = import(&mut office, &table, Some("a test"));
    assert_eq!((plan.unchanged, plan.conflicts.len(), head(&mut office)), (2, 0, before));

    // A table with fewer columns says nothing about the others, and brings a further step.
    let paid = "application,level,receipt,accepted_on,paid_on,cleared_on\nA-1,1,R-1,2026-11-05,2026-11-06,2026-11-20\n";
    let (plan, _) = import(&mut office, paid, None);
    assert_eq!((plan.further.len(), plan.conflicts.len()), (1, 0));
    let entry = view::application(office.ledger.store(), "A-1").unwrap().unwrap();
    assert_eq!((entry.state, entry.content.models.len()), (State::Cleared, 2));
    assert_eq!(office.findings(), [] as [&str; 0]);
}

pub fn conflicts_are_shown_field_by_field_and_decided_by_a_person(database: &Database) {
    let mut office = Office::found(database);
    import(&mut office, &format!("{HEADER}A-1,1,1,Example Ltd.,CAM-1,,R-1,2026-11-05,,見本花子\n"), None);
    let other = format!("{HEADER}A-1,1,1,Other Ltd.,CAM-9,4569951110016,R-2,2026-11-05,2026-11-06,見本太郎\n");
    let (plan, _) = import(&mut office, &other, None);
    let expected = [
        ("holder", "Example Ltd.", "Other Ltd.", false),
        ("model", "CAM-1", "CAM-9 4569951110016", false),
        ("contact", "another contact", "this contact", false),
        ("accepted", "2026-11-05, R-1", "2026-11-05, R-2", true),
    ];
    assert_eq!(fields(&plan), expected);

    // The content is amended. The step stays: it is taken back first.
    let (plan, bad) = import(&mut office, &other, Some("the applicant's letter"));
    assert_eq!((plan.conflicts.len(), bad), (1, vec![]));
    let entry = view::application(office.ledger.store(), "A-1").unwrap().unwrap();
    assert_eq!((entry.content.holder.as_deref(), entry.receipt.as_deref()), (Some("Other Ltd."), Some("R-1")));
    let (plan, _) = import(&mut office, &other, None);
    assert_eq!(fields(&plan), [expected[3]]);

    // A new step comes with the amended content. What is granted is refused by name, and the rest is amended.
    let third = other.replace("R-2", "R-1").replace("CAM-9", "CAM-7");
    let (_, bad) = import(&mut office, &third, Some("the same letter"));
    let entry = view::application(office.ledger.store(), "A-1").unwrap().unwrap();
    assert_eq!((entry.state, bad), (State::Paid, vec![]));
    office.clear(&["A-9".to_owned()], 1);
    office.grant(&["A-9".to_owned()]);
    let both = format!(
        "{HEADER}A-9,1,1,New Ltd.,X,,R-A-9,2026-11-22,2026-11-22,\nA-1,1,1,New Ltd.,CAM-7,,R-1,2026-11-05,2026-11-06,\n"
    );
    let (_, bad) = import(&mut office, &both, Some("a merger"));
    assert_eq!(bad, ["application A-9 is granted, and its content is no longer changed"]);
    let entry = view::application(office.ledger.store(), "A-1").unwrap().unwrap();
    // The contact that the table leaves empty stays.
    assert!(entry.content.holder.as_deref() == Some("New Ltd.") && entry.content.personal.is_some());
    assert_eq!(office.findings(), [] as [&str; 0]);
}

/// Tries the changes of a table, and proposes them if none is refused.
fn change(office: &mut Office, text: &str) -> (Vec<ChangeRow>, Vec<(Kind, usize, Outcome)>) {
    let mut table = table::open(Cursor::new(text.to_owned()), ChangeColumn::names(), None).unwrap();
    let reason = Some("a test".to_owned());
    let defaults = ChangeDefaults { change: None, on: office.today(), last_day: None, reason };
    let mut rows = read_changes(table.as_mut(), &defaults).unwrap();
    let (key, now) = (officer_key("alice"), office.now());
    let outcomes = office.ledger.write::<_, LedgerError>(now, |writing| {
        refuse_changes(writing, &mut rows)?;
        if rows.iter().any(|row| row.content.is_err()) {
            return Ok(Vec::new());
        }
        let groups = group_changes(writing, &rows)?;
        let each = groups.into_iter().map(|(_, data, registrations)| {
            let outcome = propose(writing, &data, &pen("alice", &key), 86_400)?;
            Ok::<_, LedgerError>((Data::kind(&data), registrations, outcome))
        });
        each.collect()
    });
    (rows, outcomes.unwrap())
}

pub fn thousands_of_changes_come_from_a_table(database: &Database) {
    let mut office = Office::found(database);
    let all = super::office::numbers(1, 2100);
    office.clear(&all, 1);
    office.grant(&all);
    let withdrawn: String = (0..2050).map(|index| format!("SS-2026-{index:06},withdraw,,\n")).collect();
    let table = format!(
        "product_id,change,on,last_day\n{withdrawn}SS-2026-002060,延長,2026-12-01,2030-11-21\n\
         SS-2026-002061,extension-request,,\nSS-2026-002062,revoke,2026-11-30,\n"
    );
    let (_, outcomes) = change(&mut office, &table);
    let kinds: Vec<_> = outcomes.iter().map(|(kind, registrations, _)| (*kind, *registrations)).collect();
    let expected =
        [(Kind::Step, 1), (Kind::Extended, 1), (Kind::Withdrawn, 2000), (Kind::Withdrawn, 50), (Kind::Revoked, 1)];
    assert_eq!(kinds, expected);
    assert!(matches!(outcomes[0].2, Outcome::Appended(_)));
    for (_, _, outcome) in &outcomes[1..] {
        let Outcome::Proposed(number) = outcome else { panic!("{outcome:?}") };
        office.approve_as("bob", *number).unwrap();
    }
    let entry = view::registration(office.ledger.store(), "SS-2026-002060").unwrap().unwrap();
    assert_eq!(entry.last_day.to_string(), "2030-11-21");

    // All or nothing: each refused row has its reason, and no proposal is made.
    let table = "product_id,change,on\nSS-2026-002063,withdraw,\nSS-2026-000000,withdraw,\nSS-NONE,revoke,\n\
                 SS-2026-002061,defer,2026-11-22\nSS-2026-002064,extend,\n";
    let (rows, outcomes) = change(&mut office, table);
    let reasons: Vec<_> =
        rows.iter().filter_map(|row| Some((row.number, row.content.as_ref().err()?.cause.code()))).collect();
    let expected = [(3, "change-impossible"), (4, "no-registration"), (5, "deferral-too-early"), (6, "last-day")];
    assert_eq!((reasons.as_slice(), outcomes.len(), office.proposals().len()), (&expected[..], 0, 0));
    assert_eq!(office.findings(), [] as [&str; 0]);
}
