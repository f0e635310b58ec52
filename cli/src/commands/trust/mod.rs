//! `starseal trust`: creates, changes and shows trust lists.

mod changes;
mod create;
mod edit;
mod json;
mod next;
mod show;

use crate::args::{TrustArgs, TrustCommand, TrustSchemeArgs};
use crate::exit::{Exit, Failure};
use crate::{scheme_file, trustfile};
use std::io::Write;

pub(crate) fn run(args: &TrustArgs) -> Result<Exit, Failure> {
    match &args.command {
        TrustCommand::Create(args) => create::run(args),
        TrustCommand::Rotate(args) => edit::rotate(args),
        TrustCommand::AddIssuer(args) => edit::add_issuer(args),
        TrustCommand::AddKey(args) => edit::add_key(args),
        TrustCommand::RevokeKey(args) => edit::revoke_key(args),
        TrustCommand::Recognise(args) => edit::recognise(args),
        TrustCommand::Sign(args) => next::run_sign(args),
        TrustCommand::Combine(args) => next::run_combine(args),
        TrustCommand::Publish(args) => next::run_publish(args),
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
