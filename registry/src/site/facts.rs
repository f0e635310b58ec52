//! What the ledger says of a publication and of its registrations: everything up to the publication's event, and
//! nothing that came later.

use super::address::Address;
use super::make::SiteError;
use crate::event::{Event, Kind, Links};
use crate::ledger::{Ledger, content_of};
use crate::publication::{Published, recent};
use crate::store::{Store, StoreError};
use crate::view::{Trust, changes, known_on, registrations_before};
use starseal::trust::Names;
use starseal::{Date, Gtin, Level, Timestamp, TrustList};

/// The number of registrations that are read at once.
const PAGE: usize = 500;

/// The maximum number of trust lists in a chain.
const MAX_CHAIN: usize = 64;

/// Trust lists, oldest first, each with the event from which on it counted.
type Chain = Vec<(u64, TrustList)>;

/// What the ledger says of a publication.
pub(super) struct Facts {
    /// The publication itself.
    pub(super) published: Published,
    /// Those before it, oldest first.
    pub(super) earlier: Vec<Published>,
    /// Its day in the scheme's time zone: pages say how everything stood then.
    pub(super) day: Date,
    /// The trust list that counted.
    pub(super) trust: Trust,
    pub(super) chain: Chain,
    pub(super) is_trial: bool,
    pub(super) address: Address,
    /// What people can turn to with questions: an address of a page or of mail.
    pub(super) contact: Option<String>,
}

impl Facts {
    /// Reads what the ledger says of a publication, with at most `most` publications before it.
    pub(super) fn read(
        ledger: &mut Ledger,
        event: u64,
        most: usize,
        address: Option<&Address>,
        contact: Option<&str>,
    ) -> Result<Self, SiteError> {
        let mut all = recent(ledger, event, most.saturating_add(1))?;
        let published = all.pop().filter(|last| last.event == event).ok_or(SiteError::NotPublished { event })?;
        let (is_trial, uri) = (ledger.is_trial(), ledger.trust().uri().as_str().to_owned());
        let authority = ledger.trust().verifier().trust_list().authority_id();
        let (chain, newest) = trust_lists(ledger.store(), event)?;
        let trust = Trust::open(&newest, &uri, Some(authority)).map_err(|fault| SiteError::Trust { fault })?;
        let address = match address {
            Some(address) => address.clone(),
            None => Address::of_prefix(trust.prefix().ok_or(SiteError::NoPrefix)?),
        };
        let day = trust.scheme().date_at(published.issued_at);
        let contact = contact.map(str::to_owned);
        Ok(Facts { published, earlier: all, day, trust, chain, is_trial, address, contact })
    }

    /// Calls a function with each registration that was granted before the publication, in the order of the IDs.
    pub(super) fn each_registration(
        &self,
        store: &mut dyn Store,
        work: &mut dyn FnMut(Registration) -> Result<(), SiteError>,
    ) -> Result<(), SiteError> {
        let mut after = String::new();
        loop {
            let rows = registrations_before(store, self.published.event, &after, PAGE)?;
            let count = rows.len();
            for (entry, content) in rows {
                after.clone_from(&entry.product_id);
                work(self.registration(store, entry, content)?)?;
            }
            if count < PAGE {
                return Ok(());
            }
        }
    }

    fn registration(
        &self,
        store: &mut dyn Store,
        entry: crate::view::RegistrationEntry,
        content: crate::event::Application,
    ) -> Result<Registration, SiteError> {
        let scheme = self.trust.scheme();
        let mut all = if entry.changes > 0 { changes(store, &entry.product_id)? } else { Vec::new() };
        all.retain(|change| change.event < self.published.event);
        let known = known_on(&entry, &all.iter().collect::<Vec<_>>(), self.day, scheme);
        let names = |names: Option<&Names>| names.cloned();
        let history = all.iter().map(|change| Change { kind: change.kind, day: change.day, last_day: change.last_day });
        let level = scheme.levels.get(&content.level);
        Ok(Registration {
            status: known.status,
            last_day: known.last_day,
            history: history.collect(),
            level: content.level,
            level_names: names(level.map(|level| &level.names)),
            is_self_declared: level.is_none_or(|level| level.assessment == starseal::trust::Assessment::SelfDeclared),
            category: names(
                content.category.and_then(|number| scheme.categories.get(&number)).map(|category| &category.names),
            ),
            criteria: content
                .criteria
                .and_then(|number| scheme.criteria.get(&number))
                .map(|criteria| criteria.as_str().to_owned()),
            evaluator: names(content.evaluator.and_then(|number| scheme.evaluators.get(&number))),
            holder: content.holder,
            links: content.links,
            models: content.models.into_iter().map(|model| Model { name: model.model, gtins: model.gtins }).collect(),
            product_id: entry.product_id,
            issued_on: entry.issued_on,
            expires_on: entry.expires_on,
        })
    }
}

/// A registration as it stood on the day of the publication.
pub(super) struct Registration {
    pub(super) product_id: String,
    /// The name of the status, as in [`crate::view::Standing`].
    pub(super) status: &'static str,
    pub(super) last_day: Date,
    pub(super) issued_on: Date,
    /// The last day that is printed.
    pub(super) expires_on: Date,
    pub(super) history: Vec<Change>,
    pub(super) level: Level,
    pub(super) level_names: Option<Names>,
    pub(super) is_self_declared: bool,
    pub(super) category: Option<Names>,
    pub(super) criteria: Option<String>,
    pub(super) evaluator: Option<Names>,
    pub(super) holder: Option<String>,
    pub(super) links: Links,
    pub(super) models: Vec<Model>,
}

/// A model of a registration.
pub(super) struct Model {
    pub(super) name: Option<String>,
    pub(super) gtins: Vec<Gtin>,
}

/// A change of a registration. Its reason is not published: officers write it for each other.
pub(super) struct Change {
    pub(super) kind: Kind,
    pub(super) day: Date,
    pub(super) last_day: Option<Date>,
}

/// Reads the trust lists that counted before an event, oldest first, and the content that has the newest one.
fn trust_lists(store: &mut dyn Store, event: u64) -> Result<(Chain, Vec<u8>), SiteError> {
    let rows = store.query("SELECT event, sha256 FROM trust WHERE event < $1 ORDER BY event", &[event.into()])?;
    let (mut chain, mut newest) = (Chain::new(), Vec::new());
    for row in &rows {
        let from: u64 = row.number(0)?;
        newest = content_of(store, row.digest(1)?).map_err(crate::publication::PublishError::from)?;
        let damaged = |error: starseal::trust::TrustError| StoreError::Damaged { reason: error.to_string() };
        for bytes in TrustList::split_chain(&newest).map_err(damaged)? {
            let list = TrustList::open(bytes).map_err(damaged)?;
            if chain.last().is_none_or(|(_, last)| last.statement().version < list.statement().version) {
                chain.push((from, list));
            }
        }
    }
    chain.drain(..chain.len().saturating_sub(MAX_CHAIN));
    Ok((chain, newest))
}

/// Something that changed: a registration was granted, or a change of one was recorded.
pub(super) struct News {
    pub(super) event: u64,
    pub(super) time: Timestamp,
    pub(super) product_id: String,
    pub(super) kind: Kind,
    pub(super) day: Date,
}

/// Reads the latest news before a publication, newest first: at most `most`.
pub(super) fn news(store: &mut dyn Store, event: u64, most: usize) -> Result<Vec<News>, SiteError> {
    let granted = "SELECT event, product_id, issued_on FROM registration WHERE event < $1 \
                   ORDER BY event DESC, product_id LIMIT $2";
    let changed = "SELECT event, product_id, day, kind, place FROM change WHERE event < $1 \
                   ORDER BY event DESC, product_id, place LIMIT $2";
    let mut found = Vec::new();
    for row in store.query(granted, &[event.into(), most.into()])? {
        found.push((row.number::<u64>(0)?, row.text(1)?.to_owned(), row.day(2)?, Kind::Granted));
    }
    for row in store.query(changed, &[event.into(), most.into()])? {
        let kind = row.text(3)?.parse().map_err(|_| StoreError::Damaged { reason: "an unknown kind".to_owned() })?;
        found.push((row.number(0)?, row.text(1)?.to_owned(), row.day(2)?, kind));
    }
    found.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    found.truncate(most);
    let mut times = std::collections::BTreeMap::new();
    let mut news = Vec::new();
    for (event, product_id, day, kind) in found {
        let time = match times.get(&event) {
            Some(time) => *time,
            None => {
                let time = time_of(store, event)?;
                times.insert(event, time);
                time
            }
        };
        news.push(News { event, time, product_id, kind, day });
    }
    Ok(news)
}

fn time_of(store: &mut dyn Store, event: u64) -> Result<Timestamp, StoreError> {
    let rows = store.query("SELECT bytes FROM event WHERE number = $1", &[event.into()])?;
    let row = rows.first().ok_or_else(|| StoreError::Damaged { reason: format!("event {event} is missing") })?;
    let event = Event::from_bytes(row.bytes(0)?);
    event.map(|event| event.time).map_err(|fault| StoreError::Damaged { reason: fault.to_string() })
}

impl Registration {
    /// Returns `self-declared` or `third-party`, as in records.
    pub(super) fn assessment(&self) -> &'static str {
        if self.is_self_declared { "self-declared" } else { "third-party" }
    }

    /// Returns the day on which the registration was withdrawn or revoked; none if it was not.
    pub(super) fn ended_on(&self) -> Option<Date> {
        let is_over = matches!(self.status, "withdrawn" | "revoked");
        let last = self.history.iter().rev().find(|change| matches!(change.kind, Kind::Withdrawn | Kind::Revoked));
        last.map(|change| change.day).filter(|_| is_over)
    }
}
