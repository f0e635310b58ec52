//! The event of a registry's ledger from which a status list was made.

#[cfg(feature = "ledger")]
use crate::cbor::Reader;
use crate::digest::Digest;
use coset::cbor::Value;

/// The last event of the ledger from which a status list was made. Events that were cut off at the end of a
/// ledger are found by it. A verifier decides nothing by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerHead {
    /// The number of the event.
    pub number: u64,
    /// The SHA-256 of the event.
    pub hash: Digest,
}

impl LedgerHead {
    /// Reads the value of the claim; none if it has another form, which makes no list void.
    #[cfg(feature = "ledger")]
    pub(super) fn read(value: &[u8]) -> Option<Self> {
        let mut reader = Reader::lenient(value);
        let read = reader.tuple(2, |reader| Ok::<_, crate::cbor::CborFault>((reader.uint()?, reader.byte_array()?)));
        let (number, hash) = read.ok()?;
        reader.is_empty().then_some(LedgerHead { number, hash: Digest::from_bytes(hash) })
    }

    pub(super) fn to_value(self) -> Value {
        Value::Array(vec![self.number.into(), Value::Bytes(self.hash.as_bytes().to_vec())])
    }
}
