//! `starseal registry list`: lists applications and registrations.

use super::desk::open;
use super::failure::Trouble;
use crate::args::RegistryListArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::messages::{self, language, of_event, say};
use crate::output::escape::printable;
use crate::output::json;
use crate::output::table::{Cell, Columns, Row};
use serde::Serialize;
use starseal_registry::event::Application;
use starseal_registry::life::{State, Wordage, word};
use starseal_registry::store::{Cell as Value, Store};
use starseal_registry::view::standing;
use std::io::Write;

/// The number of rows that are read at once.
const PAGE: usize = 500;

/// The widths of the columns, for rows that are not known in advance.
const WIDTHS: [usize; 6] = [14, 20, 10, 16, 10, 20];

#[derive(Serialize)]
struct RowJson {
    application: String,
    state: String,
    state_on: String,
    receipt: Option<String>,
    provisional: Option<String>,
    product_id: Option<String>,
    status: Option<&'static str>,
    last_day: Option<String>,
    level: u8,
    holder: Option<String>,
    models: usize,
}

pub(super) fn run(args: &RegistryListArgs) -> Result<Exit, Failure> {
    Ok(list(args)?)
}

fn list(args: &RegistryListArgs) -> Result<Exit, Trouble> {
    if let Some(state) = args.state.as_ref().filter(|state| state.parse::<State>().is_err()) {
        let names: Vec<String> = State::ALL.iter().map(ToString::to_string).collect();
        let what = say!("registry-not-a-state", state = printable(state));
        let help = say!("registry-not-a-state-help", states = messages::list(&names));
        return Err(Failure::new(Cause::Value, what, help).into());
    }
    let (_, mut ledger) = open(&args.ledger)?;
    let scheme = ledger.trust().scheme().clone();
    let today = scheme.date_at(args.clock.now()?);
    let mut out = anstream::stdout();
    let titles = vec![
        say!("registry-column-application"),
        say!("registry-column-state"),
        say!("registry-column-since"),
        say!("registry-column-product"),
        say!("registry-column-last-day"),
        say!("registry-column-holder"),
    ];
    let mut columns = Columns::new(titles).at_least(&WIDTHS);
    if !args.json {
        columns.write_titles(&mut out)?;
    }
    let mut after = String::new();
    loop {
        let mut rows = page(args, ledger.store(), &after)?;
        for row in &mut rows {
            let standing = match &row.product_id {
                Some(id) => standing(ledger.store(), id, today, &scheme)?,
                None => None,
            };
            row.status = standing.as_ref().map(|standing| standing.status);
            row.last_day = standing.map(|standing| standing.last_day.to_string());
            if args.json {
                writeln!(out, "{}", json::line(row)?)?;
            } else {
                columns.write(&mut out, &shown(row))?;
            }
        }
        match rows.pop() {
            Some(last) if rows.len() + 1 == PAGE => after = last.application,
            _ => return Ok(Exit::Success),
        }
    }
}

fn page(args: &RegistryListArgs, store: &mut dyn Store, after: &str) -> Result<Vec<RowJson>, Trouble> {
    let mut sql = "SELECT a.number, a.state, a.state_on, a.receipt, a.provisional, a.content, r.product_id \
                   FROM application a LEFT JOIN registration r ON r.application = a.number WHERE a.number > $1"
        .to_owned();
    let mut cells: Vec<Value> = vec![after.into()];
    for (column, value) in [("a.state", &args.state), ("a.holder", &args.holder)] {
        if let Some(value) = value {
            cells.push(value.into());
            sql.push_str(&format!(" AND {column} = ${}", cells.len()));
        }
    }
    sql.push_str(&format!(" ORDER BY a.number LIMIT {PAGE}"));
    let mut found = Vec::new();
    for row in store.query(&sql, &cells)? {
        let content = Application::from_bytes(row.bytes(5)?);
        let content =
            content.map_err(|fault| Failure::new(Cause::NotAccepted, of_event(&fault), say!("registry-help-audit")))?;
        found.push(RowJson {
            application: row.text(0)?.to_owned(),
            state: row.text(1)?.to_owned(),
            state_on: row.day(2)?.to_string(),
            receipt: row.text_or_null(3)?.map(str::to_owned),
            provisional: row.text_or_null(4)?.map(str::to_owned),
            product_id: row.text_or_null(6)?.map(str::to_owned),
            status: None,
            last_day: None,
            level: content.level.get(),
            holder: content.holder,
            models: content.models.len(),
        });
    }
    Ok(found)
}

fn shown(row: &RowJson) -> Row {
    let words = match row.status {
        Some(status) => word(Wordage::Status, status, language()),
        None => word(Wordage::State, &row.state, language()),
    };
    let optional = |text: &Option<String>| printable(text.as_deref().unwrap_or("–")).into_owned();
    let cells = [
        printable(&row.application).into_owned(),
        words.to_owned(),
        row.state_on.clone(),
        optional(&row.product_id),
        row.last_day.clone().unwrap_or_else(|| "–".to_owned()),
        optional(&row.holder),
    ];
    Row { cells: cells.into_iter().map(Cell::plain).collect(), notes: Vec::new() }
}
