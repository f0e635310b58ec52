//! Goes through the events.

use super::finding::{Findings, Report};
use super::{lists, personal, seals, signatures};
use crate::event::{Data, Event};
use crate::ledger::{Head, LedgerError, content_of};
use crate::publication::Account;
use crate::store::{Access, Row, SqliteStore, Store, StoreError, within};
use crate::view::{Difference, TABLES, Trust, apply, awaits_comparison, compare_watched};
use starseal::Timestamp;
use starseal::trust::Purpose;
use starseal::verify::Digest;

/// The number of events that are read at once. An event of a large grant has half a megabyte.
const PAGE: u32 = 16;

/// Why an audit could not be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The caller wanted to end.
    #[error("the audit was ended after {events} events")]
    Ended {
        /// The number of events that were gone through.
        events: u64,
    },
}

impl AuditError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            AuditError::Store(error) => error.code(),
            AuditError::Ended { .. } => "ended",
        }
    }
}

/// How far an audit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The number of events that were gone through.
    pub events: u64,
    /// The number of all events.
    pub of: u64,
    /// The work that is done, in a unit in which it grows evenly with the time.
    pub done: u64,
    /// The work that there is.
    pub all: u64,
}

/// What is known while the events are gone through.
struct Replay<'a> {
    held: &'a mut dyn Store,
    derived: SqliteStore,
    findings: Findings,
    report: Report,
    /// The ledger's ID, after the first event.
    id: Option<Digest>,
    trust: Option<Trust>,
    account: Option<Account>,
    previous: Option<(u64, Digest, Timestamp)>,
    /// The SHA-256 of the last published list.
    list: Option<Digest>,
    grants: u64,
    /// The number of bytes of the events that were gone through.
    event_bytes: u64,
}

/// Audits a ledger: the chain of events and every statement, the seals of every grant, every published list, and the
/// view, which is made again from the events. `published` are status lists that were published, with names for people.
/// Memory is bounded. `progress` ends the audit by returning false.
///
/// # Errors
/// [`AuditError`]. What is wrong with the ledger is no error, but a finding.
pub fn audit(
    held: &mut dyn Store,
    published: &[(String, Vec<u8>)],
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Report, AuditError> {
    within(held, Access::Shared, |held| examine(held, published, progress))
}

/// Audits a ledger in a transaction that the caller has begun.
pub(crate) fn examine(
    held: &mut dyn Store,
    published: &[(String, Vec<u8>)],
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Report, AuditError> {
    let report = Report {
        head: None,
        events: 0,
        statements: 0,
        seals: 0,
        lists: 0,
        published: 0,
        pages: 0,
        lost: 0,
        erased: 0,
        awaits_comparison: awaits_comparison(held)?.is_some(),
        uses: Vec::new(),
        findings: Findings::default(),
    };
    let mut replay = Replay {
        held,
        derived: SqliteStore::temporary()?,
        findings: Findings::default(),
        report,
        id: None,
        trust: None,
        account: None,
        previous: None,
        list: None,
        grants: 0,
        event_bytes: 0,
    };
    replay.go_through(progress)?;
    replay.count_rows()?;
    replay.report.erased = personal::compare(replay.held, &mut replay.derived, &mut replay.findings)?;
    replay.compare_views(progress)?;
    replay.compare_published(published)?;
    let Replay { findings, mut report, previous, .. } = replay;
    report.head = previous.map(|(number, hash, time)| Head { number, hash, time });
    report.findings = findings;
    Ok(report)
}

impl Replay<'_> {
    fn go_through(&mut self, progress: &mut dyn FnMut(Progress) -> bool) -> Result<(), AuditError> {
        let of = self.work()?;
        let mut after = i64::MIN;
        loop {
            let sql = "SELECT number, hash, bytes FROM event WHERE number > $1 ORDER BY number LIMIT $2";
            let rows = self.held.query(sql, &[after.into(), PAGE.into()])?;
            self.derived.begin(Access::Exclusive)?;
            for row in &rows {
                after = row.number(0)?;
                self.take(row)?;
                self.report.events = self.report.events.saturating_add(1);
                self.event_bytes = self.event_bytes.saturating_add(row.bytes(2)?.len() as u64);
                self.tell(of, progress)?;
            }
            self.derived.commit()?;
            if rows.len() < PAGE as usize {
                return Ok(());
            }
        }
    }

    /// Tells how much was done.
    fn tell(&self, of: (u64, u64), progress: &mut dyn FnMut(Progress) -> bool) -> Result<(), AuditError> {
        let events = self.report.events;
        let done = work_of(self.event_bytes, self.report.seals, 0);
        let is_wanted = progress(Progress { events, of: of.0, done, all: of.1 });
        if is_wanted { Ok(()) } else { Err(AuditError::Ended { events }) }
    }

    /// Returns the number of events, and the work that there is.
    fn work(&mut self) -> Result<(u64, u64), StoreError> {
        let rows = self.held.query("SELECT CAST(coalesce(sum(length(bytes)), 0) AS BIGINT) FROM event", &[])?;
        let bytes = rows.first().map_or(Ok(0), |row| row.number(0))?;
        let seals = self.count("seal")?;
        let mut rows = 0_u64;
        for table in TABLES {
            rows = rows.saturating_add(self.count(table.name)?);
        }
        Ok((self.count("event")?, work_of(bytes, seals, rows)))
    }

    /// Checks an event's place in the chain, and then its content.
    fn take(&mut self, row: &Row) -> Result<(), StoreError> {
        let (number, stored, bytes) = (row.number::<u64>(0)?, row.digest(1)?, row.bytes(2)?);
        let hash = Digest::of(bytes);
        let expected = self.previous.map_or(1, |(last, ..)| last.saturating_add(1));
        if number != expected {
            let what = format!("event {expected} is missing: the next one is {number}");
            self.findings.add("event-missing", Some(expected), what);
        }
        if hash != stored {
            let what = format!("the bytes have the SHA-256 {hash}, and {stored} was stored with them");
            self.findings.add("event-changed", Some(number), what);
        }
        let before = self.previous.map(|(_, hash, _)| hash);
        let time_before = self.previous.map(|(.., time)| time);
        let event = match Event::from_bytes(bytes) {
            Ok(event) => event,
            Err(fault) => {
                self.findings.add("event-malformed", Some(number), fault.to_string());
                self.previous = Some((number, hash, time_before.unwrap_or(Timestamp::from_unix_seconds(0))));
                return Ok(());
            }
        };
        if event.number != number {
            let what = format!("it stands at place {number}, and says that it is event {}", event.number);
            self.findings.add("event-moved", Some(number), what);
        }
        if event.previous != before {
            self.findings.add("chain-broken", Some(number), "it does not name the hash of the event before it");
        }
        if let Some(last) = time_before.filter(|last| event.time < *last && !corrects(&event, *last)) {
            let what = format!("it is of {}, and the event before it of {last}", event.time);
            self.findings.add("time-back", Some(number), what);
        }
        self.previous = Some((number, hash, event.time));
        self.replay(&event)?;
        if number == 1 {
            self.id = Some(hash);
        }
        Ok(())
    }

    /// Applies an event to the view that is made again, and verifies what belongs to the event.
    fn replay(&mut self, event: &Event) -> Result<(), StoreError> {
        let number = event.number;
        let data = match event.content() {
            Ok(data) => data,
            Err(fault) => {
                self.findings.add("event-malformed", Some(number), fault.to_string());
                return Ok(());
            }
        };
        if let Some(named) = named_trust(&data, self.trust.as_ref()) {
            match self.open_trust(&named, event.time) {
                Ok(trust) => {
                    self.account.get_or_insert_with(|| Account::new(&trust));
                    self.trust = Some(trust);
                }
                Err(reason) => {
                    self.findings.add("trust-list-unusable", Some(number), reason);
                }
            }
        }
        let Some(trust) = self.trust.take() else {
            self.findings.add("event-refused", Some(number), "there is no trust list by which it can be judged");
            return Ok(());
        };
        self.derived.script("SAVEPOINT event")?;
        match apply(&mut self.derived, event, self.id.filter(|_| number != 1), &trust) {
            Ok(()) => {
                personal::name(&mut self.derived, &data)?;
                self.derived.script("RELEASE SAVEPOINT event")?;
                self.report.statements = self.report.statements.saturating_add(event.statements.len() as u64);
            }
            Err(error) => {
                self.derived.script("ROLLBACK TO SAVEPOINT event; RELEASE SAVEPOINT event")?;
                self.findings.add("event-refused", Some(number), format!("{error} ({})", error.code()));
            }
        }
        let verified = self.verify_beside(event, &data, &trust);
        self.trust = Some(trust);
        verified
    }

    /// Verifies the seals and lists that belong to an event.
    fn verify_beside(&mut self, event: &Event, data: &Data, trust: &Trust) -> Result<(), StoreError> {
        match data {
            Data::Granted(grant) => {
                let seals = seals::verify(self.held, event.number, grant, trust, &mut self.findings)?;
                self.report.seals = self.report.seals.saturating_add(seals);
                signatures::add(&mut self.report.uses, grant.key, Purpose::Label, seals);
                self.grants = self.grants.saturating_add(1);
            }
            Data::Published(order) => {
                let mut account = self.account.take().unwrap_or_else(|| Account::new(trust));
                let of_list = (event, order);
                let (held, derived, findings) = (&mut *self.held, &mut self.derived, &mut self.findings);
                self.list = lists::verify(held, derived, of_list, &mut account, trust, self.list, findings)?;
                self.account = Some(account);
                signatures::add(&mut self.report.uses, order.key, Purpose::Status, self.list.is_some().into());
                self.report.lists = self.report.lists.saturating_add(1);
            }
            // The next list names the one that was published last, which the ledger may no longer have.
            Data::Restored(restoration) => {
                self.list = restoration.published.map(|list| list.digest).or(self.list);
            }
            _ => {}
        }
        Ok(())
    }

    fn open_trust(&mut self, named: &NamedTrust, time: Timestamp) -> Result<Trust, String> {
        let bytes = content_of(self.held, named.digest).map_err(|error: LedgerError| error.to_string())?;
        if Digest::of(&bytes) != named.digest {
            return Err(format!("the stored bytes have another SHA-256 than {}", named.digest));
        }
        let opened = match &self.trust {
            Some(held) if !named.is_first => held.follow(&bytes, time),
            _ => Trust::open(&bytes, &named.uri, named.authority),
        };
        opened.map_err(|fault| fault.to_string())
    }

    /// Finds seals and lists that belong to no event.
    fn count_rows(&mut self) -> Result<(), StoreError> {
        let seals = self.count("seal")?;
        if seals != self.report.seals {
            let what = format!("there are {seals} seals, and {} belong to labels of grants", self.report.seals);
            self.findings.add("seal-unknown", None, what);
        }
        let sql = "SELECT event FROM token WHERE event NOT IN (SELECT event FROM publication) ORDER BY event LIMIT 100";
        for row in self.held.query(sql, &[])? {
            let what = "there is a status list that no event ordered";
            self.findings.add("list-unknown", Some(row.number(0)?), what);
        }
        Ok(())
    }

    fn count(&mut self, table: &str) -> Result<u64, StoreError> {
        let rows = self.held.query(&format!("SELECT count(*) FROM {table}"), &[])?;
        rows.first().map_or(Ok(0), |row| row.number(0))
    }

    fn compare_views(&mut self, progress: &mut dyn FnMut(Progress) -> bool) -> Result<(), AuditError> {
        let (of, all) = self.work()?;
        let (events, bytes, seals) = (self.report.events, self.event_bytes, self.report.seals);
        let mut rows = 0_u64;
        for table in TABLES {
            let findings = &mut self.findings;
            let mut report = |difference: Difference| {
                let what = format!("{} {}: {}", difference.table, difference.key, difference.what);
                findings.add("view-differs", None, what)
            };
            let is_whole = compare_watched(table, self.held, &mut self.derived, &mut report, &mut |compared| {
                rows = rows.saturating_add(compared as u64);
                progress(Progress { events, of, done: work_of(bytes, seals, rows).min(all), all })
            })?;
            if !is_whole {
                return Err(AuditError::Ended { events });
            }
        }
        Ok(())
    }

    fn compare_published(&mut self, published: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
        let last = self.previous.map_or(0, |(number, ..)| number);
        for (name, bytes) in published {
            self.report.published = self.report.published.saturating_add(1);
            match &self.trust {
                Some(trust) => {
                    let is_lost = lists::compare(self.held, (name, bytes), trust, last, &mut self.findings)?;
                    self.report.lost = self.report.lost.saturating_add(is_lost.into());
                }
                None => {
                    self.findings.add(
                        "published-refused",
                        None,
                        format!("{name} cannot be judged without a trust list"),
                    );
                }
            }
        }
        Ok(())
    }
}

/// Returns an amount of work, by how long its parts take: to replay an event takes about as long as it has bytes, and
/// to verify a seal or to compare a row of the view as long as the replay of so many bytes.
fn work_of(event_bytes: u64, seals: u64, rows: u64) -> u64 {
    event_bytes.saturating_add(seals.saturating_mul(1000)).saturating_add(rows.saturating_mul(16))
}

/// Returns whether an event corrects the time of the event before it.
fn corrects(event: &Event, last: Timestamp) -> bool {
    matches!(event.content(), Ok(Data::Clock(correction)) if correction.wrong == last)
}

/// The trust list that an event names.
struct NamedTrust {
    is_first: bool,
    digest: Digest,
    uri: String,
    authority: Option<starseal::trust::AuthorityId>,
}

fn named_trust(data: &Data, held: Option<&Trust>) -> Option<NamedTrust> {
    match (data, held) {
        (Data::Founded(founding), _) => Some(NamedTrust {
            is_first: true,
            digest: founding.trust_list,
            uri: founding.status_list.clone(),
            authority: Some(founding.authority),
        }),
        (Data::TrustList(adoption), Some(held)) => Some(NamedTrust {
            is_first: false,
            digest: adoption.digest,
            uri: held.uri().as_str().to_owned(),
            authority: Some(held.verifier().trust_list().authority_id()),
        }),
        _ => None,
    }
}
