//! The lists against which labels are checked: trust lists, status lists, bundles, and the stored state.

mod gather;
pub(crate) mod state_file;

pub(crate) use gather::{gather, unusable_bundle, unusable_status, warn_if_old};
