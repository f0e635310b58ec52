//! `cargo xtask COMMAND`: what needs more than a line.

#![forbid(unsafe_code)]

mod check;
mod fuzz;
mod python;
mod run;
mod suite;
mod tools;

use run::Failure;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  check            format, clippy, documentation, dependencies
  test             everything: all tests in Rust and Python, vectors, interoperability, fuzzing
  vectors          make the test vectors anew
  fuzz [SECONDS]   run each fuzz target for so long, two at a time (default 60)
  bench            run the benchmarks of docs/performance.md
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["check"] => check::all(),
        ["test"] => suite::all(),
        ["vectors"] => python::generate_vectors(),
        ["fuzz"] => fuzz::all(60),
        ["fuzz", seconds] => match seconds.parse() {
            Ok(seconds) => fuzz::all(seconds),
            Err(_) => Err(Failure::new("the number of seconds is not a number", "cargo xtask fuzz 60")),
        },
        ["bench"] => suite::bench(),
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
