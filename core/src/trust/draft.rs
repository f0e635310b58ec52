//! A trust list on its way to being signed: written down, signed by one person after the other, put together.

use super::envelope::{Envelope, message_to_sign};
use super::{SignTrustError, TrustError, TrustList, TrustStatement};
use crate::cbor::CborFault;
use crate::cose::SIGNATURE_BYTES;
use crate::keys::{KeyId, PublicKey, Signer, sign_verified};
use crate::limits::MAX_TRUST_SIGNATURES;

/// A trust list that may still lack signatures. Several people sign, each on a machine of their own: they pass one draft
/// on, or each sign a copy and combine them.
///
/// Its bytes are a trust list's, with no or few signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustDraft {
    statement: TrustStatement,
    envelope: Envelope,
}

impl TrustDraft {
    /// A draft without signatures.
    ///
    /// # Errors
    /// `Invalid` for a statement that no verifier would take, however many sign it.
    pub fn new(statement: &TrustStatement) -> Result<Self, TrustError> {
        statement.validate()?;
        let envelope = Envelope { payload: statement.to_payload(), signatures: Vec::new() };
        Ok(TrustDraft { statement: statement.clone(), envelope })
    }

    /// Reads a draft, or a list that is signed in full. Nobody has verified it: look at what it states before signing.
    ///
    /// # Errors
    /// [`TrustError`] where it could not become a trust list.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TrustError> {
        let envelope = Envelope::read_draft(bytes)?;
        let statement = TrustStatement::from_payload(&envelope.payload)?;
        statement.validate()?;
        Ok(TrustDraft { statement, envelope })
    }

    /// What it states.
    #[must_use]
    pub fn statement(&self) -> &TrustStatement {
        &self.statement
    }

    /// Whose signatures it bears, by key ID, in the order in which they were made.
    pub fn signed_by(&self) -> impl Iterator<Item = KeyId> {
        self.envelope.signatures.iter().map(|(key_id, _)| *key_id)
    }

    /// How many of these keys have signed it, each counted once.
    #[must_use]
    pub fn count_signatures(&self, roots: &[PublicKey]) -> usize {
        self.envelope.count_signatures(roots)
    }

    /// Adds a root's signature. A root that has signed already signs again with the same result.
    ///
    /// # Errors
    /// [`SignTrustError`], where the signer fails or its signature does not verify.
    pub fn sign(&mut self, root: &dyn Signer) -> Result<(), SignTrustError> {
        let key_id = root.public_key().key_id();
        let signature = sign_verified(root, &message_to_sign(key_id, &self.envelope.payload))?;
        Ok(self.add(key_id, signature)?)
    }

    /// Takes over the signatures of another copy of the same draft.
    ///
    /// # Errors
    /// `DraftsDiffer` where the other one states something else.
    pub fn combine(&mut self, other: &TrustDraft) -> Result<(), TrustError> {
        if other.envelope.payload != self.envelope.payload {
            return Err(TrustError::DraftsDiffer);
        }
        other.envelope.signatures.iter().try_for_each(|(key_id, signature)| self.add(*key_id, *signature))
    }

    /// The draft, to be handed on.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.envelope.to_bytes()
    }

    /// The trust list, if enough of its own roots have signed it. Whether enough of the roots before have is asked by
    /// [`Verifier::update_trust`](crate::verify::Verifier::update_trust), on a verifier that holds the list before.
    ///
    /// # Errors
    /// [`TrustError`] where no verifier would take it.
    pub fn finish(&self) -> Result<Vec<u8>, TrustError> {
        let bytes = self.to_bytes();
        TrustList::open(&bytes)?;
        Ok(bytes)
    }

    fn add(&mut self, key_id: KeyId, signature: [u8; SIGNATURE_BYTES]) -> Result<(), TrustError> {
        if self.envelope.signatures.contains(&(key_id, signature)) {
            return Ok(());
        }
        if self.envelope.signatures.len() >= MAX_TRUST_SIGNATURES {
            return Err(CborFault::Unexpected.into());
        }
        self.envelope.signatures.push((key_id, signature));
        Ok(())
    }
}
