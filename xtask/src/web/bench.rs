//! The scanner beside those of other npm packages, on the same frames in the same browser.

use super::build;
use crate::process::{Outcome, root, shell_in, step};
use crate::scan_bench;
use crate::setup::node::WEB;
use xshell::cmd;

/// Compares them in Chromium, and writes the table and the chart of `docs/performance`.
pub(crate) fn run() -> Outcome {
    build()?;
    let images = scan_bench::images_for_browsers()?;
    let sh = shell_in(WEB.ready()?)?;
    let compare = cmd!(sh, "node tests/bench/compare.js {images...}").env("STARSEAL_ROOT", root());
    step("scanners in Chromium", compare)
}
