//! Fuzzing: every target for a while, two at a time.

use crate::run::{Failure, Outcome, cargo, root, step, words};
use crate::tools::CARGO_FUZZ;
use std::path::Path;
use std::process::{Child, Command};

/// The targets of fuzz/Cargo.toml.
const TARGETS: [&str; 9] =
    ["carrier_text", "envelope", "claims", "trust_list", "status_list", "bundle", "state", "image", "frames"];

pub(crate) fn all(seconds: u64) -> Outcome {
    let cargo_fuzz = CARGO_FUZZ.ready()?;
    step("fuzz seeds", &mut words(cargo(), "run --quiet --manifest-path fuzz/Cargo.toml --example seeds"))?;
    step("fuzz targets", fuzz(&cargo_fuzz).arg("build"))?;
    for pair in TARGETS.chunks(2) {
        println!("\n=== fuzz {} for {seconds} s", pair.join(" and "));
        let running: Vec<(&str, Child)> =
            pair.iter().map(|target| Ok((*target, start(&cargo_fuzz, target, seconds)?))).collect::<Outcome<_>>()?;
        for (target, mut child) in running {
            let status = child.wait().map_err(|error| failed(target, &error))?;
            println!("--- fuzz {target}: {status}");
            if !status.success() {
                return Err(failed(target, &status));
            }
        }
    }
    Ok(())
}

fn failed(target: &str, why: &dyn std::fmt::Display) -> Failure {
    Failure::new(
        format!("fuzz target {target}: {why}"),
        format!("the input that did it is in fuzz/artifacts/{target}, and what it said in target/fuzz-{target}.log"),
    )
}

/// cargo-fuzz with a stable compiler: the sanitizer flags are nightly's, and this variable allows them.
fn fuzz(cargo_fuzz: &Path) -> Command {
    let mut command = Command::new(cargo_fuzz);
    command.current_dir(root()).arg("fuzz").env("RUSTC_BOOTSTRAP", "1");
    command
}

fn start(cargo_fuzz: &Path, target: &str, seconds: u64) -> Outcome<Child> {
    let log = crate::run::target().join(format!("fuzz-{target}.log"));
    let log = std::fs::File::create(&log).map_err(|error| failed(target, &error))?;
    let errors = log.try_clone().map_err(|error| failed(target, &error))?;
    let mut command = fuzz(cargo_fuzz);
    command.args(["run", target, "--"]).arg(format!("-max_total_time={seconds}"));
    command.args(["-timeout=20", "-rss_limit_mb=2048"]);
    command.stdout(log).stderr(errors).spawn().map_err(|error| failed(target, &error))
}
