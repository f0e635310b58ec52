//! The life of applications and registrations.

use super::database::Database;
use super::office::{Office, application, changed, day, label_key, numbers, step, verdict};
use starseal::status::Status;
use starseal::{Code, Signer};
use starseal_registry::event::{Data, Grant, Kind, Step};
use starseal_registry::ledger::LedgerError;
use starseal_registry::life::State;
use starseal_registry::view;

fn code<T: std::fmt::Debug>(result: Result<T, LedgerError>) -> &'static str {
    result.unwrap_err().code()
}

pub fn from_application_to_withdrawal(database: &Database) {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 3), 2);
    let state = |office: &mut Office| view::application(office.ledger.store(), "A-00001").unwrap().unwrap().state;
    assert_eq!(state(&mut office), State::Cleared);
    let events = office.grant(&numbers(1, 3));
    assert_eq!(state(&mut office), State::Granted);
    let carriers = office.carriers(events[0]);
    assert_eq!(carriers.len(), 6);

    let first = office.publish();
    assert!(carriers.iter().all(|carrier| verdict(carrier, &first.lists, "2026-11-22") == Code::Active));

    // The first registration is withdrawn the next day; its two labels are, and no other.
    office.on("2026-11-23");
    office.change(Kind::Withdrawn, "SS-2026-000000", "2026-11-23", None).unwrap();
    let second = office.publish();
    let codes: Vec<Code> = carriers.iter().map(|carrier| verdict(carrier, &second.lists, "2026-11-23")).collect();
    assert_eq!(codes[..2], [Code::Withdrawn; 2]);
    assert_eq!(codes[2..], [Code::Active; 4]);
    let entry = view::registration(office.ledger.store(), "SS-2026-000000").unwrap().unwrap();
    assert_eq!((entry.status, entry.labels, entry.index), (Status::Withdrawn, 2, 0));
    assert_eq!(office.findings(), [] as [&str; 0]);
}

pub fn steps_follow_each_other(database: &Database) {
    let mut office = Office::found(database);
    let today = office.today();
    let alone = |office: &mut Office, entry| office.alone(&Data::Steps(vec![entry]));
    let new = application("A-1", 1, today);
    office.alone(&Data::Applied(vec![new.clone()])).unwrap();
    assert_eq!(code(office.alone(&Data::Applied(vec![new]))), "application-known");
    assert_eq!(code(alone(&mut office, step("A-2", Step::Accepted, today))), "no-application");
    assert_eq!(code(alone(&mut office, step("A-1", Step::Paid, today))), "step-impossible");
    assert_eq!(code(alone(&mut office, step("A-1", Step::Accepted, day("2026-11-23")))), "step-ahead");
    assert_eq!(code(alone(&mut office, step("A-1", Step::Accepted, day("2026-11-21")))), "step-back");
    let mut without_receipt = step("A-1", Step::Accepted, today);
    without_receipt.reference = None;
    assert_eq!(code(alone(&mut office, without_receipt)), "receipt-missing");
    let mut without_reason = step("A-1", Step::Closed, today);
    without_reason.reason = None;
    assert_eq!(code(alone(&mut office, without_reason)), "reason-missing");
    assert_eq!(code(alone(&mut office, step("A-1", Step::Undone, today))), "nothing-to-undo");

    // A step is taken back, and leaves its trace.
    alone(&mut office, step("A-1", Step::Accepted, today)).unwrap();
    alone(&mut office, step("A-1", Step::Paid, today)).unwrap();
    let undone = alone(&mut office, step("A-1", Step::Undone, today)).unwrap();
    let entry = view::application(office.ledger.store(), "A-1").unwrap().unwrap();
    assert_eq!((entry.state, entry.receipt.as_deref()), (State::Accepted, Some("R-A-1")));
    let steps = view::steps(office.ledger.store(), "A-1").unwrap();
    let undone_by: Vec<_> = steps.iter().map(|row| row.undone).collect();
    assert_eq!(undone_by, [None, Some(undone.number), Some(undone.number)]);
    alone(&mut office, step("A-1", Step::Paid, today)).unwrap();

    // The content changes until the grant.
    let mut amended = application("A-1", 2, today);
    amended.holder = Some("Example Camera Ltd.".to_owned());
    let reason = "the applicant's letter".to_owned();
    office.alone(&Data::Amended { reason: reason.clone(), applications: vec![amended.clone()] }).unwrap();
    alone(&mut office, step("A-1", Step::Cleared, today)).unwrap();
    office.grant(&["A-1".to_owned()]);
    let late = Data::Amended { reason, applications: vec![amended] };
    assert_eq!(code(office.alone(&late)), "not-amendable");
    assert_eq!(code(alone(&mut office, step("A-1", Step::Closed, today))), "step-impossible");
    assert_eq!(office.findings(), [] as [&str; 0]);
}

pub fn numbers_are_unique(database: &Database) {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 4), 1);
    let today = office.today();
    let mut again = application("A-9", 1, today);
    again.provisional = Some("P-A-00001".to_owned());
    assert_eq!(code(office.alone(&Data::Applied(vec![again]))), "number-taken");
    office.alone(&Data::Applied(vec![application("A-9", 1, today)])).unwrap();
    let mut receipt = step("A-9", Step::Accepted, today);
    receipt.reference = Some("R-A-00001".to_owned());
    assert_eq!(code(office.alone(&Data::Steps(vec![receipt]))), "number-taken");

    office.grant(&numbers(1, 1));
    let Some(Data::Granted(grant)) = office.plan(&mut numbers(2, 1)) else { panic!("no plan") };
    let with = |change: &dyn Fn(&mut Grant)| {
        let mut grant = grant.clone();
        change(&mut grant);
        Data::Granted(grant)
    };
    // The bytes of the labels follow from ID and index, so each of these is a grant that does not fit.
    assert_eq!(code(office.propose(&with(&|grant| grant.registrations[0].index = 0))), "other-labels");
    let id = "SS-2026-000000".to_owned();
    assert_eq!(code(office.propose(&with(&|grant| grant.registrations[0].product_id = id.clone()))), "other-labels");
    assert_eq!(code(office.propose(&with(&|grant| grant.key = super::office::key(9).public_key()))), "key-not-allowed");

    // The same with the right bytes: ID and index are unique in the database.
    let labels = |id: &str, index: u32| {
        let content = application("A-00002", 1, day("2026-11-22"));
        let scheme = super::office::trust_statement().scheme;
        let id = starseal::ProductId::new(id).unwrap();
        let (from, until) = (day("2026-11-22"), day("2028-11-21"));
        let labels = content.labels(&id, from, until, index, &scheme).unwrap();
        labels.iter().map(starseal::Label::to_claims).collect::<Vec<_>>()
    };
    for (id, index) in [("SS-2026-000000", 77), ("SS-OTHER", 0)] {
        let taken = with(&|grant| {
            grant.key = label_key().public_key();
            grant.registrations[0].product_id = id.to_owned();
            grant.registrations[0].index = index;
            grant.registrations[0].labels = labels(id, index);
        });
        assert_eq!(code(office.propose(&taken)), "number-taken", "{id} {index}");
    }

    // Two proposals never get the same index.
    let first = office.plan(&mut numbers(2, 1)).unwrap();
    let first = office.propose(&first).unwrap();
    let second = office.plan(&mut numbers(3, 1)).unwrap();
    let second = office.propose(&second).unwrap();
    office.approve_as("bob", second).unwrap();
    office.approve_as("bob", first).unwrap();
    office.seal();
    let index = |office: &mut Office, number: &str| {
        view::registration_of_application(office.ledger.store(), number).unwrap().unwrap().index
    };
    assert_eq!((index(&mut office, "A-00002"), index(&mut office, "A-00003")), (1, 2));
    assert_eq!(office.findings(), [] as [&str; 0]);
}

pub fn changes_that_cannot_be_are_refused(database: &Database) {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 1), 1);
    office.grant(&numbers(1, 1));
    let id = "SS-2026-000000";
    let propose = |office: &mut Office, kind, on: &str, to| office.propose(&changed(kind, id, on, to));
    assert_eq!(code(office.propose(&changed(Kind::Revoked, "SS-NONE", "2026-11-22", None))), "no-registration");
    assert_eq!(code(propose(&mut office, Kind::Revoked, "2026-11-21", None)), "before-issue");
    assert_eq!(code(propose(&mut office, Kind::Revoked, "2026-11-22", Some("2028-01-01"))), "last-day");
    assert_eq!(code(propose(&mut office, Kind::Corrected, "2026-11-22", None)), "change-impossible");
    // The label is valid until 2028-11-21; an extension lasts for two years from the next day.
    assert_eq!(code(propose(&mut office, Kind::Extended, "2027-01-01", Some("2030-11-22"))), "extension-too-long");
    assert_eq!(code(propose(&mut office, Kind::Extended, "2027-01-01", Some("2028-11-21"))), "extension-too-short");
    let defer = |office: &mut Office, on: &str| office.alone(&changed(Kind::Deferred, id, on, None));
    assert_eq!(code(defer(&mut office, "2028-11-21")), "deferral-too-early");
    assert_eq!(code(defer(&mut office, "2028-11-22")), "extension-not-requested");
    assert_eq!(code(defer(&mut office, "2029-11-22")), "deferral-too-late");

    office.publish();
    office.on("2026-12-01");
    office.publish();
    assert_eq!(code(propose(&mut office, Kind::Revoked, "2026-11-30", None)), "retroactive");
    office.change(Kind::Revoked, id, "2026-12-01", None).unwrap();
    assert_eq!(code(propose(&mut office, Kind::Revoked, "2026-12-01", None)), "change-impossible");
    assert_eq!(code(propose(&mut office, Kind::Withdrawn, "2026-12-01", None)), "change-impossible");
    assert_eq!(code(propose(&mut office, Kind::Extended, "2026-12-01", Some("2029-01-01"))), "change-impossible");
    assert_eq!(office.findings(), [] as [&str; 0]);
}

pub fn an_extension_and_a_correction_reach_the_verifier(database: &Database) {
    let mut office = Office::found(database);
    office.clear(&numbers(1, 2), 1);
    let event = office.grant(&numbers(1, 2))[0];
    let carriers = office.carriers(event);
    let (first, second) = ("SS-2026-000000", "SS-2026-000001");
    office.publish();

    // The second registration is revoked by mistake, and corrected after a list has said so.
    office.on("2027-03-01").change(Kind::Revoked, second, "2027-03-01", None).unwrap();
    assert_eq!(verdict(&carriers[1], &office.publish().lists, "2027-03-01"), Code::Revoked);
    office.on("2027-03-05").change(Kind::Corrected, second, "2027-03-05", None).unwrap();
    let corrected = office.publish();
    assert_eq!(verdict(&carriers[1], &corrected.lists, "2027-03-05"), Code::Active);

    // The first one is deferred after its last day, and then extended.
    office.on("2028-11-22");
    let request = step("A-00001", Step::ExtensionRequested, day("2028-11-20"));
    office.alone(&Data::Steps(vec![request])).unwrap();
    office.change(Kind::Deferred, first, "2028-11-22", None).unwrap();
    let lists = office.publish().lists;
    assert_eq!(verdict(&carriers[0], &lists, "2028-11-22"), Code::Deferral);
    assert_eq!(verdict(&carriers[1], &lists, "2028-11-22"), Code::Expired);
    office.on("2028-12-01").change(Kind::Extended, first, "2028-12-01", Some("2030-11-30")).unwrap();
    let lists = office.publish().lists;
    assert_eq!(verdict(&carriers[0], &lists, "2030-11-30"), Code::StatusUnknown, "the list is stale by then");
    assert_eq!(verdict(&carriers[0], &lists, "2028-12-02"), Code::Active);

    // A second extension starts after the first one; a withdrawal on the same day is final.
    office.on("2029-06-01").change(Kind::Extended, first, "2029-06-01", Some("2032-11-30")).unwrap();
    office.change(Kind::Withdrawn, first, "2029-06-01", None).unwrap();
    assert_eq!(verdict(&carriers[0], &office.publish().lists, "2029-06-01"), Code::Withdrawn);
    assert_eq!(office.findings(), [] as [&str; 0]);
    assert_eq!(office.audit().lists, 6);
}

pub fn large_grants_are_several_events(database: &Database) {
    let mut office = Office::found(database);
    let all = numbers(1, 250);
    office.clear(&all, 18);
    let events = office.grant(&all);
    let counts: Vec<usize> = events.iter().map(|event| office.carriers(*event).len()).collect();
    assert_eq!(counts.iter().sum::<usize>(), 250 * 18);
    assert!(counts.len() == 3 && counts.iter().all(|count| *count <= 2048), "{counts:?}");
    office.publish();
    let report = office.audit();
    assert_eq!((report.findings.kept(), report.seals, report.lists), (&[][..], 4500, 1));
}
