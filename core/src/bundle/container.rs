//! The container.

use super::Delta;
use super::delta::read_piece;
use crate::cbor::{self, CborFault, Item, Reader};
use crate::code::Code;
use crate::digest::Digest;
use crate::label::Timestamp;
use crate::limits::{MAX_BUNDLE_BYTES, MAX_BUNDLE_LISTS, MAX_DELTA_PIECES};
use crate::status::StatusList;
use crate::trust::{AuthorityId, StatusListUri, TrustList};
use coset::cbor::Value;

/// What a bundle starts with.
pub(super) const MAGIC: &str = "starseal-bundle";

/// The version written, and the only one read.
pub(super) const VERSION: u64 = 1;

/// Why bytes are not a bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    ///
    #[error("the bundle has {bytes} bytes, above the limit of {MAX_BUNDLE_BYTES}")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    ///
    #[error("not a bundle: {0}")]
    Cbor(#[from] CborFault),
    ///
    #[error("the bundle is of version {version}, and this program reads version {VERSION}")]
    Unsupported {
        /// Its version.
        version: u64,
    },
}

impl BundleError {
    /// One of the `bundle-…` codes.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            BundleError::TooLong { .. } => Code::BundleTooLong,
            BundleError::Cbor(_) => Code::BundleMalformed,
            BundleError::Unsupported { .. } => Code::BundleUnsupported,
        }
    }
}

/// What a bundle says is inside, for people. Nothing is decided by it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum IndexEntry {
    /// A trust list.
    Trust {
        /// Whose.
        authority: AuthorityId,
        /// Its version.
        version: u32,
    },
    /// A status list.
    Status {
        /// Where it is published.
        uri: StatusListUri,
        /// Its version.
        issued_at: Timestamp,
    },
}

/// A status list in a bundle: whole, or as what has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusPart {
    /// The signed list.
    Whole(Vec<u8>),
    /// What makes it out of an earlier one.
    Delta(Delta),
}

/// Signed lists in one container. Reading one verifies nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bundle {
    pub(super) index: Vec<IndexEntry>,
    pub(super) trust: Vec<Vec<u8>>,
    pub(super) status: Vec<StatusPart>,
}

impl Bundle {
    /// A bundle of these lists: trust lists in the order in which they follow each other.
    pub fn new<'a>(
        trust: impl IntoIterator<Item = &'a TrustList>,
        status: impl IntoIterator<Item = &'a StatusList>,
    ) -> Self {
        let mut bundle = Bundle::default();
        for list in trust {
            let (authority, version) = (list.authority_id(), list.statement().version);
            bundle.index.push(IndexEntry::Trust { authority, version });
            bundle.trust.push(list.as_bytes().to_vec());
        }
        for list in status {
            bundle.index.push(IndexEntry::Status { uri: list.uri().clone(), issued_at: list.issued_at() });
            bundle.status.push(StatusPart::Whole(list.as_bytes().to_vec()));
        }
        bundle
    }

    /// This bundle for those who hold `earlier` already: without the lists that are in it, and with status lists as
    /// deltas against it where that is shorter.
    #[must_use]
    pub fn since(&self, earlier: &Bundle) -> Bundle {
        let trust = self.trust.iter().filter(|list| !earlier.trust.contains(list)).cloned().collect();
        let bases: Vec<&[u8]> = earlier.whole_status_lists().collect();
        let changed = self.status.iter().filter(|part| !earlier.status.contains(part));
        let status = changed.map(|part| part.shortest_against(&bases)).collect();
        Bundle { index: self.index.clone(), trust, status }
    }

    /// Reads a container.
    ///
    /// # Errors
    /// [`BundleError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BundleError> {
        if bytes.len() > MAX_BUNDLE_BYTES {
            return Err(BundleError::TooLong { bytes: bytes.len() });
        }
        let mut reader = Reader::new(bytes);
        let parts = reader.array()?;
        if reader.text()? != MAGIC {
            return Err(CborFault::Unexpected.into());
        }
        let version = reader.uint()?;
        if version != VERSION {
            return Err(BundleError::Unsupported { version });
        }
        if parts != 5 {
            return Err(CborFault::Unexpected.into());
        }
        // An index of a later kind does not matter: it is for people.
        let index = read_list(reader.raw()?, 2 * MAX_BUNDLE_LISTS, read_index_entry).unwrap_or_default();
        let trust = items(&mut reader, MAX_BUNDLE_LISTS, |reader| reader.bytes().map(<[u8]>::to_vec))?;
        let status = items(&mut reader, MAX_BUNDLE_LISTS, read_status_part)?;
        reader.finish()?;
        Ok(Bundle { index, trust, status })
    }

    /// The container: deterministic CBOR.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let index = self.index.iter().map(|entry| match entry {
            IndexEntry::Trust { authority, version } => {
                Value::Array(vec![Value::Bytes(authority.as_bytes().to_vec()), (*version).into()])
            }
            IndexEntry::Status { uri, issued_at } => {
                Value::Array(vec![uri.as_str().into(), issued_at.unix_seconds().into()])
            }
        });
        let trust = self.trust.iter().map(|list| Value::Bytes(list.clone()));
        let status = self.status.iter().map(|part| match part {
            StatusPart::Whole(bytes) => Value::Bytes(bytes.clone()),
            StatusPart::Delta(delta) => delta.to_value(),
        });
        cbor::encode(&Value::Array(vec![
            MAGIC.into(),
            VERSION.into(),
            Value::Array(index.collect()),
            Value::Array(trust.collect()),
            Value::Array(status.collect()),
        ]))
    }

    /// What it says is inside: a hint.
    #[must_use]
    pub fn index(&self) -> &[IndexEntry] {
        &self.index
    }

    /// The trust lists, each still closed.
    pub fn trust_lists(&self) -> impl Iterator<Item = &[u8]> {
        self.trust.iter().map(Vec::as_slice)
    }

    /// The status lists, each still closed.
    #[must_use]
    pub fn status_parts(&self) -> &[StatusPart] {
        &self.status
    }

    fn whole_status_lists(&self) -> impl Iterator<Item = &[u8]> {
        self.status.iter().filter_map(|part| match part {
            StatusPart::Whole(bytes) => Some(bytes.as_slice()),
            StatusPart::Delta(_) => None,
        })
    }
}

impl StatusPart {
    fn shortest_against(&self, bases: &[&[u8]]) -> StatusPart {
        let StatusPart::Whole(bytes) = self else { return self.clone() };
        let deltas = bases.iter().map(|base| Delta::between(base, bytes)).filter(|delta| delta.size() < bytes.len());
        deltas.min_by_key(Delta::size).map_or_else(|| self.clone(), StatusPart::Delta)
    }
}

/// Reads an array of at most `most` items.
fn items<'a, T, E: From<CborFault>>(
    reader: &mut Reader<'a>,
    most: usize,
    mut item: impl FnMut(&mut Reader<'a>) -> Result<T, E>,
) -> Result<Vec<T>, E> {
    let count = usize::try_from(reader.array()?).unwrap_or(usize::MAX);
    if count > most {
        return Err(CborFault::Unexpected.into());
    }
    (0..count).map(|_| item(reader)).collect()
}

fn read_list<'a, T>(
    bytes: &'a [u8],
    most: usize,
    item: impl FnMut(&mut Reader<'a>) -> Result<T, CborFault>,
) -> Result<Vec<T>, CborFault> {
    items(&mut Reader::new(bytes), most, item)
}

fn read_index_entry(reader: &mut Reader<'_>) -> Result<IndexEntry, CborFault> {
    if reader.array()? != 2 {
        return Err(CborFault::Unexpected);
    }
    match reader.item()? {
        Item::Bytes(id) => Ok(IndexEntry::Trust {
            authority: AuthorityId::from_bytes(id.try_into().map_err(|_| CborFault::Unexpected)?),
            version: reader.uint()?.try_into().map_err(|_| CborFault::Unexpected)?,
        }),
        Item::Text(uri) => Ok(IndexEntry::Status {
            uri: StatusListUri::new(uri).ok_or(CborFault::Unexpected)?,
            issued_at: Timestamp::from_unix_seconds(reader.uint()?),
        }),
        _ => Err(CborFault::Unexpected),
    }
}

fn read_status_part(reader: &mut Reader<'_>) -> Result<StatusPart, BundleError> {
    match reader.item()? {
        Item::Bytes(list) => Ok(StatusPart::Whole(list.to_vec())),
        Item::Array(2) => {
            let base = Digest::from_bytes(reader.byte_array()?);
            let pieces = items(reader, MAX_DELTA_PIECES, read_piece)?;
            Ok(StatusPart::Delta(Delta::new(base, pieces)))
        }
        _ => Err(CborFault::Unexpected.into()),
    }
}
