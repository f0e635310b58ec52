//! The output if the command line is not valid, or asks for help.

use crate::args::Cli;
use crate::exit::{Exit, Failure};
use crate::messages::{language, of_value, say};
use clap::CommandFactory;
use clap::error::{ContextKind, ErrorKind};
use starseal::Language;
use starseal::label::ValueError;
use std::error::Error;
use std::io::Write;

/// Prints help and version. Turns any other error of clap into a failure.
pub(crate) fn explain(error: &clap::Error) -> Result<Exit, Failure> {
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
        _ => Err(in_two_lines(error)),
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

/// Converts an error of clap.
fn in_two_lines(error: &clap::Error) -> Failure {
    let rendered = error.render().to_string();
    let english = first_paragraph(&rendered);
    let command = command_typed();
    match language() {
        Language::En => {
            let tip = rendered.lines().find_map(|line| line.trim().strip_prefix("tip: "));
            let help = match tip {
                Some(tip) => say!("usage-tip", tip = tip, command = command),
                None => say!("usage-help", command = command),
            };
            Failure::usage(english, help)
        }
        _ => {
            let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
            let suggested = suggested.into_iter().find_map(|kind| error.get(kind));
            let help = match suggested {
                Some(word) => say!("usage-suggestion", word = word, command = command),
                None => say!("usage-help", command = command),
            };
            Failure::usage(said(error).unwrap_or_else(|| say!("usage-other", english = english)), help)
        }
    }
}

/// Returns the first paragraph of a message of clap, which states the error.
fn first_paragraph(rendered: &str) -> String {
    let what: Vec<&str> = rendered.split("\n\n").next().unwrap_or_default().lines().map(str::trim).collect();
    let what = what.join(" ");
    what.strip_prefix("error: ").unwrap_or(&what).to_owned()
}

/// Returns an error of clap in the language of the run; none if it is a rare one.
fn said(error: &clap::Error) -> Option<String> {
    let get = |kind: ContextKind| error.get(kind).map(ToString::to_string);
    let argument = get(ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => say!("usage-no-command", word = get(ContextKind::InvalidSubcommand)?),
        ErrorKind::UnknownArgument => say!("usage-no-argument", argument = argument?),
        ErrorKind::MissingRequiredArgument => say!("usage-missing", arguments = argument?),
        ErrorKind::ArgumentConflict => match get(ContextKind::PriorArg) {
            Some(other) if Some(&other) != argument.as_ref() => {
                say!("usage-conflict", argument = argument?, other = other)
            }
            _ => say!("usage-repeated", argument = argument?),
        },
        ErrorKind::InvalidValue => match (get(ContextKind::InvalidValue)?.as_str(), get(ContextKind::ValidValue)) {
            ("", _) => say!("usage-no-value", argument = argument?),
            (value, Some(choices)) => say!("usage-choice", argument = argument?, value = value, choices = choices),
            (value, None) => say!("usage-value", argument = argument?, value = value),
        },
        ErrorKind::ValueValidation => {
            let source = error.source()?;
            let fault = source.downcast_ref::<ValueError>().map_or_else(|| source.to_string(), of_value);
            say!("usage-value-because", argument = argument?, value = get(ContextKind::InvalidValue)?, fault = fault)
        }
        _ => return None,
    })
}
