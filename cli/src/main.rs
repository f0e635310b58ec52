//! `starseal`: seal IoT security labels, and check them offline.
//!
//! The modules, in the order in which a command uses them:
//!
//! - `args`: the command line and its help
//! - `keyfile`, `trustfile`, `knowledge`, `scheme_file`, `policy_file`, `input`: the inputs
//! - `messages`: what the program says, in English and Japanese
//! - `commands`: one file or folder per command; the library makes all decisions about labels
//! - `output`: the output, for people and for programs

#![forbid(unsafe_code)]

mod args;
mod clock;
mod commands;
mod dumps;
mod exit;
mod files;
mod input;
mod interrupt;
mod keyfile;
mod kind;
mod knowledge;
mod messages;
mod output;
mod policy_file;
mod scheme_file;
mod status_files;
mod tablefile;
mod trustfile;
mod usage;

use args::{Cli, Command};
use clap::Parser;
use exit::{Exit, Failure};
use std::process::ExitCode;

fn main() -> ExitCode {
    // This comes first: any command may read a key.
    dumps::forbid();
    if std::env::args_os().skip(1).eq([keyfile::token::HELPER]) {
        return commands::token_helper::run();
    }
    let outcome = match Cli::try_parse() {
        Ok(cli) => run(cli.command),
        Err(error) => usage::explain(&error),
    };
    let exit = outcome.unwrap_or_else(|failure| {
        output::errors::print(&failure);
        failure.exit()
    });
    ExitCode::from(exit.code())
}

fn run(command: Command) -> Result<Exit, Failure> {
    match command {
        Command::Demo(args) => commands::demo::run(&args),
        Command::Key(args) => commands::key::run(&args),
        Command::Trust(args) => commands::trust::run(&args),
        Command::Issue(args) => commands::issue::run(&args),
        Command::Status(args) => commands::status::run(&args),
        Command::Registry(args) => commands::registry::run(&args),
        Command::Bundle(args) => commands::bundle::run(&args),
        Command::Update(args) => commands::update::run(&args),
        Command::Observe(args) => commands::observe::run(&args),
        Command::Shelf(args) => commands::shelf::run(&args),
        Command::Verify(args) => commands::verify::run(&args),
        Command::Evidence(args) => commands::evidence::run(&args),
        Command::Inspect(args) => commands::inspect::run(&args),
        Command::Completions(args) => commands::shell::completions(&args),
        Command::Man(args) => commands::shell::man(&args),
    }
}
