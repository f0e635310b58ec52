//! The bytes to be signed, and COSE_Sign1 envelopes.

use crate::cbor;
use crate::keys::{KeyId, Signer, SignerError, sign_verified};
use coset::cbor::Value;
use coset::{
    CborSerializable, CoseSign1Builder, Header, HeaderBuilder, SignatureContext, TaggedCborSerializable, iana,
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
///
/// It is the Sig_structure of RFC 9052 section 4.4, without external data. `coset` would write the same, but brings the
/// code that writes headers of every kind: 12 KB of a verifier, which writes none.
pub(crate) fn to_be_signed(
    context: SignatureContext,
    body: &[u8],
    signature: Option<&[u8]>,
    payload: &[u8],
) -> Vec<u8> {
    let context = match context {
        SignatureContext::CoseSignature => "Signature",
        SignatureContext::CoseSign1 => "Signature1",
        SignatureContext::CounterSignature => "CounterSignature",
    };
    let signature = signature.into_iter();
    let bytes = [body].into_iter().chain(signature).chain([&[], payload]).map(|bytes| Value::Bytes(bytes.to_vec()));
    cbor::encode(&Value::Array([Value::from(context)].into_iter().chain(bytes).collect()))
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

#[cfg(test)]
mod tests {
    use super::to_be_signed;
    use coset::{Header, ProtectedHeader, SignatureContext, sig_structure_data};

    #[test]
    fn the_bytes_to_be_signed_are_those_of_coset() {
        let header = |bytes: &[u8]| ProtectedHeader { original_data: Some(bytes.to_vec()), header: Header::default() };
        for context in [SignatureContext::CoseSign1, SignatureContext::CoseSignature] {
            for body in [&[][..], &[0xA0], &[0xA1, 0x01, 0x32]] {
                for signature in [None, Some(&[0xA1, 0x04, 0x41, 0x00][..])] {
                    for payload in [&[][..], &[7; 300]] {
                        let theirs = sig_structure_data(context, header(body), signature.map(header), &[], payload);
                        assert_eq!(to_be_signed(context, body, signature, payload), theirs);
                    }
                }
            }
        }
    }
}
