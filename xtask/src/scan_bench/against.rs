//! The scanner beside itself at another revision: whether both read the same texts, and what time they take.

use super::images::{Images, SINGLE};
use super::{Options, environment, readers_at, script, test_the_comparison};
use crate::files::{make_folder, remove_folder};
use crate::run::{Failure, Outcome, root, step, target};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Rounds over all images, unless `--rounds` says another number: of each image the fastest counts, and the rounds differ by the
/// machine's noise.
const ROUNDS: usize = 3;

/// Compares the tree as it stands with a revision. Fails where a text differs.
pub(crate) fn run(revision: &str, arguments: &[&str]) -> Outcome {
    let (rounds, arguments) = split_rounds(arguments)?;
    let options = Options::parse_quick(&arguments)?;
    let commit = commit(revision)?;
    let home = target().join("scan-bench");
    make_folder(&home)?;
    let images = Images { work: home.join(options.work()), python: environment()? };
    test_the_comparison(&images.python)?;
    let old = Worktree::of(&commit, &home.join("against-tree"))?;
    // Build products stay for the next comparison; the worktree does not.
    let readers = [
        ("old", readers_at(&old.path, &home.join("against-build"), true)?),
        ("new", readers_at(&root(), &home.join("build"), true)?),
    ];
    drop(old);
    images.make(&options)?;
    let results = images.work.join("against");
    remove_folder(&results)?;
    for round in 1..=rounds {
        let mut turns = readers.each_ref();
        // Neither side is always the first to open the files.
        if round % 2 == 0 {
            turns.reverse();
        }
        for (reader, images_of, list) in lists() {
            for (side, program) in turns {
                let out = results.join(side).join(format!("{images_of}-{round}"));
                make_folder(&out)?;
                let mut read = Command::new(program);
                read.arg(reader).arg(images.work.join(images_of).join(list)).arg(out.join(format!("{reader}.jsonl")));
                step(&format!("round {round} of {rounds}, {side}: {reader}, {images_of}"), &mut read)?;
            }
        }
    }
    let mut compare = script(&images.python, "against.py");
    compare.arg(results).args(["--old", revision, "--new", "this tree"]);
    step(&format!("this tree beside {revision}"), &mut compare)
}

/// The number of rounds, and the other arguments.
fn split_rounds<'a>(arguments: &[&'a str]) -> Outcome<(usize, Vec<&'a str>)> {
    let Some(at) = arguments.iter().position(|argument| *argument == "--rounds") else {
        return Ok((ROUNDS, arguments.to_vec()));
    };
    let number = arguments.get(at + 1).and_then(|number| number.parse().ok()).filter(|number| *number > 0);
    let help = "cargo xtask scan-bench against REVISION [--seed S] [--n N] [--rounds R]";
    let number = number.ok_or_else(|| Failure::new("the number of rounds is not a number above 0", help))?;
    Ok((number, [&arguments[..at], &arguments[at + 2..]].concat()))
}

/// What is compared: a reader, and the images that it reads.
fn lists() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let single = SINGLE
        .iter()
        .flat_map(|images| ["starseal", "starseal-preview"].map(|reader| (reader, *images, "labels.jsonl")));
    single.chain(["starseal-scanner", "starseal-preview"].map(|reader| (reader, "sequences", "sequences.jsonl")))
}

/// The commit that a revision names.
fn commit(revision: &str) -> Outcome<String> {
    let wrong = |why: String| {
        Failure::new(format!("{revision} names no commit{why}"), "give a commit, a branch or a tag: git log --oneline")
    };
    // With `--end-of-options` no revision can pass for an option.
    let mut ask = git();
    ask.args(["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")]);
    let answer = ask.output().map_err(|error| wrong(format!(": git cannot be run: {error}")))?;
    let commit = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
    if answer.status.success() && !commit.is_empty() { Ok(commit) } else { Err(wrong(String::new())) }
}

fn git() -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(root());
    git
}

/// A tree of another revision, there as long as this is.
struct Worktree {
    path: PathBuf,
}

impl Worktree {
    fn of(commit: &str, path: &Path) -> Outcome<Self> {
        // What an interrupted run left.
        Self::remove(path);
        let worktree = Worktree { path: path.to_owned() };
        let mut add = git();
        add.args(["worktree", "add", "--quiet", "--force", "--detach"]).arg(path).arg(commit);
        step(&format!("the tree of {commit}"), &mut add)?;
        Ok(worktree)
    }

    fn remove(path: &Path) {
        if path.exists() {
            let mut remove = git();
            remove.args(["worktree", "remove", "--force"]).arg(path).stdout(Stdio::null()).stderr(Stdio::null());
            let is_removed = remove.status().is_ok_and(|status| status.success());
            // A folder that git does not know as a worktree.
            if !is_removed && remove_folder(path).is_err() {
                eprintln!("{} is left: remove it, then run git worktree prune", path.display());
            }
        }
    }
}

impl Drop for Worktree {
    fn drop(&mut self) {
        Self::remove(&self.path);
    }
}

#[cfg(test)]
mod tests {

    use super::super::folder;
    use super::{commit, lists, split_rounds};

    #[test]
    fn a_revision_is_a_commit_or_refused() {
        let head = commit("HEAD").unwrap();
        assert_eq!(commit(&head).unwrap(), head);
        for wrong in ["", "no-such-revision", "--help", "HEAD:README.md"] {
            assert!(commit(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn rounds_are_told_apart_from_other_options() {
        assert_eq!(split_rounds(&["--n", "5"]).unwrap(), (3, vec!["--n", "5"]));
        assert_eq!(
            split_rounds(&["--n", "5", "--rounds", "1", "--seed", "x"]).unwrap(),
            (1, vec!["--n", "5", "--seed", "x"])
        );
        for wrong in [&["--rounds"] as &[&str], &["--rounds", "0"], &["--rounds", "--n", "5"]] {
            assert!(split_rounds(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn every_reader_of_ours_is_compared() {
        let source = std::fs::read_to_string(folder().join("readers/src/readers.rs")).unwrap();
        let ours = ["starseal", "starseal-preview", "starseal-scanner"];
        for reader in ours {
            assert!(source.contains(&format!("\"{reader}\" =>")), "{reader}");
            assert!(lists().any(|(name, ..)| name == reader), "{reader}");
        }
        assert_eq!(source.matches("\"starseal").count(), 2 * ours.len(), "a reader that is not compared");
    }
}
