//! Writes a ledger into a file, while it is used.

use super::error::BackupError;
use super::form::{self, Header, SOURCES, Source, Trailer, Writer};
use crate::ledger::{events_after, head};
use crate::store::{Access, Cell, Row, Store, StoreError, within};
use crate::view::{TABLES, Table};
use sha2::{Digest as _, Sha256};
use starseal::Timestamp;
use starseal::verify::Digest;
use std::io::Write;

/// Writes a ledger into a file: one state of it, whatever others write meanwhile. `progress` is told how many of how
/// many rows are written, and ends the work by returning false. Returns what the file says of itself, and its SHA-256.
///
/// # Errors
/// [`BackupError`]. The file is not whole then.
pub fn back_up(
    store: &mut dyn Store,
    file: &mut dyn Write,
    made_at: Timestamp,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<(Header, Digest), BackupError> {
    within(store, Access::Shared, |store| {
        let empty = || BackupError::from(StoreError::Empty);
        let head = head(store)?.ok_or_else(empty)?;
        let first = events_after(store, 0, 1)?.into_iter().next().ok_or_else(empty)?;
        let mut rows = 0_u64;
        for source in SOURCES {
            let count = store.query(&format!("SELECT count(*) FROM {}", source.name), &[])?;
            rows = rows.saturating_add(count.first().map_or(Ok(0), |row| row.number(0))?);
        }
        let (ledger, time) = (first.hash(), head.time);
        let header = Header { ledger, event: head.number, hash: head.hash, time, made_at, rows };
        let mut writer = Writer::start(file, &header)?;
        let (mut counts, mut written) = (Vec::new(), 0_u64);
        for (table, source) in SOURCES.iter().enumerate() {
            let mut count = 0_u64;
            let mut after: Option<Vec<Cell>> = None;
            loop {
                let page = page(store, source, after.as_deref())?;
                for row in &page {
                    writer.record(&form::row(table, row.cells()))?;
                }
                count = count.saturating_add(page.len() as u64);
                written = written.saturating_add(page.len() as u64);
                if !progress(written, rows) {
                    return Err(BackupError::Ended);
                }
                after = page.last().map(|row| row.cells().iter().take(source.key).cloned().collect());
                if page.len() < source.page as usize {
                    break;
                }
            }
            counts.push(count);
        }
        let views = view_sums(store)?;
        let sum = writer.finish(&Trailer { counts, views })?;
        Ok((header, sum))
    })
}

/// Reads the rows after a key, in the order of the keys.
fn page(store: &mut dyn Store, source: &Source, after: Option<&[Cell]>) -> Result<Vec<Row>, StoreError> {
    let keys = source.columns.iter().take(source.key).copied().collect::<Vec<_>>().join(", ");
    let mut sql = format!("SELECT {} FROM {}", source.columns.join(", "), source.name);
    if after.is_some() {
        let parameters: Vec<String> = (1..=source.key).map(|at| format!("${at}")).collect();
        sql.push_str(&format!(" WHERE ({keys}) > ({})", parameters.join(", ")));
    }
    sql.push_str(&format!(" ORDER BY {keys} LIMIT {}", source.page));
    store.query(&sql, after.unwrap_or_default())
}

/// Returns the SHA-256 of each table of the view: of its rows in the order of their keys.
pub(super) fn view_sums(store: &mut dyn Store) -> Result<Vec<(String, Digest)>, StoreError> {
    let sum = |table: &'static Table| {
        let mut sum = Sha256::new();
        table.each(store, &mut |row| sum.update(form::row(0, row.cells())))?;
        Ok((table.name.to_owned(), Digest::from_bytes(sum.finalize().into())))
    };
    TABLES.iter().map(sum).collect()
}
