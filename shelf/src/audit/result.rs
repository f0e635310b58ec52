//! The audit as a value: a line for each product, a line for each label, and what was not read.

use super::findings::{of_pair, of_verdict};
use super::join::{How, Index, Match};
use super::twice::{Units, mark_labels_on_two_products};
use crate::finding::{Finding, Severity};
use crate::reading::{Reading, Symbol};
use crate::sighting::Sighting;
use crate::stock::Stock;
use serde::Serialize;
use starseal::{Date, Gtin, Timestamp};
use std::collections::HashSet;

/// What is asked of an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The current time.
    pub now: Timestamp,
    /// The day that it is in the scheme's time zone.
    pub today: Date,
    /// The day asked about; none for today.
    pub as_of: Option<Date>,
    /// The number of days within which a label that stands lapses soon.
    pub lapse_days: u32,
}

impl Asked {
    /// Returns the day asked about.
    #[must_use]
    pub fn day(&self) -> Date {
        self.as_of.unwrap_or(self.today)
    }
}

/// An earlier audit, whose serial numbers are compared.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// Its name.
    pub name: String,
    /// What it read.
    pub readings: Vec<Reading>,
    /// The same, judged today.
    pub sightings: Vec<Sighting>,
}

/// How a product stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Something keeps the product from being presented as labelled.
    Problem,
    /// No label was read.
    Missing,
    /// A label stands, and a person has to look at something.
    Check,
    /// A label stands, and nothing was found.
    Good,
}

impl State {
    /// All states, the worst one first.
    pub const ALL: [State; 4] = [State::Problem, State::Missing, State::Check, State::Good];

    /// Returns the stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            State::Problem => "problem",
            State::Missing => "missing",
            State::Check => "check",
            State::Good => "good",
        }
    }
}

/// A product with its labels.
#[derive(Debug, Clone)]
pub struct ProductLine {
    /// The position of the product in the stock list.
    pub product: usize,
    /// How it stands.
    pub state: State,
    /// Its labels.
    pub labels: Vec<Match>,
    /// What was found, each thing once.
    pub findings: Vec<Finding>,
}

/// A label that was read, with its products.
#[derive(Debug, Clone)]
pub struct LabelLine {
    /// The position of the sighting.
    pub sighting: usize,
    /// Its products.
    pub products: Vec<Match>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// Something that was not read.
#[derive(Debug, Clone)]
pub struct Gap {
    /// The position of the reading.
    pub reading: usize,
    /// The position of the symbol; none for the whole picture.
    pub symbol: Option<usize>,
    /// What was found.
    pub finding: Finding,
}

/// What an audit says as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conclusion {
    /// Everything was read, and every product has a label that stands.
    AllStand,
    /// Something was found.
    Found,
    /// Not everything was read, so that nobody can say that all labels stand.
    NotAllRead,
}

/// The numbers of an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Products.
    pub products: usize,
    /// Products of the states, in the order of [`State::ALL`].
    pub states: [usize; 4],
    /// Labels that were read, and how many of them stand.
    pub labels: usize,
    /// Labels that stand.
    pub standing: usize,
    /// Labels that lapse soon.
    pub lapsing: usize,
    /// Labels without a product.
    pub not_in_list: usize,
    /// What was not read.
    pub gaps: usize,
}

/// An audit.
#[derive(Debug, Clone)]
pub struct Audit {
    /// What was asked.
    pub asked: Asked,
    /// The stock list.
    pub stock: Stock,
    /// What was read.
    pub readings: Vec<Reading>,
    /// The verdicts.
    pub sightings: Vec<Sighting>,
    /// The products, in the order of the stock list.
    pub products: Vec<ProductLine>,
    /// The labels, in the order of the readings.
    pub labels: Vec<LabelLine>,
    /// What was not read.
    pub gaps: Vec<Gap>,
}

impl Audit {
    /// Joins what was read with the stock list. The sightings are those of the readings.
    #[must_use]
    pub fn new(
        asked: Asked,
        stock: Stock,
        readings: Vec<Reading>,
        sightings: Vec<Sighting>,
        earlier: &[Earlier],
    ) -> Self {
        let mut labels: Vec<LabelLine> = Vec::with_capacity(sightings.len());
        let index = Index::new(&stock);
        for (at, sighting) in sightings.iter().enumerate() {
            labels.push(label_line(at, sighting, &index, &readings, asked.lapse_days));
        }
        if !index.is_empty() {
            for (line, sighting) in labels.iter_mut().zip(&sightings) {
                line.findings.extend(without_product(line, sighting));
            }
        }
        let units = Units::of(&readings, &sightings, earlier);
        for (line, sighting) in labels.iter_mut().zip(&sightings) {
            line.findings.extend(units.findings(sighting));
        }
        mark_labels_on_two_products(&mut labels, &stock, &sightings);
        let mut audit =
            Audit { asked, products: Vec::new(), gaps: gaps(&readings), labels, stock, readings, sightings };
        audit.products = audit.product_lines();
        audit
    }

    /// Returns what the audit says as a whole. That all labels stand is only said when everything was read.
    #[must_use]
    pub fn conclusion(&self) -> Conclusion {
        let is_gap = self.products.iter().flat_map(|line| &line.findings).any(Finding::is_gap);
        if is_gap || !self.gaps.is_empty() || (self.labels.is_empty() && self.products.is_empty()) {
            return Conclusion::NotAllRead;
        }
        let is_good = |findings: &[Finding]| findings.iter().all(|found| found.severity() == Severity::Note);
        let all_good = self.products.iter().all(|line| line.state == State::Good)
            && self.labels.iter().all(|line| is_good(&line.findings));
        if all_good { Conclusion::AllStand } else { Conclusion::Found }
    }

    /// Returns the numbers.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let of_state = |state| self.products.iter().filter(|line| line.state == state).count();
        let has = |line: &&LabelLine, is_it: fn(&Finding) -> bool| line.findings.iter().any(is_it);
        Counts {
            products: self.products.len(),
            states: State::ALL.map(of_state),
            labels: self.labels.len(),
            standing: self.sightings.iter().filter(|sighting| sighting.verdict.stands()).count(),
            lapsing: self.labels.iter().filter(|line| has(line, |f| matches!(f, Finding::LapsesSoon { .. }))).count(),
            not_in_list: self.labels.iter().filter(|line| has(line, |f| *f == Finding::LabelNotInList)).count(),
            gaps: self.gaps.len(),
        }
    }

    /// Returns the reading and the symbol of a sighting.
    #[must_use]
    pub fn source(&self, sighting: &Sighting) -> Option<(&Reading, &Symbol)> {
        let reading = self.readings.get(sighting.reading)?;
        Some((reading, reading.symbols.get(sighting.symbol)?))
    }

    fn product_lines(&self) -> Vec<ProductLine> {
        let mut lines: Vec<ProductLine> = (0..self.stock.products.len())
            .map(|product| ProductLine { product, state: State::Missing, labels: Vec::new(), findings: Vec::new() })
            .collect();
        let mut known: HashSet<(usize, Finding)> = HashSet::new();
        for (at, product) in self.stock.products.iter().enumerate() {
            if let Some(line) = lines.get_mut(at) {
                line.findings.extend(product.findings.iter().cloned());
            }
        }
        for label in &self.labels {
            for pair in &label.products {
                let Some(line) = lines.get_mut(pair.product) else { continue };
                line.labels.push(*pair);
                let of_pair = self.pair_findings(pair);
                let of_label = label.findings.iter().filter(|found| !is_of_pair(found)).cloned();
                line.findings
                    .extend(of_label.chain(of_pair).filter(|found| known.insert((pair.product, found.clone()))));
            }
        }
        for line in &mut lines {
            let stands = |pair: &Match| self.sightings.get(pair.sighting).is_some_and(|seen| seen.verdict.stands());
            if line.labels.is_empty() {
                line.findings.push(Finding::LabelMissing);
            }
            let worst = line.findings.iter().map(Finding::severity).max();
            line.state = match worst {
                _ if line.labels.is_empty() => State::Missing,
                _ if !line.labels.iter().any(stands) => State::Problem,
                Some(Severity::Problem) => State::Problem,
                Some(Severity::Check) => State::Check,
                Some(Severity::Note) | None => State::Good,
            };
        }
        lines
    }

    fn pair_findings(&self, pair: &Match) -> Vec<Finding> {
        let label = self.sightings.get(pair.sighting).and_then(|seen| seen.verdict.authentic_label());
        match (label, self.stock.products.get(pair.product)) {
            (Some(label), Some(product)) => of_pair(label, product, pair.how),
            _ => Vec::new(),
        }
    }
}

/// Returns whether a finding compares a label with one product, and does not belong to its other products.
fn is_of_pair(found: &Finding) -> bool {
    matches!(
        found,
        Finding::JanDiffers { .. }
            | Finding::ModelDiffers { .. }
            | Finding::HolderDiffers { .. }
            | Finding::MatchedByModel { .. }
    )
}

fn label_line(at: usize, sighting: &Sighting, index: &Index<'_>, readings: &[Reading], lapse_days: u32) -> LabelLine {
    let mut findings = of_verdict(&sighting.verdict, lapse_days);
    let beside = readings.get(sighting.reading).and_then(|reading| reading.beside.as_deref());
    let beside: Option<Gtin> = beside.and_then(|jan| jan.parse().ok());
    let label = sighting.verdict.authentic_label();
    let products = match (label, beside) {
        (Some(label), beside) => index.of_label(label, beside),
        // Of a refused label nothing is known but the product that was scanned before it.
        (None, Some(gtin)) => index.with_jan(gtin).iter().map(|product| (*product, How::Beside)).collect(),
        (None, None) => Vec::new(),
    };
    if let Some(label) = label {
        for (product, how) in &products {
            let of_pair = index.product(*product).map(|product| of_pair(label, product, *how)).unwrap_or_default();
            findings.extend(of_pair);
        }
    }
    let products = products.into_iter().map(|(product, how)| Match { product, sighting: at, how }).collect();
    LabelLine { sighting: at, products, findings }
}

/// Returns what was not read: files, pictures without a label, and symbols.
fn gaps(readings: &[Reading]) -> Vec<Gap> {
    let gap = |(reading, of): (usize, &Reading)| {
        gaps_in(of).into_iter().map(move |(symbol, finding)| Gap { reading, symbol, finding }).collect::<Vec<_>>()
    };
    readings.iter().enumerate().flat_map(gap).collect()
}

/// Returns what was not read of one picture or line.
#[must_use]
pub fn gaps_of(reading: &Reading) -> Vec<Finding> {
    gaps_in(reading).into_iter().map(|(_, finding)| finding).collect()
}

fn gaps_in(reading: &Reading) -> Vec<(Option<usize>, Finding)> {
    if let Some(reason) = &reading.failure {
        return vec![(None, Finding::NotReadable { reason: reason.clone() })];
    }
    if reading.symbols.is_empty() {
        return vec![(None, Finding::NoLabelInPicture { other_symbols: reading.other_symbols })];
    }
    let unread = reading.symbols.iter().enumerate().filter(|(_, symbol)| symbol.text.is_none());
    unread.map(|(at, symbol)| (Some(at), Finding::SeenNotRead { hint: symbol.hint.clone() })).collect()
}

/// What was found about one label.
#[derive(Debug, Clone)]
pub struct OfOne {
    /// The first of its products.
    pub product: Option<usize>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// Joins one label with the stock list, as a scanner at the counter asks. The sighting is that of the reading's first
/// symbol.
#[must_use]
pub fn of_one(asked: &Asked, index: &Index<'_>, reading: &Reading, sighting: &Sighting) -> OfOne {
    let mut line = label_line(0, sighting, index, std::slice::from_ref(reading), asked.lapse_days);
    line.findings.extend(if index.is_empty() { None } else { without_product(&line, sighting) });
    OfOne { product: line.products.first().map(|pair| pair.product), findings: line.findings }
}

/// Returns what it means that an authentic label has no product.
fn without_product(line: &LabelLine, sighting: &Sighting) -> Option<Finding> {
    let label = sighting.verdict.authentic_label().filter(|_| line.products.is_empty())?;
    Some(match label.gtins().is_empty() && label.model().is_none() {
        true => Finding::LabelNotComparable,
        false => Finding::LabelNotInList,
    })
}
