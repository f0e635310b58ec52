//! The labels of one issuer: which are not active, which are extended until when, and what happens on a day.

use super::common::{date, noon, root_key, scheme, trust_statement};
use sha2::{Digest, Sha256};
use starseal::status::{Change, Status, StatusStatement};
use starseal::trust::{Purpose, StatusListUri, TrustedKey};
use starseal::{Date, Signer, SigningKey, TrustList};
use std::collections::BTreeSet;

/// The URI of the list.
const URI: &str = "https://status.example/1";
/// The date of the list, and the day after it.
pub(crate) const DAY: &str = "2026-11-20";
pub(crate) const NEXT_DAY: &str = "2026-11-21";
/// The months by which an extension moves the last day.
const EXTENSION_MONTHS: u32 = 24;
/// The last days of extended labels are spread over so many days after the date of the list.
pub(crate) const LAST_DAYS: u64 = 730;
/// An extension is decided on one of so many days before the printed last day.
pub(crate) const NOTICE_DAYS: u64 = 180;
/// A label that is not active became so on one of so many days before the date of the list.
pub(crate) const CHANGE_DAYS: u64 = 300;
/// The share of extended labels.
pub(crate) const EXTENDED_PERCENT: u64 = 30;
/// The indexes that have no label yet, for each hundred thousand labels.
const SPARE: u32 = 1_000;

/// How many labels there are, and how many of them are not active.
#[derive(Clone, Copy)]
pub(crate) struct Population {
    pub(crate) labels: u32,
    pub(crate) not_active_percent: u64,
}

/// The number of labels that something happens to on a day.
pub(crate) struct Events {
    pub(crate) changed: u32,
    pub(crate) extended: u32,
    pub(crate) new: u32,
}

impl Population {
    /// Three changed statuses, 40 extensions and 60 new labels for each hundred thousand labels, and at least one.
    pub(crate) fn events(self) -> Events {
        let of = |number: u32| (u64::from(number) * u64::from(self.labels) / 100_000).max(1) as u32;
        Events { changed: of(3), extended: of(40), new: of(60) }
    }

    /// Returns the statement of the list, with all changes.
    pub(crate) fn statement(self) -> StatusStatement {
        let uri = StatusListUri::new(URI).unwrap();
        let spare = (u64::from(SPARE) * u64::from(self.labels) / 100_000).max(2) as u32;
        let mut statement = StatusStatement::new(uri, &scheme(), noon(DAY), self.labels + spare);
        let today = date(DAY);
        for index in 0..self.labels {
            let status = self.status_of(index);
            assert!(statement.statuses.set(index, status));
            if status != Status::Active {
                let since = earlier(today, random("since", index) % CHANGE_DAYS);
                statement.changes.insert(index, vec![Change::new(since, status)]);
            } else if random("extended", index) % 100 < EXTENDED_PERCENT {
                let last_day = today.plus_days(1 + (random("last day", index) % LAST_DAYS) as u32);
                let start = earlier(last_day, u64::from(days_of_extension(last_day)));
                // An extension that is in force was decided on the date of the list at the latest.
                let decided = earlier(start, random("decided", index) % NOTICE_DAYS);
                extend(&mut statement, index, decided.min(today), start, last_day);
            }
        }
        statement
    }

    /// Returns the statement of the list of the next day, with its events.
    pub(crate) fn next_statement(self, before: &StatusStatement) -> StatusStatement {
        let (mut next, today, events) = (before.clone(), date(NEXT_DAY), self.events());
        next.issued_at = noon(NEXT_DAY);
        let mut taken = BTreeSet::new();
        let mut pick = |what: &str, wanted: &dyn Fn(u32) -> bool| {
            let tries = (0_u32..).map(|at| (random(what, at) % u64::from(self.labels)) as u32);
            tries.filter(|index| wanted(*index)).find(|index| taken.insert(*index)).unwrap()
        };
        let is_plain = |index: u32| !before.changes.contains_key(&index);
        for at in 0..events.changed {
            let index = pick("changed", &is_plain);
            let status = if at % 3 == 2 { Status::Revoked } else { Status::Withdrawn };
            next.changes.insert(index, vec![Change::new(today, status)]);
        }
        for _ in 0..events.extended {
            let index = pick("extended today", &is_plain);
            let start = today.plus_days(1 + (random("printed", index) % NOTICE_DAYS) as u32);
            extend(&mut next, index, today, start, start.last_day_of_validity(EXTENSION_MONTHS));
        }
        for index in self.labels..self.labels + events.new {
            next.allocate(index).unwrap();
        }
        next.bring_up_to_date().unwrap();
        next
    }

    fn status_of(self, index: u32) -> Status {
        let number = random("status", index);
        match (number % 100 < self.not_active_percent, number / 100 % 10) {
            (false, _) => Status::Active,
            (true, 0..6) => Status::Withdrawn,
            (true, 6..9) => Status::Revoked,
            (true, _) => Status::Deferral,
        }
    }
}

/// Returns the key that signs the lists.
pub(crate) fn status_key() -> SigningKey {
    SigningKey::from_seed(&[3; 32])
}

/// Returns the trust list whose issuer has these labels.
pub(crate) fn trust() -> TrustList {
    let mut statement = trust_statement();
    let issuer = &mut statement.issuers[0];
    issuer.status_list = StatusListUri::new(URI);
    let (from, until) = (issuer.keys[0].from, issuer.keys[0].until);
    issuer.keys.push(TrustedKey::new(status_key().public_key(), Purpose::Status, from, until));
    TrustList::open(&statement.sign(&[&root_key()]).unwrap()).unwrap()
}

fn extend(statement: &mut StatusStatement, index: u32, decided: Date, start: Date, last_day: Date) {
    let mut change = Change::new(decided, Status::Active);
    change.last_day = Some(last_day);
    statement.changes.insert(index, vec![change]);
    statement.extension_starts.insert((index, decided), start);
}

/// The number of days before `last_day` on which an extension that ends then began.
fn days_of_extension(last_day: Date) -> u32 {
    (729..=731)
        .find(|days| earlier(last_day, u64::from(*days)).last_day_of_validity(EXTENSION_MONTHS) == last_day)
        .unwrap_or(730)
}

fn earlier(day: Date, days: u64) -> Date {
    Date::from_days(day.days() - days as i32).unwrap()
}

/// Returns a pseudorandom number, which is the same for a purpose and an index in every run.
pub(crate) fn random(purpose: &str, index: u32) -> u64 {
    let digest = Sha256::digest([purpose.as_bytes(), &index.to_le_bytes()].concat());
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}
