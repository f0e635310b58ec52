//! A label as a row of text cells.

use serde::de::value::Error;
use serde::de::{Deserializer, Error as _, Visitor};
use serde::{Deserialize, Serialize, forward_to_deserialize_any};

/// The content of a row as text. `None` is an empty cell.
///
/// The names of the fields are the columns of a CSV file, and the flags of `starseal issue` in snake_case. Days have
/// their year first, as in `2026-04-01`, `2026/4/1` or `2026年4月1日`. Entries of the scheme's dictionary are given by
/// number, or by name in English or Japanese.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LabelRow {
    /// The registration number.
    pub product_id: Option<String>,
    /// The level, by number or name.
    pub level: Option<String>,
    /// The first day; today if the cell is empty.
    pub issued_on: Option<String>,
    /// The last day; the latest one that the scheme allows if the cell is empty.
    pub expires_on: Option<String>,
    /// The position in the issuer's status list.
    pub status_index: Option<String>,
    /// The criteria, by number or citation.
    pub criteria: Option<String>,
    /// The product category, by number or name.
    pub category: Option<String>,
    /// The company that applied for the label.
    pub holder: Option<String>,
    /// The model number printed on the product.
    pub model: Option<String>,
    /// The numbers under the bar codes on the box, separated by spaces or semicolons.
    pub gtin: Option<String>,
    /// The evaluator of the product, by number or name.
    pub evaluator: Option<String>,
    /// The serial number of one unit.
    pub serial: Option<String>,
}

impl LabelRow {
    /// Returns the names of the columns, in the order of the fields.
    #[must_use]
    pub fn columns() -> &'static [&'static str] {
        let mut names: &'static [&'static str] = &[];
        // The derived implementation passes its field names to the deserializer, which records them and always returns
        // an error.
        let _ = LabelRow::deserialize(Fields(&mut names));
        names
    }

    /// Returns the cells with a value, each with its column.
    pub(super) fn cells(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let values = [
            &self.product_id,
            &self.level,
            &self.issued_on,
            &self.expires_on,
            &self.status_index,
            &self.criteria,
            &self.category,
            &self.holder,
            &self.model,
            &self.gtin,
            &self.evaluator,
            &self.serial,
        ];
        LabelRow::columns().iter().zip(values).filter_map(|(column, value)| Some((*column, value.as_deref()?)))
    }

    /// Returns the row with the values of `defaults` in its empty cells.
    #[must_use]
    pub fn or(self, defaults: &LabelRow) -> LabelRow {
        let or = |cell: Option<String>, default: &Option<String>| cell.or_else(|| default.clone());
        LabelRow {
            product_id: or(self.product_id, &defaults.product_id),
            level: or(self.level, &defaults.level),
            issued_on: or(self.issued_on, &defaults.issued_on),
            expires_on: or(self.expires_on, &defaults.expires_on),
            status_index: or(self.status_index, &defaults.status_index),
            criteria: or(self.criteria, &defaults.criteria),
            category: or(self.category, &defaults.category),
            holder: or(self.holder, &defaults.holder),
            model: or(self.model, &defaults.model),
            gtin: or(self.gtin, &defaults.gtin),
            evaluator: or(self.evaluator, &defaults.evaluator),
            serial: or(self.serial, &defaults.serial),
        }
    }
}

/// A deserializer that records the field names of a struct, so that there is no second list of them.
struct Fields<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Fields<'_> {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Error> {
        *self.0 = fields;
        Err(Error::custom("only the names are recorded"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Error> {
        Err(Error::custom("a row is a struct"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::LabelRow;

    #[test]
    fn the_columns_are_the_names_of_the_flags() {
        let columns = LabelRow::columns();
        assert_eq!((columns.len(), columns.first(), columns.last()), (12, Some(&"product_id"), Some(&"serial")));
    }

    #[test]
    fn cells_have_the_columns_of_their_fields() {
        let text = |name: &str| Some(name.to_owned());
        let row = LabelRow {
            product_id: text("product_id"),
            gtin: text("gtin"),
            serial: text("serial"),
            ..LabelRow::default()
        };
        assert_eq!(
            row.cells().collect::<Vec<_>>(),
            [("product_id", "product_id"), ("gtin", "gtin"), ("serial", "serial")]
        );
    }

    #[test]
    fn defaults_fill_empty_cells_only() {
        let cell = |text: &str| Some(text.to_owned());
        let row = LabelRow { level: cell("2"), ..LabelRow::default() };
        let defaults = LabelRow { level: cell("1"), holder: cell("Example"), ..LabelRow::default() };
        assert_eq!(row.or(&defaults), LabelRow { level: cell("2"), holder: cell("Example"), ..LabelRow::default() });
    }
}
