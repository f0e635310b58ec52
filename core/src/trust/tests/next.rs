//! The list that follows another one.

use super::*;
use crate::limits::MAX_TRUST_CHAIN;
use std::sync::Arc;

#[test]
fn the_next_list_takes_over_everything_but_its_version_and_its_dates() {
    let removed = SigningKey::from_seed(&[22; 32]).public_key().thumbprint();
    let mut statement = TrustStatement { compromised: vec![removed], ..trust_statement() };
    statement.issuers[0].keys[0].compromised = Some(date("2026-06-01"));
    let held = open_statement(&statement).unwrap();
    let mut compromised = vec![removed, label_key().public_key().thumbprint()];
    compromised.sort_unstable();
    let next = TrustStatement {
        authority_id: Some(held.authority_id()),
        version: 2,
        // As long as from 2026-01-01 to 2028-01-01: 730 days.
        issued_at: noon("2027-01-01"),
        expires_at: noon("2028-12-31"),
        compromised,
        ..statement
    };
    assert_eq!(held.next_statement(noon("2027-01-01")), next);
}

#[test]
fn r_59_a_list_that_only_its_own_roots_have_signed_does_not_follow() {
    let chain = TrustChain::new(Arc::new(open_statement(&trust_statement()).unwrap()));
    let new_root = SigningKey::from_seed(&[23; 32]);
    let mut next = chain.newest().next_statement(noon("2026-06-01"));
    next.roots = vec![new_root.public_key()];
    let follows = |signers: &[&dyn Signer]| {
        let list = TrustList::open(&next.sign(signers).unwrap()).unwrap();
        chain.followed_by(&Arc::new(list), None).map(|longer| longer.is_some())
    };
    assert_eq!(follows(&[&new_root]), Err(TrustError::Threshold { threshold: 1, signed: 0 }));
    assert_eq!(follows(&[&new_root, &root_key()]), Ok(true));
}

#[test]
fn r_60_a_chain_may_be_as_long_as_64_lists_of_the_greatest_length() {
    let longest = MAX_TRUST_CHAIN * MAX_TRUST_LIST_BYTES;
    let bytes = vec![0; longest + 1];
    assert_eq!(TrustList::split_chain(&bytes), Err(TrustError::TooLong { bytes: longest + 1 }));
    assert!(matches!(TrustList::split_chain(&bytes[1..]), Err(TrustError::Cbor(_))));
}
