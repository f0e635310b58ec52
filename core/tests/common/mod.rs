//! An authority, keys and labels of made-up companies for the tests.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]

mod example;

pub use example::*;
