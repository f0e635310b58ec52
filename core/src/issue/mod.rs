//! Building labels by the rules of the scheme, and witnesses for them.

mod builder;
mod spelling;
#[cfg(test)]
mod tests;
mod witness;

pub use builder::{LabelBuilder, LabelError};
pub use witness::witness;
