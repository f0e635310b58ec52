//! `starseal trust`: trust lists made and shown.

mod create;
mod json;
mod show;

use crate::args::{TrustArgs, TrustCommand, TrustSchemeArgs};
use crate::exit::{Exit, Failure};
use crate::{scheme_file, trustfile};
use std::io::Write;

pub(crate) fn run(args: &TrustArgs) -> Result<Exit, Failure> {
    match &args.command {
        TrustCommand::Create(args) => create::run(args),
        TrustCommand::Show(args) => show::run(args),
        TrustCommand::Scheme(args) => print_scheme(args),
    }
}

fn print_scheme(args: &TrustSchemeArgs) -> Result<Exit, Failure> {
    let text = match &args.file {
        Some(path) => scheme_file::write(&trustfile::open(path)?.statement().scheme),
        None => scheme_file::DEFAULT.to_owned(),
    };
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Exit::Success)
}
