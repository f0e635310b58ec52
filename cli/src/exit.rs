//! How a run ends: an exit code, and why where it is not 0.

use std::fmt::Display;
use std::io;

/// The exit codes, as `starseal --help` documents them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Done; of `verify`: every label stands.
    Success,
    /// At least one label does not stand, or was refused.
    Refused,
    /// What was typed is not a command.
    Usage,
    /// It could not be done or checked: no trust list, no label in the image, input or output failed.
    Impossible,
    /// Whoever read the output went away. Not an error: what a shell reports for SIGPIPE, 128 + 13.
    BrokenPipe,
}

impl Exit {
    /// The process's exit code.
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

/// Why a command stopped: what happened, and what to do. Both in lower case and without a full stop.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    help: String,
    exit: Exit,
}

impl Failure {
    /// What was typed cannot be meant.
    pub(crate) fn usage(what: impl Display, help: impl Display) -> Self {
        Failure { what: what.to_string(), help: help.to_string(), exit: Exit::Usage }
    }

    /// A label was refused.
    pub(crate) fn refused(what: impl Display, help: impl Display) -> Self {
        Failure { exit: Exit::Refused, ..Failure::usage(what, help) }
    }

    /// It could not be done.
    pub(crate) fn impossible(what: impl Display, help: impl Display) -> Self {
        Failure { exit: Exit::Impossible, ..Failure::usage(what, help) }
    }

    /// What happened.
    pub(crate) fn what(&self) -> &str {
        &self.what
    }

    /// What to do.
    pub(crate) fn help(&self) -> &str {
        &self.help
    }

    /// How the run ends for it.
    pub(crate) const fn exit(&self) -> Exit {
        self.exit
    }

    /// The same failure with another exit code.
    pub(crate) fn with_exit(self, exit: Exit) -> Self {
        Failure { exit, ..self }
    }
}

/// Writing to standard output failed. Files are never written through this: their errors name the file.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let failure = Failure::impossible(
            format_args!("the output could not be written: {error}"),
            "look at what standard output leads to",
        );
        if error.kind() == io::ErrorKind::BrokenPipe { failure.with_exit(Exit::BrokenPipe) } else { failure }
    }
}
