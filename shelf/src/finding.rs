//! What an audit finds: values with stable codes, and their sentences in English and Japanese.

use crate::words::{list, say};
use serde::Serialize;
use starseal::Language;
use starseal::scan::Hint;
use std::fmt::Display;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something that a person may want to know.
    Note,
    /// Something that a person has to look at.
    Check,
    /// The product cannot be presented as labelled, or something was not read.
    Problem,
}

impl Severity {
    /// Returns the stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Check => "check",
            Severity::Problem => "problem",
        }
    }
}

/// A finding of an audit. Its JSON has the code in the field `code`, and the values beside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Finding {
    /// No label was read for a product.
    LabelMissing,
    /// The label of a product does not stand.
    DoesNotStand {
        /// The code of the verdict.
        verdict: String,
        /// The verdict in English.
        sentence_en: String,
        /// The verdict in Japanese.
        sentence_ja: String,
    },
    /// The label stands, and lapses soon.
    LapsesSoon {
        /// Its last day.
        last_day: String,
        /// The number of days until then.
        days: i32,
    },
    /// The level is below the one that the policy requires.
    LevelBelowPolicy {
        /// The required level.
        required: String,
        /// The level of the label.
        found: String,
    },
    /// Another rule of the policy is not met.
    PolicyUnmet {
        /// The name of the rule.
        rule: String,
        /// The value that the policy requires.
        required: String,
        /// The value that the label has.
        found: String,
    },
    /// The label names other JAN codes than the product has.
    JanDiffers {
        /// The JAN of the product.
        stock: String,
        /// The JANs of the label.
        label: Vec<String>,
    },
    /// The label names another model than the stock list.
    ModelDiffers {
        /// The model in the stock list.
        stock: String,
        /// The model of the label.
        label: String,
    },
    /// The label names another company than the stock list.
    HolderDiffers {
        /// The manufacturer in the stock list.
        stock: String,
        /// The holder of the label.
        label: String,
    },
    /// The label was joined with its product by the model, and not by a JAN.
    MatchedByModel {
        /// The model in the stock list.
        stock: String,
        /// The model of the label.
        label: String,
    },
    /// The same label belongs to several products that it does not name.
    LabelOnTwoProducts {
        /// The products.
        products: Vec<String>,
    },
    /// The label of one unit was seen in several places.
    SerialTwice {
        /// The serial number.
        serial: String,
        /// How often it was seen.
        times: usize,
        /// The first places, with the days.
        places: Vec<String>,
    },
    /// The label of one unit was also seen in an earlier audit.
    SerialSeenBefore {
        /// The serial number.
        serial: String,
        /// How often it was seen.
        times: usize,
        /// The first places, with the audits and the days.
        places: Vec<String>,
    },
    /// The label belongs to no product of the stock list.
    LabelNotInList,
    /// The label names neither a JAN nor a model, so that it cannot be joined with a product.
    LabelNotComparable,
    /// A symbol was seen and not read.
    SeenNotRead {
        /// The code of the likely cause; none if there is no text in the symbol.
        #[serde(skip_serializing_if = "Option::is_none")]
        hint: Option<String>,
    },
    /// A picture shows no label.
    NoLabelInPicture {
        /// The number of other symbols in it.
        other_symbols: usize,
    },
    /// A file or a line could not be read.
    NotReadable {
        /// Why.
        reason: String,
    },
    /// A JAN of the stock list was repaired.
    JanRepaired {
        /// The text in the list.
        given: String,
        /// The only number that it can have been.
        jan: String,
    },
    /// A JAN of the stock list cannot be used.
    JanUnusable {
        /// The text in the list.
        given: String,
        /// The code of the fault.
        fault: &'static str,
    },
    /// A row of the stock list has neither a JAN nor a model.
    RowWithoutKey,
    /// A row of the stock list has a cell that cannot be read.
    RowUnusable {
        /// Why.
        reason: String,
    },
    /// Two stock lists have other values for the same JAN.
    ListsDiffer {
        /// `model` or `maker`.
        what: &'static str,
        /// The value in this row.
        here: String,
        /// The value in the other list.
        there: String,
        /// The place of the other row.
        place: String,
    },
}

/// The codes of all findings with their severities, in the order of the reference.
pub const CODES: [(&str, Severity); 22] = [
    ("label-missing", Severity::Problem),
    ("does-not-stand", Severity::Problem),
    ("lapses-soon", Severity::Check),
    ("level-below-policy", Severity::Problem),
    ("policy-unmet", Severity::Problem),
    ("jan-differs", Severity::Problem),
    ("model-differs", Severity::Problem),
    ("holder-differs", Severity::Check),
    ("matched-by-model", Severity::Note),
    ("label-on-two-products", Severity::Check),
    ("serial-twice", Severity::Check),
    ("serial-seen-before", Severity::Note),
    ("label-not-in-list", Severity::Check),
    ("label-not-comparable", Severity::Check),
    ("seen-not-read", Severity::Problem),
    ("no-label-in-picture", Severity::Check),
    ("not-readable", Severity::Problem),
    ("jan-repaired", Severity::Note),
    ("jan-unusable", Severity::Check),
    ("row-without-key", Severity::Check),
    ("row-unusable", Severity::Check),
    ("lists-differ", Severity::Check),
];

impl Finding {
    /// Returns the stable code in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Finding::LabelMissing => "label-missing",
            Finding::DoesNotStand { .. } => "does-not-stand",
            Finding::LapsesSoon { .. } => "lapses-soon",
            Finding::LevelBelowPolicy { .. } => "level-below-policy",
            Finding::PolicyUnmet { .. } => "policy-unmet",
            Finding::JanDiffers { .. } => "jan-differs",
            Finding::ModelDiffers { .. } => "model-differs",
            Finding::HolderDiffers { .. } => "holder-differs",
            Finding::MatchedByModel { .. } => "matched-by-model",
            Finding::LabelOnTwoProducts { .. } => "label-on-two-products",
            Finding::SerialTwice { .. } => "serial-twice",
            Finding::SerialSeenBefore { .. } => "serial-seen-before",
            Finding::LabelNotInList => "label-not-in-list",
            Finding::LabelNotComparable => "label-not-comparable",
            Finding::SeenNotRead { .. } => "seen-not-read",
            Finding::NoLabelInPicture { .. } => "no-label-in-picture",
            Finding::NotReadable { .. } => "not-readable",
            Finding::JanRepaired { .. } => "jan-repaired",
            Finding::JanUnusable { .. } => "jan-unusable",
            Finding::RowWithoutKey => "row-without-key",
            Finding::RowUnusable { .. } => "row-unusable",
            Finding::ListsDiffer { .. } => "lists-differ",
        }
    }

    /// Returns how much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        let known = CODES.iter().find(|(code, _)| *code == self.code());
        known.map_or(Severity::Check, |(_, severity)| *severity)
    }

    /// Returns whether it says that something was not read, so that nobody can say that all labels stand.
    #[must_use]
    pub const fn is_gap(&self) -> bool {
        matches!(
            self,
            Finding::SeenNotRead { .. }
                | Finding::NoLabelInPicture { .. }
                | Finding::NotReadable { .. }
                | Finding::RowUnusable { .. }
                | Finding::RowWithoutKey
                | Finding::JanUnusable { .. }
        )
    }

    /// Returns it as a sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let say = |given: &[(&'static str, &dyn Display)]| say(language, self.code(), given);
        let list = |parts: &[String]| list(language, parts);
        match self {
            Finding::DoesNotStand { sentence_en, sentence_ja, .. } => match language {
                Language::Ja => sentence_ja.clone(),
                _ => sentence_en.clone(),
            },
            Finding::LapsesSoon { last_day, days } => say(&[("last_day", last_day), ("days", days)]),
            Finding::LevelBelowPolicy { required, found } => say(&[("required", required), ("found", found)]),
            Finding::PolicyUnmet { rule, required, found } => {
                say(&[("rule", rule), ("required", required), ("found", found)])
            }
            Finding::JanDiffers { stock, label } => say(&[("stock", stock), ("label", &list(label))]),
            Finding::ModelDiffers { stock, label }
            | Finding::HolderDiffers { stock, label }
            | Finding::MatchedByModel { stock, label } => say(&[("stock", stock), ("label", label)]),
            Finding::LabelOnTwoProducts { products } => say(&[("products", &list(products))]),
            Finding::SerialTwice { serial, times, places } | Finding::SerialSeenBefore { serial, times, places } => {
                say(&[("serial", serial), ("times", times), ("places", &list(places))])
            }
            Finding::SeenNotRead { hint } => {
                let known = Hint::ALL.iter().find(|known| Some(known.code()) == hint.as_deref());
                let advice = known.map_or_else(String::new, |hint| language.hint(*hint));
                say(&[("advice", &advice)]).trim_end().to_owned()
            }
            Finding::NoLabelInPicture { other_symbols } => say(&[("symbols", other_symbols)]),
            Finding::NotReadable { reason } | Finding::RowUnusable { reason } => say(&[("reason", reason)]),
            Finding::JanRepaired { given, jan } => say(&[("given", given), ("jan", jan)]),
            Finding::JanUnusable { given, fault } => {
                let fault = crate::words::say(language, &format!("jan-{fault}"), &[]);
                say(&[("given", given), ("fault", &fault)])
            }
            Finding::ListsDiffer { what, here, there, place } => {
                let what = crate::words::say(language, &format!("value-{what}"), &[]);
                say(&[("what", &what), ("here", here), ("there", there), ("place", place)])
            }
            Finding::LabelMissing | Finding::LabelNotInList | Finding::LabelNotComparable | Finding::RowWithoutKey => {
                say(&[])
            }
        }
    }
}
