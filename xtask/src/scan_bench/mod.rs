//! The scanner beside other readers, on the same images in one run; and beside itself at another revision.

mod against;
mod images;
mod readers;

use crate::files::remove_folder;
use crate::plan::Area;
use crate::process::{Outcome, root, shell, shell_in, step, target};
use crate::setup::venv::SCAN_BENCH;
use images::{Images, unpack_public};
use readers::{Readers, own};
use std::path::{Path, PathBuf};
use xshell::{Cmd, Shell, cmd};

pub(crate) use against::run as run_against;

/// How much is compared.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Options {
    /// Few images, without the reader that takes minutes to build; the tables in the repository stay as they are.
    #[arg(long = "quick", global = true)]
    is_quick: bool,
    /// Seed of the rendered images.
    #[arg(long, default_value = "starseal", global = true)]
    seed: String,
    /// Photographs of each fault at each strength [default: 30, or 2 with --quick].
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..), global = true)]
    n: Option<u32>,
}

impl Options {
    /// Returns these options for a quick run.
    fn quick(self) -> Self {
        Options { is_quick: true, ..self }
    }

    fn n(&self) -> u32 {
        self.n.unwrap_or(if self.is_quick { 2 } else { 30 })
    }

    /// The folder of a run's images and results.
    fn work(&self) -> String {
        let size = if self.is_quick { "quick" } else { "full" };
        format!("{size}-{}-{}", self.seed, self.n())
    }

    /// The command that makes the same tables again.
    fn command(&self) -> String {
        let quick = if self.is_quick { " --quick" } else { "" };
        format!("cargo xtask scan-bench{quick} --seed {} --n {}", self.seed, self.n())
    }

    /// The number of sequences of each strength.
    fn sequences(&self) -> u32 {
        self.n().div_ceil(5)
    }
}

/// Compares, and writes tables and charts into docs/performance; with `--quick`, beside the build products.
pub(crate) fn run(options: &Options) -> Outcome {
    Area::Scan.ready()?;
    let python = SCAN_BENCH.ready()?;
    let readers = Readers::ready(&python, options.is_quick)?;
    let images = Images { work: home().join(options.work()), python };
    test_the_comparison(&images.python)?;
    images.make(options)?;
    remove_folder(&images.work.join("results"))?;
    readers.read(&images.work)?;
    let out = if options.is_quick { images.work.join("report") } else { root().join("docs/performance") };
    let (sh, work, command) = (shell()?, &images.work, options.command());
    step("report", script(&sh, &images.python, "report.py").arg(work).arg(out).args(["--command", &command]))
}

/// The tests of the comparison, and the goals of other people's images, which hold after every change.
pub(crate) fn test() -> Outcome {
    let (python, readers) = (SCAN_BENCH.ready()?, own(&root(), &build_folder(), true)?);
    test_the_comparison(&python)?;
    let public = home().join("public");
    unpack_public(&python, &public)?;
    let list = public.join("labels.jsonl");
    let sh = shell()?;
    // Nothing is timed here, so all processors are used.
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).to_string();
    let mut goals = script(&sh, &python, "goals.py").arg(&list);
    for reader in ["starseal", "starseal-preview"] {
        let results = public.join(format!("{reader}.jsonl"));
        let read = cmd!(sh, "{readers} {reader} {list} {results} {threads}");
        step(&format!("{reader}, other people's images"), read)?;
        goals = goals.arg(results);
    }
    step("goals of other people's images", goals)
}

/// Renders the images on which scanners are compared in a browser, and returns their folders: camera frames with and
/// without a label, and photographs with mixtures of faults.
pub(crate) fn images_for_browsers() -> Outcome<Vec<PathBuf>> {
    let images = Images { work: home().join("web"), python: SCAN_BENCH.ready()? };
    unpack_public(&images.python, &images.work.join("public"))?;
    let sizes = ["640x480", "1280x720", "1920x1080"];
    let [frames, empty] = ["frame", "empty"].map(|set| sizes.map(|size| format!("{set}/{size}")).join(","));
    images.render(&["gen_labels.py", "frames", "--only", &frames], "starseal")?;
    images.render(&["gen_labels.py", "mixtures", "--only", "mix", "--n", "1", "--few"], "starseal")?;
    let mut folders = vec!["frames"];
    // A seed has four frames without a label of each size.
    for name in ["empty-1", "empty-2", "empty-3", "empty-4", "empty-5"] {
        images.render(&["gen_labels.py", name, "--only", &empty], name)?;
        folders.push(name);
    }
    folders.extend(["mixtures", "public"]);
    Ok(folders.into_iter().map(|name| images.work.join(name)).collect())
}

fn folder() -> PathBuf {
    root().join("scan-bench")
}

/// The folder of everything that a comparison makes.
fn home() -> PathBuf {
    target().join("scan-bench")
}

/// The folder of the build of the readers in Rust.
fn build_folder() -> PathBuf {
    home().join("build")
}

fn script<'a>(sh: &'a Shell, python: &Path, script: &str) -> Cmd<'a> {
    let script = folder().join(script);
    cmd!(sh, "{python} {script}")
}

fn test_the_comparison(python: &Path) -> Outcome {
    let sh = shell_in(folder())?;
    step("tests of the comparison", cmd!(sh, "{python} -m pytest -q -p no:cacheprovider"))
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn the_command_of_a_report_has_all_its_options() {
        let command = |n, is_quick| Options { is_quick, seed: "x".into(), n }.command();
        assert_eq!(command(None, false), "cargo xtask scan-bench --seed x --n 30");
        assert_eq!(command(None, true), "cargo xtask scan-bench --quick --seed x --n 2");
        assert_eq!(command(Some(7), false), "cargo xtask scan-bench --seed x --n 7");
    }
}
