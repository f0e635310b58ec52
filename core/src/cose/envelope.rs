//! Signed statements: COSE_Sign1 with a `typ`, in one fixed profile.

use super::{SIGN1_TAG, SIGNATURE_BYTES, header, read_unprotected, sign1, to_be_signed};
use crate::cbor::{CborFault, Reader};
use crate::keys::{KeyId, PublicKey, Signer, SignerError};
use coset::{CborSerializable, SignatureContext};

/// A statement in a COSE_Sign1 envelope (RFC 9052) with the protected header `{1: -19, 4: kid, 16: typ}`. The `typ`
/// (RFC 9596) says what kind of statement it is, so that no kind can stand in for another, nor for a label or a list.
///
/// ```
/// use starseal::cose::Statement;
/// use starseal::{Signer, SigningKey};
///
/// let key = SigningKey::from_seed(&[7; 32]);
/// let signed = Statement::sign(b"payload", "application/example", &key)?;
/// let statement = Statement::from_bytes(&signed, "application/example").ok_or("another envelope")?;
/// assert_eq!(statement.verify(&key.public_key()), Some(&b"payload"[..]));
/// assert!(Statement::from_bytes(&signed, "application/another").is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement<'a> {
    key_id: KeyId,
    protected: &'a [u8],
    payload: &'a [u8],
    signature: [u8; SIGNATURE_BYTES],
}

impl<'a> Statement<'a> {
    /// Signs a payload, and verifies the signature before it is returned.
    ///
    /// # Errors
    /// [`SignerError`] if the signer fails or its signature does not verify under its own key.
    pub fn sign(payload: &[u8], typ: &str, signer: &dyn Signer) -> Result<Vec<u8>, SignerError> {
        sign1(payload, Some(typ), signer)
    }

    /// Reads an envelope in deterministic CBOR whose `typ` is `typ`; none if the bytes are anything else. No signature
    /// is verified.
    #[must_use]
    pub fn from_bytes(bytes: &'a [u8], typ: &str) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        reader.tag(SIGN1_TAG).ok()?;
        let parts = reader.tuple(4, |reader| {
            let protected = reader.bytes()?;
            let is_empty = read_unprotected(reader)?;
            Ok::<_, CborFault>((protected, is_empty, reader.bytes()?, reader.byte_array::<SIGNATURE_BYTES>()?))
        });
        let (protected, is_unprotected_empty, payload, signature) = parts.ok()?;
        reader.finish().ok()?;
        let key_id = read_key_id(protected).ok()?;
        // There is one way to write the header, so the bytes are compared.
        let is_ours = header(key_id, Some(typ)).to_vec().is_ok_and(|header| header == protected);
        (is_ours && is_unprotected_empty).then_some(Statement { key_id, protected, payload, signature })
    }

    /// Returns the key ID that the envelope names. It is a hint: two keys may have the same ID.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// Verifies the signature under a key by the strict rules (R-20), and returns the payload; none if it does not
    /// verify.
    #[must_use]
    pub fn verify(&self, key: &PublicKey) -> Option<&'a [u8]> {
        let message = to_be_signed(SignatureContext::CoseSign1, self.protected, None, self.payload);
        key.verifies(&message, &self.signature).then_some(self.payload)
    }
}

/// Seals a payload as a label is sealed: a COSE_Sign1 without `typ` (R-13 to R-20). The signature is verified before
/// the envelope is returned.
///
/// [`seal`](crate::seal::seal) does this for a label. This function is for registries, which sign the bytes that they
/// have stored before.
///
/// # Errors
/// [`SignerError`] if the signer fails or its signature does not verify under its own key.
pub fn seal_claims(claims: &[u8], signer: &dyn Signer) -> Result<Vec<u8>, SignerError> {
    sign1(claims, None, signer)
}

/// Reads the kid of a protected header.
fn read_key_id(protected: &[u8]) -> Result<KeyId, CborFault> {
    let (mut kid, mut reader) = (None, Reader::new(protected));
    reader.map(|label, value| {
        match label {
            crate::cbor::Item::Uint(4) => kid = Some(KeyId::from_bytes(value.byte_array()?)),
            _ => value.skip()?,
        }
        Ok::<(), CborFault>(())
    })?;
    reader.finish()?;
    kid.ok_or(CborFault::Unexpected)
}
