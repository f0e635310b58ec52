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
use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

/// The time between two looks into the folder. A file that did not change in between is whole.
const LOOK: Duration = Duration::from_millis(500);

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
    let mut last = finish(&mut folder, &judge, stock.clone(), &[])?;
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
        read_photos(&mut folder, &judge, &whole, &mut answers)?;
        if folder.readings.len() > before {
            last = finish(&mut folder, &judge, stock.clone(), &[])?;
            idle = Duration::ZERO;
        } else {
            thread::sleep(LOOK);
            idle += LOOK;
        }
    }
    let (audit, written) = last;
    show::summary(&mut out, &audit, &args.out)?;
    keep(&mut out, &args.keep, &args.asked, &judge, &written, &args.out)?;
    Ok(show::exit(&audit))
}
