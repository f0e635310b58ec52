//! Fuzzing: every target for some time, two at a time.

use crate::files::make_folder;
use crate::process::{Failure, Outcome, root, shell, step, target, timed};
use crate::rust;
use crate::setup::cargo_tools::CARGO_FUZZ;
use std::path::Path;
use std::process::{Child, Command};
use xshell::{Cmd, Shell, cmd};

/// The targets of fuzz/Cargo.toml.
const TARGETS: [&str; 11] = [
    "carrier_text",
    "envelope",
    "claims",
    "trust_list",
    "status_list",
    "status_object",
    "bundle",
    "state",
    "image",
    "frames",
    "evidence",
];

/// What `cargo xtask test` gives each target, in seconds: enough for every seed and some millions of small mutations.
pub(crate) const SHORT: u64 = 10;

pub(crate) fn all(seconds: u64) -> Outcome {
    let cargo_fuzz = CARGO_FUZZ.ready()?;
    let sh = shell()?;
    rust::write_fuzz_seeds()?;
    step("fuzz targets", fuzz(&sh, &cargo_fuzz).arg("build"))?;
    make_folder(&target())?;
    for pair in TARGETS.chunks(2) {
        timed(&format!("fuzz {} for {seconds} s", pair.join(" and ")), || {
            let start = |name: &&'static str| Ok((*name, start(&sh, &cargo_fuzz, name, seconds)?));
            let running: Vec<(&str, Child)> = pair.iter().map(start).collect::<Outcome<_>>()?;
            let mut outcome = Ok(());
            // Both are awaited before the first failure is returned: no process is left behind.
            for (name, mut child) in running {
                let status = child.wait().map_err(|error| failed(name, &error))?;
                println!("--- fuzz {name}: {status}");
                if !status.success() {
                    outcome = outcome.and(Err(failed(name, &status)));
                }
            }
            outcome
        })?;
    }
    Ok(())
}

fn failed(target: &str, why: &dyn std::fmt::Display) -> Failure {
    Failure::new(
        format!("fuzz target {target}: {why}"),
        format!(
            "the input that did it is in fuzz/artifacts/{target}, and the messages are in target/fuzz-{target}.log"
        ),
    )
}

/// cargo-fuzz with a stable compiler: its sanitizer flags are for nightly compilers, and this variable allows them.
fn fuzz<'a>(sh: &'a Shell, cargo_fuzz: &Path) -> Cmd<'a> {
    cmd!(sh, "{cargo_fuzz} fuzz").env("RUSTC_BOOTSTRAP", "1")
}

fn start(sh: &Shell, cargo_fuzz: &Path, name: &str, seconds: u64) -> Outcome<Child> {
    let log = std::fs::File::create(target().join(format!("fuzz-{name}.log")));
    let log = log.map_err(|error| failed(name, &error))?;
    let errors = log.try_clone().map_err(|error| failed(name, &error))?;
    let time = format!("-max_total_time={seconds}");
    let run = fuzz(sh, cargo_fuzz).args(["run", name, "--", &time, "-timeout=20", "-rss_limit_mb=2048"]);
    let mut run = Command::from(run);
    run.current_dir(root()).stdout(log).stderr(errors).spawn().map_err(|error| failed(name, &error))
}
