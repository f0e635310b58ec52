//! Applies arbitrary bytes as a status list, and arbitrary bytes as the payload of one with a valid signature of the
//! issuer's status key.
#![no_main]

use libfuzzer_sys::fuzz_target;
use starseal::{StatusList, TrustList, limits};
use starseal_fuzz_inputs::{NOW, check_knowledge, list_with_status, sign_as_status_list, verifier_with_status};

fuzz_target!(|data: &[u8]| {
    check(data);
    check(&sign_as_status_list(data));
});

fn check(bytes: &[u8]) {
    let mut verifier = verifier_with_status();
    let update = verifier.update_status(bytes, NOW);
    let trust = TrustList::open(list_with_status()).expect("a trust list");
    let Ok(list) = StatusList::open(bytes, [&trust]) else {
        assert!(update.is_err());
        return;
    };
    assert!(bytes.len() <= limits::MAX_STATUS_LIST_BYTES);
    assert!(list.statuses().len() <= 8 * limits::MAX_STATUS_ARRAY_BYTES);
    // A parsed statement can be encoded and parsed again.
    if let Some(statement) = list.statement() {
        let again = StatusList::open(&sign_as_status_list(&statement.to_payload()), [&trust])
            .expect("a list that was just encoded");
        let predecessor = statement.predecessor;
        assert_eq!(again.predecessor(), predecessor);
        let mut next = again.statement().expect("the statuses have four bits");
        next.predecessor = predecessor;
        assert_eq!(next, statement);
    }
    check_knowledge(&verifier);
}
