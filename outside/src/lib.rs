//! A registry's publication, seen from outside: fetches its lists, and checks that it is as it should be.
//!
//! Nothing is believed because of where it was found: lists count by their signatures. A server can withhold lists,
//! which only their age shows.
//!
//! - [`Address`] and [`Client`]: one host, and what is fetched from it, with limits on everything
//! - [`Descriptor`]: where the files of a publication are
//! - [`update()`]: brings a verifier up to date
//! - [`observe::observe`]: checks a publication, for monitoring
//! - [`ask()`]: asks a time-stamping server

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod address;
mod client;
mod descriptor;
mod fault;
pub mod limits;
pub mod observe;
mod stamp;
mod update;

pub use address::{Address, AddressError};
pub use client::{Client, Traffic, Watch};
pub use descriptor::{DESCRIPTOR, Descriptor, DescriptorError};
pub use fault::{Fault, FetchError};
pub use limits::Patience;
pub use stamp::{AskError, Asked, ask};
pub use update::{Extent, Kept, OutsideError, Route, StatusChange, TrustChange, Updated, update};
