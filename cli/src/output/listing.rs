//! The listing of a command's work on standard output.

use clap::Args;
use std::io::{self, Write};

/// The flag `--quiet`, for commands that list what they did.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Quiet {
    /// Print errors and warnings only
    #[arg(short, long)]
    quiet: bool,
}

impl Quiet {
    /// Returns whether only errors and warnings are printed.
    pub(crate) const fn is_wanted(self) -> bool {
        self.quiet
    }
}

/// Returns the writer for the listing: standard output, or a sink with `--quiet`.
pub(crate) fn listing(quiet: Quiet) -> Box<dyn Write> {
    if quiet.is_wanted() { Box::new(io::sink()) } else { Box::new(anstream::stdout()) }
}
