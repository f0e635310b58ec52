//! Keeps a verifier's state in a file, and applies a bundle of newer lists to it.
//!
//! ```text
//! cargo run -p starseal --example update -- TRUST_LIST STATE BUNDLE
//! ```
//!
//! The trust list is the anchor. The state does not need to exist yet.

use starseal::verify::{Update, UpdateError};
use starseal::{Timestamp, Verifier};
use std::error::Error;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::time::SystemTime;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    print!("{}", run(&arguments, Timestamp::try_from(SystemTime::now())?)?);
    Ok(())
}

/// Updates the state, and returns a report with a line for each list and object.
pub(crate) fn run(arguments: &[String], now: Timestamp) -> Result<String, Box<dyn Error>> {
    let [anchor, state, bundle] = arguments else {
        return Err("usage: update TRUST_LIST STATE BUNDLE".into());
    };
    let mut report = String::new();
    let mut verifier = Verifier::new(&fs::read(anchor)?)?;
    match fs::read(state) {
        Ok(bytes) => match verifier.restore(&bytes) {
            Ok(restored) => report += &lines("restored", &restored.lists),
            // The verifier holds its anchor only. The bundle below brings the newest lists again.
            Err(error) => report += &format!("state refused ({}): {error}\n", error.code()),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    report += &lines("bundle", &verifier.apply(&fs::read(bundle)?, now)?.lists);
    replace(Path::new(state), &verifier.export_state())?;
    Ok(report)
}

/// Writes the bytes to another file and renames it, so that a crash leaves the old state or the new one.
fn replace(state: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let new = state.with_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(new, state)
}

fn lines(source: &str, lists: &[Result<Update, UpdateError>]) -> String {
    let line = |(number, list): (usize, &Result<Update, UpdateError>)| match list {
        Ok(Update::Taken) => format!("{source} item {}: new\n", number + 1),
        Ok(_) => format!("{source} item {}: held already\n", number + 1),
        Err(error) => format!("{source} item {}: refused ({}): {error}\n", number + 1, error.code()),
    };
    lists.iter().enumerate().map(line).collect()
}
