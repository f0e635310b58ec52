//! What a check costs from another language, beside the same check in Rust.
//!
//! The same code takes up to a fifth longer in one process than in the next, and on a busy machine longer still. So both
//! are measured in turns in several processes, and of each the fastest process's median is compared.

use crate::run::{Failure, Outcome, cargo, step, target, words};
use std::path::Path;
use std::process::{Command, Stdio};

const PROCESSES: usize = 5;

/// Measures and prints. `measure` gives the program that measures what stands in a folder (see ffi/examples/ratio.rs) and prints
/// `check NANOSECONDS` and `scan NANOSECONDS`. Times are for people to judge: a busy machine is no fault of the code.
pub(crate) fn compare(language: &str, folder: &Path, measure: impl Fn() -> Outcome<Command>) -> Outcome {
    let build = "build --quiet --locked --profile phone -p starseal-ffi --example ratio";
    step("the same in Rust", &mut words(cargo(), build))?;
    let program = target().join("phone/examples").join(format!("ratio{}", std::env::consts::EXE_SUFFIX));
    step("what is checked", Command::new(&program).arg("write").arg(folder))?;
    println!("\n=== {PROCESSES} processes of each, in turns");
    let (mut rust, mut other) = (Times::NONE, Times::NONE);
    for _ in 0..PROCESSES {
        rust = rust.least(Times::of(Command::new(&program).arg("measure").arg(folder))?);
        other = other.least(Times::of(&mut measure()?)?);
    }
    let micros = |nanos: u64| nanos as f64 / 1000.0;
    let line = |what: &str, rust: u64, other: u64, ratio: String| {
        println!("{what:<24} Rust {:>8.1} µs   {language} {:>8.1} µs   {ratio}", micros(rust), micros(other));
    };
    let ratio = other.check as f64 / rust.check as f64;
    let more = 100.0 * (other.scan as f64 / rust.scan as f64 - 1.0);
    line("check a text", rust.check, other.check, format!("{ratio:.2} times (goal 1.5, at most 2.0)"));
    line("check a 1280x720 frame", rust.scan, other.scan, format!("{more:+.1} % (at most 10 %)"));
    Ok(())
}

/// Medians of one process, in nanoseconds.
#[derive(Clone, Copy)]
struct Times {
    check: u64,
    scan: u64,
}

impl Times {
    const NONE: Times = Times { check: u64::MAX, scan: u64::MAX };

    /// What a process that measures prints.
    fn of(command: &mut Command) -> Outcome<Self> {
        let failed = |what: String| Failure::new(format!("measuring: {what}"), "read what it printed above");
        let output = command.stderr(Stdio::inherit()).output().map_err(|error| failed(error.to_string()))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let time = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|number| number.trim().parse().ok())
        };
        match (output.status.success(), time("check "), time("scan ")) {
            (true, Some(check), Some(scan)) => Ok(Times { check, scan }),
            _ => Err(failed(format!("{}: {text}", output.status))),
        }
    }

    fn least(self, other: Self) -> Self {
        Times { check: self.check.min(other.check), scan: self.scan.min(other.scan) }
    }
}
