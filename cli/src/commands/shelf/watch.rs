//! `starseal shelf watch`: takes photographs as they appear in a folder, for instance by a phone's sync.

use super::audit::{finish, read_photos};
use super::folder::AuditFolder;
use super::inputs::{self, Judge};
use super::keep::keep;
use super::{read, show};
use crate::args::ShelfWatchArgs;
use crate::exit::{Exit, Failure};
use crate::input::ManyFiles;
use crate::interrupt;
use crate::messages::say;
use crate::output::escape::shown;
use starseal_shelf::reading::FileMark;
use starseal_shelf::sighting::Verdicts;
use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

/// The time between two looks into the folder. A file that did not change in between is whole.
const LOOK: Duration = Duration::from_millis(500);

/// The least time between two writings of the reports.
const PAUSE: Duration = Duration::from_secs(2);

/// The pause after the reports were written, as a multiple of the time which that took: large audits are written less
/// often, so that reading photographs keeps nearly all of the time.
const REST: u32 = 19;

pub(super) fn run(args: &ShelfWatchArgs) -> Result<Exit, Failure> {
    let mut judge = Judge::new(&args.asked)?;
    let stock = inputs::stock(&args.stock)?;
    if !args.folder.is_dir() {
        return Err(Failure::impossible(
            say!("shelf-no-folder", path = shown(&args.folder)),
            say!("shelf-no-folder-help"),
        ));
    }
    let mut folder = AuditFolder::open(&args.out)?;
    interrupt::watch();
    let mut answers = Some(anstream::stdout());
    let mut out = anstream::stdout();
    writeln!(out, "{}", say!("shelf-watch-hello", path = shown(&args.folder)))?;
    out.flush()?;
    let mut seen: HashMap<PathBuf, Option<FileMark>> = HashMap::new();
    let mut idle = Duration::ZERO;
    let mut verdicts = Verdicts::new(&judge.verifier, judge.when());
    let (mut last, mut rhythm) = timed(|| finish(&mut folder, &judge, &mut verdicts, stock.clone(), &[]))?;
    let mut is_due = false;
    while !interrupt::is_wanted() && args.idle.is_none_or(|most| idle < Duration::from_secs(most)) {
        // A folder without pictures is not an error here.
        let images = ManyFiles::of_folder(&args.folder).map(|found| found.images).unwrap_or_default();
        let is_whole = |path: &PathBuf| {
            let mark = read::mark(path);
            seen.insert(path.clone(), mark) == Some(mark)
        };
        let mut whole = images;
        whole.retain(is_whole);
        let before = folder.readings.len();
        judge.asked = judge.at(args.asked.clock.now()?);
        match read_photos(&mut folder, &judge, &mut verdicts, &whole, &mut answers) {
            // Ctrl-C is how watching ends. What was read so far is reported below.
            Err(failure) if failure.exit() == Exit::Interrupted => {}
            ended => ended?,
        }
        if folder.readings.len() > before {
            is_due = true;
            idle = Duration::ZERO;
        } else {
            thread::sleep(LOOK);
            idle += LOOK;
        }
        if is_due && rhythm.has_rested(Instant::now()) {
            (last, rhythm) = timed(|| finish(&mut folder, &judge, &mut verdicts, stock.clone(), &[]))?;
            is_due = false;
        }
    }
    if is_due {
        last = finish(&mut folder, &judge, &mut verdicts, stock, &[])?;
    }
    let (audit, written) = last;
    show::summary(&mut out, &audit, &args.out)?;
    keep(&mut out, &args.keep, &args.asked, &judge, &written, &args.out)?;
    Ok(show::exit(&audit))
}

/// When the reports were written, and how long that took.
struct Rhythm {
    ended: Instant,
    took: Duration,
}

impl Rhythm {
    /// Returns whether the reports may be written again.
    fn has_rested(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.ended) >= PAUSE.max(self.took * REST)
    }
}

/// Does something, and notes how long it took.
fn timed<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<(T, Rhythm), Failure> {
    let started = Instant::now();
    let done = work()?;
    let ended = Instant::now();
    Ok((done, Rhythm { ended, took: ended - started }))
}

#[cfg(test)]
mod tests {
    use super::{PAUSE, Rhythm};
    use std::time::{Duration, Instant};

    #[test]
    fn writing_reports_takes_at_most_a_twentieth_of_the_time() {
        let ended = Instant::now();
        let second = Duration::from_secs(1);
        let small = Rhythm { ended, took: Duration::from_millis(1) };
        assert!(!small.has_rested(ended) && !small.has_rested(ended + PAUSE / 2) && small.has_rested(ended + PAUSE));
        let large = Rhythm { ended, took: 3 * second };
        assert!(!large.has_rested(ended + PAUSE) && !large.has_rested(ended + 56 * second));
        assert!(large.has_rested(ended + 57 * second));
    }
}
