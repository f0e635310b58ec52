//! The picture in `docs/architecture.md` has the arrows of `docs/rooms.toml`, and the SVG was drawn from the DOT file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Crates whose rooms the picture shows.
const OPEN_CRATES: [&str; 2] = ["starseal", "starseal-scan"];

/// From where to where: a crate such as `starseal-ffi`, or a room such as `starseal::verify`.
type Arrow = (String, String);

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name)).unwrap()
}

fn crate_of(node: &str) -> &str {
    node.split("::").next().unwrap()
}

/// The arrows of the table: between crates, and of the rooms that the picture shows.
fn arrows_of_table() -> BTreeSet<Arrow> {
    let table: toml::Table = read("rooms.toml").parse().unwrap();
    let rows = |of: &toml::Value| -> BTreeMap<String, Vec<String>> { of.clone().try_into().unwrap() };
    let mut arrows = BTreeSet::new();
    for (from, uses) in rows(&table["crates"]) {
        arrows.extend(uses.into_iter().map(|to| (from.clone(), to)));
    }
    for name in OPEN_CRATES {
        for (room, uses) in rows(&table["rooms"][name]) {
            let to = |used: String| match used.strip_prefix("starseal_") {
                Some(other) => format!("starseal-{other}"),
                None => format!("{name}::{used}"),
            };
            arrows.extend(uses.into_iter().map(|used| (format!("{name}::{room}"), to(used))));
        }
    }
    arrows
}

/// What stands between quotation marks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

/// The visible arrows between rooms and crates, each as the DOT file writes its two ends, and whether its head is at
/// the border of the other crate.
fn drawn() -> Vec<(Arrow, bool)> {
    let text = read("architecture.dot");
    let lines = text.lines().map(str::trim).filter(|line| line.starts_with('"') && line.contains("\" -> "));
    let mut arrows = Vec::new();
    for line in lines.filter(|line| !line.contains("style=invis")) {
        let (from, rest) = line.split_once(" -> ").unwrap();
        let (to, attributes) = rest.split_once('[').unwrap_or((rest, ""));
        let from = quoted(from).next().unwrap();
        for to in quoted(to) {
            arrows.push(((from.to_owned(), to.to_owned()), attributes.contains("lhead=")));
        }
    }
    arrows.retain(|((from, to), _)| from.starts_with("starseal") && to.starts_with("starseal"));
    arrows
}

/// The same as arrows of the table: an arrow that ends at a border leads to the crate.
fn arrows_of_picture() -> BTreeSet<Arrow> {
    let arrows = drawn().into_iter();
    arrows.map(|((from, to), at_border)| (from, if at_border { crate_of(&to).to_owned() } else { to })).collect()
}

/// Whether a way of at least one arrow leads from one node to the other. What a room of a crate uses, the crate uses.
fn leads(arrows: &BTreeSet<Arrow>, from: &str, to: &str) -> bool {
    let mut open: Vec<&str> = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(node) = open.pop() {
        for (start, end) in arrows {
            let is_of_crate = crate_of(start) == node && crate_of(end) != node;
            if (start == node || is_of_crate) && seen.insert(end.as_str()) {
                open.push(end);
            }
        }
    }
    seen.contains(to)
}

#[test]
fn every_arrow_of_the_picture_is_in_the_table() {
    let (table, picture) = (arrows_of_table(), arrows_of_picture());
    let unknown: Vec<&Arrow> = picture.difference(&table).collect();
    assert!(unknown.is_empty() && picture.len() > 40, "{unknown:?}");
}

#[test]
fn every_arrow_of_the_table_is_in_the_picture_or_follows_from_it() {
    let picture = arrows_of_picture();
    for (from, to) in arrows_of_table() {
        assert!(leads(&picture, &from, &to), "docs/architecture.dot has no way from {from} to {to}");
    }
}

#[test]
fn no_arrow_of_the_picture_follows_from_others() {
    let picture = arrows_of_picture();
    for arrow in &picture {
        let mut others = picture.clone();
        others.remove(arrow);
        assert!(!leads(&others, &arrow.0, &arrow.1), "{} -> {} follows from other arrows", arrow.0, arrow.1);
    }
}

#[test]
fn the_svg_was_drawn_from_the_dot_file() {
    let svg = read("architecture.svg").replace("&#45;", "-").replace("&gt;", ">");
    let titles: BTreeSet<&str> =
        svg.split("<title>").skip(1).filter_map(|rest| rest.split("</title>").next()).collect();
    let of_rooms = titles.iter().filter(|title| title.starts_with("starseal") && title.contains("->"));
    let in_svg: BTreeSet<String> = of_rooms.map(|title| (*title).to_owned()).collect();
    let in_dot: BTreeSet<String> = drawn().into_iter().map(|((from, to), _)| format!("{from}->{to}")).collect();
    assert_eq!(in_svg, in_dot, "draw the picture again: docs/architecture.md has the command");
}
