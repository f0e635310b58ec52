//! Adds the rows of a file to a batch, and prints why a row is refused.

use super::advice::{self, Origin};
use crate::exit::Failure;
use crate::files;
use crate::kind::{self, Wanted};
use crate::output::errors;
use crate::output::escape::shown;
use crate::output::words::count;
use indicatif::{ProgressBar, ProgressDrawTarget};
use starseal::Signer;
use starseal_registry::issuing::{Batch, BatchFault, LabelRow, Rows};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The number of rows that were read, and of those that were refused.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) rows: usize,
    pub(super) refused: usize,
}

/// Takes all rows of a file, or of standard input for `-`.
pub(super) fn take_all<S: Signer>(
    batch: &mut Batch<S>,
    path: &Path,
    defaults: LabelRow,
    is_quiet: bool,
) -> Result<Tally, Failure> {
    let rows = Rows::new(open(path)?, defaults).map_err(|error| advice::unreadable(path, &error))?;
    let bar = ProgressBar::new_spinner();
    if is_quiet {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    let mut tally = Tally::default();
    for row in rows {
        let row = row.map_err(|error| advice::unreadable(path, &error))?;
        tally.rows += 1;
        if let Err(fault) = row.content.map_err(BatchFault::from).and_then(|content| batch.take(&content).map(drop)) {
            let scheme = &batch.sealer().verifier().trust_list().statement().scheme;
            let failure = advice::refused(&fault, Origin::Row(row.number), scheme);
            // A corrected row does not help against an existing file.
            if matches!(fault, BatchFault::NameOccupied { .. }) {
                return Err(failure);
            }
            tally.refused += 1;
            bar.suspend(|| errors::print(&failure));
        }
        if tally.rows.is_multiple_of(100) {
            bar.set_message(format!("{} sealed", count(batch.labels().len(), "label")));
            bar.tick();
        }
    }
    bar.finish_and_clear();
    Ok(tally)
}

fn open(path: &Path) -> Result<Box<dyn Read>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    if let Some(failure) = kind::not_text(path, Wanted::Table) {
        return Err(failure);
    }
    match File::open(path) {
        Ok(file) => Ok(Box::new(file)),
        Err(error) => Err(Failure::impossible(
            format_args!("the CSV file {} cannot be read: {}", shown(path), files::reason(&error)),
            "give the path of a CSV file in UTF-8, or - for standard input",
        )),
    }
}
