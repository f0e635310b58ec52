//! Symbols that were seen without being read, and why.
//!
//! Three finder patterns that seem to belong together are found in much that is no symbol. Reported is what also has
//! the modules that every symbol has, and regions with the texture of a symbol in which no finder patterns can be seen.

mod cause;
mod detail;
mod report;
#[cfg(test)]
mod tests;

pub(super) use report::unread;
