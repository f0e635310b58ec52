//! The lists against which labels are checked: trust lists, status lists, bundles, and the stored state.

mod gather;
mod state_file;

pub(crate) use gather::{gather, unusable_bundle, unusable_status};
