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
    /// Ctrl-C ended the work; a shell reports 128 + 2 for SIGINT.
    Interrupted,
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
            Exit::Interrupted => 130,
            Exit::BrokenPipe => 141,
        }
    }
}

/// The causes of failures. [`Cause::exit`] is the registry of their exit codes, which `docs/reference/exit-codes.md`
/// shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The command line is not valid.
    CommandLine,
    /// A value does not fit its option.
    Value,
    /// A label was not sealed or written, because no verifier would accept it.
    LabelRefused,
    /// A row of a table was refused.
    RowRefused,
    /// A list was not signed or written, because no verifier would accept it.
    ListRefused,
    /// The key is not in the trust list.
    KeyNotListed,
    /// What was asked for contradicts the list, or was done before.
    Refused,
    /// A file is something else than what was wanted.
    WrongKind,
    /// A list, a bundle or a state is not accepted.
    NotAccepted,
    /// A key file cannot be used.
    KeyUnusable,
    /// The passphrase is wrong, or is not taken for a new key.
    Passphrase,
    /// The file exists already.
    Exists,
    /// Anything else keeps the command from being carried out.
    Impossible,
    /// Ctrl-C ended the work.
    Interrupted,
    /// The reader of the output closed the pipe.
    BrokenPipe,
}

impl Cause {
    /// All causes, in the order of the page of exit codes.
    #[cfg(test)]
    const ALL: [Cause; 15] = [
        Cause::LabelRefused,
        Cause::RowRefused,
        Cause::ListRefused,
        Cause::KeyNotListed,
        Cause::Refused,
        Cause::CommandLine,
        Cause::Value,
        Cause::WrongKind,
        Cause::NotAccepted,
        Cause::KeyUnusable,
        Cause::Passphrase,
        Cause::Exists,
        Cause::Impossible,
        Cause::Interrupted,
        Cause::BrokenPipe,
    ];

    /// Returns the exit code of a failure with this cause.
    pub(crate) const fn exit(self) -> Exit {
        match self {
            Cause::LabelRefused | Cause::RowRefused | Cause::ListRefused | Cause::KeyNotListed | Cause::Refused => {
                Exit::Refused
            }
            Cause::CommandLine | Cause::Value => Exit::Usage,
            Cause::WrongKind
            | Cause::NotAccepted
            | Cause::KeyUnusable
            | Cause::Passphrase
            | Cause::Exists
            | Cause::Impossible => Exit::Impossible,
            Cause::Interrupted => Exit::Interrupted,
            Cause::BrokenPipe => Exit::BrokenPipe,
        }
    }

    /// Returns the name of the cause on the page of exit codes.
    #[cfg(test)]
    const fn name(self) -> &'static str {
        match self {
            Cause::LabelRefused => "label-refused",
            Cause::RowRefused => "row-refused",
            Cause::ListRefused => "list-refused",
            Cause::KeyNotListed => "key-not-listed",
            Cause::Refused => "refused",
            Cause::CommandLine => "command-line",
            Cause::Value => "value",
            Cause::WrongKind => "wrong-kind",
            Cause::NotAccepted => "not-accepted",
            Cause::KeyUnusable => "key-unusable",
            Cause::Passphrase => "passphrase",
            Cause::Exists => "exists",
            Cause::Impossible => "impossible",
            Cause::Interrupted => "interrupted",
            Cause::BrokenPipe => "broken-pipe",
        }
    }
}

/// The reason why a command stopped: what happened, and what to do. Both start in lower case and have no full stop.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    help: String,
    cause: Cause,
}

impl Failure {
    /// Makes a failure, whose exit code is that of its cause.
    pub(crate) fn new(cause: Cause, what: impl Display, help: impl Display) -> Self {
        Failure { what: what.to_string(), help: help.to_string(), cause }
    }

    /// Makes a failure for a command line that is not valid.
    pub(crate) fn usage(what: impl Display, help: impl Display) -> Self {
        Failure::new(Cause::CommandLine, what, help)
    }

    /// Makes a failure for a request that contradicts a list or a label.
    pub(crate) fn refused(what: impl Display, help: impl Display) -> Self {
        Failure::new(Cause::Refused, what, help)
    }

    /// Makes a failure for a command that could not be carried out.
    pub(crate) fn impossible(what: impl Display, help: impl Display) -> Self {
        Failure::new(Cause::Impossible, what, help)
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
        self.cause.exit()
    }

    /// Returns the same failure with another cause.
    pub(crate) fn with_cause(self, cause: Cause) -> Self {
        Failure { cause, ..self }
    }
}

/// Converts errors of writing to standard output. Errors of files are not converted here, because they must name the
/// file.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let failure =
            Failure::impossible(say!("output-unwritable", reason = system(&error)), say!("output-unwritable-help"));
        if error.kind() == io::ErrorKind::BrokenPipe { failure.with_cause(Cause::BrokenPipe) } else { failure }
    }
}

#[cfg(test)]
mod tests {
    use super::Cause;

    #[test]
    fn the_page_of_exit_codes_has_every_cause_with_its_code() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference/exit-codes.md");
        let page = std::fs::read_to_string(page).unwrap();
        let (_, section) = page.split_once("\n## Causes\n").unwrap();
        let rows = section.split("\n## ").next().unwrap().lines().filter(|line| line.starts_with("| `"));
        let described: Vec<(&str, &str)> = rows
            .map(|row| {
                let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
                (cells[0].trim_matches('`'), cells[2])
            })
            .collect();
        let codes: Vec<String> = Cause::ALL.iter().map(|cause| cause.exit().code().to_string()).collect();
        let expected: Vec<(&str, &str)> =
            Cause::ALL.iter().zip(&codes).map(|(cause, code)| (cause.name(), code.as_str())).collect();
        assert_eq!(described, expected);
    }
}
