//! Everything that the tasks need and that Rust does not bring: Debian packages, tools built from crates, Python
//! environments, and two trees of a newer Debian for compilers that this one does not have.
//!
//! Each part is installed only where it is missing, and at the version that the repository pins.

pub(crate) mod cargo_tools;
pub(crate) mod debian;
pub(crate) mod node;
pub(crate) mod venv;

use crate::process::{Failure, Outcome};
use crate::{compiler, swift};
use std::path::PathBuf;

/// Installs everything, for all areas.
pub(crate) fn all() -> Outcome {
    debian::install(debian::PACKAGES)?;
    for tool in cargo_tools::ALL {
        tool.ready()?;
    }
    for environment in venv::ALL {
        environment.ready()?;
    }
    node::SITE.ready()?;
    node::WEB.ready()?;
    node::PAGE.ready()?;
    swift::Swift::ready()?;
    compiler::ready()?;
    println!("\neverything is installed");
    Ok(())
}

/// The folder in which tools are kept between runs.
pub(crate) fn cache() -> Outcome<PathBuf> {
    let from = |variable: &str| std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = from("XDG_CACHE_HOME").or_else(|| from("HOME").map(|home| home.join(".cache")));
    let base = base.or_else(|| from("LOCALAPPDATA"));
    let base = base.ok_or_else(|| Failure::new("there is no home folder to keep tools in", "set HOME"))?;
    Ok(base.join("starseal").join("tools"))
}
