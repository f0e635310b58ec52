//! Several verifiers with one stored state.

use super::*;
use crate::status::{StatusList, StatusStatement};
use crate::trust::TrustList;

const URIS: [&str; 2] = ["https://status.example/1", "https://status.example/2"];

fn key(number: u8) -> SigningKey {
    SigningKey::from_seed(&[number; 32])
}

/// Returns an authority with its own root, label key, prefix and status list; `number` is below 10.
fn authority(number: u8) -> TrustStatement {
    let mut statement = trust_statement();
    let issuer = &mut statement.issuers[0];
    let label = issuer.keys[0].clone();
    let status = TrustedKey { public_key: key(number + 30).public_key(), purpose: Purpose::Status, ..label.clone() };
    issuer.keys = vec![TrustedKey { public_key: key(number + 20).public_key(), ..label }, status];
    issuer.prefixes = vec![CarrierPrefix::new(&format!("HTTPS://LABELS-{number}.EXAMPLE/")).unwrap()];
    issuer.status_list = StatusListUri::new(URIS[usize::from(number)]);
    statement.roots = vec![key(number + 10).public_key()];
    statement
}

fn anchor(number: u8) -> Vec<u8> {
    authority(number).sign(&[&key(number + 10)]).unwrap()
}

fn status(number: u8, day: &str) -> Vec<u8> {
    let uri = StatusListUri::new(URIS[usize::from(number)]).unwrap();
    StatusStatement::new(uri, &scheme(), noon(day), 8).sign(&key(number + 30)).unwrap().list
}

/// Returns a later trust list of authority 0 whose roots are those given.
fn later(held: &TrustList, roots: &[u8], signers: &[u8]) -> Vec<u8> {
    let mut next = held.next_statement(noon("2026-06-01"));
    next.roots = roots.iter().map(|number| key(*number).public_key()).collect();
    let signers: Vec<SigningKey> = signers.iter().map(|number| key(*number)).collect();
    next.sign(&signers.iter().map(|key| key as &dyn Signer).collect::<Vec<_>>()).unwrap()
}

/// Merges what `verifier` holds into `stored`, as a program does.
fn store(verifier: &mut Verifier, stored: &mut Option<Vec<u8>>) -> bool {
    let merged = verifier.merge_state(stored.as_deref(), now()).unwrap();
    assert_eq!(merged.left_out, 0);
    let is_changed = merged.state.is_some();
    *stored = merged.state.or_else(|| stored.take());
    is_changed
}

fn restored(anchor: &[u8], stored: Option<&[u8]>) -> Verifier {
    let mut verifier = Verifier::new(anchor).unwrap();
    verifier.restore(stored.unwrap()).unwrap();
    verifier
}

#[test]
fn r_111_what_another_verifier_stored_meanwhile_is_kept_and_learned() {
    let mut stored = None;
    let [mut first, mut second] = [(); 2].map(|()| Verifier::new(&anchor(0)).unwrap());
    first.update_status(&status(0, "2026-11-20"), now()).unwrap();
    second.update_status(&status(0, "2026-11-21"), now()).unwrap();
    assert!(store(&mut second, &mut stored));
    // The older list adds nothing, so nothing is written, and the verifier learns the newer one.
    assert!(!store(&mut first, &mut stored));
    assert_eq!(first.status_lists().next().unwrap().issued_at(), noon("2026-11-21"));
    assert!(!store(&mut Verifier::new(&anchor(0)).unwrap(), &mut stored));
    assert_eq!(restored(&anchor(0), stored.as_deref()).status_lists().count(), 1);
}

#[test]
fn r_111_what_only_another_anchor_accepts_is_kept() {
    let mut stored = None;
    for number in [0, 1] {
        let mut verifier = Verifier::new(&anchor(number)).unwrap();
        verifier.update_status(&status(number, "2026-11-20"), now()).unwrap();
        assert!(store(&mut verifier, &mut stored));
    }
    for number in [0, 1] {
        let verifier = restored(&anchor(number), stored.as_deref());
        assert_eq!(verifier.status_lists().count(), 1, "authority {number}");
        assert!(!store(&mut restored(&anchor(number), stored.as_deref()), &mut stored));
    }
    // A newer list of one authority replaces its older one, and leaves the other authority alone.
    let mut verifier = restored(&anchor(1), stored.as_deref());
    verifier.update_status(&status(1, "2026-11-22"), now()).unwrap();
    assert!(store(&mut verifier, &mut stored));
    let mut both = Verifier::new(&anchor(0)).unwrap();
    both.add_authority(&anchor(1)).unwrap();
    assert_eq!(both.restore(stored.as_deref().unwrap()).unwrap().refused().count(), 0);
    let dates: Vec<_> = both.status_lists().map(StatusList::issued_at).collect();
    assert_eq!(dates, [noon("2026-11-20"), noon("2026-11-22")]);
    assert!(!store(&mut both, &mut stored));
}

#[test]
fn r_111_an_older_and_a_newer_anchor_of_one_authority_share_a_state() {
    let old = anchor(0);
    let second = later(&TrustList::open(&old).unwrap(), &[15], &[10, 15]);
    let third = later(&TrustList::open(&second).unwrap(), &[15], &[15]);
    let mut stored = None;
    let mut verifier = Verifier::new(&old).unwrap();
    verifier.update_trust(&second, now()).unwrap();
    assert!(store(&mut verifier, &mut stored));
    // A program that ships the second list knows nothing of the first, and must not cut the chain.
    let mut verifier = Verifier::new(&second).unwrap();
    verifier.update_trust(&third, now()).unwrap();
    assert!(store(&mut verifier, &mut stored));
    for anchor in [&old, &second] {
        let mut verifier = restored(anchor, stored.as_deref());
        assert_eq!(verifier.trust_list().statement().version, 3);
        assert!(!store(&mut verifier, &mut stored));
    }
}

#[test]
fn r_111_lists_that_no_anchor_accepts_any_longer_are_dropped() {
    let mut stored = None;
    let mut verifier = Verifier::new(&anchor(0)).unwrap();
    verifier.update_status(&status(0, "2026-11-20"), now()).unwrap();
    store(&mut verifier, &mut stored);
    let mut next = verifier.trust_list().next_statement(noon("2026-11-21"));
    // A list whose key is only gone is remembered, so the key is called compromised.
    let removed = next.issuers[0].keys.pop().unwrap();
    next.compromised.push(removed.public_key.thumbprint());
    next.issuers[0].status_list = None;
    verifier.update_trust(&next.sign(&[&key(10)]).unwrap(), now()).unwrap();
    assert!(store(&mut verifier, &mut stored));
    let merged = Verifier::new(&anchor(0)).unwrap().merge_state(stored.as_deref(), now()).unwrap();
    assert_eq!((merged.applied.lists.len(), merged.applied.refused().count(), merged.state), (2, 0, None));
}

#[test]
fn r_111_a_damaged_state_is_not_merged() {
    let mut verifier = Verifier::new(&anchor(0)).unwrap();
    let state = verifier.export_state();
    assert_eq!(verifier.merge_state(Some(&state[1..]), now()), Err(StateError::Damaged));
    assert_eq!(verifier.merge_state(Some(&[]), now()), Err(StateError::Damaged));
}

#[test]
fn r_95_a_list_that_a_dropped_key_signed_is_remembered_after_a_merge() {
    // Three lists with the same roots: only the second one has the status key.
    let mut statement = authority(0);
    let with_key = statement.issuers.clone();
    statement.issuers[0].keys.pop();
    let first = statement.sign(&[&key(10)]).unwrap();
    let mut verifier = Verifier::new(&first).unwrap();
    for issuers in [with_key, statement.issuers] {
        let mut next = verifier.trust_list().next_statement(noon("2026-06-01"));
        next.issuers = issuers;
        verifier.update_trust(&next.sign(&[&key(10)]).unwrap(), now()).unwrap();
        let _ = verifier.update_status(&status(0, "2026-11-20"), now());
    }
    assert_eq!((verifier.trust_list().statement().version, verifier.status_lists().count()), (3, 0));
    let mut stored = None;
    assert!(store(&mut verifier, &mut stored));
    // The restored verifier knows the list too: it has nothing to store that is not there.
    let again = restored(&first, stored.as_deref());
    assert_eq!(again.export_state(), verifier.export_state());
    assert!(!store(&mut verifier, &mut stored));
}

#[test]
fn r_94_a_list_that_has_fallen_does_not_come_back_from_the_state() {
    let (mut stored, behind) = (None, noon("2025-01-01"));
    let mut verifier = Verifier::new(&anchor(0)).unwrap();
    verifier.update_status(&status(0, "2026-12-20"), behind).unwrap();
    store(&mut verifier, &mut stored);
    let mut verifier = restored(&anchor(0), stored.as_deref());
    verifier.update_status(&status(0, "2026-11-20"), now()).unwrap();
    assert!(store(&mut verifier, &mut stored));
    for verifier in [verifier, restored(&anchor(0), stored.as_deref())] {
        let held: Vec<_> = verifier.status_lists().map(StatusList::issued_at).collect();
        assert_eq!(held, [noon("2026-11-20")]);
    }
}
