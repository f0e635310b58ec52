//! Whoever checks labels: a trust list, and the questions asked of it.

use super::{AuthenticLabel, Finding, Verdict};
use crate::carrier::CarrierText;
use crate::seal::SealedLabel;
use crate::trust::{Issuer, TrustError, TrustList, TrustedKey};
use crate::{Date, KeyId, Label, Timestamp};
use std::sync::Arc;

/// Checks labels against one authority's trust list, offline.
///
/// It has no clock and reads nothing: time and data are given to it.
#[derive(Debug, Clone)]
pub struct Verifier {
    trust: Arc<TrustList>,
    /// Key ID, issuer's place and key's place in the trust list. Sorted by key ID.
    keys: Vec<(KeyId, usize, usize)>,
}

/// The day a question is about.
#[derive(Clone, Copy)]
enum Asked {
    Today,
    On(Date),
}

impl Verifier {
    /// A verifier that believes this trust list. Whoever ships the list decides whom to believe: it is the anchor.
    ///
    /// # Errors
    /// [`TrustError`], where the list is not whole.
    pub fn new(trust_list: &[u8]) -> Result<Self, TrustError> {
        let trust = TrustList::open(trust_list)?;
        let mut keys = Vec::new();
        for (at, issuer) in trust.statement().issuers.iter().enumerate() {
            keys.extend(issuer.keys.iter().enumerate().map(|(key_at, key)| (key.public_key.key_id(), at, key_at)));
        }
        keys.sort_unstable();
        Ok(Verifier { trust: Arc::new(trust), keys })
    }

    /// The trust list that it believes.
    #[must_use]
    pub fn trust_list(&self) -> &TrustList {
        &self.trust
    }

    /// Judges a carrier as of now. Every input has a verdict.
    #[must_use]
    pub fn check(&self, carrier: &str, now: Timestamp) -> Verdict {
        self.answer(carrier, Asked::Today, now)
    }

    /// Judges a carrier as of another day: "was it good on the day of supply?"
    #[must_use]
    pub fn check_as_of(&self, carrier: &str, day: Date, now: Timestamp) -> Verdict {
        self.answer(carrier, Asked::On(day), now)
    }

    /// Judges every label in an image as of now.
    #[cfg(feature = "scan")]
    #[must_use]
    pub fn check_image(&self, image: &crate::LumaImage<'_>, now: Timestamp) -> super::ImageVerdicts {
        self.answer_image(image, Asked::Today, now)
    }

    /// Judges every label in an image as of another day.
    #[cfg(feature = "scan")]
    #[must_use]
    pub fn check_image_as_of(&self, image: &crate::LumaImage<'_>, day: Date, now: Timestamp) -> super::ImageVerdicts {
        self.answer_image(image, Asked::On(day), now)
    }

    /// Opens a seal: finds its key, verifies its signature, reads its claims, and checks that the key was allowed to make
    /// it for this label.
    ///
    /// # Errors
    /// The first [`Finding`] against it.
    pub fn authenticate(&self, sealed: &SealedLabel) -> Result<AuthenticLabel, Finding> {
        let label = self.open(sealed)?;
        match key_findings(&label).into_iter().next() {
            Some(finding) => Err(finding),
            None => Ok(label),
        }
    }

    fn answer(&self, carrier: &str, asked: Asked, now: Timestamp) -> Verdict {
        let carrier = match CarrierText::parse(carrier) {
            Ok(carrier) => carrier,
            Err(error) => return Verdict::refused(error.into(), None),
        };
        let sealed = match SealedLabel::from_bytes(carrier.sealed_bytes()) {
            Ok(sealed) => sealed,
            Err(error) => return Verdict::refused(error.into(), None),
        };
        match self.open(&sealed) {
            Ok(label) => self.judge(label, &carrier, asked, now),
            Err(finding) => Verdict::refused(finding, Some(sealed.key_id())),
        }
    }

    #[cfg(feature = "scan")]
    fn answer_image(&self, image: &crate::LumaImage<'_>, asked: Asked, now: Timestamp) -> super::ImageVerdicts {
        let mut verdicts = super::ImageVerdicts::default();
        for symbol in crate::scan::read_symbols(image) {
            // A long business card is not a label that is too long.
            if CarrierText::form_of(&symbol.text).is_some() {
                let verdict = self.answer(&symbol.text, asked, now);
                verdicts.labels.push(super::Sighting { verdict, carrier: symbol.text, corners: symbol.corners });
            } else {
                verdicts.other_symbols += 1;
            }
        }
        verdicts
    }

    /// Key, signature, claims. What is returned has a good signature; whether its key was allowed is not asked yet.
    fn open(&self, sealed: &SealedLabel) -> Result<AuthenticLabel, Finding> {
        let key_id = sealed.key_id();
        let mut candidates = self.keys_with_id(key_id).peekable();
        if candidates.peek().is_none() {
            return Err(Finding::UnknownKey { key_id });
        }
        let signer = candidates.find(|(_, key)| sealed.is_signed_by(&key.public_key));
        let (issuer, key) = signer.ok_or(Finding::BadSignature { key_id })?;
        let label = Label::from_claims(sealed.unverified_payload())?;
        Ok(AuthenticLabel::new(label, issuer, key, &self.trust))
    }

    /// Every key with that ID: it is only a hint.
    fn keys_with_id(&self, key_id: KeyId) -> impl Iterator<Item = (&Issuer, &TrustedKey)> {
        let first = self.keys.partition_point(|(id, ..)| *id < key_id);
        let with_id = self.keys.iter().skip(first).take_while(move |(id, ..)| *id == key_id);
        with_id.filter_map(|(_, issuer_at, key_at)| {
            let issuer = self.trust.statement().issuers.get(*issuer_at)?;
            Some((issuer, issuer.keys.get(*key_at)?))
        })
    }

    /// All that follows a good signature, whatever fails first.
    fn judge(&self, label: AuthenticLabel, carrier: &CarrierText, asked: Asked, now: Timestamp) -> Verdict {
        let mut findings = key_findings(&label);
        let prefix_matches = |prefix: &str| label.issuer().prefixes.iter().any(|own| own.matches(prefix));
        let url = match carrier.prefix() {
            Some(prefix) if prefix_matches(prefix) => Some(carrier.as_str().to_owned()),
            Some(_) => {
                findings.push(Finding::ForeignCarrier);
                None
            }
            None => None,
        };
        let scheme = label.scheme();
        findings.extend(scheme.violations(label.label()).into_iter().map(Finding::from));

        let floor = self.trust.statement().issued_at;
        let checked_for = match asked {
            Asked::On(day) => day,
            Asked::Today => {
                if now < floor {
                    findings.push(Finding::ClockBehind { now, floor });
                }
                scheme.date_at(now.max(floor))
            }
        };
        findings.extend(date_finding(label.label(), checked_for));
        findings.push(match label.issuer().status_list {
            Some(_) => Finding::StatusUnknown,
            None => Finding::NoStatusPublished,
        });
        Verdict::judged(label, findings, url, checked_for)
    }
}

/// Whether the key was allowed to seal this label.
fn key_findings(label: &AuthenticLabel) -> Vec<Finding> {
    let (key, key_id, issued_on) = (label.key(), label.key_id(), label.label().issued_on());
    let not_allowed = (!key.may_seal(issued_on)).then_some(Finding::KeyNotAllowed { key_id, issued_on });
    let compromised = key.compromised.map(|declared_on| Finding::KeyCompromised { key_id, declared_on });
    not_allowed.into_iter().chain(compromised).collect()
}

/// Whether the day asked about lies within the label's dates.
fn date_finding(label: &Label, checked_for: Date) -> Option<Finding> {
    let (issued_on, expires_on) = (label.issued_on(), label.expires_on());
    if checked_for < issued_on {
        Some(Finding::NotYetValid { issued_on, checked_for })
    } else if checked_for > expires_on {
        Some(Finding::Expired { expires_on, checked_for })
    } else {
        None
    }
}
