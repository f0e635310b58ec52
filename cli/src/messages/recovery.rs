//! Errors of backups and recovery in the language of the run. In English they say themselves what happened.

use super::registry::or_english;
use super::{Message, message};
use starseal_registry::backup::BackupError;
use starseal_registry::ledger::LedgerError;
use starseal_registry::life::Refusal;
use starseal_registry::recovery::RecoveryError;

pub(super) fn ledger(error: &LedgerError) -> Option<Message> {
    Some(match error {
        LedgerError::NotCompared { event } => message!("not-compared", event = event),
        LedgerError::OtherTime { wrong, last } => message!("other-time", wrong = wrong, last = last),
        _ => return None,
    })
}

pub(super) fn refusal(refusal: &Refusal) -> Option<Message> {
    Some(match refusal {
        Refusal::IndexReserved { index, product_id, first } => {
            message!("index-reserved", index = index, product_id = product_id, first = first)
        }
        Refusal::FirstIndex { first, least } => message!("first-index", first = first, least = least),
        Refusal::Owed { product_id, status } => message!("change-owed", product_id = product_id, status = status),
        Refusal::Clock { wrong, corrected, event } => {
            message!("clock-correction", wrong = wrong, corrected = corrected, event = event)
        }
        Refusal::ErasedAlready { number } => message!("erased-already", number = number),
        _ => return None,
    })
}

/// Returns why a backup was not written or restored.
pub(crate) fn of_backup(error: &BackupError) -> String {
    or_english(backup(error), error)
}

fn backup(error: &BackupError) -> Option<Message> {
    Some(match error {
        BackupError::File { reason } => message!("backup-file", reason = reason),
        BackupError::NotABackup => message!("backup-none"),
        BackupError::Newer { what } => message!("backup-newer", what = what),
        BackupError::Damaged { reason } => message!("backup-damaged", reason = reason),
        BackupError::Findings(report) => message!("backup-not-whole", count = report.findings.count()),
        BackupError::ViewDiffers { table } => message!("backup-view-differs", table = table),
        _ => return None,
    })
}

/// Returns why a ledger cannot be compared with a publication.
pub(crate) fn of_recovery(error: &RecoveryError) -> String {
    or_english(recovery(error), error)
}

fn recovery(error: &RecoveryError) -> Option<Message> {
    Some(match error {
        RecoveryError::NotOurs { reason } => message!("published-not-ours", reason = reason),
        RecoveryError::WithoutHead => message!("published-without-head"),
        RecoveryError::Older { found, last } => message!("published-older", found = found, last = last),
        RecoveryError::Objects(error) => message!("published-incomplete", reason = error),
        RecoveryError::TooMuch { most } => message!("lost-too-much", most = most),
        _ => return None,
    })
}
