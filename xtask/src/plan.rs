//! What `setup`, `quick`, `test` and `soak` run, and in which order: the cheapest way to find a fault comes first.

use crate::args::{Bench, Language, PageWork};
use crate::bindings::Profile;
use crate::process::{Failure, Outcome, print_steps_whole};
use crate::setup::debian::{self, Package};
use crate::{
    android, check, fuzz, ios, kotlin, page, phones, python, rooms, rust, scan_bench, shelf, swift, times, web,
};
use clap::ValueEnum;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

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
    /// The npm package and the page of a label: sizes, and tests in Node and Chromium.
    Web,
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
            Area::Rust => &[
                &debian::OPENSSL,
                &debian::SSH_KEYGEN,
                &debian::POSTGRES,
                &debian::SOFTHSM,
                &debian::NGINX,
                &debian::CXX,
            ],
            Area::Interop => {
                &[&debian::ZBAR, &debian::NGINX, &debian::CHROMIUM, &debian::NODE, &debian::NPM, &debian::JDK]
            }
            Area::Scan => &[&debian::ZBAR],
            Area::Kotlin | Area::Android => &[&debian::JDK, &debian::MAVEN],
            // Swift on Debian 12 comes from a tree, which installs what it needs where the tree is missing.
            Area::Swift | Area::Ios => &[],
            // Spark runs on the JVM.
            Area::Python => &[&debian::JDK],
            Area::Web => &[
                &debian::LLD,
                &debian::CHROMIUM,
                &debian::NODE,
                &debian::NPM,
                &debian::NGINX,
                &debian::CADDY,
                &debian::OPENSSL,
            ],
            Area::Phones => &[&debian::LLD, &debian::AARCH64_GCC, &debian::AARCH64_LIBC],
            Area::Fuzz => &[&debian::CXX],
        }
    }

    /// Installs the packages that the area needs.
    pub(crate) fn ready(self) -> Outcome {
        debian::install(self.packages())
    }

    fn run(self, profile: Profile) -> Outcome {
        match self {
            Area::Check => check::all(profile),
            Area::Rust => rust::all(profile),
            Area::Interop => rust::interoperate(profile),
            Area::Scan => scan_bench::test(),
            Area::Kotlin => kotlin::test(profile).and_then(|()| kotlin::soak(SHORT_SOAK, profile)),
            Area::Android => android::test(profile),
            Area::Swift => swift::test(profile).and_then(|()| swift::soak(SHORT_SOAK, profile)),
            Area::Ios => ios::test(profile),
            Area::Python => python::test(profile),
            Area::Web => web::test().and_then(|()| page::test(profile)),
            Area::Phones => phones::sizes(),
            Area::Fuzz => fuzz::all(fuzz::SHORT),
        }
    }
}

/// How the areas are tested.
#[derive(clap::Args, Clone, Copy, Default)]
pub(crate) struct How {
    /// Test the other areas too after a failure.
    #[arg(long)]
    keep_going: bool,
    /// Test the libraries and the program with the profiles of releases, which take longer to build.
    #[arg(long)]
    release: bool,
}

/// Areas that share no build products but Cargo's, which has locks: each lane is tested beside the other. Together they
/// keep two processors busy, where one lane waits for a single thread half of the time.
const LANES: [&[Area]; 2] = [
    &[Area::Check, Area::Rust, Area::Interop],
    &[Area::Kotlin, Area::Android, Area::Swift, Area::Ios, Area::Python, Area::Web],
];
/// Areas that share no build products with any other. A lane that has tested its own areas takes the next of them, so
/// that both lanes end together.
const LAST: [Area; 3] = [Area::Fuzz, Area::Phones, Area::Scan];

/// Installs the packages of the areas with one call, and tests the areas. Prints the table of stages, also after a
/// failure.
pub(crate) fn test(areas: &[Area], how: How) -> Outcome {
    let started = Instant::now();
    let areas = if areas.is_empty() { Area::value_variants() } else { areas };
    times::start_area("setup");
    let packages: Vec<&Package> = areas.iter().flat_map(|area| area.packages()).copied().collect();
    debian::install(&packages)?;
    let wanted = |of: &[Area]| of.iter().copied().filter(|area| areas.contains(area)).collect::<VecDeque<_>>();
    let (lanes, last) = (LANES.map(wanted), wanted(&LAST));
    if lanes.iter().filter(|lane| !lane.is_empty()).count() + last.len() > 1 {
        print_steps_whole();
    }
    let (failed, last) = (Mutex::new(Vec::new()), Mutex::new(last));
    let next_of_last = || last.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    std::thread::scope(|scope| {
        for lane in lanes {
            let areas = lane.into_iter().chain(std::iter::from_fn(next_of_last));
            scope.spawn(|| test_in_turn(areas, how, &failed));
        }
    });
    print!("{}", times::table(started.elapsed()));
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    if failed.is_empty() {
        println!("\nall tests passed");
        return Ok(());
    }
    let failed = failed.iter().map(|area| area.name()).collect::<Vec<_>>().join(" ");
    Err(Failure::new(
        format!("failed: {failed}"),
        format!("read above, then repeat it with: cargo xtask test {failed}"),
    ))
}

/// Tests areas one after the other. Unless told to go on, it stops after the first failure of any lane.
fn test_in_turn(areas: impl Iterator<Item = Area>, how: How, failed: &Mutex<Vec<Area>>) {
    let profile = if how.release { Profile::Releases } else { Profile::Tests };
    let failed = || failed.lock().unwrap_or_else(PoisonError::into_inner);
    for area in areas {
        if !how.keep_going && !failed().is_empty() {
            break;
        }
        times::start_area(&area.name());
        if let Err(failure) = area.run(profile) {
            eprintln!("\nerror in {}: {}\n  help: {}", area.name(), failure.what, failure.help);
            failed().push(area);
        }
    }
}

/// What every change passes before it is committed.
pub(crate) fn quick() -> Outcome {
    let started = Instant::now();
    times::start_area("quick");
    Area::Rust.ready()?;
    let tasks = [rooms::check, check::format, check::clippy, rust::check_vectors, || rust::tests(rust::Length::Quick)];
    let outcome = tasks.into_iter().try_for_each(|task| task());
    print!("{}", times::table(started.elapsed()));
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

/// The npm package, as it is published.
pub(crate) fn web(measure: bool) -> Outcome {
    Area::Web.ready()?;
    if measure { web::bench() } else { web::build() }
}

/// The page of a label, as it is published.
pub(crate) fn page(what: PageWork) -> Outcome {
    Area::Web.ready()?;
    match what {
        PageWork { demo: true, .. } => page::demonstrate(),
        PageWork { bench: true, .. } => page::measure(),
        PageWork { .. } => page::build().map(|folder| println!("\nthe page is in {}", folder.display())),
    }
}

/// A million checks in one process, from one language or from all.
pub(crate) fn soak(language: Option<Language>) -> Outcome {
    let Some(language) = language else {
        return Language::value_variants().iter().try_for_each(|language| soak(Some(*language)));
    };
    language.area().ready()?;
    match language {
        Language::Kotlin => kotlin::soak(LONG_SOAK, Profile::Releases),
        Language::Swift => swift::soak(LONG_SOAK, Profile::Releases),
        Language::Python => python::soak(LONG_SOAK, Profile::Releases),
    }
}

/// The benchmarks of the libraries, or those of one thing beside them.
pub(crate) fn bench(what: Option<Bench>) -> Outcome {
    match what {
        None => rust::bench(),
        Some(Bench::Kotlin) => Area::Kotlin.ready().and_then(|()| kotlin::bench()),
        Some(Bench::Swift) => Area::Swift.ready().and_then(|()| swift::bench()),
        Some(Bench::Python) => Area::Python.ready().and_then(|()| python::bench()),
        Some(Bench::Shelf) => shelf::bench(),
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

#[cfg(test)]
mod tests {
    use super::{Area, LANES, LAST};
    use clap::ValueEnum;

    #[test]
    fn every_area_is_tested_once() {
        for area in Area::value_variants() {
            let times = LANES.concat().iter().chain(&LAST).filter(|planned| *planned == area).count();
            assert_eq!(times, 1, "{area:?}");
        }
    }
}
