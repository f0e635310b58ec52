//! All tests, in the order in which a fault is cheapest to find.

use crate::files::remove_folder;
use crate::run::{Outcome, cargo, step, target, words};
use crate::{examples_android, examples_ios, fuzz, kotlin, phones, python, scan_bench, swift, wheel};
use std::process::Command;

/// What `cargo xtask test` promises: sets up what it needs and passes all tests.
pub(crate) fn all() -> Outcome {
    python::check_vectors()?;
    step("tests", &mut words(cargo(), "test --workspace --locked --features starseal-ffi/batch"))?;
    step("the program, as people build it", &mut words(cargo(), "build --release --locked -p starseal-cli"))?;
    let program = target().join("release").join(format!("starseal{}", std::env::consts::EXE_SUFFIX));
    demo(&program)?;
    python::interoperate(&program)?;
    scan_bench::test()?;
    step("benchmarks run", &mut words(cargo(), "bench --locked -p starseal -p starseal-scan -- --test"))?;
    bindings()?;
    fuzz::all(60)?;
    println!("\nall tests passed");
    Ok(())
}

/// Kotlin, Swift and Python over the library as applications get it, the apps over them, a million checks in a row; and the
/// library for phones.
fn bindings() -> Outcome {
    kotlin::test()?;
    swift::test()?;
    wheel::test()?;
    examples_android::test()?;
    examples_ios::test()?;
    kotlin::soak()?;
    swift::soak()?;
    phones::test()
}

/// The first command of the README, into a folder that is thrown away.
fn demo(program: &std::path::Path) -> Outcome {
    let folder = target().join("demo");
    remove_folder(&folder)?;
    step("demo", Command::new(program).args(["demo", "--out"]).arg(folder))
}

/// Writes the record of each vector's verdict into `test-vectors/records.json`.
pub(crate) fn write_records() -> Outcome {
    let mut write = words(cargo(), "test --quiet --locked -p starseal --test vectors");
    step("records of the vectors", write.env("STARSEAL_WRITE_RECORDS", "1"))
}

/// Writes what in `docs/reference` follows from the library: the table of codes, the schema's names, the examples.
pub(crate) fn write_reference() -> Outcome {
    let mut write = words(cargo(), "test --quiet --locked -p starseal --test reference");
    step("reference", write.env("STARSEAL_WRITE_REFERENCE", "1"))
}

/// The benchmarks, in one run, so that their ratios hold.
pub(crate) fn bench() -> Outcome {
    step("benchmarks", &mut words(cargo(), "bench --locked -p starseal -p starseal-scan"))
}

/// Makes the scanner's table of kanji anew; its tests fail where it differs.
pub(crate) fn jis_x_0208() -> Outcome {
    step("table of kanji", &mut words(cargo(), "run --locked -p starseal-scan --example jis-x-0208"))
}
