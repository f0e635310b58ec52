//! Trust lists: an authority's signed statement of its issuers, their keys and carrier prefixes, and the dictionary of
//! its scheme.

mod chain;
mod draft;
mod entries;
mod envelope;
mod error;
mod head;
mod language;
mod list;
mod read;
mod rules;
mod scheme;
mod statement;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use chain::{TrustChain, a_day_after, is_needed};
pub use draft::TrustDraft;
pub use entries::{AuthorityId, Issuer, Names, Purpose, Recognition, StatusListUri, TrustedKey};
pub use error::TrustError;
pub(crate) use head::TrustHead;
pub use list::TrustList;
pub use rules::SchemeViolation;
pub use scheme::{Assessment, CategoryEntry, LevelEntry, Scheme};
pub use statement::{TrustFault, TrustStatement};
pub use write::SignTrustError;

/// The media type of a trust list, the value of `typ` in its protected header (R-48, RFC 9596).
pub const TRUST_LIST_TYP: &str = "application/vnd.starseal.trust-list+cose";
