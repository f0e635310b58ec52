//! Applies arbitrary bytes as a status list, and arbitrary bytes as the payload of one with a valid signature of the
//! issuer's status key.
#![no_main]

use libfuzzer_sys::fuzz_target;
use starseal::status::StatusObjects;
use starseal::{StatusList, TrustList, limits};
use starseal_fuzz_inputs::{
    NOW, check_knowledge, list_with_status, sign_as_status_list, status_key, verifier_with_status,
};

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
    // A statement that was read can be signed and read again. Of a list with objects, they would be missing.
    if let Ok(statement) = list.statement(&StatusObjects::default()) {
        let Ok(published) = statement.sign(&status_key()) else { return };
        let again = StatusList::open(&published.list, [&trust]).expect("a list that was just signed");
        let mut objects = StatusObjects::default();
        published.objects().for_each(|object| assert_eq!(objects.add(&again, object), Ok(true)));
        let predecessor = Some(again.digest());
        let mut expected = statement;
        expected.predecessor = predecessor;
        assert_eq!(again.statement(&objects), Ok(expected));
    }
    check_knowledge(&verifier);
}
