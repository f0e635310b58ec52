//! The project's crates and rooms, read from its files.

use super::judge::{Arrows, faults};
use super::manifest::Manifest;
use super::paths::{self, Arrow};
use super::print::table_of;
use super::table::Table;
use crate::files::read;
use crate::process::{Failure, Outcome, root};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Folders of crates that are outside the workspace.
const APART: [&str; 2] = ["fuzz", "scan-bench/readers"];

/// The crate whose modules are not rooms: each of them is a task.
const WITHOUT_ROOMS: [&str; 1] = ["xtask"];

/// The path of the table.
const TABLE: &str = "docs/rooms.toml";

/// A crate, read from its files.
#[derive(Debug, Default)]
pub(super) struct Crate {
    pub(super) manifest: Manifest,
    /// The path of the manifest.
    pub(super) path: String,
    pub(super) rooms: BTreeSet<String>,
    /// The first sentence of each room's documentation.
    pub(super) says: BTreeMap<String, String>,
    /// Every use of something outside its room, with the file.
    pub(super) arrows: Vec<(String, Arrow)>,
    /// Places that could hide arrows: file, line, reason.
    pub(super) hidden: Vec<(String, usize, &'static str)>,
}

/// All crates.
#[derive(Debug, Default)]
pub(super) struct House {
    pub(super) crates: Vec<Crate>,
}

/// A source file: its path for messages, the modules above its content, its text.
pub(super) struct Source {
    pub(super) path: String,
    pub(super) module: Vec<String>,
    pub(super) text: String,
}

impl Crate {
    /// Builds a crate from its manifest and its sources. `crates` are the packages of the project.
    pub(super) fn new(
        path: &str,
        manifest: Manifest,
        sources: &[Source],
        crates: &BTreeSet<&str>,
    ) -> Result<Self, String> {
        let both = manifest.uses.iter().chain(&manifest.tests);
        let in_code = both.filter(|(_, package)| crates.contains(package.as_str()) && **package != manifest.package);
        let in_code = in_code.map(|(name, _)| name.clone()).collect();
        let mut found = Vec::new();
        for source in sources {
            let read = paths::read(&source.text, &source.module, &in_code);
            found.push((source, read.map_err(|fault| format!("{}: {fault}", source.path))?));
        }
        let tests: BTreeSet<Vec<String>> = found.iter().flat_map(|(_, found)| found.tests.clone()).collect();
        found.retain(|(source, _)| !tests.iter().any(|test| source.module.starts_with(test)));
        let mut house = Crate { manifest, path: path.to_owned(), ..Crate::default() };
        for (source, found) in found {
            house.rooms.extend(source.module.first().cloned());
            if let [room] = source.module.as_slice() {
                house.says.insert(room.clone(), first_sentence(&source.text));
            }
            house.arrows.extend(found.arrows.into_iter().map(|arrow| (source.path.clone(), arrow)));
            house.hidden.extend(found.hidden.into_iter().map(|(line, why)| (source.path.clone(), line, why)));
        }
        Ok(house)
    }
}

impl House {
    /// Returns the crates that each crate uses, and those that only its tests use.
    pub(super) fn crate_arrows(&self) -> (Arrows, Arrows) {
        let names: BTreeSet<&str> = self.crates.iter().map(|known| known.manifest.package.as_str()).collect();
        let (mut uses, mut tests) = (Arrows::new(), Arrows::new());
        for known in &self.crates {
            let (in_code, in_tests) = known.manifest.arrows(&names);
            let at = |names: BTreeSet<String>| names.into_iter().map(|name| (name, known.path.clone())).collect();
            uses.insert(known.manifest.package.clone(), at(in_code));
            if !in_tests.is_empty() {
                tests.insert(known.manifest.package.clone(), at(in_tests));
            }
        }
        (uses, tests)
    }

    /// Reads the project.
    fn read() -> Outcome<Self> {
        let shared = read(&root().join("Cargo.toml"))?;
        let mut folders = members(&shared)?;
        folders.extend(APART.map(str::to_owned));
        let mut manifests = Vec::new();
        for folder in folders {
            let path = format!("{folder}/Cargo.toml");
            let manifest = Manifest::parse(&read(&root().join(&path))?, &shared);
            manifests.push((folder, manifest.map_err(|fault| broken(&path, &fault))?));
        }
        let packages: Vec<String> = manifests.iter().map(|(_, manifest)| manifest.package.clone()).collect();
        let packages: BTreeSet<&str> = packages.iter().map(String::as_str).collect();
        let mut house = House::default();
        for (folder, manifest) in manifests {
            let has_rooms = !APART.contains(&folder.as_str()) && !WITHOUT_ROOMS.contains(&manifest.package.as_str());
            let sources = if has_rooms { sources(&folder)? } else { Vec::new() };
            let path = format!("{folder}/Cargo.toml");
            let known = Crate::new(&path, manifest, &sources, &packages);
            house.crates.push(known.map_err(|fault| broken(&folder, &fault))?);
        }
        Ok(house)
    }
}

/// Compares the table with the project.
pub(crate) fn check() -> Outcome {
    let table = Table::parse(&read(&root().join(TABLE))?).map_err(|fault| broken(TABLE, &fault))?;
    let house = House::read()?;
    let faults = faults(&table, &house);
    if faults.is_empty() {
        let arrows: usize = table.rooms.iter().flat_map(|(_, rooms)| rooms).map(|(_, to)| to.len()).sum();
        println!("\n=== rooms: {arrows} arrows, as in {TABLE}");
        return Ok(());
    }
    let help =
        format!("remove the use, or allow it in {TABLE}; `cargo xtask rooms --print` prints the arrows of the code");
    Err(Failure::new(format!("the code does not follow {TABLE}:\n  {}", faults.join("\n  ")), help))
}

/// Prints the table that allows exactly the arrows of the code.
pub(crate) fn print() -> Outcome {
    print!("{}", table_of(&House::read()?));
    Ok(())
}

fn broken(what: &str, fault: &str) -> Failure {
    Failure::new(format!("{what}: {fault}"), "correct the file")
}

/// The folders of the workspace's members.
fn members(manifest: &str) -> Outcome<Vec<String>> {
    let toml: toml::Table = manifest.parse().map_err(|error| broken("Cargo.toml", &format!("{error}")))?;
    let members = toml.get("workspace").and_then(|workspace| workspace.get("members")?.as_array());
    let members = members.and_then(|members| members.iter().map(|member| member.as_str().map(str::to_owned)).collect());
    members.ok_or_else(|| broken("Cargo.toml", "there is no list of members"))
}

/// Returns the sources of a crate, without tests.
fn sources(folder: &str) -> Outcome<Vec<Source>> {
    let base = root().join(folder).join("src");
    let mut sources = Vec::new();
    for path in rust_files(&base)? {
        let below = path.strip_prefix(&base).unwrap_or(&path);
        let mut module: Vec<String> =
            below.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if matches!(module.as_slice(), [root] if root == "lib" || root == "main")
            || module.last().is_some_and(|l| l == "mod")
        {
            module.pop();
        }
        if module.iter().any(|part| part == "tests") {
            continue;
        }
        let shown =
            format!("{folder}/src/{}", below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"));
        sources.push(Source { path: shown, module, text: read(&path)? });
    }
    Ok(sources)
}

fn rust_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let unreadable = |error| Failure::new(format!("{}: {error}", folder.display()), "see whether the folder exists");
    let entries = std::fs::read_dir(folder).map_err(unreadable)?.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    let mut files = Vec::new();
    for path in entries.into_iter().map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The first sentence of a file's documentation.
fn first_sentence(text: &str) -> String {
    let lines =
        text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).take_while(|line| !line.is_empty());
    let text = lines.collect::<Vec<_>>().join(" ");
    text.split_once(". ").map_or(text.clone(), |(first, _)| format!("{first}."))
}
