//! The results of mutants, by source file: read from the project and from the files of all shards, written by each
//! shard into its own file.

use super::{Source, folder, kept};
use crate::files::{entries, make_folder, read, write};
use crate::process::{Failure, Outcome};
use std::collections::BTreeMap;

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Summary {
    /// A test failed.
    Caught,
    /// All tests passed.
    Missed,
    /// The tests did not end in time, which is noticed too.
    Timeout,
    /// It does not compile.
    Unviable,
}

const NAMES: [(Summary, &str, &str); 4] = [
    (Summary::Caught, "caught", "CaughtMutant"),
    (Summary::Missed, "missed", "MissedMutant"),
    (Summary::Timeout, "timeout", "Timeout"),
    (Summary::Unviable, "unviable", "Unviable"),
];

impl Summary {
    fn name(self) -> &'static str {
        NAMES.iter().find(|(summary, ..)| *summary == self).map_or("", |(_, name, _)| *name)
    }

    fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, own, theirs)| *own == name || *theirs == name).map(|(summary, ..)| *summary)
    }
}

/// The mutants of one file, and the hash of the file's content for which they count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OfFile {
    hash: String,
    pub(super) mutants: Vec<(String, Summary)>,
}

/// The results of all files.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Results(BTreeMap<String, OfFile>);

impl Results {
    /// Reads what the project keeps, then what the shards have left in the folder of build products.
    pub(super) fn load() -> Outcome<Self> {
        let mut results = Results::default();
        if kept().is_file() {
            results.add(&read(&kept())?)?;
        }
        let shards = folder().join("results");
        make_folder(&shards)?;
        for file in entries(&shards)? {
            results.add(&read(&file)?)?;
        }
        Ok(results)
    }

    /// Returns the results of a file; none if it has none, or only for another content.
    pub(super) fn of(&self, source: &Source) -> Option<&OfFile> {
        self.0.get(&source.path).filter(|results| results.hash == source.hash)
    }

    pub(super) fn has(&self, source: &Source) -> bool {
        self.of(source).is_some()
    }

    /// Keeps the results of a file, also on disk: a process that is stopped loses at most the file at hand.
    pub(super) fn keep(&mut self, source: &Source, mutants: &[(String, Summary)]) -> Outcome {
        let results = OfFile { hash: source.hash.clone(), mutants: mutants.to_vec() };
        let text = lines(&source.path, &results);
        self.0.insert(source.path.clone(), results);
        write(&folder().join("results").join(source.path.replace('/', "-")).with_extension("tsv"), &text)
    }

    /// Returns the results of the files that are unchanged, as text.
    pub(super) fn to_text(&self, files: &[Source]) -> String {
        files.iter().filter_map(|source| self.of(source).map(|results| lines(&source.path, results))).collect()
    }

    /// Adds lines of [`to_text`](Self::to_text). They take the place of what is there for the same files.
    fn add(&mut self, text: &str) -> Outcome {
        let mut added: BTreeMap<String, OfFile> = BTreeMap::new();
        for line in text.lines() {
            let broken = || Failure::new(format!("no line of results: {line}"), "remove the line");
            let fields: Vec<&str> = line.split('\t').collect();
            let [path, hash, rest @ ..] = fields.as_slice() else { return Err(broken()) };
            let of_file = added.entry((*path).to_owned()).or_default();
            of_file.hash = (*hash).to_owned();
            match rest {
                // A file without mutants.
                [] => {}
                [summary, mutant] => {
                    let summary = Summary::from_name(summary).ok_or_else(broken)?;
                    of_file.mutants.push(((*mutant).to_owned(), summary));
                }
                _ => return Err(broken()),
            }
        }
        self.0.extend(added);
        Ok(())
    }
}

/// Returns the names of the mutants that no test noticed.
pub(super) fn missed(mutants: &[(String, Summary)]) -> Vec<String> {
    mutants.iter().filter(|(_, summary)| *summary == Summary::Missed).map(|(name, _)| name.clone()).collect()
}

/// Puts later results in the place of those before, for the mutants that were tested again.
pub(super) fn merged(before: Vec<(String, Summary)>, later: Vec<(String, Summary)>) -> Vec<(String, Summary)> {
    if before.is_empty() {
        return later;
    }
    let later: BTreeMap<String, Summary> = later.into_iter().collect();
    let now = |(name, summary): (String, Summary)| {
        let summary = later.get(&name).copied().unwrap_or(summary);
        (name, summary)
    };
    before.into_iter().map(now).collect()
}

fn lines(path: &str, results: &OfFile) -> String {
    let hash = &results.hash;
    if results.mutants.is_empty() {
        return format!("{path}\t{hash}\n");
    }
    let line = |(mutant, summary): &(String, Summary)| format!("{path}\t{hash}\t{}\t{mutant}\n", summary.name());
    results.mutants.iter().map(line).collect()
}

/// Reads the mutants and what became of them from the file `outcomes.json` of cargo-mutants.
pub(super) fn read_outcomes(json: &str) -> Outcome<Vec<(String, Summary)>> {
    let broken = |what: &str| Failure::new(format!("outcomes.json: {what}"), "compare the version of cargo-mutants");
    let json: serde_json::Value = serde_json::from_str(json).map_err(|error| broken(&error.to_string()))?;
    let outcomes = json["outcomes"].as_array().ok_or_else(|| broken("no outcomes"))?;
    let mutants =
        outcomes.iter().filter_map(|outcome| Some((outcome["scenario"]["Mutant"]["name"].as_str()?, outcome)));
    mutants
        .map(|(name, outcome)| {
            let summary = outcome["summary"].as_str().and_then(Summary::from_name);
            summary.map(|summary| (name.to_owned(), summary)).ok_or_else(|| broken(name))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Results, Source, Summary, merged, missed, read_outcomes};

    fn source(path: &str, hash: &str) -> Source {
        Source { path: path.to_owned(), hash: hash.to_owned() }
    }

    #[test]
    fn results_survive_being_written() {
        let text =
            "a.rs\t0001\tcaught\ta.rs:1:2: replace < with <=\na.rs\t0001\tmissed\ta.rs:3:4: delete !\nb.rs\t0002\n";
        let mut results = Results::default();
        results.add(text).unwrap_or_else(|failure| panic!("{failure:?}"));
        assert_eq!(results.to_text(&[source("a.rs", "0001"), source("b.rs", "0002")]), text);
        assert_eq!(results.of(&source("a.rs", "0001")).map(|of| of.mutants.len()), Some(2));
    }

    #[test]
    fn a_changed_file_has_no_results() {
        let mut results = Results::default();
        results.add("a.rs\t0001\n").unwrap_or_else(|failure| panic!("{failure:?}"));
        assert!(results.has(&source("a.rs", "0001")));
        assert!(!results.has(&source("a.rs", "0002")));
    }

    #[test]
    fn what_was_tested_again_has_the_later_result() {
        let result = |name: &str, summary| (name.to_owned(), summary);
        let before = vec![result("a", Summary::Missed), result("b", Summary::Caught)];
        assert_eq!(missed(&before), ["a"]);
        let after = vec![result("a", Summary::Caught), result("b", Summary::Caught)];
        assert_eq!(merged(before, vec![result("a", Summary::Caught)]), after);
        assert_eq!(merged(Vec::new(), after.clone()), after);
    }

    #[test]
    fn outcomes_are_read() {
        let json = r#"{"outcomes": [
            {"scenario": "Baseline", "summary": "Success"},
            {"scenario": {"Mutant": {"name": "a.rs:1:2: delete !"}}, "summary": "MissedMutant"},
            {"scenario": {"Mutant": {"name": "a.rs:3:4: delete -"}}, "summary": "CaughtMutant"}]}"#;
        let expected = vec![
            ("a.rs:1:2: delete !".to_owned(), Summary::Missed),
            ("a.rs:3:4: delete -".to_owned(), Summary::Caught),
        ];
        assert_eq!(read_outcomes(json).unwrap_or_default(), expected);
        assert!(read_outcomes(r#"{"outcomes": [{"scenario": {"Mutant": {"name": "a"}}, "summary": "New"}]}"#).is_err());
    }
}
