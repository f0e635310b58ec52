//! The view: tables that are derived from the events, one event after the other. They can be made again and compared.
//!
//! - `trust`: the trust list that counts, and the issuer in it
//! - `apply`: checks an event, and writes what follows from it
//! - `application`, `grant`, `change`, `repair`: what follows from events of these kinds
//! - `read`: reads single entries
//! - `find`: finds applications by what people know of them
//! - `standing`: how a registration stood on a day
//! - `tables`: the tables, for comparisons

mod application;
mod apply;
mod change;
mod find;
mod grant;
mod read;
mod repair;
mod standing;
mod tables;
mod trust;

pub use application::ApplicationEntry;
pub use apply::{ApplyError, apply, derive};
pub use change::ChangeEntry;
pub use find::{Found, Wanted, find};
pub(crate) use read::registrations_before;
pub use read::{RegistrationEntry, StepRow, application, bench, last_publication, next_index, registration, steps};
pub use read::{changes, registration_of_application};
pub use repair::{RestorationEntry, awaits_comparison, erased_in, last_restoration, published_until};
pub(crate) use repair::{end_comparison, is_lost, lost};
pub(crate) use standing::known_on;
pub use standing::{DayStanding, Later, ListOfDay, Standing, Why, standing, standing_on};
pub use tables::{Difference, TABLES, Table, compare, compare_watched};
pub use trust::{Trust, TrustFault};
