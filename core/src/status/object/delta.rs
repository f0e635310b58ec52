//! The changes from one object to a later one of its kind.

use super::columns::{read_indexes, write_indexes};
use super::table::rows_of;
use super::{InForce, ObjectKind, Past, Row, StatusObject};
use crate::digest::Digest;
use std::collections::BTreeSet;

/// The changes from one in-force or past object to a later one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ObjectDelta {
    /// The SHA-256 of the object to which the delta applies.
    pub(crate) base: Digest,
    /// The column of the indexes whose entries are left out.
    pub(crate) removed: Vec<u8>,
}

impl ObjectDelta {
    /// Applies the delta to its base, and returns the bytes of the new object; none if it does not fit. `changed` has
    /// the entries that take the place of those with the same index.
    pub(crate) fn apply(&self, base: &StatusObject, changed: &StatusObject) -> Option<Vec<u8>> {
        let removed = read_indexes(&self.removed)?;
        let merged = |base: &[Row], changed: &[Row]| merged(base, &removed, changed);
        match (base.content(), changed.content()) {
            (ObjectKind::InForce(base), ObjectKind::InForce(changed)) => {
                let last_days = merged(&base.last_days, &changed.last_days);
                Some(InForce { last_days, changes: merged(&base.changes, &changed.changes) }.to_bytes())
            }
            (ObjectKind::Past(base), ObjectKind::Past(changed)) => {
                Some(Past { changes: merged(&base.changes, &changed.changes) }.to_bytes())
            }
            _ => None,
        }
    }

    /// Makes the delta from one object to a later one, and the object with the changed entries; none if the objects
    /// have no deltas, or are of different kinds.
    pub(crate) fn between(base: &StatusObject, next: &StatusObject) -> Option<(Self, Vec<u8>)> {
        type Tables<'a> = [(&'a [Row], &'a [Row]); 2];
        let (tables, is_in_force): (Tables<'_>, bool) = match (base.content(), next.content()) {
            (ObjectKind::InForce(base), ObjectKind::InForce(next)) => {
                ([(&base.last_days, &next.last_days), (&base.changes, &next.changes)], true)
            }
            (ObjectKind::Past(base), ObjectKind::Past(next)) => ([(&[], &[]), (&base.changes, &next.changes)], false),
            _ => return None,
        };
        // An index that leaves one of the tables is removed from all, and its other entries are given again.
        let indexes = |rows: &[Row]| rows.iter().map(|row| row.index).collect::<BTreeSet<u32>>();
        let mut removed = BTreeSet::new();
        for (base, next) in tables {
            removed.extend(indexes(base).difference(&indexes(next)));
        }
        let [last_days, changes] = tables.map(|(base, next)| {
            let is_changed =
                |row: &&Row| removed.contains(&row.index) || rows_of(base, row.index) != rows_of(next, row.index);
            next.iter().filter(is_changed).copied().collect::<Vec<Row>>()
        });
        let changed = if is_in_force { InForce { last_days, changes }.to_bytes() } else { Past { changes }.to_bytes() };
        Some((ObjectDelta { base: base.digest(), removed: write_indexes(removed) }, changed))
    }
}

/// Merges two tables. The rows of the second take the place of those with the same index, and of the first, the rows of
/// removed indexes are left out. The tables are not sorted again, since a sort adds several KiB to the library.
fn merged(base: &[Row], removed: &[u32], changed: &[Row]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(base.len() + changed.len());
    let mut rest = changed;
    for row in base {
        while let Some(next) = rest.first().filter(|next| next.index <= row.index) {
            rows.push(*next);
            rest = rest.get(1..).unwrap_or_default();
        }
        let is_kept = rows_of(changed, row.index).is_empty();
        if is_kept && removed.binary_search(&row.index).is_err() {
            rows.push(*row);
        }
    }
    rows.extend_from_slice(rest);
    rows
}
