//! Rows of a CSV file (RFC 4180), as if their cells had been typed as flags.

use super::request::Fault;
use crate::args::LabelFlags;
use crate::exit::Failure;
use crate::files;
use crate::output::escape::{printable, shown};
use csv::{ByteRecord, ReaderBuilder, Trim};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The columns, named as `issue`'s flags in snake_case.
pub(crate) const COLUMNS: [&str; 12] = [
    "product_id",
    "level",
    "issued_on",
    "expires_on",
    "status_index",
    "criteria",
    "category",
    "holder",
    "model",
    "gtin",
    "evaluator",
    "serial",
];

/// A row that holds something.
pub(crate) struct Row {
    /// Its line in the file; the headers are in line 1, so it is a spreadsheet's row number too.
    pub(crate) number: u64,
    /// What it says, or why it cannot be read.
    pub(crate) typed: Result<LabelFlags, Fault>,
}

/// Reads rows one after the other.
pub(crate) struct Rows<'a> {
    reader: csv::Reader<Box<dyn Read>>,
    /// For each column of the file, its place in [`COLUMNS`].
    places: Vec<usize>,
    /// What stands where a row's cell is empty.
    defaults: &'a LabelFlags,
    record: ByteRecord,
}

impl<'a> Rows<'a> {
    /// Opens a file, or standard input for `-`, and reads its headers.
    pub(crate) fn open(path: &Path, defaults: &'a LabelFlags) -> Result<Self, Failure> {
        let input: Box<dyn Read> = if path == Path::new("-") {
            Box::new(io::stdin())
        } else {
            Box::new(File::open(path).map_err(|error| unreadable(path, &files::reason(&error)))?)
        };
        let mut reader = ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(input);
        let headers = reader.byte_headers().map_err(|error| unreadable(path, &error))?;
        let places = places(headers, defaults)?;
        Ok(Rows { reader, places, defaults, record: ByteRecord::new() })
    }

    fn typed(&self) -> Result<LabelFlags, Fault> {
        if self.record.len() != self.places.len() {
            return Err(Fault::new(
                format_args!("it has {} cells, and the headers are {}", self.record.len(), self.places.len()),
                "put cells that hold a comma between double quotes",
            ));
        }
        let mut typed = self.defaults.clone();
        for (cell, place) in self.record.iter().zip(&self.places) {
            let text = str::from_utf8(cell).map_err(|_| {
                Fault::new(
                    format_args!("the column {} is not UTF-8", COLUMNS[*place]),
                    "save the file as CSV in UTF-8: spreadsheets in Japan write Shift_JIS unless told otherwise",
                )
            })?;
            if !text.is_empty() {
                set(&mut typed, COLUMNS[*place], text.to_owned());
            }
        }
        Ok(typed)
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.reader.read_byte_record(&mut self.record) {
                Ok(false) => return None,
                // Spreadsheets write rows of nothing but commas.
                Ok(true) if self.record.iter().all(<[u8]>::is_empty) => {}
                Ok(true) => {
                    let number = self.record.position().map_or(0, csv::Position::line);
                    return Some(Ok(Row { number, typed: self.typed() }));
                }
                Err(error) => {
                    return Some(Err(Failure::impossible(
                        format_args!("the rows cannot be read to the end: {error}"),
                        "look at what they are read from",
                    )));
                }
            }
        }
    }
}

fn places(headers: &ByteRecord, defaults: &LabelFlags) -> Result<Vec<usize>, Failure> {
    let known = || format!("the columns are {}", COLUMNS.join(", "));
    let mut places = Vec::new();
    for header in headers {
        let name = String::from_utf8_lossy(header);
        let place = COLUMNS.iter().position(|column| *column == name).ok_or_else(|| {
            Failure::usage(format_args!("there is no column \"{}\" for labels", printable(&name)), known())
        })?;
        if places.contains(&place) {
            return Err(Failure::usage(format_args!("the column {name} stands twice"), "remove one of them"));
        }
        places.push(place);
    }
    let has = |name: &str| places.iter().any(|place| COLUMNS[*place] == name);
    let has_default = |name: &str| name == "level" && defaults.level.is_some();
    for name in ["product_id", "level", "status_index"] {
        if !(has(name) || has_default(name)) {
            return Err(Failure::usage(format_args!("the column {name} is missing"), known()));
        }
    }
    Ok(places)
}

fn set(typed: &mut LabelFlags, column: &str, text: String) {
    match column {
        "product_id" => typed.product_id = Some(text),
        "level" => typed.level = Some(text),
        "issued_on" => typed.issued_on = Some(text),
        "expires_on" => typed.expires_on = Some(text),
        "status_index" => typed.status_index = Some(text),
        "criteria" => typed.criteria = Some(text),
        "category" => typed.category = Some(text),
        "holder" => typed.holder = Some(text),
        "model" => typed.model = Some(text),
        "gtin" => typed.gtin = vec![text],
        "evaluator" => typed.evaluator = Some(text),
        "serial" => typed.serial = Some(text),
        // `places` lets no other name in.
        _ => {}
    }
}

fn unreadable(path: &Path, reason: &dyn std::fmt::Display) -> Failure {
    Failure::impossible(
        format_args!("the CSV file {} cannot be read: {reason}", shown(path)),
        "give the path of a CSV file in UTF-8, or - for standard input",
    )
}
