//! The columns of a stock list.

use starseal_tables::table::{ColumnsError, Named, Names, name_of, of_name};
use starseal_tables::text::folded;

/// A column of a stock list. Other columns are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Column {
    /// The number under the bar code.
    Jan,
    /// The model number.
    Model,
    /// The name of the product.
    Name,
    /// The manufacturer.
    Holder,
    /// How many the shop has.
    Quantity,
}

/// The columns with their names: the first one is the one by which an option names the column.
const NAMES: &[Named<Column>] = &[
    (
        Column::Jan,
        &[
            "jan",
            "jan_code",
            "jan code",
            "gtin",
            "ean",
            "ean code",
            "upc",
            "barcode",
            "bar code",
            "JANコード",
            "JAN CD",
            "JANCD",
            "JAN番号",
            "JANコード13桁",
            "バーコード",
            "バーコード番号",
            "GTINコード",
            "EANコード",
        ],
    ),
    (
        Column::Model,
        &[
            "model",
            "model number",
            "model_number",
            "model no",
            "model no.",
            "part number",
            "型番",
            "型式",
            "品番",
            "メーカー型番",
            "メーカー品番",
            "製品型番",
            "商品型番",
            "型名",
            "モデル",
            "モデル名",
            "モデル番号",
            "機種名",
        ],
    ),
    (
        Column::Name,
        &[
            "name",
            "product",
            "product name",
            "item",
            "item name",
            "description",
            "品名",
            "商品名",
            "製品名",
            "名称",
            "商品名称",
            "品目名",
        ],
    ),
    (
        Column::Holder,
        &[
            "maker",
            "manufacturer",
            "holder",
            "brand",
            "vendor",
            "メーカー",
            "メーカ",
            "メーカー名",
            "メーカ名",
            "製造元",
            "製造業者",
            "製造者",
            "ブランド",
        ],
    ),
    (
        Column::Quantity,
        &["quantity", "qty", "stock", "in stock", "on hand", "数量", "在庫", "在庫数", "在庫数量", "個数"],
    ),
];

/// A name that is no column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is not one of jan, model, name, maker and quantity")]
pub struct UnknownColumn {
    /// The name.
    pub name: String,
}

/// How the columns of stock lists are named: by the usual names, and by names that are given.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    given: Vec<(Column, String)>,
}

impl Column {
    /// Returns the name by which an option names the column.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        name_of(NAMES, self)
    }

    /// Returns the columns with all names that are known.
    pub fn all() -> impl Iterator<Item = (Column, &'static [&'static str])> {
        NAMES.iter().copied()
    }
}

impl std::str::FromStr for Column {
    type Err = UnknownColumn;

    fn from_str(name: &str) -> Result<Self, UnknownColumn> {
        of_name(NAMES, name).ok_or_else(|| UnknownColumn { name: name.to_owned() })
    }
}

impl Columns {
    /// Adds the name that a column has in the lists. It takes precedence over the usual names of that column.
    #[must_use]
    pub fn with(mut self, column: Column, name: impl Into<String>) -> Self {
        self.given.push((column, name.into()));
        self
    }

    /// Opens a table with the names by which its header is found.
    pub fn open<T>(&self, open: impl FnOnce(Names<'_>) -> T) -> T {
        let column = |name: &str| self.column(name);
        let is_header = |header: &[String]| {
            let has = |wanted| header.iter().any(|name| column(name) == Some(wanted));
            has(Column::Jan) || has(Column::Model)
        };
        open(Names { is_name: &|name| column(name).is_some(), is_header: &is_header })
    }

    /// Returns the column with this name.
    fn column(&self, name: &str) -> Option<Column> {
        let folded_name = folded(name);
        let given = self.given.iter().find(|(_, given)| folded(given) == folded_name).map(|(column, _)| *column);
        let is_free = |column: &Column| self.given.iter().all(|(given, _)| given != column);
        given.or_else(|| of_name(NAMES, name).filter(is_free))
    }

    /// Finds the columns of a header.
    ///
    /// # Errors
    /// [`ColumnsError`] if two columns mean the same, if a name that was given is not there, or if there is neither a
    /// JAN nor a model.
    pub(super) fn find(&self, header: &[String]) -> Result<Vec<Option<Column>>, ColumnsError> {
        let is_there = |given: &str| header.iter().any(|name| folded(name) == folded(given));
        if let Some((_, name)) = self.given.iter().find(|(_, given)| !is_there(given)) {
            return Err(ColumnsError::NotThere { name: name.clone() });
        }
        let mut found: Vec<Option<Column>> = Vec::new();
        for name in header {
            let column = self.column(name);
            if let Some(before) = found.iter().position(|known| column.is_some() && *known == column) {
                let first = header.get(before).cloned().unwrap_or_default();
                return Err(ColumnsError::Doubled { first, second: name.clone() });
            }
            found.push(column);
        }
        match found.contains(&Some(Column::Jan)) || found.contains(&Some(Column::Model)) {
            true => Ok(found),
            false => Err(ColumnsError::Missing { name: "jan / model" }),
        }
    }
}
