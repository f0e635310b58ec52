//! Drafts: trust lists that are being signed (R-50).

use super::envelope::{Envelope, message_to_sign};
use super::{SignTrustError, TrustError, TrustList, TrustStatement};
use crate::cbor::CborFault;
use crate::cose::SIGNATURE_BYTES;
use crate::digest::Digest;
use crate::keys::{KeyId, PublicKey, Signer, sign_verified};
use crate::limits::MAX_TRUST_SIGNATURES;

/// A trust list that may still lack signatures. Several people can sign it on separate machines: they pass one draft
/// on, or each signs a copy and the copies are combined.
///
/// The bytes of a draft are a trust list with fewer signatures, or none.
///
/// ```
/// use starseal::trust::TrustDraft;
/// use starseal::{Signer, SigningKey, TrustList};
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let mut statement = common::trust_statement();
/// # let (first_root, second_root) = (SigningKey::from_seed(&[10; 32]), SigningKey::from_seed(&[11; 32]));
///
/// statement.roots = vec![first_root.public_key(), second_root.public_key()];
/// statement.threshold = 2;
/// let draft = TrustDraft::new(&statement)?.to_bytes();
///
/// // Two people get the draft, look at what it states, and sign it.
/// let sign = |root: &dyn Signer| -> Result<Vec<u8>, starseal::trust::SignTrustError> {
///     let mut copy = TrustDraft::from_bytes(&draft)?;
///     assert_eq!(copy.statement().version, 1);
///     copy.sign(root)?;
///     Ok(copy.to_bytes())
/// };
/// let (first, second) = (sign(&first_root)?, sign(&second_root)?);
///
/// // One signature is not enough.
/// let mut combined = TrustDraft::from_bytes(&first)?;
/// assert!(combined.finish().is_err());
/// combined.combine(&TrustDraft::from_bytes(&second)?)?;
/// assert!(TrustList::open(&combined.finish()?).is_ok());
/// # Ok::<(), starseal::trust::SignTrustError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustDraft {
    statement: TrustStatement,
    envelope: Envelope,
}

impl TrustDraft {
    /// Makes a draft without signatures.
    ///
    /// # Errors
    /// `Invalid` if no verifier would accept the statement, whatever its signatures (R-53 to R-58).
    pub fn new(statement: &TrustStatement) -> Result<Self, TrustError> {
        statement.validate()?;
        let envelope = Envelope { payload: statement.to_payload(), signatures: Vec::new() };
        Ok(TrustDraft { statement: statement.clone(), envelope })
    }

    /// Reads a draft, or a complete trust list. It is not verified: a signer must look at its
    /// [`statement`](Self::statement).
    ///
    /// # Errors
    /// [`TrustError`] if it is malformed, or if no verifier would accept the statement.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TrustError> {
        let envelope = Envelope::read_draft(bytes)?;
        let statement = TrustStatement::from_payload(&envelope.payload).map_err(|error| *error)?;
        statement.validate()?;
        Ok(TrustDraft { statement, envelope })
    }

    /// Returns the statement that is being signed.
    #[must_use]
    pub fn statement(&self) -> &TrustStatement {
        &self.statement
    }

    /// Returns the SHA-256 of the payload, which is what the roots sign: the same for all copies of a draft, whoever
    /// has signed them. It is the authority ID if the draft is that of a first list (R-52).
    ///
    /// It differs from the digest of [`TrustStatement::to_payload`] if the payload states something that this version
    /// does not know (R-51).
    #[must_use]
    pub fn payload_digest(&self) -> Digest {
        Digest::of(&self.envelope.payload)
    }

    /// Returns the key IDs that the signatures name, in the order in which they were added.
    pub fn signed_by(&self) -> impl Iterator<Item = KeyId> {
        self.envelope.signatures.iter().map(|(key_id, _)| *key_id)
    }

    /// Returns how many of these keys have signed the draft, each counted once.
    #[must_use]
    pub fn count_signatures(&self, roots: &[PublicKey]) -> usize {
        self.envelope.count_signatures(roots)
    }

    /// Adds the signature of a root key. Signing twice with one key has no further effect.
    ///
    /// # Errors
    /// `Signer` if the signer fails or its signature does not verify; `Trust` if the draft has 20 signatures already.
    pub fn sign(&mut self, root: &dyn Signer) -> Result<(), SignTrustError> {
        let key_id = root.public_key().key_id();
        let signature = sign_verified(root, &message_to_sign(key_id, &self.envelope.payload))?;
        Ok(self.add(key_id, signature)?)
    }

    /// Adds the signatures of another copy of the same draft.
    ///
    /// # Errors
    /// `DraftsDiffer` if the other draft has another statement; `Cbor` if there would be more than 20 signatures.
    pub fn combine(&mut self, other: &TrustDraft) -> Result<(), TrustError> {
        if other.envelope.payload != self.envelope.payload {
            return Err(TrustError::DraftsDiffer);
        }
        other.envelope.signatures.iter().try_for_each(|(key_id, signature)| self.add(*key_id, *signature))
    }

    /// Encodes the draft.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.envelope.to_bytes()
    }

    /// Returns the signed trust list if enough of its own roots have signed it.
    ///
    /// A list that follows another one also needs the signatures of the roots of that one (R-59).
    /// [`Verifier::update_trust`](crate::Verifier::update_trust) checks them.
    ///
    /// # Errors
    /// `Threshold` if signatures are missing.
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
