use super::*;
use crate::cbor::{self, CborFault};
use crate::code::Code;
use crate::common::{from_hex, label, label_key, sealed};
use crate::cose::key_header as header_bytes;
use crate::keys::Signer;
use crate::keys::{PublicKey, SignerError, SigningKey};
use crate::limits::MAX_SEALED_BYTES;
use coset::cbor::Value;
use std::cell::Cell;

// ---- envelope

/// The parts of a sealed label, each of which a test can replace.
#[derive(Clone)]
struct Parts {
    tag: u64,
    protected: Value,
    unprotected: Value,
    payload: Value,
    signature: Value,
}

fn parts() -> Parts {
    Parts {
        tag: 18,
        protected: Value::Bytes(header_bytes(label_key().public_key().key_id())),
        unprotected: Value::Map(vec![]),
        payload: Value::Bytes(label().to_claims()),
        signature: Value::Bytes(vec![7; 64]),
    }
}

impl Parts {
    fn bytes(self) -> Vec<u8> {
        let array = Value::Array(vec![self.protected, self.unprotected, self.payload, self.signature]);
        cbor::encode(&Value::Tag(self.tag, Box::new(array)))
    }

    fn read(self) -> Result<SealedLabel, SealError> {
        SealedLabel::from_bytes(&self.bytes())
    }
}

/// Reads an envelope with another protected header.
fn with_header(header: Value) -> Result<SealedLabel, SealError> {
    Parts { protected: Value::Bytes(cbor::encode(&header)), ..parts() }.read()
}

fn malformed(fault: CborFault) -> Result<SealedLabel, SealError> {
    Err(SealError::Cbor(fault))
}

#[test]
fn an_envelope_shows_a_key_id_and_keeps_its_bytes() {
    let bytes = parts().bytes();
    let sealed = SealedLabel::from_bytes(&bytes).unwrap();
    assert_eq!(sealed.as_bytes(), bytes);
    assert_eq!(sealed.key_id(), label_key().public_key().key_id());
    assert_eq!(sealed.unverified_payload(), label().to_claims());
    assert!(bytes.starts_with(&from_hex("d28449a2013204 44".replace(' ', "").as_str())));
}

#[test]
fn r_13_a_tag_on_an_array_of_four() {
    for tag in [16, 17, 19, 61, 98] {
        assert_eq!(Parts { tag, ..parts() }.read(), malformed(CborFault::Unexpected), "tag {tag}");
    }
    let untagged = parts().bytes()[1..].to_vec();
    assert_eq!(SealedLabel::from_bytes(&untagged), malformed(CborFault::Unexpected));
    let bytes = Value::Bytes(vec![]);
    for count in [0, 3, 5] {
        let array = Value::Tag(18, Box::new(Value::Array(vec![bytes.clone(); count])));
        assert_eq!(SealedLabel::from_bytes(&cbor::encode(&array)), malformed(CborFault::Unexpected), "{count}");
    }
    let text = Value::from("x");
    for wrong in [
        Parts { protected: text.clone(), ..parts() },
        Parts { protected: Value::Map(vec![]), ..parts() },
        Parts { unprotected: bytes.clone(), ..parts() },
        Parts { unprotected: Value::Null, ..parts() },
        Parts { unprotected: Value::Array(vec![]), ..parts() },
        Parts { payload: text.clone(), ..parts() },
        Parts { payload: Value::Map(vec![]), ..parts() },
        Parts { signature: text.clone(), ..parts() },
        Parts { signature: Value::Null, ..parts() },
    ] {
        assert_eq!(wrong.read(), malformed(CborFault::Unexpected));
    }
}

#[test]
fn r_14_all_bytes_are_deterministic() {
    let whole = parts().bytes();
    let mut longer = whole.clone();
    longer.push(0);
    assert_eq!(SealedLabel::from_bytes(&longer), malformed(CborFault::TrailingBytes));
    for end in 0..whole.len() {
        assert_eq!(SealedLabel::from_bytes(&whole[..end]), malformed(CborFault::Truncated), "{end}");
    }
    // The content of the protected header is checked too, before the profile is.
    for (hex, fault) in [
        ("a2043201 00", CborFault::UnsortedKeys),
        ("a201320132", CborFault::DuplicateKey),
        ("bf0132ff", CborFault::Indefinite),
        ("a101", CborFault::Truncated),
        ("a1180132", CborFault::NotShortest),
        ("a101f93c00", CborFault::FloatOrSimple),
        ("a001", CborFault::TrailingBytes),
        ("80", CborFault::Unexpected),
        ("01", CborFault::Unexpected),
    ] {
        let header = Value::Bytes(from_hex(&hex.replace(' ', "")));
        assert_eq!(Parts { protected: header, ..parts() }.read(), malformed(fault), "{hex}");
    }
    let unsorted = Value::Map(vec![(2.into(), 0.into()), (1.into(), 0.into())]);
    assert_eq!(Parts { unprotected: unsorted, ..parts() }.read(), malformed(CborFault::UnsortedKeys));
    let tagged = Value::Map(vec![(1.into(), Value::Tag(0, Box::new("".into())))]);
    assert_eq!(Parts { unprotected: tagged, ..parts() }.read(), malformed(CborFault::Tag));
}

#[test]
fn r_14_levels_count_from_the_envelopes_own_array() {
    let nested = |levels: usize| (0..levels).fold(Value::from(0), |inner, _| Value::Array(vec![inner]));
    let unprotected = |levels| Parts { unprotected: Value::Map(vec![(1.into(), nested(levels))]), ..parts() };
    assert_eq!(
        unprotected(6).read(),
        Err(SealError::UnsupportedProfile),
        "the array, the map and six more arrays are eight levels"
    );
    assert_eq!(unprotected(7).read(), malformed(CborFault::TooDeep));
    // The protected header is a separate byte string, so its levels are counted separately.
    assert_eq!(with_header(Value::Map(vec![(1.into(), nested(7))])), Err(SealError::UnsupportedProfile));
    assert_eq!(with_header(Value::Map(vec![(1.into(), nested(8))])), malformed(CborFault::TooDeep));
}

#[test]
fn r_15_the_payload_must_be_present() {
    let detached = Parts { payload: Value::Null, ..parts() }.read();
    assert_eq!(detached, Err(SealError::NoPayload));
    assert_eq!(detached.unwrap_err().code(), Code::MalformedSeal);
    assert!(Parts { payload: Value::Bytes(vec![]), ..parts() }.read().is_ok(), "R-21 refuses empty claims later");
}

#[test]
fn r_16_one_profile() {
    let entry = |key: i64, value: Value| (Value::from(key), value);
    let kid = || entry(4, Value::Bytes(vec![1, 2, 3, 4]));
    let map = Value::Map;
    assert!(with_header(map(vec![entry(1, (-19).into()), kid()])).is_ok());
    for other in [
        map(vec![]),
        map(vec![kid()]),
        map(vec![entry(1, (-19).into())]),
        // EdDSA (-8), ES256 (-7), HMAC (5), Ed448 (-53), and an algorithm by its name.
        map(vec![entry(1, (-8).into()), kid()]),
        map(vec![entry(1, (-7).into()), kid()]),
        map(vec![entry(1, 5.into()), kid()]),
        map(vec![entry(1, (-53).into()), kid()]),
        map(vec![entry(1, "Ed25519".into()), kid()]),
        // A kid of another length or type.
        map(vec![entry(1, (-19).into()), entry(4, Value::Bytes(vec![]))]),
        map(vec![entry(1, (-19).into()), entry(4, Value::Bytes(vec![1, 2, 3]))]),
        map(vec![entry(1, (-19).into()), entry(4, Value::Bytes(vec![1, 2, 3, 4, 5]))]),
        map(vec![entry(1, (-19).into()), entry(4, "abcd".into())]),
        // crit, a content type, a typ.
        map(vec![entry(1, (-19).into()), entry(2, Value::Array(vec![4.into()])), kid()]),
        map(vec![entry(1, (-19).into()), entry(3, 0.into()), kid()]),
        map(vec![entry(1, (-19).into()), kid(), entry(16, "application/x".into())]),
        map(vec![entry(1, (-19).into()), kid(), entry(-65_537, 1.into())]),
    ] {
        assert_eq!(with_header(other.clone()), Err(SealError::UnsupportedProfile), "{other:?}");
    }
    let empty = Parts { protected: Value::Bytes(vec![]), ..parts() };
    assert_eq!(empty.read(), Err(SealError::UnsupportedProfile));
    let unprotected = Parts { unprotected: Value::Map(vec![kid()]), ..parts() };
    assert_eq!(unprotected.read(), Err(SealError::UnsupportedProfile));
    assert_eq!(SealError::UnsupportedProfile.code(), Code::UnsupportedProfile);
}

#[test]
fn r_17_the_length_of_the_signature_is_checked_after_the_profile() {
    for length in [0, 63, 65, 96] {
        let signature = Value::Bytes(vec![7; length]);
        let short = Parts { signature: signature.clone(), ..parts() };
        assert_eq!(short.read(), Err(SealError::SignatureLength { bytes: length }));
        let other = Parts { signature, unprotected: Value::Map(vec![(4.into(), 0.into())]), ..parts() };
        assert_eq!(other.read(), Err(SealError::UnsupportedProfile));
    }
    assert_eq!(SealError::SignatureLength { bytes: 63 }.code(), Code::MalformedSeal);
}

#[test]
fn r_8_the_length_is_checked_first() {
    let around = parts().bytes().len() - label().to_claims().len();
    // Payloads above 255 bytes have a head of one byte more.
    let filled = |bytes: usize| Parts { payload: Value::Bytes(vec![0; bytes - around - 1]), ..parts() };
    assert_eq!(filled(MAX_SEALED_BYTES).bytes().len(), MAX_SEALED_BYTES);
    assert!(filled(MAX_SEALED_BYTES).read().is_ok());
    let fault = SealError::TooLong { bytes: MAX_SEALED_BYTES + 1 };
    assert_eq!(filled(MAX_SEALED_BYTES + 1).read(), Err(fault.clone()));
    assert_eq!(SealedLabel::from_bytes(&[0; MAX_SEALED_BYTES + 1]), Err(fault.clone()), "whatever its content is");
    assert_eq!(fault.code(), Code::TooLong);
}

#[test]
fn r_19_the_signature_covers_the_bytes_received() {
    let message = sealed().to_be_signed();
    let header = header_bytes(label_key().public_key().key_id());
    let expected = Value::Array(vec![
        "Signature1".into(),
        Value::Bytes(header),
        Value::Bytes(vec![]),
        Value::Bytes(label().to_claims()),
    ]);
    assert_eq!(message, cbor::encode(&expected));
    // The example of docs/spec.md, section 13, up to its kid.
    assert!(message.starts_with(&from_hex("846a5369676e61747572653149a201320444")));
}

#[test]
fn r_20_only_the_key_that_signed_verifies() {
    assert!(sealed().is_signed_by(&label_key().public_key()));
    assert!(!sealed().is_signed_by(&SigningKey::from_seed(&[9; 32]).public_key()));
    let flipped = |at: usize| {
        let mut bytes = sealed().as_bytes().to_vec();
        bytes[at] ^= 1;
        SealedLabel::from_bytes(&bytes).unwrap()
    };
    let end = sealed().as_bytes().len();
    // The signature covers the kid, too.
    for (what, at) in [("kid", 8), ("payload", 20), ("R", end - 64), ("S", end - 32)] {
        assert!(!flipped(at).is_signed_by(&label_key().public_key()), "{what}");
    }
}

// ---- signers

/// The faults of a device that signs.
enum Fault {
    None,
    Refuses,
    SignsAnotherMessage,
    FlipsABit,
    SignsWithAnotherKey,
    ForgetsItsSignature,
}

struct Device(Fault, Cell<usize>);

impl Signer for Device {
    fn public_key(&self) -> PublicKey {
        label_key().public_key()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
        self.1.set(self.1.get() + 1);
        match self.0 {
            Fault::None => label_key().sign(message),
            Fault::Refuses => Err(SignerError::new("the device is locked")),
            Fault::SignsAnotherMessage => label_key().sign(&message[1..]),
            Fault::FlipsABit => {
                let mut signature = label_key().sign(message)?;
                signature[63] ^= 1;
                Ok(signature)
            }
            Fault::SignsWithAnotherKey => SigningKey::from_seed(&[9; 32]).sign(message),
            Fault::ForgetsItsSignature => Ok([0; 64]),
        }
    }
}

#[test]
fn a_faulty_signature_is_never_returned() {
    let works = Device(Fault::None, Cell::new(0));
    assert_eq!(seal(&label(), &works), Ok(sealed()));
    assert_eq!(works.1.get(), 1, "a device is asked once for each label");

    for fault in [Fault::SignsAnotherMessage, Fault::FlipsABit, Fault::SignsWithAnotherKey, Fault::ForgetsItsSignature]
    {
        let error = seal(&label(), &Device(fault, Cell::new(0))).unwrap_err();
        assert!(error.to_string().contains("does not verify"), "{error}");
    }
    let error = seal(&label(), &Device(Fault::Refuses, Cell::new(0))).unwrap_err();
    assert_eq!(error.to_string(), "the signer failed: the device is locked");
}

#[test]
fn a_payload_that_is_too_long_is_not_sealed() {
    assert!(seal_payload(&[0; 400], &label_key()).is_ok());
    let error = seal_payload(&[0; MAX_SEALED_BYTES], &label_key()).unwrap_err();
    assert!(error.to_string().contains("above the limit of 512"), "{error}");
}

#[test]
fn sealing_a_label_again_returns_the_same_bytes() {
    // Ed25519 uses no random numbers, so a label that is printed again is the same symbol.
    assert_eq!(seal(&label(), &label_key()), seal(&label(), &label_key()));
}
