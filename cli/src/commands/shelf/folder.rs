//! The folder of an audit: the journal of what was read, and the reports.

use crate::exit::{Cause, Failure};
use crate::files;
use crate::messages::{language, say, system};
use crate::output::escape::shown;
use starseal_shelf::audit::Audit;
use starseal_shelf::reading::{Journal, MAX_JOURNAL_BYTES, Reading};
use starseal_shelf::report::{self, Basis, ReportError};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;

/// The names of the files.
const JOURNAL: &str = "readings.jsonl";
pub(super) const RECORDS: &str = "records.jsonl";
const FINDINGS: &str = "findings.jsonl";

/// The records of an audit as they were written, one a line.
pub(super) struct Written {
    /// The records of the verdicts.
    pub(super) records: String,
    /// The findings beside them.
    pub(super) findings: String,
}

/// A folder that is written.
pub(super) struct AuditFolder {
    path: PathBuf,
    journal: File,
    /// What was read so far, by this run and those before it.
    pub(super) readings: Vec<Reading>,
}

impl AuditFolder {
    /// Creates the folder of an audit, or opens it to go on. Only one program writes into it at a time.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        files::create_folder(path)?;
        let name = path.join(JOURNAL);
        let is_new = !name.exists();
        let is_empty = fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
        if is_new && !is_empty {
            let what = say!("shelf-folder-other", path = shown(path));
            return Err(Failure::new(Cause::Exists, what, say!("shelf-folder-other-help")));
        }
        let unwritable = |error: &io::Error| unwritable(&name, error);
        let opened = OpenOptions::new().create(true).append(true).read(true).open(&name);
        let journal = opened.map_err(|error| unwritable(&error))?;
        if journal.try_lock().is_err() {
            let what = say!("shelf-folder-locked", path = shown(path));
            return Err(Failure::impossible(what, say!("shelf-folder-locked-help")));
        }
        let Journal { readings, whole_bytes } = read_journal(&name)?;
        // What a crash has cut was never answered.
        journal.set_len(whole_bytes as u64).map_err(|error| unwritable(&error))?;
        Ok(AuditFolder { path: path.to_owned(), journal, readings })
    }

    /// Appends a reading.
    pub(super) fn add(&mut self, reading: Reading) -> Result<(), Failure> {
        self.write(&reading.to_line())?;
        self.readings.push(reading);
        Ok(())
    }

    /// Takes the last reading back. Returns it.
    pub(super) fn undo(&mut self) -> Result<Option<Reading>, Failure> {
        if self.readings.is_empty() {
            return Ok(None);
        }
        self.write(&Reading::undo_line())?;
        Ok(self.readings.pop())
    }

    /// Brings what was appended to the disk.
    pub(super) fn sync(&mut self) -> Result<(), Failure> {
        self.journal.sync_data().map_err(|error| unwritable(&self.path.join(JOURNAL), &error))
    }

    fn write(&mut self, line: &str) -> Result<(), Failure> {
        self.journal.write_all(line.as_bytes()).map_err(|error| unwritable(&self.path.join(JOURNAL), &error))
    }

    /// Writes the records and the reports, which are made beside each other. Each file is whole, or the one before it
    /// stays. Returns the records.
    pub(super) fn report(&mut self, audit: &Audit, basis: &Basis) -> Result<Written, Failure> {
        self.sync()?;
        let (folder, language) = (&*self, language());
        let write = |name: &str, made: Result<Vec<u8>, ReportError>| {
            let bytes = made.map_err(|error| Failure::impossible(error, say!("report-this")))?;
            folder.replace(name, &bytes)
        };
        thread::scope(|scope| {
            // The workbook takes longest.
            let reports = [
                scope.spawn(move || write("report.xlsx", report::xlsx(audit, basis, language))),
                scope.spawn(move || write("report.html", report::html(audit, basis, language).map(String::into_bytes))),
                scope.spawn(move || write("report.csv", report::csv(audit, language))),
            ];
            let written = Written { records: report::records(audit), findings: report::findings(audit) };
            folder.replace(RECORDS, written.records.as_bytes())?;
            folder.replace(FINDINGS, written.findings.as_bytes())?;
            for report in reports {
                report.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            }
            Ok(written)
        })
    }

    fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.path.join(name);
        let fresh = self.path.join(format!(".{name}.part"));
        // A file that an interrupted run has left is not whole.
        let _ = fs::remove_file(&fresh);
        files::replace_by(&path, &fresh, bytes).map_err(|error| unwritable(&path, &error))
    }
}

/// Reads the journal of an audit.
pub(super) fn readings(audit: &Path) -> Result<Vec<Reading>, Failure> {
    let name = audit.join(JOURNAL);
    if !name.exists() {
        let what = say!("shelf-no-audit", path = shown(audit));
        return Err(Failure::new(Cause::WrongKind, what, say!("shelf-no-audit-help")));
    }
    Ok(read_journal(&name)?.readings)
}

fn read_journal(name: &Path) -> Result<Journal, Failure> {
    let bytes = files::read("journal", name, MAX_JOURNAL_BYTES)?;
    Journal::parse(&bytes).map_err(|error| {
        let what = say!("shelf-journal-damaged", path = shown(name), line = error.line, reason = error.reason);
        Failure::new(Cause::WrongKind, what, say!("shelf-journal-damaged-help"))
    })
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let what = say!("shelf-unwritable", path = shown(path), reason = system(error));
    Failure::impossible(what, say!("shelf-unwritable-help"))
}
