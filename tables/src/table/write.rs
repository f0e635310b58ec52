//! Rows in a file of the same form as the table that they come from.

use super::form::Form;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use serde_json::{Map, Value};

/// Why rows cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rows cannot be written: {reason}")]
pub struct WriteError {
    /// The message of the format.
    reason: String,
}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        WriteError { reason: error.to_string() }
    }
}

impl From<serde_json::Error> for WriteError {
    fn from(error: serde_json::Error) -> Self {
        WriteError { reason: error.to_string() }
    }
}

/// Writes a header and rows as a file. All cells are texts, so that no spreadsheet program changes them: a JAN keeps
/// its digits.
///
/// # Errors
/// [`WriteError`].
pub fn write(form: Form, header: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>, WriteError> {
    match form {
        Form::Csv { separator } => Ok(csv(char::from(separator), header, rows).into_bytes()),
        Form::Xlsx => xlsx(header, rows),
        Form::Json => {
            let objects = rows.iter().map(|row| object(header, row)).collect();
            let mut bytes = serde_json::to_vec_pretty(&Value::Array(objects))?;
            bytes.push(b'\n');
            Ok(bytes)
        }
        Form::JsonLines => {
            let mut bytes = Vec::new();
            for row in rows {
                serde_json::to_writer(&mut bytes, &object(header, row))?;
                bytes.push(b'\n');
            }
            Ok(bytes)
        }
    }
}

/// Writes CSV with a byte order mark, by which spreadsheet programs recognize UTF-8.
fn csv(separator: char, header: &[String], rows: &[Vec<String>]) -> String {
    let cell = |text: &String| match text.contains([separator, '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.clone(),
    };
    let mut text = String::from("\u{feff}");
    for row in std::iter::once(header).chain(rows.iter().map(Vec::as_slice)) {
        text += &row.iter().map(cell).collect::<Vec<_>>().join(separator.encode_utf8(&mut [0; 4]));
        text += "\r\n";
    }
    text
}

fn object(header: &[String], row: &[String]) -> Value {
    let entries = header.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
    Value::Object(entries.map(|(name, cell)| (name.clone(), Value::from(cell.as_str()))).collect::<Map<_, _>>())
}

fn xlsx(header: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    // The same rows are the same bytes, whatever the clock says.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(header) {
        sheet.set_column_format(column, &text)?;
        sheet.set_column_width(column, 18)?;
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (at, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(at, column, cell, &text)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}
