//! The verifier, shared by threads.

use crate::held::{AuthorityContent, authorities};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::update::{ListOutcome, Update, outcomes};
use crate::verdict::Verdict;
#[cfg(feature = "scan")]
use starseal::ScanOptions;
use starseal::{Date, Timestamp};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// Checks labels offline, against the trust lists of one or more authorities and the status lists of their issuers.
///
/// It has no clock and reads nothing: time and data are given to it. What it holds only ever rises: a list older than
/// the one held is refused, and what it learned survives a restart by `export_state` and `restore`.
///
/// Any number of threads may check and update at once. A check uses what was held when it started; an update is made on
/// a copy beside the checks, which never wait for it.
#[derive(Debug, uniffi::Object)]
pub struct Verifier {
    /// What checks use. Locked only for as long as it takes to copy or replace a pointer.
    held: RwLock<Arc<starseal::Verifier>>,
    /// Held by the one update that is under way.
    updating: Mutex<()>,
}

#[uniffi::export]
impl Verifier {
    /// A verifier that believes this trust list, or the newest of a chain of them. Whoever ships the list decides whom to
    /// believe: it is the anchor.
    ///
    /// # Errors
    /// `TrustList`, where a list is not whole or may not follow.
    #[uniffi::constructor]
    pub fn new(anchor: Vec<u8>) -> Result<Self, Refusal> {
        Ok(Verifier::holding(starseal::Verifier::new(&anchor)?))
    }

    /// A verifier that believes this trust list, and learns again what was stored.
    ///
    /// # Errors
    /// `TrustList` as for `new`; `State`, where the state was torn or altered, or is of another version: then start from
    /// the anchor alone, and say so.
    #[uniffi::constructor]
    pub fn restored(anchor: Vec<u8>, state: Vec<u8>) -> Result<Self, Refusal> {
        let mut verifier = starseal::Verifier::new(&anchor)?;
        verifier.restore(&state)?;
        Ok(Verifier::holding(verifier))
    }

    /// Believes another authority's trust list as well, or the newest of a chain: an anchor of its own.
    ///
    /// # Errors
    /// `TrustList`: as for `new`, and `trust-list-conflict` where the authority is there already, or where a key or a prefix
    /// stands under two of them. Then nothing has changed.
    pub fn add_authority(&self, anchor: Vec<u8>) -> Result<(), Refusal> {
        self.update(|verifier| Ok(verifier.add_authority(&anchor)?))
    }

    /// Takes an authority's next trust list, or a chain of them.
    ///
    /// # Errors
    /// `TrustList`, the first fault. The lists before it are held: each stands for itself.
    pub fn update_trust(&self, lists: Vec<u8>, now: u64) -> Result<Update, Refusal> {
        self.update(|verifier| Ok(verifier.update_trust(&lists, instant(now))?.into()))
    }

    /// Takes an issuer's next status list.
    ///
    /// # Errors
    /// `StatusList`. Then nothing has changed.
    pub fn update_status(&self, status_list: Vec<u8>, now: u64) -> Result<Update, Refusal> {
        self.update(|verifier| Ok(verifier.update_status(&status_list, instant(now))?.into()))
    }

    /// Takes the lists of a bundle, each as if it had come by itself; one that is refused does not keep out the next.
    ///
    /// # Errors
    /// `Bundle`, where the container cannot be read. Then nothing has changed.
    pub fn apply(&self, bundle: Vec<u8>, now: u64) -> Result<Vec<ListOutcome>, Refusal> {
        self.update(|verifier| Ok(outcomes(verifier.apply(&bundle, instant(now))?)))
    }

    /// What it has learned, to be stored over a restart.
    ///
    /// Write it to another file first and rename that, so that a crash leaves the old state or the new one. Keep it where
    /// nobody else can write: whoever puts back an older state that is intact makes this verifier forget what came since,
    /// exactly as if the state had been deleted.
    ///
    /// # Errors
    /// None of its own; see the crate on panics.
    pub fn export_state(&self) -> Result<Vec<u8>, Refusal> {
        Ok(self.held().export_state())
    }

    /// Learns again what was stored. Every signature is verified again, from this verifier's own anchors, so a state can
    /// bring nothing that could not have come by an update; and it only ever raises what is held.
    ///
    /// # Errors
    /// `State`, where the state was torn or altered, or is of another version. Then nothing has changed; the verifier knows
    /// its anchors and no more, and the host should say so.
    pub fn restore(&self, state: Vec<u8>) -> Result<Vec<ListOutcome>, Refusal> {
        self.update(|verifier| Ok(outcomes(verifier.restore(&state)?)))
    }

    /// Asks this of labels from now on.
    ///
    /// # Errors
    /// `Value`, for a level of 0 or a criteria text that no dictionary can cite. Then nothing has changed.
    pub fn set_policy(&self, policy: Policy) -> Result<(), Refusal> {
        let policy = policy.try_into()?;
        self.update(|verifier| {
            verifier.set_policy(policy);
            Ok(())
        })
    }

    /// What it asks of labels.
    ///
    /// # Errors
    /// None of its own; see the crate on panics.
    pub fn policy(&self) -> Result<Policy, Refusal> {
        Ok(self.held().policy().clone().into())
    }

    /// Whose lists it holds, of when, and where the next ones are, in the order of the anchors.
    ///
    /// # Errors
    /// None of its own; see the crate on panics.
    pub fn authorities(&self) -> Result<Vec<AuthorityContent>, Refusal> {
        Ok(authorities(&self.held()))
    }

    /// Judges a carrier as of now. Every text has a verdict.
    ///
    /// # Errors
    /// None of its own; see the crate on panics.
    pub fn check(&self, text: &str, now: u64) -> Result<Verdict, Refusal> {
        Ok(self.held().check(text, instant(now)).into())
    }

    /// Judges a carrier as of another day: "was it good on the day of supply?" The answer comes from the history in the
    /// status list held; where that does not reach back, it is `status-unknown`.
    ///
    /// # Errors
    /// `Value`, for a day that no label can claim: before 2010-01-01 or after 2149-06-06.
    pub fn check_as_of(&self, text: &str, day: i32, now: u64) -> Result<Verdict, Refusal> {
        Ok(self.held().check_as_of(text, Date::from_days(day)?, instant(now)).into())
    }
}

#[cfg(feature = "scan")]
#[uniffi::export]
impl Verifier {
    /// Judges every label in a photograph as of now, as thoroughly as it can: a large one may take seconds. For the frames
    /// of a camera there is `FrameScanner`. `luma` is one byte a pixel, 0 black, in rows that start `row_stride` bytes
    /// apart: plane 0 of Android's `YUV_420_888`, iOS's luma plane. The last row may end after its pixels.
    ///
    /// # Errors
    /// `Image`, for bytes that are not such an image, or for one above 64 megapixels or 16,384 pixels a side.
    pub fn check_image(
        &self,
        luma: &[u8],
        width: u32,
        height: u32,
        row_stride: u32,
        now: u64,
    ) -> Result<crate::ImageVerdicts, Refusal> {
        let image = crate::image::luma(luma, width, height, row_stride)?;
        Ok(self.held().check_image(&image, &ScanOptions::default(), instant(now)).into())
    }

    /// Judges every label in a photograph as of another day, as `check_as_of` does.
    ///
    /// # Errors
    /// `Image` as for `check_image`, `Value` as for `check_as_of`.
    pub fn check_image_as_of(
        &self,
        luma: &[u8],
        width: u32,
        height: u32,
        row_stride: u32,
        day: i32,
        now: u64,
    ) -> Result<crate::ImageVerdicts, Refusal> {
        let image = crate::image::luma(luma, width, height, row_stride)?;
        let day = Date::from_days(day)?;
        Ok(self.held().check_image_as_of(&image, &ScanOptions::default(), day, instant(now)).into())
    }
}

impl Verifier {
    fn holding(verifier: starseal::Verifier) -> Self {
        Verifier { held: RwLock::new(Arc::new(verifier)), updating: Mutex::new(()) }
    }

    /// What is held now. It stays as it is, whatever is learned meanwhile.
    pub(crate) fn held(&self) -> Arc<starseal::Verifier> {
        // Behind a poisoned lock stands the pointer as it was: it is replaced whole or not at all.
        Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes a copy, and lets checks use it from then on. The core says what of a failed update stays.
    fn update<T>(&self, change: impl FnOnce(&mut starseal::Verifier) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let _one_at_a_time: MutexGuard<'_, ()> = self.updating.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = starseal::Verifier::clone(&self.held());
        let outcome = change(&mut next);
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        outcome
    }
}

pub(crate) fn instant(seconds: u64) -> Timestamp {
    Timestamp::from_unix_seconds(seconds)
}
