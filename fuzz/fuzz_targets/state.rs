//! Restores arbitrary bytes as stored state, and arbitrary bytes as the body of a state with a matching digest.
#![no_main]

use libfuzzer_sys::fuzz_target;
use starseal::status::Status;
use starseal_fuzz::{NOW, cbor_bytes, check_knowledge, status_list, verifier_with_status};

fuzz_target!(|data: &[u8]| {
    check(data);
    let digest = cbor_bytes(&starseal_fuzz::sha256(data));
    check(&[&b"\x84\x6estarseal-state\x01"[..], &digest, &cbor_bytes(data)].concat());
});

fn check(state: &[u8]) {
    let mut verifier = verifier_with_status();
    verifier.update_status(&status_list(Status::Revoked, 5), NOW).expect("the issuer's list");
    let before = verifier.status_lists().next().map(|list| list.issued_at());
    let _ = verifier.restore(state);
    assert!(
        verifier.status_lists().next().map(|list| list.issued_at()) >= before,
        "the status list must not go back to an earlier one"
    );
    check_knowledge(&verifier);
}
