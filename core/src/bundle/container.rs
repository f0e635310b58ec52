//! The container of a bundle (R-80).

use super::delta::read_piece;
use super::{Delta, ObjectPart};
use crate::cbor::{self, CborFault, Item, Reader};
use crate::code::Code;
use crate::digest::Digest;
use crate::label::Timestamp;
use crate::limits::{
    FREE_DELTA_BYTES, MAX_BUNDLE_BYTES, MAX_BUNDLE_LISTS, MAX_BUNDLE_OBJECTS, MAX_BUNDLE_TRUST_BYTES,
    MAX_BUNDLE_TRUST_LISTS, MAX_DELTA_GROWTH, MAX_DELTA_PIECES, MAX_OBJECT_BASE_BYTES,
};
use crate::status::{ObjectKind, StatusList, StatusObject};
use crate::trust::{AuthorityId, StatusListUri, TrustList};
use coset::cbor::Value;

/// The text at the start of a bundle.
pub(super) const MAGIC: &str = "starseal-bundle";

/// The version that is written, and the only one that is read.
pub(super) const VERSION: u64 = 1;

/// Why bytes are not a bundle that this version can read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// The bundle is longer than the limit (R-80).
    #[error("the bundle has {bytes} bytes, above the limit of {MAX_BUNDLE_BYTES}")]
    TooLong {
        /// The length.
        bytes: usize,
    },
    /// The trust lists in the bundle are together longer than the limit (R-109).
    #[error("the trust lists in the bundle have {bytes} bytes, above the limit of {MAX_BUNDLE_TRUST_BYTES}")]
    TrustTooLong {
        /// The length of all trust lists.
        bytes: usize,
    },
    /// The deltas in the bundle would make more bytes than its length allows (R-107).
    #[error("the deltas in the bundle make more than {most} bytes, the limit for its length")]
    Expands {
        /// The limit.
        most: usize,
    },
    /// The bytes are not the container of a bundle in deterministic CBOR (R-80).
    #[error("not a bundle: {0}")]
    Cbor(#[from] CborFault),
    /// The bundle has a version that this version of the library does not know (R-80).
    #[error("the bundle has version {version}, and this program reads version {VERSION}")]
    Unsupported {
        /// The version of the bundle.
        version: u64,
    },
}

impl BundleError {
    /// Returns one of the `bundle-…` codes.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            BundleError::TooLong { .. } | BundleError::TrustTooLong { .. } | BundleError::Expands { .. } => {
                Code::BundleTooLong
            }
            BundleError::Cbor(_) => Code::BundleMalformed,
            BundleError::Unsupported { .. } => Code::BundleUnsupported,
        }
    }
}

/// An entry of a bundle's index: a list that the bundle claims to hold. It is informative: no decision depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum IndexEntry {
    /// A trust list.
    Trust {
        /// The authority of the list.
        authority: AuthorityId,
        /// The version of the list.
        version: u32,
    },
    /// A status list.
    Status {
        /// The URI of the list.
        uri: StatusListUri,
        /// The time at which the list was issued, which is its version.
        issued_at: Timestamp,
    },
}

/// A status list in a bundle: whole, or as a delta.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusPart {
    /// The signed list itself.
    Whole(Vec<u8>),
    /// The changes since an earlier list (R-81).
    Delta(Delta),
}

/// Signed lists and their objects in one container. Reading a bundle verifies nothing:
/// [`Verifier::apply`](crate::Verifier::apply) does.
///
/// ```
/// use starseal::{Bundle, StatusList};
/// # use starseal::{Signer, SigningKey, Verifier};
/// # use starseal::status::{Change, Status, StatusStatement};
/// # use starseal::trust::{Purpose, StatusListUri, TrustedKey};
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let status_key = SigningKey::from_seed(&[3; 32]);
/// # let uri = StatusListUri::new("https://jc-star.example/status").unwrap();
/// # let mut statement = common::trust_statement();
/// # let (from, until) = (common::date("2025-01-01"), common::date("2030-12-31"));
/// # statement.issuers[0].status_list = Some(uri.clone());
/// # statement.issuers[0].keys.push(TrustedKey::new(status_key.public_key(), Purpose::Status, from, until));
/// # let trust_list = statement.sign(&[&common::root_key()])?;
/// # let mut statement = StatusStatement::new(uri, &common::scheme(), common::noon("2026-11-22"), 50_000);
/// # statement.allocate(7)?;
/// # let first = statement.sign(&status_key)?;
/// # statement.issued_at = common::noon("2026-11-23");
/// # statement.record(7, Change::new(common::date("2026-11-23"), Status::Revoked))?;
/// # let next = statement.sign(&status_key)?;
/// # let now = common::noon("2026-11-23");
///
/// // The registry publishes a bundle each day, and the changes since the day before.
/// let mut verifier = Verifier::new(&trust_list)?;
/// let status_list = |bytes: &[u8]| StatusList::open(bytes, verifier.trust_lists());
/// let yesterday = Bundle::new([verifier.trust_list()], [&status_list(&first.list)?]).with_objects(first.objects());
/// let today = Bundle::new([verifier.trust_list()], [&status_list(&next.list)?]).with_objects(next.objects());
/// let changes = today.since(&yesterday);
/// assert!(changes.to_bytes().len() < today.to_bytes().len());
///
/// // A shop holds yesterday's lists, and takes the changes: of the status list, and of its past object.
/// verifier.apply(&yesterday.to_bytes(), now)?;
/// let applied = verifier.apply(&changes.to_bytes(), now)?;
/// assert_eq!((applied.taken(), applied.refused().count()), (2, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bundle {
    pub(super) index: Vec<IndexEntry>,
    pub(super) trust: Vec<Vec<u8>>,
    pub(super) status: Vec<StatusPart>,
    pub(super) objects: Vec<ObjectPart>,
}

impl Bundle {
    /// Makes a bundle of lists. The trust lists of an authority must be in the order of their versions.
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

    /// Adds objects of the status lists. A witness directory must come before its ranges.
    /// [`Publication::objects`](crate::status::Publication::objects) and
    /// [`StatusObjects::iter`](crate::status::StatusObjects::iter) return them in that order. Phones need all except
    /// the past.
    #[must_use]
    pub fn with_objects<'a>(mut self, objects: impl IntoIterator<Item = &'a [u8]>) -> Self {
        self.objects.extend(objects.into_iter().map(ObjectPart::whole));
        self
    }

    /// Leaves out the past objects, which phones do not need: only questions about past days do.
    #[must_use]
    pub fn without_past(mut self) -> Self {
        self.objects.retain(|part| {
            let object = part.object().and_then(|object| StatusObject::from_bytes(&object).ok());
            !object.is_some_and(|object| matches!(object.content(), ObjectKind::Past(_)))
        });
        self
    }

    /// Adds objects without compressing them.
    pub(crate) fn with_stored_objects<'a>(mut self, objects: impl IntoIterator<Item = &'a [u8]>) -> Self {
        self.objects.extend(objects.into_iter().map(ObjectPart::stored));
        self
    }

    /// Returns this bundle for a verifier that holds what is in `earlier` (R-81, R-119).
    ///
    /// What is in both is left out, and each status list and each object becomes a delta against one of `earlier` if
    /// that is shorter. Deltas are left out as soon as they would break the limits of one bundle (R-107): then the
    /// lists and objects are whole.
    #[must_use]
    pub fn since(&self, earlier: &Bundle) -> Bundle {
        self.since_within(earlier, MAX_OBJECT_BASE_BYTES)
    }

    /// Does what [`since`](Self::since) does. The bases of all deltas of objects have together at most `room` bytes.
    pub(super) fn since_within(&self, earlier: &Bundle, mut room: usize) -> Bundle {
        let trust = self.trust.iter().filter(|list| !earlier.trust.contains(list)).cloned().collect();
        let bases: Vec<&[u8]> = earlier.whole_status_lists().collect();
        let changed = self.status.iter().filter(|part| !earlier.status.contains(part));
        let status: Vec<StatusPart> = changed.map(|part| part.shortest_against(&bases)).collect();
        let object_bases = earlier.objects.iter().filter_map(|part| StatusObject::from_bytes(&part.object()?).ok());
        let object_bases: Vec<StatusObject> = object_bases.collect();
        let held: Vec<Digest> = earlier.objects.iter().filter_map(ObjectPart::digest).collect();
        let is_new = |part: &&ObjectPart| !part.digest().is_some_and(|digest| held.contains(&digest));
        let objects = self.objects.iter().filter(is_new).map(|part| match part.shortest_against(&object_bases) {
            Some((delta, length)) if length <= room => {
                room -= length;
                delta
            }
            _ => part.clone(),
        });
        let delta = Bundle { index: self.index.clone(), trust, status, objects: objects.collect() };
        if Bundle::from_bytes(&delta.to_bytes()).is_ok() {
            return delta;
        }
        let status = self.status.iter().filter(|part| !earlier.status.contains(part)).cloned().collect();
        let objects = self.objects.iter().filter(is_new).cloned().collect();
        Bundle { status, objects, ..delta }
    }

    /// Reads a bundle (R-80). No list in it is verified.
    ///
    /// # Errors
    /// The first [`BundleError`].
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
        if parts != 6 {
            return Err(CborFault::Unexpected.into());
        }
        // An index that cannot be read is ignored, since no decision depends on it (R-80).
        let index = read_list(reader.raw()?, 2 * MAX_BUNDLE_LISTS, read_index_entry).unwrap_or_default();
        let trust = items(&mut reader, MAX_BUNDLE_TRUST_LISTS, |reader| reader.bytes().map(<[u8]>::to_vec))?;
        let mut pieces_left = MAX_DELTA_PIECES;
        let status = items(&mut reader, MAX_BUNDLE_LISTS, |reader| read_status_part(reader, &mut pieces_left))?;
        let objects = items(&mut reader, MAX_BUNDLE_OBJECTS, ObjectPart::read)?;
        reader.finish()?;
        let bundle = Bundle { index, trust, status, objects };
        bundle.room(bytes.len())?;
        Ok(bundle)
    }

    /// Checks that what the lists cost to judge is bounded by the length of the bundle (R-107, R-109). Returns the
    /// length that the objects may have together when they are decompressed.
    pub(crate) fn room(&self, length: usize) -> Result<usize, BundleError> {
        let bytes = self.trust.iter().map(Vec::len).sum();
        if bytes > MAX_BUNDLE_TRUST_BYTES {
            return Err(BundleError::TrustTooLong { bytes });
        }
        let made = self.status.iter().map(|part| match part {
            StatusPart::Whole(_) => 0,
            StatusPart::Delta(delta) => delta.made_bytes(),
        });
        let made = made.fold(0_u64, u64::saturating_add);
        let most = FREE_DELTA_BYTES.saturating_add(length.saturating_mul(MAX_DELTA_GROWTH)).min(MAX_BUNDLE_BYTES);
        let room = usize::try_from(made).ok().and_then(|made| most.checked_sub(made));
        room.ok_or(BundleError::Expands { most })
    }

    /// Encodes the bundle as deterministic CBOR (R-80).
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
            Value::Array(self.objects.iter().map(ObjectPart::to_value).collect()),
        ]))
    }

    /// Returns the index: the lists that the bundle claims to hold.
    #[must_use]
    pub fn index(&self) -> &[IndexEntry] {
        &self.index
    }

    /// Returns the signed trust lists, unverified.
    pub fn trust_lists(&self) -> impl Iterator<Item = &[u8]> {
        self.trust.iter().map(Vec::as_slice)
    }

    /// Returns the status lists, unverified.
    #[must_use]
    pub fn status_parts(&self) -> &[StatusPart] {
        &self.status
    }

    /// Returns the objects of the status lists, unverified.
    #[must_use]
    pub fn object_parts(&self) -> &[ObjectPart] {
        &self.objects
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
    // Not `collect`, which compiles `item` twice: for the first one and for the others.
    let mut items = Vec::new();
    for _ in 0..count {
        items.push(item(reader)?);
    }
    Ok(items)
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

/// Reads a status list, whole or as a delta of at most `pieces_left` pieces, which it takes from that number.
fn read_status_part(reader: &mut Reader<'_>, pieces_left: &mut usize) -> Result<StatusPart, BundleError> {
    match reader.item()? {
        Item::Bytes(list) => Ok(StatusPart::Whole(list.to_vec())),
        Item::Array(2) => {
            let base = Digest::from_bytes(reader.byte_array()?);
            let pieces = items(reader, *pieces_left, read_piece)?;
            *pieces_left -= pieces.len();
            Ok(StatusPart::Delta(Delta::new(base, pieces)))
        }
        _ => Err(CborFault::Unexpected.into()),
    }
}
