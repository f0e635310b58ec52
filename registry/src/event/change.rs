//! Changes: of a registration's status, of the officers, of the trust list; and publications.

use super::codec::{self, EventFault, array, bytes, or_null, text};
use super::founding::NamedKey;
use starseal::cbor::{CborFault, Reader, Value};
use starseal::verify::Digest;
use starseal::{Date, PublicKey};

/// A change of one registration: its extension, deferral, withdrawal, revocation or correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusChange {
    /// The registered ID.
    pub product_id: String,
    /// The day on which the change takes effect.
    pub day: Date,
    /// The new last day; only an extension has one.
    pub last_day: Option<Date>,
    /// The reason.
    pub reason: String,
}

impl StatusChange {
    pub(super) fn to_value(&self) -> Value {
        let last_day = or_null(self.last_day, codec::day);
        array([text(&self.product_id), codec::day(self.day), last_day, text(&self.reason)])
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, EventFault> {
        reader.tuple(4, |reader| {
            Ok(StatusChange {
                product_id: codec::name(reader, "the product ID")?,
                day: codec::date(reader)?,
                last_day: codec::optional(reader, codec::date)?,
                reason: codec::reason(reader)?,
            })
        })
    }
}

/// A change of the officers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OfficerChange {
    /// An officer with a key that no officer had before.
    Add(NamedKey),
    /// An officer whose statements no longer count.
    Retire {
        /// The officer's name.
        name: String,
        /// The reason.
        reason: String,
    },
}

impl OfficerChange {
    pub(super) fn to_value(&self) -> Value {
        match self {
            OfficerChange::Add(officer) => array([text("add"), text(&officer.name), bytes(&officer.key.to_bytes())]),
            OfficerChange::Retire { name, reason } => array([text("retire"), text(name), text(reason)]),
        }
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, EventFault> {
        reader.tuple(3, |reader| match reader.text()? {
            "add" => {
                let name = codec::name(reader, "the officer's name")?;
                Ok(OfficerChange::Add(NamedKey { name, key: key(reader)? }))
            }
            "retire" => {
                let name = codec::name(reader, "the officer's name")?;
                Ok(OfficerChange::Retire { name, reason: codec::reason(reader)? })
            }
            _ => Err(CborFault::Unexpected.into()),
        })
    }
}

/// Reads a public key.
pub(super) fn key(reader: &mut Reader<'_>) -> Result<PublicKey, EventFault> {
    PublicKey::from_bytes(&reader.byte_array()?).map_err(|_| CborFault::Unexpected.into())
}

/// The adoption of a trust list. Its bytes stand beside the events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustAdoption {
    /// The SHA-256 of the trust list, or of the chain of trust lists.
    pub digest: Digest,
    /// The version of the newest list.
    pub version: u64,
}

impl TrustAdoption {
    pub(super) fn to_value(&self) -> Value {
        array([bytes(self.digest.as_bytes()), self.version.into()])
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, EventFault> {
        reader.tuple(2, |reader| Ok(TrustAdoption { digest: codec::digest(reader)?, version: reader.uint()? }))
    }
}

/// The order to publish a status list, which is computed from the events up to this one. Its time is the event's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationOrder {
    /// The SHA-256 of the signed list before; none for the first one.
    pub predecessor: Option<Digest>,
    /// The status key that signs the list.
    pub key: PublicKey,
    /// The number of seconds after which a newer list should be available; none if the list does not say it.
    pub expires_in: Option<u64>,
    /// The number of indexes of the list.
    pub indexes: u32,
}

impl PublicationOrder {
    pub(super) fn to_value(&self) -> Value {
        array([
            or_null(self.predecessor, |digest| bytes(digest.as_bytes())),
            bytes(&self.key.to_bytes()),
            or_null(self.expires_in, Value::from),
            self.indexes.into(),
        ])
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, EventFault> {
        reader.tuple(4, |reader| {
            Ok(PublicationOrder {
                predecessor: codec::optional(reader, codec::digest)?,
                key: key(reader)?,
                expires_in: codec::optional(reader, |reader| Ok(reader.uint()?))?,
                indexes: reader.number()?,
            })
        })
    }
}
