//! `starseal registry`: arguments and output over the crate `starseal-registry`, which decides.
//!
//! - `desk`: the configuration, the ledger and the keys that a command needs
//! - `failure`: what to do about an error, by its cause
//! - one file for each command

mod approve;
mod audit;
mod change;
mod change_file;
mod desk;
mod failure;
mod find;
mod grant;
mod history;
mod import;
mod init;
mod list;
mod publish;
mod sealing;
mod show;
mod tables;
mod trial;

pub(crate) use desk::nonce;
pub(crate) use failure::Trouble;
pub(crate) use publish::write_all as write_lists;
pub(crate) use trial::new_key as trial_key;

use crate::args::{RegistryArgs, RegistryCommand};
use crate::exit::{Exit, Failure};

pub(crate) fn run(args: &RegistryArgs) -> Result<Exit, Failure> {
    match &args.command {
        RegistryCommand::Init(args) => init::run(args),
        RegistryCommand::Import(args) => import::run(args),
        RegistryCommand::Grant(args) => grant::run(args),
        RegistryCommand::Change(args) => change::run(args),
        RegistryCommand::Approve(args) => approve::run(args),
        RegistryCommand::Publish(args) => publish::run(args),
        RegistryCommand::Audit(args) => audit::run(args),
        RegistryCommand::List(args) => list::run(args),
        RegistryCommand::Show(args) => show::run(args),
        RegistryCommand::Find(args) => find::run(args),
        RegistryCommand::History(args) => history::run(args),
    }
}
