//! The public API of the libraries as texts, so that a reviewer sees every change of it.

use crate::check::{SELECTION, oldest_cargo};
use crate::files::{make_folder, read, write};
use crate::process::{Failure, Outcome, output, root, shell, step, target, words};
use crate::setup::cargo_tools::CARGO_PUBLIC_API;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, ExitCode};
use xshell::cmd;

/// The libraries that others depend on.
const LIBRARIES: [&str; 8] = [
    "starseal-scan",
    "starseal",
    "starseal-token",
    "starseal-tables",
    "starseal-registry",
    "starseal-shelf",
    "starseal-outside",
    "starseal-evidence",
];

/// The variable that is set when this program runs in place of rustdoc.
const IN_PLACE_OF_RUSTDOC: &str = "STARSEAL_XTASK_IN_PLACE_OF_RUSTDOC";

/// Compares the texts in `docs/api` with the code.
pub(crate) fn check() -> Outcome {
    for_each(|package, file, api| {
        let kept = read(file).unwrap_or_default();
        let changes = changes(&kept, api);
        if changes.is_empty() && kept == api {
            return Ok(());
        }
        Err(Failure::new(
            format!("the public API of {package} differs from docs/api/{package}.txt:\n{}", changes.join("\n")),
            "revert the change, or write the text with `cargo xtask api --write` and commit it",
        ))
    })
}

/// Writes the texts.
pub(crate) fn write_down() -> Outcome {
    for_each(|_, file, api| write(file, api))
}

fn for_each(mut with: impl FnMut(&str, &Path, &str) -> Outcome) -> Outcome {
    let texts = root().join("docs/api");
    make_folder(&texts)?;
    let tool = CARGO_PUBLIC_API.ready()?;
    describe()?;
    for package in LIBRARIES {
        let description = target().join("doc").join(format!("{}.json", package.replace('-', "_")));
        let items = without_methods_of_foreign_traits(&listed(&tool, &description)?);
        let api = format!("{}\n{items}", head(package, &items));
        with(package, &texts.join(format!("{package}.txt")), &api)?;
    }
    Ok(())
}

fn head(package: &str, items: &str) -> String {
    let foreign: Vec<String> = foreign_crates(package, items).into_iter().collect();
    format!(
        "\
# The public API of {package} with all features: one item a line. Of traits of other crates only the implementation is
# listed, not its methods. `cargo xtask check` compares the text with the code; `cargo xtask api --write` writes it.
#
# Crates that it names, beside itself and the standard library: {}.
",
        if foreign.is_empty() { "none".to_owned() } else { foreign.join(", ") }
    )
}

/// Removes the methods of traits that the project does not define; their associated types are kept.
fn without_methods_of_foreign_traits(items: &str) -> String {
    let mut kept = String::new();
    let mut implementing = None;
    for line in items.lines() {
        if line.starts_with("impl") {
            // `impl Trait for Type`, of a trait of another crate.
            let (head, of) = line.split_once(" for ").unwrap_or_default();
            implementing =
                (!of.is_empty() && !head.contains(" starseal")).then(|| of.split(" where ").next().unwrap_or(of));
        } else if implementing.is_some_and(|of| line.contains(&format!("fn {of}::"))) {
            continue;
        }
        // A detail of how `match` is compiled.
        if !line.contains("core::marker::StructuralPartialEq") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// The crates whose items are named, other than the package itself and the standard library.
fn foreign_crates(package: &str, items: &str) -> BTreeSet<String> {
    let own = package.replace('-', "_");
    let is_of_a_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let first_of = |path: &str| path.split_once("::").map(|(first, _)| first.to_owned());
    let paths = items.split(|c| !is_of_a_name(c) && c != ':').filter_map(first_of);
    let is_crate = |name: &String| name.starts_with(|c: char| c.is_ascii_lowercase());
    let known = [own.as_str(), "core", "alloc", "std"];
    paths.filter(|name| is_crate(name) && !known.contains(&name.as_str())).collect()
}

/// Runs rustdoc over all libraries with all features. The description of each is a file of JSON in the folder `doc`.
///
/// The packages and features are those of Clippy and of the documentation, which have compiled the dependencies. For
/// one library by itself, Cargo chooses other features of them, and would compile them again.
fn describe() -> Outcome {
    let this = std::env::current_exe().map_err(|error| Failure::new(error, "run `cargo xtask api`"))?;
    let sh = shell()?;
    let describe = oldest_cargo(&sh)?
        .args(words("doc --quiet --lib --no-deps --all-features"))
        .args(words(SELECTION))
        .env("RUSTDOCFLAGS", "-Z unstable-options --output-format json --cap-lints allow");
    step("public API", describe.env("RUSTDOC", this).env(IN_PLACE_OF_RUSTDOC, "1"))
}

/// Runs rustdoc if Cargo called this program in its place, as [`describe`] configures it.
///
/// JSON is unstable, and this variable makes a stable rustdoc write it. If Cargo itself ran with the variable, it would
/// rebuild all dependencies whose build scripts read it, and rebuild them again for the next command without it.
pub(crate) fn in_place_of_rustdoc() -> Option<ExitCode> {
    std::env::var_os(IN_PLACE_OF_RUSTDOC)?;
    let status = Command::new("rustdoc").args(std::env::args_os().skip(1)).env("RUSTC_BOOTSTRAP", "1").status();
    Some(if status.is_ok_and(|status| status.success()) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns the items of a description, one in each line.
fn listed(tool: &Path, description: &Path) -> Outcome<String> {
    let sh = shell()?;
    // `-ss` leaves out implementations for all types, and of Send, Sync and similar traits.
    let listed = output(cmd!(sh, "{tool} public-api -ss --color=never --rustdoc-json {description}"));
    match listed {
        Ok(items) => Ok(items + "\n"),
        Err(failure) => Err(Failure::new(
            failure.what,
            "the tool in setup/cargo_tools.rs must read the JSON that rustdoc of the oldest toolchain writes",
        )),
    }
}

/// Returns the lines that only one of two texts has.
fn changes(kept: &str, now: &str) -> Vec<String> {
    let lines = |text: &'_ str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (kept, now) = (lines(kept), lines(now));
    let gone = kept.difference(&now).map(|line| format!("- {line}"));
    gone.chain(now.difference(&kept).map(|line| format!("+ {line}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::{changes, foreign_crates, without_methods_of_foreign_traits};

    #[test]
    fn a_change_of_the_api_is_shown_line_by_line() {
        let kept = "# head\npub mod a\npub fn a::f(u8)\n";
        assert_eq!(changes(kept, kept), Vec::<String>::new());
        assert_eq!(
            changes(kept, "# head\npub mod a\npub fn a::f(u16)\npub fn a::g()\n"),
            ["- pub fn a::f(u8)", "+ pub fn a::f(u16)", "+ pub fn a::g()"]
        );
    }

    #[test]
    fn what_follows_from_a_trait_of_another_crate_is_left_out() {
        let items = "\
pub struct starseal::Date(_)
impl starseal::Date
pub fn starseal::Date::new(u16) -> Self
impl core::clone::Clone for starseal::Date
pub fn starseal::Date::clone(&self) -> starseal::Date
impl core::marker::StructuralPartialEq for starseal::Date
impl core::str::traits::FromStr for starseal::Date
pub type starseal::Date::Err = png::Error
pub fn starseal::Date::from_str(&str) -> core::result::Result<Self, png::Error>
impl starseal::Signer for starseal::Key
pub fn starseal::Key::sign(&self)
impl<'a> core::clone::Clone for starseal::Drawing<'a>
pub fn starseal::Drawing<'a>::clone(&self) -> Self
pub fn starseal::day() -> starseal::Date
";
        let kept = "\
pub struct starseal::Date(_)
impl starseal::Date
pub fn starseal::Date::new(u16) -> Self
impl core::clone::Clone for starseal::Date
impl core::str::traits::FromStr for starseal::Date
pub type starseal::Date::Err = png::Error
impl starseal::Signer for starseal::Key
pub fn starseal::Key::sign(&self)
impl<'a> core::clone::Clone for starseal::Drawing<'a>
pub fn starseal::day() -> starseal::Date
";
        assert_eq!(without_methods_of_foreign_traits(items), kept);
        assert_eq!(foreign_crates("starseal", kept).into_iter().collect::<Vec<_>>(), ["png"]);
    }
}
