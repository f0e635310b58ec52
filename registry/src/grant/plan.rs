//! Chooses IDs and indexes, and computes the bytes of labels.

use crate::event::{Application, Data, Grant, Granted, Kind, MAX_LABELS};
use crate::ledger::{LedgerError, Writing};
use crate::life::{Refusal, State};
use crate::store::Store;
use crate::view::{Trust, application, next_index};
use starseal::{Date, ProductId, PublicKey, Timestamp};
use std::collections::BTreeSet;
use std::str::FromStr;

/// The number of labels of one event, if there are many: an event is then about half a megabyte.
const LABELS_AT_ONCE: usize = 2048;

/// The pattern of registered IDs, such as `SS-{year}-{index:6}`: the year of the grant, and the status index with at
/// least six digits. Since an index belongs to one registration, so does the ID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdPattern {
    text: String,
    digits: usize,
}

/// Why a text is not a pattern of IDs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a pattern of IDs has {{index}} or {{index:N}} once, perhaps {{year}}, and fits into 32 printable characters")]
pub struct PatternFault;

impl FromStr for IdPattern {
    type Err = PatternFault;

    fn from_str(text: &str) -> Result<Self, PatternFault> {
        let start = text.find("{index").ok_or(PatternFault)?;
        let (before, rest) = text.split_at(start);
        let (inside, after) = rest.strip_prefix("{index").and_then(|rest| rest.split_once('}')).ok_or(PatternFault)?;
        let digits = match inside.strip_prefix(':') {
            Some(digits) => digits.parse().ok().filter(|digits| (1..=10).contains(digits)).ok_or(PatternFault)?,
            None if inside.is_empty() => 1,
            None => return Err(PatternFault),
        };
        let pattern = IdPattern { text: format!("{before}{{index}}{after}"), digits };
        let longest = pattern.id(2026, u32::MAX);
        let is_once = !before.contains("{index") && !after.contains("{index");
        let is_whole = is_once && !longest.contains(['{', '}']) && ProductId::new(&longest).is_ok();
        if is_whole { Ok(pattern) } else { Err(PatternFault) }
    }
}

impl IdPattern {
    /// Returns the ID for a year and an index.
    #[must_use]
    pub fn id(&self, year: i16, index: u32) -> String {
        let digits = self.digits;
        self.text.replace("{year}", &year.to_string()).replace("{index}", &format!("{index:0digits$}"))
    }
}

/// A plan for grants: the same day and key for all of them.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    /// The first day of the labels.
    pub issued_on: Date,
    /// The label key that will seal them.
    pub key: PublicKey,
    /// The pattern of IDs for applications that ask for none.
    pub ids: &'a IdPattern,
}

impl Plan<'_> {
    /// Makes the next grant: of as many applications as fit into one event, from the front of the list, which are
    /// removed from it. Returns none if the list is empty. Indexes of open proposals are not given again.
    ///
    /// # Errors
    /// [`LedgerError`] for the first application that cannot be granted.
    pub fn next(&self, writing: &mut Writing<'_>, numbers: &mut Vec<String>) -> Result<Option<Data>, LedgerError> {
        let now = writing.time();
        let mut index = first_free_index(writing.store(), now)?;
        let (mut registrations, mut labels, mut taken) = (Vec::new(), 0_usize, 0_usize);
        for number in numbers.iter() {
            let known = application(writing.store(), number)?;
            let known = known.ok_or_else(|| refused(Refusal::NoApplication { number: number.clone() }))?;
            if known.state != State::Cleared {
                return Err(refused(Refusal::NotCleared { number: number.clone(), state: known.state }));
            }
            let more = known.content.models.len();
            if taken > 0 && labels.saturating_add(more) > LABELS_AT_ONCE.min(MAX_LABELS) {
                break;
            }
            registrations.push(self.granted(&known.content, index, writing.trust())?);
            index = index.saturating_add(1);
            labels = labels.saturating_add(more);
            taken = taken.saturating_add(1);
        }
        numbers.drain(..taken);
        if registrations.is_empty() {
            return Ok(None);
        }
        Ok(Some(Data::Granted(Grant { issued_on: self.issued_on, key: self.key, registrations })))
    }

    fn granted(&self, content: &Application, index: u32, trust: &Trust) -> Result<Granted, LedgerError> {
        let scheme = trust.scheme();
        let number = content.number.clone();
        let year = self.issued_on.to_string().split('-').next().and_then(|year| year.parse().ok()).unwrap_or_default();
        let id = content.product_id.clone().unwrap_or_else(|| self.ids.id(year, index));
        let product_id = ProductId::new(&id);
        let product_id =
            product_id.map_err(|_| refused(Refusal::OtherId { number: number.clone(), product_id: id.clone() }))?;
        let expires_on = content.expires_on.unwrap_or_else(|| scheme.latest_expiry(self.issued_on));
        let labels = content.labels(&product_id, self.issued_on, expires_on, index, scheme);
        let labels = labels.map_err(|fault| refused(Refusal::Label { number: number.clone(), fault }))?;
        let labels = labels.iter().map(starseal::Label::to_claims).collect();
        Ok(Granted { application: number, product_id: id, index, expires_on, labels })
    }
}

fn refused(refusal: Refusal) -> LedgerError {
    LedgerError::Apply(refusal.into())
}

/// Returns the first index that neither a registration nor a proposal that can still be approved has.
fn first_free_index(store: &mut dyn Store, now: Timestamp) -> Result<u32, LedgerError> {
    let sql = "SELECT max(last_index) FROM proposal WHERE event IS NULL AND refused IS NULL AND expires_at >= $1";
    let rows = store.query(sql, &[now.unix_seconds().into()])?;
    let proposed = rows.first().map_or(Ok(None), |row| row.int_or_null(0))?;
    let proposed = u32::try_from(proposed.map_or(0, |last| last.saturating_add(1))).unwrap_or(u32::MAX);
    Ok(next_index(store)?.max(proposed))
}

/// Returns the numbers of all applications that lack only the grant, and that no open proposal has, in order.
///
/// # Errors
/// [`LedgerError`].
pub fn cleared_applications(store: &mut dyn Store, now: Timestamp) -> Result<Vec<String>, LedgerError> {
    let mut proposed = BTreeSet::new();
    let sql = "SELECT number, data FROM proposal WHERE kind = $1 AND event IS NULL AND refused IS NULL \
               AND expires_at >= $2 AND number > $3 ORDER BY number LIMIT 1";
    let (kind, now) = (Kind::Granted.as_str(), now.unix_seconds());
    let mut after = 0_u64;
    while let Some(row) = store.query(sql, &[kind.into(), now.into(), after.into()])?.first() {
        after = row.number(0)?;
        if let Data::Granted(grant) = Data::from_bytes(Kind::Granted, row.bytes(1)?)? {
            proposed.extend(grant.registrations.into_iter().map(|granted| granted.application));
        }
    }
    let mut numbers = Vec::new();
    let sql = "SELECT number FROM application WHERE state = $1 ORDER BY number";
    for row in store.query(sql, &[State::Cleared.as_str().into()])? {
        let number = row.text(0)?.to_owned();
        if !proposed.contains(&number) {
            numbers.push(number);
        }
    }
    Ok(numbers)
}
