//! Compares a ledger with the last publication.

use crate::event::{LastPublication, LostChange, MAX_LOST, Restoration};
use crate::ledger::LedgerError;
use crate::store::{Row, Store, StoreError};
use crate::view::{lost, next_index, published_until};
use starseal::status::{Change, NextError, Status, StatusObjects, StatusStatement};
use starseal::trust::StatusListUri;
use starseal::verify::Digest;
use starseal::{Date, StatusList, Timestamp};

/// The number of indexes that are left free after the last known one, for labels that were granted and printed, and
/// never published. It is more than a month of a large registry.
pub const DEFAULT_MARGIN: u32 = 10_000;

/// The number of registrations that are read at once.
const PAGE: u32 = 10_000;

/// Why a ledger cannot be compared with a publication.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecoveryError {
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The list is not one of the ledger's issuer.
    #[error("the published list is not one of this issuer: {reason}")]
    NotOurs {
        /// The reason.
        reason: String,
    },
    /// The list was made without a ledger.
    #[error("the published list names no event of a ledger")]
    WithoutHead,
    /// The list is not the last one.
    #[error("the published list is of {found}, and a later one is known, of {last}")]
    Older {
        /// The time of the list.
        found: Timestamp,
        /// The time of the last list that the ledger knows.
        last: Timestamp,
    },
    /// Objects of the list are missing.
    #[error("the published list cannot be read whole: {0}")]
    Objects(#[from] NextError),
    /// The ledger has lost more than one event can name.
    #[error("the ledger has lost more than {most} ranges, changes or registrations")]
    TooMuch {
        /// The maximum.
        most: usize,
    },
}

impl From<StoreError> for RecoveryError {
    fn from(error: StoreError) -> Self {
        RecoveryError::Ledger(error.into())
    }
}

impl RecoveryError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            RecoveryError::Ledger(error) => error.code(),
            RecoveryError::NotOurs { .. } => "published-refused",
            RecoveryError::WithoutHead => "published-without-head",
            RecoveryError::Older { .. } => "published-older",
            RecoveryError::Objects(_) => "published-incomplete",
            RecoveryError::TooMuch { .. } => "lost-too-much",
        }
    }
}

/// A registration of which the publication says something else than the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// The registered ID.
    pub product_id: String,
    /// The index.
    pub index: u32,
    /// The last change in the publication; none if it has no change.
    pub published: Option<Change>,
    /// The last day in the publication; none if it is the printed one.
    pub published_last_day: Option<Date>,
    /// The status in the ledger.
    pub status: Status,
    /// The last day in the ledger.
    pub last_day: Date,
    /// Whether it must be recorded again before the next publication.
    pub is_owed: bool,
}

/// The result of a comparison: the content of the event, and what people must know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The content of the event.
    pub restoration: Restoration,
    /// Whether events are lost that were published.
    pub is_behind: bool,
    /// The registrations of which the publication says something else.
    pub differing: Vec<Differing>,
}

/// Compares a ledger with the list that was published last; none if nothing was ever published. `uri` is the address of
/// the issuer's lists. `margin` is the number
/// of indexes that are not used, since labels may have been printed with them.
///
/// # Errors
/// [`RecoveryError`].
pub fn compare(
    store: &mut dyn Store,
    uri: &StatusListUri,
    published: Option<(&StatusList, &StatusObjects)>,
    margin: u32,
    reason: &str,
) -> Result<Comparison, RecoveryError> {
    let rows = store.query("SELECT max(last_index) FROM proposal", &[])?;
    let proposed = rows.first().map_or(Ok(None), |row| row.int_or_null(0))?;
    let proposed = u32::try_from(proposed.map_or(0, |last| last.saturating_add(1))).unwrap_or(u32::MAX);
    let mut comparison = Comparison {
        restoration: Restoration {
            reason: reason.to_owned(),
            published: None,
            first_index: next_index(store)?.max(proposed),
            lost: Vec::new(),
            lost_changes: Vec::new(),
            owed: Vec::new(),
        },
        is_behind: false,
        differing: Vec::new(),
    };
    match (published, published_until(store)?) {
        (Some((list, objects)), until) => comparison.take(store, uri, list, objects, until)?,
        (None, Some(last)) => {
            return Err(RecoveryError::Older { found: Timestamp::from_unix_seconds(0), last });
        }
        (None, None) => {}
    }
    let restoration = &mut comparison.restoration;
    restoration.first_index = restoration.first_index.saturating_add(margin);
    let counts = [restoration.lost.len(), restoration.lost_changes.len(), restoration.owed.len()];
    if counts.into_iter().any(|count| count > MAX_LOST) {
        return Err(RecoveryError::TooMuch { most: MAX_LOST });
    }
    Ok(comparison)
}

impl Comparison {
    fn take(
        &mut self,
        store: &mut dyn Store,
        uri: &StatusListUri,
        list: &StatusList,
        objects: &StatusObjects,
        until: Option<Timestamp>,
    ) -> Result<(), RecoveryError> {
        if list.uri() != uri {
            return Err(RecoveryError::NotOurs { reason: format!("it is that of {}", list.uri().as_str()) });
        }
        let head = list.ledger_head().ok_or(RecoveryError::WithoutHead)?;
        if let Some(last) = until.filter(|last| *last > list.issued_at()) {
            return Err(RecoveryError::Older { found: list.issued_at(), last });
        }
        let rows = store.query("SELECT hash FROM event WHERE number = $1", &[head.number.into()])?;
        let held: Option<Digest> = rows.first().map(|row| row.digest(0)).transpose()?;
        self.is_behind = held != Some(head.hash);
        self.restoration.published = Some(LastPublication {
            digest: list.digest(),
            event: head.number,
            hash: head.hash,
            issued_at: list.issued_at(),
            indexes: u32::try_from(list.statuses().len()).unwrap_or(u32::MAX),
        });
        if self.is_behind {
            self.find_lost(store, &list.statement(objects)?)?;
        }
        Ok(())
    }

    /// Goes through the indexes of the list and the registrations of the ledger at once.
    fn find_lost(&mut self, store: &mut dyn Store, statement: &StatusStatement) -> Result<(), RecoveryError> {
        let sql = "SELECT status_index, product_id, status, last_day, expires_on FROM registration \
                   WHERE status_index >= $1 ORDER BY status_index LIMIT $2";
        let mut known: std::vec::IntoIter<Row> = Vec::new().into_iter();
        let (mut next, mut from, mut is_at_end) = (None::<Row>, 0_u32, false);
        // What an earlier restoration has lost is known, and lists say it.
        let known_lost = lost(store, 0, u64::MAX)?.ranges;
        for (index, status) in (0_u32..).zip(statement.statuses.iter()) {
            loop {
                if next.is_none() {
                    next = known.next();
                }
                if next.is_none() && !is_at_end {
                    let rows = store.query(sql, &[from.into(), PAGE.into()])?;
                    is_at_end = rows.len() < PAGE as usize;
                    from = rows.last().map_or(Ok(from), |row| row.number::<u32>(0))?.saturating_add(1);
                    known = rows.into_iter();
                    continue;
                }
                break;
            }
            let of_index = match &next {
                Some(row) if row.number::<u32>(0)? == index => next.take(),
                _ => None,
            };
            if status == Status::NotAllocated {
                continue;
            }
            self.restoration.first_index = self.restoration.first_index.max(index.saturating_add(1));
            match of_index {
                Some(row) => self.find_difference(&row, index, status, statement)?,
                None if known_lost.iter().any(|(first, last)| (*first..=*last).contains(&index)) => {}
                None => self.lose(index, statement),
            }
        }
        Ok(())
    }

    fn lose(&mut self, index: u32, statement: &StatusStatement) {
        match self.restoration.lost.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(index) => *last = index,
            _ => self.restoration.lost.push((index, index)),
        }
        for change in statement.changes.get(&index).into_iter().flatten() {
            let (day, status, last_day) = (change.effective_on, change.status, change.last_day);
            let start = statement.extension_starts.get(&(index, day)).copied();
            self.restoration.lost_changes.push(LostChange { index, day, status, last_day, start });
        }
    }

    fn find_difference(
        &mut self,
        row: &Row,
        index: u32,
        status: Status,
        statement: &StatusStatement,
    ) -> Result<(), RecoveryError> {
        let damaged = |error| StoreError::Damaged { reason: format!("index {index}: {error}") };
        let in_ledger: Status = row.text(2)?.parse().map_err(damaged)?;
        let (last_day, expires_on) = (row.day(3)?, row.day(4)?);
        let changes = statement.changes.get(&index).map(Vec::as_slice).unwrap_or_default();
        let published = changes.last().copied();
        let published_last_day = changes.iter().rev().find_map(|change| change.last_day);
        let published_status = published.as_ref().map_or(Status::Active, |change| change.status);
        let is_same = published_status == in_ledger && published_last_day.unwrap_or(expires_on) == last_day;
        if is_same {
            return Ok(());
        }
        let is_final = |status| matches!(status, Status::Withdrawn | Status::Revoked);
        let is_owed = is_final(status) && !is_final(in_ledger);
        let product_id = row.text(1)?.to_owned();
        if is_owed {
            self.restoration.owed.push(product_id.clone());
            self.restoration.owed.sort_unstable();
        }
        self.differing.push(Differing {
            product_id,
            index,
            published,
            published_last_day,
            status: in_ledger,
            last_day,
            is_owed,
        });
        Ok(())
    }
}
