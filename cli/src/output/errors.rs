//! Errors and warnings in two lines: what happened, and what to do.

use super::escape::printable;
use super::style::{BAD, CARE, FAINT, styled};
use crate::exit::{Exit, Failure};
use crate::messages::say;
use std::io::Write;

/// Prints why a command stopped. Nothing is printed for a broken pipe.
pub(crate) fn print(failure: &Failure) {
    if failure.exit() != Exit::BrokenPipe {
        say(&styled(BAD, say!("error")), failure.what(), failure.help());
    }
}

/// Prints a warning, which does not stop a command.
pub(crate) fn warn(what: &str, help: &str) {
    say(&styled(CARE, say!("warning")), what, help);
}

fn say(head: &str, what: &str, help: &str) {
    // If standard error is closed, the message cannot be shown anywhere.
    let _ = writeln!(
        anstream::stderr().lock(),
        "{head}: {}\n  {}: {}",
        printable(what),
        styled(FAINT, say!("help")),
        printable(help)
    );
}
