//! What is said where the command line cannot be understood, or asks for help.

use crate::args::Cli;
use crate::exit::{Exit, Failure};
use clap::CommandFactory;
use std::io::Write;

/// Help and version as asked for; anything else as an error of two lines.
pub(crate) fn explain(error: &clap::Error) -> Result<Exit, Failure> {
    use clap::error::ErrorKind;
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            write!(anstream::stdout().lock(), "{}", error.render().ansi())?;
            Ok(Exit::Success)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // Where standard error is gone, nobody is left to tell.
            let _ = write!(anstream::stderr().lock(), "{}", error.render().ansi());
            Ok(Exit::Usage)
        }
        _ => Err(in_two_lines(&error.render().to_string())),
    }
}

/// The command that was typed, as far as there is one: `starseal key show`.
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

/// clap's message: a first paragraph of what happened, perhaps tips, then the usage.
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
