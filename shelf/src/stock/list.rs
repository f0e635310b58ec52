//! The rows of stock lists as products.

use super::columns::{Column, Columns};
use super::jan::{Jan, read_jan};
use crate::finding::Finding;
use starseal_tables::table::{ColumnsError, Table, TableError, TableRow};
use starseal_tables::text::folded;
use std::collections::HashMap;

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RowPlace {
    /// The name of the file.
    pub file: String,
    /// The number that the spreadsheet program shows.
    pub row: u64,
}

impl std::fmt::Display for RowPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.row)
    }
}

/// A product of the stock list: the values of its row as they were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Where its row stands.
    pub place: RowPlace,
    /// The number under its bar code.
    pub jan: Jan,
    /// The text of the cell with that number.
    pub jan_given: String,
    /// The model number; empty if there is none.
    pub model: String,
    /// The name.
    pub name: String,
    /// The manufacturer.
    pub holder: String,
    /// How many the shop has.
    pub quantity: String,
    /// What was found in the row itself.
    pub findings: Vec<Finding>,
}

/// Why a stock list cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StockError {
    /// The header cannot be used.
    #[error(transparent)]
    Columns(#[from] ColumnsError),
    /// The table cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The list has a header, and no product.
    #[error("the list has no product below its header")]
    NoProduct,
}

/// The stock list of a shop, from one file or several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stock {
    /// The products, in the order of the files and their rows.
    pub products: Vec<Product>,
    /// The names of the files.
    pub files: Vec<String>,
}

impl Stock {
    /// Reads the rows of a table.
    ///
    /// # Errors
    /// [`StockError`].
    pub fn read(file: impl Into<String>, table: &mut dyn Table, columns: &Columns) -> Result<Self, StockError> {
        let file = file.into();
        let found = columns.find(table.header())?;
        let mut products = Vec::new();
        while let Some(row) = table.next_row()? {
            products.extend(product(&file, &found, row));
        }
        if products.is_empty() {
            return Err(StockError::NoProduct);
        }
        Ok(Stock { products, files: vec![file] })
    }

    /// Adds the products of another list, and marks those about which the lists disagree.
    pub fn add(&mut self, other: Stock) {
        let first = self.products.len();
        self.products.extend(other.products);
        self.files.extend(other.files);
        let mut known: HashMap<u64, usize> = HashMap::new();
        for at in 0..self.products.len() {
            let Some(gtin) = self.products.get(at).and_then(|product| product.jan.gtin()) else { continue };
            match known.get(&gtin.get()).copied() {
                None => drop(known.insert(gtin.get(), at)),
                Some(before) if at >= first => self.compare(before, at),
                Some(_) => {}
            }
        }
    }

    /// Compares two rows with the same number.
    fn compare(&mut self, before: usize, at: usize) {
        let (Some(one), Some(other)) = (self.products.get(before), self.products.get(at)) else { return };
        if one.place.file == other.place.file {
            return;
        }
        let values = [("model", &one.model, &other.model), ("maker", &one.holder, &other.holder)];
        let differs = |(_, one, other): &(_, &String, &String)| {
            !one.is_empty() && !other.is_empty() && folded(one) != folded(other)
        };
        let found = values.into_iter().filter(differs).map(|(what, one_has, other_has)| Finding::ListsDiffer {
            what,
            here: other_has.clone(),
            there: one_has.clone(),
            place: one.place.to_string(),
        });
        let found: Vec<Finding> = found.collect();
        if let Some(product) = self.products.get_mut(at) {
            product.findings.extend(found);
        }
    }
}

/// Makes a product of a row; none if none of the columns has a value.
fn product(file: &str, columns: &[Option<Column>], row: TableRow) -> Option<Product> {
    let text = |wanted| {
        let at = columns.iter().position(|column| *column == Some(wanted));
        at.and_then(|at| row.cells.get(at)).cloned().unwrap_or_default()
    };
    let place = RowPlace { file: file.to_owned(), row: row.number };
    let jan_given = text(Column::Jan);
    let jan = read_jan(&jan_given);
    let mut product = Product {
        place,
        jan,
        jan_given,
        model: text(Column::Model),
        name: text(Column::Name),
        holder: text(Column::Holder),
        quantity: text(Column::Quantity),
        findings: Vec::new(),
    };
    if [&product.jan_given, &product.model, &product.name].iter().all(|text| text.is_empty()) {
        return None;
    }
    // What is wrong in a column that is passed over does not matter.
    let fault = row.fault.as_ref().filter(|fault| match fault.place {
        Some(place) => columns.get(place).is_some_and(Option::is_some),
        None => matches!(fault.cause, starseal_tables::table::CellCause::CellCount { .. }),
    });
    product.findings.extend(fault.map(|fault| Finding::RowUnusable { reason: fault.cause.to_string() }));
    match &product.jan {
        Jan::Repaired(gtin) => {
            product.findings.push(Finding::JanRepaired { given: product.jan_given.clone(), jan: gtin.to_string() });
        }
        Jan::Bad(fault) => {
            product.findings.push(Finding::JanUnusable { given: product.jan_given.clone(), fault: fault.code() });
        }
        Jan::None if product.model.is_empty() => product.findings.push(Finding::RowWithoutKey),
        _ => {}
    }
    Some(product)
}
