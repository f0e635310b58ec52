//! Bundles taken, and what a verifier knows kept over a restart.

use super::Verifier;
use crate::bundle::{Bundle, BundleError, StatusPart};
use crate::cbor::{self, CborFault, Reader};
use crate::code::Code;
use crate::digest::Digest;
use crate::label::Timestamp;
use crate::status::{StatusError, StatusList};
use crate::trust::TrustError;
use coset::cbor::Value;

/// What a state starts with.
const MAGIC: &str = "starseal-state";

/// The version written, and the only one read.
const VERSION: u64 = 1;

/// What became of a list that was given to a verifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Update {
    /// It is new, and held from now on.
    Taken,
    /// It is the one held already.
    Known,
}

/// Why stored state was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// It was torn or altered.
    #[error("the stored state was torn or altered")]
    Damaged,
    ///
    #[error("the stored state is of version {version}, and this program reads version {VERSION}")]
    Unsupported {
        /// Its version.
        version: u64,
    },
}

impl StateError {
    /// `state-damaged` or `state-unsupported`.
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

/// Why one list in a bundle was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateError {
    /// A trust list.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// A status list.
    #[error(transparent)]
    Status(#[from] StatusError),
    ///
    #[error("the bundle holds only what has changed since a status list that is not at hand")]
    BaseMissing,
    ///
    #[error("the bundle holds changes that do not fit the status list they are for")]
    Delta,
}

impl UpdateError {
    /// The list's code, or `bundle-base-missing`, or `bundle-malformed`.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            UpdateError::Trust(error) => error.code(),
            UpdateError::Status(error) => error.code(),
            UpdateError::BaseMissing => Code::BundleBaseMissing,
            UpdateError::Delta => Code::BundleMalformed,
        }
    }
}

/// What became of the lists in a bundle or a state: trust lists first, as they stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Applied {
    /// One for each list.
    pub lists: Vec<Result<Update, UpdateError>>,
}

impl Applied {
    /// How many lists are new.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.lists.iter().filter(|list| matches!(list, Ok(Update::Taken))).count()
    }

    /// The lists that were refused. One older than what is held is among them: nothing goes back.
    pub fn refused(&self) -> impl Iterator<Item = &UpdateError> {
        self.lists.iter().filter_map(|list| list.as_ref().err())
    }
}

impl Verifier {
    /// Takes the lists of a bundle, each as if it had come by itself; one that is refused does not keep out the next.
    ///
    /// # Errors
    /// [`BundleError`], where the container cannot be read. Then nothing has changed.
    pub fn apply(&mut self, bundle: &[u8], now: Timestamp) -> Result<Applied, BundleError> {
        Ok(self.take_bundle(&Bundle::from_bytes(bundle)?, Some(now)))
    }

    /// All that it holds, as a bundle: for a shop without a network, or an app's assets.
    #[must_use]
    pub fn to_bundle(&self) -> Bundle {
        let trust = self.authorities().flat_map(super::authority::Authority::trust_lists);
        Bundle::new(trust, self.status_lists())
    }

    /// What it has learned, to be stored over a restart and given to [`restore`](Self::restore).
    ///
    /// Write it to another file first and rename that, so that a crash leaves the old state or the new one. **Keep it
    /// where nobody else can write.** Whoever puts back an older state that is intact makes this verifier forget what
    /// came since, exactly as if the state had been deleted: no signature can tell, and only the host can prevent it.
    #[must_use]
    pub fn export_state(&self) -> Vec<u8> {
        let body = self.to_bundle().to_bytes();
        let digest = Value::Bytes(Digest::of(&body).as_bytes().to_vec());
        cbor::encode(&Value::Array(vec![MAGIC.into(), VERSION.into(), digest, Value::Bytes(body)]))
    }

    /// Learns again what was stored. Every signature is verified again, from this verifier's own anchors, so a state can
    /// bring nothing that could not have come by an update; and it only ever raises what is held.
    ///
    /// Lists that are refused are reported, as after an update of the app that brought a newer anchor.
    ///
    /// # Errors
    /// [`StateError`], where the state was torn or altered, or is of another version. Then nothing has changed; the
    /// verifier knows its anchors and no more, and the host should say so.
    pub fn restore(&mut self, state: &[u8]) -> Result<Applied, StateError> {
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
        let body = reader.bytes()?;
        reader.finish()?;
        if parts != 4 || Digest::of(body) != expected {
            return Err(StateError::Damaged);
        }
        let bundle = Bundle::from_bytes(body).map_err(|error| match error {
            BundleError::Unsupported { version } => StateError::Unsupported { version },
            _ => StateError::Damaged,
        })?;
        Ok(self.take_bundle(&bundle, None))
    }

    fn take_bundle(&mut self, bundle: &Bundle, now: Option<Timestamp>) -> Applied {
        let mut lists = Vec::new();
        for list in bundle.trust_lists() {
            lists.push(self.take_trust(list, now).map_err(UpdateError::from));
        }
        for part in bundle.status_parts() {
            let list = match part {
                StatusPart::Whole(list) => Ok(list.clone()),
                StatusPart::Delta(delta) => match self.status_with_digest(delta.base()) {
                    Some(base) => delta.apply(base.as_bytes()).map_err(|_| UpdateError::Delta),
                    None => Err(UpdateError::BaseMissing),
                },
            };
            lists.push(list.and_then(|list| Ok(self.take_status(&list, now)?)));
        }
        Applied { lists }
    }

    fn status_with_digest(&self, base: Digest) -> Option<&StatusList> {
        self.status_lists().find(|list| list.digest() == base)
    }
}
