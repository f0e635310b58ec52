//! The claims of a label, as types and as deterministic CBOR.

mod characters;
mod claims;
mod codec;
mod date;
pub(crate) mod fields;
mod gtin;
mod level;
#[cfg(test)]
mod tests;
mod text;
mod timestamp;

pub use characters::is_hidden;
pub use claims::Label;
pub use codec::{ClaimsError, FORMAT_VERSION};
pub use date::Date;
pub use gtin::Gtin;
pub use level::Level;
pub use text::{ProductId, Text, ValueError};
pub use timestamp::Timestamp;
