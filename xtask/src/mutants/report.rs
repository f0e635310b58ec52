//! The report: counts by room, and every mutant that no test noticed with the reason why none needs to.

use super::results::{Results, Summary};
use super::{ROOMS, Source, kept};
use crate::files::{read, write};
use crate::process::{Failure, Outcome, root};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The least share of the viable mutants that tests must notice, in per cent.
const LEAST: usize = 95;

/// Writes `docs/mutants.md` and the results beside it. Fails if files are not tested yet, or too few mutants are
/// noticed.
pub(super) fn write_report(results: &Results, files: &[Source]) -> Outcome {
    let reasons = reasons()?;
    let mut text = String::from(HEAD);
    let (mut caught, mut viable, mut open) = (0, 0, 0);
    text += "| room | files | noticed | not noticed | do not compile |\n| --- | --- | --- | --- | --- |\n";
    let mut missed: Vec<(&str, &str)> = Vec::new();
    for room in ROOMS {
        let of_room: Vec<&Source> = files.iter().filter(|source| is_of(source, room)).collect();
        let tested: Vec<_> = of_room.iter().filter_map(|source| results.of(source).map(|of| (*source, of))).collect();
        open += of_room.len() - tested.len();
        let all = || tested.iter().flat_map(|(source, of)| of.mutants.iter().map(move |mutant| (*source, mutant)));
        let count = |summaries: &[Summary]| all().filter(|(_, (_, summary))| summaries.contains(summary)).count();
        let (noticed, unviable) = (count(&[Summary::Caught, Summary::Timeout]), count(&[Summary::Unviable]));
        let unnoticed = count(&[Summary::Missed]);
        missed.extend(all().filter(|(_, (_, s))| *s == Summary::Missed).map(|(_, (name, _))| (room, name.as_str())));
        (caught, viable) = (caught + noticed, viable + noticed + unnoticed);
        let of = of_room.len();
        let _ = writeln!(text, "| `{room}` | {} of {of} | {noticed} | {unnoticed} | {unviable} |", tested.len());
    }
    let share = (caught * 1000).checked_div(viable).unwrap_or_default();
    let _ =
        writeln!(text, "\nOf {viable} mutants that compile, {caught} were noticed: {}.{} %.\n", share / 10, share % 10);
    text += "## Mutants that no test noticed\n\n";
    for (_, name) in &missed {
        let reason = reasons.get(&without_place(name)).map_or("not looked at yet", String::as_str);
        let _ = writeln!(text, "- `{name}`: {reason}");
    }
    write(&root().join("docs/mutants.md"), &text)?;
    write(&kept(), &results.to_text(files))?;
    println!("\n{caught} of {viable} mutants were noticed; {open} files are not tested yet");
    if open > 0 {
        return Err(Failure::new(format!("{open} files are not tested yet"), "run `cargo xtask mutants` again"));
    }
    if caught * 100 < viable * LEAST {
        return Err(Failure::new(
            format!("fewer than {LEAST} % of the mutants were noticed"),
            "write a vector or a test for those that docs/mutants.md lists",
        ));
    }
    Ok(())
}

const HEAD: &str = "# Mutants

<!-- `cargo xtask mutants` writes this page. -->

Mutation testing changes the code, one expression at a time, and runs the unit tests, vectors and stories. A change that
no test notices shows code whose behavior is not tested. `cargo xtask mutants` tests the rooms of the core that decide
about labels and lists, as they are committed. It takes hours, can be stopped, and goes on where it was; `--shard 1/2`
and `--shard 2/2` run side by side. After tests were added, `--missed` tests those again that no test noticed.
[mutants.tsv](mutants.tsv) keeps the result of each mutant, for the content of the source files by hash;
[mutants.toml](mutants.toml) has the reasons below.

";

fn is_of(source: &Source, room: &str) -> bool {
    source.path.starts_with(&format!("core/src/{room}/"))
}

/// Returns the name of a mutant without its line and column, which change with every edit.
fn without_place(name: &str) -> String {
    match name.split_once(": ") {
        Some((place, change)) => format!("{}: {change}", place.split(':').next().unwrap_or(place)),
        None => name.to_owned(),
    }
}

/// Reads why mutants need no test, from `docs/mutants.toml`: the name of the mutant without its place, and the reason.
fn reasons() -> Outcome<BTreeMap<String, String>> {
    let file = root().join("docs/mutants.toml");
    if !file.is_file() {
        return Ok(BTreeMap::new());
    }
    let broken = |error: toml::de::Error| Failure::new(format!("docs/mutants.toml: {error}"), "correct the file");
    toml::from_str(&read(&file)?).map_err(broken)
}

#[cfg(test)]
mod tests {
    use super::without_place;

    #[test]
    fn a_place_is_left_out() {
        let name = "core/src/trust/chain.rs:52:24: replace < with == in Chain::next";
        assert_eq!(without_place(name), "core/src/trust/chain.rs: replace < with == in Chain::next");
    }
}
