//! The audit as a workbook: a sheet for each question, with filters and a header that stays.

use super::ReportError;
use super::basis::Basis;
use super::csv::COLUMNS;
use super::rows::{LabelRow, ProductRow, Rows};
use crate::audit::{Audit, Conclusion, State};
use crate::finding::{Finding, Severity};
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use starseal::Language;

/// The widths of the columns of products, in characters.
const PRODUCT_WIDTHS: [f64; 13] = [14.0, 8.0, 16.0, 18.0, 30.0, 24.0, 9.0, 20.0, 9.0, 18.0, 12.0, 10.0, 70.0];

/// The columns of labels, with their widths.
const LABEL_COLUMNS: [(&str, f64); 14] = [
    ("column-verdict", 16.0),
    ("column-product-id", 20.0),
    ("column-level", 9.0),
    ("column-assessment", 18.0),
    ("column-model", 18.0),
    ("column-jan", 16.0),
    ("column-holder", 24.0),
    ("column-serial", 14.0),
    ("column-last-day", 12.0),
    ("column-days", 10.0),
    ("column-source", 34.0),
    ("column-taken-at", 20.0),
    ("column-products", 14.0),
    ("column-findings", 70.0),
];

/// The number of letters in a line of the column of findings.
const FINDINGS_WIDTH: usize = 66;

/// The columns of what was not read.
const GAP_COLUMNS: [(&str, f64); 3] = [("column-source", 44.0), ("column-taken-at", 20.0), ("column-findings", 90.0)];

impl From<XlsxError> for ReportError {
    fn from(error: XlsxError) -> Self {
        ReportError::new(error)
    }
}

/// Writes the audit as a workbook.
///
/// # Errors
/// [`ReportError`].
pub fn xlsx(audit: &Audit, basis: &Basis, language: Language) -> Result<Vec<u8>, ReportError> {
    let texts = Rows { audit, language };
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    // The same audit is the same bytes, whatever the clock says.
    let made = ExcelDateTime::from_timestamp(i64::try_from(audit.asked.now.unix_seconds()).unwrap_or(0))?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let mut sheets = Sheets { workbook, texts, styles };
    sheets.summary(basis)?;
    let products: Vec<ProductRow<'_>> = texts.products().collect();
    let labels: Vec<LabelRow<'_>> = texts.labels().collect();
    sheets.products("products", &products, |_| true)?;
    sheets.products("problems", &products, |row| row.line.state == State::Problem)?;
    sheets.products("missing", &products, |row| row.line.state == State::Missing)?;
    sheets.labels("lapsing", &labels, |found| matches!(found, Finding::LapsesSoon { .. }))?;
    let is_twice = |found: &Finding| {
        matches!(
            found,
            Finding::SerialTwice { .. } | Finding::SerialSeenBefore { .. } | Finding::LabelOnTwoProducts { .. }
        )
    };
    sheets.labels("twice", &labels, is_twice)?;
    sheets.labels("not-in-list", &labels, |found| {
        matches!(found, Finding::LabelNotInList | Finding::LabelNotComparable)
    })?;
    sheets.gaps()?;
    sheets.all_labels(&labels)?;
    Ok(sheets.workbook.save_to_buffer()?)
}

struct Styles {
    title: Format,
    header: Format,
    text: Format,
    wrapped: Format,
    states: [Format; 4],
}

impl Styles {
    fn new() -> Self {
        let text = Format::new().set_num_format("@").set_align(FormatAlign::Top);
        let filled = |fill: u32, letters: u32| {
            text.clone().set_background_color(Color::RGB(fill)).set_font_color(Color::RGB(letters))
        };
        Styles {
            title: Format::new().set_bold().set_font_size(16),
            header: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0x1f_3a_5f))
                .set_font_color(Color::White)
                .set_align(FormatAlign::VerticalCenter),
            wrapped: text.clone().set_text_wrap(),
            // In the order of `State::ALL`: the sign in the text says the same as the colour.
            states: [
                filled(0xfa_d9_d5, 0x7a_12_0a),
                filled(0xe4_e6_ea, 0x2f_36_40),
                filled(0xff_ee_c2, 0x5c_42_00),
                filled(0xd7_ef_db, 0x0e_4a_1f),
            ],
            text,
        }
    }

    fn of_state(&self, state: State) -> &Format {
        let at = State::ALL.iter().position(|known| *known == state);
        at.and_then(|at| self.states.get(at)).unwrap_or(&self.text)
    }
}

struct Sheets<'a> {
    workbook: Workbook,
    texts: Rows<'a>,
    styles: Styles,
}

impl Sheets<'_> {
    fn summary(&mut self, basis: &Basis) -> Result<(), ReportError> {
        let (texts, styles) = (self.texts, &self.styles);
        let audit = texts.audit;
        let counts = audit.counts();
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(texts.say("summary"))?;
        sheet.set_column_width(0, 26)?;
        sheet.set_column_width(1, 12)?;
        sheet.set_column_width(2, 70)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0);
        sheet.write_string_with_format(0, 0, texts.title(), &styles.title)?;
        let conclusion = match audit.conclusion() {
            Conclusion::AllStand => State::Good,
            Conclusion::Found => State::Check,
            Conclusion::NotAllRead => State::Missing,
        };
        sheet.merge_range(1, 0, 1, 2, &texts.conclusion(), styles.of_state(conclusion))?;
        let mut row = 3;
        for (state, count) in State::ALL.into_iter().zip(counts.states) {
            sheet.write_string_with_format(row, 0, texts.state(state), styles.of_state(state))?;
            sheet.write_number(row, 1, count as f64)?;
            row += 1;
        }
        let others = [
            ("labels", counts.labels),
            ("lapsing", counts.lapsing),
            ("not-in-list", counts.not_in_list),
            ("not-read", counts.gaps),
        ];
        for (id, count) in others {
            sheet.write_string(row, 0, texts.say(id))?;
            sheet.write_number(row, 1, count as f64)?;
            row += 1;
        }
        row += 1;
        for line in texts.notes(basis) {
            sheet.merge_range(row, 0, row, 2, &line, &styles.wrapped)?;
            // Rows of merged cells do not grow by themselves.
            sheet.set_row_height(row, if line.chars().count() > 60 { 32 } else { 16 })?;
            row += 1;
        }
        Ok(())
    }

    fn products(
        &mut self,
        name: &str,
        rows: &[ProductRow<'_>],
        is_wanted: impl Fn(&ProductRow<'_>) -> bool,
    ) -> Result<(), ReportError> {
        let columns: Vec<(&str, f64)> = COLUMNS.into_iter().zip(PRODUCT_WIDTHS).collect();
        let (texts, styles) = (self.texts, &self.styles);
        let sheet = named(&mut self.workbook, texts, name)?;
        let mut at = 1;
        for row in rows.iter().filter(|row| is_wanted(row)) {
            sheet.write_string_with_format(at, 0, &row.state, styles.of_state(row.line.state))?;
            let cells = [
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
            ];
            write_texts(sheet, at, 1, &cells, &styles.text)?;
            write_days(sheet, at, 11, row.label.days)?;
            write_findings(sheet, at, 12, &row.findings, &styles.wrapped)?;
            at += 1;
        }
        finish(sheet, texts, styles, &columns, at)
    }

    fn labels(
        &mut self,
        name: &str,
        rows: &[LabelRow<'_>],
        is_wanted: impl Fn(&Finding) -> bool,
    ) -> Result<(), ReportError> {
        let wanted = rows.iter().filter(|row| row.line.findings.iter().any(&is_wanted));
        self.label_sheet(name, wanted)
    }

    fn all_labels(&mut self, rows: &[LabelRow<'_>]) -> Result<(), ReportError> {
        self.label_sheet("labels", rows.iter())
    }

    fn label_sheet<'r, 'b: 'r>(
        &mut self,
        name: &str,
        rows: impl Iterator<Item = &'r LabelRow<'b>>,
    ) -> Result<(), ReportError> {
        let (texts, styles) = (self.texts, &self.styles);
        let sheet = named(&mut self.workbook, texts, name)?;
        let mut at = 1;
        for row in rows {
            let state = match row.line.findings.iter().map(Finding::severity).max() {
                _ if !row.stands => State::Problem,
                Some(Severity::Problem | Severity::Check) => State::Check,
                _ => State::Good,
            };
            sheet.write_string_with_format(at, 0, &row.state, styles.of_state(state))?;
            let cells = [
                &row.label.product_id,
                &row.label.level,
                &row.label.assessment,
                &row.model,
                &row.jan,
                &row.holder,
                &row.serial,
                &row.label.last_day,
            ];
            write_texts(sheet, at, 1, &cells.map(String::as_str), &styles.text)?;
            write_days(sheet, at, 9, row.label.days)?;
            write_texts(sheet, at, 10, &[row.source, row.taken_at, &row.products], &styles.text)?;
            write_findings(sheet, at, 13, &row.findings, &styles.wrapped)?;
            at += 1;
        }
        finish(sheet, texts, styles, &LABEL_COLUMNS, at)
    }

    fn gaps(&mut self) -> Result<(), ReportError> {
        let (texts, styles) = (self.texts, &self.styles);
        let sheet = named(&mut self.workbook, texts, "not-read")?;
        let mut at = 1;
        for row in texts.gaps() {
            write_texts(sheet, at, 0, &[row.source, row.taken_at, &row.finding], &styles.wrapped)?;
            at += 1;
        }
        finish(sheet, texts, styles, &GAP_COLUMNS, at)
    }
}

fn named<'w>(workbook: &'w mut Workbook, texts: Rows<'_>, name: &str) -> Result<&'w mut Worksheet, ReportError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(texts.say(name))?;
    Ok(sheet)
}

/// Writes the header, the filter and the widths, and freezes the header. `rows` is the number of rows with the header.
fn finish(
    sheet: &mut Worksheet,
    texts: Rows<'_>,
    styles: &Styles,
    columns: &[(&str, f64)],
    rows: u32,
) -> Result<(), ReportError> {
    for (at, (id, width)) in (0..).zip(columns) {
        sheet.write_string_with_format(0, at, texts.say(id), &styles.header)?;
        sheet.set_column_width(at, *width)?;
    }
    let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0);
    sheet.set_row_height(0, 22)?;
    sheet.set_freeze_panes(1, 0)?;
    match rows {
        1 => drop(sheet.write_string(1, 0, texts.say("no-rows"))?),
        rows => drop(sheet.autofilter(0, 0, rows - 1, last)?),
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// Writes texts into a row from a column on. Empty ones are left out.
fn write_texts(sheet: &mut Worksheet, row: u32, first: u16, texts: &[&str], style: &Format) -> Result<(), ReportError> {
    for (column, text) in (first..).zip(texts).filter(|(_, text)| !text.is_empty()) {
        sheet.write_string_with_format(row, column, *text, style)?;
    }
    Ok(())
}

/// Writes findings below each other into one cell, and makes its row as high as they are.
fn write_findings(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    findings: &[String],
    style: &Format,
) -> Result<(), ReportError> {
    let lines: usize = findings.iter().map(|text| columns(text).div_ceil(FINDINGS_WIDTH)).sum();
    if lines > 1 {
        // A sheet's row is at most 409 points high.
        sheet.set_row_height(row, (15.0 * lines as f64).min(405.0))?;
    }
    write_texts(sheet, row, column, &[&findings.join("\n")], style)
}

/// Returns the width of a text in columns, of which a Japanese letter takes two.
fn columns(text: &str) -> usize {
    text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum()
}

fn write_days(sheet: &mut Worksheet, row: u32, column: u16, days: Option<i32>) -> Result<(), ReportError> {
    if let Some(days) = days {
        sheet.write_number(row, column, f64::from(days))?;
    }
    Ok(())
}
