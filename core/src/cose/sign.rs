//! The bytes to be signed, and COSE_Sign1 envelopes.

use crate::keys::{KeyId, Signer, SignerError, sign_verified};
use coset::{
    CborSerializable, CoseSign1Builder, Header, HeaderBuilder, ProtectedHeader, SignatureContext,
    TaggedCborSerializable, iana,
};

/// The CBOR tag of COSE_Sign1.
pub(crate) const SIGN1_TAG: u64 = 18;

/// The CBOR tag of COSE_Sign.
pub(crate) const SIGN_TAG: u64 = 98;

/// The length of an Ed25519 signature, in bytes.
pub(crate) const SIGNATURE_BYTES: usize = 64;

/// The header parameter `typ` (RFC 9596).
const TYP: i64 = 16;

/// Returns the bytes to be signed, with the headers as they were received.
pub(crate) fn to_be_signed(
    context: SignatureContext,
    body: &[u8],
    signature: Option<&[u8]>,
    payload: &[u8],
) -> Vec<u8> {
    let header = |bytes: &[u8]| ProtectedHeader { original_data: Some(bytes.to_vec()), header: Header::default() };
    coset::sig_structure_data(context, header(body), signature.map(header), &[], payload)
}

/// Returns the header `{1: -19, 4: kid}`, with `typ` if one is given.
pub(super) fn header(key_id: KeyId, typ: Option<&str>) -> Header {
    let mut header = HeaderBuilder::new().algorithm(iana::Algorithm::Ed25519).key_id(key_id.as_bytes().to_vec());
    if let Some(typ) = typ {
        header = header.value(TYP, typ.into());
    }
    header.build()
}

/// Signs a payload as a tagged COSE_Sign1 with the protected header `{1: -19, 4: kid}`, and `typ` if one is given.
///
/// # Errors
/// [`SignerError`] if the signer fails or its signature does not verify under its own key.
pub(crate) fn sign1(payload: &[u8], typ: Option<&str>, signer: &dyn Signer) -> Result<Vec<u8>, SignerError> {
    CoseSign1Builder::new()
        .protected(header(signer.public_key().key_id(), typ))
        .payload(payload.to_vec())
        .try_create_signature(&[], |message| sign_verified(signer, message).map(Vec::from))?
        .build()
        .to_tagged_vec()
        .map_err(|_| SignerError::new("the envelope could not be written"))
}

/// Returns the number of bytes that [`sign1`] gives to a signer for a payload. Key IDs have one length.
///
/// # Errors
/// [`SignerError`] if the header cannot be written.
pub(crate) fn sign1_length(payload: &[u8], typ: Option<&str>) -> Result<usize, SignerError> {
    let protected = header(KeyId::from_bytes([0; 4]), typ).to_vec();
    let protected = protected.map_err(|_| SignerError::new("the envelope could not be written"))?;
    Ok(to_be_signed(SignatureContext::CoseSign1, &protected, None, payload).len())
}
