//! What a command lists of its work, on standard output.

use crate::args::Quiet;
use std::io::{self, Write};

/// Where a command lists what it did: standard output, or nowhere with `--quiet`.
pub(crate) fn listing(quiet: Quiet) -> Box<dyn Write> {
    if quiet.is_wanted() { Box::new(io::sink()) } else { Box::new(anstream::stdout()) }
}
