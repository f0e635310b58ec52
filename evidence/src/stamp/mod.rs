//! Time stamps (RFC 3161) beside files of evidence: a third party says that a file existed at a time.
//!
//! A server signs the digest of the file and its own clock. The answer is kept beside the file as it came, and is
//! verified offline, from the certificate of the server's authority. Whether that certificate was revoked is not asked.

mod request;
mod token;
mod values;
mod verify;

pub use request::request;
pub use token::Stamp;
pub use verify::{Authorities, Stamped};

use starseal::verify::Digest;

/// The ending that is added to the name of a stamped file.
pub const ENDING: &str = "tsr";

/// The media type of a request.
pub const REQUEST_TYPE: &str = "application/timestamp-query";

/// The media type of an answer.
pub const ANSWER_TYPE: &str = "application/timestamp-reply";

/// The maximum length of an answer in bytes. One with three certificates has 6 KB.
pub const MAX_STAMP_BYTES: usize = 64 * 1024;

/// Why a time stamp proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StampError {
    /// It is not an answer as RFC 3161 has it, in DER.
    #[error("the time stamp is not an answer of RFC 3161: {what}")]
    Malformed {
        /// The part that is not as it should be.
        what: &'static str,
    },
    /// The server gave no stamp.
    #[error("the server gave no time stamp: its status is {status}")]
    NotGranted {
        /// The status (RFC 3161 section 2.4.2).
        status: u8,
    },
    /// The stamp is of another file, or the file was changed since.
    #[error("the time stamp is of a file with the SHA-256 {stamped}, and this file has {found}")]
    OtherFile {
        /// The digest in the stamp, in hex.
        stamped: String,
        /// The digest of the file.
        found: Digest,
    },
    /// The answer belongs to another request.
    #[error("the time stamp is the answer to another request")]
    OtherRequest,
    /// The stamp uses something that this version does not know.
    #[error("the time stamp uses {what}, which this version does not know")]
    Unsupported {
        /// The algorithm or form.
        what: &'static str,
    },
    /// The signature does not verify.
    #[error("the signature of the time stamp does not verify")]
    BadSignature,
    /// The server's certificate does not lead to an authority that is trusted, or was not valid at that time.
    #[error("the certificate of the time-stamping server is not accepted: {reason}")]
    CertificateRefused {
        /// The reason.
        reason: String,
    },
}

impl StampError {
    /// The codes of all errors, in the order of their table.
    pub const CODES: [&str; 7] = [
        "stamp-malformed",
        "stamp-not-granted",
        "stamp-of-another-file",
        "stamp-of-another-request",
        "stamp-unsupported",
        "stamp-bad-signature",
        "stamp-certificate-refused",
    ];

    /// Returns the stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            StampError::Malformed { .. } => "stamp-malformed",
            StampError::NotGranted { .. } => "stamp-not-granted",
            StampError::OtherFile { .. } => "stamp-of-another-file",
            StampError::OtherRequest => "stamp-of-another-request",
            StampError::Unsupported { .. } => "stamp-unsupported",
            StampError::BadSignature => "stamp-bad-signature",
            StampError::CertificateRefused { .. } => "stamp-certificate-refused",
        }
    }
}
