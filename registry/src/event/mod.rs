//! Events: what happened, in deterministic CBOR, chained by SHA-256. Everything else in a ledger is derived from them.
//!
//! - `kind`: the kinds of events
//! - `form`: an event as bytes, and its hash
//! - `data`: the content of each kind
//! - `application`, `links`, `change`, `grant`, `founding`, `repair`: the parts of that content
//! - `codec`: the parts of CBOR that they share
//!
//! The grammar is in `docs/ledger.cddl`.

mod application;
mod change;
mod codec;
mod data;
mod form;
mod founding;
mod grant;
mod kind;
mod links;
mod repair;
#[cfg(test)]
mod tests;

pub use application::{Application, Model, Step, StepEntry};
pub use change::{OfficerChange, PublicationOrder, StatusChange, TrustAdoption};
pub use codec::EventFault;
pub use data::Data;
pub use form::Event;
pub use founding::{Founding, NamedKey, Rule};
pub use grant::{Grant, Granted, MAX_LABELS};
pub use kind::Kind;
pub use links::Links;
pub(crate) use links::is_contact;
pub use repair::{ClockCorrection, Erasure, LastPublication, LostChange, MAX_LOST, Restoration};
