//! `starseal completions` and `starseal man`.

use crate::args::{Cli, CompletionsArgs, ManArgs};
use crate::exit::{Exit, Failure};
use crate::files::{self, Readers};
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use std::io::Write;
use std::path::Path;

/// The command that prints help. It has no manual page, since the other pages have the same text.
const HELP: &str = "help";

pub(crate) fn completions(args: &CompletionsArgs) -> Result<Exit, Failure> {
    // The generator panics if it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "starseal", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(Exit::Success)
}

pub(crate) fn man(args: &ManArgs) -> Result<Exit, Failure> {
    let mut command = Cli::command();
    // This gives subcommands their full names, such as `starseal-key-show`.
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

/// Writes the pages of a command and of its subcommands.
fn write_pages(command: &Command, folder: &Path) -> Result<(), Failure> {
    let (name, page) = page(command)?;
    files::create(&folder.join(name), &page, Readers::Anyone)?;
    let mut below = command.get_subcommands().filter(|below| below.get_name() != HELP);
    below.try_for_each(|below| write_pages(below, folder))
}

/// Returns the file name and the content of a page. Examples and exit codes are rendered here, line by line, because
/// the generator would refill them.
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

/// Renders the paragraphs after the options: lists under a heading keep their lines, and prose is refilled.
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
