#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod error;
mod helper;
mod location;
mod module;
mod token;
mod uri;
mod wire;

pub use error::{TokenError, Tries};
pub use helper::Launcher;
pub use location::KeyLocation;
pub use module::serve;
pub use token::{Login, Token, TokenKey};
pub use uri::{ObjectType, Uri, UriError};
