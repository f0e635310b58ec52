//! Finds applications by what people know of them. Each search reads a few rows of an index.

use super::read::registration;
use crate::store::{Cell, Row, Store, StoreError, holders_with};
use starseal::Gtin;
use starseal_tables::text::narrow;

/// The number of labels that are read at once.
const PAGE: usize = 64;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wanted {
    /// The registered ID.
    ProductId(String),
    /// The application number, receipt number or provisional number.
    Application(String),
    /// The position in the status list.
    Index(u32),
    /// The model number, as it is printed.
    Model(String),
    /// The number under a bar code (JAN).
    Gtin(Gtin),
    /// A part of the holder's name, in any case and width.
    Holder(String),
    /// Any of them.
    Anything(String),
}

/// The applications that were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The application numbers.
    pub applications: Vec<String>,
    /// Whether there are more.
    pub is_cut: bool,
}

impl Found {
    /// Adds an application. Returns whether there is room for another one.
    fn add(&mut self, number: &str, most: usize) -> bool {
        if !self.applications.iter().any(|known| known == number) {
            match self.applications.len() < most {
                true => self.applications.push(number.to_owned()),
                false => self.is_cut = true,
            }
        }
        !self.is_cut
    }
}

/// Finds applications: at most `most`.
///
/// # Errors
/// [`StoreError`].
pub fn find(store: &mut dyn Store, wanted: &Wanted, most: usize) -> Result<Found, StoreError> {
    let mut found = Found::default();
    match wanted {
        Wanted::ProductId(text) => by_id(store, text, most, &mut found)?,
        Wanted::Application(text) => by_number(store, text, most, &mut found)?,
        Wanted::Index(index) => by_index(store, *index, most, &mut found)?,
        Wanted::Model(text) => by_model(store, text, most, &mut found)?,
        Wanted::Gtin(gtin) => by_gtin(store, *gtin, most, &mut found)?,
        Wanted::Holder(text) => by_holder(store, text, most, &mut found)?,
        Wanted::Anything(text) => {
            by_id(store, text, most, &mut found)?;
            by_number(store, text, most, &mut found)?;
            by_model(store, text, most, &mut found)?;
            if let Ok(gtin) = narrow(text).parse() {
                by_gtin(store, gtin, most, &mut found)?;
            }
            by_holder(store, text, most, &mut found)?;
        }
    }
    Ok(found)
}

/// Returns a text as it was typed, and with narrow digits if they were wide.
fn spellings(text: &str) -> Vec<String> {
    let (text, narrow) = (text.trim().to_owned(), narrow(text).trim().to_owned());
    if text == narrow { vec![text] } else { vec![text, narrow] }
}

fn by_id(store: &mut dyn Store, text: &str, most: usize, found: &mut Found) -> Result<(), StoreError> {
    for text in spellings(text) {
        if let Some(known) = registration(store, &text)? {
            found.add(&known.application, most);
        }
    }
    Ok(())
}

fn by_number(store: &mut dyn Store, text: &str, most: usize, found: &mut Found) -> Result<(), StoreError> {
    for text in spellings(text) {
        for column in ["number", "receipt", "provisional"] {
            let sql = format!("SELECT number FROM application WHERE {column} = $1");
            for row in store.query(&sql, &[(&text).into()])? {
                found.add(row.text(0)?, most);
            }
        }
    }
    Ok(())
}

fn by_index(store: &mut dyn Store, index: u32, most: usize, found: &mut Found) -> Result<(), StoreError> {
    for row in store.query("SELECT application FROM registration WHERE status_index = $1", &[index.into()])? {
        found.add(row.text(0)?, most);
    }
    Ok(())
}

fn by_model(store: &mut dyn Store, text: &str, most: usize, found: &mut Found) -> Result<(), StoreError> {
    let sql = "SELECT r.application, l.event, r.position + r.labels - 1 FROM label l \
               JOIN registration r ON r.product_id = l.product_id \
               WHERE l.model = $1 AND (l.event, l.position) > ($2, $3) ORDER BY l.event, l.position LIMIT $4";
    for text in spellings(text) {
        by_labels(store, sql, &(&text).into(), most, found)?;
    }
    Ok(())
}

fn by_gtin(store: &mut dyn Store, gtin: Gtin, most: usize, found: &mut Found) -> Result<(), StoreError> {
    let sql = "SELECT r.application, g.event, r.position + r.labels - 1 FROM gtin g \
               JOIN label l ON l.event = g.event AND l.position = g.position \
               JOIN registration r ON r.product_id = l.product_id \
               WHERE g.gtin = $1 AND (g.event, g.position) > ($2, $3) ORDER BY g.event, g.position LIMIT $4";
    by_labels(store, sql, &gtin.get().into(), most, found)
}

/// Adds the applications of labels, in the order of the labels. The search goes on behind the last registration that
/// was found, however many labels it has.
fn by_labels(
    store: &mut dyn Store,
    sql: &str,
    wanted: &Cell,
    most: usize,
    found: &mut Found,
) -> Result<(), StoreError> {
    let mut after = (0_i64, -1_i64);
    loop {
        let rows = store.query(sql, &[wanted.clone(), after.0.into(), after.1.into(), PAGE.into()])?;
        for row in &rows {
            after = (row.number(1)?, row.number(2)?);
            if !found.add(row.text(0)?, most) {
                return Ok(());
            }
        }
        if rows.len() < PAGE {
            return Ok(());
        }
    }
}

fn by_holder(store: &mut dyn Store, text: &str, most: usize, found: &mut Found) -> Result<(), StoreError> {
    let sql = "SELECT number FROM application WHERE holder = $1 ORDER BY number LIMIT $2";
    // One more than wanted shows that there are more.
    for holder in holders_with(store, text, most.saturating_add(1))? {
        let rows: Vec<Row> = store.query(sql, &[(&holder).into(), most.saturating_add(1).into()])?;
        for row in &rows {
            if !found.add(row.text(0)?, most) {
                return Ok(());
            }
        }
    }
    Ok(())
}
