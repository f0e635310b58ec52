use super::*;
use crate::cbor;
use crate::code::Code;
use crate::common::{from_hex, label_key};
use coset::cbor::Value;
use sha2::{Digest, Sha256};

// ---- keys

#[test]
fn r_18_thumbprints_follow_rfc_9679() {
    let key = label_key().public_key();
    // The required members of an OKP key, by their names in the registry: kty 1, crv -1 (Ed25519: 6), x -2.
    let cose_key = Value::Map(vec![
        (1.into(), 1.into()),
        ((-1).into(), 6.into()),
        ((-2).into(), Value::Bytes(key.to_bytes().to_vec())),
    ]);
    let digest: [u8; 32] = Sha256::digest(cbor::encode(&cose_key)).into();
    assert_eq!(key.thumbprint().as_bytes(), &digest);
    assert_eq!(key.key_id().as_bytes(), &digest[..4]);
    assert_eq!(key.thumbprint().to_string().len(), 64);
    assert!(key.thumbprint().to_string().starts_with(&key.key_id().to_string()));
}

#[test]
fn a_public_key_is_a_point_of_large_order_in_one_encoding() {
    let key = label_key().public_key();
    assert_eq!(PublicKey::from_bytes(&key.to_bytes()), Ok(key));
    let array = |hex: &str| -> [u8; 32] { from_hex(hex).try_into().unwrap() };
    // All eight points of small order.
    for small in [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ] {
        assert_eq!(PublicKey::from_bytes(&array(small)), Err(KeyError::Weak), "{small}");
    }
    // No point of the curve has y = 2.
    let none = array("0200000000000000000000000000000000000000000000000000000000000000");
    assert_eq!(PublicKey::from_bytes(&none), Err(KeyError::NotAPoint));
    // Coordinates of at least p would be second encodings of points: p + 0 to p + 18 fit in 255 bits.
    for above in 0xed..=0xff_u8 {
        for sign in [0x7f, 0xff] {
            let mut bytes = [0xff; 32];
            (bytes[0], bytes[31]) = (above, sign);
            assert_eq!(PublicKey::from_bytes(&bytes), Err(KeyError::NotAPoint), "{above:x} {sign:x}");
        }
    }
}

#[test]
fn keys_are_shown_in_hex() {
    let key = PublicKey::from_bytes(&label_key().public_key().to_bytes()).unwrap();
    assert!(format!("{key:?}").starts_with("PublicKey("));
    assert_eq!(format!("{:?}", KeyId::from_bytes([0, 1, 0xab, 0xff])), "KeyId(0001abff)");
    assert_eq!(format!("{:?}", key.thumbprint()), format!("Thumbprint({})", key.thumbprint()));
}

// ---- signers

#[test]
fn a_signing_key_shows_no_secret() {
    let seed: [u8; 32] = core::array::from_fn(|at| at as u8 + 0x61);
    let key = SigningKey::from_seed(&seed);
    assert_eq!(key.to_seed().as_bytes(), &seed);
    let shown = [format!("{key:?}"), format!("{key:#?}"), format!("{:?}", key.to_seed())].concat();
    assert!(shown.contains(&key.public_key().key_id().to_string()));
    // The seed must not be shown as hex, as numbers or as letters.
    for secret in ["6162", "97, 98", "abcd"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn keys_and_ids_are_parsed_as_they_are_displayed() {
    let key = label_key().public_key();
    assert_eq!(key.to_string().parse(), Ok(key));
    assert_eq!(key.thumbprint().to_string().parse(), Ok(key.thumbprint()));
    assert_eq!(key.key_id().to_string().parse(), Ok(key.key_id()));
    for wrong in ["", "0001abf", "0001abff0", "0001ABFF", "0001abfg", "é01abff"] {
        assert!(wrong.parse::<KeyId>().is_err(), "{wrong}");
    }
    assert_eq!("0".repeat(63).parse::<PublicKey>().unwrap_err().code(), Code::BadValue);
}
