//! Compares the table of rooms with the code.

use super::house::{Crate, House};
use super::paths::To;
use super::table::{Row, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Each user with the names that it uses, and one place of each use.
pub(super) type Arrows = BTreeMap<String, BTreeMap<String, String>>;

/// Compares the table with the code, and returns a sentence for each fault.
pub(super) fn faults(table: &Table, house: &House) -> Vec<String> {
    let mut faults = Vec::new();
    crates(table, house, &mut faults);
    for (name, rows) in &table.rooms {
        match house.crates.iter().find(|known| known.manifest.package == *name) {
            Some(of) => rooms(rows, of, &mut faults),
            None => faults.push(format!("the table has rooms of the crate {name}, which does not exist")),
        }
    }
    for of in &house.crates {
        let is_listed = table.rooms.iter().any(|(name, _)| *name == of.manifest.package);
        if !of.rooms.is_empty() && !is_listed {
            faults.push(format!("the table has no rooms of the crate {}", of.manifest.package));
        }
    }
    faults
}

fn crates(table: &Table, house: &House, faults: &mut Vec<String>) {
    let (uses, tests) = house.crate_arrows();
    let names: BTreeSet<&str> = uses.keys().map(String::as_str).collect();
    compare("crate", &table.crates, &names, &uses, faults);
    // The tests of a crate may use the crate itself, with other features. Cargo allows circles
    // through dependencies of tests; here they follow the order too.
    let order: Vec<&str> = table.crates.iter().map(|(name, _)| name.as_str()).collect();
    for (name, used) in &tests {
        let listed = table.tests.iter().find(|(row, _)| row == name).map_or(&[][..], |(_, to)| to);
        for (to, at) in used.iter().filter(|(to, _)| !listed.contains(to)) {
            faults.push(format!("{at}: the tests of {name} must not use {to}"));
        }
        stale("the tests of ", name, listed, |to| used.contains_key(to), faults);
    }
    for (name, to) in &table.tests {
        if !tests.contains_key(name) {
            stale("the tests of ", name, to, |_| false, faults);
        }
        let place = |name: &str| order.iter().position(|row| *row == name);
        for to in to.iter().filter(|to| *to != name && place(to) >= place(name)) {
            faults.push(format!("the table lets the tests of {name} use {to}, which does not come before it"));
        }
    }
}

fn rooms(rows: &[Row], of: &Crate, faults: &mut Vec<String>) {
    let package = &of.manifest.package;
    let names: BTreeSet<&str> = of.rooms.iter().map(String::as_str).collect();
    let mut arrows: Arrows = of.rooms.iter().map(|room| (room.clone(), BTreeMap::new())).collect();
    for (file, arrow) in &of.arrows {
        let Some(from) = &arrow.from else { continue };
        let at = format!("{file}:{}", arrow.line);
        let to = match &arrow.to {
            To::Root(name) if names.contains(name.as_str()) => name,
            To::Crate(name) => name,
            To::Root(name) => {
                faults.push(format!(
                    "{at}: `crate::{name}` goes through the root of {package}; name the module that it stands in"
                ));
                continue;
            }
            To::WholeRoot => {
                faults.push(format!("{at}: the whole root of {package} is imported; name the modules that are used"));
                continue;
            }
        };
        arrows.entry(from.clone()).or_default().entry(to.clone()).or_insert(at);
    }
    for (file, line, why) in &of.hidden {
        faults.push(format!("{file}:{line}: {why}"));
    }
    compare(&format!("room of {package}"), rows, &names, &arrows, faults);
}

/// Compares rows with arrows. Each arrow must be in the table, each entry of the table must be used, and each row must
/// come after the rows that it uses.
fn compare(kind: &str, rows: &[Row], names: &BTreeSet<&str>, arrows: &Arrows, faults: &mut Vec<String>) {
    for name in names {
        let Some((_, allowed)) = rows.iter().find(|(row, _)| row == name) else {
            faults.push(format!("the table has no row for the {kind} `{name}`"));
            continue;
        };
        let used = &arrows[*name];
        for (to, at) in used.iter().filter(|(to, _)| !allowed.contains(to)) {
            faults.push(format!("{at}: the {kind} `{name}` must not use `{to}`"));
        }
        stale(&format!("the {kind} "), name, allowed, |to| used.contains_key(to), faults);
    }
    for (place, (name, allowed)) in rows.iter().enumerate() {
        if !names.contains(name.as_str()) {
            faults.push(format!("the table has a row for the {kind} `{name}`, which does not exist"));
        }
        let comes_before = |to: &String| rows.iter().take(place).any(|(above, _)| above == to);
        for to in allowed.iter().filter(|to| rows.iter().any(|(row, _)| row == *to) && !comes_before(to)) {
            faults.push(format!("the table lets the {kind} `{name}` use `{to}`, which does not come before it"));
        }
    }
    if let Some(circle) = circle(arrows) {
        faults.push(format!("a circle: {kind} {}", circle.join(" -> ")));
    }
}

fn stale(kind: &str, name: &str, allowed: &[String], is_used: impl Fn(&str) -> bool, faults: &mut Vec<String>) {
    for to in allowed.iter().filter(|to| !is_used(to)) {
        faults.push(format!("the table lets {kind}`{name}` use `{to}`, which it does not use; remove it"));
    }
}

/// Returns the first circle, from a name back to itself.
pub(super) fn circle(arrows: &Arrows) -> Option<Vec<String>> {
    fn search<'a>(arrows: &'a Arrows, way: &mut Vec<&'a str>, done: &mut BTreeSet<&'a str>) -> Option<Vec<String>> {
        let here = *way.last()?;
        for to in arrows.get(here).into_iter().flatten().map(|(to, _)| to.as_str()) {
            if let Some(start) = way.iter().position(|step| *step == to) {
                let steps = way.iter().skip(start).copied().chain([to]);
                return Some(steps.map(str::to_owned).collect());
            }
            if !done.contains(to) {
                way.push(to);
                let found = search(arrows, way, done);
                way.pop();
                if found.is_some() {
                    return found;
                }
            }
        }
        done.insert(here);
        None
    }
    let mut done = BTreeSet::new();
    arrows.keys().find_map(|start| search(arrows, &mut vec![start.as_str()], &mut done))
}
