//! Merges a stored state with what a verifier holds, so that several verifiers can share one place.

use super::held::Held;
use super::state::Stored;
use super::{Applied, StateError, Verifier};
use crate::bundle::{Bundle, ObjectPart, StatusPart};
use crate::label::Timestamp;
use crate::limits::{
    MAX_BUNDLE_BYTES, MAX_BUNDLE_LISTS, MAX_BUNDLE_OBJECTS, MAX_BUNDLE_TRUST_BYTES, MAX_BUNDLE_TRUST_LISTS,
};
use crate::status::{ObjectKind, StatusList, StatusObject};
use crate::trust::{TrustList, is_needed};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The outcome of [`Verifier::merge_state`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MergedState {
    /// The outcome for each list and object of the stored state, as [`Verifier::restore`] returns it. Lists of
    /// authorities without an anchor here are refused, and kept all the same.
    pub applied: Applied,
    /// The state to store in place of the old one; none if the old one has everything already.
    pub state: Option<Vec<u8>>,
    /// The number of lists and objects for which the state has no room. They will not be known after a restart.
    pub left_out: usize,
}

impl Verifier {
    /// Restores what is stored, and returns the state to store in its place: what this verifier holds, and the lists in
    /// the stored state that only verifiers with other anchors accept.
    ///
    /// Programs that share one place must lock it from before they read `stored` until they have written the result.
    /// `stored` is none if nothing is stored yet. A stored status list that `now` shows to be dated ahead is not taken
    /// again: this verifier may have forgotten it, and accepted an earlier one.
    ///
    /// # Errors
    /// [`StateError`] as for [`restore`](Self::restore). Then nothing has changed, and the stored state should not be
    /// overwritten.
    pub fn merge_state(&mut self, stored: Option<&[u8]>, now: Timestamp) -> Result<MergedState, StateError> {
        let stored = stored.map_or_else(|| Ok(Stored::default()), Stored::read)?;
        let applied = self.take_state(&stored, Some(now));
        let trust = self.trust_lists_with(&stored.bundle);
        let others = self.status_lists_of_others(&stored, &trust);
        let own = self.all_statuses();
        let status = own.iter().map(|held| (held.list.as_ref(), held.mark()));
        let status = status.chain(others.iter().map(|(list, mark)| (list, *mark)));
        let mut objects = self.all_objects();
        objects.extend(objects_of_others(&stored, &others));
        let (merged, left_out) = fitted(trust.iter().map(|of| (&of.list, of.is_own)), status, &objects);
        let state = (!has_same_lists(&merged, &stored)).then(|| merged.to_bytes());
        Ok(MergedState { applied, state, left_out })
    }

    /// Returns what the verifier holds as a state that can be read again, and the number of lists left out.
    pub(super) fn fitted_state(&self) -> (Stored, usize) {
        let trust = self.authorities().flat_map(super::authority::Authority::trust_lists);
        let statuses = self.all_statuses();
        let status = statuses.iter().map(|held| (held.list.as_ref(), held.mark()));
        fitted(trust.map(|list| (list, true)), status, &self.all_objects())
    }

    fn all_statuses(&self) -> Vec<&Held> {
        self.authorities().flat_map(super::authority::Authority::all_statuses).collect()
    }

    /// Returns the objects of all lists held and remembered, each once.
    fn all_objects(&self) -> Vec<Arc<StatusObject>> {
        let mut seen = BTreeSet::new();
        let mut objects = self.objects();
        objects.retain(|object| seen.insert(*object.digest().as_bytes()));
        objects
    }

    /// Returns the trust lists of this verifier and of the stored state, in the order of their versions: the newest
    /// of each authority, and those before it that a chain keeps.
    fn trust_lists_with(&self, stored: &Bundle) -> Vec<TrustOf> {
        // The stored lists come first: of two signed copies of one list, the stored one stays.
        let others = stored.trust_lists().filter_map(|bytes| TrustList::open(bytes).ok());
        let own = self.authorities().flat_map(super::authority::Authority::trust_lists);
        let mut all: Vec<TrustOf> = Vec::new();
        for (list, is_own) in others.map(|list| (list, false)).chain(own.map(|list| (list.clone(), true))) {
            match all.iter_mut().find(|of| of.list.has_payload_of(&list)) {
                Some(of) => of.is_own |= is_own,
                None => all.push(TrustOf { list, is_own }),
            }
        }
        all.sort_by_key(|of| (*of.list.authority_id().as_bytes(), of.list.statement().version));
        let mut kept: Vec<TrustOf> = Vec::new();
        let mut rest = all.into_iter().peekable();
        while let Some(of) = rest.next() {
            let id = of.list.authority_id();
            let next = rest.peek().filter(|next| is_followed(&of.list, &next.list)).map(|next| next.list.statement());
            let before = kept.last().filter(|before| before.list.authority_id() == id);
            let before = before.map(|before| before.list.statement());
            if next.is_none_or(|next| is_needed(before, of.list.statement(), next)) {
                kept.push(of);
            }
        }
        kept
    }

    /// Returns the status lists of the stored state that trust lists of other anchors accept, with their marks: of each
    /// status key the latest, in the order of their times.
    fn status_lists_of_others(&self, stored: &Stored, trust: &[TrustOf]) -> Vec<(StatusList, u8)> {
        // Of an authority with an anchor here, only lists that are later than the one held are those of other anchors.
        let is_held = |list: &TrustList, own: &TrustList| {
            list.authority_id() == own.authority_id() && list.statement().version <= own.statement().version
        };
        let is_of_others = |of: &&TrustOf| !self.trust_lists().any(|own| is_held(&of.list, own));
        // The newest come first: an earlier one is only needed for a key that it dropped.
        let others: Vec<&TrustList> = trust.iter().filter(is_of_others).map(|of| &of.list).rev().collect();
        let own = self.all_statuses();
        let mut all: Vec<(StatusList, u8)> = Vec::new();
        for (part, mark) in stored.bundle.status_parts().iter().zip(&stored.marks) {
            let StatusPart::Whole(bytes) = part else { continue };
            let Ok(list) = StatusList::open(bytes, others.iter().copied()) else { continue };
            if own.iter().any(|held| held.list.digest() == list.digest()) {
                continue;
            }
            let of = |list: &StatusList| (list.authority_id(), list.uri().clone(), list.key().thumbprint());
            match all.iter_mut().find(|(held, _)| of(held) == of(&list)) {
                Some((held, _)) if held.issued_at() >= list.issued_at() => {}
                Some(held) => *held = (list, *mark),
                None => all.push((list, *mark)),
            }
        }
        all.sort_by_key(|(list, _)| (*list.authority_id().as_bytes(), list.issued_at()));
        all
    }
}

/// Returns the objects of a stored state that the status lists of others bind.
fn objects_of_others(stored: &Stored, others: &[(StatusList, u8)]) -> Vec<Arc<StatusObject>> {
    let mut bound = BTreeSet::new();
    for (list, _) in others {
        let digests = [list.in_force(), list.past(), list.witness_directory()];
        bound.extend(digests.into_iter().flatten().map(|digest| *digest.as_bytes()));
    }
    let mut kept = Vec::new();
    for bytes in stored.bundle.object_parts().iter().filter_map(ObjectPart::object) {
        let Ok(object) = StatusObject::from_bytes(&bytes) else { continue };
        if bound.contains(object.digest().as_bytes()) {
            if let ObjectKind::WitnessDirectory(directory) = object.content() {
                bound.extend(directory.ranges().iter().map(|(.., digest)| *digest.as_bytes()));
            }
            kept.push(Arc::new(object));
        }
    }
    kept
}

/// Returns whether two states have the same lists with the same marks, and the same objects, in any order.
fn has_same_lists(one: &Stored, other: &Stored) -> bool {
    let [lists, others] = [one, other].map(|state| {
        let mut trust: Vec<&[u8]> = state.bundle.trust_lists().collect();
        trust.sort_unstable();
        let status: Vec<(&StatusPart, &u8)> = state.bundle.status_parts().iter().zip(&state.marks).collect();
        (trust, status, state.bundle.object_parts())
    });
    lists.0 == others.0
        && lists.1.len() == others.1.len()
        && lists.1.iter().all(|list| others.1.contains(list))
        && lists.2.len() == others.2.len()
        && lists.2.iter().all(|object| others.2.contains(object))
}

/// A trust list, and whether the verifier itself holds it.
struct TrustOf {
    list: TrustList,
    is_own: bool,
}

/// Returns whether `next` is a later list of the same authority.
fn is_followed(list: &TrustList, next: &TrustList) -> bool {
    next.authority_id() == list.authority_id() && next.statement().version > list.statement().version
}

/// The bytes that a list takes in a bundle beside its own: its entry in the index, with the longest URI, and two heads.
const OVERHEAD: usize = 300;

/// Makes a state of as many lists and objects as can be read again, the own ones first. Returns the number of those
/// left out too.
fn fitted<'a>(
    trust: impl Iterator<Item = (&'a TrustList, bool)>,
    status: impl Iterator<Item = (&'a StatusList, u8)>,
    objects: &[Arc<StatusObject>],
) -> (Stored, usize) {
    let mut left_out = 0;
    let mut room = MAX_BUNDLE_BYTES - OVERHEAD;
    let mut fits = |bytes: usize, is_room: bool| {
        let fits = is_room && bytes + OVERHEAD <= room;
        if fits {
            room -= bytes + OVERHEAD;
        } else {
            left_out += 1;
        }
        fits
    };
    let trust: Vec<(&TrustList, bool)> = trust.collect();
    let mut is_kept = vec![false; trust.len()];
    let (mut count, mut length) = (0, 0);
    for of_own in [true, false] {
        for ((list, is_own), is_kept) in trust.iter().zip(&mut is_kept) {
            let bytes = list.as_bytes().len();
            let is_room = count < MAX_BUNDLE_TRUST_LISTS && length + bytes <= MAX_BUNDLE_TRUST_BYTES;
            if *is_own == of_own && fits(bytes, is_room) {
                (*is_kept, count, length) = (true, count + 1, length + bytes);
            }
        }
    }
    let (mut kept, mut marks) = (Vec::new(), Vec::new());
    for (list, mark) in status {
        if fits(list.as_bytes().len(), kept.len() < MAX_BUNDLE_LISTS) {
            kept.push(list);
            marks.push(mark);
        }
    }
    let mut kept_objects: Vec<&[u8]> = Vec::new();
    for object in objects {
        // An object that is stored takes five bytes more for each 65,535, and six in addition.
        let length = object.as_bytes().len();
        if fits(length + length / 8192, kept_objects.len() < MAX_BUNDLE_OBJECTS) {
            kept_objects.push(object.as_bytes());
        }
    }
    let trust = trust.into_iter().zip(is_kept).filter(|(_, is_kept)| *is_kept).map(|((list, _), _)| list);
    (Stored { bundle: Bundle::new(trust, kept).with_stored_objects(kept_objects), marks, room: 0 }, left_out)
}
