//! Errors of the registry's ledger in the language of the run. In English they say themselves what happened.

#[cfg(test)]
mod tests;

use super::library::{of_scheme, of_value};
use super::{Message, language, message, say};
use starseal::Language;
use starseal::issue::LabelError;
use starseal_registry::event::{EventFault, Kind, Step};
use starseal_registry::life::{Refusal, State, Wordage, word};
use std::fmt::Display;

/// Returns an error in English as it says itself, and its own message in any other language.
pub(super) fn or_english(message: Option<Message>, error: &impl Display) -> String {
    match (language(), message) {
        (Language::En, _) => error.to_string(),
        (_, Some(message)) => message.to_string(),
        (_, None) => say!("registry-in-english", english = error),
    }
}

/// Returns the word for a state. In English it is the name, as in the errors themselves.
fn of_state(state: State) -> &'static str {
    in_words(Wordage::State, state.as_str())
}

fn of_step(step: Step) -> &'static str {
    in_words(Wordage::Step, step.as_str())
}

fn of_kind(kind: Kind) -> &'static str {
    in_words(Wordage::Event, kind.as_str())
}

pub(super) fn in_words(wordage: Wordage, name: &'static str) -> &'static str {
    match language() {
        Language::En => name,
        other => word(wordage, name, other),
    }
}

/// Returns why an event is refused.
pub(crate) fn of_refusal(refusal: &Refusal) -> String {
    or_english(self::refusal(refusal), refusal)
}

pub(super) fn refusal(refusal: &Refusal) -> Option<Message> {
    Some(match refusal {
        Refusal::ApplicationKnown { number } => message!("refusal-application-known", number = number),
        Refusal::NoApplication { number } => message!("refusal-no-application", number = number),
        Refusal::NoRegistration { product_id } => message!("refusal-no-registration", product_id = product_id),
        Refusal::NotAmendable { number, state } => {
            message!("refusal-not-amendable", number = number, state = of_state(*state))
        }
        Refusal::StepImpossible { application, state, step } => message!(
            "refusal-step-impossible",
            application = application,
            state = of_state(*state),
            step = of_step(*step),
        ),
        Refusal::StepAhead { application, day, today } => {
            message!("refusal-step-ahead", application = application, day = day, today = today)
        }
        Refusal::StepBack { application, day, last } => {
            message!("refusal-step-back", application = application, day = day, last = last)
        }
        Refusal::ReasonMissing { what, number } => {
            message!("refusal-reason-missing", what = in_words(Wordage::Step, what), number = number)
        }
        Refusal::ReceiptMissing { application } => message!("refusal-receipt-missing", application = application),
        Refusal::NothingToUndo { application, state } => {
            message!("refusal-nothing-to-undo", application = application, state = of_state(*state))
        }
        Refusal::NotCleared { number, state } => {
            message!("refusal-not-cleared", number = number, state = of_state(*state))
        }
        Refusal::Label { number, fault } => message!("refusal-label", number = number, fault = of_label(fault)),
        Refusal::OtherLabels { number, product_id } => {
            message!("refusal-other-labels", number = number, product_id = product_id)
        }
        Refusal::OtherId { number, product_id } => {
            message!("refusal-other-id", number = number, product_id = product_id)
        }
        Refusal::GrantBack { number, day, last } => {
            message!("refusal-grant-back", number = number, day = day, last = last)
        }
        Refusal::KeyNotAllowed { key_id, product_id } => {
            message!("refusal-key-not-allowed", key_id = key_id, product_id = product_id)
        }
        other => return refusal_of_change(other),
    })
}

fn refusal_of_change(refusal: &Refusal) -> Option<Message> {
    Some(match refusal {
        Refusal::Retroactive { product_id, day, published } => {
            message!("refusal-retroactive", product_id = product_id, day = day, published = published)
        }
        Refusal::BeforeIssue { product_id, day, issued_on } => {
            message!("refusal-before-issue", product_id = product_id, day = day, issued_on = issued_on)
        }
        Refusal::BeforeLastChange { product_id, day, last } => {
            message!("refusal-before-last-change", product_id = product_id, day = day, last = last)
        }
        Refusal::TooManyChanges { product_id, most } => {
            message!("refusal-too-many-changes", product_id = product_id, most = most)
        }
        Refusal::LastDay { product_id, kind } => {
            message!("refusal-last-day", product_id = product_id, kind = of_kind(*kind))
        }
        Refusal::ChangeImpossible { product_id, status, kind } => message!(
            "refusal-change-impossible",
            product_id = product_id,
            status = of_status(status.as_str()),
            kind = of_kind(*kind),
        ),
        Refusal::DeferralTooEarly { product_id, day, last_day } => {
            message!("refusal-deferral-too-early", product_id = product_id, day = day, last_day = last_day)
        }
        Refusal::DeferralTooLate { product_id, day, latest } => {
            message!("refusal-deferral-too-late", product_id = product_id, day = day, latest = latest)
        }
        Refusal::NotRequested { product_id } => message!("refusal-not-requested", product_id = product_id),
        Refusal::ExtensionTooShort { product_id, next, last_day } => {
            message!("refusal-extension-too-short", product_id = product_id, next = next, last_day = last_day)
        }
        Refusal::ExtensionTooLong { product_id, next, latest } => {
            message!("refusal-extension-too-long", product_id = product_id, next = next, latest = latest)
        }
        Refusal::Indexes { indexes, least } => message!("refusal-indexes", indexes = indexes, least = least),
        Refusal::Predecessor => message!("refusal-predecessor"),
        Refusal::TrustList { reason } => message!("refusal-trust-list", reason = reason),
        Refusal::Founding => message!("refusal-founding"),
        Refusal::Taken { what } => message!("refusal-taken", what = what),
        other => return super::recovery::refusal(other),
    })
}

fn of_status(name: &'static str) -> &'static str {
    in_words(Wordage::Status, name)
}

fn of_label(fault: &LabelError) -> String {
    match fault {
        LabelError::Value(error) => of_value(error),
        LabelError::Scheme(violation) => of_scheme(violation),
        other => other.to_string(),
    }
}

/// Returns why bytes are not an event, or a value is not one that events have.
pub(crate) fn of_event(fault: &EventFault) -> String {
    or_english(event(fault), fault)
}

pub(super) fn event(fault: &EventFault) -> Option<Message> {
    Some(match fault {
        EventFault::Cbor(fault) => message!("event-not-well-formed", fault = fault),
        EventFault::Value(error) => message!("event-not-well-formed", fault = of_value(error)),
        EventFault::Format { format } => message!("event-format", format = format),
        EventFault::Kind { kind } => message!("event-kind", kind = format_args!("{kind:?}")),
        EventFault::Text { what, most } => message!("event-text", what = named(what), most = most),
        EventFault::Link { what } => message!("event-link", what = named(what)),
        EventFault::Count { what } => message!("event-count", what = named(what)),
        EventFault::Registration => message!("event-registration"),
        _ => return None,
    })
}

/// Returns the name of a value of an event. Those that nobody types are shown in English.
fn named(what: &'static str) -> String {
    match what.trim_start_matches("the ").replace(' ', "-").as_str() {
        "application-number" => say!("registry-name-application"),
        "product-ID" => say!("registry-name-product-id"),
        "holder" => say!("registry-name-holder"),
        "model" => say!("registry-name-model"),
        "serial" => say!("registry-name-serial"),
        "provisional-number" => say!("registry-name-provisional"),
        "reference" => say!("registry-name-reference"),
        "product-page" => say!("registry-name-product-page"),
        "security-page" => say!("registry-name-security-page"),
        "contact-page" => say!("registry-name-contact-page"),
        "reason" => say!("registry-name-reason"),
        "officer's-name" => say!("registry-name-officer"),
        _ => what.to_owned(),
    }
}

/// Returns an error that has no message of its own.
pub(crate) fn in_english(error: &impl Display) -> String {
    or_english(None, error)
}
