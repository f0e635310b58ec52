//! The objects of one status list that are held.

use super::{InForce, ObjectError, ObjectKind, Past, StatusObject, WitnessDirectory, WitnessRange};
use crate::digest::Digest;
use crate::status::{StatusList, Witness};
use std::sync::Arc;

/// The objects of one status list that are held.
///
/// [`Verifier`](crate::Verifier) holds them for its lists. This type is for programs that make lists, and for those
/// that show them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatusObjects {
    in_force: Option<Arc<StatusObject>>,
    past: Option<Arc<StatusObject>>,
    directory: Option<Arc<StatusObject>>,
    /// One place for each range of the directory.
    ranges: Vec<Option<Arc<StatusObject>>>,
}

/// What the objects held say about a witness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Witnessed {
    /// The list has the witness.
    Yes,
    /// The list does not have the witness.
    No,
    /// The object that would have it is missing.
    Missing,
}

impl StatusObjects {
    /// Holds an object for a list, if the list binds it. Returns false if it is held already. A witness range is bound
    /// by the directory, which comes first.
    ///
    /// # Errors
    /// [`ObjectError`] if the object is malformed, does not fit the list, or is not bound by it. Then nothing has
    /// changed.
    pub fn add(&mut self, list: &StatusList, bytes: &[u8]) -> Result<bool, ObjectError> {
        StatusObject::check_length(bytes)?;
        if !self.binds(list, Digest::of(bytes)) {
            return Err(ObjectError::Unbound);
        }
        let object = Arc::new(StatusObject::from_bytes(bytes)?);
        self.take(list, &object).unwrap_or_else(|| Err(self.misbound(&object)))
    }

    /// Returns whether a list, or its directory, names a digest.
    pub(crate) fn binds(&self, list: &StatusList, digest: Digest) -> bool {
        [list.in_force(), list.past(), list.witness_directory()].contains(&Some(digest)) || self.names_range(digest)
    }

    fn names_range(&self, digest: Digest) -> bool {
        let ranges = self.directory().map(WitnessDirectory::ranges).unwrap_or_default();
        ranges.iter().any(|(.., of_range)| *of_range == digest)
    }

    /// Returns why an object is refused whose digest is bound: as a range of other indexes, or as another kind of object
    ///
    pub(crate) fn misbound(&self, object: &StatusObject) -> ObjectError {
        let is_range = matches!(object.content(), ObjectKind::WitnessRange(_));
        if is_range && self.names_range(object.digest()) { ObjectError::Range } else { ObjectError::Unbound }
    }

    /// Holds an object for a list; none if the list does not bind it. A past object that contradicts a new in-force
    /// object is no longer held.
    pub(crate) fn take(&mut self, list: &StatusList, object: &Arc<StatusObject>) -> Option<Result<bool, ObjectError>> {
        let digest = Some(object.digest());
        let (place, bound) = match object.content() {
            ObjectKind::InForce(_) => (&self.in_force, list.in_force()),
            ObjectKind::Past(_) => (&self.past, list.past()),
            ObjectKind::WitnessDirectory(_) => (&self.directory, list.witness_directory()),
            ObjectKind::WitnessRange(range) => {
                let directory = self.directory()?;
                let at = directory.position(range.first)?;
                let (first, last, digest) = *directory.ranges().get(at)?;
                (self.ranges.get(at)?, Some(digest).filter(|_| (first, last) == (range.first, range.last)))
            }
        };
        if bound != digest {
            return None;
        }
        if place.is_some() {
            return Some(Ok(false));
        }
        let held = Some(Arc::clone(object));
        match object.content() {
            ObjectKind::InForce(in_force) => {
                if let Err(error) = in_force.check(list) {
                    return Some(Err(error));
                }
                if self.past().is_some_and(|past| past.check(list, Some(in_force)).is_err()) {
                    self.past = None;
                }
                self.in_force = held;
            }
            ObjectKind::Past(past) => {
                if let Err(error) = past.check(list, self.in_force()) {
                    return Some(Err(error));
                }
                self.past = held;
            }
            ObjectKind::WitnessDirectory(directory) => {
                self.ranges = vec![None; directory.ranges().len()];
                self.directory = held;
            }
            ObjectKind::WitnessRange(range) => {
                let at = self.directory().and_then(|directory| directory.position(range.first))?;
                self.ranges.get_mut(at).into_iter().for_each(|place| place.clone_from(&held));
            }
        }
        Some(Ok(true))
    }

    /// Returns the in-force object, if it is held.
    #[must_use]
    pub fn in_force(&self) -> Option<&InForce> {
        match self.in_force.as_ref()?.content() {
            ObjectKind::InForce(in_force) => Some(in_force),
            _ => None,
        }
    }

    /// Returns the past object, if it is held.
    #[must_use]
    pub fn past(&self) -> Option<&Past> {
        match self.past.as_ref()?.content() {
            ObjectKind::Past(past) => Some(past),
            _ => None,
        }
    }

    /// Returns the witness directory, if it is held.
    #[must_use]
    pub fn directory(&self) -> Option<&WitnessDirectory> {
        match self.directory.as_ref()?.content() {
            ObjectKind::WitnessDirectory(directory) => Some(directory),
            _ => None,
        }
    }

    /// Returns the witness ranges that are held.
    pub fn ranges(&self) -> impl Iterator<Item = &WitnessRange> {
        self.ranges.iter().flatten().filter_map(|object| range(object))
    }

    /// Returns the objects in an order in which they can be given to a verifier: a directory stands before its ranges.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<StatusObject>> {
        let ranges = self.ranges.iter().flatten();
        self.in_force.iter().chain(&self.past).chain(&self.directory).chain(ranges)
    }

    /// Returns whether everything that the list binds is held.
    #[must_use]
    pub fn are_complete(&self, list: &StatusList) -> bool {
        self.in_force.is_some() == list.in_force().is_some()
            && self.past.is_some() == list.past().is_some()
            && self.has_all_witnesses(list)
    }

    pub(in crate::status) fn has_all_witnesses(&self, list: &StatusList) -> bool {
        self.directory.is_some() == list.witness_directory().is_some() && self.ranges.iter().all(Option::is_some)
    }

    /// Returns whether a list has a witness under an index, as far as the objects held say it.
    pub(crate) fn witnessed(&self, list: &StatusList, index: u32, witness: Witness) -> Witnessed {
        let Some(directory) = self.directory() else {
            return if list.witness_directory().is_some() { Witnessed::Missing } else { Witnessed::No };
        };
        let Some(at) = directory.position(index) else { return Witnessed::No };
        match self.ranges.get(at).and_then(Option::as_ref).and_then(|object| range(object)) {
            None => Witnessed::Missing,
            Some(range) if range.has(index, witness) => Witnessed::Yes,
            Some(_) => Witnessed::No,
        }
    }
}

fn range(object: &StatusObject) -> Option<&WitnessRange> {
    match object.content() {
        ObjectKind::WitnessRange(range) => Some(range),
        _ => None,
    }
}
