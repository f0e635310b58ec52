//! The npm package: built, measured and tested in `target/node/web`, where its sources are copied and the packages that
//! build and test it are installed.

mod bench;
mod build;
mod size;

use crate::process::{Outcome, root, shell_in, step};
use crate::setup::node::WEB;
use xshell::cmd;

pub(crate) use bench::run as bench;

/// Builds the package, and checks its sizes.
pub(crate) fn build() -> Outcome {
    build::package()?;
    size::check()
}

/// Builds the package, checks its sizes, and runs its tests in Node and in Chromium.
pub(crate) fn test() -> Outcome {
    build()?;
    let sh = shell_in(WEB.ready()?)?;
    let tests = cmd!(sh, "node --test --test-reporter dot tests/").env("STARSEAL_ROOT", root());
    step("npm package, tests in Node and Chromium", tests)
}
