//! A table of changes of registrations: one row for each.

use super::cells::Cells;
use super::fault::{Fault, FaultCause};
use super::row::ReadError;
use crate::event::{Data, Kind, StatusChange, Step, StepEntry};
use crate::ledger::{LedgerError, Writing};
use crate::life::Refusal;
use crate::view::registration;
use starseal::Date;
use starseal_tables::table::{Named, Names, Table, TableRow, find, name_of, of_name};
use starseal_tables::text::folded;
use std::collections::HashMap;

/// The number of changes in one event.
const CHANGES_AT_ONCE: usize = 2000;

/// A column of a table of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ChangeColumn {
    /// The registered ID.
    ProductId,
    /// The change.
    Change,
    /// The day on which it takes effect.
    On,
    /// The new last day, of an extension.
    LastDay,
    /// The reason.
    Reason,
}

const NAMES: &[Named<ChangeColumn>] = &[
    (ChangeColumn::ProductId, &["product_id", "id", "登録番号", "登録ID"]),
    (ChangeColumn::Change, &["change", "変更", "変更内容", "変更種別"]),
    (ChangeColumn::On, &["on", "変更日", "適用日"]),
    (ChangeColumn::LastDay, &["last_day", "新しい有効期限", "延長後の有効期限"]),
    (ChangeColumn::Reason, &["reason", "理由", "変更理由"]),
];

/// The column that the file of bad rows has more than the table: why a row was not taken.
pub const CHANGE_REASON: &str = "not_taken";

impl ChangeColumn {
    /// Returns the name that is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_of(NAMES, self)
    }

    /// Returns the names of a table of changes, by which it is opened.
    #[must_use]
    pub fn names() -> Names<'static> {
        Names {
            is_name: &|name| of_name(NAMES, name).is_some(),
            is_header: &|header| header.iter().any(|name| of_name(NAMES, name) == Some(ChangeColumn::ProductId)),
        }
    }
}

/// A change that an officer can propose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ChangeWord {
    /// The holder has applied for an extension.
    ExtensionRequest,
    /// The validity is extended.
    Extend,
    /// The expiration is deferred while the extension is in process.
    Defer,
    /// The holder withdraws the label.
    Withdraw,
    /// The registry revokes the label.
    Revoke,
    /// A withdrawal or revocation is taken back.
    Correct,
}

/// The words of the changes, as commands, events and people have them.
const WORDS: &[Named<ChangeWord>] = &[
    (ChangeWord::ExtensionRequest, &["extension-request", "extension-requested", "延長申請"]),
    (ChangeWord::Extend, &["extend", "extended", "extension", "延長", "有効期間の延長"]),
    (ChangeWord::Defer, &["defer", "deferred", "deferral", "失効延期", "失効の延期"]),
    (ChangeWord::Withdraw, &["withdraw", "withdrawn", "取下げ", "取り下げ", "取下"]),
    (ChangeWord::Revoke, &["revoke", "revoked", "取消し", "取り消し", "取消"]),
    (ChangeWord::Correct, &["correct", "corrected", "訂正"]),
];

impl ChangeWord {
    /// Returns the word that commands have.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        name_of(WORDS, self)
    }

    /// Returns the kind of the event that has such changes.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            ChangeWord::ExtensionRequest => Kind::Step,
            ChangeWord::Extend => Kind::Extended,
            ChangeWord::Defer => Kind::Deferred,
            ChangeWord::Withdraw => Kind::Withdrawn,
            ChangeWord::Revoke => Kind::Revoked,
            ChangeWord::Correct => Kind::Corrected,
        }
    }

    /// Returns the change that a word means, in English or Japanese, in any case and width.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        of_name(WORDS, word)
    }
}

/// What counts for a row that does not say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeDefaults {
    /// The change.
    pub change: Option<ChangeWord>,
    /// The day on which it takes effect.
    pub on: Date,
    /// The new last day, of an extension.
    pub last_day: Option<Date>,
    /// The reason.
    pub reason: Option<String>,
}

/// A change that a row wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedChange {
    /// The change.
    pub change: ChangeWord,
    /// The registration, its day, its new last day and its reason.
    pub entry: StatusChange,
}

/// A row of a table of changes: its number, its cells as they were, and what it wants or why it was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// The number of the row, for people.
    pub number: u64,
    /// The cells, in the order of the header.
    pub cells: Vec<String>,
    /// The change, or why the row was not taken.
    pub content: Result<WantedChange, Fault>,
}

/// Reads all rows of a table of changes. A registration may be in one row only, but for an application for an
/// extension, which comes before another change.
///
/// # Errors
/// [`ReadError`] if the table as a whole cannot be read. A row that cannot be read is in the result, with the reason.
pub fn read_changes(table: &mut dyn Table, defaults: &ChangeDefaults) -> Result<Vec<ChangeRow>, ReadError> {
    let columns = find(NAMES, &[ChangeColumn::ProductId], CHANGE_REASON, table.header())?;
    let mut seen: HashMap<(String, bool), u64> = HashMap::new();
    let mut rows = Vec::new();
    while let Some(row) = table.next_row()? {
        let content = content(&columns, &row, defaults).and_then(|wanted| {
            let is_request = wanted.change == ChangeWord::ExtensionRequest;
            match seen.insert((wanted.entry.product_id.clone(), is_request), row.number) {
                Some(first) => {
                    let product_id = wanted.entry.product_id;
                    seen.insert((product_id.clone(), is_request), first);
                    Err(Fault::of_row(FaultCause::Repeated { product_id, row: first }))
                }
                None => Ok(wanted),
            }
        });
        rows.push(ChangeRow { number: row.number, cells: row.cells, content });
    }
    Ok(rows)
}

fn content(columns: &[Option<ChangeColumn>], row: &TableRow, defaults: &ChangeDefaults) -> Result<WantedChange, Fault> {
    let cells = Cells::new(columns, row, ChangeColumn::name)?;
    let missing = |column: ChangeColumn| Fault::new(column.name(), FaultCause::Missing);
    let product_id = cells.number(ChangeColumn::ProductId).ok_or_else(|| missing(ChangeColumn::ProductId))?;
    let change = match cells.text(ChangeColumn::Change) {
        Some(text) => ChangeWord::of_word(&text).ok_or_else(|| {
            let text = folded(&text);
            Fault::new(ChangeColumn::Change.name(), FaultCause::UnknownChange { text })
        })?,
        None => defaults.change.ok_or_else(|| missing(ChangeColumn::Change))?,
    };
    let reason = cells.text(ChangeColumn::Reason).or_else(|| defaults.reason.clone());
    let reason = reason.ok_or_else(|| missing(ChangeColumn::Reason))?;
    let day = cells.day(ChangeColumn::On)?.unwrap_or(defaults.on);
    let last_day = cells.day(ChangeColumn::LastDay)?;
    // The command's last day is for extensions; another change that states one is refused with its reason.
    let last_day = last_day.or_else(|| defaults.last_day.filter(|_| change == ChangeWord::Extend));
    let entry = StatusChange { product_id, day, last_day, reason };
    // What no event could hold is refused here, with the row.
    let data = Data::Changed(Kind::Extended, vec![entry]);
    match Data::from_bytes(Kind::Extended, &data.to_bytes()) {
        Ok(Data::Changed(_, mut entries)) if entries.len() == 1 => {
            Ok(WantedChange { change, entry: entries.remove(0) })
        }
        Ok(_) => Err(missing(ChangeColumn::ProductId)),
        Err(fault) => Err(Fault::of_row(FaultCause::Event(fault))),
    }
}

/// Returns the content of an event with one change.
fn data(writing: &mut Writing<'_>, wanted: &[&WantedChange]) -> Result<Option<Data>, LedgerError> {
    let Some(first) = wanted.first() else { return Ok(None) };
    if first.change != ChangeWord::ExtensionRequest {
        let entries = wanted.iter().map(|wanted| wanted.entry.clone()).collect();
        return Ok(Some(Data::Changed(first.change.kind(), entries)));
    }
    let mut steps = Vec::new();
    for wanted in wanted {
        let product_id = &wanted.entry.product_id;
        let known = registration(writing.store(), product_id)?;
        let known = known
            .ok_or_else(|| LedgerError::Apply(Refusal::NoRegistration { product_id: product_id.clone() }.into()))?;
        steps.push(StepEntry {
            application: known.application,
            step: Step::ExtensionRequested,
            day: wanted.entry.day,
            reference: None,
            reason: Some(wanted.entry.reason.clone()),
        });
    }
    Ok(Some(Data::Steps(steps)))
}

/// Tries all changes of a table against the ledger, in the order of their events, and marks the rows that it refuses
/// with the reason. Nothing is written.
///
/// # Errors
/// [`LedgerError`] if the database fails.
pub fn refuse_changes(writing: &mut Writing<'_>, rows: &mut [ChangeRow]) -> Result<(), LedgerError> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    // Applications for extensions count for the deferrals behind them.
    let is_request = |at: &usize| {
        let wanted = rows.get(*at).and_then(|row| row.content.as_ref().ok());
        wanted.is_some_and(|wanted| wanted.change == ChangeWord::ExtensionRequest)
    };
    order.sort_by_key(|at| !is_request(at));
    let (mut places, mut trials, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for at in order {
        let Some(wanted) = rows.get(at).and_then(|row| row.content.as_ref().ok()) else { continue };
        match data(writing, &[wanted]) {
            Ok(Some(data)) => {
                places.push(at);
                trials.push(data);
            }
            Ok(None) => {}
            Err(LedgerError::Store(error)) => return Err(error.into()),
            Err(error) => refused.push((at, error)),
        }
    }
    let outcomes = writing.try_each(trials.into_iter().map(|data| vec![data]))?;
    refused.extend(places.into_iter().zip(outcomes).filter_map(|(at, outcome)| Some((at, outcome?))));
    for (at, error) in refused {
        if let Some(row) = rows.get_mut(at) {
            row.content = Err(Fault::of_row(FaultCause::Ledger(Box::new(error))));
        }
    }
    Ok(())
}

/// Groups the changes of a table into events: applications for extensions first, then one kind after the other. Returns
/// the change, the content and the number of registrations of each event.
///
/// # Errors
/// [`LedgerError`] if the database fails, or a registration does not exist.
pub fn group_changes(
    writing: &mut Writing<'_>,
    rows: &[ChangeRow],
) -> Result<Vec<(ChangeWord, Data, usize)>, LedgerError> {
    let mut groups = Vec::new();
    for (word, _) in WORDS {
        let wanted: Vec<&WantedChange> =
            rows.iter().filter_map(|row| row.content.as_ref().ok()).filter(|wanted| wanted.change == *word).collect();
        for chunk in wanted.chunks(CHANGES_AT_ONCE) {
            groups.extend(data(writing, chunk)?.map(|data| (*word, data, chunk.len())));
        }
    }
    Ok(groups)
}
