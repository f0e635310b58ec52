//! Computes the verdict of a record again, and compares it with the record.

use crate::finding::Finding;
use crate::head::Program;
use serde_json::{Map, Value};
use starseal::limits::MAX_CARRIER_BYTES;
use starseal::report::{Record, SCHEMA};
use starseal::{Code, Date, Timestamp, Verdict, Verifier, When};

/// The maximum length of a value in a finding, in characters.
const MAX_SHOWN: usize = 200;

/// A length at which every text is too long, in bytes, whoever typed it.
const MORE_THAN_A_TEXT: usize = MAX_CARRIER_BYTES + 1;

/// A record as it stands in a file.
pub(crate) struct Stated<'a> {
    pub(crate) number: usize,
    fields: &'a Map<String, Value>,
    /// The text that was read; none if no text was.
    text: Option<&'a str>,
    pub(crate) at: When,
    pub(crate) checked_at: Option<Timestamp>,
}

impl<'a> Stated<'a> {
    /// Reads what the verdict of a record is computed from.
    pub(crate) fn read(number: usize, fields: &'a Map<String, Value>) -> Result<Self, Finding> {
        let unreadable = |field: &'static str| Finding::RecordUnreadable {
            number,
            field,
            stated: shown(fields.get(field).unwrap_or(&Value::Null)),
        };
        if fields.get("schema").and_then(Value::as_str) != Some(SCHEMA) {
            return Err(unreadable("schema"));
        }
        let text = match fields.get("text") {
            None | Some(Value::Null) => None,
            Some(text) => Some(text.as_str().ok_or_else(|| unreadable("text"))?),
        };
        let checked_at: Option<Timestamp> = parsed(fields, "checked_at").ok_or_else(|| unreadable("checked_at"))?;
        let as_of: Option<Date> = parsed(fields, "as_of").ok_or_else(|| unreadable("as_of"))?;
        let at = as_of.map(When::On).or(checked_at.map(When::Now)).ok_or_else(|| unreadable("checked_at"))?;
        Ok(Stated { number, fields, text, at, checked_at })
    }

    /// Returns the code that the record states.
    pub(crate) fn code(&self) -> &'a str {
        self.string("code").unwrap_or_default()
    }

    /// Returns the day for which the record says that the label was judged.
    pub(crate) fn checked_for(&self) -> Option<Date> {
        self.string("checked_for")?.parse().ok()
    }

    /// Returns the version of the library that the record names, if another version made it; of another program, or
    /// none, what stands there.
    pub(crate) fn other_version(&self) -> Option<String> {
        let (stated, this) = (self.fields.get("program").unwrap_or(&Value::Null), Program::this());
        if is_program(stated, &this) {
            return None;
        }
        // A version alone says which it was, unless it is that of another program.
        let version = stated.get("version").and_then(Value::as_str).filter(|version| *version != this.version);
        let is_ours = stated.get("name").and_then(Value::as_str) == Some(&this.name);
        Some(version.filter(|_| is_ours).map_or_else(|| shown(stated), shortened))
    }

    fn string(&self, field: &str) -> Option<&'a str> {
        self.fields.get(field)?.as_str()
    }

    /// Judges the text of the record again; none if no text was read. A keyboard may have typed it: of the two ways to
    /// read it, that counts which gives the code of the record.
    pub(crate) fn judge(&self, verifier: &Verifier, at: When) -> Option<Verdict> {
        let text = self.whole_text()?;
        let verdict = verifier.check(&text, at);
        if verdict.code().as_str() == self.code() {
            return Some(verdict);
        }
        let typed = verifier.check_typed(&text, at);
        Some(if typed.code().as_str() == self.code() { typed } else { verdict })
    }

    /// Returns the text with its length. Of a text that was too long, a record has the start only; what followed does
    /// not matter, but that it does not change where the start ends: a character of four bytes fits nowhere behind it.
    fn whole_text(&self) -> Option<String> {
        let text = self.text?;
        let bytes = self.fields.get("text_bytes").and_then(Value::as_u64).unwrap_or_default();
        // A record that states any length costs no more than a text that is too long.
        let missing = usize::try_from(bytes).unwrap_or(usize::MAX).saturating_sub(text.len()).min(MORE_THAN_A_TEXT);
        Some(if missing == 0 { text.to_owned() } else { format!("{text}\u{10000}{}", "-".repeat(missing)) })
    }

    /// Compares the record with the verdict that was computed again, and returns the first thing that differs.
    pub(crate) fn compare(&self, verdict: Option<&Verdict>) -> Option<Finding> {
        let record = verdict.map_or_else(|| Record::no_label(self.at), Record::new);
        let record = match self.checked_at {
            Some(checked_at) => record.checked_at(checked_at),
            None => record,
        };
        let Ok(Value::Object(computed)) = serde_json::from_str(&record.to_json()) else {
            return Some(self.unlike("schema", &Value::Null));
        };
        let is_same_program = self.fields.get("program").is_some_and(|program| is_program(program, &Program::this()));
        // The wording may change between versions, and that of a text that is no label depends on how it was read.
        let has_same_words = is_same_program && record.authentic;
        let is_compared = |field: &str| match field {
            "place" | "program" => false,
            "sentence" | "detail" => has_same_words,
            "text_bytes" => record.code != Code::TooLong.as_str(),
            _ => true,
        };
        let differs = |field: &&String| is_compared(field) && self.fields.get(*field) != computed.get(*field);
        // A later version may have more fields.
        let more = self.fields.keys().filter(|field| !computed.contains_key(*field) && is_same_program);
        let different: Vec<&String> = computed.keys().chain(more).filter(differs).collect();
        let of_basis = |field: &&&String| matches!(field.as_str(), "trust_lists" | "status_list" | "policy_sha256");
        let field = different.iter().find(of_basis).or(different.first())?;
        Some(self.unlike(field, computed.get(*field).unwrap_or(&Value::Null)))
    }

    fn unlike(&self, field: &str, found: &Value) -> Finding {
        let (number, field) = (self.number, field.to_owned());
        let stated = shown(self.fields.get(&field).unwrap_or(&Value::Null));
        let found = shown(found);
        match field.as_str() {
            "trust_lists" | "status_list" => Finding::ListsDiffer { number, field, stated, found },
            "policy_sha256" => Finding::PolicyDiffers { number, stated, found },
            _ => Finding::VerdictDiffers { number, field, stated, found },
        }
    }
}

/// Returns whether a record names this program.
fn is_program(stated: &Value, program: &Program) -> bool {
    let Value::Object(fields) = stated else { return false };
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    let format = fields.get("format").and_then(Value::as_u64);
    fields.len() == 3
        && (text("name"), text("version")) == (Some(&program.name), Some(&program.version))
        && format == Some(program.format.into())
}

/// Parses a field that may be null. The outer option is none if it has another value.
fn parsed<T: core::str::FromStr>(fields: &Map<String, Value>, field: &str) -> Option<Option<T>> {
    match fields.get(field) {
        None | Some(Value::Null) => Some(None),
        Some(value) => value.as_str()?.parse().ok().map(Some),
    }
}

/// Returns a value for a finding.
fn shown(value: &Value) -> String {
    shortened(&value.to_string())
}

/// Returns the start of a text of any length.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
