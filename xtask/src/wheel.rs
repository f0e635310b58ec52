//! The package for Python: its wheel, its tests, its reference.

use crate::python;
use crate::run::{Outcome, cargo, root, step, target, words};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Installs the package as its users do, and passes its tests.
pub(crate) fn test() -> Outcome {
    let tools = python::environment("bindings", &folder().join("requirements.txt"))?;
    step("Python, format", run(&tools, "ruff").args(["format", "--check", "--no-cache", "."]))?;
    step("Python, lint", run(&tools, "ruff").args(["check", "--no-cache", "."]))?;

    let plain = plain()?;
    // Without numpy, and without anything else.
    step("Python, a few thousand checks", soak_of(&plain).arg("5000"))?;

    install(&tools, &["--no-deps", "--force-reinstall", "."])?;
    // The layer as installed, because the generated code stands beside it only there; then what uses it.
    for what in [&["-p", "starseal"], &["tests", "examples"]] {
        step("Python, types", run(&tools, "mypy").arg("--cache-dir").arg(home().join("mypy")).args(what))?;
    }
    step("Python, tests", &mut run(&tools, "pytest"))?;
    let reference = home().join("reference");
    step("Python, reference", run(&tools, "pdoc").arg("--output-directory").arg(reference).arg("starseal"))
}

/// Checks a million labels from eight threads.
pub(crate) fn soak() -> Outcome {
    let plain = plain()?;
    step("Python, a million checks", &mut soak_of(&plain))
}

/// Measures beside Rust.
pub(crate) fn bench() -> Outcome {
    let plain = plain()?;
    let mut build = words(cargo(), "build --quiet --locked --release -p starseal-ffi --example ratio");
    step("what bindings are measured against", build.env("CARGO_TARGET_DIR", home()))?;
    let ratio = home().join("release/examples").join(format!("ratio{}", std::env::consts::EXE_SUFFIX));
    let given = home().join("ratio");
    step("what is measured", Command::new(&ratio).arg("write").arg(&given))?;
    step("Python, measured", Command::new(plain).arg(folder().join("tests/bench.py")).arg(ratio).arg(given))
}

fn folder() -> PathBuf {
    root().join("bindings").join("python")
}

/// Where the wheel is built. Its features and its profile are not those of the other bindings: in one folder, each would
/// build the library anew after the other.
fn home() -> PathBuf {
    target().join("python-wheel")
}

/// A module of Python as a program, in the package's folder.
fn run(python: &Path, module: &str) -> Command {
    let mut command = Command::new(python);
    command.current_dir(folder()).args(["-m", module]);
    command
}

/// The package in an environment with nothing else in it.
fn plain() -> Outcome<PathBuf> {
    let plain = python::fresh("install")?;
    install(&plain, &["."])?;
    Ok(plain)
}

fn soak_of(python: &Path) -> Command {
    let mut command = Command::new(python);
    command.arg(folder().join("tests/soak.py"));
    command
}

/// `pip install .` in the package's folder: maturin builds the library and generates the code over it.
fn install(python: &Path, what: &[&str]) -> Outcome {
    let mut install = run(python, "pip");
    install.args(["install", "--quiet", "--disable-pip-version-check"]).args(what);
    step("Python package", install.env("CARGO_TARGET_DIR", home()))
}
