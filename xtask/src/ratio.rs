//! The cost of a check from another language, beside the same check in Rust.
//!
//! The same code takes up to a fifth longer in one process than in the next, and longer still on a busy machine. So
//! both are measured in turns in several processes, and the medians of the fastest processes are compared.

use crate::process::{Failure, Outcome, executable, output, shell, step, target};
use std::path::Path;
use xshell::{Cmd, cmd};

const PROCESSES: usize = 5;

/// Measures and prints. `measure` returns the command that measures the inputs in a folder (see ffi/examples/ratio.rs)
/// and prints `check NANOSECONDS` and `scan NANOSECONDS`. No time is a failure: a busy machine is no fault of the code.
pub(crate) fn compare<'a>(language: &str, folder: &Path, measure: impl Fn() -> Outcome<Cmd<'a>>) -> Outcome {
    let sh = shell()?;
    let build = cmd!(sh, "cargo build --quiet --locked --profile phone -p starseal-ffi --example ratio");
    step("the same in Rust", build)?;
    let program = executable(target().join("phone/examples/ratio"));
    step("inputs", cmd!(sh, "{program} write {folder}"))?;
    println!("\n=== {PROCESSES} processes of each, in turns");
    let (mut rust, mut other) = (Times::NONE, Times::NONE);
    for _ in 0..PROCESSES {
        rust = rust.least(Times::of(cmd!(sh, "{program} measure {folder}"))?);
        other = other.least(Times::of(measure()?)?);
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

    /// Runs a process that measures, and reads what it prints.
    fn of(command: Cmd<'_>) -> Outcome<Self> {
        let text = output(command)?;
        let time = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|number| number.trim().parse().ok())
        };
        match (time("check "), time("scan ")) {
            (Some(check), Some(scan)) => Ok(Times { check, scan }),
            _ => Err(Failure::new(format!("measuring printed no times: {text}"), "read what it printed above")),
        }
    }

    fn least(self, other: Self) -> Self {
        Times { check: self.check.min(other.check), scan: self.scan.min(other.scan) }
    }
}
