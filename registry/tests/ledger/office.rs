//! A registry with its officers, keys and trust list, for tests. Companies and hosts are made up.

use super::database::Database;
use starseal::carrier::{CarrierPrefix, ErrorCorrection};
use starseal::status::Publication;
use starseal::trust::{
    Assessment, CategoryEntry, Issuer, LevelEntry, Names, Purpose, Scheme, StatusListUri, TrustStatement, TrustedKey,
};
use starseal::verify::Digest;
use starseal::{CarrierText, Code, Date, Level, SealedLabel, Signer, SigningKey, Timestamp, TrustList, Verifier, When};
use starseal_registry::audit::{Report, audit};
use starseal_registry::event::{
    Application, Data, Founding, Kind, Links, Model, NamedKey, Rule, StatusChange, Step, StepEntry,
};
use starseal_registry::grant::{IdPattern, Plan, SealingError, SealingKey, pending, seal_grant, stored_seals};
use starseal_registry::ledger::{Head, Ledger, LedgerError, Now, Pen};
use starseal_registry::proposal::{Outcome, approve, open_proposals, propose};
use starseal_registry::publication::{PublishError, Published, StatusKey, publish};
use starseal_registry::store::Store;
use std::sync::atomic::{AtomicU64, Ordering};

pub const URI: &str = "https://jc-star.example/status";
pub const PREFIX: &str = "HTTPS://JC-STAR.EXAMPLE/L/";
/// Noon in Japan on 2026-11-22.
pub const NOW: u64 = 1_795_316_400;
const DAY: u64 = 86_400;

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn names(text: &str) -> Names {
    Names::new(text, text).unwrap()
}

pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

pub fn root() -> SigningKey {
    key(1)
}

pub fn label_key() -> SigningKey {
    key(2)
}

pub fn status_key() -> SigningKey {
    key(3)
}

/// The keys of Alice, Bob and Carol.
pub fn officer_key(name: &str) -> SigningKey {
    key(match name {
        "alice" => 11,
        "bob" => 12,
        "carol" => 13,
        other => panic!("{other} is no officer"),
    })
}

pub fn trust_statement() -> TrustStatement {
    let level = |number: u8, assessment| {
        (Level::new(number).unwrap(), LevelEntry::new(names(&format!("★{number}")), assessment))
    };
    let mut scheme = Scheme::new(540, 24, 180);
    scheme.levels = [level(1, Assessment::SelfDeclared), level(3, Assessment::ThirdParty)].into();
    scheme.categories = [(1, CategoryEntry::new(names("network camera")))].into();
    let (from, until) = (day("2025-01-01"), day("2035-12-31"));
    let label = TrustedKey::new(label_key().public_key(), Purpose::Label, from, until);
    let status = TrustedKey::new(status_key().public_key(), Purpose::Status, from, until);
    let prefix = CarrierPrefix::new(PREFIX).unwrap();
    let mut issuer = Issuer::new(names("Example Label Registry"), vec![prefix], vec![label, status]);
    issuer.status_list = StatusListUri::new(URI);
    let [issued_at, expires_at] = [NOW - 300 * DAY, NOW + 3000 * DAY].map(Timestamp::from_unix_seconds);
    let authority = names("Example Label Authority");
    let mut statement = TrustStatement::first(authority, scheme, vec![root().public_key()], issued_at, expires_at);
    statement.issuers = vec![issuer];
    statement
}

pub fn trust_list() -> Vec<u8> {
    trust_statement().sign(&[&root()]).unwrap()
}

static NONCES: AtomicU64 = AtomicU64::new(0);

/// Returns bytes that no other call of any process returns.
pub fn nonce() -> [u8; 16] {
    let count = NONCES.fetch_add(1, Ordering::Relaxed);
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&u64::from(std::process::id()).to_be_bytes());
    bytes[8..].copy_from_slice(&count.to_be_bytes());
    bytes
}

pub fn pen<'a>(officer: &'a str, signer: &'a SigningKey) -> Pen<'a> {
    Pen { officer, signer, nonce: &nonce }
}

pub fn founding(rule: Rule) -> Founding {
    let trust_list = trust_list();
    let officer = |name: &str| NamedKey { name: name.to_owned(), key: officer_key(name).public_key() };
    Founding {
        nonce: [7; 16],
        authority: TrustList::open(&trust_list).unwrap().authority_id(),
        status_list: URI.to_owned(),
        trust_list: Digest::of(&trust_list),
        is_trial: false,
        officers: vec![officer("alice"), officer("bob")],
        rule,
    }
}

/// A registry that works on one day after another.
pub struct Office {
    pub ledger: Ledger,
    pub now: u64,
}

impl Office {
    /// Founds a ledger with Alice and Bob.
    pub fn found(database: &Database) -> Self {
        Office::found_with(database.create(), Rule::default())
    }

    pub fn found_with(store: Box<dyn Store>, rule: Rule) -> Self {
        let (alice, bob) = (officer_key("alice"), officer_key("bob"));
        let pens = [pen("alice", &alice), pen("bob", &bob)];
        let now = Timestamp::from_unix_seconds(NOW);
        let ledger = Ledger::found(store, &founding(rule), &trust_list(), &pens, now).unwrap();
        Office { ledger, now: NOW }
    }

    pub fn open(store: Box<dyn Store>) -> Self {
        Office { ledger: Ledger::open(store).unwrap(), now: NOW }
    }

    pub fn now(&self) -> Now {
        Now { time: Timestamp::from_unix_seconds(self.now), is_confirmed: true }
    }

    /// Sets the clock to noon in Japan on a day.
    pub fn on(&mut self, date: &str) -> &mut Self {
        self.now = day(date).start(540).unix_seconds() + DAY / 2;
        self
    }

    pub fn today(&self) -> Date {
        self.ledger.trust().scheme().date_at(self.now().time)
    }

    /// Appends an event for which one officer is enough.
    pub fn alone(&mut self, data: &Data) -> Result<Head, LedgerError> {
        let (key, now) = (officer_key("alice"), self.now());
        self.ledger.write(now, |writing| writing.append_alone(data, &pen("alice", &key)))
    }

    /// Alice proposes; the number of the proposal is returned.
    pub fn propose(&mut self, data: &Data) -> Result<u64, LedgerError> {
        let (key, now) = (officer_key("alice"), self.now());
        let outcome = self.ledger.write(now, |writing| propose(writing, data, &pen("alice", &key), 3 * DAY))?;
        match outcome {
            Outcome::Proposed(number) => Ok(number),
            Outcome::Appended(head) => panic!("one officer was enough for event {}", head.number),
        }
    }

    pub fn approve_as(&mut self, name: &str, number: u64) -> Result<Head, LedgerError> {
        let (key, now) = (officer_key(name), self.now());
        self.ledger.write(now, |writing| approve(writing, number, &pen(name, &key)))
    }

    /// Alice proposes, and Bob approves.
    pub fn by_two(&mut self, data: &Data) -> Result<Head, LedgerError> {
        let number = self.propose(data)?;
        self.approve_as("bob", number)
    }

    /// Takes applications with these numbers through all steps but the grant. Each has `models` models.
    pub fn clear(&mut self, numbers: &[String], models: usize) {
        let today = self.today();
        let applications: Vec<Application> = numbers.iter().map(|number| application(number, models, today)).collect();
        for chunk in applications.chunks(1000) {
            self.alone(&Data::Applied(chunk.to_vec())).unwrap();
            for step in [Step::Accepted, Step::Paid, Step::Cleared] {
                let steps = chunk.iter().map(|application| self::step(&application.number, step, today)).collect();
                self.alone(&Data::Steps(steps)).unwrap();
            }
        }
    }

    /// Grants all cleared applications with these numbers, by two officers, and seals the labels.
    pub fn grant(&mut self, numbers: &[String]) -> Vec<u64> {
        let mut events = Vec::new();
        let mut left = numbers.to_vec();
        while let Some(data) = self.plan(&mut left) {
            events.push(self.by_two(&data).unwrap().number);
        }
        self.seal();
        events
    }

    pub fn plan(&mut self, numbers: &mut Vec<String>) -> Option<Data> {
        let (ids, today, now) = ("SS-{year}-{index:6}".parse::<IdPattern>().unwrap(), self.today(), self.now());
        let plan = Plan { issued_on: today, key: label_key().public_key(), ids: &ids };
        self.ledger.write::<_, LedgerError>(now, |writing| plan.next(writing, numbers)).unwrap()
    }

    /// Plans a grant and proposes it, with no other process in between.
    pub fn plan_and_propose(&mut self, numbers: &[String]) -> u64 {
        let (ids, today, now) = ("SS-{year}-{index:6}".parse::<IdPattern>().unwrap(), self.today(), self.now());
        let plan = Plan { issued_on: today, key: label_key().public_key(), ids: &ids };
        let alice = officer_key("alice");
        let outcome = self.ledger.write::<_, LedgerError>(now, |writing| {
            let data = plan.next(writing, &mut numbers.to_vec())?.expect("a plan");
            propose(writing, &data, &pen("alice", &alice), 3 * DAY)
        });
        match outcome.unwrap() {
            Outcome::Proposed(number) => number,
            Outcome::Appended(head) => panic!("one officer was enough for event {}", head.number),
        }
    }

    /// Seals all labels that have no seal yet.
    pub fn seal(&mut self) {
        let key = label_key();
        let sealing = SealingKey { signer: &key, threads: 2, error_correction: ErrorCorrection::Medium };
        for grant in pending(self.ledger.store()).unwrap() {
            match seal_grant(&mut self.ledger, grant.event, &sealing, &mut |_| true) {
                Ok(_) | Err(SealingError::Elsewhere { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }

    pub fn publish(&mut self) -> Published {
        self.try_publish().unwrap()
    }

    pub fn try_publish(&mut self) -> Result<Published, PublishError> {
        let (key, alice, now) = (status_key(), officer_key("alice"), self.now());
        let status = StatusKey { signer: &key, expires_in: Some(7 * DAY), tried_from: None };
        publish(&mut self.ledger, &pen("alice", &alice), &status, now)
    }

    pub fn change(&mut self, kind: Kind, product_id: &str, on: &str, to: Option<&str>) -> Result<Head, LedgerError> {
        let data = changed(kind, product_id, on, to);
        match kind {
            Kind::Deferred => self.alone(&data),
            _ => self.by_two(&data),
        }
    }

    /// Returns the carriers of a grant's labels.
    pub fn carriers(&mut self, event: u64) -> Vec<String> {
        let seals = stored_seals(self.ledger.store(), event, 0, 10_000).unwrap();
        let prefix = CarrierPrefix::new(PREFIX).unwrap();
        let text = |seal: &[u8]| CarrierText::for_symbol(&prefix, &SealedLabel::from_bytes(seal).unwrap()).to_string();
        seals.iter().map(|(_, seal)| text(seal)).collect()
    }

    pub fn audit(&mut self) -> Report {
        audit(self.ledger.store(), &[], &mut |_| true).unwrap()
    }

    /// Returns the codes of an audit's findings, each once.
    pub fn findings(&mut self) -> Vec<&'static str> {
        codes(&self.audit())
    }

    pub fn proposals(&mut self) -> Vec<u64> {
        let now = self.now().time;
        let open = open_proposals(self.ledger.store(), now, 0, 100).unwrap();
        open.iter().map(|proposal| proposal.number).collect()
    }
}

pub fn codes(report: &Report) -> Vec<&'static str> {
    let mut codes: Vec<&str> = report.findings.kept().iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

pub fn numbers(from: usize, count: usize) -> Vec<String> {
    (from..from + count).map(|number| format!("A-{number:05}")).collect()
}

pub fn application(number: &str, models: usize, applied_on: Date) -> Application {
    let model = |at: usize| Model {
        model: Some(format!("CAM-{number}-{at}")),
        gtins: if at == 0 { vec!["4569951110016".parse().unwrap()] } else { Vec::new() },
        serial: None,
    };
    Application {
        number: number.to_owned(),
        applied_on,
        level: Level::new(1).unwrap(),
        criteria: None,
        category: Some(1),
        evaluator: None,
        holder: Some("見本電機株式会社".to_owned()),
        models: (0..models).map(model).collect(),
        links: Links::default(),
        provisional: Some(format!("P-{number}")),
        product_id: None,
        expires_on: None,
        personal: None,
    }
}

pub fn step(number: &str, step: Step, day: Date) -> StepEntry {
    let reference = (step == Step::Accepted).then(|| format!("R-{number}"));
    let reason = matches!(step, Step::Closed | Step::Undone).then(|| "a test".to_owned());
    StepEntry { application: number.to_owned(), step, day, reference, reason }
}

pub fn changed(kind: Kind, product_id: &str, on: &str, to: Option<&str>) -> Data {
    let change = StatusChange {
        product_id: product_id.to_owned(),
        day: day(on),
        last_day: to.map(day),
        reason: "a test".to_owned(),
    };
    Data::Changed(kind, vec![change])
}

/// Returns the code of a label's verdict, with a published list, at noon in Japan on a day.
pub fn verdict(carrier: &str, lists: &Publication, on: &str) -> Code {
    let mut verifier = Verifier::new(&trust_list()).unwrap();
    let at = Timestamp::from_unix_seconds(day(on).start(540).unix_seconds() + DAY / 2);
    verifier.update_status(&lists.list, at).unwrap();
    for object in lists.objects() {
        verifier.update_object(object).unwrap();
    }
    verifier.check(carrier, When::Now(at)).code()
}
