//! Adds the rows of a file to a batch, and prints why a row is refused.

use super::advice::{self, Origin};
use crate::exit::Failure;
use crate::files;
use crate::kind::{self, Wanted};
use crate::messages::{count, say};
use crate::output::errors::{self, warn};
use crate::output::escape::shown;
use indicatif::{ProgressBar, ProgressDrawTarget};
use starseal::Signer;
use starseal_registry::issuing::{Batch, BatchFault, LabelRow, NumberedRow, Rows, TrimmedBlank};
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
    let mut trimmed = Trimmed::default();
    for row in rows {
        let row = row.map_err(|error| advice::unreadable(path, &error))?;
        tally.rows += 1;
        trimmed.add(&row);
        if let Err(fault) = row.content.map_err(BatchFault::from).and_then(|content| batch.take(&content).map(drop)) {
            // No row is at fault, and the next ones would fare no better.
            if let Some(failure) = advice::without_token(&fault) {
                bar.finish_and_clear();
                return Err(failure);
            }
            let scheme = &batch.sealer().verifier().trust_list().statement().scheme;
            let origin = Origin::Row { number: row.number, product_id: row.product_id.as_deref() };
            let failure = advice::refused(&fault, origin, scheme);
            // A corrected row does not help against an existing file.
            if matches!(fault, BatchFault::NameOccupied { .. }) {
                return Err(failure);
            }
            tally.refused += 1;
            bar.suspend(|| errors::print(&failure));
        }
        if tally.rows.is_multiple_of(100) {
            bar.set_message(say!("issue-progress", labels = count(batch.labels().len(), "label")));
            bar.tick();
        }
    }
    bar.finish_and_clear();
    if tally.rows == 0 {
        return Err(advice::without_rows(path));
    }
    trimmed.report();
    Ok(tally)
}

/// The values around which blanks were left out that look like nothing or like a space.
#[derive(Default)]
struct Trimmed {
    values: usize,
    /// The row and the column of the first, and its blank.
    first: Option<(String, &'static str, char)>,
}

impl Trimmed {
    fn add(&mut self, row: &NumberedRow) {
        self.values += row.trimmed.len();
        if let (None, Some(TrimmedBlank { column, blank, .. })) = (&self.first, row.trimmed.first()) {
            let origin = Origin::Row { number: row.number, product_id: row.product_id.as_deref() };
            self.first = Some((origin.row().unwrap_or_default(), column, *blank));
        }
    }

    fn report(&self) {
        let Some((row, column, blank)) = &self.first else { return };
        let what = say!(
            "issue-trimmed",
            values = count(self.values, "value"),
            row = row,
            column = column,
            number = format_args!("{:04X}", u32::from(*blank)),
        );
        warn(&what, &say!("issue-trimmed-help"));
    }
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
            say!("csv-unreadable", path = shown(path), reason = files::reason(&error)),
            say!("csv-help"),
        )),
    }
}
