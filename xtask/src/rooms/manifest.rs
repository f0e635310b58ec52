//! A crate's dependencies on crates of the project, from its `Cargo.toml`.

use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// The dependencies that a `Cargo.toml` declares.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// The name of the package.
    pub(super) package: String,
    /// The dependencies of the crate and of its build script, for every target: the name in code, then the package.
    pub(super) uses: BTreeMap<String, String>,
    /// The dependencies of its tests, benchmarks and examples only.
    pub(super) tests: BTreeMap<String, String>,
}

impl Manifest {
    /// Reads a manifest. `shared` is that of the workspace: its dependencies may have other names than their packages.
    pub(super) fn parse(text: &str, shared: &str) -> Result<Self, String> {
        let read = |text: &str| text.parse::<Table>().map_err(|error| format!("not a manifest: {error}"));
        let (toml, shared) = (read(text)?, read(shared)?);
        let shared = shared.get("workspace").and_then(|workspace| workspace.get("dependencies"));
        let package = toml.get("package").and_then(|package| package.get("name")).and_then(Value::as_str);
        let package = package.ok_or("the manifest names no package")?.to_owned();
        let mut manifest = Manifest { package, ..Manifest::default() };
        let targets = toml.get("target").and_then(Value::as_table).into_iter().flatten();
        for part in [&toml].into_iter().chain(targets.filter_map(|(_, part)| part.as_table())) {
            for kind in ["dependencies", "build-dependencies"] {
                manifest.uses.extend(dependencies(part, kind, shared));
            }
            manifest.tests.extend(dependencies(part, "dev-dependencies", shared));
        }
        Ok(manifest)
    }

    /// Returns the packages among `known` that the crate depends on, and those that only its tests depend on.
    pub(super) fn arrows(&self, known: &BTreeSet<&str>) -> (BTreeSet<String>, BTreeSet<String>) {
        let of = |names: &BTreeMap<String, String>| -> BTreeSet<String> {
            names.values().filter(|package| known.contains(package.as_str())).cloned().collect()
        };
        let uses = of(&self.uses);
        let tests = of(&self.tests).difference(&uses).cloned().collect();
        (uses, tests)
    }
}

/// Returns the dependencies of one kind: the name in code, then the package.
fn dependencies(part: &Table, kind: &str, shared: Option<&Value>) -> BTreeMap<String, String> {
    let listed = part.get(kind).and_then(Value::as_table).into_iter().flatten();
    let package = |name: &String, value: &Value| {
        let own = value.get("package").and_then(Value::as_str);
        let is_shared = value.get("workspace").and_then(Value::as_bool) == Some(true);
        let elsewhere = shared.filter(|_| is_shared).and_then(|shared| shared.get(name)?.get("package")?.as_str());
        own.or(elsewhere).unwrap_or(name).to_owned()
    };
    listed.map(|(name, value)| (name.replace('-', "_"), package(name, value))).collect()
}
