//! Errors in two lines: what happened, and what to do.

use super::escape::printable;
use super::style::{BAD, CARE, FAINT, styled};
use crate::exit::{Exit, Failure};
use std::io::Write;

/// Says why a command stopped. A broken pipe is not worth a word.
pub(crate) fn print(failure: &Failure) {
    if failure.exit() != Exit::BrokenPipe {
        say(&styled(BAD, "error"), failure.what(), failure.help());
    }
}

/// Says something that does not stop a command.
pub(crate) fn warn(what: &str, help: &str) {
    say(&styled(CARE, "warning"), what, help);
}

fn say(head: &str, what: &str, help: &str) {
    // Where standard error is gone, nobody is left to tell.
    let _ = writeln!(
        anstream::stderr().lock(),
        "{head}: {}\n  {}: {}",
        printable(what),
        styled(FAINT, "help"),
        printable(help)
    );
}
