//! The end of a run: an exit code, and the failure if it is not 0.

use crate::messages::{say, system};
use std::fmt::Display;
use std::io;

/// The exit codes, as `starseal --help` documents them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// The command succeeded; for `verify`, every label stands.
    Success,
    /// At least one label does not stand, or was refused.
    Refused,
    /// The command line is not valid.
    Usage,
    /// The command could not be carried out: no trust list, no label in the image, or an input or output error.
    Impossible,
    /// The reader of the output closed the pipe. This is not an error; a shell reports 128 + 13 for SIGPIPE.
    BrokenPipe,
}

impl Exit {
    /// Returns the exit code of the process.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Exit::Success => 0,
            Exit::Refused => 1,
            Exit::Usage => 2,
            Exit::Impossible => 3,
            Exit::BrokenPipe => 141,
        }
    }
}

/// The reason why a command stopped: what happened, and what to do. Both start in lower case and have no full stop.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    help: String,
    exit: Exit,
}

impl Failure {
    /// Makes a failure for a command line that is not valid.
    pub(crate) fn usage(what: impl Display, help: impl Display) -> Self {
        Failure { what: what.to_string(), help: help.to_string(), exit: Exit::Usage }
    }

    /// Makes a failure for a refused label.
    pub(crate) fn refused(what: impl Display, help: impl Display) -> Self {
        Failure { exit: Exit::Refused, ..Failure::usage(what, help) }
    }

    /// Makes a failure for a command that could not be carried out.
    pub(crate) fn impossible(what: impl Display, help: impl Display) -> Self {
        Failure { exit: Exit::Impossible, ..Failure::usage(what, help) }
    }

    /// Returns what happened.
    pub(crate) fn what(&self) -> &str {
        &self.what
    }

    /// Returns what to do.
    pub(crate) fn help(&self) -> &str {
        &self.help
    }

    /// Returns the exit code of this failure.
    pub(crate) const fn exit(&self) -> Exit {
        self.exit
    }

    /// Returns the same failure with another exit code.
    pub(crate) fn with_exit(self, exit: Exit) -> Self {
        Failure { exit, ..self }
    }
}

/// Converts errors of writing to standard output. Errors of files are not converted here, because they must name the
/// file.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let failure =
            Failure::impossible(say!("output-unwritable", reason = system(&error)), say!("output-unwritable-help"));
        if error.kind() == io::ErrorKind::BrokenPipe { failure.with_exit(Exit::BrokenPipe) } else { failure }
    }
}
