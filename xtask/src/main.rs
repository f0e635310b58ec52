//! `cargo xtask COMMAND`: what needs more than a line.

#![forbid(unsafe_code)]

mod api;
mod bindings;
mod check;
mod consumers;
mod examples_android;
mod examples_ios;
mod files;
mod fuzz;
mod jna;
mod kotlin;
mod phones;
mod python;
mod quicken;
mod ratio;
mod rooms;
mod run;
mod scan_bench;
mod suite;
mod swift;
mod tools;
mod wheel;

use run::Failure;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  check            rooms, format, clippy, documentation, public API, dependencies
  api [--write]    compare the libraries' public API with the texts in docs/api; write them
  rooms [--print]  compare docs/rooms.toml with the crates' and modules' uses of each other; print what they use
  test             everything: all tests in every language, vectors, interoperability, fuzzing
  vectors          make the test vectors anew
  jis-x-0208       make the scanner's table of kanji anew
  records          write the records of the vectors' verdicts
  reference        write what in docs/reference follows from the library
  fuzz [SECONDS]   run each fuzz target for so long, two at a time (default 60)
  bench            run the benchmarks of docs/performance.md
  scan-bench [--quick] [--seed S] [--n N]
                   compare the scanner with other readers; write docs/performance
  scan-bench against REVISION [--seed S] [--n N] [--rounds R]
                   compare the scanner with itself at REVISION: the same texts, and what time each takes
  scan-bench test  test the comparison itself, and the goals of other people's images
  bindings         build the library as applications get it, and generate the code over it
  phones           compile the library for phones, check what it exports and its size; the core's tests for aarch64
  LANGUAGE [soak | bench]
                   test the bindings for kotlin, swift or python; check a million labels; measure
  android-example  test the scanner for Android in bindings/examples, and count its lines
  ios-example      test the scanner for iOS in bindings/examples, and count its lines
";

fn main() -> ExitCode {
    if let Some(code) = api::in_place_of_rustdoc() {
        return code;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["check"] => check::all(),
        ["api"] => api::check(),
        ["api", "--write"] => api::write_down(),
        ["rooms"] => rooms::check(),
        ["rooms", "--print"] => rooms::print(),
        ["test"] => suite::all(),
        ["records"] => suite::write_records(),
        ["reference"] => suite::write_reference(),
        ["vectors"] => python::generate_vectors(),
        ["jis-x-0208"] => suite::jis_x_0208(),
        ["fuzz"] => fuzz::all(60),
        ["fuzz", seconds] => match seconds.parse() {
            Ok(seconds) => fuzz::all(seconds),
            Err(_) => Err(Failure::new("the number of seconds is not a number", "cargo xtask fuzz 60")),
        },
        ["bench"] => suite::bench(),
        ["scan-bench", "test"] => scan_bench::test(),
        ["scan-bench", "against", revision, options @ ..] => scan_bench::run_against(revision, options),
        ["scan-bench", options @ ..] => scan_bench::run(options),
        ["bindings"] => bindings::build(),
        ["kotlin"] => kotlin::test(),
        ["kotlin", "soak"] => kotlin::soak(),
        ["kotlin", "bench"] => kotlin::bench(),
        ["swift"] => swift::test(),
        ["swift", "soak"] => swift::soak(),
        ["swift", "bench"] => swift::bench(),
        ["python"] => wheel::test(),
        ["python", "soak"] => wheel::soak(),
        ["python", "bench"] => wheel::bench(),
        ["android-example"] => examples_android::test(),
        ["ios-example"] => examples_ios::test(),
        ["phones"] => phones::test(),
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {}\n  help: {}", failure.what, failure.help);
            ExitCode::FAILURE
        }
    }
}
