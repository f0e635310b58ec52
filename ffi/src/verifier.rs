//! The verifier, which threads can share.

use crate::authority::{AuthorityContent, authorities};
use crate::error::StarsealError;
#[cfg(feature = "scan")]
use crate::image::ImageVerdicts;
use crate::policy::Policy;
use crate::update::{ListOutcome, Update, outcomes};
use crate::verdict::{Verdict, VerdictContent};
use crate::when::When;
use starseal::Timestamp;
#[cfg(feature = "scan")]
use starseal::scan::ScanOptions;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// Checks labels offline, against the trust lists of one or more authorities and the status lists of their issuers.
///
/// It has no clock and reads no files: the caller passes the time and the data. A list older than the one held is
/// refused. The lists survive a restart by `export_state` and `restore`.
///
/// Any number of threads may check and update at once. A check uses the lists held when it starts; an update changes a
/// copy, so that checks never wait for it.
#[derive(Debug, uniffi::Object)]
pub struct Verifier {
    /// The lists that checks use. The lock is held only to copy or replace the pointer.
    held: RwLock<Arc<starseal::Verifier>>,
    /// The lock that makes updates run one at a time.
    updating: Mutex<()>,
}

#[uniffi::export]
impl Verifier {
    /// Makes a verifier that trusts this list, or the newest of a chain of trust lists. The list is the anchor: the app
    /// that ships it decides which authority is trusted.
    ///
    /// # Errors
    /// `TrustList`, if a list is damaged, or may not follow the one before it.
    #[uniffi::constructor]
    pub fn new(anchor: Vec<u8>) -> Result<Self, StarsealError> {
        let held = RwLock::new(Arc::new(starseal::Verifier::new(&anchor)?));
        Ok(Verifier { held, updating: Mutex::new(()) })
    }

    /// Adds another authority by its trust list, or by the newest of a chain of trust lists. The list is an anchor too.
    ///
    /// # Errors
    /// `TrustList`: as for `new`, and `trust-list-conflict` if the authority is trusted already, or if a key or a
    /// prefix belongs to another authority. On an error, nothing changes.
    pub fn add_authority(&self, anchor: Vec<u8>) -> Result<(), StarsealError> {
        self.update(|verifier| Ok(verifier.add_authority(&anchor)?))
    }

    /// Updates an authority's trust list to the next one, or through a chain of them.
    ///
    /// # Errors
    /// `TrustList`, for the first list that is refused. The lists before it are kept.
    pub fn update_trust(&self, lists: Vec<u8>, now: u64) -> Result<Update, StarsealError> {
        self.update(|verifier| Ok(verifier.update_trust(&lists, Timestamp::from_unix_seconds(now))?.into()))
    }

    /// Updates an issuer's status list.
    ///
    /// # Errors
    /// `StatusList`, if the list is refused. On an error, nothing changes.
    pub fn update_status(&self, status_list: Vec<u8>, now: u64) -> Result<Update, StarsealError> {
        self.update(|verifier| Ok(verifier.update_status(&status_list, Timestamp::from_unix_seconds(now))?.into()))
    }

    /// Takes an object of a status list: its in-force object, its past object, its witness directory, or a witness
    /// range. The list comes before its objects, and the directory before its ranges. A bundle brings them together.
    ///
    /// # Errors
    /// `StatusList`, if the object is refused. On an error, nothing changes.
    pub fn update_object(&self, status_object: Vec<u8>) -> Result<Update, StarsealError> {
        self.update(|verifier| Ok(verifier.update_object(&status_object)?.into()))
    }

    /// Applies the lists and objects of a bundle, each as if it had been received alone. Those after a refused one are
    /// still applied. Returns the outcome for each: trust lists first, then status lists, then their objects.
    ///
    /// # Errors
    /// `Bundle`, if the container cannot be read. On an error, nothing changes.
    pub fn apply(&self, bundle: Vec<u8>, now: u64) -> Result<Vec<ListOutcome>, StarsealError> {
        self.update(|verifier| Ok(outcomes(verifier.apply(&bundle, Timestamp::from_unix_seconds(now))?)))
    }

    /// Exports the lists and objects that the verifier holds, to be stored for the next start.
    ///
    /// Write it to another file first and rename that file, so that a crash leaves the old state or the new one. Store
    /// it where no other user can write. If an older state is put back, the verifier loses all later updates, as if the
    /// state had been deleted.
    ///
    /// # Errors
    /// No error of its own. For panics, see the documentation of the crate.
    pub fn export_state(&self) -> Result<Vec<u8>, StarsealError> {
        Ok(self.held().export_state())
    }

    /// Restores a state that `export_state` returned. Every signature is verified again, from this verifier's own
    /// anchors, so a state brings nothing that an update could not bring. Returns the outcome for each list, trust
    /// lists first. Report a list that is refused with the code `equivocation` to the user.
    ///
    /// # Errors
    /// `State`, if the state is incomplete or altered, or has an unsupported version. On an error, nothing changes: the
    /// verifier holds its anchors alone, and the app should tell the user.
    pub fn restore(&self, state: Vec<u8>) -> Result<Vec<ListOutcome>, StarsealError> {
        self.update(|verifier| Ok(outcomes(verifier.restore(&state)?)))
    }

    /// Sets the policy that later checks apply.
    ///
    /// # Errors
    /// `Value`, for a level of 0 or a criteria text that no dictionary can cite. On an error, nothing changes.
    pub fn set_policy(&self, policy: Policy) -> Result<(), StarsealError> {
        let policy = policy.try_into()?;
        self.update(|verifier| {
            verifier.set_policy(policy);
            Ok(())
        })
    }

    /// Returns the policy that checks apply.
    ///
    /// # Errors
    /// No error of its own. For panics, see the documentation of the crate.
    pub fn policy(&self) -> Result<Policy, StarsealError> {
        Ok(self.held().policy().clone().into())
    }

    /// Returns the authorities, with the dates of their lists and the addresses of the next ones, in the order of the
    /// anchors.
    ///
    /// # Errors
    /// No error of its own. For panics, see the documentation of the crate.
    pub fn authorities(&self) -> Result<Vec<AuthorityContent>, StarsealError> {
        Ok(authorities(&self.held()))
    }

    /// Checks a carrier. Every text has a verdict.
    ///
    /// # Errors
    /// `Value`, for a day that no label can claim: before 2010-01-01 or after 2149-06-06.
    pub fn check(&self, text: &str, at: When) -> Result<Verdict, StarsealError> {
        Ok(self.held().check(text, at.try_into()?).into())
    }

    /// Checks a carrier and returns the content of the verdict, in one call. With a `Verdict` object, a JVM makes three
    /// more calls, which take about a third of the time of the check itself.
    ///
    /// # Errors
    /// As for `check`.
    pub fn check_content(&self, text: &str, at: When) -> Result<VerdictContent, StarsealError> {
        self.check(text, at)?.content()
    }

    /// Checks a carrier that a keyboard typed: that of a keyboard-wedge scanner, or of a person. What another
    /// keyboard layout, caps lock or a Japanese input method did to the text is undone, where that is exact. Do not use
    /// it for text from a camera.
    ///
    /// # Errors
    /// As for `check`.
    pub fn check_typed(&self, text: &str, at: When) -> Result<Verdict, StarsealError> {
        Ok(self.held().check_typed(text, at.try_into()?).into())
    }
}

#[cfg(feature = "scan")]
#[uniffi::export]
impl Verifier {
    /// Checks every label in a photograph. The search is thorough; a large photograph may take seconds. Use
    /// `FrameScanner` for the frames of a camera.
    ///
    /// `luma` has one byte per pixel, where 0 is black, in rows that start `row_stride` bytes apart: plane 0 of
    /// Android's `YUV_420_888`, or the luma plane of a `CVPixelBuffer`. The bytes may end after the last pixel, after
    /// the padding of the last row, or anywhere between.
    ///
    /// # Errors
    /// `Image`, if the bytes are not such an image, including if there are too many, or if the image has more than
    /// 50,331,648 pixels or 16,384 on a side. `Value`, for a day that no label can claim.
    pub fn check_image(
        &self,
        luma: &[u8],
        width: u32,
        height: u32,
        row_stride: u32,
        at: When,
    ) -> Result<ImageVerdicts, StarsealError> {
        let image = crate::image::luma(luma, width, height, row_stride)?;
        Ok(self.held().check_image(&image, &ScanOptions::default(), at.try_into()?).into())
    }

    /// Checks every label in a picture in color, also where it differs from its ground in hue or in transparency only.
    ///
    /// `rgba` has four bytes per pixel, red, green, blue and opacity, in rows that start `row_stride` bytes apart. The
    /// colors are not multiplied by the opacity. The bytes may end as for `check_image`.
    ///
    /// # Errors
    /// As for `check_image`.
    pub fn check_color_image(
        &self,
        rgba: &[u8],
        width: u32,
        height: u32,
        row_stride: u32,
        at: When,
    ) -> Result<ImageVerdicts, StarsealError> {
        let image = crate::image::color(rgba, width, height, row_stride)?;
        Ok(self.held().check_color_image(&image, &ScanOptions::default(), at.try_into()?).into())
    }
}

impl Verifier {
    /// Returns the lists held now. The copy does not change when the verifier is updated.
    pub(crate) fn held(&self) -> Arc<starseal::Verifier> {
        // The pointer is intact after a panic, because it is replaced as a whole or not at all.
        Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Applies a change to a copy of the lists, which later checks use. After a failed change, the core decides which
    /// lists the copy holds.
    fn update<T>(
        &self,
        change: impl FnOnce(&mut starseal::Verifier) -> Result<T, StarsealError>,
    ) -> Result<T, StarsealError> {
        let _one_at_a_time: MutexGuard<'_, ()> = self.updating.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = starseal::Verifier::clone(&self.held());
        let outcome = change(&mut next);
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        outcome
    }
}
