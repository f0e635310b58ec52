//! Applies bundles to a verifier, and stores and restores its state.

use super::Verifier;
use super::held::Held;
use crate::bundle::{Bundle, BundleError, ObjectPart, ObjectPartFault, StatusPart};
use crate::cbor::{self, CborFault, Reader};
use crate::code::Code;
use crate::digest::Digest;
use crate::label::Timestamp;
use crate::limits::MAX_OBJECT_BASE_BYTES;
use crate::status::{ObjectError, StatusError, StatusList, StatusObject};
use crate::trust::TrustError;
use coset::cbor::Value;
use std::sync::Arc;

/// The text at the start of a state.
const MAGIC: &str = "starseal-state";

/// The version that is written, and the only one that is read.
const VERSION: u64 = 1;

/// The effect of a list or object on a verifier that accepted it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Update {
    /// It is new, and is held from now on.
    Taken,
    /// It is held already.
    Known,
}

/// Why a stored state is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// The state is incomplete or was altered.
    #[error("the stored state is incomplete or was altered")]
    Damaged,
    /// The state has a version that this version of the library does not know.
    #[error("the stored state has version {version}, and this program reads version {VERSION}")]
    Unsupported {
        /// The version of the state.
        version: u64,
    },
}

impl StateError {
    /// Returns `state-damaged` or `state-unsupported`.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            StateError::Damaged => Code::StateDamaged,
            StateError::Unsupported { .. } => Code::StateUnsupported,
        }
    }
}

impl From<CborFault> for StateError {
    fn from(_: CborFault) -> Self {
        StateError::Damaged
    }
}

/// Why one list or object in a bundle or a state is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateError {
    /// The list is a trust list.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// The list is a status list.
    #[error(transparent)]
    Status(#[from] StatusError),
    /// It is an object of a status list.
    #[error(transparent)]
    Object(#[from] ObjectError),
    /// The bundle has a delta against a status list or an object that the verifier does not hold.
    #[error("the bundle has only the changes since a status list or an object that the verifier does not hold")]
    BaseMissing,
    /// The bundle has a delta that does not fit its base, or an object whose stream is broken.
    #[error("the bundle has changes that do not fit the data to which they apply, or a broken stream")]
    Delta,
    /// The objects in the bundle, or the bases of their deltas, are together longer than the limit.
    #[error("the objects in the bundle, or those to which its changes apply, are longer than its length allows")]
    TooLong,
}

impl UpdateError {
    /// Returns the code of the list or object, or one of the `bundle-…` codes.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            UpdateError::Trust(error) => error.code(),
            UpdateError::Status(error) => error.code(),
            UpdateError::Object(error) => error.code(),
            UpdateError::BaseMissing => Code::BundleBaseMissing,
            UpdateError::TooLong => Code::BundleTooLong,
            UpdateError::Delta => Code::BundleMalformed,
        }
    }
}

/// The outcome for each list and object in a bundle or a state.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Applied {
    /// One result for each: first the trust lists, then the status lists, then their objects, in the order of the
    /// bundle.
    pub lists: Vec<Result<Update, UpdateError>>,
}

impl Applied {
    /// Returns the number of lists and objects that were new.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.lists.iter().filter(|list| matches!(list, Ok(Update::Taken))).count()
    }

    /// Returns the errors of the lists and objects that were refused. A list older than the one held is refused too.
    pub fn refused(&self) -> impl Iterator<Item = &UpdateError> {
        self.lists.iter().filter_map(|list| list.as_ref().err())
    }
}

impl Verifier {
    /// Applies the lists and objects in a bundle, each as a separate update. If one is refused, the
    /// others are still applied.
    ///
    /// # Errors
    /// [`BundleError`] if the container cannot be read. Then nothing has changed.
    pub fn apply(&mut self, bundle: &[u8], now: Timestamp) -> Result<Applied, BundleError> {
        let length = bundle.len();
        let bundle = Bundle::from_bytes(bundle)?;
        let mut room = Room { streams: Some(bundle.room(length)?), bases: MAX_OBJECT_BASE_BYTES };
        // A new list may take the place of the one whose objects are the bases of deltas, or did not change.
        let before = self.objects();
        let trust = bundle.trust_lists().map(|list| self.take_trust(list, Some(now)).map_err(UpdateError::from));
        let mut lists: Vec<_> = trust.collect();
        for part in bundle.status_parts() {
            let list = self.whole(part);
            lists.push(list.and_then(|list| Ok(self.take_status(&list, now)?)));
        }
        for part in bundle.object_parts() {
            lists.push(self.take_object_part(part, &before, &mut room));
            self.forget();
        }
        for object in &before {
            // What is found is not reported: the object is then not held.
            let _ = self.offer(object);
        }
        self.forget();
        Ok(Applied { lists })
    }

    /// Returns all lists that the verifier holds, with their objects, as a bundle, for a shop without a network or the
    /// assets of an app.
    #[must_use]
    pub fn to_bundle(&self) -> Bundle {
        let trust = self.authorities().flat_map(super::authority::Authority::trust_lists);
        let objects = self.status_lists_with_objects().flat_map(|(_, objects)| objects.iter());
        Bundle::new(trust, self.status_lists()).with_objects(objects.map(|object| object.as_bytes()))
    }

    /// Returns the lists that the verifier holds, with their objects, in a form that can be stored and given to
    /// [`restore`](Self::restore) after a restart.
    ///
    /// Write the bytes to another file and rename that, so that a crash leaves the old state or the new one. **Keep the
    /// file where no other party can write.** Putting back an older, intact state makes the verifier forget the lists
    /// that came later, as if the state had been deleted. No signature can detect that; only the host can prevent it.
    ///
    /// A state is never larger than what can be restored. Of a verifier that holds more than the limits of a bundle
    /// allow, the lists that do not fit are left out.
    #[must_use]
    pub fn export_state(&self) -> Vec<u8> {
        self.fitted_state().0.to_bytes()
    }

    /// Restores a state that [`export_state`](Self::export_state) returned.
    ///
    /// Every signature is verified again from the anchors of this verifier, so every list in a state must be one that
    /// an update would accept, and no list replaces a newer one. Lists that are refused are reported: this happens if
    /// an update of the program brought a newer anchor.
    ///
    /// # Errors
    /// [`StateError`] if the state is incomplete, altered, or has another version. Then nothing has changed: the
    /// verifier holds its anchors only, and the program should report it.
    pub fn restore(&mut self, state: &[u8]) -> Result<Applied, StateError> {
        Ok(self.take_state(&Stored::read(state)?, None))
    }

    /// Takes the lists of a state. None of them has been verified before. With `now`, status lists that fall at that
    /// time are refused.
    pub(super) fn take_state(&mut self, stored: &Stored, now: Option<Timestamp>) -> Applied {
        let trust = stored.bundle.trust_lists().map(|list| self.take_trust(list, None).map_err(UpdateError::from));
        let mut lists: Vec<_> = trust.collect();
        for (part, mark) in stored.bundle.status_parts().iter().zip(&stored.marks) {
            let list = self.whole(part);
            lists.push(list.and_then(|list| Ok(self.restore_status(&list, *mark, now)?)));
        }
        let mut room = Room { streams: Some(stored.room), bases: MAX_OBJECT_BASE_BYTES };
        lists.extend(stored.bundle.object_parts().iter().map(|part| self.take_object_part(part, &[], &mut room)));
        // Which lists are still needed depends on the objects held, so none is forgotten before.
        self.forget();
        Applied { lists }
    }

    /// Returns the signed status list of a part of a bundle.
    fn whole(&self, part: &StatusPart) -> Result<Vec<u8>, UpdateError> {
        match part {
            StatusPart::Whole(list) => Ok(list.clone()),
            StatusPart::Delta(delta) => match self.status_with_digest(delta.base()) {
                Some(base) => delta.apply(base.as_bytes()).map_err(|_| UpdateError::Delta),
                None => Err(UpdateError::BaseMissing),
            },
        }
    }

    /// Takes an object of a bundle. A base is held now, or was held when the bundle was given.
    fn take_object_part(
        &mut self,
        part: &ObjectPart,
        before: &[Arc<StatusObject>],
        room: &mut Room,
    ) -> Result<Update, UpdateError> {
        let mut base = None;
        if let Some(digest) = part.base().filter(|_| room.streams.is_some()) {
            let is_base = |object: &&Arc<StatusObject>| object.digest() == digest;
            let found = before.iter().find(is_base).cloned();
            let found = found.or_else(|| self.objects().iter().find(is_base).cloned());
            let found = found.ok_or(UpdateError::BaseMissing)?;
            room.bases = room.bases.checked_sub(found.as_bytes().len()).ok_or(UpdateError::TooLong)?;
            base = Some(found);
        }
        let object = part.apply(base.as_deref(), &mut room.streams).map_err(|fault| match fault {
            ObjectPartFault::TooLong => UpdateError::TooLong,
            ObjectPartFault::Malformed => UpdateError::Delta,
        })?;
        Ok(self.take_object(&object)?)
    }

    fn status_with_digest(&self, base: Digest) -> Option<&StatusList> {
        self.status_lists().find(|list| list.digest() == base)
    }
}

/// What is left of the limits for the objects in a bundle, so that the work for them is bounded.
struct Room {
    /// The length of all streams once decompressed; none if one was longer.
    streams: Option<usize>,
    /// The length of the bases of all deltas.
    bases: usize,
}

/// The content of a state. Reading one verifies no list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) bundle: Bundle,
    /// One mark for each status list of the bundle.
    pub(super) marks: Vec<u8>,
    /// The length that the objects of a state that was read may have together when they are decompressed.
    pub(super) room: usize,
}

impl Stored {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let body = self.bundle.to_bytes();
        let digest = Value::Bytes(digest(&body, &self.marks).as_bytes().to_vec());
        let marks = Value::Bytes(self.marks.clone());
        cbor::encode(&Value::Array(vec![MAGIC.into(), VERSION.into(), digest, Value::Bytes(body), marks]))
    }

    pub(super) fn read(state: &[u8]) -> Result<Self, StateError> {
        let mut reader = Reader::new(state);
        let parts = reader.array()?;
        if reader.text()? != MAGIC {
            return Err(StateError::Damaged);
        }
        let version = reader.uint()?;
        if version != VERSION {
            return Err(StateError::Unsupported { version });
        }
        let expected = Digest::from_bytes(reader.byte_array()?);
        let (body, marks) = (reader.bytes()?, reader.bytes()?);
        reader.finish()?;
        if parts != 5 || digest(body, marks) != expected {
            return Err(StateError::Damaged);
        }
        let bundle = Bundle::from_bytes(body).map_err(|error| match error {
            BundleError::Unsupported { version } => StateError::Unsupported { version },
            _ => StateError::Damaged,
        })?;
        if bundle.status_parts().len() != marks.len() || !marks.iter().all(|mark| Held::knows_mark(*mark)) {
            return Err(StateError::Damaged);
        }
        let room = bundle.room(body.len()).map_err(|_| StateError::Damaged)?;
        Ok(Stored { bundle, marks: marks.to_vec(), room })
    }
}

/// Returns the digest in a state, which covers the body and the marks.
fn digest(body: &[u8], marks: &[u8]) -> Digest {
    Digest::of(&[Digest::of(body).as_bytes(), marks].concat())
}
