//! The dictionary of a scheme, which defines the numbers in labels.

use super::Names;
use crate::label::{Date, Label, Level, Text, Timestamp};
use std::collections::BTreeMap;

/// The assessment of a level: who states that a product meets its criteria.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Assessment {
    /// The vendor declares it. No other party has checked the product.
    SelfDeclared,
    /// An independent body evaluated the product.
    ThirdParty,
}

impl Assessment {
    /// Returns `self-declared` or `third-party`, as in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Assessment::SelfDeclared => "self-declared",
            Assessment::ThirdParty => "third-party",
        }
    }
}

/// A level in the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LevelEntry {
    /// The name of the level, such as "★1".
    pub names: Names,
    /// The assessment of the level: who states that a product meets it.
    pub assessment: Assessment,
}

impl LevelEntry {
    /// Makes an entry for a level.
    #[must_use]
    pub fn new(names: Names, assessment: Assessment) -> Self {
        LevelEntry { names, assessment }
    }
}

/// A product category in the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CategoryEntry {
    /// The name of the category.
    pub names: Names,
    /// Whether the scheme excludes the category, so that no label may name it (PCs, smartphones).
    pub excluded: bool,
}

impl CategoryEntry {
    /// Makes an entry for a category that the scheme covers.
    #[must_use]
    pub fn new(names: Names) -> Self {
        CategoryEntry { names, excluded: false }
    }
}

/// The dictionary of a scheme, and its limits. A scheme only adds entries, so that old labels keep their meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scheme {
    /// The time zone of the scheme's dates, in minutes east of UTC: 540 for Japan.
    pub utc_offset_minutes: i16,
    /// The levels.
    pub levels: BTreeMap<Level, LevelEntry>,
    /// The product categories, by number.
    pub categories: BTreeMap<u16, CategoryEntry>,
    /// The citations of the criteria, by number, such as "JST-CR-01-01-2024R1".
    pub criteria: BTreeMap<u16, Text<64>>,
    /// The names of the evaluators of third-party assessed levels, by number.
    pub evaluators: BTreeMap<u16, Names>,
    /// The longest validity of a label in months, 1 to 1,200.
    pub longest_validity_months: u32,
    /// The longest deferral of expiration in days, 0 to 3,660.
    pub longest_deferral_days: u32,
}

impl Scheme {
    /// Makes a scheme without entries. The arguments are the time zone in minutes east of UTC, the longest validity in
    /// months and the longest deferral in days.
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

    /// Returns the date of an instant in the scheme's time zone.
    #[must_use]
    pub fn date_at(&self, now: Timestamp) -> Date {
        Date::at(now, self.utc_offset_minutes)
    }

    /// Returns the latest last day of a label that is issued on a date.
    #[must_use]
    pub fn latest_expiry(&self, issued_on: Date) -> Date {
        issued_on.last_day_of_validity(self.longest_validity_months)
    }

    /// Returns the first second of a date in the scheme's time zone.
    #[must_use]
    pub fn start_of(&self, day: Date) -> Timestamp {
        day.start(self.utc_offset_minutes)
    }

    /// Returns the last day of the deferral of a label with a given last day.
    #[must_use]
    pub fn end_of_deferral(&self, last_day: Date) -> Date {
        last_day.plus_days(self.longest_deferral_days)
    }

    /// Returns the citation of a label's criteria; none if the label or the dictionary does not have them.
    #[must_use]
    pub fn criteria_of(&self, label: &Label) -> Option<&str> {
        self.criteria.get(&label.criteria()?).map(Text::as_str)
    }

    /// Returns the category of a label; none if the label or the dictionary does not have it.
    #[must_use]
    pub fn category_of(&self, label: &Label) -> Option<&CategoryEntry> {
        self.categories.get(&label.category()?)
    }

    /// Returns the name of a label's evaluator; none if the label or the dictionary does not have it.
    #[must_use]
    pub fn evaluator_of(&self, label: &Label) -> Option<&Names> {
        self.evaluators.get(&label.evaluator()?)
    }

    /// Returns the assessment of a level; none if the dictionary does not define the level.
    #[must_use]
    pub fn assessment(&self, level: Level) -> Option<Assessment> {
        self.levels.get(&level).map(|entry| entry.assessment)
    }
}
