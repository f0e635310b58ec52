//! What an observer finds.

use crate::fault::FetchError;
use starseal::{Code, Timestamp};

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Finding {
    /// The newest trust list has expired.
    #[error("trust list version {version} expired at {expires_at}")]
    TrustListExpired {
        /// Its version.
        version: u32,
        /// Its last moment.
        expires_at: Timestamp,
    },
    /// A newer status list should be there.
    #[error("{uri}: a newer status list was due at {expires_at}")]
    StatusListOverdue {
        /// The URI of the list.
        uri: String,
        /// The time at which the next one was due.
        expires_at: Timestamp,
    },
    /// The status list is older than the issuer allows.
    #[error("{uri}: the status list was issued at {issued_at}, more than {days} days ago")]
    StatusListOld {
        /// The URI of the list.
        uri: String,
        /// The time of the list.
        issued_at: Timestamp,
        /// The limit in days.
        days: u32,
    },
    /// A list has the version or the time of one that was seen before, and another content.
    #[error("{path}: another list with the same version or time was seen before")]
    Equivocation {
        /// The path of the list.
        path: String,
    },
    /// A list is older than one that was seen before.
    #[error("{path}: a newer list was seen before ({reason})")]
    WentBack {
        /// The path of the list.
        path: String,
        /// Both versions or times.
        reason: String,
    },
    /// A list or an object is not accepted.
    #[error("{path}: it is not accepted ({code}): {reason}")]
    ListRefused {
        /// The path of the list.
        path: String,
        /// The code of the library.
        code: Code,
        /// What the library says.
        reason: String,
    },
    /// The publication lacks an object that a list binds.
    #[error("{uri}: the publication lacks an object that the status list names")]
    ObjectMissing {
        /// The URI of the list.
        uri: String,
    },
    /// The descriptor says something else than the lists.
    #[error("the descriptor says {stated} of {field}, and the signed list {found}")]
    DescriptorDiffers {
        /// The field.
        field: &'static str,
        /// What the descriptor says.
        stated: String,
        /// What the list says.
        found: String,
    },
    /// A file of the descriptor cannot be fetched, or is not the one that the descriptor names.
    #[error("{0}")]
    FileUnavailable(FetchError),
    /// A bundle does not hold the lists of the publication.
    #[error("{path}: the bundle does not hold the lists of the publication ({reason})")]
    BundleDiffers {
        /// The path of the bundle.
        path: String,
        /// A code, or what it lacks.
        reason: String,
    },
    /// The changes since an earlier publication do not lead to this one.
    #[error("{path}: the changes do not lead to the lists of the publication ({reason})")]
    DeltaLeadsNowhere {
        /// The path of the delta.
        path: String,
        /// A code, or what it lacks.
        reason: String,
    },
    /// The feed is not Atom.
    #[error("the feed cannot be read: {reason}")]
    FeedMalformed {
        /// What is wrong.
        reason: String,
    },
    /// The feed lacks changes.
    #[error("the feed is from {found}, and something changed after {wanted}")]
    FeedBehind {
        /// The time of the feed, or of its newest entry.
        found: Timestamp,
        /// The time from which on it must have an entry.
        wanted: Timestamp,
    },
    /// A file for machines is not what it should be.
    #[error("{path}: it cannot be read: {reason}")]
    RegistrationMalformed {
        /// The path of the file.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// The registrations say something else than the lists.
    #[error("{path}: {what} is {found}, and should be {wanted}")]
    RegistrationDiffers {
        /// The path of the file.
        path: String,
        /// What differs.
        what: String,
        /// What the file says.
        found: String,
        /// What the signed list or the file of all registrations says.
        wanted: String,
    },
    /// An address below a prefix of labels does not show the page for labels.
    #[error("an address below the prefix does not show the page for labels: {0}")]
    PrefixBroken(FetchError),
    /// A file may be kept so long that a revocation is not seen.
    #[error("{path}: it may be kept for {seconds} seconds, more than {most}")]
    KeptTooLong {
        /// The path of the file.
        path: String,
        /// How long caches may keep it.
        seconds: u64,
        /// The limit.
        most: u64,
    },
    /// A client that holds the file must load all of it again.
    #[error("{path}: the server gives no tag, or does not recognise it")]
    NoRevalidation {
        /// The path of the file.
        path: String,
    },
}

impl Finding {
    /// The codes of all findings, in the order of their table.
    pub const CODES: [&str; 18] = [
        "trust-list-expired",
        "status-list-overdue",
        "status-list-old",
        "equivocation",
        "went-back",
        "list-refused",
        "object-missing",
        "descriptor-differs",
        "file-unavailable",
        "bundle-differs",
        "delta-leads-nowhere",
        "feed-malformed",
        "feed-behind",
        "registration-malformed",
        "registration-differs",
        "prefix-broken",
        "kept-too-long",
        "no-revalidation",
    ];

    /// Returns the stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Finding::TrustListExpired { .. } => "trust-list-expired",
            Finding::StatusListOverdue { .. } => "status-list-overdue",
            Finding::StatusListOld { .. } => "status-list-old",
            Finding::Equivocation { .. } => "equivocation",
            Finding::WentBack { .. } => "went-back",
            Finding::ListRefused { .. } => "list-refused",
            Finding::ObjectMissing { .. } => "object-missing",
            Finding::DescriptorDiffers { .. } => "descriptor-differs",
            Finding::FileUnavailable(_) => "file-unavailable",
            Finding::BundleDiffers { .. } => "bundle-differs",
            Finding::DeltaLeadsNowhere { .. } => "delta-leads-nowhere",
            Finding::FeedMalformed { .. } => "feed-malformed",
            Finding::FeedBehind { .. } => "feed-behind",
            Finding::RegistrationMalformed { .. } => "registration-malformed",
            Finding::RegistrationDiffers { .. } => "registration-differs",
            Finding::PrefixBroken(_) => "prefix-broken",
            Finding::KeptTooLong { .. } => "kept-too-long",
            Finding::NoRevalidation { .. } => "no-revalidation",
        }
    }

    /// Returns the fault of the answer that is the finding, if it is one.
    #[must_use]
    pub const fn fetch_error(&self) -> Option<&FetchError> {
        match self {
            Finding::FileUnavailable(error) | Finding::PrefixBroken(error) => Some(error),
            _ => None,
        }
    }
}
