//! The differences between two schemes.

use super::change::{Change, number};
use super::words::Value;
use starseal::trust::{Assessment, CategoryEntry, LevelEntry, Scheme};
use std::collections::BTreeMap;
use std::fmt::Display;

/// Returns what changes from one scheme to another, entry by entry.
pub(super) fn scheme_changes(before: &Scheme, after: &Scheme) -> Vec<Change> {
    let mut changes = Vec::new();
    if before.utc_offset_minutes != after.utc_offset_minutes {
        let values =
            vec![("before", Value::of(before.utc_offset_minutes)), ("after", Value::of(after.utc_offset_minutes))];
        changes.push(Change::new("utc-offset", values));
    }
    if before.longest_validity_months != after.longest_validity_months {
        let count = |months| Value::Count(number(months), "month");
        let (was, is) = (count(before.longest_validity_months), count(after.longest_validity_months));
        changes.push(Change::new("longest-validity", vec![("before", was), ("after", is)]));
    }
    if before.longest_deferral_days != after.longest_deferral_days {
        let count = |days| Value::Count(number(days), "day");
        let (was, is) = (count(before.longest_deferral_days), count(after.longest_deferral_days));
        changes.push(Change::new("longest-deferral", vec![("before", was), ("after", is)]));
    }
    changes.extend(levels(&before.levels, &after.levels));
    changes.extend(categories(&before.categories, &after.categories));
    changes.extend(entries(&before.criteria, &after.criteria, CRITERIA, |text| Value::of(text.as_str())));
    changes.extend(entries(&before.evaluators, &after.evaluators, EVALUATORS, Value::all_names));
    changes
}

/// The codes for an entry that is added, removed, or has another content.
type Codes = [&'static str; 3];

const CRITERIA: Codes = ["criteria-added", "criteria-removed", "criteria-changed"];
const EVALUATORS: Codes = ["evaluator-added", "evaluator-removed", "evaluator-changed"];
const CATEGORIES: Codes = ["category-added", "category-removed", "category-changed"];
const LEVELS: Codes = ["level-added", "level-removed", "level-changed"];

/// Compares the entries of a dictionary by their numbers.
fn entries<K: Ord + Display, V: PartialEq>(
    before: &BTreeMap<K, V>,
    after: &BTreeMap<K, V>,
    [added, removed, changed]: Codes,
    show: impl Fn(&V) -> Value,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for (key, entry) in after {
        let number = ("number", Value::of(key));
        match before.get(key) {
            None => changes.push(Change::new(added, vec![number, ("entry", show(entry))])),
            Some(was) if show(was) != show(entry) => {
                changes.push(Change::new(changed, vec![number, ("before", show(was)), ("after", show(entry))]));
            }
            Some(_) => {}
        }
    }
    for (key, entry) in before.iter().filter(|(key, _)| !after.contains_key(key)) {
        changes.push(Change::new(removed, vec![("number", Value::of(key)), ("entry", show(entry))]));
    }
    changes
}

fn levels<K: Ord + Display>(before: &BTreeMap<K, LevelEntry>, after: &BTreeMap<K, LevelEntry>) -> Vec<Change> {
    let mut changes = entries(before, after, LEVELS, |entry| Value::all_names(&entry.names));
    for (key, entry) in after {
        let assessed = match entry.assessment {
            Assessment::ThirdParty => "third-party",
            _ => "self-declared",
        };
        if before.get(key).is_none_or(|was| was.assessment != entry.assessment) {
            let values = vec![("number", Value::of(key)), ("assessment", Value::Word(assessed))];
            changes.push(Change::new("level-assessment", values));
        }
    }
    changes
}

fn categories<K: Ord + Display>(
    before: &BTreeMap<K, CategoryEntry>,
    after: &BTreeMap<K, CategoryEntry>,
) -> Vec<Change> {
    let mut changes = entries(before, after, CATEGORIES, |entry| Value::all_names(&entry.names));
    for (key, entry) in after {
        if before.get(key).is_some_and(|was| was.excluded) != entry.excluded {
            let code = if entry.excluded { "category-excluded" } else { "category-included" };
            changes.push(Change::new(code, vec![("number", Value::of(key)), ("entry", Value::name(&entry.names))]));
        }
    }
    changes
}
