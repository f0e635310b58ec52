//! The static checks: nothing of the project runs.

use crate::bindings::{self, Profile};
use crate::process::{Failure, Outcome, output, root, shell, step, words};
use crate::setup::cargo_tools::CARGO_DENY;
use crate::{api, rooms, widths};
use xshell::{Cmd, Shell, cmd};

/// Feature sets for which the libraries are compiled by themselves.
const FEATURE_SETS: [(&str, &[&str]); 4] = [
    ("starseal-scan", &["", "encodings"]),
    ("starseal", &["", "draw", "fast", "issue", "keyboards", "scan", "encodings", "report", "dangerous"]),
    ("starseal-ffi", &["", "keyboards", "scan", "batch"]),
    ("starseal-web", &["", "scan"]),
];

/// Packages outside the workspace, with lock files of their own.
const APART: [&str; 2] = ["fuzz", "scan-bench/readers"];

/// All packages but the code generators of the bindings: their dependencies take longer to compile than any other, and
/// their own code is short. [`generators`] checks it.
pub(crate) const SELECTION: &str = "--workspace --exclude starseal-bindgen --exclude starseal-web-bindgen --locked";

pub(crate) fn all(profile: Profile) -> Outcome {
    rooms::check()?;
    format()?;
    clippy()?;
    if profile == Profile::Releases {
        generators()?;
    }
    let sh = shell()?;
    for (package, feature_sets) in FEATURE_SETS {
        for features in feature_sets {
            let clippy = cmd!(
                sh,
                "
                cargo clippy --lib --locked --no-default-features --package {package} --features {features}
                -- -D warnings
                "
            );
            step(&format!("clippy, {package} with only the features: {features}"), clippy)?;
        }
    }
    let doc = cmd!(sh, "cargo doc --no-deps --all-features").args(words(SELECTION));
    step("documentation", doc.env("RUSTDOCFLAGS", "-D warnings"))?;
    api::check()?;
    let deny = CARGO_DENY.ready()?;
    step("dependencies", cmd!(sh, "{deny} --all-features check bans licenses sources"))?;
    oldest_toolchain(&sh)
}

/// The width of all lines, markers of an unfinished merge, and the format of all Rust code.
pub(crate) fn format() -> Outcome {
    widths::check()?;
    let sh = shell()?;
    // Against the tree without files, every line under version control is new. Blanks at the ends of lines stay: the
    // outputs of commands and other people's images have them.
    let nothing = output(cmd!(sh, "git hash-object -t tree /dev/null"))?;
    let nothing = nothing.trim();
    let markers = cmd!(sh, "git -c core.whitespace=-trailing-space,-space-before-tab diff --check {nothing}");
    step("markers of a merge", markers)?;
    step("format", cmd!(sh, "cargo fmt --all --check"))?;
    for folder in APART {
        let manifest = root().join(folder).join("Cargo.toml");
        step(&format!("format of {folder}"), cmd!(sh, "cargo fmt --check --manifest-path {manifest}"))?;
    }
    Ok(())
}

/// Clippy over the workspace with all features.
pub(crate) fn clippy() -> Outcome {
    let sh = shell()?;
    let clippy = cmd!(sh, "cargo clippy --all-targets --all-features").args(words(SELECTION));
    step("clippy", clippy.args(words("-- -D warnings")))
}

/// Clippy over the code generators.
fn generators() -> Outcome {
    let (sh, build_folder) = (shell()?, bindings::build_folder());
    let clippy = cmd!(sh, "cargo clippy --target-dir {build_folder} --all-targets --locked")
        .args(words("--package starseal-bindgen --package starseal-web-bindgen -- -D warnings"));
    step("clippy, code generators", clippy)
}

/// The oldest toolchain that the project supports.
const OLDEST: &str = env!("CARGO_PKG_RUST_VERSION");

/// Compiles everything with the oldest toolchain. Where that toolchain runs this program, it has just done so.
fn oldest_toolchain(sh: &Shell) -> Outcome {
    if is_oldest(sh)? {
        println!("\n=== oldest toolchain {OLDEST}: it is the one in use");
        return Ok(());
    }
    let check = oldest_cargo(sh)?.args(words("check --workspace --all-features --locked"));
    step(&format!("oldest toolchain {OLDEST}"), check)
}

/// Returns Cargo of the oldest toolchain, for results that must not change with a newer compiler.
pub(crate) fn oldest_cargo(sh: &Shell) -> Outcome<Cmd<'_>> {
    if is_oldest(sh)? {
        return Ok(cmd!(sh, "cargo"));
    }
    let toolchain = format!("+{OLDEST}");
    Ok(cmd!(sh, "cargo {toolchain}").env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN"))
}

fn is_oldest(sh: &Shell) -> Outcome<bool> {
    let version =
        output(cmd!(sh, "rustc --version")).map_err(|error| Failure::new(error.what, "install Rust with rustup"))?;
    Ok(version.split(' ').nth(1).is_some_and(|number| number.starts_with(&format!("{OLDEST}."))))
}
