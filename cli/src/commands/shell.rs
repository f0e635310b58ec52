//! `starseal completions` and `starseal man`.

use crate::args::{Cli, CompletionsArgs, ManArgs};
use crate::exit::{Exit, Failure};
use crate::files::{self, Readers};
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::io::Write;
use std::path::Path;

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
        None => std::io::stdout().lock().write_all(&page(&Man::new(command))?)?,
    }
    Ok(Exit::Success)
}

/// A page for a command and one for each below it.
fn write_pages(command: &Command, folder: &Path) -> Result<(), Failure> {
    let man = Man::new(command.clone());
    files::create(&folder.join(man.get_filename()), &page(&man)?, Readers::Anyone)?;
    command.get_subcommands().try_for_each(|below| write_pages(below, folder))
}

fn page(man: &Man) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    man.render(&mut page)?;
    Ok(page)
}
