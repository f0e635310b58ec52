//! A trust list on its way to being signed: written down, signed by one person after the other, put together.

use super::list::{Envelope, TAG, body_header, message_to_sign};
use super::{SignTrustError, TrustError, TrustList, TrustStatement};
use crate::cbor::encode;
use crate::limits::MAX_TRUST_SIGNATURES;
use crate::seal::{SIGNATURE_BYTES, header_bytes};
use crate::{KeyId, PublicKey, Signer, SignerError};
use coset::cbor::Value;

/// A trust list that may still lack signatures. Several people sign, each on a machine of their own: they pass one draft
/// on, or each sign a copy and combine them.
///
/// Its bytes are a trust list's, with no or few signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustDraft {
    statement: TrustStatement,
    payload: Vec<u8>,
    signatures: Vec<(KeyId, [u8; SIGNATURE_BYTES])>,
}

impl TrustDraft {
    /// A draft without signatures.
    ///
    /// # Errors
    /// `Invalid` for a statement that no verifier would take, however many sign it.
    pub fn new(statement: &TrustStatement) -> Result<Self, TrustError> {
        statement.validate()?;
        Ok(TrustDraft { payload: statement.to_payload(), statement: statement.clone(), signatures: Vec::new() })
    }

    /// Reads a draft, or a list that is signed in full. Nobody has verified it: look at what it states before signing.
    ///
    /// # Errors
    /// [`TrustError`] where it could not become a trust list.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TrustError> {
        let envelope = Envelope::read_draft(bytes)?;
        let statement = TrustStatement::from_payload(envelope.payload)?;
        statement.validate()?;
        Ok(TrustDraft { statement, payload: envelope.payload.to_vec(), signatures: envelope.signatures })
    }

    /// What it states.
    #[must_use]
    pub fn statement(&self) -> &TrustStatement {
        &self.statement
    }

    /// Whose signatures it bears, by key ID, in the order in which they were made.
    pub fn signed_by(&self) -> impl Iterator<Item = KeyId> {
        self.signatures.iter().map(|(key_id, _)| *key_id)
    }

    /// How many of these keys have signed it, each counted once.
    #[must_use]
    pub fn count_signatures(&self, roots: &[PublicKey]) -> usize {
        Envelope { payload: &self.payload, signatures: self.signatures.clone() }.count_signatures(roots)
    }

    /// Adds a root's signature. A root that has signed already signs again with the same result.
    ///
    /// # Errors
    /// [`SignTrustError`], where the signer fails or its signature does not verify.
    pub fn sign(&mut self, root: &dyn Signer) -> Result<(), SignTrustError> {
        let key = root.public_key();
        let message = message_to_sign(key.key_id(), &self.payload);
        let signature = root.sign(&message)?;
        if !key.verifies(&message, &signature) {
            return Err(SignerError::new("the signature it returned does not verify under its own public key").into());
        }
        self.add(key.key_id(), signature)?;
        Ok(())
    }

    /// Takes over the signatures of another copy of the same draft.
    ///
    /// # Errors
    /// `DraftsDiffer` where the other one states something else.
    pub fn combine(&mut self, other: &TrustDraft) -> Result<(), TrustError> {
        if other.payload != self.payload {
            return Err(TrustError::DraftsDiffer);
        }
        other.signatures.iter().try_for_each(|(key_id, signature)| self.add(*key_id, *signature))
    }

    /// The draft, to be handed on.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let signatures = self.signatures.iter().map(|(key_id, signature)| {
            Value::Array(vec![
                Value::Bytes(header_bytes(*key_id)),
                Value::Map(Vec::new()),
                Value::Bytes(signature.to_vec()),
            ])
        });
        let body = vec![
            Value::Bytes(body_header()),
            Value::Map(Vec::new()),
            Value::Bytes(self.payload.clone()),
            Value::Array(signatures.collect()),
        ];
        encode(&Value::Tag(TAG, Box::new(Value::Array(body))))
    }

    /// The trust list, if enough of its own roots have signed it. Whether enough of the roots before have is asked by
    /// [`Verifier::update_trust`](crate::Verifier::update_trust), on a verifier that holds the list before.
    ///
    /// # Errors
    /// [`TrustError`] where no verifier would take it.
    pub fn finish(&self) -> Result<Vec<u8>, TrustError> {
        let bytes = self.to_bytes();
        TrustList::open(&bytes)?;
        Ok(bytes)
    }

    fn add(&mut self, key_id: KeyId, signature: [u8; SIGNATURE_BYTES]) -> Result<(), TrustError> {
        if self.signatures.contains(&(key_id, signature)) {
            return Ok(());
        }
        if self.signatures.len() >= MAX_TRUST_SIGNATURES {
            return Err(crate::CborFault::Unexpected.into());
        }
        self.signatures.push((key_id, signature));
        Ok(())
    }
}
