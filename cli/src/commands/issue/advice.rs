//! Converts errors of the library into messages of the command line, which name the flag or column at fault and say
//! what to do.

use crate::exit::Failure;
use crate::messages::{language, list, of_row, of_rule, of_seal, say};
use crate::output::escape::{printable, shown};
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
            Origin::Row(_) => say!("issue-column", column = column),
        }
    }

    /// Returns a message with its place before it: `--level: …`, or `row 3, column level: …`.
    fn tell(self, column: Option<&str>, fault: &str) -> String {
        match (self, column) {
            (Origin::Flags, None) => fault.to_owned(),
            (Origin::Flags, Some(column)) => say!("issue-at-flag", flag = flag(column), fault = fault),
            (Origin::Row(number), None) => say!("issue-at-row", row = number, fault = fault),
            (Origin::Row(number), Some(column)) => {
                say!("issue-at-cell", row = number, column = column, fault = fault)
            }
        }
    }
}

fn flag(column: &str) -> String {
    format!("--{}", column.replace('_', "-"))
}

/// Returns the failure for a label that was refused.
pub(super) fn refused(fault: &BatchFault, origin: Origin, scheme: &Scheme) -> Failure {
    let what = match fault {
        BatchFault::Row(fault) => origin.tell(fault.column, &of_row(&fault.cause)),
        BatchFault::Rule(fault) => origin.tell(None, &of_rule(fault)),
        BatchFault::Seal(fault) => origin.tell(None, &of_seal(fault)),
        BatchFault::NameOccupied { file } => origin.tell(None, &say!("issue-file-exists", file = file)),
        other => origin.tell(None, &other.to_string()),
    };
    let help = help(fault, origin, scheme);
    match origin {
        Origin::Flags => Failure::usage(what, help),
        Origin::Row(_) => Failure::refused(what, help),
    }
}

fn help(fault: &BatchFault, origin: Origin, scheme: &Scheme) -> String {
    match fault {
        BatchFault::Row(fault) => help_with_row(fault, origin, scheme),
        BatchFault::Rule(RuleFault::IndexShared { .. }) => say!("issue-index-help"),
        BatchFault::Rule(_) => say!("issue-rule-help"),
        BatchFault::Seal(fault) => help_with_seal(fault, origin),
        BatchFault::NameOccupied { .. } => say!("issue-file-exists-help"),
        _ => say!("issue-change-label"),
    }
}

fn help_with_row(fault: &RowFault, origin: Origin, scheme: &Scheme) -> String {
    let place = || fault.column.map_or_else(|| say!("issue-the-row"), |column| origin.place(column));
    let choices = fault.choices(scheme);
    if !choices.is_empty() {
        return choose(&place(), &choices);
    }
    match &fault.cause {
        RowCause::CellCount { .. } => say!("issue-cells-help"),
        RowCause::NotUtf8 => say!("issue-utf-8-help"),
        RowCause::Missing => say!("issue-missing-help"),
        RowCause::NotANumber { most, .. } => say!("issue-number-help", most = most),
        RowCause::NotADay { .. } => say!("issue-day-help"),
        RowCause::Gtin { .. } => say!("issue-gtin-help"),
        RowCause::GtinCount { .. } => say!("issue-gtins-help"),
        RowCause::Scheme(violation) => help_with_scheme(violation, origin),
        _ => say!("issue-correct", place = place()),
    }
}

fn help_with_scheme(violation: &SchemeViolation, origin: Origin) -> String {
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

fn help_with_seal(fault: &SealFault, origin: Origin) -> String {
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
        SealerError::KeyNotListed { key_id } => {
            Failure::refused(say!("issue-key-not-listed", key_id = key_id), say!("issue-key-not-listed-help"))
        }
        other => Failure::refused(other, say!("issue-key-not-listed-help")),
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
        RowsError::RowTooLong => {
            let fault = say!("issue-row-too-long", most = MAX_ROW_BYTES);
            Failure::impossible(say!("csv-fault", path = shown(path), fault = fault), say!("csv-help"))
        }
        other => Failure::impossible(say!("csv-fault", path = shown(path), fault = other), say!("csv-help")),
    }
}
