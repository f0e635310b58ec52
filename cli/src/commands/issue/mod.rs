//! `starseal issue`: labels sealed, checked, drawn.
//!
//! Two passes: all rows are read, sealed and verified before the first file is written, so that a batch with a bad row
//! leaves nothing behind.

mod ledger;
mod names;
mod press;
mod print;
mod request;
mod rows;

use crate::args::{Format, IssueArgs, LabelFlags};
use crate::exit::{Exit, Failure};
use crate::keyfile::read_signing_key;
use crate::output::errors::{self, warn};
use crate::output::escape::shown;
use crate::output::words::count;
use crate::{files, trustfile};
use indicatif::{ProgressBar, ProgressStyle};
use ledger::Ledger;
use names::Names;
use press::Press;
use print::{Measures, Printer};
use request::{Fault, Origin, Reader};
use rows::{Row, Rows};
use starseal::{Date, MIN_MODULE_MM, SealedLabel, Verifier};
use std::collections::HashSet;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(crate) fn run(args: &IssueArgs) -> Result<Exit, Failure> {
    let verifier = trustfile::verifier(&args.trust)?;
    let now = args.clock.now()?;
    let today = verifier.trust_list().statement().scheme.date_at(now);
    if args.print.module_mm < MIN_MODULE_MM {
        warn(
            &format!("modules of {} mm are too small for many phones to read in print", args.print.module_mm),
            &format!("use --module-mm {MIN_MODULE_MM} or more"),
        );
    }
    let key = read_signing_key(&args.key, &args.passphrase)?;
    let press = Press::new(key, verifier, args.prefix.as_deref(), args.print.error_correction, now)?;
    let mut batch = Batch::new(press, today, args)?;
    match &args.csv {
        Some(path) => batch.take_rows(Rows::open(path, &args.label)?)?,
        None => batch.take_one(&args.label)?,
    }
    if batch.bad > 0 && !args.skip_bad {
        return Err(Failure::refused(
            format_args!("{} of {} cannot be used; nothing was written", batch.bad, count(batch.rows, "row")),
            "correct them, or leave them out with --skip-bad",
        ));
    }
    let measures = batch.print(args)?;
    batch.tell(args, &measures)
}

/// A label that passed everything, as small as a million of them should be.
struct Ready {
    name: Box<str>,
    sealed: Box<[u8]>,
}

/// The labels of one run.
struct Batch {
    press: Press,
    today: Date,
    formats: Vec<Format>,
    /// File names in the folder, in lower case.
    occupied: HashSet<String>,
    names: Names,
    ledger: Ledger,
    ready: Vec<Ready>,
    rows: usize,
    bad: usize,
}

impl Batch {
    fn new(press: Press, today: Date, args: &IssueArgs) -> Result<Self, Failure> {
        let mut formats = args.format.clone();
        formats.sort_unstable();
        formats.dedup();
        Ok(Batch {
            press,
            today,
            formats,
            occupied: list(&args.out_dir)?,
            names: Names::default(),
            ledger: Ledger::default(),
            ready: Vec::new(),
            rows: 0,
            bad: 0,
        })
    }

    fn take_one(&mut self, typed: &LabelFlags) -> Result<(), Failure> {
        let fault = |fault: Fault| Failure::usage(fault.what, fault.help);
        let name = self.take(typed, Origin::Flags).map_err(fault)?;
        self.must_be_free(&name)
    }

    fn take_rows(&mut self, rows: Rows<'_>) -> Result<(), Failure> {
        let bar = ProgressBar::new_spinner();
        for row in rows {
            let Row { number, typed } = row?;
            self.rows += 1;
            match typed.and_then(|typed| self.take(&typed, Origin::Columns)) {
                Ok(name) => self.must_be_free(&name)?,
                Err(fault) => {
                    self.bad += 1;
                    let failure = Failure::refused(format_args!("row {number}: {}", fault.what), fault.help);
                    bar.suspend(|| errors::print(&failure));
                }
            }
            if self.rows.is_multiple_of(100) {
                bar.set_message(format!("{} sealed", count(self.ready.len(), "label")));
                bar.tick();
            }
        }
        bar.finish_and_clear();
        Ok(())
    }

    /// Seals a label and gives it a name.
    fn take(&mut self, typed: &LabelFlags, origin: Origin) -> Result<String, Fault> {
        let scheme = &self.press.verifier().trust_list().statement().scheme;
        let label = Reader { scheme, today: self.today, origin }.label(typed)?;
        self.ledger.enter(&label)?;
        let sealed = self.press.seal(&label)?;
        let name = self.names.give(&label);
        self.ready.push(Ready { name: name.as_str().into(), sealed: sealed.as_bytes().into() });
        Ok(name)
    }

    fn must_be_free(&self, name: &str) -> Result<(), Failure> {
        let files = self.formats.iter().map(|format| format!("{name}.{}", format.extension()));
        match files.into_iter().find(|file| self.occupied.contains(&file.to_lowercase())) {
            Some(file) => Err(Failure::impossible(
                format_args!("{} exists in the folder already, and nothing is overwritten", shown(Path::new(&file))),
                "choose another --out-dir, or remove the file first",
            )),
            None => Ok(()),
        }
    }

    /// Writes all files, on as many threads as the machine has; the measures are those of the largest symbol.
    fn print(&self, args: &IssueArgs) -> Result<Option<Measures>, Failure> {
        let folder = (!args.dry_run).then_some(args.out_dir.as_path());
        folder.map_or(Ok(()), files::create_folder)?;
        let printer = Printer {
            formats: &self.formats,
            flags: &args.print,
            prefix: self.press.prefix(),
            error_correction: self.press.error_correction(),
        };
        let bar = ProgressBar::new(u64::try_from(self.ready.len()).unwrap_or(u64::MAX));
        if self.ready.len() < 100 {
            bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} labels, {eta} left") {
            bar.set_style(style);
        }
        let next = AtomicUsize::new(0);
        let outcome = Mutex::new(Ok(None));
        let threads = std::thread::available_parallelism().map_or(1, Into::into).min(self.ready.len().max(1));
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some(ready) = self.ready.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let printed = print_one(self.press.verifier(), &printer, ready, folder);
                        bar.inc(1);
                        // No thread panics while it holds the lock: all it does is compare numbers.
                        let Ok(mut outcome) = outcome.lock() else { return };
                        match (&mut *outcome, printed) {
                            (Ok(largest), Ok(measures)) => *largest = Some(larger(*largest, measures)),
                            (Ok(_), Err(failure)) => *outcome = Err(failure),
                            (Err(_), _) => return,
                        }
                    }
                });
            }
        });
        bar.finish_and_clear();
        outcome.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn tell(&self, args: &IssueArgs, measures: &Option<Measures>) -> Result<Exit, Failure> {
        let mut out = anstream::stdout();
        let labels = count(self.ready.len(), "label");
        if args.dry_run {
            writeln!(out, "{labels} could be sealed; nothing was written (--dry-run)")?;
        } else {
            let files = count(self.ready.len() * self.formats.len(), "file");
            writeln!(out, "{labels} sealed and checked; {files} in {}", shown(&args.out_dir))?;
        }
        if let Some(Measures { version, width_mm }) = measures {
            let largest = if self.ready.len() == 1 { "symbol" } else { "largest symbol" };
            writeln!(
                out,
                "  {largest}: version {version}-{}, {width_mm:.1} mm wide with its margin",
                self.press.error_correction()
            )?;
        }
        if !args.dry_run {
            for ready in self.ready.iter().take(LISTED) {
                for format in &self.formats {
                    writeln!(out, "  {}", shown(&args.out_dir.join(format!("{}.{}", ready.name, format.extension()))))?;
                }
            }
            if self.ready.len() > LISTED {
                writeln!(out, "  and those of {} more", count(self.ready.len() - LISTED, "label"))?;
            }
        }
        if self.bad > 0 {
            writeln!(out, "{} left out", count(self.bad, "bad row"))?;
            return Ok(Exit::Refused);
        }
        Ok(Exit::Success)
    }
}

/// Of how many labels the files are listed.
const LISTED: usize = 10;

fn print_one(
    verifier: &Verifier,
    printer: &Printer<'_>,
    ready: &Ready,
    folder: Option<&Path>,
) -> Result<Measures, Failure> {
    let changed = |error: &dyn std::fmt::Display| {
        Failure::impossible(
            format_args!("a label that was sealed does not open again: {error}"),
            "look at this machine's memory",
        )
    };
    let sealed = SealedLabel::from_bytes(&ready.sealed).map_err(|error| changed(&error))?;
    let label = verifier.authenticate(&sealed).map_err(|finding| changed(&finding))?;
    printer.print(label.label(), &sealed, folder, &ready.name)
}

fn larger(known: Option<Measures>, other: Measures) -> Measures {
    known.filter(|known| known.version >= other.version).unwrap_or(other)
}

/// The names of a folder's files, in lower case; none where there is no folder.
fn list(folder: &Path) -> Result<HashSet<String>, Failure> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(HashSet::new()),
        Err(error) => {
            return Err(Failure::impossible(
                format_args!("{} cannot be used as a folder: {}", shown(folder), files::reason(&error)),
                "choose another --out-dir",
            ));
        }
    };
    Ok(entries.flatten().map(|entry| entry.file_name().to_string_lossy().to_lowercase()).collect())
}
