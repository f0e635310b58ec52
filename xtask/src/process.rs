//! Commands, run one after the other: each with a name, its time, and advice where it fails.

use crate::files::make_folder;
use crate::times;
use std::ffi::OsString;
use std::fmt::Display;
use std::fs::File;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;
use xshell::{Cmd, Shell};

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

impl From<xshell::Error> for Failure {
    fn from(error: xshell::Error) -> Self {
        Failure::new(error, "read what was printed above; `cargo xtask setup` installs missing tools")
    }
}

pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// A shell whose current folder is the project's.
pub(crate) fn shell() -> Outcome<Shell> {
    shell_in(root())
}

/// A shell in a folder of the project.
pub(crate) fn shell_in(folder: impl Into<PathBuf>) -> Outcome<Shell> {
    let shell = Shell::new()?;
    shell.change_dir(folder.into());
    Ok(shell)
}

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    // xtask is a folder of the project.
    manifest.parent().map_or(manifest.clone(), PathBuf::from)
}

/// The folder of build products.
pub(crate) fn target() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    // Maven, Java and Python run in other folders.
    std::path::absolute(&target).unwrap_or(target)
}

/// Adds the suffix of the system's executables.
pub(crate) fn executable(path: PathBuf) -> PathBuf {
    let mut name = path.into_os_string();
    name.push(std::env::consts::EXE_SUFFIX);
    PathBuf::from(name)
}

/// Whether other steps run beside this thread's, so that what a step prints must wait until it ends.
static HAS_LANES: AtomicBool = AtomicBool::new(false);

/// Makes every later step print what it writes in one piece, at its end.
pub(crate) fn print_steps_whole() {
    HAS_LANES.store(true, Ordering::Relaxed);
}

/// Takes the variables away with which Cargo describes this program to itself. Build scripts look at them, and what was
/// compiled by Cargo alone would be compiled again.
fn without_cargo(command: Cmd<'_>) -> Cmd<'_> {
    let names = std::env::vars_os().map(|(name, _)| name);
    let is_cargo = |name: &OsString| {
        let name = name.to_string_lossy();
        name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
    };
    names.filter(is_cargo).fold(command, Cmd::env_remove)
}

/// Runs a command, prints its name and time, and fails if it fails. The time goes into the table of stages.
pub(crate) fn step(name: &str, command: Cmd<'_>) -> Outcome {
    let command = without_cargo(command);
    timed(name, || {
        let has_lanes = HAS_LANES.load(Ordering::Relaxed);
        // Steps of one area run one after the other, so that they can share a file.
        let outcome = if has_lanes { run_whole(name, "", command.into()) } else { run(command) };
        outcome.map_err(|failure| Failure { what: format!("{name}: {}", failure.what), ..failure })
    })
}

fn run(command: Cmd<'_>) -> Outcome {
    Ok(command.quiet().run()?)
}

/// Runs commands beside each other as one named step. Each prints what it wrote when it has ended. All of them are run,
/// also if one fails.
pub(crate) fn side_by_side(name: &str, commands: Vec<(&str, Cmd<'_>)>) -> Outcome {
    let commands: Vec<(&str, Command)> =
        commands.into_iter().map(|(part, command)| (part, without_cargo(command).into())).collect();
    timed(name, || {
        let area = times::area();
        std::thread::scope(|scope| {
            let start = |(part, command)| {
                let area = area.as_str();
                scope.spawn(move || {
                    times::start_area(area);
                    run_whole(&format!("{name}, {part}"), part, command)
                })
            };
            let running: Vec<_> = commands.into_iter().map(start).collect();
            let ended = running.into_iter().map(|thread| {
                let panicked =
                    |_| Err(Failure::new(format!("{name}: a thread panicked"), "read what was printed above"));
                thread.join().unwrap_or_else(panicked)
            });
            ended.collect::<Vec<Outcome>>().into_iter().collect()
        })
    })
}

/// Runs a command, and prints what it wrote when it has ended. `part` tells commands apart that run at one time in one
/// area.
fn run_whole(name: &str, part: &str, mut command: Command) -> Outcome {
    let program = command.get_program().to_string_lossy().into_owned();
    let shown = command.get_args().fold(program, |shown, argument| format!("{shown} {}", argument.to_string_lossy()));
    let failed = |why: String| Failure::new(format!("{why} `{shown}`"), "read what was printed above");
    let (area, folder) = (times::area(), target().join("output"));
    make_folder(&folder)?;
    let kept = folder.join(format!("{area}{part}.txt"));
    let in_file = |error: std::io::Error| failed(format!("{}: {error}", kept.display()));
    let written = File::create(&kept).map_err(in_file)?;
    command.stdin(Stdio::null()).stdout(written.try_clone().map_err(in_file)?).stderr(written);
    let status = command.status();
    let text = std::fs::read(&kept).map_err(in_file)?;
    println!("\n--- {area}: {name}, printed:\n{}", String::from_utf8_lossy(&text));
    let status = status.map_err(|error| failed(error.to_string()))?;
    if status.success() { Ok(()) } else { Err(failed(format!("command exited with {status}"))) }
}

/// Runs a command for what it writes to standard output; standard error is passed through.
pub(crate) fn output(command: Cmd<'_>) -> Outcome<String> {
    Ok(command.quiet().read()?)
}

/// Runs work of several commands as one named step.
pub(crate) fn timed<T>(name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    let area = Some(times::area()).filter(|area| !area.is_empty()).map(|area| format!("{area}: ")).unwrap_or_default();
    println!("\n=== {area}{name}");
    let started = Instant::now();
    let outcome = work();
    let time = started.elapsed();
    println!("--- {area}{name}: {:.0} s{}", time.as_secs_f64(), if outcome.is_ok() { "" } else { ", failed" });
    times::record(name, time);
    outcome
}

/// Splits a line of arguments at blanks.
pub(crate) fn words(line: &str) -> impl Iterator<Item = OsString> {
    line.split_whitespace().map(OsString::from)
}
