//! Labels that were seen twice: on two products, or of one unit in two places.

use super::join::How;
use super::result::{Earlier, LabelLine};
use crate::finding::Finding;
use crate::reading::Reading;
use crate::sighting::Sighting;
use crate::stock::{Product, Stock};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The number of places or products that a finding lists.
const MOST_PLACES: usize = 10;

/// Marks labels that were seen on several products which they do not all name.
pub(super) fn mark_labels_on_two_products(labels: &mut [LabelLine], stock: &Stock, sightings: &[Sighting]) {
    // For each label, its products, and whether it was seen on one that it does not name.
    let mut seen: HashMap<&str, (BTreeSet<usize>, bool)> = HashMap::new();
    let text = |line: &LabelLine| sightings.get(line.sighting).map(|sighting| sighting.verdict.text());
    for line in labels.iter() {
        let label = sightings.get(line.sighting).and_then(|sighting| sighting.verdict.authentic_label());
        // A text that is not authentic is found as such, and names nothing.
        let (Some(text), Some(label)) = (text(line), label) else { continue };
        let is_named = |product: usize| {
            let gtin = stock.products.get(product).and_then(|product| product.jan.gtin());
            gtin.is_some_and(|gtin| label.gtins().contains(&gtin))
        };
        let (products, is_strange) = seen.entry(text).or_default();
        for pair in &line.products {
            let (is_beside, is_named) = (pair.how == How::Beside, is_named(pair.product));
            if is_beside || is_named {
                products.insert(pair.product);
            }
            *is_strange |= is_beside && !is_named;
        }
    }
    let several = seen.into_iter().filter(|(_, (_, is_strange))| *is_strange).filter_map(|(text, (products, _))| {
        let names: BTreeSet<String> = products.iter().filter_map(|at| stock.products.get(*at)).map(named).collect();
        (names.len() > 1).then(|| (text.to_owned(), names.into_iter().take(MOST_PLACES).collect()))
    });
    let several: HashMap<String, Vec<String>> = several.collect();
    for line in labels {
        if let Some(products) = text(line).and_then(|text| several.get(text)) {
            line.findings.push(Finding::LabelOnTwoProducts { products: products.clone() });
        }
    }
}

/// Returns a product by its JAN and model, for people.
fn named(product: &Product) -> String {
    let jan = product.jan.gtin().map(|gtin| gtin.to_string());
    let parts: Vec<&str> = jan.as_deref().into_iter().chain([product.model.as_str()]).collect();
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Where the labels of single units were seen, by product ID and serial number.
pub(super) struct Units<'a> {
    here: HashMap<(&'a str, &'a str), Vec<String>>,
    before: HashMap<(&'a str, &'a str), Vec<String>>,
}

impl<'a> Units<'a> {
    pub(super) fn of(readings: &'a [Reading], sightings: &'a [Sighting], earlier: &'a [Earlier]) -> Self {
        let mut units = Units { here: HashMap::new(), before: HashMap::new() };
        for sighting in sightings {
            if let (Some(unit), Some(reading)) = (unit(sighting), readings.get(sighting.reading)) {
                units.here.entry(unit).or_default().push(place(reading));
            }
        }
        let read_again: HashSet<(&str, _)> =
            readings.iter().filter_map(|reading| Some((reading.source.as_str(), reading.file?.modified))).collect();
        for audit in earlier {
            for sighting in &audit.sightings {
                let Some((unit, reading)) = unit(sighting).zip(audit.readings.get(sighting.reading)) else { continue };
                let is_same = reading.file.is_some_and(|file| read_again.contains(&(&*reading.source, file.modified)));
                if !is_same && units.here.contains_key(&unit) {
                    let place = format!("{}: {}", audit.name, place(reading));
                    units.before.entry(unit).or_default().push(place);
                }
            }
        }
        units
    }

    /// Returns where else the unit of a label was seen.
    pub(super) fn findings(&self, sighting: &Sighting) -> Vec<Finding> {
        let Some(unit) = unit(sighting) else { return Vec::new() };
        let serial = unit.1.to_owned();
        let here = self.here.get(&unit).filter(|places| places.len() > 1);
        let first = |places: &[String]| places.iter().take(MOST_PLACES).cloned().collect();
        let here = here.map(|places| Finding::SerialTwice {
            serial: serial.clone(),
            times: places.len(),
            places: first(places),
        });
        let before = self.before.get(&unit);
        let before = before.map(|places| Finding::SerialSeenBefore {
            serial: serial.clone(),
            times: places.len(),
            places: first(places),
        });
        here.into_iter().chain(before).collect()
    }
}

fn unit(sighting: &Sighting) -> Option<(&str, &str)> {
    let label = sighting.verdict.authentic_label()?;
    Some((label.product_id().as_str(), label.serial()?))
}

/// Returns a place with its day.
fn place(reading: &Reading) -> String {
    let day = reading.read_at.split('T').next().unwrap_or_default();
    format!("{} ({day})", reading.source)
}
