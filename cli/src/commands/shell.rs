//! `starseal completions` and `starseal man`.

use crate::args::{Cli, CompletionsArgs, ManArgs};
use crate::exit::{Exit, Failure};
use crate::files::{self, Readers};
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use std::io::Write;
use std::path::Path;

/// The command that prints help. It has no page, since the pages say the same.
const HELP: &str = "help";

pub(crate) fn completions(args: &CompletionsArgs) -> Result<Exit, Failure> {
    // The generator panics where it cannot write; memory takes everything.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "starseal", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(Exit::Success)
}

pub(crate) fn man(args: &ManArgs) -> Result<Exit, Failure> {
    let mut command = Cli::command();
    // Gives the commands below their full names: `starseal-key-show`.
    command.build();
    match &args.out_dir {
        Some(folder) => {
            files::create_folder(folder)?;
            write_pages(&command, folder)?;
        }
        None => std::io::stdout().lock().write_all(&page(&command)?.1)?,
    }
    Ok(Exit::Success)
}

/// A page for a command and one for each below it.
fn write_pages(command: &Command, folder: &Path) -> Result<(), Failure> {
    let (name, page) = page(command)?;
    files::create(&folder.join(name), &page, Readers::Anyone)?;
    let mut below = command.get_subcommands().filter(|below| below.get_name() != HELP);
    below.try_for_each(|below| write_pages(below, folder))
}

/// A page with its file's name. Examples and exit codes stand in it as in the help: the generator would fill their
/// lines.
fn page(command: &Command) -> Result<(String, Vec<u8>), Failure> {
    let mut command = command.clone();
    if command.find_subcommand(HELP).is_some() {
        command = command.mut_subcommand(HELP, |help| help.hide(true));
    }
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    if let Some(text) = command.get_after_help() {
        after_help(&text.to_string()).to_writer(&mut page)?;
    }
    if command.get_version().is_some() {
        man.render_version_section(&mut page)?;
    }
    Ok((man.get_filename(), page))
}

/// The paragraphs after the options: lists under a heading as they are, prose filled.
fn after_help(text: &str) -> Roff {
    let mut roff = Roff::new();
    let mut is_in_notes = false;
    for paragraph in text.split("\n\n") {
        match paragraph.split_once(":\n") {
            Some((heading, lines)) => {
                roff.control("SH", [heading.to_uppercase().as_str()]);
                roff.control("nf", []);
                lines.lines().for_each(|line| _ = roff.text([roman(line)]));
                roff.control("fi", []);
                is_in_notes = false;
            }
            None => {
                if is_in_notes {
                    roff.control("PP", [])
                } else {
                    roff.control("SH", ["NOTES"])
                };
                roff.text([roman(paragraph)]);
                is_in_notes = true;
            }
        }
    }
    roff
}
