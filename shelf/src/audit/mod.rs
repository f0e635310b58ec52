//! The audit: labels joined with products, and what was found.
//!
//! - `fold`: models and companies as people compare them
//! - `join`: which label belongs to which product, and how that was found
//! - `findings`: what a verdict, and a pair of label and product give rise to
//! - `twice`: labels that were seen twice
//! - `result`: the audit as a value

mod findings;
mod fold;
mod join;
mod result;
#[cfg(test)]
mod tests;
mod twice;

pub use join::{How, Index, Match};
pub use result::{
    Asked, Audit, Conclusion, Counts, Earlier, Gap, LabelLine, OfOne, ProductLine, State, gaps_of, of_one,
};
