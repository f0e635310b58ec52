//! Tests of `update` and `observe`: against a server that tells the truth, one that lies in many ways, and nginx.
#![cfg(target_os = "linux")]
#![allow(unreachable_pub, reason = "a test binary exports nothing")]

#[path = "../common/mod.rs"]
mod common;
mod nginx;
mod observe;
mod reference;
mod server;
mod site;
mod update;
