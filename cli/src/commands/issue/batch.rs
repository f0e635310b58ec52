//! The first pass: labels read, sealed, checked and named. Nothing is written.

use super::ledger::Ledger;
use super::names::Names;
use super::press::Press;
use super::request::{Fault, Origin, Reader};
use super::rows::{Row, Rows};
use crate::args::{Format, LabelFlags};
use crate::exit::Failure;
use crate::files;
use crate::output::errors;
use crate::output::escape::shown;
use crate::output::words::count;
use indicatif::ProgressBar;
use starseal::Date;
use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A label that passed everything, as small as a million of them should be.
pub(super) struct Ready {
    /// Its files' name, without extension.
    pub(super) name: Box<str>,
    /// The sealed label's bytes.
    pub(super) sealed: Box<[u8]>,
}

/// The labels of one run.
pub(super) struct Batch {
    pub(super) press: Press,
    /// Those that passed.
    pub(super) ready: Vec<Ready>,
    /// How many rows were read.
    pub(super) rows: usize,
    /// How many of them cannot be used.
    pub(super) bad: usize,
    today: Date,
    folder: PathBuf,
    formats: Vec<Format>,
    /// File names in the folder, in lower case.
    occupied: HashSet<String>,
    names: Names,
    ledger: Ledger,
}

impl Batch {
    /// An empty batch that is to be written into a folder.
    pub(super) fn new(press: Press, today: Date, formats: &[Format], folder: &Path) -> Result<Self, Failure> {
        Ok(Batch {
            press,
            ready: Vec::new(),
            rows: 0,
            bad: 0,
            today,
            folder: folder.to_owned(),
            formats: formats.to_vec(),
            occupied: list(folder)?,
            names: Names::default(),
            ledger: Ledger::default(),
        })
    }

    /// Takes the label of the command line.
    pub(super) fn take_one(&mut self, typed: &LabelFlags) -> Result<(), Failure> {
        let name = self.take(typed, Origin::Flags).map_err(|fault| Failure::usage(fault.what, fault.help))?;
        self.must_be_free(&name)
    }

    /// Takes all rows; says what is wrong with bad ones, and counts them.
    pub(super) fn take_rows(&mut self, rows: Rows<'_>) -> Result<(), Failure> {
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
                format_args!("{} exists already, and nothing is overwritten", shown(&self.folder.join(file))),
                "choose another --out-dir, or remove the file first",
            )),
            None => Ok(()),
        }
    }
}

/// The names of a folder's files, in lower case; none where there is no folder.
fn list(folder: &Path) -> Result<HashSet<String>, Failure> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(HashSet::new()),
        Err(error) => {
            return Err(Failure::impossible(
                format_args!("{} cannot be used as a folder: {}", shown(folder), files::reason(&error)),
                "choose another --out-dir",
            ));
        }
    };
    Ok(entries.flatten().map(|entry| entry.file_name().to_string_lossy().to_lowercase()).collect())
}
