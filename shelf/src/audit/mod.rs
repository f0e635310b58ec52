//! The audit: labels joined with products, and what was found.
//!
//! - `fold`: models and companies as people compare them
//! - `join`: which label belongs to which product, and how that was found
//! - `findings`: what a verdict, a pair of label and product, and labels seen twice give rise to
//! - `result`: the audit as a value

mod findings;
mod fold;
mod join;
mod result;
#[cfg(test)]
mod tests;

pub use join::{How, Index, Match};
pub use result::{
    Asked, Audit, Conclusion, Counts, Earlier, Gap, LabelLine, OfOne, ProductLine, State, gaps_of, of_one,
};
