//! Restores arbitrary bytes as stored state, and arbitrary bytes as the body and the mark of a state with a
//! matching digest.
#![no_main]

use libfuzzer_sys::fuzz_target;
use starseal::status::Status;
use starseal_fuzz_inputs::{NOW, cbor_bytes, check_knowledge, status_list, verifier_with_status};

fuzz_target!(|data: &[u8]| {
    check(data);
    // The last byte is the mark of a status list.
    let (body, marks) = data.split_at(data.len().saturating_sub(1));
    let digest = starseal_fuzz_inputs::sha256(&[&starseal_fuzz_inputs::sha256(body)[..], marks].concat());
    let parts = [cbor_bytes(&digest), cbor_bytes(body), cbor_bytes(marks)].concat();
    check(&[&b"\x85\x6estarseal-state\x01"[..], &parts].concat());
});

fn check(state: &[u8]) {
    let mut verifier = verifier_with_status();
    verifier.update_status(&status_list(Status::Revoked, 5).list, NOW).expect("the issuer's list");
    let before = verifier.status_lists().next().map(|list| list.issued_at());
    let _ = verifier.restore(state);
    assert!(
        verifier.status_lists().next().map(|list| list.issued_at()) >= before,
        "the status list must not go back to an earlier one"
    );
    check_knowledge(&verifier);
}
