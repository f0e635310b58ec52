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
    /// Sorted by [`StatusObject::place`], so that a directory stands before its ranges.
    objects: Vec<Arc<StatusObject>>,
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

    /// Returns why an object is refused whose digest is bound: as a range of other indexes, or as another kind of
    /// object.
    pub(crate) fn misbound(&self, object: &StatusObject) -> ObjectError {
        let is_range = matches!(object.content(), ObjectKind::WitnessRange(_));
        if is_range && self.names_range(object.digest()) { ObjectError::Range } else { ObjectError::Unbound }
    }

    /// Holds an object for a list; none if the list does not bind it. A past object that contradicts a new in-force
    /// object is no longer held.
    pub(crate) fn take(&mut self, list: &StatusList, object: &Arc<StatusObject>) -> Option<Result<bool, ObjectError>> {
        let bound = match object.content() {
            ObjectKind::InForce(_) => list.in_force(),
            ObjectKind::Past(_) => list.past(),
            ObjectKind::WitnessDirectory(_) => list.witness_directory(),
            ObjectKind::WitnessRange(range) => {
                let directory = self.directory()?;
                let (first, last, digest) = *directory.ranges().get(directory.position(range.first)?)?;
                Some(digest).filter(|_| (first, last) == (range.first, range.last))
            }
        };
        if bound != Some(object.digest()) {
            return None;
        }
        if self.find(object.place()).is_ok() {
            return Some(Ok(false));
        }
        let check = match object.content() {
            ObjectKind::InForce(in_force) => in_force.check(list),
            ObjectKind::Past(past) => past.check(list, self.in_force()),
            ObjectKind::WitnessDirectory(_) | ObjectKind::WitnessRange(_) => Ok(()),
        };
        if let Err(error) = check {
            return Some(Err(error));
        }
        if let ObjectKind::InForce(in_force) = object.content()
            && self.past().is_some_and(|past| past.check(list, Some(in_force)).is_err())
            && let Ok(at) = self.find(place::PAST)
        {
            self.objects.remove(at);
        }
        if let Err(at) = self.find(object.place()) {
            self.objects.insert(at, Arc::clone(object));
        }
        Some(Ok(true))
    }

    /// Finds the object with a place, or where it would stand.
    fn find(&self, place: (u8, u32)) -> Result<usize, usize> {
        let at = self.objects.partition_point(|object| object.place() < place);
        if self.objects.get(at).is_some_and(|object| object.place() == place) { Ok(at) } else { Err(at) }
    }

    fn content(&self, place: (u8, u32)) -> Option<&ObjectKind> {
        self.objects.get(self.find(place).ok()?).map(|object| object.content())
    }

    /// Returns the in-force object, if it is held.
    #[must_use]
    pub fn in_force(&self) -> Option<&InForce> {
        match self.content(place::IN_FORCE)? {
            ObjectKind::InForce(in_force) => Some(in_force),
            _ => None,
        }
    }

    /// Returns the past object, if it is held.
    #[must_use]
    pub fn past(&self) -> Option<&Past> {
        match self.content(place::PAST)? {
            ObjectKind::Past(past) => Some(past),
            _ => None,
        }
    }

    /// Returns the witness directory, if it is held.
    #[must_use]
    pub fn directory(&self) -> Option<&WitnessDirectory> {
        match self.content(place::DIRECTORY)? {
            ObjectKind::WitnessDirectory(directory) => Some(directory),
            _ => None,
        }
    }

    /// Returns the witness ranges that are held.
    pub fn ranges(&self) -> impl Iterator<Item = &WitnessRange> {
        self.objects.iter().filter_map(|object| match object.content() {
            ObjectKind::WitnessRange(range) => Some(range),
            _ => None,
        })
    }

    /// Returns the objects in an order in which they can be given to a verifier: a directory stands before its ranges.
    pub fn iter(&self) -> core::slice::Iter<'_, Arc<StatusObject>> {
        self.objects.iter()
    }

    pub(crate) fn as_slice(&self) -> &[Arc<StatusObject>] {
        &self.objects
    }

    /// Returns whether everything that the list binds is held.
    #[must_use]
    pub fn are_complete(&self, list: &StatusList) -> bool {
        self.in_force().is_some() == list.in_force().is_some()
            && self.past().is_some() == list.past().is_some()
            && self.has_all_witnesses(list)
    }

    pub(in crate::status) fn has_all_witnesses(&self, list: &StatusList) -> bool {
        match self.directory() {
            Some(directory) => directory.ranges().len() == self.ranges().count(),
            None => list.witness_directory().is_none(),
        }
    }

    /// Returns whether a list has a witness under an index, as far as the objects held say it.
    pub(crate) fn witnessed(&self, list: &StatusList, index: u32, witness: Witness) -> Witnessed {
        let Some(directory) = self.directory() else {
            return if list.witness_directory().is_some() { Witnessed::Missing } else { Witnessed::No };
        };
        let at = directory.position(index).and_then(|at| directory.ranges().get(at));
        let Some((first, ..)) = at else { return Witnessed::No };
        match self.content(place::of_range(*first)) {
            Some(ObjectKind::WitnessRange(range)) if range.has(index, witness) => Witnessed::Yes,
            Some(_) => Witnessed::No,
            None => Witnessed::Missing,
        }
    }
}

impl<'a> IntoIterator for &'a StatusObjects {
    type Item = &'a Arc<StatusObject>;
    type IntoIter = core::slice::Iter<'a, Arc<StatusObject>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The places of objects: the kind, and of a range its first index.
mod place {
    pub(super) const IN_FORCE: (u8, u32) = (0, 0);
    pub(super) const PAST: (u8, u32) = (1, 0);
    pub(super) const DIRECTORY: (u8, u32) = (2, 0);

    pub(super) const fn of_range(first: u32) -> (u8, u32) {
        (3, first)
    }
}

impl StatusObject {
    /// Returns the place among the objects of one list, which has one object at each place.
    fn place(&self) -> (u8, u32) {
        match self.content() {
            ObjectKind::InForce(_) => place::IN_FORCE,
            ObjectKind::Past(_) => place::PAST,
            ObjectKind::WitnessDirectory(_) => place::DIRECTORY,
            ObjectKind::WitnessRange(range) => place::of_range(range.first),
        }
    }
}
