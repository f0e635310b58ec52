//! Why an event is refused.

use super::state::State;
use crate::event::{Kind, Step};
use starseal::issue::LabelError;
use starseal::status::Status;
use starseal::{Date, Timestamp};

/// Why an event is refused: what it says cannot follow what the ledger holds. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The application number is in the ledger already, with another content.
    #[error("application {number} is in the ledger already")]
    ApplicationKnown {
        /// The application number.
        number: String,
    },
    /// There is no such application.
    #[error("there is no application {number}")]
    NoApplication {
        /// The application number.
        number: String,
    },
    /// There is no such registration.
    #[error("there is no registration {product_id}")]
    NoRegistration {
        /// The registered ID.
        product_id: String,
    },
    /// The application is in a state in which it cannot be changed.
    #[error("application {number} is {state}, and its content is no longer changed")]
    NotAmendable {
        /// The application number.
        number: String,
        /// The state.
        state: State,
    },
    /// The step does not follow the state.
    #[error("application {application} is {state}, which {step} cannot follow")]
    StepImpossible {
        /// The application number.
        application: String,
        /// The state.
        state: State,
        /// The step.
        step: Step,
    },
    /// The step is dated ahead.
    #[error("a step of application {application} is dated {day}, after today, {today}")]
    StepAhead {
        /// The application number.
        application: String,
        /// The day of the step.
        day: Date,
        /// The day of the event.
        today: Date,
    },
    /// The step is dated before the step before it.
    #[error("a step of application {application} is dated {day}, and the step before it {last}")]
    StepBack {
        /// The application number.
        application: String,
        /// The day of the step.
        day: Date,
        /// The day of the step before it.
        last: Date,
    },
    /// A step that needs a reason has none.
    #[error("{what} of {number} has no reason")]
    ReasonMissing {
        /// The step.
        what: &'static str,
        /// The application number or registered ID.
        number: String,
    },
    /// An accepted application needs a receipt number.
    #[error("application {application} is accepted without a receipt number")]
    ReceiptMissing {
        /// The application number.
        application: String,
    },
    /// There is no step that could be taken back.
    #[error("application {application} is {state}, and there is no step to take back")]
    NothingToUndo {
        /// The application number.
        application: String,
        /// The state.
        state: State,
    },
    /// The application cannot be granted yet, or no longer.
    #[error("application {number} is {state}, and only a cleared one is granted")]
    NotCleared {
        /// The application number.
        number: String,
        /// The state.
        state: State,
    },
    /// The label is not one that the scheme allows.
    #[error("application {number}: {fault}")]
    Label {
        /// The application number.
        number: String,
        /// The rule that it breaks.
        fault: LabelError,
    },
    /// The labels in the grant are not those of the application.
    #[error("the labels of {product_id} are not those that application {number} gives")]
    OtherLabels {
        /// The application number.
        number: String,
        /// The registered ID.
        product_id: String,
    },
    /// The registered ID is not the one that the application asks for, or not one that a label can have.
    #[error("application {number} cannot have the ID {product_id}")]
    OtherId {
        /// The application number.
        number: String,
        /// The registered ID.
        product_id: String,
    },
    /// The grant is dated before the last step of the application, or the extension of a label before its issue.
    #[error("{number} would be granted on {day}, before its last step on {last}")]
    GrantBack {
        /// The application number.
        number: String,
        /// The day of the grant.
        day: Date,
        /// The day of the last step.
        last: Date,
    },
    /// The key may not seal the labels.
    #[error("key {key_id} may not seal {product_id}: the trust list does not name it for this day, level or category")]
    KeyNotAllowed {
        /// The key's ID.
        key_id: String,
        /// The registered ID.
        product_id: String,
    },
    /// The change is dated before the last publication.
    #[error("a change of {product_id} is dated {day}, before the last publication on {published}")]
    Retroactive {
        /// The registered ID.
        product_id: String,
        /// The day of the change.
        day: Date,
        /// The day of the last publication.
        published: Date,
    },
    /// The change is dated before the label was issued.
    #[error("a change of {product_id} is dated {day}, before its first day, {issued_on}")]
    BeforeIssue {
        /// The registered ID.
        product_id: String,
        /// The day of the change.
        day: Date,
        /// The first day of the label.
        issued_on: Date,
    },
    /// The change is dated before the last change.
    #[error("a change of {product_id} is dated {day}, before its last change on {last}")]
    BeforeLastChange {
        /// The registered ID.
        product_id: String,
        /// The day of the change.
        day: Date,
        /// The day of the last change.
        last: Date,
    },
    /// The registration has as many changes as a status list can hold.
    #[error("{product_id} has {most} changes, and a status list can hold no more")]
    TooManyChanges {
        /// The registered ID.
        product_id: String,
        /// The maximum.
        most: usize,
    },
    /// An extension has no last day, or another change has one.
    #[error("{product_id}: an extension states a last day, and no other change does; this one is {kind}")]
    LastDay {
        /// The registered ID.
        product_id: String,
        /// The kind of the change.
        kind: Kind,
    },
    /// The change does not follow the status.
    #[error("{product_id} is {status}, and cannot be {kind}")]
    ChangeImpossible {
        /// The registered ID.
        product_id: String,
        /// The status.
        status: Status,
        /// The kind of the change.
        kind: Kind,
    },
    /// The deferral would begin while the label is valid.
    #[error("the expiration of {product_id} cannot be deferred on {day}: its last day is {last_day}")]
    DeferralTooEarly {
        /// The registered ID.
        product_id: String,
        /// The day of the change.
        day: Date,
        /// The last day.
        last_day: Date,
    },
    /// The deferral would begin after the longest deferral.
    #[error("the expiration of {product_id} cannot be deferred on {day}: a deferral ends on {latest}")]
    DeferralTooLate {
        /// The registered ID.
        product_id: String,
        /// The day of the change.
        day: Date,
        /// The last day of a deferral.
        latest: Date,
    },
    /// The holder has not applied for an extension.
    #[error("the expiration of {product_id} cannot be deferred: its holder has not applied for an extension")]
    NotRequested {
        /// The registered ID.
        product_id: String,
    },
    /// The extension does not extend.
    #[error("{product_id} would be extended to {next}, and its last day is {last_day}")]
    ExtensionTooShort {
        /// The registered ID.
        product_id: String,
        /// The new last day.
        next: Date,
        /// The last day.
        last_day: Date,
    },
    /// The extension is longer than the scheme allows.
    #[error("{product_id} would be extended to {next}, and the longest validity ends on {latest}")]
    ExtensionTooLong {
        /// The registered ID.
        product_id: String,
        /// The new last day.
        next: Date,
        /// The latest last day.
        latest: Date,
    },
    /// The list has fewer indexes than were allocated, or than the list before.
    #[error("the list would have {indexes} indexes, and {least} are needed")]
    Indexes {
        /// The number of indexes.
        indexes: u32,
        /// The smallest number.
        least: u32,
    },
    /// The first list names a predecessor, or a later one names none.
    #[error("a status list follows the one before it, and only the first one follows none")]
    Predecessor,
    /// The trust list does not fit the ledger.
    #[error("the trust list does not fit the ledger: {reason}")]
    TrustList {
        /// What does not fit.
        reason: String,
    },
    /// The first event comes first and only once.
    #[error("a ledger is founded by its first event, and by no other")]
    Founding,
    /// A number that must be unique is in the ledger already.
    #[error("a number is in the ledger already: {what}")]
    Taken {
        /// The table and column.
        what: String,
    },
    /// The index belongs to what was lost before the ledger was restored, or to the margin after it.
    #[error(
        "index {index} of {product_id} may have been used before the ledger was restored: the first free is {first}"
    )]
    IndexReserved {
        /// The index.
        index: u32,
        /// The registered ID.
        product_id: String,
        /// The first index that may be granted.
        first: u32,
    },
    /// A comparison would free indexes that the ledger or the publication has.
    #[error("the first index would be {first}, and it must be {least} or more")]
    FirstIndex {
        /// The first index that would be free.
        first: u32,
        /// The least index that can be free.
        least: u32,
    },
    /// The last publication before the ledger was restored calls a registration withdrawn or revoked, and the ledger
    /// does not. Verifiers would refuse a list that takes this back.
    #[error("{product_id} was withdrawn or revoked in the publication before the ledger was restored, and is {status}")]
    Owed {
        /// The registered ID.
        product_id: String,
        /// The status in the ledger.
        status: Status,
    },
    /// A corrected time is not before the time that it corrects, or is after its event.
    #[error("the time {wrong} cannot be corrected to {corrected} in an event of {event}")]
    Clock {
        /// The time that is corrected.
        wrong: Timestamp,
        /// The corrected time.
        corrected: Timestamp,
        /// The time of the event.
        event: Timestamp,
    },
    /// The personal data of the application are erased already.
    #[error("the personal data of application {number} are erased already")]
    ErasedAlready {
        /// The application number.
        number: String,
    },
}

impl Refusal {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Refusal::ApplicationKnown { .. } => "application-known",
            Refusal::NoApplication { .. } => "no-application",
            Refusal::NoRegistration { .. } => "no-registration",
            Refusal::NotAmendable { .. } => "not-amendable",
            Refusal::StepImpossible { .. } => "step-impossible",
            Refusal::StepAhead { .. } => "step-ahead",
            Refusal::StepBack { .. } => "step-back",
            Refusal::ReasonMissing { .. } => "reason-missing",
            Refusal::ReceiptMissing { .. } => "receipt-missing",
            Refusal::NothingToUndo { .. } => "nothing-to-undo",
            Refusal::NotCleared { .. } => "not-cleared",
            Refusal::Label { .. } => "label-refused",
            Refusal::OtherLabels { .. } => "other-labels",
            Refusal::OtherId { .. } => "other-id",
            Refusal::GrantBack { .. } => "grant-back",
            Refusal::KeyNotAllowed { .. } => "key-not-allowed",
            Refusal::Retroactive { .. } => "retroactive",
            Refusal::BeforeIssue { .. } => "before-issue",
            Refusal::BeforeLastChange { .. } => "before-last-change",
            Refusal::TooManyChanges { .. } => "too-many-changes",
            Refusal::LastDay { .. } => "last-day",
            Refusal::ChangeImpossible { .. } => "change-impossible",
            Refusal::DeferralTooEarly { .. } => "deferral-too-early",
            Refusal::DeferralTooLate { .. } => "deferral-too-late",
            Refusal::NotRequested { .. } => "extension-not-requested",
            Refusal::ExtensionTooShort { .. } => "extension-too-short",
            Refusal::ExtensionTooLong { .. } => "extension-too-long",
            Refusal::Indexes { .. } => "indexes",
            Refusal::Predecessor => "predecessor",
            Refusal::TrustList { .. } => "trust-list-unfit",
            Refusal::Founding => "founding",
            Refusal::Taken { .. } => "number-taken",
            Refusal::IndexReserved { .. } => "index-reserved",
            Refusal::FirstIndex { .. } => "first-index",
            Refusal::Owed { .. } => "change-owed",
            Refusal::Clock { .. } => "clock-correction",
            Refusal::ErasedAlready { .. } => "erased-already",
        }
    }
}
