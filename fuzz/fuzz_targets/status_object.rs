//! Reads arbitrary bytes as an object of a status list, and applies it as one that no list binds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use starseal::limits::MAX_STATUS_OBJECT_BYTES;
use starseal::status::{ObjectError, StatusObject};
use starseal_fuzz_inputs::{check_knowledge, verifier_with_status};

fuzz_target!(|data: &[u8]| {
    if let Ok(object) = StatusObject::from_bytes(data) {
        assert!(data.len() <= MAX_STATUS_OBJECT_BYTES);
        assert_eq!(object.as_bytes(), data);
    }
    let mut verifier = verifier_with_status();
    assert_eq!(verifier.update_object(data), Err(ObjectError::Unbound));
    check_knowledge(&verifier);
});
