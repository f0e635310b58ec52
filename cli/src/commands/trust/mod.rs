//! `starseal trust`: creates, changes and shows trust lists.
//!
//! - `keys`: the one place in which keys are read
//! - `describe`: what a draft changes and what speaks against it, as the registry's library decides
//! - `drafts`: files of drafts
//! - `next`: the steps to the next list, which all changes share; `edit` and `upkeep`: the changes
//! - one file for each other command

mod ceremony;
mod create;
mod describe;
mod drafts;
mod edit;
mod json;
mod keys;
mod next;
mod show;
mod sign;
mod transcript;
mod upkeep;

use crate::args::{TrustArgs, TrustCommand};
use crate::exit::{Exit, Failure};

pub(crate) fn run(args: &TrustArgs) -> Result<Exit, Failure> {
    match &args.command {
        TrustCommand::Create(args) => create::run(args),
        TrustCommand::Rotate(args) => edit::rotate(args),
        TrustCommand::AddIssuer(args) => edit::add_issuer(args),
        TrustCommand::EditIssuer(args) => upkeep::edit_issuer(args),
        TrustCommand::RemoveIssuer(args) => upkeep::remove_issuer(args),
        TrustCommand::AddKey(args) => edit::add_key(args),
        TrustCommand::RetireKey(args) => upkeep::retire_key(args),
        TrustCommand::RevokeKey(args) => edit::revoke_key(args),
        TrustCommand::Recognise(args) => edit::recognise(args),
        TrustCommand::Renew(args) => upkeep::renew(args),
        TrustCommand::Scheme(args) => upkeep::scheme(args),
        TrustCommand::Sign(args) => sign::run(args),
        TrustCommand::Combine(args) => sign::combine(args),
        TrustCommand::Publish(args) => next::run_publish(args),
        TrustCommand::Transcript(args) => transcript::run(args),
        TrustCommand::Ceremony(args) => ceremony::run(args),
        TrustCommand::Show(args) => show::run(args),
    }
}
