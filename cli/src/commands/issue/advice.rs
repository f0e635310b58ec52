//! Converts errors of the library into messages of the command line, which name the flag or column at fault and say
//! what to do.

use crate::exit::{Cause, Failure};
use crate::output::escape::printable;
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
pub(super) enum Origin {
    /// The flags of the command line.
    Flags,
    /// A row of a file, which starts on this line.
    Row(u64),
}

impl Origin {
    /// Returns the place of a value for advice: `--status-index`, or `the column status_index`.
    fn place(self, column: &str) -> String {
        match self {
            Origin::Flags => flag(column),
            Origin::Row(_) => format!("the column {column}"),
        }
    }

    /// Returns the start of a message: `--level: `, or `row 3, column level: `.
    fn head(self, column: Option<&str>) -> String {
        match (self, column) {
            (Origin::Flags, None) => String::new(),
            (Origin::Flags, Some(column)) => format!("{}: ", flag(column)),
            (Origin::Row(number), None) => format!("row {number}: "),
            (Origin::Row(number), Some(column)) => format!("row {number}, column {column}: "),
        }
    }
}

fn flag(column: &str) -> String {
    format!("--{}", column.replace('_', "-"))
}

/// Returns the failure for a label that was refused.
pub(super) fn refused(fault: &BatchFault, origin: Origin, scheme: &Scheme) -> Failure {
    let what = match fault {
        BatchFault::Row(fault) => format!("{}{}", origin.head(fault.column), fault.cause),
        other => format!("{}{other}", origin.head(None)),
    };
    Failure::new(cause(fault, origin), what, help(fault, origin, scheme))
}

/// Returns the cause of a refusal. A value that does not fit an option is a fault of the command line; a label that no
/// verifier would accept is refused, wherever its values come from.
fn cause(fault: &BatchFault, origin: Origin) -> Cause {
    match (fault, origin) {
        (BatchFault::NameOccupied { .. }, _) => Cause::Exists,
        (_, Origin::Row(_)) => Cause::RowRefused,
        (BatchFault::Row(fault), Origin::Flags) => match &fault.cause {
            RowCause::Scheme(violation) if !is_value(violation) => Cause::LabelRefused,
            _ => Cause::Value,
        },
        (BatchFault::Seal(SealFault::GtinMissing | SealFault::Symbol(_)), Origin::Flags) => Cause::Value,
        (BatchFault::Seal(SealFault::Signer(_)), Origin::Flags) => Cause::KeyUnusable,
        _ => Cause::LabelRefused,
    }
}

/// Returns whether a value by itself is none that the scheme allows.
fn is_value(violation: &SchemeViolation) -> bool {
    matches!(
        violation,
        SchemeViolation::UnknownLevel { .. }
            | SchemeViolation::UnknownCriteria { .. }
            | SchemeViolation::UnknownCategory { .. }
            | SchemeViolation::ExcludedCategory { .. }
            | SchemeViolation::UnknownEvaluator { .. }
            | SchemeViolation::GtinCheckDigit { .. }
    )
}

fn help(fault: &BatchFault, origin: Origin, scheme: &Scheme) -> String {
    match fault {
        BatchFault::Row(fault) => help_with_row(fault, origin, scheme),
        BatchFault::Rule(RuleFault::IndexShared { .. }) => "give each product ID its own status index".to_owned(),
        BatchFault::Rule(_) => "remove one of them, or give them different models or serials".to_owned(),
        BatchFault::Seal(fault) => help_with_seal(fault, origin),
        BatchFault::NameOccupied { .. } => "choose another --out-dir, or remove the file first".to_owned(),
        _ => "change the label".to_owned(),
    }
}

fn help_with_row(fault: &RowFault, origin: Origin, scheme: &Scheme) -> String {
    let place = || fault.column.map_or_else(|| "the row".to_owned(), |column| origin.place(column));
    let choices = fault.choices(scheme);
    if !choices.is_empty() {
        return choose(&place(), &choices);
    }
    match &fault.cause {
        RowCause::CellCount { .. } => "put cells that contain a comma in double quotes".to_owned(),
        RowCause::NotUtf8 => {
            "save the file as CSV in UTF-8: spreadsheet programs in Japan write Shift_JIS by default".to_owned()
        }
        RowCause::Missing => "fill it in: every label needs this value".to_owned(),
        RowCause::NotANumber { most, .. } => format!("give a number from 0 to {most}"),
        RowCause::NotADay { .. } => "write the day as in 2026-04-01".to_owned(),
        RowCause::Gtin { .. } => {
            "write all digits under the bar code, including the check digit and leading zeros".to_owned()
        }
        RowCause::GtinCount { .. } => "separate the numbers with a space or a semicolon".to_owned(),
        RowCause::Scheme(violation) => help_with_scheme(violation, origin),
        _ => format!("correct {}", place()),
    }
}

fn help_with_scheme(violation: &SchemeViolation, origin: Origin) -> String {
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

fn help_with_seal(fault: &SealFault, origin: Origin) -> String {
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
        _ => Failure::new(
            Cause::KeyNotListed,
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
        other => Failure::impossible(
            format_args!("the CSV file {}: {other}", crate::output::escape::shown(path)),
            "give the path of a CSV file in UTF-8, or - for standard input",
        ),
    }
}
