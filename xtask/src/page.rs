//! The page of a label, over the npm package: built and tested in `target/node/page`, where its sources are copied and
//! the packages that build and test it are installed.

use crate::bindings::Profile;
use crate::files::{copy, copy_folder, remove_folder};
use crate::process::{Outcome, root, shell_in, step, target};
use crate::rust;
use crate::setup::node::{PAGE, WEB};
use crate::web;
use std::path::{Path, PathBuf};
use xshell::{Cmd, Shell, cmd};

/// What the page consists of, beside its manifest.
const SOURCES: [&str; 4] = ["src", "static", "test", "words"];

/// Builds the npm package and the page over it. Returns the folder that `starseal registry publish --page` takes.
pub(crate) fn build() -> Outcome<PathBuf> {
    web::build()?;
    assembled()
}

/// Builds the page over a package that is built.
fn assembled() -> Outcome<PathBuf> {
    let (home, sources, folder) = (PAGE.ready()?, root().join("bindings/web/page"), target().join("page"));
    for name in SOURCES {
        remove_folder(&home.join(name))?;
        copy_folder(&sources.join(name), &home.join(name))?;
    }
    for file in ["build.mjs", "tsconfig.json"] {
        copy(&sources.join(file), &home.join(file))?;
    }
    let sh = shell_in(home)?;
    step("page, types", cmd!(sh, "node_modules/.bin/tsc"))?;
    step("page, built", of_page(cmd!(sh, "node build.mjs {folder}"))?)?;
    Ok(folder)
}

/// Gives a command what the build and the tests of the page need.
fn of_page(command: Cmd<'_>) -> Outcome<Cmd<'_>> {
    Ok(command.env("STARSEAL_ROOT", root()).env("STARSEAL_PACKAGE", WEB.ready()?))
}

/// Gives a command the program and the page too.
fn of_tests<'a>(command: Cmd<'a>, program: &Path, page: &Path) -> Outcome<Cmd<'a>> {
    Ok(of_page(command)?.env("STARSEAL_BIN", program).env("STARSEAL_PAGE", page))
}

/// Tests the page in Node and in Chromium, over the program's server and nginx. The pictures of its states are in
/// `target/page-pictures`. The npm package is built.
pub(crate) fn test(profile: Profile) -> Outcome {
    let (page, program) = (assembled()?, rust::program(profile)?);
    let pictures = target().join("page-pictures");
    remove_folder(&pictures)?;
    let sh = shell()?;
    let tests = cmd!(sh, "node --test --test-concurrency 2 --test-reporter dot test/");
    let tests = of_tests(tests, &program, &page)?.env("STARSEAL_PICTURES", pictures);
    step("page, tests in Node and Chromium", tests)
}

/// Measures the page from the start of a visit to the verdict.
pub(crate) fn measure() -> Outcome {
    let (page, program) = (build()?, rust::program(Profile::Releases)?);
    let sh = shell()?;
    step("page, times and bytes", of_tests(cmd!(sh, "node test/measure.mjs"), &program, &page)?)
}

/// Makes the demonstration with the page in its publication, and serves it until Ctrl-C.
pub(crate) fn demonstrate() -> Outcome {
    let (page, program) = (build()?, rust::program(Profile::Releases)?);
    let folder = target().join("page-demo");
    remove_folder(&folder)?;
    let sh = shell()?;
    step("demo", cmd!(sh, "{program} demo --out {folder} --page {page}"))?;
    let public = folder.join("public");
    step("the page, at the address above", cmd!(sh, "{program} registry serve {public}"))
}

fn shell() -> Outcome<Shell> {
    shell_in(PAGE.ready()?)
}
