//! Errors of the libraries in the language of the run. In English they say themselves what happened.
//!
//! An error that has a message here says the same in Japanese, with its values. Any other error is shown by the
//! sentence of its stable code, followed by its English text in brackets.

use super::{Message, findings, language, message, say};
use starseal::carrier::SymbolError;
use starseal::label::ValueError;
use starseal::trust::SchemeViolation;
use starseal::{Code, Language};
use starseal_registry::issuing::{RowCause, RuleFault, SealFault};
use std::fmt::Display;
use std::io::{self, ErrorKind};

/// Returns an error with a stable code.
pub(crate) fn of_code(code: Code, error: &impl Display) -> String {
    match language() {
        Language::Ja => {
            let sentence = code.sentence(Language::Ja);
            say!("library-by-code", sentence = sentence.trim_end_matches('。'), english = error)
        }
        _ => error.to_string(),
    }
}

/// Returns a message of the library in English, and its own message in any other language.
pub(super) fn or_english(message: Option<Message>, code: Code, error: &impl Display) -> String {
    match (language(), message) {
        (Language::En, _) => error.to_string(),
        (_, Some(message)) => message.to_string(),
        (_, None) => of_code(code, error),
    }
}

/// Returns why a value is not allowed.
pub(crate) fn of_value(error: &ValueError) -> String {
    or_english(value(error), error.code(), error)
}

pub(super) fn value(error: &ValueError) -> Option<Message> {
    Some(match error {
        ValueError::Range { what, value, least, most } => {
            message!("value-range", what = name(what), value = value, least = least, most = most)
        }
        ValueError::Length { what, bytes, most } => {
            message!("value-length", what = name(what), bytes = bytes, most = most)
        }
        ValueError::Character { what, character } => {
            message!("value-character", what = name(what), number = format_args!("{character:04X}"))
        }
        ValueError::NotNormalized { what, position, character, composed } => message!(
            "value-not-normalized",
            what = name(what),
            position = position,
            number = format_args!("{character:04X}"),
            composed = format_args!("{composed:04X}"),
        ),
        ValueError::Blank { what, position, character } => {
            message!("value-blank", what = name(what), position = position, number = format_args!("{character:04X}"))
        }
        ValueError::Date { what } => message!("value-date", what = name(what)),
        ValueError::Number { what, least, most } => {
            message!("value-number", what = name(what), least = least, most = most)
        }
        ValueError::Timestamp { what } => message!("value-timestamp", what = name(what)),
        ValueError::GtinDigits { what } => message!("value-gtin-digits", what = name(what)),
        _ => return None,
    })
}

/// Returns the name of a value. Names that no label has are shown in English.
fn name(what: &str) -> String {
    match what {
        "product ID" => say!("name-product-id"),
        "level" => say!("name-level"),
        "holder" => say!("name-holder"),
        "model" => say!("name-model"),
        "serial" => say!("name-serial"),
        "date" => say!("name-date"),
        "name" => say!("name-name"),
        "criteria" => say!("name-criteria"),
        other => other.to_owned(),
    }
}

/// Returns which rule of the scheme a label breaks.
pub(super) fn of_scheme(violation: &SchemeViolation) -> String {
    or_english(scheme(violation), Code::SchemeViolation, violation)
}

pub(super) fn scheme(violation: &SchemeViolation) -> Option<Message> {
    Some(match violation {
        SchemeViolation::UnknownLevel { level } => message!("scheme-unknown-level", level = level),
        SchemeViolation::UnknownCriteria { criteria } => message!("scheme-unknown-criteria", number = criteria),
        SchemeViolation::UnknownCategory { category } => message!("scheme-unknown-category", number = category),
        SchemeViolation::ExcludedCategory { category } => message!("scheme-excluded-category", number = category),
        SchemeViolation::EvaluatorMissing { level } => message!("scheme-evaluator-missing", level = level),
        SchemeViolation::EvaluatorRefused { level } => message!("scheme-evaluator-refused", level = level),
        SchemeViolation::UnknownEvaluator { evaluator } => message!("scheme-unknown-evaluator", number = evaluator),
        SchemeViolation::ExpiresBeforeIssued { issued_on, expires_on } => {
            message!("scheme-expires-before-issued", issued_on = issued_on, expires_on = expires_on)
        }
        SchemeViolation::ValidityTooLong { expires_on, latest } => {
            message!("scheme-validity-too-long", expires_on = expires_on, latest = latest)
        }
        SchemeViolation::GtinCheckDigit { gtin } => message!("scheme-gtin-check-digit", gtin = gtin),
        _ => return None,
    })
}

/// Returns why a row is not a label.
pub(crate) fn of_row(cause: &RowCause) -> String {
    match cause {
        RowCause::Value(error) => of_value(error),
        RowCause::Scheme(violation) => of_scheme(violation),
        other => or_english(row(other), Code::BadValue, other),
    }
}

pub(super) fn row(cause: &RowCause) -> Option<Message> {
    Some(match cause {
        RowCause::CellCount { cells, columns } => message!("row-cell-count", cells = cells, columns = columns),
        RowCause::NotUtf8 => message!("row-encoding"),
        RowCause::UnnamedCell { text } => message!("row-unnamed-cell", text = quoted(text)),
        RowCause::Hidden { character } => {
            message!("row-hidden", number = format_args!("{:04X}", u32::from(*character)))
        }
        RowCause::RoundedNumber { text } => message!("row-rounded-number", text = quoted(text)),
        RowCause::SerialDay { text, from_1900 } => message!("row-serial-day", text = quoted(text), day = from_1900),
        RowCause::Missing => message!("row-missing"),
        RowCause::NotANumber { text, most } => message!("row-not-a-number", text = quoted(text), most = most),
        RowCause::NotADay { text } => message!("row-not-a-day", text = quoted(text)),
        RowCause::NotInDictionary { text } => message!("row-not-in-dictionary", text = quoted(text)),
        RowCause::Gtin { text, fault } => message!("row-gtin", text = quoted(text), fault = of_value(fault)),
        RowCause::GtinCount { count } => {
            message!("row-gtin-count", count = count, most = starseal::limits::MAX_GTINS)
        }
        _ => return None,
    })
}

/// Returns a text of unknown origin in quotes, shortened and escaped.
pub(super) fn quoted(text: &str) -> String {
    /// The maximum number of characters, which is enough to recognize a value.
    const MAX_CHARS: usize = 64;
    match text.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or_default()),
        None => format!("{text:?}"),
    }
}

/// Returns which rule against repetition a label breaks.
pub(crate) fn of_rule(fault: &RuleFault) -> String {
    or_english(rule(fault), Code::BadValue, fault)
}

pub(super) fn rule(fault: &RuleFault) -> Option<Message> {
    Some(match fault {
        RuleFault::IndexShared { index, owner, product_id } => {
            message!("rule-index-shared", index = index, owner = owner, product_id = product_id)
        }
        RuleFault::Repeated { product_id } => message!("rule-repeated", product_id = product_id),
        _ => return None,
    })
}

/// Returns why a label was not sealed.
pub(crate) fn of_seal(fault: &SealFault) -> String {
    or_english(seal(fault), Code::BadValue, fault)
}

pub(super) fn seal(fault: &SealFault) -> Option<Message> {
    Some(match fault {
        SealFault::Refused { finding, .. } => {
            message!("seal-refused", code = finding.code(), finding = findings::finding(finding))
        }
        SealFault::GtinMissing => message!("seal-gtin-missing"),
        SealFault::Symbol(SymbolError::TooDense { characters, error_correction }) => message!(
            "seal-too-dense",
            characters = characters,
            error_correction = error_correction,
            most = starseal::limits::MAX_ISSUED_VERSION,
        ),
        _ => return None,
    })
}

/// Returns a message of the system without Rust's `(os error 2)`. The usual causes are said in the language of the run;
/// the others as the system says them.
pub(crate) fn system(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => say!("system-not-found"),
        ErrorKind::PermissionDenied => say!("system-permission-denied"),
        ErrorKind::IsADirectory => say!("system-is-a-folder"),
        ErrorKind::NotADirectory => say!("system-not-a-folder"),
        ErrorKind::StorageFull => say!("system-storage-full"),
        ErrorKind::ReadOnlyFilesystem => say!("system-read-only"),
        _ => {
            let text = error.to_string();
            let plain = text.split(" (os error").next().unwrap_or(&text);
            let mut letters = plain.chars();
            letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
        }
    }
}
