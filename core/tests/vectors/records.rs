//! Compares the record of every label vector's verdict with a file, byte for byte. Other languages compare theirs with
//! the same file.
//!
//! A record holds English details and the library's version, so the library writes the file, and a person reviews its
//! changes. `cargo xtask records` writes it: it sets `STARSEAL_WRITE_RECORDS`.

use crate::read::{folder, read_json, same};
use libtest_mimic::Failed;
use serde_json::Value;
use starseal::Verdict;
use starseal::report::Record;
use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

/// The file, and the environment variable with which it is written.
const FILE: &str = "records.json";
const WRITE: &str = "STARSEAL_WRITE_RECORDS";

static KNOWN: LazyLock<Value> = LazyLock::new(|| read_json(&folder().join(FILE)));
static WRITTEN: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

fn is_written() -> bool {
    std::env::var_os(WRITE).is_some()
}

/// Compares a verdict's record with the one in the file.
pub(crate) fn check(vector: &Value, verdict: &Verdict) -> Result<(), Failed> {
    let name = vector["name"].as_str().ok_or("no name")?;
    let record = Record::new(verdict).to_json();
    if is_written() {
        WRITTEN.lock()?.insert(name.to_owned(), record);
        return Ok(());
    }
    same("the record", &Value::from(record), &KNOWN[name])
}

/// Writes the file, with one record per line, if that is requested.
pub(crate) fn finish() -> Result<(), Failed> {
    if is_written() {
        let written = WRITTEN.lock()?;
        let lines = written
            .iter()
            .map(|(name, record)| format!("{}: {}", Value::from(name.as_str()), Value::from(record.as_str())));
        std::fs::write(folder().join(FILE), format!("{{\n{}\n}}\n", lines.collect::<Vec<_>>().join(",\n")))?;
    }
    Ok(())
}
