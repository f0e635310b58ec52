//! What to do about an error of the registry, by its cause.

use crate::exit::Failure;
use starseal_registry::audit::AuditError;
use starseal_registry::grant::SealingError;
use starseal_registry::import::ImportError;
use starseal_registry::ledger::LedgerError;
use starseal_registry::life::Refusal;
use starseal_registry::officer::CountError;
use starseal_registry::publication::PublishError;
use starseal_registry::store::StoreError;
use starseal_registry::view::ApplyError;

/// An error of the registry, which becomes a failure of two lines.
pub(super) struct Trouble(Failure);

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        trouble.0
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Trouble(failure)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        let help = match &error {
            StoreError::Unreachable { .. } => "check the database in the configuration, and that it is running",
            StoreError::Foreign => "give a database of its own, without tables",
            StoreError::Empty => "found a ledger in it with starseal registry init",
            StoreError::Occupied => "use this ledger, or give another database",
            StoreError::Newer { .. } => "use a newer version of starseal",
            StoreError::OtherMigration { .. } => "use the version of starseal that made the ledger, and report this",
            StoreError::NetworkShare { .. } => "move it to a disk of this machine, or use PostgreSQL",
            StoreError::Locked { .. } => "wait until the other command has ended, and try again",
            StoreError::Full => "free some space, and repeat the command: nothing is half done",
            StoreError::ReadOnly => "check the permissions of the database, its file and its folder",
            StoreError::Lost { .. } => "check the connection, and repeat the command: it goes on where it was",
            StoreError::Damaged { .. } => "run starseal registry audit, and restore a backup if it finds anything",
            StoreError::Kept => "run starseal registry audit, and report this: it should not happen",
            _ => "run starseal registry audit",
        };
        Trouble(Failure::impossible(error, help))
    }
}

impl From<LedgerError> for Trouble {
    fn from(error: LedgerError) -> Self {
        if let Some(failure) = super::upkeep::of_ledger(&error) {
            return Trouble(failure);
        }
        let help = match &error {
            LedgerError::Store(error) => return error.clone().into(),
            LedgerError::Apply(error) => return of_apply(error),
            LedgerError::Signer(_) => "check the key or the device that holds it",
            LedgerError::ClockBehind { .. } => "set this machine's clock: events never go back in time",
            LedgerError::ClockAhead { .. } => "check the clock; if it is right, give --clock-is-right",
            LedgerError::OtherKey { .. } => "give the key file of this officer in the configuration",
            LedgerError::ContentMissing { .. } => "restore a backup, and run starseal registry audit",
            LedgerError::NoProposal { .. } => "list the open ones with starseal registry approve --show",
            LedgerError::ProposalExpired { .. } => "have it proposed again",
            _ => "run starseal registry audit",
        };
        Trouble(Failure::refused(error, help))
    }
}

fn of_apply(error: &ApplyError) -> Trouble {
    let help = match error {
        ApplyError::Store(error) => return error.clone().into(),
        ApplyError::Officers(error) => of_officers(error),
        ApplyError::Refusal(refusal) => of_refusal(refusal),
        ApplyError::StatementUsed { .. } => "each statement counts once: have it proposed and approved again",
        ApplyError::Trust(_) => "give the trust list of this ledger's authority and issuer",
        _ => "run starseal registry audit",
    };
    Trouble(Failure::refused(error, help))
}

const fn of_officers(error: &CountError) -> &'static str {
    match error {
        CountError::SameOfficer { .. } => "have another officer approve it: --officer NAME",
        CountError::Roles { .. } => "have one officer propose it, and another approve it",
        CountError::NoOfficer { .. } | CountError::NotSigned { .. } => "name an officer of this ledger",
        CountError::Retired { .. } => "have it proposed again by an officer who is not retired",
        CountError::Expired { .. } | CountError::Ahead { .. } => "check the clocks, and have it proposed again",
        CountError::Other { .. } => "do not approve it: it was changed after it was proposed; have it proposed again",
        CountError::TooFew { .. } => "add an officer in the same event",
        CountError::SecondKey { .. } => "retire the old key in the same event",
        CountError::KeyTaken { .. } => "generate a new key for the new officer",
        _ => "run starseal registry audit",
    }
}

const fn of_refusal(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoApplication { .. } | Refusal::NoRegistration { .. } => {
            "check the number: starseal registry list shows all"
        }
        Refusal::NotCleared { .. } => "import the steps that it has passed since",
        Refusal::StepAhead { .. } | Refusal::StepBack { .. } => "correct the day",
        Refusal::ReceiptMissing { .. } => "give the receipt number",
        Refusal::Label { .. } => "amend the application: correct the table, and import it with --amend",
        Refusal::KeyNotAllowed { .. } => "use a key that the trust list allows, or ask the authority for a new list",
        Refusal::Retroactive { .. } => "give a day from the last publication on: what was published stays true",
        Refusal::BeforeIssue { .. } | Refusal::BeforeLastChange { .. } => "give a later day",
        Refusal::LastDay { .. } => "give --last-day with extend, and with no other change",
        Refusal::ChangeImpossible { .. } => "look at it with starseal registry show; correct takes back a final status",
        Refusal::DeferralTooEarly { .. } => "defer it from the day after its last day on, or extend it",
        Refusal::DeferralTooLate { .. } => "the deferral is over: extend it, or grant a new application",
        Refusal::NotRequested { .. } => "record the application with starseal registry change extension-request",
        Refusal::ExtensionTooShort { .. } | Refusal::ExtensionTooLong { .. } => "give a last day in between",
        Refusal::Taken { .. } => "give each number to one application or registration only",
        _ => "look at the application with starseal registry show",
    }
}

impl From<SealingError> for Trouble {
    fn from(error: SealingError) -> Self {
        let help = match &error {
            SealingError::Ledger(error) => return error.clone().into(),
            SealingError::OtherKey { .. } => "give the key that the grant names in the configuration",
            SealingError::Signer(_) => "check the key or the device that holds it, and repeat the command",
            SealingError::Refused { .. } => "do not print this label: check the trust list and the label key",
            SealingError::Symbol { .. } => "shorten the texts of the label, or use a shorter prefix",
            _ => "repeat the command: it goes on where it was",
        };
        Trouble(Failure::refused(error, help))
    }
}

impl From<PublishError> for Trouble {
    fn from(error: PublishError) -> Self {
        let help = match &error {
            PublishError::Ledger(error) => return error.clone().into(),
            PublishError::OtherKey { .. } => "give the key that the event names in the configuration",
            PublishError::Unsealed { .. } => "seal them first: starseal registry approve goes on where it was",
            PublishError::Refused { .. } => "check the trust list and the status key",
            _ => "run starseal registry audit",
        };
        Trouble(Failure::refused(error, help))
    }
}

impl From<ImportError> for Trouble {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Ledger(error) => error.into(),
            other => Trouble(Failure::refused(other, "correct the table")),
        }
    }
}

impl From<AuditError> for Trouble {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Store(error) => error.into(),
            other => Trouble(Failure::impossible(other, "run it again")),
        }
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Trouble(error.into())
    }
}
