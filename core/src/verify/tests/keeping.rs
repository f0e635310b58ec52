//! The status lists that an authority keeps.

use super::*;
use crate::common::{STATUS_URI, status_key, trust_with_status};
use crate::status::{Change, ObjectError, Status, StatusList, StatusObject, StatusStatement};
use crate::trust::TrustList;
use crate::verify::authority::{Authority, better};
use crate::verify::held::Held;
use std::sync::Arc;

fn second_key() -> SigningKey {
    SigningKey::from_seed(&[4; 32])
}

/// Returns the usual trust list with two status keys.
fn trust() -> TrustList {
    let mut statement = trust_with_status().statement().clone();
    let issuer = &mut statement.issuers[0];
    issuer.keys.push(TrustedKey { public_key: second_key().public_key(), ..issuer.keys[1].clone() });
    TrustList::open(&statement.sign(&[&root_key()]).unwrap()).unwrap()
}

fn authority() -> Authority {
    Authority::new(Arc::new(trust()))
}

fn statement(day: &str) -> StatusStatement {
    StatusStatement::new(StatusListUri::new(STATUS_URI).unwrap(), &scheme(), noon(day), 8)
}

fn held(key: &SigningKey, day: &str) -> Held {
    Held::new(StatusList::open(&statement(day).sign(key).unwrap().list, [&trust()]).unwrap(), false)
}

/// Returns a list and its in-force object, which no other day's list has.
fn with_in_force(key: &SigningKey, day: &str) -> (Held, Arc<StatusObject>) {
    let mut statement = statement(day);
    statement.allocate(7).unwrap();
    statement.record(7, Change::new(date(day).plus_days(30), Status::Deferral)).unwrap();
    let published = statement.sign(key).unwrap();
    let list = StatusList::open(&published.list, [&trust()]).unwrap();
    (Held::new(list, false), Arc::new(StatusObject::from_bytes(&published.in_force.unwrap()).unwrap()))
}

fn times<'a>(lists: impl IntoIterator<Item = &'a Held>) -> Vec<Timestamp> {
    lists.into_iter().map(|held| held.list.issued_at()).collect()
}

// ---- remembered lists

#[test]
fn r_95_a_list_is_remembered_beside_a_later_one_of_another_key_and_does_not_count() {
    let mut authority = authority();
    authority.take_status(held(&second_key(), "2026-11-21"), None).unwrap();
    for update in [Update::Taken, Update::Known] {
        assert_eq!(authority.remember(held(&status_key(), "2026-11-20")), Ok(update));
        assert_eq!(times(authority.all_statuses()), [noon("2026-11-20"), noon("2026-11-21")]);
        assert_eq!(times(authority.statuses()), [noon("2026-11-21")]);
    }
}

#[test]
fn r_95_a_list_is_not_remembered_beside_a_later_one_of_its_key() {
    let mut authority = authority();
    authority.take_status(held(&status_key(), "2026-11-21"), None).unwrap();
    assert_eq!(authority.remember(held(&status_key(), "2026-11-20")), Ok(Update::Known));
    assert_eq!(times(authority.all_statuses()), [noon("2026-11-21")]);
}

#[test]
fn r_95_the_latest_list_with_its_in_force_object_is_kept_while_the_newest_list_misses_its_own() {
    let mut authority = authority();
    let days = ["2026-11-18", "2026-11-19", "2026-11-20"];
    let lists = [(status_key(), true), (second_key(), true), (second_key(), false)];
    for (day, (key, is_object_held)) in days.iter().zip(lists) {
        let (list, object) = with_in_force(&key, day);
        authority.take_status(list, None).unwrap();
        assert!(!is_object_held || authority.offer(&object) == Some(Ok(true)));
        authority.forget();
    }
    // The first one is the last list of its key.
    assert_eq!(times(authority.all_statuses()), days.map(noon));
}

#[test]
fn r_99_a_list_has_the_mark_that_it_had_in_the_state() {
    for mark in 0..4 {
        let list = StatusList::clone(&held(&status_key(), "2026-11-20").list);
        assert_eq!((Held::with_mark(list, mark).mark(), Held::knows_mark(mark)), (mark, true));
    }
    assert!(!Held::knows_mark(4));
}

// ---- clocks

#[test]
fn r_94_a_list_dated_ahead_falls_once_a_clock_is_at_the_floor_and_not_before() {
    let behind = noon("2025-01-01");
    let signed = |day| statement(day).sign(&status_key()).unwrap().list;
    for now in ["2026-01-01", "2026-11-22"] {
        let mut verifier = Verifier::new(trust().as_bytes()).unwrap();
        for update in [Update::Taken, Update::Known] {
            assert_eq!(verifier.update_status(&signed("2026-12-20"), behind), Ok(update));
        }
        assert_eq!(verifier.update_status(&signed(now), noon(now)), Ok(Update::Taken));
    }
}

#[test]
fn r_94_a_list_falls_if_it_is_dated_more_than_a_day_ahead() {
    let list = Held { is_unconfirmed: true, ..held(&status_key(), "2026-11-23") };
    let floor = noon("2026-01-01");
    let a_second_before = Timestamp::from_unix_seconds(now().unix_seconds() - 1);
    assert_eq!([now(), a_second_before].map(|now| list.falls_at(now, floor)), [false, true]);
}

// ---- objects

#[test]
fn of_two_refusals_of_an_object_the_first_is_reported() {
    let [one, other] = [ObjectError::Range, ObjectError::Unbound].map(|error| Some(Err(error)));
    assert_eq!([better(one, other), better(other, one)], [one, other]);
}
