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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::ledger;
    use starseal::status::{NextError, Status};
    use starseal::{Language, Timestamp};
    use starseal_registry::store::StoreError;

    #[track_caller]
    fn compare(message: Option<Message>, english: &impl std::fmt::Display) {
        let message = message.unwrap_or_else(|| panic!("there is no message for {english}"));
        assert_eq!(message.in_language(Language::En), english.to_string());
        assert_ne!(message.in_language(Language::Ja), english.to_string());
    }

    #[test]
    fn the_messages_say_what_the_library_says() {
        let [one, two] = [1_795_316_400, 1_895_316_400].map(Timestamp::from_unix_seconds);
        let (product_id, reason) = ("SS-1".to_owned(), "it ends too early".to_owned());
        for error in [LedgerError::NotCompared { event: 7 }, LedgerError::OtherTime { wrong: one, last: two }] {
            compare(ledger::ledger(&error), &error);
        }
        for error in [
            Refusal::IndexReserved { index: 1, product_id: product_id.clone(), first: 9 },
            Refusal::FirstIndex { first: 1, least: 9 },
            Refusal::Owed { product_id, status: Status::Active },
            Refusal::Clock { wrong: one, corrected: two, event: two },
            Refusal::ErasedAlready { number: "A-1".to_owned() },
        ] {
            compare(refusal(&error), &error);
        }
        for error in [
            BackupError::File { reason: reason.clone() },
            BackupError::NotABackup,
            BackupError::Newer { what: "its format".to_owned() },
            BackupError::Damaged { reason: reason.clone() },
            BackupError::ViewDiffers { table: "label".to_owned() },
        ] {
            compare(backup(&error), &error);
        }
        for error in [
            RecoveryError::NotOurs { reason: reason.clone() },
            RecoveryError::WithoutHead,
            RecoveryError::Older { found: one, last: two },
            RecoveryError::Objects(NextError::Bits),
            RecoveryError::TooMuch { most: 9 },
        ] {
            compare(recovery(&error), &error);
        }
        let host = "db.example".to_owned();
        for error in [StoreError::Disk { reason }, StoreError::Unverified { host, mode: "require".to_owned() }] {
            compare(ledger::store(&error), &error);
        }
    }
}
