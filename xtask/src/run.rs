//! Running commands, loudly and in order.

use std::fmt::Display;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

/// What went wrong, and what to do about it.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) what: String,
    pub(crate) help: String,
}

impl Failure {
    pub(crate) fn new(what: impl Display, help: impl Display) -> Self {
        Failure { what: what.to_string(), help: help.to_string() }
    }
}

pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    // xtask/Cargo.toml stands one folder below it.
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Where build products go.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The cargo that runs this.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a step, says how long it took, and fails where it fails.
pub(crate) fn step(name: &str, command: &mut Command) -> Outcome {
    println!("\n=== {name}");
    let started = Instant::now();
    let status = command.status().map_err(|error| {
        let program = command.get_program().to_string_lossy();
        Failure::new(format!("{name}: {program} cannot be run: {error}"), format!("install {program}"))
    })?;
    println!("--- {name}: {:.0} s", started.elapsed().as_secs_f64());
    if status.success() { Ok(()) } else { Err(Failure::new(format!("{name}: {status}"), "read what it printed above")) }
}

/// A command from its words.
pub(crate) fn words(mut command: Command, words: &str) -> Command {
    command.args(words.split_whitespace());
    command
}
