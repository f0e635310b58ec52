//! Grants: the IDs, indexes and bytes of labels, chosen before any of them is signed.

use super::change::key;
use super::codec::{self, EventFault, array, bytes, text};
use starseal::cbor::{Reader, Value};
use starseal::limits::{MAX_SEALED_BYTES, MAX_WITNESSES};
use starseal::{Date, PublicKey};

/// The maximum number of labels in one event, so that an event fits into memory many times.
pub const MAX_LABELS: usize = 4096;

/// The registrations of one grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The first day of the labels.
    pub issued_on: Date,
    /// The label key that seals them.
    pub key: PublicKey,
    /// The registrations, at least one.
    pub registrations: Vec<Granted>,
}

/// A registration that is granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// The application number.
    pub application: String,
    /// The registered ID.
    pub product_id: String,
    /// The position in the status list.
    pub index: u32,
    /// The last day that is printed.
    pub expires_on: Date,
    /// The claims of each model's label, as they are signed.
    pub labels: Vec<Vec<u8>>,
}

impl Grant {
    /// Returns the number of labels.
    #[must_use]
    pub fn label_count(&self) -> usize {
        self.registrations.iter().map(|granted| granted.labels.len()).sum()
    }

    /// Returns the claims of all labels, in the order of their positions in the event.
    pub fn labels(&self) -> impl Iterator<Item = (&Granted, &[u8])> {
        self.registrations
            .iter()
            .flat_map(|granted| granted.labels.iter().map(move |label| (granted, label.as_slice())))
    }

    pub(super) fn to_value(&self) -> Value {
        let granted = |granted: &Granted| {
            array([
                text(&granted.application),
                text(&granted.product_id),
                granted.index.into(),
                codec::day(granted.expires_on),
                array(granted.labels.iter().map(|label| bytes(label))),
            ])
        };
        array([codec::day(self.issued_on), bytes(&self.key.to_bytes()), array(self.registrations.iter().map(granted))])
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, EventFault> {
        let grant = reader.tuple(3, |reader| {
            Ok::<_, EventFault>(Grant {
                issued_on: codec::date(reader)?,
                key: key(reader)?,
                registrations: codec::list(reader, "registrations", MAX_LABELS, |reader| {
                    reader.tuple(5, |reader| {
                        Ok(Granted {
                            application: codec::name(reader, "the application number")?,
                            product_id: codec::checked("the product ID", reader.text()?, 32)?,
                            index: reader.number()?,
                            expires_on: codec::date(reader)?,
                            labels: codec::list(reader, "labels", MAX_WITNESSES, |reader| {
                                let label = reader.bytes()?;
                                let is_short = label.len() <= MAX_SEALED_BYTES;
                                if is_short { Ok(label.to_vec()) } else { Err(EventFault::Count { what: "labels" }) }
                            })?,
                        })
                    })
                })?,
            })
        })?;
        if grant.label_count() > MAX_LABELS { Err(EventFault::Count { what: "labels" }) } else { Ok(grant) }
    }
}
