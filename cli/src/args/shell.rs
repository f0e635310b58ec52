use clap::Args;
use std::path::PathBuf;

const COMPLETIONS_HELP: &str = "\
Examples:
  starseal completions bash > starseal.bash      # then: . ./starseal.bash
  starseal completions zsh > _starseal           # in a folder of $fpath
  starseal completions fish > starseal.fish";

const MAN_HELP: &str = "\
Examples:
  starseal man > starseal.1                      # then: man ./starseal.1
  starseal man --out-dir man1";

/// Print a completion script for a shell
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_HELP)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// Print the manual page, or write the manual pages of all commands
#[derive(Debug, Args)]
#[command(after_help = MAN_HELP)]
pub(crate) struct ManArgs {
    /// Write the manual page of every command into this folder
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out_dir: Option<PathBuf>,
}
