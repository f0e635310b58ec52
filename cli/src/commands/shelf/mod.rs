//! `starseal shelf`: the labels in a shop, compared with its stock list. The library makes all decisions.

mod audit;
mod folder;
mod inputs;
mod keep;
mod read;
mod recheck;
mod scan;
mod show;
mod watch;

use crate::args::{ShelfArgs, ShelfCommand};
use crate::exit::{Exit, Failure};

pub(crate) fn run(args: &ShelfArgs) -> Result<Exit, Failure> {
    match &args.command {
        ShelfCommand::Audit(args) => audit::run(args),
        ShelfCommand::Scan(args) => scan::run(args),
        ShelfCommand::Watch(args) => watch::run(args),
        ShelfCommand::Recheck(args) => recheck::run(args),
    }
}
