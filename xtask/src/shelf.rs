//! Audits of a shop, beside doing the same by hand.

use crate::files::{make_folder, remove_folder};
use crate::process::{Outcome, executable, root, shell, step, target};
use crate::setup::debian::{self, CHROMIUM, NODE, NPM};
use crate::setup::node::SITE;
use crate::setup::venv::SCAN_BENCH;
use xshell::cmd;

/// Measures audits of lines and of photographs, the answers at the counter, and the report of 20,000 rows in Chromium.
pub(crate) fn bench() -> Outcome {
    debian::install(&[&CHROMIUM, &NODE, &NPM])?;
    let (python, site) = (SCAN_BENCH.ready()?, SITE.ready()?);
    let sh = shell()?;
    let build = cmd!(sh, "cargo build --release --locked -p starseal-cli --bin starseal --example shelf");
    step("the program", build)?;
    let shelf = executable(target().join("release/examples/shelf"));
    let folder = target().join("shelf-bench");
    let [photographed, photographs] = ["photographed.txt", "photographs"].map(|name| folder.join(name));
    let before = std::fs::read(&photographed).unwrap_or_default();
    step("a shop", cmd!(sh, "{shelf} write {folder}"))?;
    // Photographs take minutes, and are kept while the labels are the same.
    let made = folder.join("photographs-made");
    if !made.exists() || std::fs::read(&photographed).unwrap_or_default() != before {
        remove_folder(&photographs)?;
        let script = root().join("scan-bench/gen_shelf.py");
        step("photographs", cmd!(sh, "{python} {script} {photographed} {photographs}"))?;
        make_folder(&made)?;
    }
    let by_hand = format!("{} {}", python.display(), root().join("scan-bench/by_hand.py").display());
    step("audits", cmd!(sh, "{shelf} measure {folder}").env("BY_HAND", by_hand))?;
    // A module finds packages beside itself only.
    let script = site.join("report.mjs");
    sh.copy_file(root().join("interop/site/report.mjs"), &script)?;
    let report = folder.join("lines/report.html");
    step("the report in Chromium", cmd!(sh, "node {script} --measure chromium {report}"))
}
