//! Checks arbitrary bytes as a label's claims, under a valid signature.
#![no_main]

use libfuzzer_sys::fuzz_target;
use starseal::carrier::CarrierPrefix;
use starseal::dangerous::{seal_any_payload, unverified_label};
use starseal::{CarrierText, Code, Label, When};
use starseal_fuzz_inputs::{NOW, PREFIX, label_key, statement, verifier};

fuzz_target!(|data: &[u8]| {
    // A payload that is too long for an envelope is refused before its claims are read.
    let Ok(sealed) = seal_any_payload(data, &label_key()) else { return };
    let verdict = verifier().check(CarrierText::for_symbol(&prefix(), &sealed).as_str(), When::Now(NOW));
    match (unverified_label(&sealed), verifier().authenticate(&sealed)) {
        (Ok(label), Ok(authentic)) => {
            assert_eq!(&*authentic, &label);
            rewrites(&label, data);
            let allowed = statement().scheme.violations(&label).is_empty();
            assert_eq!(verdict.is_authentic(), allowed);
        }
        (Err(error), Err(finding)) => {
            assert_eq!(error.code(), finding.code());
            assert_eq!(verdict.code(), finding.code());
            assert!(matches!(error.code(), Code::MalformedClaims | Code::UnsupportedVersion));
        }
        (label, authentic) => panic!("{label:?} but {authentic:?}"),
    }
});

/// Checks that the label can be encoded and parsed again.
fn rewrites(label: &Label, data: &[u8]) {
    let claims = label.to_claims();
    if label.unknown_claims() == 0 {
        assert_eq!(claims, data, "claims have one encoding");
    } else {
        let again =
            seal_any_payload(&claims, &label_key()).expect("the claims are not longer than those that were sealed");
        let again = unverified_label(&again).expect("the claims of a label");
        assert_eq!(again.to_claims(), claims);
        assert_eq!(again.unknown_claims(), 0);
    }
}

fn prefix() -> CarrierPrefix {
    CarrierPrefix::new(PREFIX).expect("a prefix")
}
