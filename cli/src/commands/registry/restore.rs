//! `starseal registry restore`: restores a backup into an empty database.

use super::backup::{BackupJson, MANY, rows};
use super::desk::{config, create_store};
use super::failure::Trouble;
use crate::args::RegistryRestoreArgs;
use crate::exit::{Exit, Failure};
use crate::interrupt;
use crate::messages::{count, say};
use crate::output::escape::shown;
use crate::output::{self, json, progress};
use serde::Serialize;
use starseal_registry::backup::{read_header, restore};
use starseal_registry::config::{Config, Database};
use starseal_registry::store::{SqliteStore, Store};
use std::fs::File;
use std::io::{BufReader, Write};

#[derive(Serialize)]
struct RestoreJson {
    restored: bool,
    #[serde(flatten)]
    backup: BackupJson,
    events: u64,
    statements: u64,
    seals: u64,
    lists: u64,
    erased: u64,
}

pub(super) fn run(args: &RegistryRestoreArgs) -> Result<Exit, Failure> {
    Ok(carry_out(args)?)
}

fn carry_out(args: &RegistryRestoreArgs) -> Result<Exit, Trouble> {
    let open = || {
        File::open(&args.backup).map_err(|error| {
            let reason = crate::files::reason(&error);
            let what = say!("registry-unreadable", path = shown(&args.backup), reason = reason);
            Failure::impossible(what, say!("registry-unreadable-help"))
        })
    };
    // What is no backup is said before a database is made.
    read_header(&mut BufReader::new(open()?))?;
    let config = if args.dry_run { None } else { Some(config(&args.ledger)?) };
    let mut store: Box<dyn Store> = match &config {
        Some(config) => create_store(config)?,
        None => Box::new(SqliteStore::temporary()?),
    };
    interrupt::watch();
    let mut bar = None;
    let restored = restore(store.as_mut(), &mut BufReader::new(open()?), &mut |done, of| {
        let of = if of < MANY { 0 } else { usize::try_from(of).unwrap_or(usize::MAX) };
        bar.get_or_insert_with(|| progress::bar(of, 1, &rows())).set_position(done);
        !interrupt::is_wanted()
    });
    let restored = restored.inspect_err(|_| {
        if let Some(config) = &config {
            remove(config);
        }
    })?;
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let (report, backup) = (&restored.report, BackupJson::new(&restored.header, restored.sum));
    let line = RestoreJson {
        restored: !args.dry_run,
        backup,
        events: report.events,
        statements: report.statements,
        seals: report.seals,
        lists: report.lists,
        erased: report.erased,
    };
    if args.json {
        writeln!(anstream::stdout(), "{}", json::line(&line)?)?;
        return Ok(Exit::Success);
    }
    let mut out = output::listing(args.quiet);
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let path = shown(&args.backup);
    let head = if args.dry_run { say!("restore-whole", path = path) } else { say!("restore-done", path = path) };
    writeln!(out, "{head}")?;
    line.backup.print(&mut out)?;
    let verified = say!(
        "restore-verified",
        events = count(number(report.events), "event"),
        statements = count(number(report.statements), "statement"),
        seals = count(number(report.seals), "seal"),
        lists = count(number(report.lists), "list"),
    );
    writeln!(out, "{verified}")?;
    if !args.dry_run {
        writeln!(out, "{}", say!("restore-next"))?;
    }
    Ok(Exit::Success)
}

/// Removes the file of a database that was made and holds nothing. It would block the next attempt.
fn remove(config: &Config) {
    let Database::Sqlite(path) = &config.database else { return };
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.clone().into_os_string();
        name.push(ending);
        let _ = std::fs::remove_file(name);
    }
}
