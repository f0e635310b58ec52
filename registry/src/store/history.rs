//! Whether the data of a server are still those that the ledger was compared with. A server that was recovered to a
//! point in time does not tell its clients that it has lost something, but it has begun another history.

use super::{Store, StoreError};

/// Keeps the history of the data as they are now. It was compared, or is new.
pub(crate) fn keep_history(store: &mut dyn Store) -> Result<(), StoreError> {
    store.execute("DELETE FROM history", &[])?;
    if let Some(name) = store.history()? {
        store.execute("INSERT INTO history (one, name) VALUES (1, $1)", &[name.as_str().into()])?;
    }
    Ok(())
}

/// Returns whether the data have another history than the one that was kept.
pub(crate) fn is_other_history(store: &mut dyn Store) -> Result<bool, StoreError> {
    let Some(name) = store.history()? else { return Ok(false) };
    let kept = store.query("SELECT name FROM history", &[])?;
    kept.first().map_or(Ok(false), |row| Ok(row.text(0)? != name))
}
