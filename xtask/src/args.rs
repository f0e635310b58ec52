//! The command line.

use crate::mutants;
use crate::plan::{Area, How};
use crate::scan_bench::Options;
use clap::{Parser, Subcommand, ValueEnum};

/// The project's tasks: setup, checks, tests, generated files, benchmarks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = false)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Task,
}

#[derive(Subcommand)]
pub(crate) enum Task {
    /// Install everything that the other tasks need, where it is missing.
    Setup,
    /// Format, Clippy, all tests in Rust, and the test vectors: for every change.
    Quick,
    /// All tests, or those of some areas; prints a table of stages with their times.
    Test {
        /// The areas to test [default: all].
        #[arg(value_enum)]
        areas: Vec<Area>,
        #[command(flatten)]
        how: How,
    },
    /// The static checks alone: like `test check`.
    Check,
    /// Check a million labels in one process: memory stays constant, and no call hangs.
    Soak {
        /// The language to check from [default: all].
        #[arg(value_enum)]
        language: Option<Language>,
    },
    /// Run each fuzz target for some time, two at a time.
    Fuzz {
        /// Seconds for each target.
        #[arg(default_value_t = 600)]
        seconds: u64,
    },
    /// Alter valid labels, lists, bundles and states, and compare the library's results with those of the test vectors'
    /// own judge.
    Differential {
        /// The number of altered objects.
        #[arg(default_value_t = 20_000)]
        count: u32,
        /// Other seeds make other objects.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Compile the library for all phones' targets, check its exports and its size, and run the core's tests for
    /// aarch64.
    Phones,
    /// Change the code that decides, one expression at a time, and run the tests on each change; takes hours, and goes
    /// on where it was stopped.
    Mutants {
        #[command(flatten)]
        options: mutants::Options,
    },
    /// Run the benchmarks of docs/performance.md, those of a language beside Rust, or those of audits of a shop.
    Bench {
        #[arg(value_enum)]
        what: Option<Bench>,
    },
    /// Compare the scanner with other readers, and write docs/performance.
    ScanBench {
        #[command(flatten)]
        options: Options,
        #[command(subcommand)]
        against: Option<Against>,
    },
    /// Compare the public API of the libraries with docs/api.
    Api {
        /// Write docs/api.
        #[arg(long)]
        write: bool,
    },
    /// Compare docs/rooms.toml with the uses between crates and modules.
    Rooms {
        /// Print what they use.
        #[arg(long)]
        print: bool,
    },
    /// Build the library as applications get it, and generate the code for it.
    Bindings,
    /// Build the npm package, and print its sizes.
    Web {
        /// Compare its scanner with those of other npm packages in Chromium, and write docs/performance.
        #[arg(long)]
        bench: bool,
    },
    /// Build the page of a label into target/page, which `starseal registry publish --page` takes.
    Page(PageWork),
    /// Generate the test vectors.
    Vectors,
    /// Write the records of the vectors' verdicts.
    Records,
    /// Write the generated parts of docs/reference.
    Reference,
    /// Generate the scanner's table of code page 932.
    #[command(name = "cp932")]
    Cp932,
}

/// What is done with the page that was built.
#[derive(clap::Args, Clone, Copy)]
pub(crate) struct PageWork {
    /// Make the demonstration with the page, print the address of a label, and serve it until Ctrl-C.
    #[arg(long, conflicts_with = "bench")]
    pub(crate) demo: bool,
    /// Measure times and bytes from the start of a visit to the verdict, in Chromium.
    #[arg(long)]
    pub(crate) bench: bool,
}

#[derive(Subcommand)]
pub(crate) enum Against {
    /// Compare the scanner with itself at a revision: the texts must be the same, and times are printed.
    Against {
        /// A commit, branch or tag.
        revision: String,
        /// Rounds over all images.
        #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
        rounds: u32,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Language {
    Kotlin,
    Swift,
    Python,
}

/// What is measured by itself.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Bench {
    Kotlin,
    Swift,
    Python,
    Shelf,
}

#[cfg(test)]
mod tests {
    use super::Args;
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn tasks_are_told_apart() {
        for right in [
            "test",
            "test rust kotlin --keep-going",
            "test python --release",
            "test web",
            "web --bench",
            "page",
            "page --demo",
            "soak",
            "soak swift",
            "bench",
            "bench shelf",
            "fuzz 5",
            "differential 100 --seed 2",
            "scan-bench --quick --n 3",
            "scan-bench against HEAD --seed x --rounds 1",
            "api --write",
            "mutants --shard 2/3",
        ] {
            let words = ["cargo xtask"].into_iter().chain(right.split(' '));
            assert!(Args::try_parse_from(words).is_ok(), "{right}");
        }
        for wrong in [
            "",
            "tests",
            "test everything",
            "fuzz many",
            "soak shelf",
            "page --demo --bench",
            "scan-bench --n 0",
            "scan-bench against",
            "mutants --shard 3/2",
        ] {
            let words = ["cargo xtask"].into_iter().chain(wrong.split_whitespace());
            assert!(Args::try_parse_from(words).is_err(), "{wrong}");
        }
    }
}
