//! A table in JSON: an array of objects, or objects on lines of their own.

use super::error::TableError;
use super::form::Form;
use super::row::{CellCause, CellFault, MAX_COLUMNS, MAX_ROWS, MAX_TEXT_BYTES, Shape, Table, TableRow};
use crate::text::{TextKind, TextReader};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::HashMap;
use std::fmt;
use std::io::Read;

/// The maximum number of values in a list, such as the JANs of a model.
const MAX_LIST: usize = 64;

/// A table from JSON.
#[derive(Debug)]
pub struct JsonTable {
    form: Form,
    shape: Shape,
    rows: std::vec::IntoIter<(u64, Object)>,
}

impl JsonTable {
    /// Reads all objects. The columns are the names in the order of their first occurrence.
    ///
    /// # Errors
    /// [`TableError`].
    pub fn new(input: impl Read) -> Result<Self, TableError> {
        let mut bytes = Vec::new();
        let limit = MAX_TEXT_BYTES as u64 + 1;
        TextReader::new(input, TextKind::Table).take(limit).read_to_end(&mut bytes).map_err(TableError::unreadable)?;
        if bytes.len() > MAX_TEXT_BYTES {
            let line = bytes.iter().filter(|byte| **byte == b'\n').count();
            return Err(TableError::TooLarge { row: line as u64 });
        }
        let mut all = Objects::default();
        let is_array = bytes.trim_ascii_start().first() == Some(&b'[');
        if is_array {
            all.read_array(&bytes)?;
        } else {
            all.read_lines(&bytes)?;
        }
        if all.names.is_empty() {
            return Err(TableError::Empty);
        }
        let form = if is_array { Form::Json } else { Form::JsonLines };
        Ok(JsonTable { form, shape: Shape::new(all.names), rows: all.rows.into_iter() })
    }
}

impl Table for JsonTable {
    fn form(&self) -> Form {
        self.form
    }

    fn header(&self) -> &[String] {
        &self.shape.header
    }

    fn next_row(&mut self) -> Result<Option<TableRow>, TableError> {
        for (number, object) in self.rows.by_ref() {
            let width = object.cells.iter().map(|(place, ..)| place + 1).max().unwrap_or(0);
            let mut cells = vec![(String::new(), None); width.min(self.shape.header.len())];
            for (place, text, cause) in object.cells {
                if let Some(cell) = cells.get_mut(place) {
                    *cell = (text, cause);
                }
            }
            let row = match (self.shape.row(number, cells, false)?, object.fault) {
                (Some(row), fault) => Some(TableRow { fault: row.fault.or(fault), ..row }),
                (None, Some(fault)) => {
                    let cells = vec![String::new(); self.shape.header.len()];
                    self.shape.count(number, &cells)?;
                    Some(TableRow { number, cells, fault: Some(fault) })
                }
                (None, None) => None,
            };
            if row.is_some() {
                return Ok(row);
            }
        }
        Ok(None)
    }
}

/// An object: its values by the places of their columns, and what is wrong with it as a whole.
#[derive(Debug, Default)]
struct Object {
    cells: Vec<(usize, String, Option<CellCause>)>,
    fault: Option<CellFault>,
}

impl Object {
    fn not_one(reason: impl fmt::Display) -> Self {
        let cause = CellCause::NotAnObject { reason: reason.to_string() };
        Object { cells: Vec::new(), fault: Some(CellFault { place: None, cause }) }
    }
}

/// All objects of a file.
#[derive(Default)]
struct Objects {
    names: Vec<String>,
    places: HashMap<String, usize>,
    rows: Vec<(u64, Object)>,
}

impl Objects {
    fn read_array(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        let read = reader.deserialize_seq(&mut *self).and_then(|()| reader.end());
        self.check()?;
        read.map_err(|error| TableError::NotJson { line: error.line() as u64, reason: error.to_string() })
    }

    fn read_lines(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        let mut is_first = true;
        for (number, line) in (1..).zip(bytes.split(|byte| matches!(byte, b'\n'))) {
            let line = line.trim_ascii();
            if line.is_empty() {
                continue;
            }
            let mut reader = serde_json::Deserializer::from_slice(line);
            let read = ObjectSeed(self).deserialize(&mut reader).and_then(|object| reader.end().map(|()| object));
            let object = match read {
                Ok(object) => object,
                // An object may take several lines if it is the only one.
                Err(_) if is_first => {
                    let mut reader = serde_json::Deserializer::from_slice(bytes);
                    let whole =
                        ObjectSeed(self).deserialize(&mut reader).and_then(|object| reader.end().map(|()| object));
                    match whole {
                        Ok(object) => {
                            self.rows.push((1, object));
                            return Ok(());
                        }
                        Err(error) => {
                            let (line, reason) = (error.line() as u64, error.to_string());
                            return Err(TableError::NotJson { line, reason });
                        }
                    }
                }
                Err(error) => Object::not_one(error),
            };
            is_first = false;
            self.rows.push((number, object));
            self.check()?;
        }
        Ok(())
    }

    fn check(&self) -> Result<(), TableError> {
        match self.rows.get(MAX_ROWS) {
            Some((row, _)) => Err(TableError::TooLarge { row: *row }),
            None => Ok(()),
        }
    }

    /// Returns the place of a name's column; none if there are too many.
    fn place(&mut self, name: &str) -> Option<usize> {
        let name = name.trim();
        if let Some(place) = self.places.get(name) {
            return Some(*place);
        }
        let place = self.names.len();
        (place < MAX_COLUMNS).then(|| {
            self.names.push(name.to_owned());
            self.places.insert(name.to_owned(), place);
            place
        })
    }
}

/// Reads the elements of an array.
impl<'de> Visitor<'de> for &mut Objects {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(object) = elements.next_element_seed(ObjectSeed(&mut *self))? {
            number += 1;
            self.rows.push((number, object));
            if self.rows.len() > MAX_ROWS {
                return Err(serde::de::Error::custom("there are too many objects"));
            }
        }
        Ok(())
    }
}

/// Reads one object.
struct ObjectSeed<'a>(&'a mut Objects);

impl<'de> DeserializeSeed<'de> for ObjectSeed<'_> {
    type Value = Object;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Object, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ObjectSeed<'_> {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Object, A::Error> {
        let mut object = Object::default();
        while let Some(name) = entries.next_key::<String>()? {
            let (text, cause) = entries.next_value_seed(ValueSeed)?;
            let place = self.0.place(&name);
            let is_doubled = object.cells.iter().any(|(known, ..)| Some(*known) == place);
            match place {
                Some(place) if !is_doubled => object.cells.push((place, text, cause)),
                _ => {
                    let cause = CellCause::DoubledName { name: name.chars().take(MAX_LIST).collect() };
                    object.fault = Some(CellFault { place, cause });
                }
            }
        }
        Ok(object)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Object, A::Error> {
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Object::not_one("it is a list"))
    }

    fn visit_str<E>(self, _: &str) -> Result<Object, E> {
        Ok(Object::not_one("it is a text"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Object, E> {
        Ok(Object::not_one("it is true or false"))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Object, E> {
        Ok(Object::not_one("it is a number"))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Object, E> {
        Ok(Object::not_one("it is a number"))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Object, E> {
        Ok(Object::not_one("it is a number"))
    }

    fn visit_unit<E>(self) -> Result<Object, E> {
        Ok(Object::not_one("it is null"))
    }
}

/// Reads a value: a text, a number, null, or a list of texts and numbers, which are joined with blanks.
struct ValueSeed;

type Value = (String, Option<CellCause>);

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok((text.to_owned(), None))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok((number.to_string(), None))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok((number.to_string(), None))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        // A number that is written with a point or a power may have lost digits.
        let text = if number.abs() < 1e15 { number.to_string() } else { format!("{number:.5E}").replace('E', "E+") };
        Ok((text, None))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok((String::new(), None))
    }

    fn visit_bool<E>(self, is_true: bool) -> Result<Value, E> {
        let found = if is_true { "true" } else { "false" };
        Ok((found.to_owned(), Some(CellCause::NotAValue { found })))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok((String::new(), Some(CellCause::NotAValue { found: "an object" })))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let (mut texts, mut cause) = (Vec::new(), None);
        while texts.len() < MAX_LIST {
            match elements.next_element_seed(ScalarSeed)? {
                Some(Some(text)) => texts.push(text),
                Some(None) => cause = Some(CellCause::NotAValue { found: "a list of lists or objects" }),
                None => return Ok((texts.join(" "), cause)),
            }
        }
        while elements.next_element::<IgnoredAny>()?.is_some() {
            cause = Some(CellCause::NotAValue { found: "a long list" });
        }
        Ok((texts.join(" "), cause))
    }
}

/// Reads an element of a list; none if it is a list or an object itself.
struct ScalarSeed;

impl<'de> DeserializeSeed<'de> for ScalarSeed {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Option<String>, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ScalarSeed {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<String>, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Option<String>, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Option<String>, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Option<String>, E> {
        ValueSeed.visit_f64(number).map(|(text, _)| Some(text))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<String>, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Option<String>, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Option<String>, A::Error> {
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}
