//! What a command lists of its work, on standard output.

use clap::Args;
use std::io::{self, Write};

/// `-q`, for commands that list what they did.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Quiet {
    /// Print errors and warnings only
    #[arg(short, long)]
    quiet: bool,
}

impl Quiet {
    /// Whether nothing but errors and warnings is to be printed.
    pub(crate) const fn is_wanted(self) -> bool {
        self.quiet
    }
}

/// Where a command lists what it did: standard output, or nowhere with `--quiet`.
pub(crate) fn listing(quiet: Quiet) -> Box<dyn Write> {
    if quiet.is_wanted() { Box::new(io::sink()) } else { Box::new(anstream::stdout()) }
}
