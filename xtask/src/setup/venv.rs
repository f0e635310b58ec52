//! Python environments, each with the packages that one list in the repository pins.

use crate::files::write;
use crate::process::{Outcome, root, shell, step, target};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// A virtual environment, and the list of its packages.
pub(crate) struct Environment {
    name: &'static str,
    /// From the project's folder.
    requirements: &'static str,
}

/// Generates and judges the test vectors.
pub(crate) const GENERATE: Environment =
    Environment { name: "generate", requirements: "test-vectors/generate/requirements.txt" };
/// Other implementations of COSE, CDDL, QR and JSON Schema.
pub(crate) const INTEROP: Environment = Environment { name: "interop", requirements: "interop/requirements.txt" };
/// Formats, checks and tests the Python package.
pub(crate) const BINDINGS: Environment =
    Environment { name: "bindings", requirements: "bindings/python/requirements.txt" };
/// Renders images, and reads them with other scanners.
pub(crate) const SCAN_BENCH: Environment =
    Environment { name: "scan-bench", requirements: "scan-bench/requirements.txt" };
/// WeChat's reader, which needs an OpenCV of its own.
pub(crate) const SCAN_BENCH_WECHAT: Environment =
    Environment { name: "scan-bench-wechat", requirements: "scan-bench/requirements-wechat.txt" };

/// Those that `cargo xtask test` uses.
pub(super) const ALL: [Environment; 4] = [GENERATE, INTEROP, BINDINGS, SCAN_BENCH];

impl Environment {
    /// Returns the environment's Python. The environment is created again when its list changes.
    pub(crate) fn ready(&self) -> Outcome<PathBuf> {
        let requirements = root().join(self.requirements);
        let wanted = crate::files::read(&requirements)?;
        let stamp = home(self.name).join("installed.txt");
        if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(python_in(&home(self.name)));
        }
        let python = fresh(self.name)?;
        let sh = shell()?;
        step(
            &format!("Python packages of {}", self.requirements),
            cmd!(sh, "{python} -m pip install --quiet --disable-pip-version-check -r {requirements}"),
        )?;
        write(&stamp, &wanted)?;
        Ok(python)
    }
}

/// Creates an environment without packages, in the place of an earlier one of this name.
pub(crate) fn fresh(name: &str) -> Outcome<PathBuf> {
    let system = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    let home = home(name);
    let sh = shell()?;
    step("Python environment", cmd!(sh, "{system} -m venv --clear {home}"))?;
    Ok(python_in(&home))
}

fn home(name: &str) -> PathBuf {
    target().join("python").join(name)
}

fn python_in(home: &Path) -> PathBuf {
    home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}
