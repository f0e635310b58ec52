//! Opens seals: finds the key, verifies the signature, reads the claims.

use super::Finding;
use crate::keys::KeyId;
use crate::label::Label;
use crate::seal::SealedLabel;
use crate::status::Witness;
use crate::trust::{Issuer, Scheme, TrustList, TrustedKey};

/// A key that may have made a seal, with its issuer and trust list.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'a> {
    pub(crate) trust: &'a TrustList,
    pub(crate) issuer: &'a Issuer,
    pub(crate) key: &'a TrustedKey,
}

/// A label under a good signature. It must not be shown, since it is not known yet whether its key may seal it.
pub(crate) struct Opened<'a> {
    pub(crate) label: Label,
    pub(crate) by: Candidate<'a>,
    /// The witness that a status list may have for the label.
    pub(crate) witness: Witness,
}

impl<'a> Opened<'a> {
    /// Opens a seal with one of the keys that have its key ID, and returns the owner of that key. Every key is tried,
    /// since the ID is only a hint.
    ///
    /// # Errors
    /// `UnknownKey`, `BadSignature` or `Claims`.
    pub(crate) fn open<Owner>(
        sealed: &SealedLabel,
        candidates: impl IntoIterator<Item = (Owner, Candidate<'a>)>,
    ) -> Result<(Owner, Self), Finding> {
        let key_id = sealed.key_id();
        let mut candidates = candidates.into_iter().peekable();
        if candidates.peek().is_none() {
            return Err(Finding::UnknownKey { key_id });
        }
        let signer = candidates.find(|(_, candidate)| sealed.is_signed_by(&candidate.key.public_key));
        let (owner, by) = signer.ok_or(Finding::BadSignature { key_id })?;
        let label = Label::from_claims(sealed.unverified_payload())?;
        Ok((owner, Opened { label, by, witness: Witness::of_payload(sealed.unverified_payload()) }))
    }

    pub(crate) fn scheme(&self) -> &'a Scheme {
        &self.by.trust.statement().scheme
    }

    fn key_id(&self) -> KeyId {
        self.by.key.public_key.key_id()
    }

    /// Returns a finding if the key may not sign labels with this issue date, level and category.
    pub(crate) fn key_window_finding(&self) -> Option<Finding> {
        let (label, key) = (&self.label, self.by.key);
        let (key_id, issued_on) = (self.key_id(), label.issued_on());
        if !key.may_seal(issued_on) {
            Some(Finding::KeyNotAllowed { key_id, issued_on })
        } else if !key.covers(label.level(), label.category()) {
            Some(Finding::KeyScope { key_id, level: label.level(), category: label.category() })
        } else {
            None
        }
    }

    /// Returns a finding if the key is compromised. It is a note if there is a witness for the label.
    pub(crate) fn compromise_finding(&self, is_witnessed: bool) -> Option<Finding> {
        let key_id = self.key_id();
        self.by.key.compromised.map(|declared_on| {
            if is_witnessed {
                Finding::Witnessed { key_id, declared_on }
            } else {
                Finding::KeyCompromised { key_id, declared_on }
            }
        })
    }
}
