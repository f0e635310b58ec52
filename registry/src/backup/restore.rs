//! Reads a backup into an empty database, and verifies everything.

use super::error::BackupError;
use super::form::{Header, Record, Records, SOURCES, Source, check_counts};
use super::write::view_sums;
use crate::audit::{Report, examine};
use crate::event::{Data, Event};
use crate::ledger::{LedgerError, content_of, events_after, head};
use crate::store::{Access, Cell, Store, StoreError, insert_all, within};
use crate::view::{Trust, apply};
use starseal::verify::Digest;
use std::io::Read;

/// The number of rows that are inserted at once, and of bytes after which they are inserted earlier.
const ROWS_AT_ONCE: usize = 1024;
const BYTES_AT_ONCE: usize = 8 * 1024 * 1024;

/// The number of events that are applied at once.
const PAGE: u32 = 16;

/// A restored ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the backup said of itself.
    pub header: Header,
    /// The SHA-256 of the backup.
    pub sum: Digest,
    /// The audit of the restored ledger, which has found nothing.
    pub report: Report,
}

/// Restores a backup into a database that has its tables and nothing else: reads it, compares its SHA-256, makes the
/// view again from the events, compares it with the one that the ledger had, and audits the ledger. All this is one
/// transaction: if anything is wrong, nothing is restored. After that, nothing is granted or published until the ledger
/// was compared with what was published last. `progress` is told how many of how many steps are done, and ends the work
/// by returning false.
///
/// # Errors
/// [`BackupError`].
pub fn restore(
    store: &mut dyn Store,
    file: &mut dyn Read,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Restored, BackupError> {
    within(store, Access::Exclusive, |store| {
        if head(store)?.is_some() {
            return Err(StoreError::Occupied.into());
        }
        let mut records = Records::start(file)?;
        // Reading, applying and auditing are about as long.
        let (rows, events) = (records.header.rows, records.header.event);
        let of = rows.saturating_add(events.saturating_mul(2));
        let mut done = 0_u64;
        let mut step = |count: u64| {
            done = done.saturating_add(count);
            if progress(done, of) { Ok(()) } else { Err(BackupError::Ended) }
        };
        let (counts, trailer) = load(store, &mut records, &mut step)?;
        check_counts(&counts, &trailer)?;
        let header = records.header.clone();
        let sum = records.finish()?;
        match head(store)? {
            Some(head) if (head.number, head.hash) == (header.event, header.hash) => {}
            _ => {
                return Err(BackupError::Damaged { reason: "its last event is another one than it states".to_owned() });
            }
        }
        make_view(store, &header, &mut step)?;
        let sums = view_sums(store)?;
        if let Some((table, _)) = trailer.views.iter().find(|view| !sums.contains(view)) {
            return Err(BackupError::ViewDiffers { table: table.clone() });
        }
        let mut audited = 0;
        let report = examine(store, &[], &mut |progress| {
            let more = progress.events.saturating_sub(audited);
            audited = progress.events;
            step(more).is_ok()
        })?;
        if !report.is_clean() {
            return Err(BackupError::Findings(Box::new(report)));
        }
        insert_all(store, "restored", &["one", "event"], [vec![Cell::Int(1), header.event.into()]])?;
        Ok(Restored { header, sum, report })
    })
}

type Step<'a> = &'a mut dyn FnMut(u64) -> Result<(), BackupError>;

/// Reads all rows into their tables.
fn load(
    store: &mut dyn Store,
    records: &mut Records<'_>,
    step: Step<'_>,
) -> Result<(Vec<u64>, super::form::Trailer), BackupError> {
    let mut counts = vec![0_u64; SOURCES.len()];
    let (mut current, mut rows, mut bytes) = (0_usize, Vec::new(), 0_usize);
    loop {
        let record = records.next()?;
        let is_full = rows.len() >= ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE;
        let is_other = !matches!(&record, Record::Row { table, .. } if *table == current);
        if is_full || is_other {
            step(rows.len() as u64)?;
            if let Some(source) = SOURCES.get(current) {
                insert(store, source, std::mem::take(&mut rows))?;
            }
            bytes = 0;
        }
        match record {
            Record::Row { table, cells } => {
                if table < current {
                    return Err(BackupError::Damaged { reason: "its tables are out of order".to_owned() });
                }
                current = table;
                counts.iter_mut().skip(table).take(1).for_each(|count| *count += 1);
                bytes = bytes.saturating_add(cells.iter().map(length).sum());
                rows.push(cells);
            }
            Record::End(trailer) => return Ok((counts, trailer)),
        }
    }
}

fn length(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text.len(),
        Cell::Bytes(bytes) => bytes.len(),
        _ => 8,
    }
}

/// Inserts rows. What the tables refuse, no ledger can hold.
fn insert(store: &mut dyn Store, source: &Source, rows: Vec<Vec<Cell>>) -> Result<(), BackupError> {
    insert_all(store, source.name, source.columns, rows).map_err(|error| match error {
        StoreError::Duplicate { what } => BackupError::Damaged { reason: format!("it has a row twice: {what}") },
        StoreError::Refused { reason } => {
            BackupError::Damaged { reason: format!("the database refuses a row of {}: {reason}", source.name) }
        }
        other => other.into(),
    })
}

/// Makes the view from the events: each is checked and applied as when it was appended.
fn make_view(store: &mut dyn Store, header: &Header, step: Step<'_>) -> Result<(), BackupError> {
    let damaged = |event: u64, error: &dyn std::fmt::Display| BackupError::Damaged {
        reason: format!("event {event} does not follow those before it: {error}"),
    };
    let (mut after, mut trust, mut id) = (0, None::<Trust>, None::<Digest>);
    loop {
        let events = events_after(store, after, PAGE)?;
        step(events.len() as u64)?;
        for event in &events {
            after = event.number;
            let next = adopted(store, event, trust.as_ref())?;
            trust = next.or(trust);
            let of = trust.as_ref().ok_or_else(|| damaged(event.number, &"there is no trust list"))?;
            apply(store, event, id, of).map_err(|error| match error {
                crate::view::ApplyError::Store(error) => error.into(),
                other => damaged(event.number, &other),
            })?;
            id = id.or(Some(event.hash()));
        }
        if events.len() < PAGE as usize {
            break;
        }
    }
    if id == Some(header.ledger) {
        Ok(())
    } else {
        Err(BackupError::Damaged { reason: "it is of another ledger than it states".to_owned() })
    }
}

/// Opens the trust list that an event adopts; none if it adopts none.
fn adopted(store: &mut dyn Store, event: &Event, held: Option<&Trust>) -> Result<Option<Trust>, BackupError> {
    let trust = match (event.content().map_err(LedgerError::from)?, held) {
        (Data::Founded(founding), _) => {
            let list = content_of(store, founding.trust_list)?;
            Some(Trust::open(&list, &founding.status_list, Some(founding.authority)).map_err(LedgerError::from)?)
        }
        (Data::TrustList(adoption), Some(held)) => {
            let list = content_of(store, adoption.digest)?;
            Some(held.follow(&list, event.time).map_err(LedgerError::from)?)
        }
        _ => None,
    };
    Ok(trust)
}
