//! What can be said without running anything.

use crate::run::{Failure, Outcome, cargo, root, step, words};
use crate::tools::CARGO_DENY;
use std::process::Command;

pub(crate) fn all() -> Outcome {
    crate::rooms::check()?;
    step("format", &mut words(cargo(), "fmt --all --check"))?;
    for apart in ["fuzz", "scan-bench/readers"] {
        let mut format = words(cargo(), "fmt --check --manifest-path");
        format.arg(root().join(apart).join("Cargo.toml"));
        step(&format!("format of {apart}"), &mut format)?;
    }
    step("clippy", &mut words(cargo(), "clippy --workspace --all-targets --all-features --locked -- -D warnings"))?;
    let alone = [
        ("starseal", ["", "draw", "scan", "report", "dangerous"].as_slice()),
        ("starseal-ffi", &["", "scan", "batch"]),
    ];
    for (package, features) in alone {
        for features in features {
            let mut clippy = words(cargo(), "clippy --lib --locked --no-default-features --package");
            clippy.args([package, "--features", features, "--", "-D", "warnings"]);
            step(&format!("clippy, {package} with only the features: {features}"), &mut clippy)?;
        }
    }
    let mut doc = words(cargo(), "doc --workspace --no-deps --all-features --locked");
    step("documentation", doc.env("RUSTDOCFLAGS", "-D warnings"))?;
    crate::api::check()?;
    let mut deny = Command::new(CARGO_DENY.ready()?);
    deny.current_dir(root()).args("--all-features check bans licenses sources".split(' '));
    step("dependencies", &mut deny)?;
    oldest_toolchain()
}

/// The toolchain that the project states as its oldest.
const OLDEST: &str = env!("CARGO_PKG_RUST_VERSION");

/// The oldest toolchain compiles everything. Where it is the one that runs this, it just did.
fn oldest_toolchain() -> Outcome {
    if is_oldest()? {
        println!("\n=== oldest toolchain {OLDEST}: it is the one in use");
        return Ok(());
    }
    let mut check = words(oldest_cargo()?, "check --workspace --all-features --locked");
    step(&format!("oldest toolchain {OLDEST}"), &mut check)
}

/// Cargo of the oldest toolchain, for what must not change with a newer compiler.
pub(crate) fn oldest_cargo() -> Outcome<Command> {
    if is_oldest()? {
        return Ok(cargo());
    }
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root()).arg(format!("+{OLDEST}")).env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN");
    Ok(cargo)
}

fn is_oldest() -> Outcome<bool> {
    let version = Command::new("rustc").arg("--version").current_dir(root()).output();
    let version = version.map_err(|error| Failure::new(format!("rustc: {error}"), "install Rust"))?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    Ok(version.split(' ').nth(1).is_some_and(|number| number.starts_with(&format!("{OLDEST}."))))
}
