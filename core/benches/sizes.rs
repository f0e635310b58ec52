//! The size of status lists, compared with the entropy of the statuses, which is the minimum for any encoding, and with
//! `clubcard`, the filter behind Firefox's CRLite, which only distinguishes active from not active.
//!
//! `cargo bench -p starseal --bench sizes`

#[path = "../tests/common/mod.rs"]
mod common;

use clubcard::builder::{ApproximateRibbon, ClubcardBuilder, ExactRibbon};
use clubcard::{ApproximateSizeOf, AsQuery, Equation, Filterable, Queryable};
use common::{date, noon};
use sha2::{Digest, Sha256};
use starseal::status::{Change, Status, StatusStatement};
use starseal::trust::{Purpose, StatusListUri};
use starseal::{Bundle, Signer, SigningKey, StatusList, TrustList};

/// The number of words in an equation of a clubcard, as in its own example.
const W: usize = 4;

/// The number of labels among which one is not active.
const ONE_IN: u64 = 100;

fn main() {
    let is_test = std::env::args().any(|flag| flag == "--test");
    println!("| labels | entropy | clubcard (two statuses) | signed list | past object | delta for a day |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for labels in if is_test { vec![1_000] } else { vec![10_000, 100_000, 1_000_000] } {
        println!("{}", row(labels));
    }
}

fn row(labels: u32) -> String {
    let statement = statement(labels);
    let mut next = statement.clone();
    let (list, past) = signed(&statement);
    // On the next day, one label in a hundred thousand changes, and at least one.
    next.issued_at = noon("2026-11-21");
    let changes = (labels / 100_000).max(1);
    for at in 0..changes {
        let index = at * (labels / changes) + labels / (2 * changes);
        let change = Change::new(date("2026-11-21"), Status::Revoked);
        next.record(index, change).unwrap();
    }
    let trust: [&TrustList; 0] = [];
    let [earlier, later] = [&list, &signed(&next).0].map(|list| Bundle::new(trust, [list]));
    let delta = later.since(&earlier).to_bytes().len();
    let sizes = [entropy(&list).ceil() as usize, clubcard_size(&list), list.as_bytes().len(), past, delta];
    let cells: Vec<String> = sizes.iter().map(ToString::to_string).collect();
    format!("| {labels} | {} |", cells.join(" | "))
}

fn status_key() -> SigningKey {
    SigningKey::from_seed(&[3; 32])
}

/// Returns a pseudorandom number, which is the same for an index in every run.
fn random(index: u32) -> u64 {
    let digest = Sha256::digest(index.to_le_bytes());
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn status_of(index: u32) -> Status {
    match random(index) {
        number if number % ONE_IN != 0 => Status::Active,
        number if number / ONE_IN % 10 < 6 => Status::Withdrawn,
        number if number / ONE_IN % 10 < 9 => Status::Revoked,
        _ => Status::Deferral,
    }
}

fn statement(labels: u32) -> StatusStatement {
    let uri = StatusListUri::new("https://status.example/1").unwrap();
    let mut statement = StatusStatement::new(uri, &common::scheme(), noon("2026-11-20"), labels);
    for index in 0..labels {
        let status = status_of(index);
        assert!(statement.statuses.set(index, status));
        if status != Status::Active {
            let day = date("2026-01-01").plus_days((random(index) >> 40) as u32 % 300);
            statement.changes.insert(index, vec![Change::new(day, status)]);
        }
    }
    statement
}

/// Returns the signed list, and the length of its past object as a bundle has it.
fn signed(statement: &StatusStatement) -> (StatusList, usize) {
    let mut trust = common::trust_statement();
    trust.issuers[0].status_list = Some(statement.uri.clone());
    let mut key = trust.issuers[0].keys[0].clone();
    (key.public_key, key.purpose) = (status_key().public_key(), Purpose::Status);
    trust.issuers[0].keys.push(key);
    let trust = TrustList::open(&trust.sign(&[&common::root_key()]).unwrap()).unwrap();
    let published = statement.sign(&status_key()).unwrap();
    let past = Bundle::default().with_objects([published.past.as_slice()]).object_parts()[0].size();
    (StatusList::open(&published.list, [&trust]).unwrap(), past)
}

/// Returns the entropy in bytes of independent statuses with the frequencies of the list.
fn entropy(list: &StatusList) -> f64 {
    let all = list.statuses().iter().count() as f64;
    let of = |wanted| list.statuses().iter().filter(|status| *status == wanted).count() as f64;
    let bits = Status::GIVEN.iter().map(|status| of(*status)).filter(|count| *count > 0.0);
    bits.map(|count| count * (all / count).log2()).sum::<f64>() / 8.0
}

/// The index of a label, as an entry of a clubcard.
struct Index {
    bytes: [u8; 4],
    is_active: bool,
}

impl AsQuery<W> for Index {
    fn as_query(&self, m: usize) -> Equation<W> {
        let digest: [u8; 32] = Sha256::digest(self.bytes).into();
        let mut a = [0; W];
        for (word, bytes) in a.iter_mut().zip(digest.chunks_exact(8)) {
            *word = u64::from_le_bytes(bytes.try_into().unwrap());
        }
        a[0] |= 1;
        let start = a[W - 1] as usize % m.max(1);
        Equation::inhomogeneous(start, a, u8::from(self.is_active))
    }

    fn block(&self) -> &[u8] {
        &[]
    }

    fn discriminant(&self) -> &[u8] {
        &self.bytes
    }
}

impl Filterable<W> for Index {
    fn included(&self) -> bool {
        !self.is_active
    }
}

impl Queryable<W> for Index {
    type UniverseMetadata = ();
    type PartitionMetadata = ();

    fn in_universe(&self, (): &()) -> bool {
        true
    }
}

fn clubcard_size(list: &StatusList) -> usize {
    let all = || {
        list.statuses()
            .iter()
            .enumerate()
            .map(|(at, status)| Index { bytes: (at as u32).to_le_bytes(), is_active: status == Status::Active })
    };
    let mut builder = ClubcardBuilder::<W, Index>::new();
    let mut approximate = builder.new_approx_builder(&[]);
    approximate.set_universe_size(all().count());
    all().filter(|index| !index.is_active).for_each(|index| approximate.insert(index));
    builder.collect_approx_ribbons(vec![ApproximateRibbon::from(approximate)]);
    let mut exact = builder.new_exact_builder(&[]);
    all().for_each(|index| exact.insert(index));
    let exact = ExactRibbon::from(exact);
    builder.collect_exact_ribbons(vec![exact]);
    let card = builder.build::<Index>((), ());
    assert!(
        all().all(|index| card.unchecked_contains(&index) != index.is_active),
        "the clubcard must distinguish all labels"
    );
    card.approximate_size_of()
}
