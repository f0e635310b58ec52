//! Making labels that the scheme allows.

mod builder;
#[cfg(test)]
mod tests;
mod witness;

pub use builder::{LabelBuilder, LabelError};
pub use witness::witness;
