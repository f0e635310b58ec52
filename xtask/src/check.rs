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
    let alone = [("starseal", ["", "draw", "scan", "dangerous"].as_slice()), ("starseal-ffi", &["", "scan", "batch"])];
    for (package, features) in alone {
        for features in features {
            let mut clippy = words(cargo(), "clippy --lib --locked --no-default-features --package");
            clippy.args([package, "--features", features, "--", "-D", "warnings"]);
            step(&format!("clippy, {package} with only the features: {features}"), &mut clippy)?;
        }
    }
    let mut doc = words(cargo(), "doc --workspace --no-deps --all-features --locked");
    step("documentation", doc.env("RUSTDOCFLAGS", "-D warnings"))?;
    let mut deny = Command::new(CARGO_DENY.ready()?);
    deny.current_dir(root()).args("--all-features check bans licenses sources".split(' '));
    step("dependencies", &mut deny)?;
    oldest_toolchain()
}

/// The stated oldest toolchain compiles everything. Where it is the one that runs this, it just did.
fn oldest_toolchain() -> Outcome {
    let stated = env!("CARGO_PKG_RUST_VERSION");
    let version = Command::new("rustc").arg("--version").current_dir(root()).output();
    let version = version.map_err(|error| Failure::new(format!("rustc: {error}"), "install Rust"))?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    if version.split(' ').nth(1).is_some_and(|number| number.starts_with(&format!("{stated}."))) {
        println!("\n=== oldest toolchain {stated}: it is the one in use ({})", version.trim());
        return Ok(());
    }
    let mut check = Command::new("cargo");
    check.current_dir(root()).arg(format!("+{stated}")).args("check --workspace --all-features --locked".split(' '));
    step(&format!("oldest toolchain {stated}"), check.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN"))
}
