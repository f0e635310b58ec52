//! Opens arbitrary bytes as a trust list, and arbitrary bytes as the payload of one with a valid signature of the root.
#![no_main]

use libfuzzer_sys::fuzz_target;
use starseal::{TrustList, Verifier, When, limits};
use starseal_fuzz_inputs::{NOW, known_seal, sign_as_trust_list};

fuzz_target!(|data: &[u8]| {
    check(data);
    check(&sign_as_trust_list(data));
});

fn check(bytes: &[u8]) {
    let Ok(list) = TrustList::open(bytes) else { return };
    assert!(bytes.len() <= limits::MAX_TRUST_LIST_BYTES);
    let statement = list.statement();
    assert_eq!(statement.validate(), Ok(()));
    assert!(statement.threshold <= statement.roots.len());

    // A parsed statement can be encoded and opened again, if the signature of the known root still meets its threshold.
    let payload = statement.to_payload();
    if let Ok(again) = TrustList::open(&sign_as_trust_list(&payload)) {
        assert_eq!(again.statement(), statement);
        assert_eq!(again.statement().to_payload(), payload);
    }

    // A verifier accepts the list. It must not authenticate a label whose key the list does not name.
    let verifier = Verifier::new(bytes).expect("the same bytes");
    let named = statement
        .issuers
        .iter()
        .flat_map(|issuer| &issuer.keys)
        .any(|key| key.public_key.key_id() == known_seal().key_id());
    let authentic = verifier.authenticate(known_seal()).is_ok();
    assert!(named || !authentic);
    let text = starseal::carrier::base41::encode(known_seal().as_bytes());
    let verdict = verifier.check(&text, When::Now(NOW));
    assert!(authentic || !verdict.is_authentic());
    assert!(verdict.findings().iter().all(|finding| !finding.to_string().is_empty()));
}
