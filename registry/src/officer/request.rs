//! A request to the holders of root keys: a change of the officers, to be signed on machines that do not have the
//! ledger.

use super::statement::{Role, Wording};
use crate::event::{Data, EventFault, Kind, OfficerChange};
use starseal::cbor::{CborFault, Item, Reader, Value, encode, map};
use starseal::keys::SignerError;
use starseal::verify::Digest;
use starseal::{Date, Signer, Timestamp};

/// The text by which a request is recognized.
const NAME: &str = "starseal-officers-request";

/// A change of the officers of a ledger that root keys are asked to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficersRequest {
    /// The ID of the ledger.
    pub ledger: Digest,
    /// The changes.
    pub changes: Vec<OfficerChange>,
    /// The scheme's time zone in minutes east of UTC, in which the day of a signature counts.
    pub utc_offset_minutes: i16,
}

impl OfficersRequest {
    /// Writes the request as deterministic CBOR.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(&map([
            (1, Some(NAME.into())),
            (2, Some(Value::Bytes(self.ledger.as_bytes().to_vec()))),
            (3, Some(Value::Bytes(self.data().to_bytes()))),
            (4, Some(i64::from(self.utc_offset_minutes).into())),
        ]))
    }

    /// Reads a request.
    ///
    /// # Errors
    /// [`EventFault`] if the bytes are not a request.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EventFault> {
        let (mut name, mut ledger, mut changes, mut offset) = (None, None, None, None);
        let mut reader = Reader::new(bytes);
        reader.map(|key, value| {
            match key {
                Item::Uint(1) => name = Some(value.text()?),
                Item::Uint(2) => ledger = Some(Digest::from_bytes(value.byte_array()?)),
                Item::Uint(3) => match Data::from_bytes(Kind::Officers, value.bytes()?)? {
                    Data::Officers(read) => changes = Some(read),
                    _ => return Err(CborFault::Unexpected.into()),
                },
                Item::Uint(4) => offset = i16::try_from(value.int()?).ok(),
                _ => return Err(CborFault::Unexpected.into()),
            }
            Ok::<(), EventFault>(())
        })?;
        reader.finish()?;
        match (name, ledger, changes, offset) {
            (Some(NAME), Some(ledger), Some(changes), Some(utc_offset_minutes)) => {
                Ok(OfficersRequest { ledger, changes, utc_offset_minutes })
            }
            _ => Err(CborFault::Unexpected.into()),
        }
    }

    /// Returns the content of the event that is asked for.
    #[must_use]
    pub fn data(&self) -> Data {
        Data::Officers(self.changes.clone())
    }

    /// Signs the change with a root key. The statement counts for a number of seconds; `nonce` is used once.
    ///
    /// # Errors
    /// [`SignerError`] if the signer fails.
    pub fn sign(
        &self,
        root: &dyn Signer,
        now: Timestamp,
        valid_seconds: u64,
        nonce: [u8; 16],
    ) -> Result<Vec<u8>, SignerError> {
        let wording = Wording {
            ledger: Some(self.ledger),
            kind: Kind::Officers,
            shown: Digest::of(&self.data().to_bytes()),
            day: Date::at(now, self.utc_offset_minutes),
            expires_at: Timestamp::from_unix_seconds(now.unix_seconds().saturating_add(valid_seconds)),
            nonce,
            role: Role::Root,
        };
        wording.sign(root)
    }
}
