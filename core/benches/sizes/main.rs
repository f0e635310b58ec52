//! The sizes of status lists and of their objects, beside the entropy of what they say, and beside `clubcard`.
//!
//! `cargo bench -p starseal --bench sizes`

mod clubcard_size;
#[path = "../../tests/common/mod.rs"]
mod common;
mod entropy;
mod population;

use population::{Population, random, status_key, trust};
use starseal::status::{Publication, StatusStatement, Witness};
use starseal::{Bundle, StatusList, TrustList};

fn main() {
    let is_test = std::env::args().any(|flag| flag == "--test");
    let sizes = if is_test { vec![1_000] } else { vec![10_000, 100_000, 1_000_000] };
    let populations: Vec<Population> = sizes
        .iter()
        .flat_map(|labels| [1, 3, 10].map(|percent| Population { labels: *labels, not_active_percent: percent }))
        .collect();
    let issued: Vec<Issued> = populations.iter().map(|population| Issued::of(*population)).collect();

    heading(
        "labels | not active | to be signed | list | entropy | clubcard, two statuses | for a phone | entropy | \
             ratio | for a shop | entropy | ratio",
    );
    for one in &issued {
        let (phone, shop) = (one.for_a_phone(), one.for_a_shop());
        let statuses = entropy::statuses(&one.list);
        let in_force = statuses + entropy::in_force(&one.list, &one.statement);
        let past = in_force + entropy::past(&one.statement);
        row(&[
            one.of.labels.to_string(),
            format!("{} %", one.of.not_active_percent),
            one.statement.bytes_to_sign().unwrap().to_string(),
            one.list.as_bytes().len().to_string(),
            format!("{statuses:.0}"),
            clubcard_size::clubcard_size(&one.list).to_string(),
            phone.to_bytes().len().to_string(),
            format!("{in_force:.0}"),
            format!("{:.2}", phone.to_bytes().len() as f64 / in_force),
            shop.to_bytes().len().to_string(),
            format!("{past:.0}"),
            format!("{:.2}", shop.to_bytes().len() as f64 / past),
        ]);
    }

    heading(
        "labels | not active | changed, extended, new | delta of the list | entropy | for a phone | entropy | \
             for a shop",
    );
    for one in &issued {
        let (next, events) = (one.next(), one.of.events());
        let changed = entropy::changed(one.of.labels, &events);
        let delta = |later: Bundle, earlier: Bundle| later.since(&earlier).to_bytes().len().to_string();
        row(&[
            one.of.labels.to_string(),
            format!("{} %", one.of.not_active_percent),
            format!("{}, {}, {}", events.changed, events.extended, events.new),
            delta(next.alone(), one.alone()),
            format!("{changed:.0}"),
            delta(next.for_a_phone(), one.for_a_phone()),
            format!("{:.0}", changed + entropy::extended(one.of.labels, &events)),
            delta(next.for_a_shop(), one.for_a_shop()),
        ]);
    }

    heading(
        "labels, all sealed by a compromised key | directory | one range, with a label's index | all ranges | \
             digests alone",
    );
    for labels in sizes {
        let of = Population { labels, not_active_percent: 1 };
        let mut statement = of.statement();
        for index in 0..labels {
            statement.witnesses.entry(index).or_default().insert(witness_of(index));
        }
        let published = statement.sign(&status_key()).unwrap();
        let size = |objects: &[&[u8]]| {
            let bundle = Bundle::default().with_objects(objects.iter().copied());
            bundle.object_parts().iter().map(starseal::bundle::ObjectPart::size).sum::<usize>()
        };
        let ranges: Vec<&[u8]> = published.witness_ranges.iter().map(Vec::as_slice).collect();
        row(&[
            labels.to_string(),
            size(&[published.witness_directory.as_deref().unwrap()]).to_string(),
            size(&ranges[..1]).to_string(),
            size(&ranges).to_string(),
            (labels * 32).to_string(),
        ]);
    }
}

fn heading(columns: &str) {
    println!("\n| {columns} |\n|{}", " --- |".repeat(columns.split(" | ").count()));
}

fn row(cells: &[String]) {
    println!("| {} |", cells.join(" | "));
}

/// A signed list, with its objects and what they were made from.
struct Issued {
    of: Population,
    statement: StatusStatement,
    list: StatusList,
    published: Publication,
}

impl Issued {
    fn of(of: Population) -> Self {
        Issued::signed(of, of.statement())
    }

    /// Returns the list of the next day.
    fn next(&self) -> Self {
        let mut statement = self.of.next_statement(&self.statement);
        statement.predecessor = Some(self.list.digest());
        Issued::signed(self.of, statement)
    }

    fn signed(of: Population, statement: StatusStatement) -> Self {
        let published = statement.sign(&status_key()).unwrap();
        let list = StatusList::open(&published.list, [&trust()]).unwrap();
        Issued { of, statement, list, published }
    }

    fn alone(&self) -> Bundle {
        let trust: [&TrustList; 0] = [];
        Bundle::new(trust, [&self.list])
    }

    fn for_a_phone(&self) -> Bundle {
        self.alone().with_objects(self.published.in_force.as_deref())
    }

    fn for_a_shop(&self) -> Bundle {
        self.for_a_phone().with_objects([self.published.past.as_slice()])
    }
}

fn witness_of(index: u32) -> Witness {
    let mut bytes = [0; 32];
    for (at, part) in (0_u32..).zip(bytes.chunks_exact_mut(8)) {
        part.copy_from_slice(&random("witness", index * 4 + at).to_le_bytes());
    }
    Witness::from_bytes(bytes)
}
