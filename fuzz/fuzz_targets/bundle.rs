//! Applies arbitrary bytes as a bundle to a verifier without a status list and to one with a status list.
#![no_main]

use libfuzzer_sys::fuzz_target;
use starseal::Bundle;
use starseal::status::Status;
use starseal_fuzz_inputs::{NOW, check_knowledge, status_list, verifier_with_status};

fuzz_target!(|data: &[u8]| {
    if let Ok(bundle) = Bundle::from_bytes(data) {
        assert_eq!(Bundle::from_bytes(&bundle.to_bytes()), Ok(bundle));
    }
    for knows in [false, true] {
        let mut verifier = verifier_with_status();
        if knows {
            let published = status_list(Status::Active, 5);
            verifier.update_status(&published.list, NOW).expect("the issuer's list");
            published.objects().for_each(|object| {
                verifier.update_object(object).expect("an object of the list");
            });
        }
        let before = verifier.status_lists().next().map(|list| list.issued_at());
        let _ = verifier.apply(data, NOW);
        assert!(
            verifier.status_lists().next().map(|list| list.issued_at()) >= before,
            "the status list must not go back to an earlier one"
        );
        check_knowledge(&verifier);
    }
});
