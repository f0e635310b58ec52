//! Appends events, alone.

use super::book::{Head, keep, must_be_compared, write};
use super::error::LedgerError;
use super::pen::Pen;
use crate::event::{Data, Event, Kind, TrustAdoption};
use crate::officer::{Bench, Role};
use crate::store::{Store, StoreError};
use crate::view::{ApplyError, Trust, apply, bench, derive, end_comparison, published_until};
use starseal::verify::Digest;
use starseal::{Date, Timestamp};

/// The number of seconds by which a clock may be behind the last event: two machines' clocks differ.
const MAX_BEHIND: u64 = 3600;

/// The number of days without an event after which the clock is asked about. Holidays are shorter.
const QUIET_DAYS: u64 = 31;

/// The number of seconds for which a statement counts that is used at once.
const AT_ONCE_SECONDS: u64 = 3600;

/// The time of the clock, and whether a person has confirmed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The time.
    pub time: Timestamp,
    /// Whether a person has confirmed the time, although the last event is long ago.
    pub is_confirmed: bool,
}

impl Now {
    /// Makes a time that nobody has confirmed.
    #[must_use]
    pub fn new(time: Timestamp) -> Self {
        Now { time, is_confirmed: false }
    }

    pub(super) fn check(self, last: Timestamp) -> Result<(), LedgerError> {
        let now = self.time;
        if now.unix_seconds().saturating_add(MAX_BEHIND) < last.unix_seconds() {
            return Err(LedgerError::ClockBehind { now, last });
        }
        let quiet = now.seconds_since(last).unwrap_or_default();
        if quiet > QUIET_DAYS * 86_400 && !self.is_confirmed {
            return Err(LedgerError::ClockAhead { now, last, days: QUIET_DAYS });
        }
        Ok(())
    }
}

/// A ledger that is being written to, by this process alone.
pub struct Writing<'a> {
    store: &'a mut dyn Store,
    id: Digest,
    trust: &'a Trust,
    adopted: Option<Trust>,
    head: Head,
    now: Now,
    /// Whether the time of the clock counts although it is before that of the last event.
    corrects_clock: bool,
}

impl<'a> Writing<'a> {
    pub(super) fn new(
        store: &'a mut dyn Store,
        id: Digest,
        trust: &'a Trust,
        head: Head,
        now: Now,
        corrects_clock: bool,
    ) -> Self {
        Writing { store, id, trust, adopted: None, head, now, corrects_clock }
    }

    pub(super) fn into_adopted(self) -> Option<Trust> {
        self.adopted
    }

    /// Returns the database.
    pub fn store(&mut self) -> &mut dyn Store {
        self.store
    }

    /// Returns the trust list that counts.
    #[must_use]
    pub fn trust(&self) -> &Trust {
        self.adopted.as_ref().unwrap_or(self.trust)
    }

    /// Returns the last event.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }

    /// Returns the ledger's ID.
    #[must_use]
    pub fn id(&self) -> Digest {
        self.id
    }

    /// Returns the time of the next event: that of the clock, and never before the last event, unless the event
    /// corrects the clock.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        if self.corrects_clock { self.now.time } else { self.now.time.max(self.head.time) }
    }

    /// Checks what depends on the state of the ledger, and not on its events: a restored ledger must be compared before
    /// anything reaches the public, and a correction of the clock is about the last event.
    fn check_state(&mut self, data: &Data) -> Result<(), LedgerError> {
        match data {
            Data::Clock(correction) if correction.wrong != self.head.time => {
                Err(LedgerError::OtherTime { wrong: correction.wrong, last: self.head.time })
            }
            Data::Clock(_) => Ok(()),
            _ if self.corrects_clock => Err(LedgerError::ClockBehind { now: self.now.time, last: self.head.time }),
            Data::Granted(_) | Data::Published(_) => must_be_compared(self.store),
            _ => Ok(()),
        }
    }

    /// Returns the day of the next event in the scheme's time zone.
    #[must_use]
    pub fn today(&self) -> Date {
        self.trust().scheme().date_at(self.time())
    }

    /// Reads the officers and the rule.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn bench(&mut self) -> Result<Bench, StoreError> {
        bench(self.store)
    }

    /// Signs a statement in a role that counts from now on for a number of seconds.
    ///
    /// # Errors
    /// [`LedgerError`] if the officer's statements do not count, the key is another one, or the signer fails.
    pub fn sign(&mut self, pen: &Pen<'_>, data: &Data, role: Role, seconds: u64) -> Result<Vec<u8>, LedgerError> {
        pen.check(&self.bench()?)?;
        let expires_at = Timestamp::from_unix_seconds(self.time().unix_seconds().saturating_add(seconds));
        pen.sign(Some(self.id), data.kind(), &data.to_bytes(), role, (self.today(), expires_at))
    }

    /// Appends an event for which one officer is enough.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub fn append_alone(&mut self, data: &Data, pen: &Pen<'_>) -> Result<Head, LedgerError> {
        let statement = self.sign(pen, data, Role::Sole, AT_ONCE_SECONDS)?;
        self.append(data, vec![statement])
    }

    /// Appends an event with its statements.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub fn append(&mut self, data: &Data, statements: Vec<Vec<u8>>) -> Result<Head, LedgerError> {
        self.check_state(data)?;
        let mut time = self.time();
        if matches!(data, Data::Published(_)) {
            // Verifiers accept only later lists.
            let last = published_until(self.store)?.map(Timestamp::unix_seconds);
            let earliest = last.map_or(0, |last| last.saturating_add(1));
            time = time.max(Timestamp::from_unix_seconds(earliest));
        }
        let event = Event {
            number: self.head.number.saturating_add(1),
            time,
            previous: Some(self.head.hash),
            kind: data.kind(),
            registration: data.registration().map(str::to_owned),
            data: data.to_bytes(),
            statements,
        };
        let adopted = match data {
            Data::TrustList(adoption) => Some(self.successor(adoption)?),
            _ => None,
        };
        write(self.store, &event)?;
        apply(
            self.store,
            &event,
            Some(self.id),
            adopted.as_ref().unwrap_or(self.adopted.as_ref().unwrap_or(self.trust)),
        )?;
        self.adopted = adopted.or(self.adopted.take());
        if data.kind() == Kind::Restore {
            end_comparison(self.store)?;
        }
        self.head = Head { number: event.number, hash: event.hash(), time };
        Ok(self.head)
    }

    /// Tries whether an event with this content could follow, and takes back what it wrote into the view.
    ///
    /// # Errors
    /// [`LedgerError`] for which it could not follow.
    pub fn try_out(&mut self, data: &Data) -> Result<(), LedgerError> {
        self.check_state(data)?;
        let adopted = match data {
            Data::TrustList(adoption) => Some(self.successor(adoption)?),
            _ => None,
        };
        let (number, time) = (self.head.number.saturating_add(1), self.time());
        self.store.script("SAVEPOINT trial")?;
        let trust = adopted.as_ref().unwrap_or(self.adopted.as_ref().unwrap_or(self.trust));
        let outcome: Result<(), ApplyError> = derive(self.store, number, time, data, trust);
        self.store.script("ROLLBACK TO SAVEPOINT trial; RELEASE SAVEPOINT trial")?;
        Ok(outcome?)
    }

    /// Tries groups of contents one after the other, as if each were an event: of a group that could not follow,
    /// nothing counts for the groups after it. Returns why each group could not follow, if it could not. In the end,
    /// all is taken back. Each group is made when it is tried, so that only one is in memory.
    ///
    /// # Errors
    /// [`LedgerError`] if the database fails.
    pub fn try_each(
        &mut self,
        groups: impl Iterator<Item = Vec<Data>>,
    ) -> Result<Vec<Option<LedgerError>>, LedgerError> {
        Ok(self.try_each_watched(groups, &mut |_| true)?.unwrap_or_default())
    }

    /// Does the same as [`try_each`](Self::try_each). `progress` is told how many groups were tried, and ends the work
    /// by returning false: then the result is none.
    ///
    /// # Errors
    /// [`LedgerError`] if the database fails.
    pub fn try_each_watched(
        &mut self,
        groups: impl Iterator<Item = Vec<Data>>,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Option<Vec<Option<LedgerError>>>, LedgerError> {
        let (number, time) = (self.head.number.saturating_add(1), self.time());
        let trust = self.adopted.as_ref().unwrap_or(self.trust);
        self.store.script("SAVEPOINT trials")?;
        let mut outcomes = Vec::new();
        let mut is_ended = false;
        for group in groups {
            self.store.script("SAVEPOINT trial")?;
            let outcome = group.iter().try_for_each(|data| derive(self.store, number, time, data, trust));
            self.store.script(match outcome {
                Ok(()) => "RELEASE SAVEPOINT trial",
                Err(_) => "ROLLBACK TO SAVEPOINT trial; RELEASE SAVEPOINT trial",
            })?;
            match outcome.map_err(LedgerError::from) {
                Err(LedgerError::Store(error)) => return Err(error.into()),
                outcome => outcomes.push(outcome.err()),
            }
            is_ended = !progress(outcomes.len());
            if is_ended {
                break;
            }
        }
        self.store.script("ROLLBACK TO SAVEPOINT trials; RELEASE SAVEPOINT trials")?;
        Ok((!is_ended).then_some(outcomes))
    }

    /// Stores the bytes of a trust list, or of a chain of them, that an event will name. Returns what the event says.
    ///
    /// # Errors
    /// [`LedgerError`] if the list cannot follow the one that counts.
    pub fn offer_trust_list(&mut self, bytes: &[u8]) -> Result<TrustAdoption, LedgerError> {
        let offered = self.trust().follow(bytes, self.time())?;
        let version = offered.verifier().trust_list().statement().version.into();
        keep(self.store, bytes)?;
        Ok(TrustAdoption { digest: offered.digest(), version })
    }

    fn successor(&mut self, adoption: &TrustAdoption) -> Result<Trust, LedgerError> {
        let bytes = super::book::content_of(self.store, adoption.digest)?;
        Ok(self.trust().follow(&bytes, self.time())?)
    }
}
