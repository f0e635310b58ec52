//! What to do about an error of the registry, by its cause.

use crate::exit::{Cause, Failure};
use crate::interrupt;
use crate::keyfile::token::signing_failure;
use crate::messages::{self, say};
use starseal::keys::SignerError;
use starseal::status::SignStatusError;
use starseal_registry::audit::AuditError;
use starseal_registry::grant::SealingError;
use starseal_registry::import::ImportError;
use starseal_registry::ledger::LedgerError;
use starseal_registry::life::Refusal;
use starseal_registry::officer::CountError;
use starseal_registry::publication::PublishError;
use starseal_registry::site::{FolderError, LabelPageError, SiteError};
use starseal_registry::store::StoreError;
use starseal_registry::view::ApplyError;

/// An error of the registry, which becomes a failure of two lines.
pub(crate) struct Trouble(Failure);

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
            StoreError::Unreachable { .. } => say!("registry-help-unreachable"),
            StoreError::Foreign => say!("registry-help-foreign"),
            StoreError::Unverified { .. } => say!("registry-help-unverified"),
            StoreError::Empty => say!("registry-help-empty"),
            StoreError::Occupied => say!("registry-help-occupied"),
            StoreError::Newer { .. } => say!("registry-help-newer"),
            StoreError::OtherMigration { .. } => say!("registry-help-other-migration"),
            StoreError::NetworkShare { .. } => say!("registry-help-network-share"),
            StoreError::Locked { .. } => say!("registry-help-locked"),
            StoreError::Full => say!("registry-help-full"),
            StoreError::Disk { .. } => say!("registry-help-disk"),
            StoreError::ReadOnly => say!("registry-help-read-only"),
            StoreError::Lost { .. } => say!("registry-help-lost"),
            StoreError::Damaged { .. } => say!("registry-help-damaged"),
            StoreError::Kept => say!("registry-help-kept"),
            _ => say!("registry-help-audit"),
        };
        let cause = match &error {
            StoreError::Foreign => Cause::WrongKind,
            StoreError::Occupied => Cause::Exists,
            StoreError::Newer { .. } | StoreError::OtherMigration { .. } | StoreError::Damaged { .. } => {
                Cause::NotAccepted
            }
            _ => Cause::Impossible,
        };
        Trouble(Failure::new(cause, messages::of_store(&error), help))
    }
}

impl From<LedgerError> for Trouble {
    fn from(error: LedgerError) -> Self {
        if let Some(failure) = super::upkeep::of_ledger(&error) {
            return Trouble(failure);
        }
        if let LedgerError::Signer(error) = &error
            && let Some(failure) = signing_failure(error)
        {
            return Trouble(failure);
        }
        let help = match &error {
            LedgerError::Store(error) => return error.clone().into(),
            LedgerError::Apply(error) => return of_apply(error),
            LedgerError::Signer(_) => say!("registry-help-signer"),
            LedgerError::ClockBehind { .. } => say!("registry-help-clock-behind"),
            LedgerError::ClockAhead { .. } => say!("registry-help-clock-ahead"),
            LedgerError::OtherKey { .. } => say!("registry-help-other-key"),
            LedgerError::ContentMissing { .. } => say!("registry-help-content-missing"),
            LedgerError::NoProposal { .. } => say!("registry-help-no-proposal"),
            LedgerError::ProposalExpired { .. } => say!("registry-help-propose-again"),
            _ => say!("registry-help-audit"),
        };
        let cause = match &error {
            LedgerError::Signer(_) | LedgerError::OtherKey { .. } => Cause::KeyUnusable,
            LedgerError::ContentMissing { .. } => Cause::NotAccepted,
            _ => Cause::Refused,
        };
        Trouble(Failure::new(cause, messages::of_ledger(&error), help))
    }
}

fn of_apply(error: &ApplyError) -> Trouble {
    let help = match error {
        ApplyError::Store(error) => return error.clone().into(),
        ApplyError::Officers(error) => of_officers(error),
        ApplyError::Refusal(refusal) => of_refusal(refusal),
        ApplyError::StatementUsed { .. } => say!("registry-help-statement-used"),
        ApplyError::Trust(_) => say!("registry-help-trust"),
        _ => say!("registry-help-audit"),
    };
    let cause = match error {
        ApplyError::Refusal(Refusal::Label { .. }) => Cause::LabelRefused,
        ApplyError::Refusal(Refusal::KeyNotAllowed { .. }) => Cause::KeyNotListed,
        _ => Cause::Refused,
    };
    Trouble(Failure::new(cause, messages::of_apply(error), help))
}

fn of_officers(error: &CountError) -> String {
    match error {
        CountError::SameOfficer { .. } => say!("registry-help-same-officer"),
        CountError::Roles { .. } => say!("registry-help-roles"),
        CountError::RootsMissing { .. } => say!("registry-help-roots"),
        CountError::NoOfficer { .. } | CountError::NotSigned { .. } => say!("registry-help-no-officer"),
        CountError::Retired { .. } => say!("registry-help-retired"),
        CountError::Expired { .. } | CountError::Ahead { .. } => say!("registry-help-clocks"),
        CountError::Other { .. } => say!("registry-help-other-content"),
        CountError::TooFew { .. } => say!("registry-help-too-few"),
        CountError::SecondKey { .. } => say!("registry-help-second-key"),
        CountError::KeyTaken { .. } => say!("registry-help-key-taken"),
        _ => say!("registry-help-audit"),
    }
}

fn of_refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoApplication { .. } | Refusal::NoRegistration { .. } => {
            say!("registry-check-number")
        }
        Refusal::NotCleared { .. } => say!("registry-help-not-cleared"),
        Refusal::StepAhead { .. } | Refusal::StepBack { .. } => say!("registry-help-correct-day"),
        Refusal::ReceiptMissing { .. } => say!("registry-help-receipt"),
        Refusal::Label { .. } => say!("registry-help-amend"),
        Refusal::KeyNotAllowed { .. } => say!("registry-help-key-not-allowed"),
        Refusal::Retroactive { .. } => say!("registry-help-retroactive"),
        Refusal::BeforeIssue { .. } | Refusal::BeforeLastChange { .. } => say!("registry-help-later-day"),
        Refusal::LastDay { .. } => say!("registry-help-last-day"),
        Refusal::ChangeImpossible { .. } => say!("registry-help-change-impossible"),
        Refusal::DeferralTooEarly { .. } => say!("registry-help-deferral-early"),
        Refusal::DeferralTooLate { .. } => say!("registry-help-deferral-late"),
        Refusal::NotRequested { .. } => say!("registry-help-not-requested"),
        Refusal::ExtensionTooShort { .. } | Refusal::ExtensionTooLong { .. } => say!("registry-help-extension"),
        Refusal::Taken { .. } => say!("registry-help-taken"),
        _ => say!("registry-help-show"),
    }
}

/// Returns the failure of a token in the middle of work that the same command goes on with.
fn of_token(error: &SignerError) -> Option<Trouble> {
    let failure = signing_failure(error)?;
    let help = say!("token-then-again", help = failure.help());
    Some(Trouble(Failure::new(Cause::KeyUnusable, failure.what(), help)))
}

impl From<SealingError> for Trouble {
    fn from(error: SealingError) -> Self {
        if let SealingError::Signer(error) = &error
            && let Some(trouble) = of_token(error)
        {
            return trouble;
        }
        let help = match &error {
            SealingError::Ledger(error) => return error.clone().into(),
            SealingError::OtherKey { .. } => say!("registry-help-grant-key"),
            SealingError::Signer(_) => say!("registry-help-signer-again"),
            SealingError::Refused { .. } => say!("registry-help-seal-refused"),
            SealingError::Symbol { .. } => say!("registry-help-symbol"),
            _ => say!("registry-help-again"),
        };
        let cause = match &error {
            SealingError::OtherKey { .. } | SealingError::Signer(_) => Cause::KeyUnusable,
            SealingError::Refused { .. } | SealingError::Symbol { .. } => Cause::LabelRefused,
            _ => Cause::Refused,
        };
        Trouble(Failure::new(cause, messages::of_sealing(&error), help))
    }
}

impl From<PublishError> for Trouble {
    fn from(error: PublishError) -> Self {
        if let PublishError::List(SignStatusError::Signer(error)) = &error
            && let Some(trouble) = of_token(error)
        {
            return trouble;
        }
        let help = match &error {
            PublishError::Ledger(error) => return error.clone().into(),
            PublishError::OtherKey { .. } => say!("registry-help-list-key"),
            PublishError::Ended { event } => {
                let what = say!("registry-ended-publication", event = event);
                return Trouble(interrupt::ended(what, say!("registry-help-again")));
            }
            PublishError::Unsealed { .. } => say!("registry-help-unsealed"),
            PublishError::Refused { .. } => say!("registry-help-status-key"),
            _ => say!("registry-help-audit"),
        };
        let cause = match &error {
            PublishError::OtherKey { .. } => Cause::KeyUnusable,
            PublishError::List(_) | PublishError::Refused { .. } => Cause::ListRefused,
            _ => Cause::Refused,
        };
        Trouble(Failure::new(cause, messages::of_publish(&error), help))
    }
}

impl From<SiteError> for Trouble {
    fn from(error: SiteError) -> Self {
        let help = match &error {
            SiteError::Lists(error) => return error.clone().into(),
            SiteError::NoPrefix => say!("registry-help-no-prefix"),
            _ => say!("registry-help-audit"),
        };
        Trouble(Failure::refused(messages::of_site(&error), help))
    }
}

impl From<FolderError> for Trouble {
    fn from(error: FolderError) -> Self {
        let help = match error {
            FolderError::Site(error) => return error.into(),
            FolderError::Foreign { .. } => say!("registry-help-folder-foreign"),
            FolderError::Busy { .. } => say!("registry-help-folder-busy"),
            _ => say!("registry-publish-unwritable-help"),
        };
        Trouble(Failure::impossible(messages::of_folder(&error), help))
    }
}

impl From<LabelPageError> for Trouble {
    fn from(error: LabelPageError) -> Self {
        let (cause, help) = match &error {
            LabelPageError::Io { .. } => (Cause::Impossible, say!("page-unreadable-help")),
            _ => (Cause::WrongKind, say!("page-build-help")),
        };
        Trouble(Failure::new(cause, messages::of_page(&error), help))
    }
}

impl From<ImportError> for Trouble {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Ledger(error) => error.into(),
            ImportError::Ended => {
                Trouble(interrupt::ended(say!("registry-ended-import"), say!("registry-help-import-again")))
            }
            other => {
                Trouble(Failure::new(Cause::RowRefused, messages::in_english(&other), say!("registry-help-table")))
            }
        }
    }
}

impl From<AuditError> for Trouble {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Store(error) => error.into(),
            other => Trouble(Failure::impossible(messages::of_audit(&other), say!("registry-help-again"))),
        }
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Trouble(error.into())
    }
}
