//! Mutation testing: cargo-mutants changes one expression at a time in the code that decides, and the unit tests,
//! vectors and stories must notice each change.
//!
//! A run takes hours, so it can be stopped and continued on another day, and split between processes. It tests what is
//! committed. The results of a source file count as long as the file is unchanged; `docs/mutants.tsv` keeps them.

mod report;
mod results;

use crate::files::{make_folder, read, remove_folder, write};
use crate::process::{Failure, Outcome, output, root, shell, target, timed, words};
use crate::setup::cargo_tools::CARGO_MUTANTS;
use clap::Args;
use results::{Results, Summary, merged, missed};
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::Command;
use xshell::cmd;

/// The rooms of the core whose mutants are tested.
const ROOMS: [&str; 7] = ["label", "carrier", "seal", "trust", "status", "bundle", "verify"];

/// The tests that must notice a mutant, as arguments of cargo and of the tests: unit tests, vectors and stories on what
/// those did not notice, and then the unit tests that take long. The other tests call the same code with random inputs.
const TESTS: [(&str, &[&str]); 3] = [("--lib", &[]), ("--test=vectors", &[]), ("--lib", &["--", "--", "--ignored"])];

/// The longest time for the tests of one mutant, in seconds: they take three, and with some mutants they never end.
const TIMEOUT: &str = "40";

/// The number of mutants of a file of which none may compile. With more, it is the copy that does not compile.
const MOST_UNVIABLE: usize = 4;

/// The exit codes of cargo-mutants after a whole run.
const ALL_CAUGHT: i32 = 0;
const SOME_MISSED: i32 = 2;
const SOME_TIMED_OUT: i32 = 3;

#[derive(Args)]
pub(crate) struct Options {
    /// The share of the source files that this process takes, as in 1/2; the shares can run side by side.
    #[arg(long, default_value = "1/1", value_parser = Shard::parse)]
    shard: Shard,
    /// Test those again that no test noticed, after tests were added.
    #[arg(long)]
    missed: bool,
    /// Run nothing: merge the results of all shards and write docs/mutants.md.
    #[arg(long)]
    report: bool,
}

/// A share of the source files: the `k`-th of `n`, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shard {
    k: usize,
    n: usize,
}

impl Shard {
    fn parse(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(k, n)| Some(Shard { k: k.parse().ok()?, n: n.parse().ok()? }));
        numbers.filter(|shard| (1..=shard.n).contains(&shard.k)).ok_or_else(|| "write it as 1/2".to_owned())
    }

    fn takes(self, at: usize) -> bool {
        at % self.n == self.k - 1
    }
}

/// Tests the mutants of each file that has no results yet, and writes the report.
pub(crate) fn run(options: &Options) -> Outcome {
    let mut results = Results::load()?;
    // What is committed later, while this runs, is for the next run.
    let sh = shell()?;
    let commit = output(cmd!(sh, "git rev-parse HEAD"))?;
    let files = files(&commit)?;
    if options.report {
        return report::write_report(&results, &files);
    }
    let program = CARGO_MUTANTS.ready()?;
    let own: Vec<&Source> =
        files.iter().enumerate().filter(|(at, _)| options.shard.takes(*at)).map(|(_, f)| f).collect();
    let is_open = |source: &Source| match options.missed {
        true => results.of(source).is_some_and(|of| !missed(&of.mutants).is_empty()),
        false => !results.has(source),
    };
    let open: Vec<&Source> = own.iter().copied().filter(|source| is_open(source)).collect();
    println!("{} of {} files are to be tested", open.len(), own.len());
    let folder = folder().join(format!("shard-{}-of-{}", options.shard.k, options.shard.n));
    let tree = Tree::checkout(folder, &commit)?;
    for (done, source) in open.iter().enumerate() {
        println!("\n{} of {}: {}", done + 1, open.len(), source.path);
        let only = results.of(source).map(|of| missed(&of.mutants)).unwrap_or_default();
        test_file(&program, source, &only, &tree, &mut results)?;
    }
    report::write_report(&results, &files)
}

/// A source file, and the hash of its content.
pub(crate) struct Source {
    path: String,
    hash: String,
}

/// Returns the source files of the rooms in a commit, without those of tests.
fn files(commit: &str) -> Outcome<Vec<Source>> {
    let sh = shell()?;
    let folders = ROOMS.iter().map(|room| format!("core/src/{room}"));
    let listed = output(cmd!(sh, "git ls-tree -r {commit} --format=%(objectname)%x09%(path) --").args(folders))?;
    let is_code = |path: &str| path.ends_with(".rs") && !path.ends_with("/tests.rs") && !path.contains("/tests/");
    let source = |(hash, path): (&str, &str)| Source { path: path.to_owned(), hash: hash[..12].to_owned() };
    Ok(listed.lines().filter_map(|line| line.split_once('\t')).filter(|(_, path)| is_code(path)).map(source).collect())
}

/// What a shard tests: a copy of the project, and beside it what is compiled. cargo-mutants changes one file of the
/// copy at a time, and cargo compiles that file only; in a fresh copy, it would compile all crates again.
struct Tree {
    folder: PathBuf,
    /// The features of the library that its tests need.
    features: String,
}

impl Tree {
    /// Brings the copy of the project to a commit.
    fn checkout(folder: PathBuf, commit: &str) -> Outcome<Self> {
        let (sh, root, copy) = (shell()?, root(), folder.join("tree"));
        make_folder(&folder)?;
        if !copy.join(".git").is_dir() {
            remove_folder(&copy)?;
            output(cmd!(sh, "git clone --quiet --shared --no-checkout {root} {copy}"))?;
        }
        // The copy shares all commits. A change that a stopped run left is undone.
        output(cmd!(sh, "git -C {copy} checkout --quiet --force --detach {commit}"))?;
        let manifest = copy.join(MANIFEST);
        let (text, features) = without_itself(&read(&manifest)?)?;
        write(&manifest, &text)?;
        Ok(Tree { folder, features })
    }

    fn copy(&self) -> PathBuf {
        self.folder.join("tree")
    }
}

/// The manifest of the library.
const MANIFEST: &str = "core/Cargo.toml";

/// Takes the dependency of the library's tests on the library out of its manifest, and returns its features. It is how
/// tests get these features, and has the library compiled twice for unit tests.
fn without_itself(manifest: &str) -> Outcome<(String, String)> {
    let is_own = |line: &&str| line.starts_with("starseal = ");
    let features = manifest.lines().find(is_own).and_then(|line| line.split_once("features = [")?.1.split_once(']'));
    let broken = || {
        Failure::new(
            format!("{MANIFEST} has no dependency on itself"),
            "compare without_itself in xtask/src/mutants.rs",
        )
    };
    let (features, _) = features.ok_or_else(broken)?;
    let others: Vec<&str> = manifest.lines().filter(|line| !is_own(line)).collect();
    Ok((others.join("\n") + "\n", features.replace([' ', '"'], "")))
}

/// Returns a regular expression for a text. All characters but letters and digits stand as their numbers.
fn pattern(text: &str) -> String {
    let one = |c: char| if c.is_ascii_alphanumeric() { c.to_string() } else { format!("\\x{{{:X}}}", u32::from(c)) };
    format!("^{}$", text.chars().map(one).collect::<String>())
}

/// Tests the mutants of one file, or only some of them, and keeps the results.
fn test_file(program: &Path, source: &Source, only: &[String], tree: &Tree, results: &mut Results) -> Outcome {
    let of_file = timed(&format!("mutants of {}", source.path), || {
        let mut of_file = results.of(source).map(|of| of.mutants.clone()).unwrap_or_default();
        let mut asked = only.to_vec();
        for tests in TESTS {
            of_file = merged(of_file, run_tests(program, source, &asked, tests, tree)?);
            asked = missed(&of_file);
            if asked.is_empty() {
                break;
            }
        }
        Ok(of_file)
    })?;
    results.keep(source, &of_file)
}

/// Runs cargo-mutants with some of the tests on the mutants of one file, or only some of them.
fn run_tests(
    program: &Path,
    source: &Source,
    only: &[String],
    (tests, arguments): (&str, &[&str]),
    tree: &Tree,
) -> Outcome<Vec<(String, Summary)>> {
    let (sh, path, Tree { folder, features }) = (shell()?, &source.path, tree);
    let run = cmd!(sh, "{program} mutants --in-place --package starseal --features {features}")
        .args(["--file", path])
        .arg("--output")
        .arg(folder)
        .args(words("--baseline skip --colors never --no-shuffle --profile mutants --timeout"))
        .arg(TIMEOUT)
        .arg(format!("--cargo-arg={tests}"))
        .args(only.iter().map(|name| format!("--re={}", pattern(name))))
        .args(arguments)
        .env("CARGO_TARGET_DIR", folder.join("target"));
    remove_folder(&folder.join("mutants.out"))?;
    let ended = Command::from(run).current_dir(tree.copy()).status().map_err(|error| broken(path, &error))?;
    let outcomes = folder.join("mutants.out/outcomes.json");
    match ended.code() {
        // A file without anything to change.
        Some(ALL_CAUGHT) if !outcomes.is_file() && only.is_empty() => return Ok(Vec::new()),
        Some(ALL_CAUGHT | SOME_MISSED | SOME_TIMED_OUT) => {}
        _ => return Err(broken(path, &ended)),
    }
    let outcomes = results::read_outcomes(&read(&outcomes)?)?;
    if outcomes.iter().all(|(_, summary)| *summary == Summary::Unviable) && outcomes.len() > MOST_UNVIABLE {
        return Err(Failure::new(format!("no mutant of {path} compiles"), "see mutants.out/log, and the disk's space"));
    }
    Ok(outcomes)
}

fn broken(path: &str, why: &dyn Display) -> Failure {
    Failure::new(format!("cargo-mutants of {path}: {why}"), "read what was printed above, and mutants.out/log")
}

fn folder() -> PathBuf {
    target().join("mutants")
}

/// The file that keeps the results in the project.
fn kept() -> PathBuf {
    root().join("docs/mutants.tsv")
}

#[cfg(test)]
mod tests {
    use super::{Shard, pattern, without_itself};

    #[test]
    fn the_dependency_on_itself_is_taken_out() {
        let (text, features) = without_itself("a = 1\nstarseal = { path = \".\", features = [\"b\", \"c\"] }\nd = 1\n")
            .unwrap_or_else(|failure| panic!("{failure:?}"));
        assert_eq!((text.as_str(), features.as_str()), ("a = 1\nd = 1\n", "b,c"));
        assert!(without_itself("a = 1\n").is_err());
    }

    #[test]
    fn a_shard_is_two_numbers() {
        assert_eq!(Shard::parse("2/3"), Ok(Shard { k: 2, n: 3 }));
        for wrong in ["", "1", "0/2", "3/2", "1/0", "a/b", "-1/2"] {
            assert!(Shard::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_pattern_has_no_special_characters() {
        assert_eq!(
            pattern("a.rs:1:2: replace + with *"),
            r"^a\x{2E}rs\x{3A}1\x{3A}2\x{3A}\x{20}replace\x{20}\x{2B}\x{20}with\x{20}\x{2A}$"
        );
    }

    #[test]
    fn the_shards_take_every_file_once() {
        let shards = [Shard { k: 1, n: 3 }, Shard { k: 2, n: 3 }, Shard { k: 3, n: 3 }];
        for at in 0..10 {
            assert_eq!(shards.iter().filter(|shard| shard.takes(at)).count(), 1);
        }
    }
}
