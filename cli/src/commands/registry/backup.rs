//! `starseal registry backup`: writes a ledger into a file while it is used.

use super::desk::open_store;
use super::failure::Trouble;
use crate::args::RegistryBackupArgs;
use crate::exit::{Exit, Failure};
use crate::files;
use crate::interrupt;
use crate::messages::say;
use crate::output::escape::shown;
use crate::output::{self, json, progress};
use serde::Serialize;
use starseal_registry::backup::{Header, back_up, verify};
use std::io::{BufReader, BufWriter, Seek, Write};

/// The number of rows from which on a progress bar is shown.
pub(super) const MANY: u64 = 100_000;

#[derive(Serialize)]
pub(super) struct BackupJson {
    ledger: String,
    event: u64,
    event_hash: String,
    time: String,
    made_at: String,
    rows: u64,
    sha256: String,
}

impl BackupJson {
    pub(super) fn new(header: &Header, sum: starseal::verify::Digest) -> Self {
        BackupJson {
            ledger: header.ledger.to_string(),
            event: header.event,
            event_hash: header.hash.to_string(),
            time: header.time.to_string(),
            made_at: header.made_at.to_string(),
            rows: header.rows,
            sha256: sum.to_string(),
        }
    }

    /// Prints what a backup says of itself.
    pub(super) fn print(&self, out: &mut impl Write) -> std::io::Result<()> {
        writeln!(out, "  {}", say!("backup-ledger", ledger = self.ledger))?;
        writeln!(out, "  {}", say!("backup-head", event = self.event, time = self.time))?;
        writeln!(out, "  {}", say!("backup-hash", hash = self.event_hash))?;
        writeln!(out, "  SHA-256 {}", self.sha256)
    }
}

pub(super) fn run(args: &RegistryBackupArgs) -> Result<Exit, Failure> {
    Ok(carry_out(args)?)
}

fn carry_out(args: &RegistryBackupArgs) -> Result<Exit, Trouble> {
    let made_at = args.clock.now()?;
    let mut store = open_store(&args.ledger)?;
    interrupt::watch();
    let mut bar = None;
    let (header, sum) = files::create_whole(&args.out, |file| {
        let mut work = || -> Result<_, Trouble> {
            let mut buffered = BufWriter::new(&mut *file);
            let written = back_up(store.as_mut(), &mut buffered, made_at, &mut |done, of| {
                let of = if of < MANY { 0 } else { usize::try_from(of).unwrap_or(usize::MAX) };
                bar.get_or_insert_with(|| progress::bar(of, 1, &rows())).set_position(done);
                !interrupt::is_wanted()
            })?;
            buffered.flush()?;
            drop(buffered);
            // The file is read again before it gets its name.
            file.rewind()?;
            let read = verify(&mut BufReader::new(&mut *file))?;
            debug_assert_eq!(read, written);
            Ok(read)
        };
        Ok(work()?)
    })?;
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let report = BackupJson::new(&header, sum);
    if args.json {
        writeln!(anstream::stdout(), "{}", json::line(&report)?)?;
        return Ok(Exit::Success);
    }
    let mut out = output::listing(args.quiet);
    writeln!(out, "{}", say!("backup-written", path = shown(&args.out)))?;
    report.print(&mut out)?;
    writeln!(out, "{}", say!("backup-personal"))?;
    Ok(Exit::Success)
}

/// Returns how many rows are done, for a progress bar.
pub(super) fn rows() -> String {
    say!("progress-rows", done = "{human_pos}", all = "{human_len}", eta = "{eta}")
}
