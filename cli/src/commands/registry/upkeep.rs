//! What to do about an error of backups and recovery, by its cause.

use super::failure::Trouble;
use crate::exit::Failure;
use crate::interrupt;
use crate::messages::{self, of_backup, of_recovery, say};
use starseal_registry::backup::BackupError;
use starseal_registry::ledger::LedgerError;
use starseal_registry::life::Refusal;
use starseal_registry::recovery::RecoveryError;
use starseal_registry::view::ApplyError;

/// Returns the failure of an error of a ledger that was restored, or whose clock was wrong; none for any other error.
pub(super) fn of_ledger(error: &LedgerError) -> Option<Failure> {
    let help = match error {
        LedgerError::NotCompared { .. } => say!("not-compared-help"),
        LedgerError::OtherTime { .. } => say!("other-time-help"),
        LedgerError::Apply(ApplyError::Refusal(refusal)) => match refusal {
            Refusal::IndexReserved { .. } => say!("index-reserved-help"),
            Refusal::FirstIndex { .. } => say!("first-index-help"),
            Refusal::Owed { .. } => say!("owed-help"),
            Refusal::Clock { .. } => say!("clock-correction-help"),
            Refusal::ErasedAlready { .. } => say!("erase-nothing-help"),
            _ => return None,
        },
        _ => return None,
    };
    Some(Failure::refused(messages::of_ledger(error), help))
}

impl From<BackupError> for Trouble {
    fn from(error: BackupError) -> Self {
        let help = match error {
            BackupError::Ledger(error) => return error.into(),
            BackupError::Ended => return interrupt::ended(say!("backup-ended"), say!("backup-ended-help")).into(),
            BackupError::File { .. } => say!("backup-file-help"),
            BackupError::NotABackup => say!("backup-none-help"),
            BackupError::Newer { .. } => say!("backup-newer-help"),
            _ => say!("backup-damaged-help"),
        };
        Failure::impossible(of_backup(&error), help).into()
    }
}

impl From<RecoveryError> for Trouble {
    fn from(error: RecoveryError) -> Self {
        let help = match error {
            RecoveryError::Ledger(error) => return error.into(),
            RecoveryError::Objects(_) => say!("published-incomplete-help"),
            RecoveryError::TooMuch { .. } => say!("lost-too-much-help"),
            _ => say!("published-last-help"),
        };
        Failure::refused(of_recovery(&error), help).into()
    }
}
