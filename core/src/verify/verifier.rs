//! The verifier.

use super::authority::{Authority, Offered, better};
use super::basis::{Basis, TrustListUsed};
use super::held::Held;
use super::open::Opened;
use super::verdict::Question;
use super::{AuthenticLabel, Finding, Policy, Update, Verdict, When};
use crate::carrier::{CarrierError, CarrierPrefix, CarrierText};
use crate::digest::Digest;
use crate::label::Timestamp;
use crate::limits::MAX_AUTHORITIES;
use crate::seal::SealedLabel;
use crate::status::{ObjectError, StatusError, StatusList, StatusObject, StatusObjects};
use crate::trust::{AuthorityId, TrustError, TrustHead, TrustList, a_day_after};
use std::sync::Arc;

/// Checks labels offline, against the trust lists of one or more authorities and the status lists of their issuers.
///
/// A verifier has no clock and reads no files: the caller passes the time and the data. A list older than the one held
/// is refused. The lists survive a restart by [`export_state`](Self::export_state) and [`restore`](Self::restore).
///
/// ```
/// use starseal::{Outcome, Timestamp, Verifier, When};
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let trust_list = common::trust_statement().sign(&[&common::root_key()])?;
/// # let carrier = common::carrier(&common::sealed());
/// # let text = carrier.as_str();
///
/// let now: Timestamp = "2026-11-22T03:00:00Z".parse()?;
/// let mut verifier = Verifier::new(&trust_list)?;
/// match verifier.check(text, When::Now(now)).outcome() {
///     Outcome::Stands(label) => println!("★{} {}", label.level(), label.product_id()),
///     Outcome::DoesNotStand(label, finding) => println!("{}: {finding}", label.product_id()),
///     Outcome::Refused(finding) => println!("refused: {finding}"),
/// }
/// # assert!(verifier.check(text, When::Now(now)).stands());
///
/// // After a restart, the same trust list is the anchor again.
/// let state = verifier.export_state();
/// let mut restarted = Verifier::new(&trust_list)?;
/// assert_eq!(restarted.restore(&state)?.refused().count(), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Verifier {
    /// The authority whose anchor came first: a policy speaks of its levels and categories (R-79).
    home: Authority,
    /// The other authorities, in the order of their anchors.
    others: Vec<Authority>,
    policy: Policy,
    /// Describes the fields above, and is replaced whenever one of them changes.
    basis: Arc<Basis>,
}

impl Verifier {
    /// Makes a verifier with a trust list as its anchor. **The anchor must come from a trusted source**, such as the
    /// program's own package: a verifier accepts any list that is signed by its own roots.
    ///
    /// The anchor can be a chain (R-60): each list after the first must be signed by the roots of the one before.
    ///
    /// # Errors
    /// [`TrustError`] if a list is not valid by itself, or may not follow the one before.
    pub fn new(anchor: &[u8]) -> Result<Self, TrustError> {
        let (home, policy) = (Verifier::read_anchor(anchor)?, Policy::default());
        let basis = Arc::new(basis(&[&home], &policy));
        Ok(Verifier { home, others: Vec::new(), policy, basis })
    }

    /// Adds another authority with its own anchor, which may be a chain.
    ///
    /// # Errors
    /// [`TrustError`] as for [`new`](Self::new), and `Conflict` if the authority is there already, or if two
    /// authorities have the same key or overlapping prefixes (R-61). Then nothing has changed.
    pub fn add_authority(&mut self, anchor: &[u8]) -> Result<(), TrustError> {
        let authority = Verifier::read_anchor(anchor)?;
        if self.authorities().count() >= MAX_AUTHORITIES {
            return Err(TrustError::Conflict { what: format!("there are {MAX_AUTHORITIES} authorities already") });
        }
        if self.authorities().any(|held| held.id() == authority.id()) {
            return Err(TrustError::Conflict { what: "the authority has been added already".to_owned() });
        }
        self.check_apart(authority.trust())?;
        self.others.push(authority);
        self.note_change();
        Ok(())
    }

    /// Sets the policy that later checks apply.
    pub fn set_policy(&mut self, policy: Policy) {
        self.policy = policy;
        self.note_change();
    }

    /// Returns the policy that checks apply.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Updates the trust list of an authority with the next one, or with a chain of them (R-59, R-60).
    ///
    /// # Errors
    /// The first [`TrustError`]. The lists before it in the chain are held.
    pub fn update_trust(&mut self, lists: &[u8], now: Timestamp) -> Result<Update, TrustError> {
        self.take_trust(lists, Some(now))
    }

    /// Updates the status list of an issuer with the next one (R-63 to R-74).
    ///
    /// # Errors
    /// The first [`StatusError`]. Then nothing has changed.
    pub fn update_status(&mut self, status_list: &[u8], now: Timestamp) -> Result<Update, StatusError> {
        self.take_status(status_list, now)
    }

    /// Takes an object of a status list: its in-force object, its past object, its witness directory, or a witness
    /// range (R-68, R-112 to R-116). The list that binds the object must be held already, and a witness directory
    /// before its ranges.
    ///
    /// # Errors
    /// The first [`ObjectError`]. Then nothing has changed.
    pub fn update_object(&mut self, object: &[u8]) -> Result<Update, ObjectError> {
        let update = self.take_object(object)?;
        self.forget();
        Ok(update)
    }

    /// Returns the newest trust list of the authority whose anchor came first.
    #[must_use]
    pub fn trust_list(&self) -> &TrustList {
        self.home.trust()
    }

    /// Returns the newest trust list of each authority, in the order of their anchors.
    pub fn trust_lists(&self) -> impl Iterator<Item = &TrustList> + Clone {
        self.authorities().map(|authority| authority.trust().as_ref())
    }

    /// Returns the status lists by which the verifier judges labels.
    pub fn status_lists(&self) -> impl Iterator<Item = &StatusList> {
        self.authorities().flat_map(Authority::statuses).map(|held| held.list.as_ref())
    }

    /// Returns the status lists by which the verifier judges labels, each with those of its objects that are held.
    pub fn status_lists_with_objects(&self) -> impl Iterator<Item = (&StatusList, &StatusObjects)> {
        self.authorities().flat_map(Authority::statuses).map(|held| (held.list.as_ref(), &held.objects))
    }

    /// Returns the clock floor of an authority, the earliest time that is possible by its trust list (R-40); none if
    /// the verifier has no anchor of the authority. Labels are judged by the floor of their issuer, which its status
    /// list may raise above that.
    #[must_use]
    pub fn clock_floor(&self, authority: AuthorityId) -> Option<Timestamp> {
        self.authorities().find(|held| held.id() == authority).map(Authority::clock_floor)
    }

    /// Checks the text of a carrier. Every text has a verdict (R-45).
    ///
    /// The text is not repaired. If it looks as if a keyboard had changed it, the finding says so (feature
    /// `keyboards`); for text that was typed, use [`check_typed`](Self::check_typed).
    #[must_use]
    pub fn check(&self, text: &str, at: When) -> Verdict {
        let carrier = CarrierText::parse(text);
        #[cfg(feature = "keyboards")]
        let carrier = carrier.map_err(|error| error.by_keyboard(text));
        self.check_carrier(text, carrier, at)
    }

    /// Checks the text of a carrier that a keyboard typed, as `CarrierText::typed` reads it (R-12). If several layouts
    /// fit, a signature that verifies decides between them. Without the feature `keyboards`, the text is read as it is.
    ///
    /// Use it only for text from a keyboard-wedge scanner or a person: text from a camera must not be repaired.
    #[cfg(not(feature = "keyboards"))]
    #[must_use]
    pub fn check_typed(&self, text: &str, at: When) -> Verdict {
        self.check(text, at)
    }

    /// Checks the text of a carrier that a keyboard typed, as `CarrierText::typed` reads it (R-12). If several layouts
    /// fit, a signature that verifies decides between them. Without the feature `keyboards`, the text is read as it is.
    ///
    /// Use it only for text from a keyboard-wedge scanner or a person: text from a camera must not be repaired.
    #[cfg(feature = "keyboards")]
    #[must_use]
    pub fn check_typed(&self, text: &str, at: When) -> Verdict {
        let carrier = CarrierText::readings(text).and_then(|mut readings| {
            if readings.len() != 1 {
                readings.retain(|carrier| {
                    SealedLabel::from_bytes(carrier.sealed_bytes()).is_ok_and(|sealed| self.open(&sealed).is_ok())
                });
            }
            readings.pop().ok_or_else(CarrierError::several_layouts)
        });
        if let Err(error) = &carrier
            && let Some(finding) = crate::carrier::folded(text).and_then(|text| self.without_seal(&text, error))
        {
            return Verdict::closed(Question::new(text, at, &self.basis), finding, None);
        }
        self.check_carrier(text, carrier, at)
    }

    fn check_carrier(&self, text: &str, carrier: Result<CarrierText, CarrierError>, at: When) -> Verdict {
        let question = Question::new(text, at, &self.basis);
        let carrier = match carrier {
            Ok(carrier) => carrier,
            Err(error) => {
                let finding = self.without_seal(text, &error).unwrap_or_else(|| error.into());
                return Verdict::closed(question, finding, None);
            }
        };
        let sealed = match SealedLabel::from_bytes(carrier.sealed_bytes()) {
            Ok(sealed) => sealed,
            Err(error) => return Verdict::closed(question, error.into(), None),
        };
        match self.open(&sealed) {
            Ok((authority, opened)) => self.judge(question, authority, opened, &carrier, at),
            Err(finding) => Verdict::closed(question, finding, Some(sealed.key_id())),
        }
    }

    /// Returns the finding about a text that is no carrier, if it is an address of an issuer without a seal (R-122).
    fn without_seal(&self, text: &str, error: &CarrierError) -> Option<Finding> {
        if error.code() != crate::code::Code::NotALabel {
            return None;
        }
        let prefix = self.prefix_of_address(text)?;
        Some(Finding::NoSeal { prefix: prefix.as_str().to_owned() })
    }

    /// Returns the prefix that an address without a seal starts with; none if a text is no such address.
    fn prefix_of_address(&self, text: &str) -> Option<&CarrierPrefix> {
        let address = CarrierText::address_without_seal(text)?;
        let issuers = self.trust_lists().flat_map(|list| &list.statement().issuers);
        issuers.flat_map(|issuer| &issuer.prefixes).find(|prefix| prefix.starts(address))
    }

    /// Checks every label in an image (R-46): `check_scan(scan(image, options), at)`.
    ///
    /// [`ScanOptions::preview`](starseal_scan::ScanOptions::preview) keeps up with a camera's frames; the default
    /// options are for photographs and may take seconds.
    #[cfg(feature = "scan")]
    #[must_use]
    pub fn check_image(
        &self,
        image: &starseal_scan::LumaImage<'_>,
        options: &starseal_scan::ScanOptions,
        at: When,
    ) -> super::ImageVerdicts {
        self.check_scan(starseal_scan::scan(image, options), at)
    }

    /// Checks every label in a picture in color (R-46), whether its brightness, its hues or its transparency shows it.
    #[cfg(feature = "scan")]
    #[must_use]
    pub fn check_color_image(
        &self,
        image: &starseal_scan::ColorImage,
        options: &starseal_scan::ScanOptions,
        at: When,
    ) -> super::ImageVerdicts {
        self.check_scan(starseal_scan::scan_in_color(&image.luma(), image.parts(), options), at)
    }

    /// Checks every label that a scan has read (R-46).
    #[cfg(feature = "scan")]
    #[must_use]
    pub fn check_scan(&self, scan: starseal_scan::Scan, at: When) -> super::ImageVerdicts {
        let (unread, textless) = (scan.unread, scan.textless);
        let mut verdicts = super::ImageVerdicts { unread, textless, ..super::ImageVerdicts::default() };
        for symbol in scan.symbols {
            // Any other text is not a label, and must not be reported as `too-long` if it is long.
            let is_of_scheme = || self.prefix_of_address(&symbol.text).is_some();
            if CarrierText::form_of(&symbol.text).is_some() || is_of_scheme() {
                // No keyboard has changed what a camera read.
                let verdict = self.check_carrier(&symbol.text, CarrierText::parse(&symbol.text), at);
                verdicts.labels.push(super::Sighting { verdict, corners: symbol.corners });
            } else {
                verdicts.other_symbols += 1;
            }
        }
        verdicts
    }

    /// Opens a seal: finds its key, verifies its signature, reads its claims, and checks that the key may sign this
    /// label (R-18 to R-31). **The label may still not count**: the rules of the scheme, its dates and its status are
    /// not checked. Use [`check`](Self::check) to decide about a label.
    ///
    /// # Errors
    /// The first [`Finding`] against the seal.
    pub fn authenticate(&self, sealed: &SealedLabel) -> Result<AuthenticLabel, Finding> {
        let (authority, opened) = self.open(sealed)?;
        let witnessed = authority.witnessed(&opened, None);
        let against = opened.key_window_finding().into_iter().chain(opened.compromise_findings(witnessed));
        match against.into_iter().find(Finding::decides) {
            Some(finding) => Err(finding),
            None => Ok(AuthenticLabel::new(opened, authority.trust())),
        }
    }

    fn open(&self, sealed: &SealedLabel) -> Result<(&Authority, Opened<'_>), Finding> {
        let key_id = sealed.key_id();
        Opened::open(sealed, self.authorities().flat_map(|authority| authority.keys_with_id(key_id)))
    }

    fn read_anchor(anchor: &[u8]) -> Result<Authority, TrustError> {
        let mut lists = TrustList::split_chain(anchor)?.into_iter();
        let mut authority = Authority::new(Arc::new(TrustList::open(lists.next().unwrap_or_default())?));
        for list in lists {
            // The source of the anchor is trusted for the dates of the chain as well.
            if let Some(longer) = authority.followed_by(&Arc::new(TrustList::open(list)?), None)? {
                authority = longer;
            }
        }
        Ok(authority)
    }

    pub(super) fn take_trust(&mut self, lists: &[u8], now: Option<Timestamp>) -> Result<Update, TrustError> {
        let lists = TrustList::split_chain(lists)?;
        let mut update = Update::Known;
        for (at, list) in lists.iter().enumerate() {
            let is_last = at + 1 == lists.len();
            match self.take_one_trust_list(list, now) {
                Ok(Update::Taken) => update = Update::Taken,
                Ok(Update::Known) => {}
                Err(TrustError::Older { version, held, .. }) if version < held && !is_last => {}
                Err(error) => return Err(error),
            }
        }
        Ok(update)
    }

    fn take_one_trust_list(&mut self, bytes: &[u8], now: Option<Timestamp>) -> Result<Update, TrustError> {
        // The head is read first, so that lists of others cost no operation on the curve (R-108).
        let head = TrustHead::from_bytes(bytes)?;
        let id = head.authority_id();
        let held = self.authorities().find(|held| held.id() == id).ok_or(TrustError::Foreign { authority: id })?;
        if !head.may_follow(held.trust())? {
            return Ok(Update::Known);
        }
        let next = Arc::new(head.open(bytes)?);
        let Some(longer) = held.followed_by(&next, now)? else {
            return Ok(Update::Known);
        };
        self.check_apart(&next)?;
        self.authorities_mut().filter(|held| held.id() == id).for_each(|held| {
            *held = longer.clone();
            now.into_iter().for_each(|now| held.confirm(now));
        });
        self.note_change();
        Ok(Update::Taken)
    }

    pub(super) fn take_status(&mut self, bytes: &[u8], now: Timestamp) -> Result<Update, StatusError> {
        self.authorities_mut().for_each(|authority| authority.confirm(now));
        let list = StatusList::open(bytes, self.trust_lists())?;
        let authority = self.authority_of(&list)?;
        let is_unconfirmed = now < authority.clock_floor();
        let update = authority.take_status(Held::new(list, is_unconfirmed), Some(now))?;
        authority.forget();
        Ok(update)
    }

    /// Takes an object for every list that binds it. It is refused if it is refused for all of them.
    pub(super) fn take_object(&mut self, bytes: &[u8]) -> Result<Update, ObjectError> {
        StatusObject::check_length(bytes)?;
        // Nothing is read that no signed list names (R-116).
        let digest = Digest::of(bytes);
        if !self.authorities().any(|authority| authority.binds(digest)) {
            return Err(ObjectError::Unbound);
        }
        let object = Arc::new(StatusObject::from_bytes(bytes)?);
        let is_new = self.offer(&object).unwrap_or_else(|| {
            let mut faults = self.authorities().map(|authority| authority.misbound(&object));
            Err(faults.find(|fault| *fault == ObjectError::Range).unwrap_or(ObjectError::Unbound))
        })?;
        Ok(if is_new { Update::Taken } else { Update::Known })
    }

    /// Takes an object for every list that binds it; none if there is no such list. It is refused if it is refused for
    /// all of them.
    pub(super) fn offer(&mut self, object: &Arc<StatusObject>) -> Offered {
        self.authorities_mut().fold(None, |outcome, authority| better(outcome, authority.offer(object)))
    }

    /// Returns the objects of all lists held and remembered.
    pub(super) fn objects(&self) -> Vec<Arc<StatusObject>> {
        let mut objects = Vec::new();
        self.authorities().for_each(|authority| authority.add_objects(&mut objects));
        objects
    }

    /// Forgets the lists of which nothing is needed any more (R-95).
    pub(super) fn forget(&mut self) {
        self.authorities_mut().for_each(Authority::forget);
    }

    /// Takes a status list of a state with its mark (R-99).
    pub(super) fn restore_status(
        &mut self,
        bytes: &[u8],
        mark: u8,
        now: Option<Timestamp>,
    ) -> Result<Update, StatusError> {
        let is_remembered = Held::is_remembered(mark);
        // The newest trust list may have dropped the key of a list that is remembered. An earlier one has it.
        let earlier = self.authorities().filter(|_| is_remembered).flat_map(Authority::trust_lists);
        let earlier: Vec<_> = earlier.collect();
        let list = StatusList::open(bytes, self.trust_lists().chain(earlier.into_iter().rev()))?;
        let authority = self.authority_of(&list)?;
        let held = Held::with_mark(list, mark);
        if let Some(now) = now.filter(|now| held.falls_at(*now, authority.clock_floor())) {
            return Err(StatusError::Future { issued_at: held.list.issued_at(), latest: a_day_after(now) });
        }
        if is_remembered { authority.remember(held) } else { authority.take_status(held, None) }
    }

    fn authority_of(&mut self, list: &StatusList) -> Result<&mut Authority, StatusError> {
        let (id, key_id) = (list.authority_id(), list.key_id());
        self.authorities_mut().find(|held| held.id() == id).ok_or(StatusError::UnknownKey { key_id })
    }

    /// Checks that a list has no key or prefix of another authority (R-61).
    fn check_apart(&self, next: &TrustList) -> Result<(), TrustError> {
        let mut others = self.trust_lists().filter(|other| other.authority_id() != next.authority_id());
        others.try_for_each(|other| Authority::check_apart(next, other))
    }

    pub(super) fn authorities(&self) -> impl Iterator<Item = &Authority> + Clone {
        core::iter::once(&self.home).chain(&self.others)
    }

    fn authorities_mut(&mut self) -> impl Iterator<Item = &mut Authority> {
        core::iter::once(&mut self.home).chain(&mut self.others)
    }

    fn note_change(&mut self) {
        let authorities: Vec<&Authority> = self.authorities().collect();
        self.basis = Arc::new(basis(&authorities, &self.policy));
    }
}

fn basis(authorities: &[&Authority], policy: &Policy) -> Basis {
    let trust_lists = authorities.iter().map(|authority| TrustListUsed::of(authority.trust())).collect();
    Basis { trust_lists, policy: policy.digest() }
}
