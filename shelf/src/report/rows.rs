//! The audit as rows of texts in one language.

use super::basis::Basis;
use crate::audit::{Audit, Conclusion, Gap, LabelLine, ProductLine, State};
use crate::finding::Finding;
use crate::sighting::Sighting;
use crate::words::{list, say};
use starseal::code::Mark;
use starseal::trust::Assessment;
use starseal::{AuthenticLabel, Language, Level};
use std::collections::BTreeSet;

/// A product for people.
pub(super) struct ProductRow<'a> {
    pub(super) line: &'a ProductLine,
    pub(super) state: String,
    /// The file and row, without the file if there is only one.
    pub(super) place: String,
    pub(super) jan: String,
    pub(super) model: &'a str,
    pub(super) name: &'a str,
    pub(super) holder: &'a str,
    pub(super) quantity: &'a str,
    /// The label that says most: one that stands, with the earliest last day.
    pub(super) label: LabelCells,
    pub(super) findings: Vec<String>,
}

/// A label for people.
pub(super) struct LabelRow<'a> {
    pub(super) line: &'a LabelLine,
    pub(super) state: String,
    pub(super) stands: bool,
    /// Whether nobody can say whether it stands.
    pub(super) is_unknown: bool,
    pub(super) source: &'a str,
    pub(super) taken_at: &'a str,
    pub(super) model: String,
    pub(super) jan: String,
    pub(super) holder: String,
    pub(super) serial: String,
    pub(super) label: LabelCells,
    pub(super) products: String,
    pub(super) findings: Vec<String>,
}

/// What a label says in a row about a product.
#[derive(Default)]
pub(super) struct LabelCells {
    pub(super) product_id: String,
    pub(super) level: String,
    pub(super) assessment: String,
    pub(super) last_day: String,
    pub(super) days: Option<i32>,
}

/// Something that was not read.
pub(super) struct GapRow<'a> {
    pub(super) source: &'a str,
    pub(super) taken_at: &'a str,
    pub(super) finding: String,
    /// The part of the picture, as PNG in base64.
    pub(super) picture: Option<&'a str>,
}

/// The texts of one language for one audit.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) audit: &'a Audit,
    pub(super) language: Language,
}

impl<'a> Rows<'a> {
    pub(super) fn say(&self, id: &str) -> String {
        say(self.language, id, &[])
    }

    pub(super) fn state(&self, state: State) -> String {
        self.say(&format!("state-{}", state.as_str()))
    }

    /// Returns the title of the report.
    pub(super) fn title(&self) -> String {
        say(self.language, "title", &[("day", &self.audit.asked.day())])
    }

    /// Returns what the audit says as a whole.
    pub(super) fn conclusion(&self) -> String {
        self.say(match self.audit.conclusion() {
            Conclusion::AllStand => "conclusion-all-stand",
            Conclusion::Found => "conclusion-found",
            Conclusion::NotAllRead => "conclusion-not-all-read",
        })
    }

    /// Returns how the audit was made, on which lists it rests, and what it does not say.
    pub(super) fn notes(&self, basis: &Basis) -> Vec<String> {
        let Rows { audit, language } = *self;
        let version = env!("CARGO_PKG_VERSION");
        let (now, days) = (&audit.asked.now, &audit.asked.lapse_days);
        let mut notes = vec![say(language, "made-at", &[("now", now), ("version", &version), ("days", days)])];
        notes.extend(audit.asked.as_of.map(|day| say(language, "asked-for", &[("day", &day)])));
        if !audit.stock.files.is_empty() {
            notes.push(say(language, "stock-files", &[("files", &list(language, &audit.stock.files))]));
        }
        notes.extend(basis.sentences(language));
        if audit.readings.iter().any(|reading| reading.taken_at.is_some()) {
            notes.push(self.say("pictures-from"));
        }
        notes.push(self.say("caution"));
        notes
    }

    pub(super) fn products(self) -> impl Iterator<Item = ProductRow<'a>> {
        self.audit.products.iter().filter_map(move |line| self.product(line))
    }

    fn product(&self, line: &'a ProductLine) -> Option<ProductRow<'a>> {
        let audit = self.audit;
        let product = audit.stock.products.get(line.product)?;
        let jan = product.jan.gtin().map_or_else(|| product.jan_given.clone(), |gtin| gtin.to_string());
        let seen = line.labels.iter().filter_map(|pair| audit.sightings.get(pair.sighting));
        let authentic = seen.filter_map(|seen| Some((seen, seen.verdict.authentic_label()?)));
        let authentic: Vec<(&Sighting, &AuthenticLabel)> = authentic.collect();
        let best = authentic.iter().min_by_key(|(seen, _)| (!seen.verdict.stands(), seen.verdict.last_day()));
        let mut label = best.map(|(seen, label)| self.label_cells(seen, label)).unwrap_or_default();
        let others: BTreeSet<&str> = authentic.iter().map(|(_, label)| label.product_id().as_str()).collect();
        if others.len() > 1 {
            label.product_id += " ";
            label.product_id += &say(self.language, "row-many-labels", &[("count", &(others.len() - 1))]);
        }
        Some(ProductRow {
            line,
            state: self.state(line.state),
            place: match audit.stock.files.len() {
                1 => product.place.row.to_string(),
                _ => product.place.to_string(),
            },
            jan,
            model: &product.model,
            name: &product.name,
            holder: &product.holder,
            quantity: &product.quantity,
            label,
            findings: self.sentences(&line.findings),
        })
    }

    pub(super) fn labels(self) -> impl Iterator<Item = LabelRow<'a>> {
        self.audit.labels.iter().filter_map(move |line| self.label(line))
    }

    fn label(&self, line: &'a LabelLine) -> Option<LabelRow<'a>> {
        let sighting = self.audit.sightings.get(line.sighting)?;
        let (reading, _) = self.audit.source(sighting)?;
        let label = sighting.verdict.authentic_label();
        let text = |of: Option<&str>| of.unwrap_or_default().to_owned();
        let products = line.products.iter().filter_map(|pair| self.audit.stock.products.get(pair.product));
        let products: Vec<String> = products.map(|product| product.place.to_string()).collect();
        let jan = label.map(|label| label.gtins().iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
        let state = match sighting.verdict.mark() {
            _ if sighting.verdict.stands() => "label-stands",
            Mark::Query => "label-unknown",
            _ => "label-does-not",
        };
        Some(LabelRow {
            line,
            state: self.say(state),
            stands: sighting.verdict.stands(),
            is_unknown: state == "label-unknown",
            source: &reading.source,
            taken_at: reading.taken_at.as_deref().unwrap_or_default(),
            model: text(label.and_then(|label| label.model())),
            jan: jan.unwrap_or_default(),
            holder: text(label.and_then(|label| label.holder())),
            serial: text(label.and_then(|label| label.serial())),
            label: label.map(|label| self.label_cells(sighting, label)).unwrap_or_default(),
            products: products.join(" "),
            findings: self.sentences(&line.findings),
        })
    }

    pub(super) fn gaps(self) -> impl Iterator<Item = GapRow<'a>> {
        self.audit.gaps.iter().filter_map(move |gap| self.gap(gap))
    }

    fn gap(&self, gap: &'a Gap) -> Option<GapRow<'a>> {
        let reading = self.audit.readings.get(gap.reading)?;
        let symbol = gap.symbol.and_then(|symbol| reading.symbols.get(symbol));
        Some(GapRow {
            source: &reading.source,
            taken_at: reading.taken_at.as_deref().unwrap_or_default(),
            finding: gap.finding.sentence(self.language),
            picture: symbol.and_then(|symbol| symbol.picture.as_deref()),
        })
    }

    fn label_cells(&self, sighting: &Sighting, label: &AuthenticLabel) -> LabelCells {
        let last_day = sighting.verdict.last_day().unwrap_or_else(|| label.expires_on());
        LabelCells {
            product_id: label.product_id().to_string(),
            level: stars(label.level()),
            assessment: label.assessment().map(|assessment| self.assessment(assessment)).unwrap_or_default(),
            last_day: last_day.to_string(),
            days: Some(self.audit.asked.day().days_until(last_day)),
        }
    }

    fn assessment(&self, assessment: Assessment) -> String {
        self.say(assessment.as_str())
    }

    fn sentences(&self, findings: &[Finding]) -> Vec<String> {
        findings.iter().map(|found| found.sentence(self.language)).collect()
    }
}

/// Returns a level as stars, or as a number if it has many.
fn stars(level: Level) -> String {
    match usize::from(level.get()) {
        level @ 1..=5 => "★".repeat(level),
        level => format!("★{level}"),
    }
}
