//! `starseal status`: creates, changes and shows status lists.

mod indexes;
mod show;
mod valid_until;
mod write;

use crate::args::{StatusArgs, StatusCommand};
use crate::exit::{Exit, Failure};

pub(crate) fn run(args: &StatusArgs) -> Result<Exit, Failure> {
    match &args.command {
        StatusCommand::Create(args) => write::create(args),
        StatusCommand::Set(args) => write::set(args),
        StatusCommand::Show(args) => show::run(args),
    }
}
