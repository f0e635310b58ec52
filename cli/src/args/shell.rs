use clap::Args;
use std::path::PathBuf;

const COMPLETIONS_HELP: &str = "\
Examples:
  starseal completions bash > /etc/bash_completion.d/starseal
  starseal completions zsh > ~/.zfunc/_starseal
  starseal completions fish > ~/.config/fish/completions/starseal.fish";

const MAN_HELP: &str = "\
Examples:
  starseal man | man -l -
  starseal man --out-dir /usr/local/share/man/man1";

/// Print a completion script for a shell
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_HELP)]
pub(crate) struct CompletionsArgs {
    /// Which shell
    pub(crate) shell: clap_complete::Shell,
}

/// Print the manual page, or write those of all commands into a folder
#[derive(Debug, Args)]
#[command(after_help = MAN_HELP)]
pub(crate) struct ManArgs {
    /// Write the page of every command into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) out_dir: Option<PathBuf>,
}
