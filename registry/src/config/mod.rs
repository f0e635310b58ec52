//! The configuration of a registry: where its ledger is, and which files its keys are in. What decides who may do what
//! is not here, but in the events.

mod file;
#[cfg(test)]
mod tests;

pub use file::{Config, ConfigError, Database, TRIAL_TEMPLATE, template};
