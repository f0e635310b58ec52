//! `starseal shelf recheck`: judges the labels of an audit by today's lists, and says what has changed.

use super::folder::{self, RECORDS};
use super::inputs::Judge;
use crate::args::ShelfRecheckArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::files;
use crate::messages::{count, say};
use crate::output::escape::{printable, shown};
use crate::output::json;
use crate::output::style::{BAD, CARE, GOOD};
use crate::output::table::{Cell, Columns, Row};
use starseal_shelf::reading::MAX_JOURNAL_BYTES;
use starseal_shelf::recheck::{Change, compare, verdicts};
use starseal_shelf::sighting;
use std::io::Write;

pub(super) fn run(args: &ShelfRecheckArgs) -> Result<Exit, Failure> {
    let judge = Judge::new(&args.asked)?;
    let readings = folder::readings(&args.audit)?;
    let path = args.audit.join(RECORDS);
    let records = files::read("records", &path, MAX_JOURNAL_BYTES)?;
    let before = verdicts(&String::from_utf8_lossy(&records)).map_err(|error| {
        let what = say!("shelf-records-damaged", path = shown(&path), line = error.line, reason = error.reason);
        Failure::new(Cause::WrongKind, what, say!("shelf-records-damaged-help"))
    })?;
    let sightings = sighting::judge(&judge.verifier, &readings, judge.when());
    if sightings.len() != before.len() {
        let what = say!("shelf-records-differ", records = before.len(), readings = sightings.len());
        return Err(Failure::new(Cause::WrongKind, what, say!("shelf-records-damaged-help")));
    }
    let changes = compare(&before, &readings, &sightings, judge.asked.lapse_days);
    let has_fallen = changes.iter().any(Change::has_fallen);
    if args.json {
        let mut out = std::io::stdout();
        changes.iter().try_for_each(|change| writeln!(out, "{}", json::line(change)?))?;
    } else {
        let made = before.iter().filter_map(|before| before.checked_at.as_deref()).max().unwrap_or("–");
        show(&changes, before.len(), made)?;
    }
    Ok(if has_fallen { Exit::Refused } else { Exit::Success })
}

fn show(changes: &[Change], labels: usize, made: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    let cell =
        |text: &Option<String>| Cell::plain(text.as_deref().map_or("–".into(), |text| printable(text).into_owned()));
    let rows = changes.iter().map(|change| {
        let style = if change.stands { if change.lapses_in.is_some() { CARE } else { GOOD } } else { BAD };
        let now = match change.lapses_in {
            Some(days) => say!("shelf-lapses-in", code = change.after, days = days),
            None => change.after.clone(),
        };
        let cells = vec![
            Cell::styled(style, now),
            Cell::plain(change.before.clone()),
            cell(&change.product_id),
            cell(&change.model),
            cell(&change.last_day),
            Cell::plain(printable(&change.source).into_owned()),
        ];
        Row { cells, notes: Vec::new() }
    });
    let rows: Vec<Row> = rows.collect();
    if !rows.is_empty() {
        let titles = [
            say!("shelf-column-now"),
            say!("shelf-column-before"),
            say!("column-product"),
            say!("column-model"),
            say!("column-last-day"),
            say!("column-from"),
        ];
        Columns::new(titles.to_vec()).leading(2).write_table(&mut out, &rows)?;
        writeln!(out)?;
    }
    let fallen = changes.iter().filter(|change| change.has_fallen()).count();
    let lapsing = changes.iter().filter(|change| change.lapses_in.is_some()).count();
    let labels = count(labels, "label");
    writeln!(out, "{}", say!("shelf-rechecked", labels = labels, made = made, fallen = fallen, lapsing = lapsing))?;
    Ok(out.flush()?)
}
