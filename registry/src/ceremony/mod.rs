//! Ceremonies: several people make a trust list together, each with a root key of their own.
//!
//! A draft is made from public keys. Each signer sees what it [`changes`] against the list held, compares the
//! [keys](keys_in_question) and is told what is [wrong](concerns) with it, before the root key is used. A
//! [`Transcript`] says afterwards who signed what when. A [`Ceremony`] is the file that states a whole list, so that
//! the same draft can be made again, and [`rehearse`](Ceremony::rehearse)d with trial keys before.

mod change;
mod concern;
mod file;
mod key;
mod plan;
mod rehearsal;
mod scheme;
#[cfg(test)]
mod tests;
mod transcript;
mod words;

pub use change::{Change, changes};
pub use concern::{Concern, concerns};
pub use file::{Ceremony, CeremonyError, CeremonyParts, TEMPLATE};
pub use key::{KeyInQuestion, keys_in_question, read_aloud};
pub use plan::PlanError;
pub use rehearsal::{Rehearsal, RehearsalError, Signature, TrialKeys};
pub use transcript::{
    ChangeEntry, ListEntry, RootEntry, RootsEntry, SIGNING_SCHEMA, SignatureEntry, SigningRecord, TRANSCRIPT_SCHEMA,
    Transcript, TranscriptError,
};
