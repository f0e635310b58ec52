//! The vectors' generator, and other people's readers, in Python.

use crate::run::{Failure, Outcome, root, step, target};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A virtual environment with the packages that a list pins, made anew when the list changes.
pub(crate) fn environment(name: &str, requirements: &Path) -> Outcome<PathBuf> {
    let home = home(name);
    let failed = |error| Failure::new(format!("{}: {error}", requirements.display()), "check the folder's permissions");
    let wanted = std::fs::read_to_string(requirements).map_err(failed)?;
    let stamp = home.join("installed.txt");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(program(&home));
    }
    let python = fresh(name)?;
    let mut install = Command::new(&python);
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(requirements);
    step("Python packages", &mut install)?;
    std::fs::write(&stamp, wanted).map_err(failed)?;
    Ok(python)
}

/// A virtual environment with nothing in it.
pub(crate) fn fresh(name: &str) -> Outcome<PathBuf> {
    let system = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    step("Python environment", Command::new(system).args(["-m", "venv", "--clear"]).arg(home(name)))?;
    Ok(program(&home(name)))
}

fn home(name: &str) -> PathBuf {
    target().join("python").join(name)
}

fn program(home: &Path) -> PathBuf {
    home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

fn generator() -> Outcome<Command> {
    let vectors = root().join("test-vectors");
    let mut command = Command::new(environment("generate", &vectors.join("generate/requirements.txt"))?);
    command.current_dir(vectors).args(["-m", "generate"]);
    Ok(command)
}

/// Makes all vectors anew.
pub(crate) fn generate_vectors() -> Outcome {
    step("test vectors", &mut generator()?)
}

/// The vectors are what the generator makes, fit the schema, and leave no rule and no code out.
pub(crate) fn check_vectors() -> Outcome {
    step("test vectors, made anew without a difference", generator()?.arg("check"))
}

/// Other people's COSE libraries, QR readers and CDDL tools, against the program just built.
pub(crate) fn interoperate(program: &Path) -> Outcome {
    crate::tools::debian("zbarimg", "zbar-tools")?;
    let interop = root().join("interop");
    let mut command = Command::new(environment("interop", &interop.join("requirements.txt"))?);
    command.current_dir(interop).args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]).env("STARSEAL_BIN", program);
    step("interoperability", &mut command)
}
