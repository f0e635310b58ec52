//! The helper for tokens: this program starts itself as one, and speaks with it over pipes. People do not call it, and
//! `--help` does not show it.

use crate::exit::Exit;
use crate::messages::say;
use std::io::IsTerminal;
use std::process::ExitCode;

pub(crate) fn run() -> ExitCode {
    if std::io::stdin().is_terminal() {
        eprintln!("{}", say!("token-helper-alone"));
        return ExitCode::from(Exit::Usage.code());
    }
    match starseal_token::serve() {
        Ok(()) => ExitCode::SUCCESS,
        // The program sees that its helper ended, and says so.
        Err(_) => ExitCode::from(Exit::Impossible.code()),
    }
}
