//! The package for Python: its wheel, its tests, its reference.

use crate::bindings::{GENERATOR_PROFILE, Profile, build_folder};
use crate::process::{Outcome, executable, root, shell, shell_in, step, target, words};
use crate::setup::debian;
use crate::setup::venv::{self, BINDINGS};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Checks that run without numpy and without any other package.
const PLAIN_CHECKS: u64 = 5_000;

/// Installs the package as its users do, and runs its tests.
pub(crate) fn test(profile: Profile) -> Outcome {
    let tools = BINDINGS.ready()?;
    run(&tools, "Python, format", "ruff format --check --no-cache .")?;
    run(&tools, "Python, lint", "ruff check --no-cache .")?;
    soak(PLAIN_CHECKS, profile)?;

    install(&tools, "--no-deps --force-reinstall .", profile)?;
    // The layer as installed, because the generated code is beside it only there; then its users.
    let cache = home().join("mypy");
    for what in ["-p starseal", "tests examples"] {
        run(&tools, "Python, types", &format!("mypy --cache-dir {} {what}", cache.display()))?;
    }
    run(&tools, "Python, tests", "pytest")?;
    run(
        &tools,
        "Python, reference",
        &format!("pdoc --output-directory {} starseal", home().join("reference").display()),
    )
}

/// Checks labels from eight threads, in an environment with nothing but the package.
pub(crate) fn soak(checks: u64, profile: Profile) -> Outcome {
    let (sh, plain) = (shell()?, plain(profile)?);
    let (script, checks) = (folder().join("tests/soak.py"), checks.to_string());
    step(&format!("Python, {checks} checks"), cmd!(sh, "{plain} {script} {checks}"))
}

/// A check from Python beside one in Rust, and tables, here and on a cluster of Spark.
pub(crate) fn bench() -> Outcome {
    let (sh, plain) = (shell()?, plain(Profile::Releases)?);
    step("the same in Rust", cmd!(sh, "cargo build --quiet --locked --release -p starseal-ffi --example ratio"))?;
    let ratio = executable(target().join("release/examples/ratio"));
    let inputs = home().join("ratio");
    step("inputs", cmd!(sh, "{ratio} write {inputs}"))?;
    let script = folder().join("tests/bench.py");
    step("Python, measured", cmd!(sh, "{plain} {script} {ratio} {inputs}"))?;
    debian::install(&[&debian::JDK])?;
    let tools = BINDINGS.ready()?;
    install(&tools, "--no-deps --force-reinstall .", Profile::Releases)?;
    let script = folder().join("tests/bench_table.py");
    step("tables, measured", cmd!(sh, "{tools} {script}"))
}

fn folder() -> PathBuf {
    root().join("bindings").join("python")
}

/// The folder of what the checks of the package make.
fn home() -> PathBuf {
    target().join("python").join("package")
}

/// Runs a module of Python as a program, in the package's folder.
fn run(python: &Path, name: &str, module: &str) -> Outcome {
    let sh = shell_in(folder())?;
    step(name, cmd!(sh, "{python} -m").args(words(module)))
}

/// Returns an environment with the package and nothing else.
fn plain(profile: Profile) -> Outcome<PathBuf> {
    let plain = venv::fresh("install")?;
    install(&plain, ".", profile)?;
    Ok(plain)
}

/// Runs `pip install .` in the package's folder: maturin builds the library, and generates the code for it. It uses the
/// profile of releases unless it is told otherwise.
fn install(python: &Path, what: &str, profile: Profile) -> Outcome {
    let sh = shell_in(folder())?;
    let install = cmd!(sh, "{python} -m pip install --quiet --disable-pip-version-check").args(words(what));
    let install = match profile {
        Profile::Tests => install.env("MATURIN_PEP517_ARGS", "--profile bindings"),
        Profile::Releases => install,
    };
    let (name, value) = GENERATOR_PROFILE;
    step("Python package", install.env("CARGO_TARGET_DIR", build_folder()).env(name, value))
}
