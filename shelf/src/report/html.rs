//! The audit as one page that needs no other file, for screens and printers.

use super::basis::Basis;
use super::rows::{GapRow, LabelRow, ProductRow, Rows};
use super::{ReportError, charts};
use crate::audit::{Audit, Conclusion, State};
use crate::finding::Severity;
use crate::words::say;
use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use starseal::Language;

const STYLE: &str = include_str!("../../templates/report.css");
const SCRIPT: &str = include_str!("../../templates/report.js");

/// The number of rows of a table that are laid out when the page opens. The script shows the others.
const FIRST_ROWS: usize = 200;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    t: Rows<'a>,
    /// The digest of the only script, so that no text of a label can become another one.
    script_digest: String,
    notes: Vec<String>,
    products: Vec<ProductRow<'a>>,
    labels: Vec<LabelRow<'a>>,
    gaps: Vec<GapRow<'a>>,
}

/// Writes the audit as an HTML page.
///
/// # Errors
/// [`ReportError`].
pub fn html(audit: &Audit, basis: &Basis, language: Language) -> Result<String, ReportError> {
    let texts = Rows { audit, language };
    // Labels with their products are in the rows of these. Below stand those that a person has to look at.
    let is_notable = |row: &LabelRow<'_>| {
        audit.stock.products.is_empty()
            || row.line.products.is_empty()
            || row.line.findings.iter().any(|found| found.severity() > Severity::Note)
    };
    let page = Page {
        t: texts,
        script_digest: STANDARD.encode(Sha256::digest(SCRIPT)),
        notes: texts.notes(basis),
        products: texts.products().collect(),
        labels: texts.labels().filter(is_notable).collect(),
        gaps: texts.gaps().collect(),
    };
    page.render().map_err(ReportError::new)
}

impl Page<'_> {
    fn style(&self) -> &'static str {
        STYLE
    }

    fn script(&self) -> &'static str {
        SCRIPT
    }

    fn first_rows(&self) -> usize {
        FIRST_ROWS
    }

    fn first_rows_only(&self) -> String {
        say(self.t.language, "first-rows-only", &[("count", &FIRST_ROWS)])
    }

    /// Returns the class of the conclusion.
    fn conclusion_class(&self) -> &'static str {
        match self.t.audit.conclusion() {
            Conclusion::AllStand => State::Good.as_str(),
            Conclusion::Found => State::Check.as_str(),
            Conclusion::NotAllRead => State::Missing.as_str(),
        }
    }

    fn states(&self) -> String {
        charts::states(self.t)
    }

    fn lapses(&self) -> String {
        charts::lapses(self.t)
    }

    fn legend(&self) -> Vec<(&'static str, String, usize)> {
        charts::legend(self.t)
    }

    fn rows_found(&self) -> String {
        charts::rows_found(self.t, self.products.len())
    }

    /// Returns the class of a label's verdict.
    fn label_class(&self, row: &LabelRow<'_>) -> &'static str {
        match row.stands {
            true => State::Good.as_str(),
            false if row.is_unknown => State::Missing.as_str(),
            false => State::Problem.as_str(),
        }
    }
}
