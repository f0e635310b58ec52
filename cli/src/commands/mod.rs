//! The commands, one module each.

pub(crate) mod bundle;
pub(crate) mod demo;
pub(crate) mod evidence;
pub(crate) mod inspect;
pub(crate) mod issue;
pub(crate) mod key;
pub(crate) mod observe;
pub(crate) mod registry;
pub(crate) mod shelf;
pub(crate) mod shell;
pub(crate) mod status;
pub(crate) mod token_helper;
pub(crate) mod trust;
pub(crate) mod update;
pub(crate) mod verify;
