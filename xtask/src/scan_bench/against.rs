//! The scanner beside itself at another revision: whether both read the same texts, and the time that each takes.

use super::images::{Images, SINGLE};
use super::readers::own;
use super::{Options, build_folder, home, script, test_the_comparison};
use crate::files::{make_folder, remove_folder};
use crate::process::{Failure, Outcome, output, root, shell, step};
use crate::setup::venv::SCAN_BENCH;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Compares this tree with a revision, and fails where a text differs. Of each image the fastest of the rounds counts:
/// rounds differ by the machine's noise.
pub(crate) fn run(revision: &str, rounds: u32, options: &Options) -> Outcome {
    let options = options.clone().quick();
    let commit = commit(revision)?;
    make_folder(&home())?;
    let images = Images { work: home().join(options.work()), python: SCAN_BENCH.ready()? };
    test_the_comparison(&images.python)?;
    let old = Worktree::of(&commit, &home().join("against-tree"))?;
    // Build products are kept for the next comparison; the worktree is not.
    let readers =
        [("old", own(&old.path, &home().join("against-build"), true)?), ("new", own(&root(), &build_folder(), true)?)];
    drop(old);
    images.make(&options)?;
    let results = images.work.join("against");
    remove_folder(&results)?;
    let sh = shell()?;
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
                let (list, out) = (images.work.join(images_of).join(list), out.join(format!("{reader}.jsonl")));
                let name = format!("round {round} of {rounds}, {side}: {reader}, {images_of}");
                step(&name, cmd!(sh, "{program} {reader} {list} {out}"))?;
            }
        }
    }
    let compare = script(&sh, &images.python, "against.py").arg(results);
    step(&format!("this tree beside {revision}"), compare.args(["--old", revision, "--new", "this tree"]))
}

/// The readers that are compared, each with the images that it reads.
fn lists() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let single = SINGLE
        .iter()
        .flat_map(|images| ["starseal", "starseal-preview"].map(|reader| (reader, *images, "labels.jsonl")));
    single.chain(["starseal-scanner", "starseal-preview"].map(|reader| (reader, "sequences", "sequences.jsonl")))
}

/// Returns the commit that a revision names.
fn commit(revision: &str) -> Outcome<String> {
    let sh = shell()?;
    let revision_of_commit = format!("{revision}^{{commit}}");
    // After `--end-of-options` no revision is taken for an option.
    output(cmd!(sh, "git rev-parse --verify --quiet --end-of-options {revision_of_commit}").ignore_stderr())
        .ok()
        .filter(|commit| !commit.is_empty())
        .ok_or_else(|| {
            Failure::new(format!("{revision} names no commit"), "give a commit, a branch or a tag: git log --oneline")
        })
}

/// A tree of another revision, which is removed when this is dropped.
struct Worktree {
    path: PathBuf,
}

impl Worktree {
    fn of(commit: &str, path: &Path) -> Outcome<Self> {
        // The tree of an interrupted run.
        Self::remove(path);
        let sh = shell()?;
        let worktree = Worktree { path: path.to_owned() };
        let add = cmd!(sh, "git worktree add --quiet --force --detach {path} {commit}");
        step(&format!("the tree of {commit}"), add)?;
        Ok(worktree)
    }

    fn remove(path: &Path) {
        if !path.exists() {
            return;
        }
        let is_removed = shell().is_ok_and(|sh| {
            let remove = cmd!(sh, "git worktree remove --force {path}");
            remove.quiet().ignore_stdout().ignore_stderr().run().is_ok()
        });
        // A folder that git does not know as a worktree.
        if !is_removed && remove_folder(path).is_err() {
            eprintln!("{} is left: remove it, then run git worktree prune", path.display());
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
    use super::{commit, lists};

    #[test]
    fn a_revision_is_a_commit_or_refused() {
        let head = commit("HEAD").unwrap();
        assert_eq!(commit(&head).unwrap(), head);
        for wrong in ["", "no-such-revision", "--help", "HEAD:README.md"] {
            assert!(commit(wrong).is_err(), "{wrong:?}");
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
