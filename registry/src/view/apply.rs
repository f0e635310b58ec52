//! Checks an event, and writes what follows from it.

use super::read::{bench, last_publication, next_index};
use super::repair::{check_owed, last_restoration, published_until};
use super::trust::{Trust, TrustFault};
use super::{application, change, grant, repair};
use crate::event::{Data, Event, EventFault, Kind, OfficerChange, PublicationOrder, Rule};
use crate::life::Refusal;
use crate::officer::{Bench, CountError, Occasion, count};
use crate::store::{Cell, Store, StoreError, insert_all};
use starseal::Timestamp;
use starseal::verify::Digest;

/// Why an event does not follow those before it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApplyError {
    /// The event is malformed.
    #[error(transparent)]
    Event(#[from] EventFault),
    /// The officers' statements are not enough.
    #[error(transparent)]
    Officers(#[from] CountError),
    /// What the event says cannot follow what the ledger holds.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// The trust list cannot be used.
    #[error("the trust list cannot be used: {0}")]
    Trust(#[from] TrustFault),
    /// An officer's statement was used before.
    #[error("a statement of {officer} was used before")]
    StatementUsed {
        /// The officer's name.
        officer: String,
    },
    /// The database failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for ApplyError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Duplicate { what } => ApplyError::Refusal(Refusal::Taken { what }),
            other => ApplyError::Store(other),
        }
    }
}

impl ApplyError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            ApplyError::Event(fault) => fault.code(),
            ApplyError::Officers(error) => error.code(),
            ApplyError::Refusal(refusal) => refusal.code(),
            ApplyError::Trust(_) => "trust-list-unusable",
            ApplyError::StatementUsed { .. } => "statement-used",
            ApplyError::Store(error) => error.code(),
        }
    }
}

/// Checks an event, and writes what follows from it into the view. The caller has begun a transaction, and takes it
/// back if this fails. `ledger` is the ledger's ID, none for the first event. `trust` is the trust list that counts:
/// for an event that names one, this one.
///
/// # Errors
/// [`ApplyError`].
pub fn apply(store: &mut dyn Store, event: &Event, ledger: Option<Digest>, trust: &Trust) -> Result<(), ApplyError> {
    let data = event.content()?;
    let is_first = matches!(data, Data::Founded(_));
    if is_first != (event.number == 1) || is_first != ledger.is_none() || is_first != event.previous.is_none() {
        return Err(Refusal::Founding.into());
    }
    let officers = match &data {
        Data::Founded(founding) => Bench::founded(founding)?,
        _ => bench(store)?,
    };
    let day = trust.scheme().date_at(event.time);
    let occasion = Occasion { ledger, kind: event.kind, data: &event.data, time: event.time, day };
    let statements = if trust.roots().speak(event.kind, &event.statements) {
        trust.roots().count(&event.statements, &occasion)?
    } else {
        count(&officers, &event.statements, &occasion)?
    };
    for (officer, statement) in statements {
        let cells = vec![Cell::from(&statement.wording.nonce[..]), event.number.into()];
        insert_all(store, "nonce", &["nonce", "event"], [cells]).map_err(|error| match error {
            StoreError::Duplicate { .. } => ApplyError::StatementUsed { officer },
            other => other.into(),
        })?;
    }
    derive(store, event.number, event.time, &data, trust)
}

/// Writes what follows from the content of an event into the view, if it can follow what the view holds. No statements
/// are checked: [`apply`] does that, and a proposal is tried without them.
///
/// # Errors
/// [`ApplyError`].
pub fn derive(
    store: &mut dyn Store,
    number: u64,
    time: Timestamp,
    data: &Data,
    trust: &Trust,
) -> Result<(), ApplyError> {
    let day = trust.scheme().date_at(time);
    match data {
        Data::Founded(founding) => {
            check_trust(trust, founding.trust_list)?;
            let (expected, found) = (founding.authority, trust.verifier().trust_list().authority_id());
            if found != expected {
                return Err(TrustFault::Authority { found, expected }.into());
            }
            let added: Vec<_> = founding.officers.iter().cloned().map(OfficerChange::Add).collect();
            write_officers(store, number, &added)?;
            write_rule(store, &founding.rule)?;
            write_trust(store, number, trust)
        }
        Data::Applied(applications) => application::apply_new(store, number, applications),
        Data::Amended { applications, .. } => application::apply_amended(store, number, applications),
        Data::Steps(steps) => application::apply_steps(store, number, day, steps),
        Data::Granted(of_event) => grant::apply_grant(store, number, of_event, trust),
        Data::Changed(kind, changes) => change::apply_changes(store, number, *kind, changes, trust),
        Data::Officers(changes) => {
            bench(store)?.change(changes)?;
            write_officers(store, number, changes)
        }
        Data::Rule(rule) => write_rule(store, rule),
        Data::TrustList(adoption) => {
            check_trust(trust, adoption.digest)?;
            write_trust(store, number, trust)
        }
        Data::Published(order) => write_publication(store, number, time, order, trust),
        Data::Restored(restoration) => repair::apply_restoration(store, number, restoration),
        Data::Clock(correction) => repair::apply_clock(store, number, time, correction),
        Data::Erased(erasure) => repair::apply_erasure(store, number, erasure),
    }
}

fn check_trust(trust: &Trust, named: Digest) -> Result<(), TrustFault> {
    let found = trust.digest();
    if found == named { Ok(()) } else { Err(TrustFault::Digest { found, named }) }
}

fn write_officers(store: &mut dyn Store, number: u64, changes: &[OfficerChange]) -> Result<(), ApplyError> {
    for change in changes {
        match change {
            OfficerChange::Add(officer) => {
                let key = Cell::from(&officer.key.to_bytes()[..]);
                let row = vec![key, (&officer.name).into(), number.into()];
                insert_all(store, "officer", &["key", "name", "added"], [row])?;
            }
            OfficerChange::Retire { name, .. } => {
                let sql = "UPDATE officer SET retired = $1 WHERE name = $2 AND retired IS NULL";
                store.execute(sql, &[number.into(), name.into()])?;
            }
        }
    }
    Ok(())
}

fn write_rule(store: &mut dyn Store, rule: &Rule) -> Result<(), ApplyError> {
    store.execute("DELETE FROM rule", &[])?;
    let row = |(kind, officers): (Kind, u8)| vec![kind.as_str().into(), Cell::Int(officers.into())];
    insert_all(store, "rule", &["kind", "officers"], rule.iter().map(row))?;
    Ok(())
}

fn write_trust(store: &mut dyn Store, number: u64, trust: &Trust) -> Result<(), ApplyError> {
    let row = vec![number.into(), (&trust.digest()).into(), trust.uri().as_str().into()];
    insert_all(store, "trust", &["event", "sha256", "status_list"], [row])?;
    Ok(())
}

fn write_publication(
    store: &mut dyn Store,
    number: u64,
    time: Timestamp,
    order: &PublicationOrder,
    trust: &Trust,
) -> Result<(), ApplyError> {
    let (last, day) = (last_publication(store)?, trust.scheme().date_at(time));
    let restoration = last_restoration(store)?;
    let least = next_index(store)?.max(last.map_or(0, |(_, _, _, indexes)| indexes));
    let least = least.max(restoration.map_or(0, |restoration| restoration.indexes));
    if order.indexes < least {
        return Err(Refusal::Indexes { indexes: order.indexes, least }.into());
    }
    if let Some(until) = published_until(store)?.filter(|until| *until >= time) {
        let published = trust.scheme().date_at(until);
        let product_id = "the status list".to_owned();
        return Err(Refusal::Retroactive { product_id, day, published }.into());
    }
    let has_predecessor = last.is_some() || restoration.is_some_and(|restoration| restoration.list.is_some());
    if has_predecessor != order.predecessor.is_some() {
        return Err(Refusal::Predecessor.into());
    }
    check_owed(store)?;
    if !trust.may_publish(&order.key, day) {
        let key_id = order.key.key_id().to_string();
        return Err(Refusal::KeyNotAllowed { key_id, product_id: "the status list".to_owned() }.into());
    }
    let row = vec![number.into(), time.unix_seconds().into(), day.into(), order.indexes.into()];
    insert_all(store, "publication", &["event", "issued_at", "day", "indexes"], [row])?;
    Ok(())
}
