//! Tests of `starseal evidence`: files are written, altered in every named way, and computed again.
#![allow(unreachable_pub, reason = "a test binary exports nothing")]

mod chain;
#[path = "../common/mod.rs"]
mod common;
mod create;
mod hostile;
mod parts;
mod policies;
mod reference;
mod shop;
mod stamp;
mod tamper;
mod tsa;
mod verify;
