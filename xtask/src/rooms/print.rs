//! Prints the arrows of the code in the form of the table.

use super::house::{Crate, House};
use super::judge::Arrows;
use super::paths::To;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The maximum width of a line.
const WIDTH: usize = 120;

const HEAD: &str = "\
# Which crate may use which, and inside a crate which room may use which: the arrows of the project.
#
# The foundations come first: a row may use rows that come before it, and nothing else. A room is a module directly
# under a crate's `lib.rs` or `main.rs`; a name such as `starseal_scan` in a room's row is another crate of the project.
#
# `cargo xtask rooms` compares the table with the manifests and the code, tests left out, and is part of `cargo xtask
# check`. It fails on an arrow that is not in the table, on a row or an arrow in the table that is not in the code, on a
# circle, and on a path that goes through the root of a crate instead of naming the module. This writes today's arrows:
#
#     cargo xtask rooms --print > docs/rooms.toml
#
# Read the difference before you commit it.
";

/// Returns the table that allows exactly the arrows of the code.
pub(super) fn table_of(house: &House) -> String {
    let mut text = HEAD.to_owned();
    let (uses, tests) = house.crate_arrows();
    let order = from_the_bottom(&uses);
    text.push_str("\n# Each crate, and the crates of the project that it depends on.\n[crates]\n");
    for name in &order {
        row(&mut text, name, uses[*name].keys());
    }
    text.push_str("\n# What the tests, benchmarks and examples of a crate use beside that.\n[tests]\n");
    for name in order.iter().filter(|name| tests.contains_key(**name)) {
        row(&mut text, name, tests[*name].keys());
    }
    for name in &order {
        let of = house.crates.iter().find(|known| known.manifest.package == **name);
        if let Some(of) = of.filter(|of| !of.rooms.is_empty()) {
            let _ = write!(text, "\n[rooms.{name}]\n");
            rooms(&mut text, of);
        }
    }
    text
}

fn rooms(text: &mut String, of: &Crate) {
    let mut arrows: Arrows = of.rooms.iter().map(|room| (room.clone(), BTreeMap::new())).collect();
    for (_, arrow) in &of.arrows {
        let to = match &arrow.to {
            To::Root(name) | To::Crate(name) => name,
            To::WholeRoot => continue,
        };
        let is_known = matches!(arrow.to, To::Crate(_)) || of.rooms.contains(to);
        if let Some(used) = arrow.from.as_ref().filter(|_| is_known).and_then(|from| arrows.get_mut(from)) {
            used.insert(to.clone(), String::new());
        }
    }
    for name in from_the_bottom(&arrows) {
        if let Some(says) = of.says.get(name).filter(|says| !says.is_empty()) {
            comment(text, says);
        }
        row(text, name, arrows[name].keys());
    }
}

fn comment(text: &mut String, says: &str) {
    let mut line = String::from("#");
    for word in says.split(' ') {
        if line.len() + word.len() + 1 > WIDTH {
            let _ = writeln!(text, "{line}");
            line = String::from("#");
        }
        let _ = write!(line, " {word}");
    }
    let _ = writeln!(text, "{line}");
}

fn row<'a>(text: &mut String, name: &str, uses: impl Iterator<Item = &'a String>) {
    let uses: Vec<String> = uses.map(|name| format!("\"{name}\"")).collect();
    let line = format!("{name} = [{}]", uses.join(", "));
    if line.len() <= WIDTH {
        let _ = writeln!(text, "{line}");
        return;
    }
    let _ = writeln!(text, "{name} = [");
    let mut line = String::from("   ");
    for name in uses {
        if line.len() + name.len() + 2 > WIDTH {
            let _ = writeln!(text, "{line}");
            line = String::from("   ");
        }
        let _ = write!(line, " {name},");
    }
    let _ = writeln!(text, "{line}\n]");
}

/// Sorts names so that each comes after the names that it uses. Those on a circle come last, in alphabetical order.
fn from_the_bottom(arrows: &Arrows) -> Vec<&str> {
    let mut order: Vec<&str> = Vec::new();
    let mut left: BTreeSet<&str> = arrows.keys().map(String::as_str).collect();
    while !left.is_empty() {
        let is_ready = |name: &&str| arrows[*name].keys().all(|to| to == name || !left.contains(to.as_str()));
        let mut ready: Vec<&str> = left.iter().copied().filter(is_ready).collect();
        if ready.is_empty() {
            ready = left.iter().copied().collect();
        }
        left.retain(|name| !ready.contains(name));
        order.extend(ready);
    }
    order
}
