//! Checks arbitrary bytes as a sealed label.
#![no_main]

use libfuzzer_sys::fuzz_target;
use starseal::carrier::{CarrierPrefix, ErrorCorrection, Symbol, base41};
use starseal::dangerous::unverified_payload;
use starseal::{CarrierText, SealedLabel, When};
use starseal_fuzz_inputs::{NOW, PREFIX, cbor_bytes, check_verdict, known_seal, verifier};

fuzz_target!(|data: &[u8]| {
    assert_eq!(base41::decode(&base41::encode(data)).as_deref(), Ok(data));

    // Arbitrary bytes have a verdict.
    let text = [PREFIX, &base41::encode(data)].concat();
    check_verdict(&text, &verifier().check(&text, When::Now(NOW)));

    let Ok(sealed) = SealedLabel::from_bytes(data) else { return };
    // An envelope that is accepted has exactly one encoding.
    let header = [&[0xa2, 0x01, 0x32, 0x04, 0x44][..], sealed.key_id().as_bytes()].concat();
    let payload = cbor_bytes(unverified_payload(&sealed));
    let signature = &data[data.len() - 64..];
    let again = [&[0xd2, 0x84][..], &cbor_bytes(&header), &[0xa0], &payload, &cbor_bytes(signature)].concat();
    assert_eq!(again, data);
    assert_eq!(sealed.to_be_signed(), [&b"\x84\x6aSignature1"[..], &cbor_bytes(&header), &[0x40], &payload].concat());

    match verifier().authenticate(&sealed) {
        Ok(_) => assert_eq!(&sealed, known_seal()),
        Err(finding) => assert!(!finding.code().is_authentic()),
    }

    // The label has both carrier forms, and each can be parsed again.
    let prefix = CarrierPrefix::new(PREFIX).expect("a prefix");
    for carrier in [CarrierText::for_symbol(&prefix, &sealed), CarrierText::for_link(&prefix, &sealed)] {
        assert_eq!(CarrierText::parse(carrier.as_str()), Ok(carrier));
    }
    let _ = Symbol::encode(&CarrierText::for_symbol(&prefix, &sealed), ErrorCorrection::Medium);
});
