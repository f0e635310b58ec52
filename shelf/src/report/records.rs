//! The records of an audit for programs, one a line: the verdicts, and the findings beside them.

use crate::audit::{Audit, Conclusion, Counts, Gap, LabelLine, Match, ProductLine, State};
use crate::finding::Finding;
use crate::reading::Reading;
use crate::stock::RowPlace;
use serde::Serialize;
use starseal::report::{Place, Record, escape_hidden};

/// The name and version of the findings: the value of their field `schema`.
pub const SCHEMA: &str = "starseal-shelf/1";

/// A line of the findings. Its field `kind` says what it is about.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Line<'a> {
    /// The audit: the first line.
    Audit {
        schema: &'static str,
        program: &'static str,
        checked_at: String,
        as_of: Option<String>,
        lapse_days: u32,
        stock: &'a [String],
        conclusion: Conclusion,
        counts: Counts,
    },
    /// A product.
    Product {
        schema: &'static str,
        #[serde(flatten)]
        place: &'a RowPlace,
        jan: Option<String>,
        jan_given: &'a str,
        model: &'a str,
        name: &'a str,
        maker: &'a str,
        quantity: &'a str,
        state: State,
        labels: Vec<Pair<'a>>,
        findings: &'a [Finding],
    },
    /// A label: its place, and its products. Its number is that of its line among the records.
    Label {
        schema: &'static str,
        number: usize,
        source: &'a str,
        read_at: &'a str,
        taken_at: Option<&'a str>,
        beside: Option<&'a str>,
        products: Vec<Pair<'a>>,
        verdict: &'static str,
        findings: &'a [Finding],
    },
    /// Something that was not read.
    Unread {
        schema: &'static str,
        source: &'a str,
        read_at: &'a str,
        taken_at: Option<&'a str>,
        corners: Option<[[f64; 2]; 4]>,
        findings: [&'a Finding; 1],
    },
}

/// A label and a product that belong together: the number of the label, the place of the product.
#[derive(Serialize)]
struct Pair<'a> {
    label: usize,
    #[serde(flatten)]
    product: &'a RowPlace,
    matched_by: &'static str,
}

/// Writes the records of the verdicts, `starseal-verdict/1`, in the order of the labels.
#[must_use]
pub fn records(audit: &Audit) -> String {
    let record = |line: &LabelLine| {
        let sighting = audit.sightings.get(line.sighting)?;
        let (reading, symbol) = audit.source(sighting)?;
        let place = Place { source: Some(reading.source.clone()), corners: symbol.corners, hint: None };
        Some(Record::new(&sighting.verdict).checked_at(audit.asked.now).found_at(place).to_json() + "\n")
    };
    audit.labels.iter().filter_map(record).collect()
}

/// Writes the findings, `starseal-shelf/1`: the audit, then the products, the labels, and what was not read, each in
/// their order.
#[must_use]
pub fn findings(audit: &Audit) -> String {
    let asked = &audit.asked;
    let first = Line::Audit {
        schema: SCHEMA,
        program: concat!("starseal ", env!("CARGO_PKG_VERSION")),
        checked_at: asked.now.to_string(),
        as_of: asked.as_of.map(|day| day.to_string()),
        lapse_days: asked.lapse_days,
        stock: &audit.stock.files,
        conclusion: audit.conclusion(),
        counts: audit.counts(),
    };
    let products = audit.products.iter().filter_map(|line| product(audit, line));
    let labels = audit.labels.iter().filter_map(|line| label(audit, line));
    let gaps = audit.gaps.iter().filter_map(|gap| unread(audit, gap));
    let mut text = String::new();
    for line in std::iter::once(first).chain(products).chain(labels).chain(gaps) {
        #[expect(clippy::expect_used, reason = "infallible: keys are texts, and the writer is a Vec")]
        let json = serde_json::to_string(&line).expect("writing JSON to memory");
        text += &escape_hidden(json);
        text.push('\n');
    }
    text
}

fn product<'a>(audit: &'a Audit, line: &'a ProductLine) -> Option<Line<'a>> {
    let product = audit.stock.products.get(line.product)?;
    Some(Line::Product {
        schema: SCHEMA,
        place: &product.place,
        jan: product.jan.gtin().map(|gtin| gtin.to_string()),
        jan_given: &product.jan_given,
        model: &product.model,
        name: &product.name,
        maker: &product.holder,
        quantity: &product.quantity,
        state: line.state,
        labels: pairs(audit, &line.labels),
        findings: &line.findings,
    })
}

fn label<'a>(audit: &'a Audit, line: &'a LabelLine) -> Option<Line<'a>> {
    let sighting = audit.sightings.get(line.sighting)?;
    let (Reading { source, read_at, taken_at, beside, .. }, _) = audit.source(sighting)?;
    Some(Line::Label {
        schema: SCHEMA,
        number: line.sighting + 1,
        source,
        read_at,
        taken_at: taken_at.as_deref(),
        beside: beside.as_deref(),
        products: pairs(audit, &line.products),
        verdict: sighting.verdict.code().as_str(),
        findings: &line.findings,
    })
}

fn unread<'a>(audit: &'a Audit, gap: &'a Gap) -> Option<Line<'a>> {
    let reading = audit.readings.get(gap.reading)?;
    Some(Line::Unread {
        schema: SCHEMA,
        source: &reading.source,
        read_at: &reading.read_at,
        taken_at: reading.taken_at.as_deref(),
        corners: gap.symbol.and_then(|symbol| reading.symbols.get(symbol)).and_then(|symbol| symbol.corners),
        findings: [&gap.finding],
    })
}

fn pairs<'a>(audit: &'a Audit, matches: &[Match]) -> Vec<Pair<'a>> {
    let pair = |pair: &Match| {
        let product = &audit.stock.products.get(pair.product)?.place;
        Some(Pair { label: pair.sighting + 1, product, matched_by: pair.how.as_str() })
    };
    matches.iter().filter_map(pair).collect()
}
