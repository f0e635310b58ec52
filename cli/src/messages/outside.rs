//! What is said of a publication that is fetched or observed: errors, what to do about them, and findings.

use super::{of_code, say};
use starseal::Code;
use starseal_outside::observe::Finding;
use starseal_outside::{DescriptorError, Fault, FetchError, OutsideError};

/// Returns why a publication was not used.
pub(crate) fn of_outside(error: &OutsideError) -> String {
    let code = error.code();
    match error {
        OutsideError::Fetch(error) => of_fetch(error),
        OutsideError::Descriptor(DescriptorError::Unsupported { schema }) => {
            say!("descriptor-unsupported", code = code, schema = schema)
        }
        OutsideError::Descriptor(DescriptorError::Malformed { reason }) => {
            say!("descriptor-malformed", code = code, reason = reason)
        }
        OutsideError::Bundle(error) => {
            say!("outside-bundle-unusable", code = code, reason = of_code(error.code(), error))
        }
        OutsideError::Refused(error) => say!("outside-refused", code = code, reason = of_code(error.code(), error)),
        OutsideError::NothingHere => say!("outside-nothing-here", code = code),
        other => say!("outside-other", code = code, reason = other),
    }
}

/// Returns why a file was not fetched.
fn of_fetch(error: &FetchError) -> String {
    say!("outside-not-fetched", url = error.url, code = error.code(), fault = of_fault(&error.fault))
}

fn of_fault(fault: &Fault) -> String {
    match fault {
        Fault::HostNotFound => say!("fault-host-not-found"),
        Fault::ConnectionRefused => say!("fault-connection-refused"),
        Fault::ConnectionFailed { reason } => say!("fault-connection-failed", reason = reason),
        Fault::CertificateRefused { reason } => say!("fault-certificate-refused", reason = reason),
        Fault::TlsFailed { reason } => say!("fault-tls-failed", reason = reason),
        Fault::Stalled { seconds } => say!("fault-stalled", seconds = seconds),
        Fault::DeadlinePassed { seconds } => say!("fault-deadline-passed", seconds = seconds),
        Fault::NotHttp { reason } => say!("fault-not-http", reason = reason),
        Fault::HeaderTooLong { most } => say!("fault-header-too-long", most = most),
        Fault::RedirectElsewhere { to } => say!("fault-redirect-elsewhere", to = to),
        Fault::TooManyRedirects => say!("fault-too-many-redirects"),
        Fault::NotFound { status } => say!("fault-not-found", status = status),
        Fault::ServerFailed { status } => say!("fault-server-failed", status = status),
        Fault::StatusUnexpected { status } => say!("fault-status-unexpected", status = status),
        Fault::NotModifiedUnasked => say!("fault-not-modified-unasked"),
        Fault::PartMismatch { from } => say!("fault-part-mismatch", from = from),
        Fault::WebPage => say!("fault-web-page"),
        Fault::TypeMismatch { found, wanted } => {
            say!("fault-type-mismatch", found = found, wanted = wanted)
        }
        Fault::Compressed { coding } => say!("fault-compressed", coding = coding),
        Fault::TooLong { most } => say!("fault-body-too-long", most = most),
        Fault::LengthMismatch { found, wanted } => say!("fault-length-mismatch", found = found, wanted = wanted),
        Fault::Truncated { received } => say!("fault-truncated", received = received),
        Fault::DigestMismatch { found, wanted } => say!("fault-digest-mismatch", found = found, wanted = wanted),
        other => say!("fault-other", reason = other),
    }
}

/// Returns what to do about a publication that was not used.
pub(crate) fn outside_help(error: &OutsideError) -> String {
    let fault = match error {
        OutsideError::Fetch(error) => &error.fault,
        OutsideError::Descriptor(DescriptorError::Unsupported { .. }) => return say!("help-newer-program"),
        OutsideError::Descriptor(_) => return say!("help-not-a-publication"),
        OutsideError::NothingHere => return say!("help-other-anchor"),
        OutsideError::Refused(error) if error.code() == Code::StatusListUnknownKey => {
            return say!("status-unknown-key-help");
        }
        OutsideError::Refused(error) if error.code().as_str().ends_with("-future") => return say!("check-clock"),
        _ => return say!("help-report-lists"),
    };
    match fault {
        Fault::HostNotFound => say!("help-host-name"),
        Fault::ConnectionRefused | Fault::ConnectionFailed { .. } => say!("help-network"),
        Fault::CertificateRefused { .. } | Fault::TlsFailed { .. } => say!("help-certificate"),
        Fault::Stalled { .. } | Fault::DeadlinePassed { .. } => say!("help-slow"),
        Fault::RedirectElsewhere { .. } => say!("help-redirect"),
        Fault::WebPage => say!("help-web-page"),
        Fault::NotFound { .. } => say!("help-not-a-publication"),
        Fault::ServerFailed { .. } => say!("help-later"),
        Fault::DigestMismatch { .. } | Fault::LengthMismatch { .. } | Fault::Truncated { .. } => say!("help-again"),
        _ => say!("help-report-server"),
    }
}

/// Returns what an observer found.
pub(crate) fn of_observed(finding: &Finding) -> String {
    match finding {
        Finding::TrustListExpired { version, expires_at } => {
            say!("found-trust-list-expired", version = version, expires_at = expires_at)
        }
        Finding::StatusListOverdue { uri, expires_at } => {
            say!("found-status-list-overdue", uri = uri, expires_at = expires_at)
        }
        Finding::StatusListOld { uri, issued_at, days } => {
            say!("found-status-list-old", uri = uri, issued_at = issued_at, days = days)
        }
        Finding::Equivocation { path } => say!("found-equivocation", path = path),
        Finding::WentBack { path, reason } => say!("found-went-back", path = path, reason = reason),
        Finding::ListRefused { path, code, reason } => {
            say!("found-list-refused", path = path, code = code, reason = of_code(*code, reason))
        }
        Finding::ObjectMissing { uri } => say!("found-object-missing", uri = uri),
        Finding::DescriptorDiffers { field, stated, found } => {
            say!("found-descriptor-differs", field = field, stated = stated, found = found)
        }
        Finding::FileUnavailable(error) => of_fetch(error),
        Finding::BundleDiffers { path, reason } => say!("found-bundle-differs", path = path, reason = reason),
        Finding::DeltaLeadsNowhere { path, reason } => {
            say!("found-delta-leads-nowhere", path = path, reason = reason)
        }
        Finding::FeedMalformed { reason } => say!("found-feed-malformed", reason = reason),
        Finding::FeedBehind { found, wanted } => say!("found-feed-behind", found = found, wanted = wanted),
        Finding::RegistrationMalformed { path, reason } => {
            say!("found-registration-malformed", path = path, reason = reason)
        }
        Finding::RegistrationDiffers { path, what, found, wanted } => {
            say!("found-registration-differs", path = path, what = what, found = found, wanted = wanted)
        }
        Finding::PrefixBroken(error) => say!("found-prefix-broken", fault = of_fetch(error)),
        Finding::KeptTooLong { path, seconds, most } => {
            say!("found-kept-too-long", path = path, seconds = seconds, most = most)
        }
        Finding::NoRevalidation { path } => say!("found-no-revalidation", path = path),
        other => say!("fault-other", reason = other),
    }
}
