//! The columns of the record, in the memory layout of Apache Arrow.

use crate::buffers::{booleans, fixed, text_lists, texts};
use crate::error::StarsealError;
use starseal::report::Record;
use starseal::trust::{Assessment, Names, Scheme};
use starseal::{AuthenticLabel, Code, Date, Finding, Language, Timestamp, Verdict, When};
use std::borrow::Cow;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ColumnType {
    /// Texts: Arrow's `utf8`. Buffers: validity, offsets, bytes.
    Text,
    /// Lists of texts: Arrow's `list<utf8>`. Buffers: validity, offsets, offsets of the texts, bytes of the texts.
    TextList,
    /// Booleans: Arrow's `bool`. Buffers: validity, bits.
    Boolean,
    /// Whole numbers: Arrow's `int64`. Buffers: validity, numbers.
    Integer,
    /// Days: Arrow's `date32`. Buffers: validity, days since 1970-01-01.
    Day,
    /// Instants: Arrow's `timestamp` in microseconds, UTC. Buffers: validity, microseconds since
    /// 1970-01-01T00:00:00Z.
    Instant,
}

/// A column that a table can have.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ColumnField {
    /// The name: that of the field of the record, with the names of nested fields joined by `_`.
    pub name: String,
    /// The type.
    pub column_type: ColumnType,
}

/// The values of one column, as buffers in Arrow's layout and in the byte order of the machine. They are not padded.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ColumnBuffers {
    /// The buffers, in the order that the type states.
    pub buffers: Vec<Vec<u8>>,
}

/// How a column is read from a verdict.
#[derive(Clone, Copy)]
enum Read {
    Text(fn(&Verdict) -> Option<Cow<'_, str>>),
    TextList(fn(&Verdict) -> Option<Vec<Cow<'_, str>>>),
    Boolean(fn(&Verdict) -> bool),
    Integer(fn(&Verdict) -> Option<i64>),
    Day(fn(&Verdict) -> Option<Date>),
    Instant(fn(&Verdict) -> Option<Timestamp>),
}

/// A column: its name, and how it is read.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    name: &'static str,
    read: Read,
}

const fn column(name: &'static str, read: Read) -> Column {
    Column { name, read }
}

/// All columns, in the order of the record. A list within a list, and the checks, are only in `record`.
const COLUMNS: &[Column] = &[
    column("code", Read::Text(|verdict| Some(verdict.code().as_str().into()))),
    column("stands", Read::Boolean(Verdict::stands)),
    column("authentic", Read::Boolean(Verdict::is_authentic)),
    column("mark", Read::Text(|verdict| Some(verdict.mark().as_str().into()))),
    column("sentence_en", Read::Text(|verdict| Some(verdict.sentence(Language::En).into()))),
    column("sentence_ja", Read::Text(|verdict| Some(verdict.sentence(Language::Ja).into()))),
    column("detail", Read::Text(|verdict| Some(verdict.deciding()?.to_string().into()))),
    column(
        "reasons",
        Read::TextList(|verdict| Some(verdict.reasons().into_iter().map(|code| code.as_str().into()).collect())),
    ),
    column("policy_unmet", Read::TextList(|verdict| Some(verdict.findings().iter().filter_map(broken_rule).collect()))),
    column("product_id", Read::Text(|verdict| Some(label(verdict)?.product_id().to_string().into()))),
    column("level", Read::Integer(|verdict| Some(label(verdict)?.level().get().into()))),
    column("issued_on", Read::Day(|verdict| Some(label(verdict)?.issued_on()))),
    column("expires_on", Read::Day(|verdict| Some(label(verdict)?.expires_on()))),
    column("status_index", Read::Integer(|verdict| Some(label(verdict)?.status_index().into()))),
    column("criteria", Read::Integer(|verdict| label(verdict)?.criteria().map(i64::from))),
    column("category", Read::Integer(|verdict| label(verdict)?.category().map(i64::from))),
    column("holder", Read::Text(|verdict| label(verdict)?.holder().map(Cow::from))),
    column("model", Read::Text(|verdict| label(verdict)?.model().map(Cow::from))),
    column(
        "gtin",
        Read::TextList(|verdict| Some(label(verdict)?.gtins().iter().map(|gtin| gtin.to_string().into()).collect())),
    ),
    column("evaluator", Read::Integer(|verdict| label(verdict)?.evaluator().map(i64::from))),
    column("serial", Read::Text(|verdict| label(verdict)?.serial().map(Cow::from))),
    column("unknown_claims", Read::Integer(|verdict| i64::try_from(label(verdict)?.unknown_claims()).ok())),
    column("names_level_en", Read::Text(|verdict| Some(level_names(verdict)?.en().into()))),
    column("names_level_ja", Read::Text(|verdict| Some(level_names(verdict)?.ja().into()))),
    column("names_criteria", Read::Text(|verdict| scheme(verdict)?.criteria_of(label(verdict)?).map(Cow::from))),
    column("names_category_en", Read::Text(|verdict| Some(category_names(verdict)?.en().into()))),
    column("names_category_ja", Read::Text(|verdict| Some(category_names(verdict)?.ja().into()))),
    column("names_evaluator_en", Read::Text(|verdict| Some(evaluator_names(verdict)?.en().into()))),
    column("names_evaluator_ja", Read::Text(|verdict| Some(evaluator_names(verdict)?.ja().into()))),
    column("assessment", Read::Text(|verdict| label(verdict)?.assessment().map(Assessment::as_str).map(Cow::from))),
    column("last_day", Read::Day(Verdict::last_day)),
    column("issuer_en", Read::Text(|verdict| Some(label(verdict)?.issuer().names.en().into()))),
    column("issuer_ja", Read::Text(|verdict| Some(label(verdict)?.issuer().names.ja().into()))),
    column("authority_id", Read::Text(|verdict| Some(label(verdict)?.trust_list().authority_id().to_string().into()))),
    column("authority_en", Read::Text(|verdict| Some(authority_names(verdict)?.en().into()))),
    column("authority_ja", Read::Text(|verdict| Some(authority_names(verdict)?.ja().into()))),
    column("url", Read::Text(|verdict| verdict.url().map(Cow::from))),
    column("key_id", Read::Text(|verdict| Some(verdict.key_id()?.to_string().into()))),
    column("text_bytes", Read::Integer(|verdict| i64::try_from(verdict.text_bytes()).ok())),
    column("checked_at", Read::Instant(|verdict| instant_of(verdict.asked_at()))),
    column("as_of", Read::Day(|verdict| day_of(verdict.asked_at()))),
    column("checked_for", Read::Day(Verdict::checked_for)),
    column("moment", Read::Instant(Verdict::moment)),
    column("status_list_issued_at", Read::Instant(Verdict::status_issued_at)),
    column("status_list_sha256", Read::Text(|verdict| Some(verdict.status_list_used()?.digest.to_string().into()))),
    column("policy_sha256", Read::Text(|verdict| Some(verdict.policy_digest().to_string().into()))),
    column("record", Read::Text(|verdict| Some(Record::new(verdict).to_json().into()))),
];

fn label(verdict: &Verdict) -> Option<&AuthenticLabel> {
    verdict.authentic_label()
}

fn scheme(verdict: &Verdict) -> Option<&Scheme> {
    label(verdict).map(AuthenticLabel::scheme)
}

fn level_names(verdict: &Verdict) -> Option<&Names> {
    scheme(verdict)?.levels.get(&label(verdict)?.level()).map(|entry| &entry.names)
}

fn category_names(verdict: &Verdict) -> Option<&Names> {
    scheme(verdict)?.category_of(label(verdict)?).map(|entry| &entry.names)
}

fn evaluator_names(verdict: &Verdict) -> Option<&Names> {
    scheme(verdict)?.evaluator_of(label(verdict)?)
}

fn authority_names(verdict: &Verdict) -> Option<&Names> {
    label(verdict).map(|label| &label.trust_list().statement().names)
}

fn broken_rule(finding: &Finding) -> Option<Cow<'_, str>> {
    match finding {
        Finding::PolicyUnmet { rule, .. } => Some(rule.as_str().into()),
        _ => None,
    }
}

fn instant_of(at: When) -> Option<Timestamp> {
    match at {
        When::Now(instant) => Some(instant),
        When::On(_) => None,
    }
}

fn day_of(at: When) -> Option<Date> {
    match at {
        When::Now(_) => None,
        When::On(day) => Some(day),
    }
}

impl Column {
    /// Returns all columns but `record`, which repeats the others.
    pub(crate) fn usual() -> impl Iterator<Item = &'static Column> {
        COLUMNS.iter().filter(|column| column.name != "record")
    }

    /// Finds columns by their names.
    ///
    /// # Errors
    /// `Value`, for a name that the record does not have, or that is given twice.
    pub(crate) fn named(names: &[String]) -> Result<Vec<Column>, StarsealError> {
        let mut columns: Vec<Column> = Vec::with_capacity(names.len());
        for name in names {
            if columns.iter().any(|column| column.name == name) {
                return Err(bad_value(format!("the column {name:?} is named twice")));
            }
            let found = COLUMNS.iter().find(|column| column.name == name);
            columns.push(*found.ok_or_else(|| bad_value(format!("the record has no column {name:?}")))?);
        }
        Ok(columns)
    }

    /// Returns the name and the type.
    pub(crate) fn field(&self) -> ColumnField {
        let column_type = match self.read {
            Read::Text(_) => ColumnType::Text,
            Read::TextList(_) => ColumnType::TextList,
            Read::Boolean(_) => ColumnType::Boolean,
            Read::Integer(_) => ColumnType::Integer,
            Read::Day(_) => ColumnType::Day,
            Read::Instant(_) => ColumnType::Instant,
        };
        ColumnField { name: self.name.to_owned(), column_type }
    }

    /// Reads the column from verdicts, one row for each.
    ///
    /// # Errors
    /// `Value`, if the texts have more than 2,147,483,647 bytes.
    pub(crate) fn read(&self, verdicts: &[Verdict]) -> Result<ColumnBuffers, StarsealError> {
        let rows = verdicts.iter();
        let buffers = match self.read {
            Read::Text(text) => texts(rows.map(text)),
            Read::TextList(list) => text_lists(rows.map(list)),
            Read::Boolean(boolean) => Some(booleans(rows.map(boolean))),
            Read::Integer(integer) => Some(fixed(rows.map(|row| integer(row).map(i64::to_ne_bytes)))),
            Read::Day(day) => Some(fixed(rows.map(|row| day(row).map(|day| day.days().to_ne_bytes())))),
            Read::Instant(instant) => {
                Some(fixed(rows.map(|row| instant(row).map(|at| microseconds(at).to_ne_bytes()))))
            }
        };
        let too_long = || {
            let (name, rows) = (self.name, verdicts.len());
            bad_value(format!(
                "column {name:?} of {rows} rows has more than 2147483647 bytes: check fewer rows at once"
            ))
        };
        Ok(ColumnBuffers { buffers: buffers.ok_or_else(too_long)? })
    }
}

/// The last instant of the year 9999, beyond which Python has no instants.
const LAST_SECOND: u64 = 253_402_300_799;

fn microseconds(instant: Timestamp) -> i64 {
    i64::try_from(instant.unix_seconds().min(LAST_SECOND)).map_or(i64::MAX, |seconds| seconds * 1_000_000)
}

/// Makes the error for a value that is not valid.
pub(crate) fn bad_value(detail: String) -> StarsealError {
    StarsealError::Value { code: Code::BadValue.to_string(), detail }
}
