//! `starseal registry`: arguments and output over the crate `starseal-registry`, which decides.
//!
//! - `desk`: the configuration, the ledger and the keys that a command needs
//! - `failure`: what to do about an error, by its cause; `upkeep`: the same for backups and recovery
//! - `proposing`: proposes the content of an event, and says what became of it
//! - one file for each command

mod approve;
mod audit;
mod backup;
mod change;
mod change_file;
mod clock;
mod compare;
mod desk;
mod erase;
mod failure;
mod find;
mod grant;
mod history;
mod import;
mod init;
mod list;
mod officers;
mod proposing;
mod publish;
mod restore;
mod roots;
mod rule;
mod sealing;
mod serve;
mod show;
mod tables;
mod trial;
mod trust;
mod upkeep;

pub(crate) use desk::nonce;
pub(crate) use failure::Trouble;
pub(crate) use publish::write_all as write_lists;
pub(crate) use trial::{new_key as trial_key, write_key as write_trial_key};

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
        RegistryCommand::Serve(args) => serve::run(args),
        RegistryCommand::Audit(args) => audit::run(args),
        RegistryCommand::List(args) => list::run(args),
        RegistryCommand::Show(args) => show::run(args),
        RegistryCommand::Find(args) => find::run(args),
        RegistryCommand::History(args) => history::run(args),
        RegistryCommand::Backup(args) => backup::run(args),
        RegistryCommand::Restore(args) => restore::run(args),
        RegistryCommand::Compare(args) => compare::run(args),
        RegistryCommand::Officers(args) => officers::run(args),
        RegistryCommand::Rule(args) => rule::run(args),
        RegistryCommand::Trust(args) => trust::run(args),
        RegistryCommand::Clock(args) => clock::run(args),
        RegistryCommand::Erase(args) => erase::run(args),
    }
}
