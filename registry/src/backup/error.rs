//! Why a backup was not written or restored.

use crate::audit::{AuditError, Report};
use crate::ledger::LedgerError;
use crate::store::StoreError;

/// Why a backup was not written or restored. Nothing was restored then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The ledger or its database failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The file could not be read or written.
    #[error("the file of the backup failed: {reason}")]
    File {
        /// The message of the system.
        reason: String,
    },
    /// The file is not a backup.
    #[error("the file is not a backup of a ledger")]
    NotABackup,
    /// The file was written by a later version.
    #[error("the backup is of a later version of this program: {what}")]
    Newer {
        /// What this version does not know.
        what: String,
    },
    /// The file ends too early, or its bytes were changed.
    #[error("the backup is damaged: {reason}")]
    Damaged {
        /// What is wrong.
        reason: String,
    },
    /// The ledger in the backup is not as it must be.
    #[error("the ledger in the backup is not whole: an audit has {} findings, the first: {}", count(.0), first(.0))]
    Findings(Box<Report>),
    /// The view that the events give is another one than the ledger had when it was backed up.
    #[error("the events in the backup give another table {table} than the ledger had when it was backed up")]
    ViewDiffers {
        /// The table.
        table: String,
    },
    /// The caller wanted to end.
    #[error("the work was ended")]
    Ended,
}

fn count(report: &Report) -> usize {
    report.findings.count()
}

fn first(report: &Report) -> String {
    let finding = report.findings.kept().first();
    finding.map_or_else(String::new, |finding| match finding.event {
        Some(event) => format!("event {event}: {} ({})", finding.what, finding.code),
        None => format!("{} ({})", finding.what, finding.code),
    })
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        BackupError::Ledger(error.into())
    }
}

impl From<std::io::Error> for BackupError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::UnexpectedEof => BackupError::Damaged { reason: "it ends too early".to_owned() },
            _ => BackupError::File { reason: error.to_string() },
        }
    }
}

impl From<AuditError> for BackupError {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Store(error) => error.into(),
            AuditError::Ended { .. } => BackupError::Ended,
        }
    }
}

impl BackupError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            BackupError::Ledger(error) => error.code(),
            BackupError::File { .. } => "backup-file",
            BackupError::NotABackup => "not-a-backup",
            BackupError::Newer { .. } => "backup-newer",
            BackupError::Damaged { .. } => "backup-damaged",
            BackupError::Findings(_) => "backup-not-whole",
            BackupError::ViewDiffers { .. } => "backup-view-differs",
            BackupError::Ended => "ended",
        }
    }
}
