//! What brings a ledger back in order: the comparison of a restored one, a corrected clock, and the erasure of personal
//! data. All of them need two officers, whatever the rule says.

use super::codec::{self, EventFault, array, bytes, or_null, text};
use starseal::cbor::{CborFault, Reader, Value};
use starseal::status::Status;
use starseal::verify::Digest;
use starseal::{Date, Timestamp};

/// The maximum number of ranges, changes and registrations that one comparison can name.
pub const MAX_LOST: usize = 65_536;

/// The maximum number of applications in one erasure, and of contents of one application.
const MAX_ERASED: usize = 1024;

/// The comparison of a restored ledger with what was published last. What was published stays true: indexes and times
/// of the lost part are never used again, and lists go on to say what they said of lost registrations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restoration {
    /// The reason.
    pub reason: String,
    /// The last publication; none if nothing was ever published.
    pub published: Option<LastPublication>,
    /// The first index that may be granted from now on.
    pub first_index: u32,
    /// The indexes that the publication has and the ledger no longer has: the first and the last one of each range.
    pub lost: Vec<(u32, u32)>,
    /// What the publication says of lost indexes, in the order of the indexes and days.
    pub lost_changes: Vec<LostChange>,
    /// The registrations that the publication calls withdrawn or revoked, and the ledger does not. They must be
    /// recorded again before the next publication, since verifiers take no list that takes this back.
    pub owed: Vec<String>,
}

/// The last publication, with which a restored ledger was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastPublication {
    /// The SHA-256 of the signed list.
    pub digest: Digest,
    /// The number of the event that the list binds.
    pub event: u64,
    /// The hash of that event.
    pub hash: Digest,
    /// The time of the list.
    pub issued_at: Timestamp,
    /// The number of indexes of the list.
    pub indexes: u32,
}

/// A change of an index that the ledger no longer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LostChange {
    /// The index.
    pub index: u32,
    /// The day on which the change takes effect.
    pub day: Date,
    /// The status from that day on.
    pub status: Status,
    /// The new last day, of an extension.
    pub last_day: Option<Date>,
    /// The first day that an extension adds.
    pub start: Option<Date>,
}

impl Restoration {
    pub(super) fn to_value(&self) -> Value {
        let published = or_null(self.published, |list| {
            array([
                bytes(list.digest.as_bytes()),
                list.event.into(),
                bytes(list.hash.as_bytes()),
                list.issued_at.unix_seconds().into(),
                list.indexes.into(),
            ])
        });
        let change = |change: &LostChange| {
            array([
                change.index.into(),
                codec::day(change.day),
                text(change.status.as_str()),
                or_null(change.last_day, codec::day),
                or_null(change.start, codec::day),
            ])
        };
        array([
            text(&self.reason),
            published,
            self.first_index.into(),
            array(self.lost.iter().map(|(first, last)| array([(*first).into(), (*last).into()]))),
            array(self.lost_changes.iter().map(change)),
            array(self.owed.iter().map(|product_id| text(product_id))),
        ])
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, EventFault> {
        let restoration = reader.tuple(6, |reader| {
            Ok::<_, EventFault>(Restoration {
                reason: codec::reason(reader)?,
                published: codec::optional(reader, |reader| {
                    reader.tuple(5, |reader| {
                        Ok(LastPublication {
                            digest: codec::digest(reader)?,
                            event: reader.uint()?,
                            hash: codec::digest(reader)?,
                            issued_at: codec::timestamp(reader)?,
                            indexes: reader.number()?,
                        })
                    })
                })?,
                first_index: reader.number()?,
                lost: reader.list(0, MAX_LOST, |reader| {
                    reader.tuple(2, |reader| Ok::<_, EventFault>((reader.number()?, reader.number()?)))
                })?,
                lost_changes: reader.list(0, MAX_LOST, |reader| {
                    reader.tuple(5, |reader| {
                        Ok::<_, EventFault>(LostChange {
                            index: reader.number()?,
                            day: codec::date(reader)?,
                            status: reader.text()?.parse().map_err(|_| CborFault::Unexpected)?,
                            last_day: codec::optional(reader, codec::date)?,
                            start: codec::optional(reader, codec::date)?,
                        })
                    })
                })?,
                owed: reader.list(0, MAX_LOST, |reader| codec::name(reader, "the product ID"))?,
            })
        })?;
        let ranges = &restoration.lost;
        let are_ranges = ranges.iter().all(|(first, last)| first <= last && *last < restoration.first_index)
            && ranges.is_sorted_by(|before, next| before.1 < next.0);
        let changes = &restoration.lost_changes;
        let are_changes = changes.is_sorted_by(|before, next| (before.index, before.day) < (next.index, next.day))
            && changes.iter().all(|change| restoration.has_lost(change.index));
        let are_names = restoration.owed.is_sorted_by(|before, next| before < next);
        let needs_list = !ranges.is_empty() || !restoration.owed.is_empty();
        let is_whole = are_ranges && are_changes && are_names && (restoration.published.is_some() || !needs_list);
        if is_whole { Ok(restoration) } else { Err(EventFault::Count { what: "lost indexes" }) }
    }

    /// Returns whether an index is one of those that the ledger no longer has.
    #[must_use]
    pub fn has_lost(&self, index: u32) -> bool {
        let at = self.lost.partition_point(|(_, last)| *last < index);
        self.lost.get(at).is_some_and(|(first, _)| *first <= index)
    }

    /// Returns the number of indexes that the ledger no longer has.
    #[must_use]
    pub fn lost_count(&self) -> u64 {
        self.lost.iter().map(|(first, last)| u64::from(last.saturating_sub(*first)).saturating_add(1)).sum()
    }
}

/// The acceptance of a time before the last event, whose clock was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockCorrection {
    /// The time of the last event, which is wrong.
    pub wrong: Timestamp,
    /// The corrected time. The event is not before it.
    pub corrected: Timestamp,
    /// The reason.
    pub reason: String,
}

impl ClockCorrection {
    pub(super) fn to_value(&self) -> Value {
        array([self.wrong.unix_seconds().into(), self.corrected.unix_seconds().into(), text(&self.reason)])
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, EventFault> {
        reader.tuple(3, |reader| {
            Ok(ClockCorrection {
                wrong: codec::timestamp(reader)?,
                corrected: codec::timestamp(reader)?,
                reason: codec::reason(reader)?,
            })
        })
    }
}

/// The erasure of personal data, which stand beside the events. The events keep their SHA-256.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The reason.
    pub reason: String,
    /// The applications, each with the SHA-256 of all its personal data.
    pub applications: Vec<(String, Vec<Digest>)>,
}

impl Erasure {
    pub(super) fn to_value(&self) -> Value {
        let one = |(number, digests): &(String, Vec<Digest>)| {
            array([text(number), array(digests.iter().map(|digest| bytes(digest.as_bytes())))])
        };
        array([text(&self.reason), array(self.applications.iter().map(one))])
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, EventFault> {
        reader.tuple(2, |reader| {
            Ok(Erasure {
                reason: codec::reason(reader)?,
                applications: codec::list(reader, "applications", MAX_ERASED, |reader| {
                    reader.tuple(2, |reader| {
                        let number = codec::name(reader, "the application number")?;
                        Ok((number, codec::list(reader, "digests", MAX_ERASED, codec::digest)?))
                    })
                })?,
            })
        })
    }
}
