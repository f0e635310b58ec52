//! Converts errors of the library into messages of the command line, which name the flag or column at fault and say
//! what to do.

use crate::exit::Failure;
use crate::output::escape::{printable, shortened, shown};
use starseal::Code;
use starseal::carrier::CarrierPrefix;
use starseal::trust::{Scheme, SchemeViolation};
use starseal::verify::Finding;
use starseal_registry::issuing::{
    BatchFault, Choice, LabelRow, RowCause, RowFault, RowsError, RuleFault, SealFault, SealerError,
};
use std::path::Path;

/// The source of a label's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin<'a> {
    /// The flags of the command line.
    Flags,
    /// A row of a file.
    Row {
        /// The number of the row, as spreadsheet programs count.
        number: u64,
        /// The product ID in the row.
        product_id: Option<&'a str>,
    },
}

impl Origin<'_> {
    /// Returns the place of a value for advice: `--status-index`, or `the column status_index`.
    fn place(self, column: &str) -> String {
        match self {
            Origin::Flags => flag(column),
            Origin::Row { .. } => format!("the column {column}"),
        }
    }

    /// Returns the start of a message: `--level: `, or `row 3 (EX-1), column level: `.
    pub(super) fn head(self, column: Option<&str>) -> String {
        let Origin::Row { number, product_id } = self else {
            return column.map_or_else(String::new, |column| format!("{}: ", flag(column)));
        };
        let product_id = product_id.map_or_else(String::new, |id| format!(" ({})", printable(&shortened(id, 40))));
        let column = column.map_or_else(String::new, |column| format!(", column {column}"));
        format!("row {number}{product_id}{column}: ")
    }
}

fn flag(column: &str) -> String {
    format!("--{}", column.replace('_', "-"))
}

/// Returns the failure for a label that was refused.
pub(super) fn refused(fault: &BatchFault, origin: Origin<'_>, scheme: &Scheme) -> Failure {
    let what = match fault {
        BatchFault::Row(fault) => format!("{}{}", origin.head(fault.column), fault.cause),
        other => format!("{}{other}", origin.head(None)),
    };
    let help = help(fault, origin, scheme);
    match origin {
        Origin::Flags => Failure::usage(what, help),
        Origin::Row { .. } => Failure::refused(what, help),
    }
}

fn help(fault: &BatchFault, origin: Origin<'_>, scheme: &Scheme) -> String {
    match fault {
        BatchFault::Row(fault) => help_with_row(fault, origin, scheme),
        BatchFault::Rule(RuleFault::IndexShared { .. }) => "give each product ID its own status index".to_owned(),
        BatchFault::Rule(_) => "remove one of them, or give them different models or serials".to_owned(),
        BatchFault::Seal(fault) => help_with_seal(fault, origin),
        BatchFault::NameOccupied { .. } => "choose another --out-dir, or remove the file first".to_owned(),
        _ => "change the label".to_owned(),
    }
}

fn help_with_row(fault: &RowFault, origin: Origin<'_>, scheme: &Scheme) -> String {
    let place = || fault.column.map_or_else(|| "the row".to_owned(), |column| origin.place(column));
    let choices = fault.choices(scheme);
    if !choices.is_empty() {
        return choose(&place(), &choices);
    }
    match &fault.cause {
        RowCause::CellCount { .. } => {
            "put cells that contain the separator or a line break in double quotes".to_owned()
        }
        RowCause::NotUtf8 => "save the file as CSV in UTF-8".to_owned(),
        RowCause::UnnamedCell { .. } => "give the column a name, or empty it".to_owned(),
        RowCause::Hidden { .. } => {
            format!("type {} again: invisible characters come with copied text", place())
        }
        RowCause::RoundedNumber { .. } => {
            format!("format {} as text in the spreadsheet program, and enter all digits again", place())
        }
        RowCause::SerialDay { .. } => {
            format!("format {} as a date with the year first, as in 2026-04-01, and save the file again", place())
        }
        RowCause::Missing => "fill it in: every label needs this value".to_owned(),
        RowCause::NotANumber { most, .. } => format!("give a number from 0 to {most}"),
        RowCause::NotADay { .. } => "write the day with the year first, as in 2026-04-01 or 2026/4/1".to_owned(),
        RowCause::Gtin { .. } => {
            "write all digits under the bar code, including the check digit and leading zeros".to_owned()
        }
        RowCause::GtinCount { .. } => "separate the numbers with a space or a semicolon".to_owned(),
        RowCause::Scheme(violation) => help_with_scheme(violation, origin),
        _ => format!("correct {}", place()),
    }
}

fn help_with_scheme(violation: &SchemeViolation, origin: Origin<'_>) -> String {
    match violation {
        SchemeViolation::EvaluatorRefused { .. } => format!("leave {} out", origin.place("evaluator")),
        SchemeViolation::ExpiresBeforeIssued { .. } => {
            format!("correct {} or {}", origin.place("issued_on"), origin.place("expires_on"))
        }
        SchemeViolation::ValidityTooLong { .. } => {
            format!("leave {} out to use the last day that the scheme allows", origin.place("expires_on"))
        }
        SchemeViolation::GtinCheckDigit { .. } => "compare the number with the digits under the bar code".to_owned(),
        _ => "change the label, or the scheme in the next trust list".to_owned(),
    }
}

fn help_with_seal(fault: &SealFault, origin: Origin<'_>) -> String {
    match fault {
        SealFault::Signer(_) => "check the device or file that holds the key".to_owned(),
        SealFault::Refused { finding: Finding::KeyScope { .. }, .. } => {
            "seal the label with a key for this level and category, as `starseal trust show` lists them".to_owned()
        }
        SealFault::Refused { finding, key_from, key_until } => match finding.code() {
            Code::KeyNotAllowed => {
                format!("the trust list allows this key to seal labels issued from {key_from} until {key_until}")
            }
            Code::KeyCompromised => "stop using this key, and generate a new one".to_owned(),
            _ => "do not print the label; compare the key, the trust list and the label".to_owned(),
        },
        SealFault::GtinMissing => {
            format!("give {}, or leave --gs1 out", origin.place("gtin"))
        }
        _ => "shorten holder, model or serial, or choose a lower --error-correction".to_owned(),
    }
}

/// Returns advice that lists the allowed entries.
fn choose(place: &str, choices: &[Choice<'_>]) -> String {
    const MOST: usize = 8;
    let shown = choices.iter().take(MOST).map(|choice| format!("{} {}", choice.number, printable(choice.en)));
    let mut listed: Vec<String> = shown.collect();
    if choices.len() > MOST {
        listed.push("… (see starseal trust show)".to_owned());
    }
    format!("for {place}, choose one of: {}", listed.join(", "))
}

/// Returns the failure for a key that cannot seal with this trust list.
pub(super) fn cannot_seal(error: &SealerError) -> Failure {
    let all = |prefixes: &[CarrierPrefix]| prefixes.iter().map(CarrierPrefix::as_str).collect::<Vec<_>>().join(", ");
    match error {
        SealerError::PrefixNotListed { prefixes, .. } => {
            Failure::usage(error, format_args!("the prefixes in the trust list are: {}", all(prefixes)))
        }
        SealerError::PrefixNotChosen { prefixes, .. } => {
            Failure::usage(error, format_args!("choose one with --prefix: {}", all(prefixes)))
        }
        _ => Failure::refused(
            error,
            "use a key that the trust list names, or add this key with starseal trust add-key --label-key",
        ),
    }
}

/// Returns the failure for rows that cannot be read.
pub(super) fn unreadable(path: &Path, error: &RowsError) -> Failure {
    let columns = || format!("the columns are {}", LabelRow::columns().join(", "));
    match error {
        RowsError::UnknownColumn { .. } | RowsError::MissingColumn { .. } => Failure::usage(error, columns()),
        RowsError::DoubledColumn { .. } => Failure::usage(error, "remove one of the columns"),
        RowsError::MixedEncodings => {
            Failure::impossible(format_args!("{}: {error}", named(path)), "save the file again, as CSV in UTF-8")
        }
        other => Failure::impossible(
            format_args!("{}: {other}", named(path)),
            "give the path of a CSV file, or - for standard input",
        ),
    }
}

/// Returns the failure for a file that has a header and nothing else.
pub(super) fn without_rows(path: &Path) -> Failure {
    Failure::impossible(
        format_args!("{} has a header and no rows", named(path)),
        "add a row for each label, below the header",
    )
}

fn named(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { format!("the CSV file {}", shown(path)) }
}
