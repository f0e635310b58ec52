//! Converts errors of the library into messages of the command line, which name the flag or column at fault and say
//! what to do.

use crate::exit::{Cause, Failure};
use crate::keyfile::token::signing_failure;
use crate::messages::{language, list, of_row, of_rule, of_seal, say, system};
use crate::output::escape::{printable, shortened, shown};
use starseal::carrier::CarrierPrefix;
use starseal::trust::{Scheme, SchemeViolation};
use starseal::verify::Finding;
use starseal::{Code, Language};
use starseal_registry::issuing::{
    BatchFault, Choice, LabelRow, MAX_ROW_BYTES, RowCause, RowFault, RowsError, RuleFault, SealFault, SealerError,
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
            Origin::Row { .. } => say!("issue-column", column = column),
        }
    }

    /// Returns a message with its place before it: `--level: …`, or `row 3 (EX-1), column level: …`.
    fn tell(self, column: Option<&str>, fault: &str) -> String {
        match (self.row(), column) {
            (None, None) => fault.to_owned(),
            (None, Some(column)) => say!("issue-at-flag", flag = flag(column), fault = fault),
            (Some(row), None) => say!("issue-at-row", row = row, fault = fault),
            (Some(row), Some(column)) => say!("issue-at-cell", row = row, column = column, fault = fault),
        }
    }

    /// Returns the name of a row: its number, and the product ID if it has one.
    pub(super) fn row(self) -> Option<String> {
        let Origin::Row { number, product_id } = self else { return None };
        Some(match product_id {
            None => say!("issue-row", number = number),
            Some(id) => {
                say!("issue-row-of", number = number, product_id = printable(&shortened(id, 40)))
            }
        })
    }
}

fn flag(column: &str) -> String {
    format!("--{}", column.replace('_', "-"))
}

/// Returns the failure of a batch whose token did not sign; none for any other fault.
pub(super) fn without_token(fault: &BatchFault) -> Option<Failure> {
    match fault {
        BatchFault::Seal(SealFault::Signer(error)) => signing_failure(error),
        _ => None,
    }
}

/// Returns the failure for a label that was refused.
pub(super) fn refused(fault: &BatchFault, origin: Origin<'_>, scheme: &Scheme) -> Failure {
    let what = match fault {
        BatchFault::Row(fault) => origin.tell(fault.column, &of_row(&fault.cause)),
        BatchFault::Rule(fault) => origin.tell(None, &of_rule(fault)),
        BatchFault::Seal(fault) => origin.tell(None, &of_seal(fault)),
        BatchFault::NameOccupied { file } => origin.tell(None, &say!("issue-file-exists", file = file)),
        other => origin.tell(None, &other.to_string()),
    };
    Failure::new(cause(fault, origin), what, help(fault, origin, scheme))
}

/// Returns the cause of a refusal. A value that does not fit an option is a fault of the command line; a label that no
/// verifier would accept is refused, wherever its values come from.
fn cause(fault: &BatchFault, origin: Origin<'_>) -> Cause {
    match (fault, origin) {
        (BatchFault::NameOccupied { .. }, _) => Cause::Exists,
        (_, Origin::Row { .. }) => Cause::RowRefused,
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

fn help(fault: &BatchFault, origin: Origin<'_>, scheme: &Scheme) -> String {
    match fault {
        BatchFault::Row(fault) => help_with_row(fault, origin, scheme),
        BatchFault::Rule(RuleFault::IndexShared { .. }) => say!("issue-index-help"),
        BatchFault::Rule(_) => say!("issue-rule-help"),
        BatchFault::Seal(fault) => help_with_seal(fault, origin),
        BatchFault::NameOccupied { .. } => say!("issue-file-exists-help"),
        _ => say!("issue-change-label"),
    }
}

fn help_with_row(fault: &RowFault, origin: Origin<'_>, scheme: &Scheme) -> String {
    let place = || fault.column.map_or_else(|| say!("issue-the-row"), |column| origin.place(column));
    let choices = fault.choices(scheme);
    if !choices.is_empty() {
        return choose(&place(), &choices);
    }
    match &fault.cause {
        RowCause::CellCount { .. } => say!("issue-cells-help"),
        RowCause::NotUtf8 => say!("issue-encoding-help"),
        RowCause::UnnamedCell { .. } => say!("issue-unnamed-help"),
        RowCause::Hidden { .. } => say!("issue-hidden-help", place = place()),
        RowCause::RoundedNumber { .. } => say!("issue-rounded-help", place = place()),
        RowCause::SerialDay { .. } => say!("issue-serial-help", place = place()),
        RowCause::Missing => say!("issue-missing-help"),
        RowCause::NotANumber { most, .. } => say!("issue-number-help", most = most),
        RowCause::NotADay { .. } => say!("issue-day-help"),
        RowCause::Gtin { .. } => say!("issue-gtin-help"),
        RowCause::GtinCount { .. } => say!("issue-gtins-help"),
        RowCause::Scheme(violation) => help_with_scheme(violation, origin),
        _ => say!("issue-correct", place = place()),
    }
}

fn help_with_scheme(violation: &SchemeViolation, origin: Origin<'_>) -> String {
    match violation {
        SchemeViolation::EvaluatorRefused { .. } => say!("issue-leave-out", place = origin.place("evaluator")),
        SchemeViolation::ExpiresBeforeIssued { .. } => {
            say!("issue-correct-either", one = origin.place("issued_on"), other = origin.place("expires_on"))
        }
        SchemeViolation::ValidityTooLong { .. } => say!("issue-validity-help", place = origin.place("expires_on")),
        SchemeViolation::GtinCheckDigit { .. } => say!("issue-check-digit-help"),
        _ => say!("issue-scheme-help"),
    }
}

fn help_with_seal(fault: &SealFault, origin: Origin<'_>) -> String {
    match fault {
        SealFault::Signer(_) => say!("issue-signer-help"),
        SealFault::Refused { finding: Finding::KeyScope { .. }, .. } => say!("issue-scope-help"),
        SealFault::Refused { finding, key_from, key_until } => match finding.code() {
            Code::KeyNotAllowed => say!("issue-window-help", from = key_from, until = key_until),
            Code::KeyCompromised => say!("issue-compromised-help"),
            _ => say!("issue-refused-help"),
        },
        SealFault::GtinMissing => say!("issue-gtin-missing-help", place = origin.place("gtin")),
        _ => say!("issue-too-dense-help"),
    }
}

/// Returns advice that lists the allowed entries.
fn choose(place: &str, choices: &[Choice<'_>]) -> String {
    const MOST: usize = 8;
    let name = |choice: &Choice<'_>| match language() {
        Language::Ja => printable(choice.ja).into_owned(),
        _ => printable(choice.en).into_owned(),
    };
    let mut listed: Vec<String> =
        choices.iter().take(MOST).map(|choice| format!("{} {}", choice.number, name(choice))).collect();
    if choices.len() > MOST {
        listed.push(say!("issue-more-choices"));
    }
    say!("issue-choose", place = place, choices = list(&listed))
}

/// Returns the failure for a key that cannot seal with this trust list.
pub(super) fn cannot_seal(error: &SealerError) -> Failure {
    let all = |prefixes: &[CarrierPrefix]| list(&prefixes.iter().map(ToString::to_string).collect::<Vec<_>>());
    match error {
        SealerError::PrefixNotListed { wanted, issuer, prefixes } => Failure::usage(
            say!("issue-prefix-not-listed", wanted = format_args!("{wanted:?}"), issuer = issuer),
            say!("issue-prefix-not-listed-help", prefixes = all(prefixes)),
        ),
        SealerError::PrefixNotChosen { issuer, prefixes } => Failure::usage(
            say!("issue-prefix-not-chosen", issuer = issuer),
            say!("issue-prefix-not-chosen-help", prefixes = all(prefixes)),
        ),
        SealerError::KeyNotListed { key_id } => Failure::new(
            Cause::KeyNotListed,
            say!("issue-key-not-listed", key_id = key_id),
            say!("issue-key-not-listed-help"),
        ),
        other => Failure::new(Cause::KeyNotListed, other, say!("issue-key-not-listed-help")),
    }
}

/// Returns the failure for rows that cannot be read.
pub(super) fn unreadable(path: &Path, error: &RowsError) -> Failure {
    let columns = || {
        let all: Vec<String> = LabelRow::columns().iter().map(ToString::to_string).collect();
        say!("issue-columns-help", columns = list(&all))
    };
    match error {
        RowsError::UnknownColumn { name } => {
            Failure::usage(say!("issue-unknown-column", name = format_args!("{name:?}")), columns())
        }
        RowsError::MissingColumn { name } => Failure::usage(say!("issue-missing-column", name = name), columns()),
        RowsError::DoubledColumn { name } => {
            Failure::usage(say!("issue-doubled-column", name = name), say!("issue-doubled-column-help"))
        }
        RowsError::RowTooLong => at_fault(path, say!("issue-row-too-long", most = MAX_ROW_BYTES), say!("csv-help")),
        RowsError::MixedEncodings => at_fault(path, say!("issue-mixed-encodings"), say!("issue-mixed-encodings-help")),
        RowsError::Empty => at_fault(path, say!("csv-empty"), say!("csv-help")),
        RowsError::Read(error) => at_fault(path, say!("csv-cut", reason = system(error)), say!("csv-help")),
        other => at_fault(path, other.to_string(), say!("csv-help")),
    }
}

/// Returns the failure for a file that has a header and nothing else.
pub(super) fn without_rows(path: &Path) -> Failure {
    Failure::impossible(say!("csv-no-rows", file = named(path)), say!("csv-no-rows-help"))
}

fn at_fault(path: &Path, fault: String, help: String) -> Failure {
    Failure::impossible(say!("csv-fault", file = named(path), fault = fault), help)
}

fn named(path: &Path) -> String {
    if path == Path::new("-") { say!("standard-input") } else { say!("csv-file", path = shown(path)) }
}
