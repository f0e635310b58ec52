//! Verifies a time stamp, from the certificates of authorities that the caller trusts.

use super::{Stamp, StampError};
use der::asn1::ObjectIdentifier;
use pki_types::pem::PemObject;
use pki_types::{CertificateDer, SignatureVerificationAlgorithm, TrustAnchor, UnixTime};
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use starseal::Timestamp;
use starseal::verify::Digest;
use std::time::Duration;
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert, ring};

const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
const SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");

/// The purpose that a certificate for time stamps has (RFC 3161 section 2.3): 1.3.6.1.5.5.7.3.8, in DER.
const TIME_STAMPING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 8];

/// The certificates of authorities whose time-stamping servers the caller trusts.
#[derive(Debug, Clone)]
pub struct Authorities {
    anchors: Vec<TrustAnchor<'static>>,
}

/// A time stamp that was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stamped {
    /// The time at which the file existed, by the server's clock.
    pub at: Timestamp,
}

impl Authorities {
    /// Reads certificates: in PEM, one or several, or one in DER.
    ///
    /// # Errors
    /// [`StampError::CertificateRefused`] if there is none, or one cannot be read.
    pub fn new(bytes: &[u8]) -> Result<Self, StampError> {
        let refused = |reason: String| StampError::CertificateRefused { reason };
        let in_pem: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(bytes).collect();
        let mut certificates = in_pem.map_err(|error| refused(error.to_string()))?;
        if certificates.is_empty() {
            certificates.push(CertificateDer::from(bytes));
        }
        let anchor = |certificate: &CertificateDer<'_>| anchor_from_trusted_cert(certificate).map(|a| a.to_owned());
        let anchors: Result<Vec<_>, _> = certificates.iter().map(anchor).collect();
        Ok(Authorities { anchors: anchors.map_err(|error| refused(error.to_string()))? })
    }
}

impl Stamp<'_> {
    /// Checks that the stamp is of a file with this digest. Nothing is verified.
    ///
    /// # Errors
    /// [`StampError::OtherFile`], or `Unsupported` if the stamp is not of a SHA-256.
    pub fn check_file(&self, file: &Digest) -> Result<(), StampError> {
        let (algorithm, stamped) = self.imprint;
        if algorithm != SHA256 {
            return Err(StampError::Unsupported { what: "another digest of the file than SHA-256" });
        }
        if stamped == file.as_bytes() {
            return Ok(());
        }
        Err(StampError::OtherFile { stamped: starseal::hex::encode(stamped), found: *file })
    }

    /// Verifies the stamp of a file with this digest: what was stamped, the signature, and that the certificate was
    /// valid for time stamps at that time. Whether it was revoked is not known.
    ///
    /// # Errors
    /// The first [`StampError`].
    pub fn verify(&self, file: &Digest, authorities: &Authorities) -> Result<Stamped, StampError> {
        self.check_file(file)?;
        if digest(self.digest_algorithm, self.info)? != self.message_digest {
            return Err(StampError::BadSignature);
        }
        let certificate = self.signers_certificate()?;
        let refused = |error: webpki::Error| StampError::CertificateRefused { reason: error.to_string() };
        let signer = EndEntityCert::try_from(&certificate).map_err(refused)?;
        let is_signed = |algorithm: &&dyn SignatureVerificationAlgorithm| {
            signer.verify_signature(*algorithm, &self.attributes, self.signature).is_ok()
        };
        if !algorithms(self.digest_algorithm)?.iter().any(is_signed) {
            return Err(StampError::BadSignature);
        }
        let others: Vec<_> = self.certificates.iter().map(|other| CertificateDer::from(*other)).collect();
        let time = UnixTime::since_unix_epoch(Duration::from_secs(self.time.unix_seconds()));
        let usage = KeyUsage::required(TIME_STAMPING);
        signer
            .verify_for_usage(webpki::ALL_VERIFICATION_ALGS, &authorities.anchors, &others, time, usage, None, None)
            .map_err(refused)?;
        Ok(Stamped { at: self.time })
    }

    /// Returns the certificate that the signed attributes name by its digest.
    fn signers_certificate(&self) -> Result<CertificateDer<'_>, StampError> {
        let (algorithm, wanted) = self.certificate_digest;
        for certificate in &self.certificates {
            if digest(algorithm.unwrap_or(SHA256), certificate)? == wanted {
                return Ok(CertificateDer::from(*certificate));
            }
        }
        Err(StampError::CertificateRefused { reason: "the stamp does not hold it".to_owned() })
    }
}

fn digest(algorithm: ObjectIdentifier, bytes: &[u8]) -> Result<Vec<u8>, StampError> {
    match algorithm {
        SHA256 => Ok(Sha256::digest(bytes).to_vec()),
        SHA384 => Ok(Sha384::digest(bytes).to_vec()),
        SHA512 => Ok(Sha512::digest(bytes).to_vec()),
        _ => Err(StampError::Unsupported { what: "another digest than SHA-2" }),
    }
}

/// Returns the signature algorithms that a digest goes with.
fn algorithms(digest: ObjectIdentifier) -> Result<&'static [&'static dyn SignatureVerificationAlgorithm], StampError> {
    static WITH_SHA256: &[&dyn SignatureVerificationAlgorithm] =
        &[ring::RSA_PKCS1_2048_8192_SHA256, ring::ECDSA_P256_SHA256, ring::ECDSA_P384_SHA256];
    static WITH_SHA384: &[&dyn SignatureVerificationAlgorithm] =
        &[ring::RSA_PKCS1_2048_8192_SHA384, ring::ECDSA_P256_SHA384, ring::ECDSA_P384_SHA384];
    static WITH_SHA512: &[&dyn SignatureVerificationAlgorithm] = &[ring::RSA_PKCS1_2048_8192_SHA512, ring::ED25519];
    match digest {
        SHA256 => Ok(WITH_SHA256),
        SHA384 => Ok(WITH_SHA384),
        SHA512 => Ok(WITH_SHA512),
        _ => Err(StampError::Unsupported { what: "another digest than SHA-2" }),
    }
}
