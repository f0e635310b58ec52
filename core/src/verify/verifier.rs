//! Whoever checks labels: trust lists, status lists, a policy, and the questions asked of them.

use super::authority::Authority;
use super::standing::{Asked, key_findings};
use super::{AuthenticLabel, Finding, Policy, Verdict};
use crate::carrier::CarrierText;
use crate::limits::MAX_AUTHORITIES;
use crate::seal::SealedLabel;
use crate::status::{StatusError, StatusList, Witness};
use crate::trust::{TrustError, TrustList};
use crate::{AuthorityId, Date, Label, Timestamp};

/// Checks labels offline, against the trust lists of one or more authorities and the status lists of their issuers.
///
/// It has no clock and reads nothing: time and data are given to it. What it holds only ever rises: a list older than
/// the one held is refused, and what it learned survives a restart by [`export_state`](Self::export_state) and
/// [`restore`](Self::restore).
#[derive(Debug, Clone)]
pub struct Verifier {
    /// In the order of their anchors, the first of which is always there.
    pub(super) authorities: Vec<Authority>,
    pub(super) policy: Policy,
}

/// What became of a list that was given to a verifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Update {
    /// It is new, and held from now on.
    Taken,
    /// It is the one held already.
    Known,
}

impl Verifier {
    /// A verifier that believes this trust list. Whoever ships the list decides whom to believe: it is the anchor. A
    /// chain is taken too: its first list is the anchor, and each following one must be signed by the roots of
    /// the one before.
    ///
    /// # Errors
    /// [`TrustError`], where a list is not whole or may not follow.
    pub fn new(anchor: &[u8]) -> Result<Self, TrustError> {
        Ok(Verifier { authorities: vec![Verifier::read_anchor(anchor)?], policy: Policy::default() })
    }

    /// Believes another authority's trust list as well, or the newest of a chain: an anchor of its own.
    ///
    /// # Errors
    /// [`TrustError`]: as for [`new`](Self::new), and `Conflict` where the authority is there already, or where a key or
    /// a prefix stands under two of them. Then nothing has changed.
    pub fn add_authority(&mut self, anchor: &[u8]) -> Result<(), TrustError> {
        let authority = Verifier::read_anchor(anchor)?;
        if self.authorities.len() >= MAX_AUTHORITIES {
            return Err(TrustError::Conflict { what: format!("there are {MAX_AUTHORITIES} authorities already") });
        }
        if self.find(authority.trust().authority_id()).is_some() {
            return Err(TrustError::Conflict { what: "it is loaded already".to_owned() });
        }
        self.check_apart(authority.trust())?;
        self.authorities.push(authority);
        Ok(())
    }

    /// Asks this of labels from now on.
    pub fn set_policy(&mut self, policy: Policy) {
        self.policy = policy;
    }

    /// What it asks of labels.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Takes an authority's next trust list, or a chain of them.
    ///
    /// # Errors
    /// [`TrustError`], the first fault. The lists before it are held: each stands for itself.
    pub fn update_trust(&mut self, lists: &[u8], now: Timestamp) -> Result<Update, TrustError> {
        self.take_trust(lists, Some(now))
    }

    /// Takes an issuer's next status list.
    ///
    /// # Errors
    /// [`StatusError`]. Then nothing has changed.
    pub fn update_status(&mut self, status_list: &[u8], now: Timestamp) -> Result<Update, StatusError> {
        self.take_status(status_list, Some(now))
    }

    /// The newest trust list of the authority whose anchor came first.
    #[must_use]
    pub fn trust_list(&self) -> &TrustList {
        // `new` puts one there, and none is ever taken out.
        #[expect(clippy::indexing_slicing, reason = "there is always a first authority")]
        self.authorities[0].trust()
    }

    /// The newest trust list of each authority, in the order of their anchors.
    pub fn trust_lists(&self) -> impl Iterator<Item = &TrustList> + Clone {
        self.authorities.iter().map(|authority| authority.trust().as_ref())
    }

    /// The status lists held.
    pub fn status_lists(&self) -> impl Iterator<Item = &StatusList> {
        self.authorities.iter().flat_map(Authority::statuses)
    }

    /// The time before which it cannot be for an authority's labels; none where the authority has no anchor here.
    #[must_use]
    pub fn clock_floor(&self, authority: AuthorityId) -> Option<Timestamp> {
        self.find(authority).and_then(|at| self.authorities.get(at)).map(Authority::clock_floor)
    }

    /// Judges a carrier as of now. Every input has a verdict.
    #[must_use]
    pub fn check(&self, carrier: &str, now: Timestamp) -> Verdict {
        self.answer(carrier, Asked::Now(now))
    }

    /// Judges a carrier as of another day: "was it good on the day of supply?" The answer comes from the history
    /// in the status list held; where that does not reach back, it is `status-unknown`. A verifier made with a list of
    /// that day, kept in an archive, answers from that.
    ///
    /// The time of asking does not matter: freshness is that of the data on the day asked about.
    #[must_use]
    pub fn check_as_of(&self, carrier: &str, day: Date, _now: Timestamp) -> Verdict {
        self.answer(carrier, Asked::On(day))
    }

    /// Judges every label in an image as of now: `check_scan(scan(image, options), now)`.
    ///
    /// A camera's frames keep up with it by [`ScanOptions::preview`](crate::ScanOptions::preview); the default options
    /// are for photographs, and may take seconds.
    #[cfg(feature = "scan")]
    #[must_use]
    pub fn check_image(
        &self,
        image: &crate::LumaImage<'_>,
        options: &crate::ScanOptions,
        now: Timestamp,
    ) -> super::ImageVerdicts {
        self.check_scan(starseal_scan::scan(image, options), now)
    }

    /// Judges every label in an image as of another day, as [`Verifier::check_as_of`] does.
    #[cfg(feature = "scan")]
    #[must_use]
    pub fn check_image_as_of(
        &self,
        image: &crate::LumaImage<'_>,
        options: &crate::ScanOptions,
        day: Date,
        now: Timestamp,
    ) -> super::ImageVerdicts {
        self.check_scan_as_of(starseal_scan::scan(image, options), day, now)
    }

    /// Judges every label of a scan as of now.
    #[cfg(feature = "scan")]
    #[must_use]
    pub fn check_scan(&self, scan: crate::Scan, now: Timestamp) -> super::ImageVerdicts {
        self.answer_scan(scan, Asked::Now(now))
    }

    /// Judges every label of a scan as of another day, as [`Verifier::check_as_of`] does.
    #[cfg(feature = "scan")]
    #[must_use]
    pub fn check_scan_as_of(&self, scan: crate::Scan, day: Date, _now: Timestamp) -> super::ImageVerdicts {
        self.answer_scan(scan, Asked::On(day))
    }

    /// Opens a seal: finds its key, verifies its signature, reads its claims, and checks that the key was allowed to make
    /// it for this label.
    ///
    /// # Errors
    /// The first [`Finding`] against it.
    pub fn authenticate(&self, sealed: &SealedLabel) -> Result<AuthenticLabel, Finding> {
        let (_, label) = self.open(sealed)?;
        match key_findings(&label).into_iter().find(|finding| !finding.code().is_note()) {
            Some(finding) => Err(finding),
            None => Ok(label),
        }
    }

    /// What a status list carries to bear witness to a label, should the key that sealed it fall: its status
    /// index, and the digest of its payload. For registries, which know which labels are theirs. That the key is marked
    /// compromised already does not matter here.
    ///
    /// # Errors
    /// The first [`Finding`] against the seal, but for `key-compromised`.
    pub fn witness(&self, sealed: &SealedLabel) -> Result<(u32, Witness), Finding> {
        let (_, label) = self.open(sealed)?;
        let against = key_findings(&label).into_iter().find(|finding| matches!(finding, Finding::KeyNotAllowed { .. }));
        match against {
            Some(finding) => Err(finding),
            None => Ok((label.label().status_index(), Witness::of_payload(sealed.unverified_payload()))),
        }
    }

    fn answer(&self, carrier: &str, asked: Asked) -> Verdict {
        let carrier = match CarrierText::parse(carrier) {
            Ok(carrier) => carrier,
            Err(error) => return Verdict::refused(error.into(), None),
        };
        let sealed = match SealedLabel::from_bytes(carrier.sealed_bytes()) {
            Ok(sealed) => sealed,
            Err(error) => return Verdict::refused(error.into(), None),
        };
        match self.open(&sealed) {
            Ok((authority, label)) => self.judge(authority, label, &carrier, asked),
            Err(finding) => Verdict::refused(finding, Some(sealed.key_id())),
        }
    }

    #[cfg(feature = "scan")]
    fn answer_scan(&self, scan: crate::Scan, asked: Asked) -> super::ImageVerdicts {
        let mut verdicts = super::ImageVerdicts { unread: scan.unread, ..super::ImageVerdicts::default() };
        for symbol in scan.symbols {
            // A long business card is not a label that is too long.
            if CarrierText::form_of(&symbol.text).is_some() {
                let verdict = self.answer(&symbol.text, asked);
                verdicts.labels.push(super::Sighting { verdict, carrier: symbol.text, corners: symbol.corners });
            } else {
                verdicts.other_symbols += 1;
            }
        }
        verdicts
    }

    /// Key, signature, claims. What is returned has a good signature; whether its key was allowed is not asked yet.
    fn open(&self, sealed: &SealedLabel) -> Result<(&Authority, AuthenticLabel), Finding> {
        let key_id = sealed.key_id();
        let with_id =
            |authority| Authority::keys_with_id(authority, key_id).map(move |(issuer, key)| (authority, issuer, key));
        let mut candidates = self.authorities.iter().flat_map(with_id).peekable();
        if candidates.peek().is_none() {
            return Err(Finding::UnknownKey { key_id });
        }
        let signer = candidates.find(|(.., key)| sealed.is_signed_by(&key.public_key));
        let (authority, issuer, key) = signer.ok_or(Finding::BadSignature { key_id })?;
        let label = Label::from_claims(sealed.unverified_payload())?;
        let is_witnessed = key.compromised.is_some()
            && authority.status_of(issuer).is_some_and(|list| {
                list.is_witnessed(label.status_index(), Witness::of_payload(sealed.unverified_payload()))
            });
        Ok((authority, AuthenticLabel::new(label, issuer, key, authority.trust(), is_witnessed)))
    }

    fn read_anchor(anchor: &[u8]) -> Result<Authority, TrustError> {
        let mut lists = TrustList::split_chain(anchor)?.into_iter();
        let mut authority = Authority::new(TrustList::open(lists.next().unwrap_or_default())?);
        for list in lists {
            // Whoever ships the chain vouches for its time as well.
            if let Some(longer) = authority.followed_by(&TrustList::open(list)?, None)? {
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
            match self.take_one_trust_list(&TrustList::open(list)?, now) {
                Ok(Update::Taken) => update = Update::Taken,
                Ok(Update::Known) => {}
                Err(TrustError::Older { version, held, .. }) if version < held && !is_last => {}
                Err(error) => return Err(error),
            }
        }
        Ok(update)
    }

    fn take_one_trust_list(&mut self, next: &TrustList, now: Option<Timestamp>) -> Result<Update, TrustError> {
        let id = next.authority_id();
        let at = self.find(id).ok_or(TrustError::Foreign { authority: id })?;
        let held = self.authorities.get_mut(at).ok_or(TrustError::Foreign { authority: id })?;
        let Some(longer) = held.followed_by(next, now)? else {
            return Ok(Update::Known);
        };
        self.check_apart(next)?;
        if let Some(held) = self.authorities.get_mut(at) {
            *held = longer;
        }
        Ok(Update::Taken)
    }

    pub(super) fn take_status(&mut self, bytes: &[u8], now: Option<Timestamp>) -> Result<Update, StatusError> {
        let list = StatusList::open(bytes, self.trust_lists())?;
        let id = list.authority_id();
        let authority = self.authorities.iter_mut().find(|authority| authority.trust().authority_id() == id);
        match authority {
            Some(authority) => authority.take_status(list, now),
            // `open` found its key in one of these lists.
            None => Err(StatusError::UnknownKey { key_id: list.key_id() }),
        }
    }

    /// Whether a list shares nothing with those of the other authorities that only one may have.
    fn check_apart(&self, next: &TrustList) -> Result<(), TrustError> {
        let mut others = self.trust_lists().filter(|other| other.authority_id() != next.authority_id());
        others.try_for_each(|other| Authority::check_apart(next, other))
    }

    fn find(&self, id: AuthorityId) -> Option<usize> {
        self.authorities.iter().position(|authority| authority.trust().authority_id() == id)
    }
}
