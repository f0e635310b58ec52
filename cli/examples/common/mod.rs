//! What a run of a program takes. Linux only: it reads `/proc`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// What a run took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// The processor time of all threads in seconds.
    pub(crate) seconds: f64,
    /// The time from start to end in seconds.
    #[allow(dead_code, reason = "not every program that measures shows it")]
    pub(crate) wall: f64,
    /// The peak memory in megabytes.
    pub(crate) megabytes: f64,
}

/// Returns the program `starseal`, which is built beside this one.
pub(crate) fn program() -> Outcome<PathBuf> {
    let built = std::env::current_exe()?;
    Ok(built.parent().and_then(Path::parent).ok_or("no folder")?.join("starseal"))
}

/// Runs a command whose output nobody sees, and reads what it takes from `/proc`: memory while it runs, time until it
/// has ended.
pub(crate) fn measured(command: &mut Command) -> Outcome<Cost> {
    // For a look at what the runs say.
    let is_verbose = std::env::var_os("WORK_VERBOSE").is_some();
    command.stdout(Stdio::null()).stderr(if is_verbose { Stdio::inherit() } else { Stdio::null() });
    let started = Instant::now();
    let mut child = command.spawn()?;
    let process = PathBuf::from(format!("/proc/{}", child.id()));
    let (mut kibibytes, mut ticks) = (0_u64, 0_u64);
    loop {
        let status = fs::read_to_string(process.join("status")).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok());
        kibibytes = kibibytes.max(peak.unwrap_or(0));
        let stat = fs::read_to_string(process.join("stat")).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        // The times in the process and in the system, in hundredths of a second. They outlast the process.
        let tick = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
        ticks = ticks.max(tick(11) + tick(12));
        if fields.first().is_none_or(|state| *state == "Z") {
            break;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let wall = started.elapsed().as_secs_f64();
    child.wait()?;
    Ok(Cost { seconds: ticks as f64 / 100.0, wall, megabytes: kibibytes as f64 * 1024.0 / 1e6 })
}
