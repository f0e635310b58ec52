//! Checks arbitrary text, as a camera or a keyboard-wedge scanner might deliver it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use starseal::carrier::{CarrierForm, base41};
use starseal::{CarrierText, Code, When, limits};
use starseal_fuzz_inputs::{NOW, check_verdict, verifier};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = core::str::from_utf8(data) else { return };

    let verdict = verifier().check(text, When::Now(NOW));
    check_verdict(text, &verdict);
    match CarrierText::parse(text) {
        Ok(carrier) => {
            assert!(text.len() <= limits::MAX_CARRIER_BYTES);
            assert!(carrier.sealed_bytes().len() <= limits::MAX_SEALED_BYTES);
            // What is left without framing has none.
            assert!(text.contains(carrier.as_str()));
            assert_eq!(CarrierText::parse(carrier.as_str()).as_ref(), Ok(&carrier));
            let prefix = carrier.prefix().unwrap_or_default();
            let rest = carrier.as_str().strip_prefix(prefix).expect("the text starts with its prefix");
            let gtin = carrier.gtin().map(|gtin| format!("/01/{gtin}")).unwrap_or_default();
            let payload = rest.strip_suffix(gtin.as_str()).expect("the text ends with its GTIN");
            assert!(!payload.contains('/'));
            assert!(gtin.is_empty() || !prefix.is_empty() && carrier.form() == CarrierForm::Base41);
            // Apart from escapes by a URL encoder, a payload has only one Base41 encoding.
            if carrier.form() == CarrierForm::Base41 && !payload.contains('%') {
                assert_eq!(base41::encode(carrier.sealed_bytes()), payload);
            }
        }
        // Of an address of a scheme that the verifier knows, it says more than a reader of texts can.
        Err(error) if verdict.code() == Code::NoSeal => assert_eq!(error.code(), Code::NotALabel),
        Err(error) => assert_eq!(verdict.code(), error.code()),
    }

    let verdict = verifier().check_typed(text, When::Now(NOW));
    if let Ok(carrier) = CarrierText::typed(text) {
        check_verdict(carrier.as_str(), &verdict);
        // What was read needs no repair.
        assert_eq!(CarrierText::parse(carrier.as_str()).as_ref(), Ok(&carrier));
        assert_eq!(CarrierText::typed(carrier.as_str()).as_ref(), Ok(&carrier));
    }

    // Text that decodes as Base41 must be the encoding of its bytes.
    if let Ok(bytes) = base41::decode(text) {
        assert_eq!(base41::encode(&bytes), text);
    }
});
