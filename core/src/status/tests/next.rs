//! Statements of next lists, made from a list and its objects.

use super::*;
use crate::cose;
use coset::CborSerializable;
use coset::cbor::Value;

#[test]
fn r_98_a_statement_of_the_next_list_has_everything_that_the_list_has() {
    let mut first = statement(600);
    (0..500).for_each(|index| first.allocate(index).unwrap());
    let extension = |day: &str, last_day: &str| Change {
        effective_on: date(day),
        status: Status::Active,
        last_day: Some(date(last_day)),
    };
    // An extension and later changes that state no last day, one of them ahead.
    first.extend(7, extension("2026-10-01", "2028-10-31"), date("2026-10-31")).unwrap();
    first.record(7, Change::new(date("2026-11-01"), Status::Deferral)).unwrap();
    first.record(7, Change::new(date("2027-02-01"), Status::Active)).unwrap();
    first.extend(9, extension("2026-05-01", "2027-04-30"), date("2026-04-30")).unwrap();
    first.record(499, revoked("2026-11-19")).unwrap();
    first.witnesses.entry(499).or_default().extend([1, 2].map(|byte| Witness::from_bytes([byte; 32])));
    first.expires_at = Some(noon("2026-12-20"));
    first.correct(3, 4).unwrap();
    let (list, objects) = opened(&first);
    let next = list.statement(&objects).unwrap();
    assert_eq!(next, StatusStatement { predecessor: Some(list.digest()), ..first });
    // It is signed as it is.
    let (second, _) = opened(&StatusStatement { issued_at: noon("2026-11-21"), ..next });
    assert_eq!(second.predecessor(), Some(list.digest()));
}

#[test]
fn r_98_the_past_of_a_list_is_needed() {
    let missing = Err(NextError::Missing { what: "past object" });
    // All statuses are active, and the list binds a past object.
    let mut active = statement(8);
    active.allocate(3).unwrap();
    let (list, objects) = opened(&active);
    assert_eq!(list.statement(&StatusObjects::default()), missing);
    assert!(list.statement(&objects).is_ok());

    // Lists of another program, which bind no past object.
    let without_past = |statement: &StatusStatement| {
        let mut payload = Value::from_slice(&statement.to_payload().unwrap()).unwrap();
        let Value::Map(claims) = &mut payload else { panic!("{payload:?}") };
        claims.retain(|(key, _)| *key != Value::from(-1 - i64::try_from(claim::PAST).unwrap()));
        let list = cose::sign1(&crate::cbor::encode(&payload), Some(STATUS_LIST_TYP), &status_key()).unwrap();
        StatusList::open(&list, [&trust_with_status()]).unwrap()
    };
    let other = without_past(&active);
    assert_eq!(other.statement(&StatusObjects::default()).map(|next| next.changes.len()), Ok(0));
    active.record(3, revoked("2026-11-19")).unwrap();
    assert_eq!(without_past(&active).statement(&StatusObjects::default()), missing);
}
