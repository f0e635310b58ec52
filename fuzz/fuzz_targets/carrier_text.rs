//! Any text, as a camera or a keyboard wedge might hand it over.
#![no_main]

use libfuzzer_sys::fuzz_target;
use starseal::carrier::{CarrierForm, base41, undo_wedge};
use starseal::{CarrierText, When, limits};
use starseal_fuzz::{NOW, check_verdict, verifier};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = core::str::from_utf8(data) else { return };

    let verdict = verifier().check(text, When::Now(NOW));
    check_verdict(text, &verdict);
    match CarrierText::parse(text) {
        Ok(carrier) => {
            assert!(text.len() <= limits::MAX_CARRIER_BYTES);
            assert!(carrier.sealed_bytes().len() <= limits::MAX_SEALED_BYTES);
            assert_eq!(carrier.as_str(), text);
            let prefix = carrier.prefix().unwrap_or_default();
            let payload = text.strip_prefix(prefix).expect("the prefix is the start");
            assert!(!payload.contains('/'));
            // What was read has one way to be written, but for a URL encoder's escapes.
            if carrier.form() == CarrierForm::Base41 && !payload.contains('%') {
                assert_eq!(base41::encode(carrier.sealed_bytes()), payload);
            }
        }
        Err(error) => assert_eq!(verdict.code(), error.code()),
    }

    let repaired = undo_wedge(text);
    assert_eq!(undo_wedge(&repaired), repaired, "a repair leaves nothing to repair");
    check_verdict(&repaired, &verifier().check(&repaired, When::Now(NOW)));

    // Anything that reads as Base41 is what would be written for its bytes.
    if let Ok(bytes) = base41::decode(text) {
        assert_eq!(base41::encode(&bytes), text);
    }
});
