//! Publications: status lists that are computed from the events, and never edited.
//!
//! - `account`: the statuses and changes of all registrations, as the view holds them
//! - `publish`: orders a publication, computes its list, signs it, and stores it

mod account;
mod publish;

pub use account::Account;
pub(crate) use publish::token;
pub use publish::{PublishError, Published, StatusKey};
pub use publish::{is_behind, latest, publish, publish_watched, recent, unfinished};
