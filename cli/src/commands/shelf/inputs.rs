//! What the flags of all commands name: the lists, the policy, the day, and the stock.

use crate::args::{AuditFlags, StockFlags};
use crate::exit::{Cause, Failure};
use crate::messages::{of_columns, say};
use crate::output::escape::shown;
use crate::{knowledge, policy_file, tablefile};
use starseal::{Timestamp, Verifier, When};
use starseal_shelf::audit::Asked;
use starseal_shelf::sighting::Verdicts;
use starseal_shelf::stock::{Columns, Stock, StockError};
use std::path::Path;

/// Who judges, and what is asked.
pub(super) struct Judge {
    pub(super) verifier: Verifier,
    pub(super) asked: Asked,
}

impl Judge {
    pub(super) fn new(flags: &AuditFlags) -> Result<Self, Failure> {
        let now = flags.clock.now()?;
        let mut verifier = knowledge::gather(&flags.knowledge, now)?;
        let scheme = &verifier.trust_list().statement().scheme;
        let today = scheme.date_at(now);
        if let Some(path) = &flags.policy {
            let policy = policy_file::read(path, scheme)?;
            verifier.set_policy(policy);
        }
        Ok(Judge { verifier, asked: Asked { now, today, as_of: flags.as_of, lapse_days: flags.days } })
    }

    /// Returns the same judge at a later time: a scan may take the whole day.
    pub(super) fn at(&self, now: Timestamp) -> Asked {
        Asked { now, today: self.verifier.trust_list().statement().scheme.date_at(now), ..self.asked }
    }

    /// Returns the time asked about.
    pub(super) fn when(&self) -> When {
        when(&self.asked)
    }

    /// Returns the verdicts at that time, of which none is given yet.
    pub(super) fn verdicts(&self) -> Verdicts<'_> {
        Verdicts::new(&self.verifier, self.when())
    }
}

/// Returns the time asked about.
pub(super) fn when(asked: &Asked) -> When {
    asked.as_of.map_or(When::Now(asked.now), When::On)
}

/// Reads the stock lists.
pub(super) fn stock(flags: &StockFlags) -> Result<Stock, Failure> {
    let named = |columns: Columns, (column, name): &(_, String)| columns.with(*column, name.clone());
    let columns = flags.column.iter().fold(Columns::default(), named);
    let mut stock = Stock::default();
    for path in &flags.stock {
        let what = |reason: String| say!("shelf-stock-unusable", path = shown(path), reason = reason);
        let opened = columns.open(|names| tablefile::open(path, names, flags.sheet.as_deref()))?;
        let mut table = opened.map_err(|error| tablefile::unusable(path, &error, what))?;
        let list = Stock::read(name(path), table.as_mut(), &columns).map_err(|error| match error {
            StockError::Table(error) => tablefile::unusable(path, &error, what),
            StockError::Columns(error) => {
                let header: Vec<String> = table.header().iter().filter(|name| !name.is_empty()).cloned().collect();
                let help = say!("shelf-columns-help", header = crate::messages::list(&header));
                Failure::new(Cause::RowRefused, what(of_columns(&error)), help)
            }
            _ => Failure::new(Cause::RowRefused, what(say!("shelf-no-product")), say!("table-empty-help")),
        })?;
        stock.add(list);
    }
    Ok(stock)
}

/// Returns the name of a file, by which rows are found again.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
