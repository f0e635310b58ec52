//! Compares a verifier with a simple model over random sequences of steps: lists arrive in any order, are replayed and
//! lost, the program restarts with and without its state, and the clock jumps. No list is replaced by an older one, and
//! a label stands only if it stands in the model.

mod common;

use common::{PREFIX, carrier, date, noon, root_key, sealed, trust_statement};
use proptest::prelude::*;
use starseal::status::{Change, Status, StatusStatement};
use starseal::trust::{Purpose, StatusListUri, TrustStatement, TrustedKey};
use starseal::{Signer, SigningKey, Timestamp, TrustList, Update, Verifier, When};

const URI: &str = "https://status.example/1";
const INDEX: u32 = 7;

/// The authority's lists. Version 2 rotates the root, version 3 declares the first status key compromised and adds a
/// second one, version 4 declares the label key compromised, and version 5 changes nothing.
const VERSIONS: usize = 5;
const ROTATED: usize = 2;
const STATUS_KEY_COMPROMISED: usize = 3;
const LABEL_KEY_COMPROMISED: usize = 4;

/// The days on which lists are issued, and those to which the clock is set.
const TRUST_DAYS: [&str; VERSIONS] = ["2026-01-01", "2026-03-01", "2026-05-01", "2026-07-01", "2026-09-01"];
const STATUS_DAYS: [&str; 6] = ["2026-02-01", "2026-04-02", "2026-05-10", "2026-06-01", "2026-08-01", "2026-10-01"];
const CLOCK_DAYS: [&str; 9] = [
    "2011-01-01",
    "2026-01-15",
    "2026-04-10",
    "2026-05-15",
    "2026-06-20",
    "2026-08-20",
    "2026-11-01",
    "2028-03-31",
    "2028-04-01",
];

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

/// The signed trust lists, version 1 first.
fn trust_lists() -> Vec<Vec<u8>> {
    let (first_root, second_root) = (root_key(), key(21));
    let window = |public_key, purpose| TrustedKey::new(public_key, purpose, date("2025-01-01"), date("2030-12-31"));
    let mut statement = trust_statement();
    statement.issuers[0].status_list = StatusListUri::new(URI);
    statement.issuers[0].keys.push(window(key(31).public_key(), Purpose::Status));
    let mut lists = vec![statement.sign(&[&first_root]).unwrap()];
    for version in 2..=VERSIONS {
        let held = TrustList::open(lists.last().unwrap()).unwrap();
        let mut next: TrustStatement = held.next_statement(noon(TRUST_DAYS[version - 1]));
        let keys = &mut next.issuers[0].keys;
        match version {
            STATUS_KEY_COMPROMISED => {
                keys[1].compromised = Some(date("2026-04-30"));
                keys.push(window(key(32).public_key(), Purpose::Status));
            }
            LABEL_KEY_COMPROMISED => keys[0].compromised = Some(date("2026-06-30")),
            _ => {}
        }
        next.roots = vec![second_root.public_key()];
        let signers: &[&dyn Signer] = if version == ROTATED { &[&first_root, &second_root] } else { &[&second_root] };
        lists.push(next.sign(signers).unwrap());
    }
    lists
}

fn status_list(by_second_key: bool, day: usize, status: Status) -> Vec<u8> {
    let issued_at = noon(STATUS_DAYS[day]);
    let mut statement = StatusStatement::new(StatusListUri::new(URI).unwrap(), issued_at, 16);
    statement.allocate(INDEX).unwrap();
    if status != Status::Active {
        let change = Change::new(date("2026-01-10"), status);
        statement.record(INDEX, change, date(STATUS_DAYS[day])).unwrap();
    }
    statement.sign(&key(if by_second_key { 32 } else { 31 })).unwrap()
}

#[derive(Debug, Clone)]
enum Step {
    /// Trust lists from one version to another, in one file.
    Trust {
        first: usize,
        last: usize,
    },
    Status {
        by_second_key: bool,
        day: usize,
        status: Status,
    },
    Restart,
    Wipe,
    /// Restores an older state, which must not replace newer lists.
    RestoreOlder,
    Clock(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let status = prop_oneof![
        3 => Just(Status::Active),
        1 => Just(Status::Revoked),
        1 => Just(Status::Withdrawn),
        1 => Just(Status::Deferral)
    ];
    prop_oneof![
        4 => (1..=VERSIONS, 0..3usize)
            .prop_map(|(first, more)| Step::Trust { first, last: (first + more).min(VERSIONS) }),
        6 => (any::<bool>(), 0..STATUS_DAYS.len(), status)
            .prop_map(|(by_second_key, day, status)| Step::Status { by_second_key, day, status }),
        2 => Just(Step::Restart),
        1 => Just(Step::Wipe),
        1 => Just(Step::RestoreOlder),
        4 => (0..CLOCK_DAYS.len()).prop_map(Step::Clock),
    ]
}

/// A status list that the verifier should hold or remember.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Entry {
    by_second_key: bool,
    /// The position of its day.
    day: usize,
    /// The label's status.
    status: Status,
    counts: bool,
    is_unconfirmed: bool,
}

impl Entry {
    fn issued_at(self) -> Timestamp {
        noon(STATUS_DAYS[self.day])
    }

    fn is_dated_ahead_of(self, now: Timestamp) -> bool {
        self.issued_at().unix_seconds() > now.unix_seconds() + 86_400
    }
}

/// The lists that the verifier should hold.
#[derive(Debug, Clone, PartialEq)]
struct Model {
    version: usize,
    /// Sorted by day.
    statuses: Vec<Entry>,
}

const FRESH: Model = Model { version: 1, statuses: Vec::new() };

impl Model {
    /// Applies one trust list, and returns whether it is accepted.
    fn trust(&mut self, version: usize, now: Option<Timestamp>) -> bool {
        // The lists after version 2 are signed by the root that version 2 introduces.
        let follows = version > self.version && (self.version >= ROTATED || version == ROTATED);
        if follows {
            self.version = version;
            if version >= STATUS_KEY_COMPROMISED {
                self.statuses.retain(|entry| entry.by_second_key);
            }
            now.into_iter().for_each(|now| self.confirm(now));
        }
        follows
    }

    fn confirm(&mut self, now: Timestamp) {
        if now >= self.floor() {
            self.statuses.retain(|entry| !(entry.is_unconfirmed && entry.is_dated_ahead_of(now)));
            self.statuses.iter_mut().for_each(|entry| entry.is_unconfirmed = false);
            // Sorted by day, the last list of each key is the one that is remembered.
            let all = self.statuses.clone();
            self.statuses.retain(|entry| {
                all.iter().rev().find(|other| other.by_second_key == entry.by_second_key) == Some(entry)
            });
        }
    }

    /// Applies a status list at a time, and returns whether it is new and accepted.
    fn status(&mut self, mut next: Entry, now: Timestamp) -> bool {
        self.confirm(now);
        next.is_unconfirmed = now < self.floor();
        // Below the floor, the trust list's expiry is the limit, which no list here reaches.
        (next.is_unconfirmed || !next.is_dated_ahead_of(now)) && self.follow(next)
    }

    fn is_allowed(&self, next: Entry) -> bool {
        next.by_second_key == (self.version >= STATUS_KEY_COMPROMISED)
    }

    fn follow(&mut self, next: Entry) -> bool {
        let may_follow = |held: &Entry| next.day > held.day && (next.status.is_final() || !held.status.is_final());
        let is_taken = self.is_allowed(next) && self.statuses.last().is_none_or(may_follow);
        if is_taken {
            self.keep(next);
        }
        is_taken
    }

    fn keep(&mut self, next: Entry) {
        self.statuses.iter_mut().filter(|held| held.day < next.day).for_each(|held| held.counts = false);
        self.statuses.retain(|held| {
            held.day > next.day
                || held.by_second_key != next.by_second_key
                || (next.is_unconfirmed && !held.is_unconfirmed)
        });
        self.statuses.push(next);
        self.statuses.sort_by_key(|entry| entry.day);
    }

    /// Restores the lists of an older state.
    fn restore(&mut self, older: &Model) {
        for version in 2..=older.version {
            self.trust(version, None);
        }
        for entry in &older.statuses {
            let is_known =
                self.statuses.iter().any(|held| held.by_second_key == entry.by_second_key && held.day >= entry.day);
            if entry.counts {
                self.follow(*entry);
            } else if self.is_allowed(*entry) && !is_known {
                self.keep(*entry);
            }
        }
    }

    /// Returns the clock floor of the authority.
    fn floor(&self) -> Timestamp {
        noon(TRUST_DAYS[self.version - 1])
    }

    fn counting(&self) -> Option<Entry> {
        self.statuses.iter().copied().find(|entry| entry.counts)
    }

    /// Returns whether the usual label stands.
    fn stands(&self, now: Timestamp) -> bool {
        let falls = |entry: Entry| entry.is_unconfirmed && now >= self.floor() && entry.is_dated_ahead_of(now);
        let remaining = self.statuses.iter().copied().filter(|entry| !falls(*entry));
        let moment = remaining.map(Entry::issued_at).fold(now.max(self.floor()), Timestamp::max);
        let in_time = noon("2026-04-01") <= moment && moment <= noon("2028-03-31");
        let is_within = |from: Timestamp, to: Timestamp, days: u64| to.seconds_since(from).unwrap() <= days * 86_400;
        let good =
            |entry: Entry| !falls(entry) && entry.status == Status::Active && is_within(entry.issued_at(), moment, 90);
        in_time
            && self.version < LABEL_KEY_COMPROMISED
            && is_within(self.floor(), now.max(self.floor()), 1100)
            && self.counting().is_some_and(good)
    }
}

fn run(steps: &[Step]) {
    let lists = trust_lists();
    let fresh = || Verifier::new(&lists[0]).unwrap();
    let text = carrier(&sealed()).to_string();
    assert!(text.starts_with(PREFIX));
    let (mut verifier, mut model) = (fresh(), FRESH);
    let mut older = (verifier.export_state(), model.clone());
    let mut now = noon("2026-04-10");
    for step in steps {
        let before = model.clone();
        match *step {
            Step::Trust { first, last } => {
                let chain = lists[first - 1..last].concat();
                let mut took = false;
                for version in first..=last {
                    if version > model.version {
                        if !model.trust(version, Some(now)) {
                            break;
                        }
                        took = true;
                    }
                }
                let update = verifier.update_trust(&chain, now);
                // If a list in a chain is refused, those before it are still held, so only single lists are compared
                // here.
                if first == last {
                    assert_eq!(update == Ok(Update::Taken), took, "{step:?} {before:?}");
                }
            }
            Step::Status { by_second_key, day, status } => {
                let update = verifier.update_status(&status_list(by_second_key, day, status), now);
                let next = Entry { by_second_key, day, status, counts: true, is_unconfirmed: false };
                let took = model.status(next, now);
                assert_eq!(update == Ok(Update::Taken), took, "{step:?} {before:?} {update:?}");
            }
            Step::Restart => {
                let state = verifier.export_state();
                verifier = fresh();
                assert!(verifier.restore(&state).unwrap().refused().next().is_none());
                assert_eq!(verifier.export_state(), state);
            }
            Step::Wipe => {
                older = (verifier.export_state(), model.clone());
                (verifier, model) = (fresh(), FRESH);
            }
            Step::RestoreOlder => {
                verifier.restore(&older.0).unwrap();
                model.restore(&older.1);
            }
            Step::Clock(day) => now = noon(CLOCK_DAYS[day]),
        }
        let held = verifier.trust_list().statement().version as usize;
        assert_eq!(held, model.version, "{step:?}");
        let iat = verifier.status_lists().next().map(starseal::StatusList::issued_at);
        assert_eq!(iat, model.counting().map(Entry::issued_at), "{step:?} {before:?}");
        assert_eq!(verifier.clock_floor(verifier.trust_list().authority_id()), Some(model.floor()));
        let verdict = verifier.check(&text, When::Now(now));
        assert_eq!(verdict.stands(), model.stands(now), "{step:?} {model:?} {now} {}", verdict.code());
        if !matches!(step, Step::Wipe) {
            assert!(model.version >= before.version, "an older list replaced a newer one: {step:?}");
            let latest = |model: &Model| model.statuses.last().copied();
            if let Some(held) = latest(&before).filter(|held| !held.is_unconfirmed) {
                let is_void = !held.by_second_key && model.version >= STATUS_KEY_COMPROMISED;
                assert!(is_void || latest(&model).is_some_and(|entry| entry.day >= held.day), "{step:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(192) })]

    #[test]
    fn the_verifier_agrees_with_the_model(steps in prop::collection::vec(step(), 1..40)) {
        run(&steps);
    }
}

#[test]
fn labels_stand_and_do_not_stand_in_the_model() {
    use Step::{Clock, Status as S, Trust};
    let active = |day, by_second_key| S { by_second_key, day, status: Status::Active };
    run(&[active(0, false), Clock(2), Trust { first: 2, last: 4 }, active(4, true), Clock(5), Step::Restart]);
    let (mut model, now) = (FRESH, noon("2026-04-10"));
    let entry = Entry { by_second_key: false, day: 1, status: Status::Active, counts: true, is_unconfirmed: false };
    assert!(model.status(entry, now) && model.stands(now));
    assert!(model.trust(2, Some(now)) && model.trust(3, Some(now)) && !model.stands(noon("2026-05-15")));
}
