//! The products as CSV, which every spreadsheet program opens.

use super::ReportError;
use super::rows::Rows;
use crate::audit::Audit;
use crate::finding::Finding;
use starseal::Language;
use starseal_tables::table::{Form, write};

/// The columns: the names of their titles.
pub(super) const COLUMNS: [&str; 13] = [
    "column-state",
    "column-row",
    "column-jan",
    "column-model",
    "column-name",
    "column-holder",
    "column-quantity",
    "column-product-id",
    "column-level",
    "column-assessment",
    "column-last-day",
    "column-days",
    "column-findings",
];

/// Writes the products, and the labels without a product below them, as CSV in UTF-8 with a byte order mark.
///
/// # Errors
/// [`ReportError`].
pub fn csv(audit: &Audit, language: Language) -> Result<Vec<u8>, ReportError> {
    let texts = Rows { audit, language };
    let header: Vec<String> = COLUMNS.iter().map(|id| texts.say(id)).collect();
    let products = texts.products().map(|row| {
        let days = row.label.days.map(|days| days.to_string()).unwrap_or_default();
        let cells = [
            &row.state,
            &row.place,
            &row.jan,
            row.model,
            row.name,
            row.holder,
            row.quantity,
            &row.label.product_id,
            &row.label.level,
            &row.label.assessment,
            &row.label.last_day,
            &days,
            &row.findings.join(" "),
        ];
        cells.map(inert).to_vec()
    });
    let is_alone = |found: &Finding| matches!(found, Finding::LabelNotInList | Finding::LabelNotComparable);
    let alone = texts.labels().filter(|row| row.line.findings.iter().any(is_alone)).map(|row| {
        let days = row.label.days.map(|days| days.to_string()).unwrap_or_default();
        let cells = [
            &row.state,
            row.source,
            &row.jan,
            &row.model,
            "",
            &row.holder,
            "",
            &row.label.product_id,
            &row.label.level,
            &row.label.assessment,
            &row.label.last_day,
            &days,
            &row.findings.join(" "),
        ];
        cells.map(inert).to_vec()
    });
    let rows: Vec<Vec<String>> = products.chain(alone).collect();
    write(Form::Csv { separator: b',' }, &header, &rows).map_err(ReportError::new)
}

/// Keeps a text from being taken for a formula, which a spreadsheet program would compute.
fn inert(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<i64>().is_err();
    if is_formula { format!("'{text}") } else { text.to_owned() }
}
