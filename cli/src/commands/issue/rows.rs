//! Adds the rows of a file to a batch, and prints why a row is refused.

use super::advice::{self, Origin};
use crate::exit::Failure;
use crate::files;
use crate::output::errors::{self, warn};
use crate::output::escape::shown;
use crate::output::words::count;
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
            let scheme = &batch.sealer().verifier().trust_list().statement().scheme;
            let origin = Origin::Row { number: row.number, product_id: row.product_id.as_deref() };
            let failure = advice::refused(&fault, origin, scheme);
            // A corrected row does not help against an existing file.
            if matches!(fault, BatchFault::NameOccupied { .. }) {
                return Err(failure.with_exit(crate::exit::Exit::Impossible));
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
    first: Option<String>,
}

impl Trimmed {
    fn add(&mut self, row: &NumberedRow) {
        self.values += row.trimmed.len();
        if let (None, Some(TrimmedBlank { column, blank, .. })) = (&self.first, row.trimmed.first()) {
            let origin = Origin::Row { number: row.number, product_id: row.product_id.as_deref() };
            self.first = Some(format!("{}U+{:04X}", origin.head(Some(column)), u32::from(*blank)));
        }
    }

    fn report(&self) {
        let Some(first) = &self.first else { return };
        warn(
            &format!("blanks around {} were left out; the first is in {first}", count(self.values, "value")),
            "remove them from the file, so that it says what the labels say",
        );
    }
}

fn open(path: &Path) -> Result<Box<dyn Read>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    match File::open(path) {
        Ok(file) => Ok(Box::new(file)),
        Err(error) => Err(Failure::impossible(
            format_args!("the CSV file {} cannot be read: {}", shown(path), files::reason(&error)),
            "give the path of a CSV file, or - for standard input",
        )),
    }
}
