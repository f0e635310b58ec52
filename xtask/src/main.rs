//! `cargo xtask TASK`: the project's tasks. `cargo xtask help` lists them.

#![forbid(unsafe_code)]

mod android;
mod api;
mod args;
mod bindings;
mod check;
mod compiler;
mod consumers;
mod files;
mod fuzz;
mod ios;
mod kotlin;
mod mutants;
mod page;
mod phones;
mod plan;
mod process;
mod python;
mod ratio;
mod rooms;
mod rust;
mod scan_bench;
mod setup;
mod shelf;
mod swift;
mod times;
mod web;
mod widths;

use args::{Against, Args, Task};
use clap::Parser;
use plan::{Area, How};
use process::Outcome;
use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(code) = api::in_place_of_rustdoc() {
        return code;
    }
    match run(Args::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {}\n  help: {}", failure.what, failure.help);
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Outcome {
    match task {
        Task::Setup => setup::all(),
        Task::Quick => plan::quick(),
        Task::Test { areas, how } => plan::test(&areas, how),
        Task::Check => plan::test(&[Area::Check], How::default()),
        Task::Soak { language } => plan::soak(language),
        Task::Fuzz { seconds } => plan::fuzz(seconds),
        Task::Mutants { options } => mutants::run(&options),
        Task::Differential { count, seed } => rust::differential(count, seed),
        Task::Phones => plan::phones(),
        Task::Bench { what } => plan::bench(what),
        Task::ScanBench { options, against: None } => scan_bench::run(&options),
        Task::ScanBench { options, against: Some(Against::Against { revision, rounds }) } => {
            scan_bench::run_against(&revision, rounds, &options)
        }
        Task::Api { write: false } => api::check(),
        Task::Api { write: true } => api::write_down(),
        Task::Rooms { print: false } => rooms::check(),
        Task::Rooms { print: true } => rooms::print(),
        Task::Bindings => bindings::build(bindings::Profile::Releases),
        Task::Web { bench } => plan::web(bench),
        Task::Page(what) => plan::page(what),
        Task::Vectors => rust::write_vectors(),
        Task::Records => rust::write_records(),
        Task::Reference => rust::write_reference(),
        Task::Cp932 => rust::write_cp932(),
    }
}
