//! Tests in Rust, and the data that they share with other implementations.

use crate::bindings::Profile;
use crate::files::remove_folder;
use crate::process::{Outcome, executable, root, shell, shell_in, side_by_side, step, target, words};
use crate::setup::node::SITE;
use crate::setup::venv::{GENERATE, INTEROP};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// The packages and features of all builds for tests. They are the same everywhere, since Cargo compiles a crate again
/// for other features. The code generators have no tests, and take longer to compile than any other.
const SELECTION: &str =
    "--workspace --exclude starseal-bindgen --exclude starseal-web-bindgen --locked --features starseal-ffi/batch";

/// Which tests of the workspace are run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// Without the tests that are marked as long.
    Quick,
    /// All of them.
    Whole,
}

/// Runs the tests of the workspace: unit tests, integration tests and examples in documents, beside each other, since
/// many of them keep one processor busy. Those of the bindings' library want its feature for batches.
pub(crate) fn tests(length: Length) -> Outcome {
    let sh = shell()?;
    step("tests, built", cmd!(sh, "cargo test --no-run").args(words(SELECTION)))?;
    let of = |targets: &str| cmd!(sh, "cargo test --no-fail-fast").args(words(SELECTION)).args(words(targets));
    let included = if length == Length::Whole { "-- --include-ignored" } else { "" };
    let test = |targets: &str| of(targets).args(words(included));
    let parts = vec![
        ("units", test("--lib --bins --examples")),
        ("integration, A to O", test("--test [a-o]*")),
        ("integration, P to Z", test("--test [p-z]*")),
        ("documents", of("--doc")),
    ];
    side_by_side("tests", parts)
}

/// Everything that this area of `cargo xtask test` promises.
pub(crate) fn all(profile: Profile) -> Outcome {
    check_vectors()?;
    tests(Length::Whole)?;
    let program = program(profile)?;
    demo(&program)?;
    let sh = shell()?;
    // Each once, with the profile of the tests, whose dependencies are built.
    let bench = cmd!(sh, "cargo bench --profile dev").args(words(SELECTION));
    step("benchmarks run", bench.args(words("--bench * -- --test")))
}

/// Builds the program, and returns its path.
pub(crate) fn program(profile: Profile) -> Outcome<PathBuf> {
    let sh = shell()?;
    let (build, products) = match profile {
        // With its tests, which were built before, Cargo chooses the features of tests.
        Profile::Tests => (cmd!(sh, "cargo test --no-run --test demo").args(words(SELECTION)), "debug"),
        // As `cargo run --release` of the README selects it, so that Cargo compiles its dependencies once.
        Profile::Releases => (cmd!(sh, "cargo build --release --locked --bin starseal"), "release"),
    };
    step("the program", build)?;
    Ok(executable(target().join(products).join("starseal")))
}

/// Writes the seeds of the fuzz targets into `fuzz/corpus`.
pub(crate) fn write_fuzz_seeds() -> Outcome {
    let sh = shell()?;
    let build = cmd!(sh, "cargo build --example fuzz-seeds").args(words(SELECTION));
    step("program that writes the seeds", build)?;
    let seeds = executable(target().join("debug/examples/fuzz-seeds"));
    step("fuzz seeds", cmd!(sh, "{seeds}"))
}

/// Runs the first command of the README. Its folder is removed before.
fn demo(program: &Path) -> Outcome {
    let folder = target().join("demo");
    remove_folder(&folder)?;
    let sh = shell()?;
    step("demo", cmd!(sh, "{program} demo --out {folder}"))
}

/// Generates all vectors again and fails on any difference, on a vector that does not fit the schema, and on a rule or
/// a code without a vector.
pub(crate) fn check_vectors() -> Outcome {
    let (sh, python) = (shell_in(root().join("test-vectors"))?, GENERATE.ready()?);
    step("test vectors, generated without a difference", cmd!(sh, "{python} -m generate check"))
}

/// Makes altered objects with the results that the judge of the test vectors has for them, and compares the library's
/// results.
pub(crate) fn differential(count: u32, seed: u64) -> Outcome {
    let (sh, python) = (shell_in(root().join("test-vectors"))?, GENERATE.ready()?);
    let (altered, count, seed) = (target().join("altered.jsonl"), count.to_string(), seed.to_string());
    let make = cmd!(sh, "{python} -m judge.differential --seed {seed} --count {count} --out {altered}");
    step(&format!("{count} altered objects, judged"), make)?;
    let sh = shell()?;
    let build = cmd!(sh, "cargo build --example differential").args(words(SELECTION));
    step("program that compares", build)?;
    let compare = executable(target().join("debug/examples/differential"));
    step("the same objects, by the library", cmd!(sh, "{compare} {altered}"))
}

/// Generates all vectors.
pub(crate) fn write_vectors() -> Outcome {
    let (sh, python) = (shell_in(root().join("test-vectors"))?, GENERATE.ready()?);
    step("test vectors", cmd!(sh, "{python} -m generate"))
}

/// Other implementations of COSE, CDDL, JSON Schema and QR, against the program.
pub(crate) fn interoperate(profile: Profile) -> Outcome {
    let program = program(profile)?;
    let (sh, python) = (shell_in(root().join("interop"))?, INTEROP.ready()?);
    let site = SITE.ready()?;
    let tests = cmd!(sh, "{python} -m pytest -q -p no:cacheprovider");
    step("interoperability", tests.env("STARSEAL_BIN", program).env("STARSEAL_SITE_TOOLS", site))
}

/// Writes the record of each vector's verdict into `test-vectors/records.json`.
pub(crate) fn write_records() -> Outcome {
    let sh = shell()?;
    let write = cmd!(sh, "cargo test --quiet --locked -p starseal --test vectors");
    step("records of the vectors", write.env("STARSEAL_WRITE_RECORDS", "1"))
}

/// Writes what in `docs/reference` follows from the library: the table of codes, the schema's names, the examples.
pub(crate) fn write_reference() -> Outcome {
    let sh = shell()?;
    let write = cmd!(sh, "cargo test --quiet --locked -p starseal --test reference");
    step("reference", write.env("STARSEAL_WRITE_REFERENCE", "1"))
}

/// Runs the benchmarks of the libraries in one run, so that their ratios can be compared.
pub(crate) fn bench() -> Outcome {
    let sh = shell()?;
    step("benchmarks", cmd!(sh, "cargo bench --locked -p starseal -p starseal-scan"))
}

/// Generates the scanner's table of code page 932. A test compares the table with its source.
pub(crate) fn write_cp932() -> Outcome {
    let sh = shell()?;
    step("table of code page 932", cmd!(sh, "cargo run --locked -p starseal-scan --example cp932"))
}
