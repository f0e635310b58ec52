//! What `setup`, `quick`, `test` and `soak` run, and in which order: the cheapest way to find a fault comes first.

use crate::args::Language;
use crate::process::{Failure, Outcome};
use crate::setup::debian::{self, Package};
use crate::{android, check, fuzz, ios, kotlin, phones, python, rooms, rust, scan_bench, swift, times};
use clap::ValueEnum;

/// An area of the tests. Each can be run by itself, also beside the others on another machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Area {
    /// Rooms, format, Clippy, documentation, public API, licenses of dependencies.
    Check,
    /// The test vectors, all tests in Rust, the demo, and one run of each benchmark.
    Rust,
    /// Other implementations of COSE, CDDL, JSON Schema and QR.
    Interop,
    /// The scanner over other people's images.
    Scan,
    /// The Kotlin layer, programs that use it, and many checks in one process.
    Kotlin,
    /// The scanner app for Android.
    Android,
    /// The Swift layer, and many checks in one process.
    Swift,
    /// The scanner app for iOS.
    Ios,
    /// The Python package.
    Python,
    /// The sizes of the library that phones get.
    Phones,
    /// Every fuzz target for a short time.
    Fuzz,
}

/// The number of checks in one process that `cargo xtask test` makes. A leak of 105 bytes a check in Swift and of 420
/// in Kotlin exceeds what is allowed; with the million of `cargo xtask soak` it is a tenth of that.
const SHORT_SOAK: u64 = 100_000;
/// The number of checks that `cargo xtask soak` makes.
const LONG_SOAK: u64 = 1_000_000;

impl Area {
    /// The name on the command line.
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// The Debian packages that the area needs.
    const fn packages(self) -> &'static [&'static Package] {
        match self {
            Area::Check => &[],
            Area::Rust => &[&debian::OPENSSL],
            Area::Interop | Area::Scan => &[&debian::ZBAR],
            Area::Kotlin | Area::Android => &[&debian::JDK, &debian::MAVEN],
            // Swift on Debian 12 comes from a tree, which installs what it needs where the tree is missing.
            Area::Swift | Area::Ios | Area::Python => &[],
            Area::Phones => &[&debian::LLD, &debian::AARCH64_GCC, &debian::AARCH64_LIBC],
            Area::Fuzz => &[&debian::CXX],
        }
    }

    /// Installs the packages that the area needs.
    pub(crate) fn ready(self) -> Outcome {
        debian::install(self.packages())
    }

    fn run(self) -> Outcome {
        match self {
            Area::Check => check::all(),
            Area::Rust => rust::all(),
            Area::Interop => rust::interoperate(),
            Area::Scan => scan_bench::test(),
            Area::Kotlin => kotlin::test().and_then(|()| kotlin::soak(SHORT_SOAK)),
            Area::Android => android::test(),
            Area::Swift => swift::test().and_then(|()| swift::soak(SHORT_SOAK)),
            Area::Ios => ios::test(),
            Area::Python => python::test(),
            Area::Phones => phones::sizes(),
            Area::Fuzz => fuzz::all(fuzz::SHORT),
        }
    }
}

/// Installs the packages of the areas with one call, and tests the areas. Prints the table of stages, also after a
/// failure.
pub(crate) fn test(areas: &[Area], keep_going: bool) -> Outcome {
    let areas = if areas.is_empty() { Area::value_variants() } else { areas };
    times::start_area("setup");
    let packages: Vec<&Package> = areas.iter().flat_map(|area| area.packages()).copied().collect();
    debian::install(&packages)?;
    let mut failures = Vec::new();
    for area in areas {
        times::start_area(&area.name());
        if let Err(failure) = area.run() {
            eprintln!("\nerror in {}: {}\n  help: {}", area.name(), failure.what, failure.help);
            failures.push(area.name());
            if !keep_going {
                break;
            }
        }
    }
    print!("{}", times::table());
    if failures.is_empty() {
        println!("\nall tests passed");
        return Ok(());
    }
    let failed = failures.join(" ");
    Err(Failure::new(
        format!("failed: {failed}"),
        format!("read above, then repeat it with: cargo xtask test {failed}"),
    ))
}

/// What every change passes before it is committed.
pub(crate) fn quick() -> Outcome {
    times::start_area("quick");
    Area::Rust.ready()?;
    let tasks = [rooms::check, check::format, check::clippy, rust::check_vectors, rust::tests];
    let outcome = tasks.into_iter().try_for_each(|task| task());
    print!("{}", times::table());
    outcome
}

/// Each fuzz target for some time.
pub(crate) fn fuzz(seconds: u64) -> Outcome {
    Area::Fuzz.ready()?;
    fuzz::all(seconds)
}

/// The library for all phones, and all tests of the core on their processor.
pub(crate) fn phones() -> Outcome {
    debian::install(&[Area::Phones.packages(), &[&debian::LLVM, &debian::QEMU]].concat())?;
    phones::all()
}

/// A million checks in one process, from one language or from all.
pub(crate) fn soak(language: Option<Language>) -> Outcome {
    let Some(language) = language else {
        return Language::value_variants().iter().try_for_each(|language| soak(Some(*language)));
    };
    language.area().ready()?;
    match language {
        Language::Kotlin => kotlin::soak(LONG_SOAK),
        Language::Swift => swift::soak(LONG_SOAK),
        Language::Python => python::soak(LONG_SOAK),
    }
}

/// The benchmarks of the libraries, or those of a language beside Rust.
pub(crate) fn bench(language: Option<Language>) -> Outcome {
    let Some(language) = language else { return rust::bench() };
    language.area().ready()?;
    match language {
        Language::Kotlin => kotlin::bench(),
        Language::Swift => swift::bench(),
        Language::Python => python::bench(),
    }
}

impl Language {
    const fn area(self) -> Area {
        match self {
            Language::Kotlin => Area::Kotlin,
            Language::Swift => Area::Swift,
            Language::Python => Area::Python,
        }
    }
}
