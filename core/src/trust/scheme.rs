//! The scheme's dictionary: what the numbers in a label mean.

use super::Names;
use crate::label::{Date, Label, Level, Text, Timestamp};
use std::collections::BTreeMap;

/// Who says that a product meets a level's criteria.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Assessment {
    /// The vendor declares it; nobody else checked.
    SelfDeclared,
    /// An independent body evaluated the product.
    ThirdParty,
}

impl Assessment {
    /// `self-declared` or `third-party`, as in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Assessment::SelfDeclared => "self-declared",
            Assessment::ThirdParty => "third-party",
        }
    }
}

/// A level, as the dictionary defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LevelEntry {
    /// What it is called, such as "★1".
    pub names: Names,
    /// Who says that a product meets it.
    pub assessment: Assessment,
}

impl LevelEntry {
    /// Makes an entry.
    #[must_use]
    pub fn new(names: Names, assessment: Assessment) -> Self {
        LevelEntry { names, assessment }
    }
}

/// A product category.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CategoryEntry {
    /// What it is called.
    pub names: Names,
    /// Whether the scheme does not cover it, so that no label may name it (PCs, smartphones).
    pub excluded: bool,
}

impl CategoryEntry {
    /// Makes an entry of a category that the scheme covers.
    #[must_use]
    pub fn new(names: Names) -> Self {
        CategoryEntry { names, excluded: false }
    }
}

/// A scheme's dictionary and its rules. Entries are only ever added, so that old labels keep their meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scheme {
    /// The time zone of its dates, in minutes east of UTC; Japan has 540.
    pub utc_offset_minutes: i16,
    /// Its levels.
    pub levels: BTreeMap<Level, LevelEntry>,
    /// Its product categories.
    pub categories: BTreeMap<u16, CategoryEntry>,
    /// Its criteria, as they are cited, such as "JST-CR-01-01-2024R1".
    pub criteria: BTreeMap<u16, Text<64>>,
    /// Who evaluates products at third-party assessed levels.
    pub evaluators: BTreeMap<u16, Names>,
    /// How many months a label is valid at the longest, 1 to 1,200.
    pub longest_validity_months: u32,
    /// How many days an extension in process may keep a label from expiring, 0 to 3,660.
    pub longest_deferral_days: u32,
}

impl Scheme {
    /// Makes a scheme without entries: minutes east of UTC, the longest validity in months, the longest deferral in days.
    #[must_use]
    pub fn new(utc_offset_minutes: i16, longest_validity_months: u32, longest_deferral_days: u32) -> Self {
        Scheme {
            utc_offset_minutes,
            levels: BTreeMap::new(),
            categories: BTreeMap::new(),
            criteria: BTreeMap::new(),
            evaluators: BTreeMap::new(),
            longest_validity_months,
            longest_deferral_days,
        }
    }

    /// The scheme's date at an instant.
    #[must_use]
    pub fn date_at(&self, now: Timestamp) -> Date {
        Date::at(now, self.utc_offset_minutes)
    }

    /// The last day that a label issued on a date may claim.
    #[must_use]
    pub fn latest_expiry(&self, issued_on: Date) -> Date {
        issued_on.last_day_of_validity(self.longest_validity_months)
    }

    /// The first second of a date of the scheme.
    #[must_use]
    pub fn start_of(&self, day: Date) -> Timestamp {
        day.start(self.utc_offset_minutes)
    }

    /// The last day on which an extension in process keeps a label with that last day from expiring.
    #[must_use]
    pub fn end_of_deferral(&self, last_day: Date) -> Date {
        last_day.plus_days(self.longest_deferral_days)
    }

    /// The criteria that a label names, as they are cited; none where it names none, or unknown ones.
    #[must_use]
    pub fn criteria_of(&self, label: &Label) -> Option<&str> {
        self.criteria.get(&label.criteria()?).map(Text::as_str)
    }

    /// The category that a label names; none where it names none, or an unknown one.
    #[must_use]
    pub fn category_of(&self, label: &Label) -> Option<&CategoryEntry> {
        self.categories.get(&label.category()?)
    }

    /// The evaluator that a label names; none where it names none, or an unknown one.
    #[must_use]
    pub fn evaluator_of(&self, label: &Label) -> Option<&Names> {
        self.evaluators.get(&label.evaluator()?)
    }

    /// Who says that products meet a level; none where the dictionary does not define it.
    #[must_use]
    pub fn assessment(&self, level: Level) -> Option<Assessment> {
        self.levels.get(&level).map(|entry| entry.assessment)
    }
}
