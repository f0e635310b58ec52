//! `starseal shelf`: photographs, lines and stock lists as shops have them, and what a crash leaves.
#![allow(unreachable_pub, reason = "a test binary exports nothing")]

mod audit;
#[path = "../common/mod.rs"]
mod common;
mod given;
#[cfg(target_os = "linux")]
mod lasting;
mod shop;
