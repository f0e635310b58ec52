//! A label as somebody typed it, to a label that the scheme allows.

use crate::args::LabelFlags;
use crate::output::escape::printable;
use starseal::limits::MAX_GTINS;
use starseal::{Date, Gtin, Label, LabelBuilder, LabelError, Level, Names, ProductId, Scheme, SchemeViolation};
use std::fmt::Display;
use std::str::FromStr;

/// What is wrong with a label, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) what: String,
    pub(crate) help: String,
}

impl Fault {
    pub(crate) fn new(what: impl Display, help: impl Display) -> Self {
        Fault { what: what.to_string(), help: help.to_string() }
    }
}

/// Where a label's values come from, so that advice can name the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Flags,
    Columns,
}

impl Origin {
    /// A value's name: `--status-index`, or `the column status_index`.
    fn name(self, field: &str) -> String {
        match self {
            Origin::Flags => format!("--{}", field.replace('_', "-")),
            Origin::Columns => format!("the column {field}"),
        }
    }
}

/// Reads typed labels by one scheme's dictionary, on one day.
pub(crate) struct Reader<'a> {
    pub(crate) scheme: &'a Scheme,
    pub(crate) today: Date,
    pub(crate) origin: Origin,
}

impl Reader<'_> {
    /// The label, if the scheme allows it.
    pub(crate) fn label(&self, typed: &LabelFlags) -> Result<Label, Fault> {
        let value =
            |name: &str, fault: &dyn Display| Fault::new(fault, format_args!("correct {}", self.origin.name(name)));
        let product_id = ProductId::new(self.required("product_id", typed.product_id.as_deref())?);
        let product_id = product_id.map_err(|fault| value("product_id", &fault))?;
        let level = self.level(self.required("level", typed.level.as_deref())?)?;
        let issued_on = self.day("issued_on", typed.issued_on.as_deref())?.unwrap_or(self.today);
        let latest = self.scheme.latest_expiry(issued_on);
        let expires_on = self.day("expires_on", typed.expires_on.as_deref())?.unwrap_or(latest);
        let status_index = self.required("status_index", typed.status_index.as_deref())?;
        let status_index = self.number("status_index", status_index, "0 to 4294967295")?;

        let mut builder = LabelBuilder::new(product_id, level, issued_on, expires_on, status_index);
        if let Some(text) = &typed.criteria {
            let entries = self.scheme.criteria.iter().map(|(number, text)| (*number, [text.as_str(), text.as_str()]));
            builder = builder.criteria(self.entry("criteria", text, entries)?);
        }
        if let Some(text) = &typed.category {
            let entries = self.scheme.categories.iter().filter(|(_, entry)| !entry.excluded);
            let all = self.scheme.categories.iter().map(|(number, entry)| (*number, both(&entry.names)));
            let number = self.entry("category", text, all);
            builder = builder.category(number.map_err(|fault| Fault {
                help: self.choose("category", entries.map(|(number, entry)| (*number, entry.names.en()))),
                ..fault
            })?);
        }
        if let Some(text) = &typed.evaluator {
            let entries = self.scheme.evaluators.iter().map(|(number, names)| (*number, both(names)));
            builder = builder.evaluator(self.entry("evaluator", text, entries)?);
        }
        if let Some(text) = &typed.holder {
            builder = builder.holder(text).map_err(|fault| value("holder", &fault))?;
        }
        if let Some(text) = &typed.model {
            builder = builder.model(text).map_err(|fault| value("model", &fault))?;
        }
        if let Some(text) = &typed.serial {
            builder = builder.serial(text).map_err(|fault| value("serial", &fault))?;
        }
        if !typed.gtin.is_empty() {
            builder = builder.gtins(&self.gtins(&typed.gtin)?).map_err(|fault| value("gtin", &fault))?;
        }
        builder.build(self.scheme).map_err(|error| match error {
            LabelError::Scheme(violation) => Fault::new(&violation, self.advice(&violation)),
            other => Fault::new(other, "correct it"),
        })
    }

    fn required<'t>(&self, name: &str, typed: Option<&'t str>) -> Result<&'t str, Fault> {
        typed.ok_or_else(|| {
            Fault::new(format_args!("{} is empty", self.origin.name(name)), "every label needs it; fill it in")
        })
    }

    fn number<T: FromStr>(&self, name: &str, text: &str, range: &str) -> Result<T, Fault> {
        // `parse` would take a plus sign.
        let digits = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok());
        digits.flatten().ok_or_else(|| {
            Fault::new(
                format_args!("{} is \"{}\", not a number", self.origin.name(name), printable(text)),
                format_args!("write {range}"),
            )
        })
    }

    fn day(&self, name: &str, text: Option<&str>) -> Result<Option<Date>, Fault> {
        let read = |text: &str| {
            text.parse().map_err(|_| {
                Fault::new(
                    format_args!(
                        "{} is \"{}\", not a day that a label can claim",
                        self.origin.name(name),
                        printable(text)
                    ),
                    "write it as 2026-04-01",
                )
            })
        };
        text.map(read).transpose()
    }

    fn level(&self, text: &str) -> Result<Level, Fault> {
        let is_name = |names: &Names| both(names).iter().any(|name| is_same(name, text));
        let by_name = self.scheme.levels.iter().find(|(_, entry)| is_name(&entry.names)).map(|(level, _)| *level);
        let by_number = || text.parse().ok().and_then(|number| Level::new(number).ok());
        by_name.or_else(by_number).ok_or_else(|| {
            let levels = self.scheme.levels.iter().map(|(level, entry)| (level.get().into(), entry.names.en()));
            Fault::new(
                format_args!("{} is \"{}\", not a level", self.origin.name("level"), printable(text)),
                self.choose("level", levels),
            )
        })
    }

    /// The number of a dictionary's entry, typed as that or as its text.
    fn entry<'n>(
        &self,
        name: &str,
        text: &str,
        entries: impl Iterator<Item = (u16, [&'n str; 2])> + Clone,
    ) -> Result<u16, Fault> {
        let by_number = text.parse().ok().filter(|number| entries.clone().any(|(entry, _)| entry == *number));
        let by_text = || entries.clone().find(|(_, texts)| texts.iter().any(|known| is_same(known, text)));
        by_number.or_else(|| by_text().map(|(number, _)| number)).ok_or_else(|| {
            Fault::new(
                format_args!(
                    "{} is \"{}\", which is not in the scheme's dictionary",
                    self.origin.name(name),
                    printable(text)
                ),
                self.choose(name, entries.clone().map(|(number, [en, _])| (number, en))),
            )
        })
    }

    fn gtins(&self, typed: &[String]) -> Result<Vec<Gtin>, Fault> {
        // A cell holds several, and so may a flag.
        let parts = typed.iter().flat_map(|text| text.split([' ', ';'])).filter(|part| !part.is_empty());
        let gtins: Vec<Gtin> = parts
            .map(|part| {
                part.parse().map_err(|fault| {
                    let what =
                        format_args!("\"{}\" in {}: {fault}", printable(part), self.origin.name("gtin")).to_string();
                    Fault::new(what, "write the digits under the bar code, check digit and leading zeros included")
                })
            })
            .collect::<Result<_, Fault>>()?;
        if gtins.is_empty() || gtins.len() > MAX_GTINS {
            return Err(Fault::new(
                format_args!("{} holds {} numbers", self.origin.name("gtin"), gtins.len()),
                format_args!("a label names one to {MAX_GTINS}"),
            ));
        }
        Ok(gtins)
    }

    /// Advice that lists what may be chosen.
    fn choose<'n>(&self, name: &str, entries: impl Iterator<Item = (u16, &'n str)>) -> String {
        const MOST: usize = 8;
        let mut listed: Vec<String> =
            entries.take(MOST + 1).map(|(number, text)| format!("{number} {}", printable(text))).collect();
        if listed.len() > MOST {
            listed.truncate(MOST);
            listed.push("… (see starseal trust show)".to_owned());
        }
        format!("for {} choose from: {}", self.origin.name(name), listed.join(", "))
    }

    fn advice(&self, violation: &SchemeViolation) -> String {
        let evaluators = || self.scheme.evaluators.iter().map(|(number, names)| (*number, names.en()));
        match violation {
            SchemeViolation::UnknownLevel { .. } => {
                let levels = self.scheme.levels.iter().map(|(level, entry)| (level.get().into(), entry.names.en()));
                self.choose("level", levels)
            }
            SchemeViolation::EvaluatorMissing { .. } | SchemeViolation::UnknownEvaluator { .. } => {
                self.choose("evaluator", evaluators())
            }
            SchemeViolation::EvaluatorRefused { .. } => format!("leave {} out", self.origin.name("evaluator")),
            SchemeViolation::ExpiresBeforeIssued { .. } => {
                format!("correct {} or {}", self.origin.name("issued_on"), self.origin.name("expires_on"))
            }
            SchemeViolation::ValidityTooLong { .. } => {
                format!("leave {} out to take the last day allowed", self.origin.name("expires_on"))
            }
            SchemeViolation::GtinCheckDigit { .. } => "compare it with the number under the bar code".to_owned(),
            SchemeViolation::ExcludedCategory { .. } => {
                let entries = self.scheme.categories.iter().filter(|(_, entry)| !entry.excluded);
                self.choose("category", entries.map(|(number, entry)| (*number, entry.names.en())))
            }
            _ => "change the label, or the scheme in the next trust list".to_owned(),
        }
    }
}

fn both(names: &Names) -> [&str; 2] {
    [names.en(), names.ja()]
}

/// Whether two names are the same but for the case of letters.
fn is_same(known: &str, typed: &str) -> bool {
    known == typed || known.to_lowercase() == typed.to_lowercase()
}

#[cfg(test)]
mod tests;
