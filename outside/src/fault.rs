//! Why something could not be fetched.

use crate::limits::{MAX_REDIRECTS, Patience};
use std::io::ErrorKind;
use ureq::Timeout;

/// Why a file could not be fetched: its address, and the fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{url}: {fault}")]
pub struct FetchError {
    /// The address.
    pub url: String,
    /// The fault.
    pub fault: Fault,
}

impl FetchError {
    /// Returns the stable code of the fault.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.fault.code()
    }
}

/// What was wrong with a connection or an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The name of the host has no address.
    #[error("the host is not found")]
    HostNotFound,
    /// Nothing listens at the host.
    #[error("the host refuses connections")]
    ConnectionRefused,
    /// There is no connection to the host, or it was lost before an answer.
    #[error("there is no connection: {reason}")]
    ConnectionFailed {
        /// What the system or the library says.
        reason: String,
    },
    /// The certificate of the host is not one that this machine trusts for the host.
    #[error("the certificate is not accepted: {reason}")]
    CertificateRefused {
        /// What the TLS library says.
        reason: String,
    },
    /// The host does not speak TLS as it should.
    #[error("there is no encrypted connection: {reason}")]
    TlsFailed {
        /// What the TLS library says.
        reason: String,
    },
    /// Nothing arrived for the longest time to wait for the next bytes.
    #[error("no bytes arrived for {seconds} seconds")]
    Stalled {
        /// The longest time.
        seconds: u64,
    },
    /// The whole took longer than allowed.
    #[error("it took longer than {seconds} seconds")]
    DeadlinePassed {
        /// The longest time.
        seconds: u64,
    },
    /// The answer is not HTTP.
    #[error("the answer is not HTTP: {reason}")]
    NotHttp {
        /// What the library says.
        reason: String,
    },
    /// The header of the answer is too long.
    #[error("the header of the answer is longer than {most} bytes")]
    HeaderTooLong {
        /// The limit.
        most: usize,
    },
    /// The server sends the client to another host.
    #[error("the server sends to another host: {to}")]
    RedirectElsewhere {
        /// Where the server sends.
        to: String,
    },
    /// The server sends the client on and on.
    #[error("the server redirects more than {MAX_REDIRECTS} times")]
    TooManyRedirects,
    /// The server has no such file.
    #[error("the server has no such file ({status})")]
    NotFound {
        /// The status of the answer.
        status: u16,
    },
    /// The server says that it fails.
    #[error("the server reports a failure ({status})")]
    ServerFailed {
        /// The status of the answer.
        status: u16,
    },
    /// The server answers with another status.
    #[error("the server answers with status {status}")]
    StatusUnexpected {
        /// The status of the answer.
        status: u16,
    },
    /// The server says that nothing has changed, and nothing is held that it was asked about.
    #[error("the server says that nothing has changed, but it was not asked that")]
    NotModifiedUnasked,
    /// The server sends a part of the file that does not follow what was asked for.
    #[error("the server sends another part than the one from byte {from} on")]
    PartMismatch {
        /// The first byte that was asked for.
        from: usize,
    },
    /// The answer is a web page, as from a sign-in page of a network.
    #[error("the answer is a web page")]
    WebPage,
    /// The answer has another type.
    #[error("the answer has the type {found}, not {wanted}")]
    TypeMismatch {
        /// The type of the answer.
        found: String,
        /// The type that it should have.
        wanted: String,
    },
    /// The answer is compressed, which was not asked for.
    #[error("the answer is compressed ({coding}), which was not asked for")]
    Compressed {
        /// The content coding.
        coding: String,
    },
    /// The file is longer than the limit.
    #[error("the file is longer than {most} bytes")]
    TooLong {
        /// The limit.
        most: usize,
    },
    /// The length is not the one of the descriptor.
    #[error("the file has {found} bytes, and should have {wanted}")]
    LengthMismatch {
        /// The length that the server states.
        found: u64,
        /// The length in the descriptor.
        wanted: u64,
    },
    /// The connection ended before the file did, and fetching the rest did not help.
    #[error("the file ends after {received} bytes")]
    Truncated {
        /// The number of bytes that were received.
        received: usize,
    },
    /// The bytes are not those of the descriptor: they were damaged, or the server has two versions at once.
    #[error("the file has the SHA-256 {found}, and should have {wanted}")]
    DigestMismatch {
        /// The digest of the bytes.
        found: String,
        /// The digest in the descriptor.
        wanted: String,
    },
}

impl Fault {
    /// The codes of all faults, in the order of their table.
    pub const CODES: [&str; 23] = [
        "host-not-found",
        "connection-refused",
        "connection-failed",
        "certificate-refused",
        "tls-failed",
        "stalled",
        "deadline-passed",
        "not-http",
        "header-too-long",
        "redirect-elsewhere",
        "too-many-redirects",
        "not-found",
        "server-failed",
        "status-unexpected",
        "not-modified-unasked",
        "part-mismatch",
        "web-page",
        "type-mismatch",
        "compressed",
        "body-too-long",
        "length-mismatch",
        "truncated",
        "digest-mismatch",
    ];

    /// Returns the stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Fault::HostNotFound => "host-not-found",
            Fault::ConnectionRefused => "connection-refused",
            Fault::ConnectionFailed { .. } => "connection-failed",
            Fault::CertificateRefused { .. } => "certificate-refused",
            Fault::TlsFailed { .. } => "tls-failed",
            Fault::Stalled { .. } => "stalled",
            Fault::DeadlinePassed { .. } => "deadline-passed",
            Fault::NotHttp { .. } => "not-http",
            Fault::HeaderTooLong { .. } => "header-too-long",
            Fault::RedirectElsewhere { .. } => "redirect-elsewhere",
            Fault::TooManyRedirects => "too-many-redirects",
            Fault::NotFound { .. } => "not-found",
            Fault::ServerFailed { .. } => "server-failed",
            Fault::StatusUnexpected { .. } => "status-unexpected",
            Fault::NotModifiedUnasked => "not-modified-unasked",
            Fault::PartMismatch { .. } => "part-mismatch",
            Fault::WebPage => "web-page",
            Fault::TypeMismatch { .. } => "type-mismatch",
            Fault::Compressed { .. } => "compressed",
            Fault::TooLong { .. } => "body-too-long",
            Fault::LengthMismatch { .. } => "length-mismatch",
            Fault::Truncated { .. } => "truncated",
            Fault::DigestMismatch { .. } => "digest-mismatch",
        }
    }

    /// Returns the fault that an error of the HTTP library stands for.
    pub(crate) fn of(error: ureq::Error, patience: Patience) -> Self {
        use ureq::Error;
        match error {
            Error::HostNotFound => Fault::HostNotFound,
            Error::Timeout(Timeout::PerRead | Timeout::PerWrite | Timeout::Connect) => {
                Fault::Stalled { seconds: patience.read.as_secs() }
            }
            Error::Timeout(_) => Fault::DeadlinePassed { seconds: patience.whole.as_secs() },
            Error::Rustls(error) => Fault::of_tls(&error),
            Error::Io(error) => Fault::of_io(&error),
            Error::LargeResponseHeader(_, most) => Fault::HeaderTooLong { most },
            Error::Protocol(error) => Fault::NotHttp { reason: error.to_string() },
            Error::Http(error) => Fault::NotHttp { reason: error.to_string() },
            other => Fault::ConnectionFailed { reason: other.to_string() },
        }
    }

    fn of_tls(error: &rustls::Error) -> Self {
        let reason = error.to_string();
        match error {
            rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => {
                Fault::CertificateRefused { reason }
            }
            _ => Fault::TlsFailed { reason },
        }
    }

    fn of_io(error: &std::io::Error) -> Self {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
        match (inner, error.kind()) {
            (Some(tls), _) => Fault::of_tls(tls),
            (None, ErrorKind::ConnectionRefused) => Fault::ConnectionRefused,
            _ => Fault::ConnectionFailed { reason: error.to_string() },
        }
    }
}
