//! The output if the command line is not valid, or asks for help.

use crate::args::Cli;
use crate::exit::{Exit, Failure};
use clap::CommandFactory;
use std::io::Write;

/// Prints help and version. Turns any other error of clap into a failure.
pub(crate) fn explain(error: &clap::Error) -> Result<Exit, Failure> {
    use clap::error::ErrorKind;
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            write!(anstream::stdout().lock(), "{}", error.render().ansi())?;
            Ok(Exit::Success)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // If standard error is closed, the message cannot be shown anywhere.
            let _ = write!(anstream::stderr().lock(), "{}", error.render().ansi());
            Ok(Exit::Usage)
        }
        _ => Err(in_two_lines(&error.render().to_string())),
    }
}

/// Returns the known part of the command as typed, such as `starseal key show`.
fn command_typed() -> String {
    let known = Cli::command();
    let mut below = &known;
    let mut typed = known.get_name().to_owned();
    for word in std::env::args_os().skip(1) {
        let Some(command) = below.find_subcommand(&word) else { break };
        below = command;
        typed.push(' ');
        typed.push_str(command.get_name());
    }
    typed
}

/// Converts a message of clap, which has a first paragraph with the error, perhaps tips, and the usage.
fn in_two_lines(message: &str) -> Failure {
    let mut paragraphs = message.split("\n\n");
    let what: Vec<&str> = paragraphs.next().unwrap_or_default().lines().map(str::trim).collect();
    let what = what.join(" ");
    let tip = message.lines().find_map(|line| line.trim().strip_prefix("tip: "));
    let command = command_typed();
    let help = match tip {
        Some(tip) => format!("{tip}; see {command} --help"),
        None => format!("see {command} --help"),
    };
    Failure::usage(what.strip_prefix("error: ").unwrap_or(&what), help)
}
