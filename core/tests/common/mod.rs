//! An authority, keys and labels of made-up companies for the tests.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]

mod example;

pub use example::*;
use starseal::trust::{Purpose, StatusListUri, TrustList};
use starseal::{Signer, SigningKey};

/// The URI of the status list of [`trust_with_status`].
pub const STATUS_URI: &str = "https://status.example/1";

/// The key that signs the status list of [`trust_with_status`].
pub fn status_key() -> SigningKey {
    SigningKey::from_seed(&[3; 32])
}

/// The usual trust list with a status key and the URI of a status list.
pub fn trust_with_status() -> TrustList {
    let mut statement = trust_statement();
    let issuer = &mut statement.issuers[0];
    issuer.status_list = StatusListUri::new(STATUS_URI);
    let mut key = issuer.keys[0].clone();
    (key.public_key, key.purpose) = (status_key().public_key(), Purpose::Status);
    issuer.keys.push(key);
    TrustList::open(&statement.sign(&[&root_key()]).unwrap()).unwrap()
}
