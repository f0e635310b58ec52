//! `starseal registry trust adopt`: proposes to adopt the next trust list of the authority.

use super::desk::Desk;
use super::failure::Trouble;
use super::proposing::report;
use crate::args::{RegistryAdoptArgs, RegistryTrustArgs, RegistryTrustCommand};
use crate::exit::{Exit, Failure};
use crate::messages::say;
use crate::trustfile;
use starseal_registry::event::Data;
use starseal_registry::proposal::propose;

pub(super) fn run(args: &RegistryTrustArgs) -> Result<Exit, Failure> {
    let RegistryTrustCommand::Adopt(args) = &args.command;
    Ok(adopt(args)?)
}

fn adopt(args: &RegistryAdoptArgs) -> Result<Exit, Trouble> {
    let list = trustfile::read(&args.list)?;
    let mut desk = Desk::open(&args.acting)?;
    let (now, seconds) = (desk.now, desk.config.proposal_seconds);
    let (ledger, pen) = desk.parts();
    let (outcome, data, version) = ledger.write::<_, Trouble>(now, |writing| {
        let adoption = writing.offer_trust_list(&list)?;
        let version = adoption.version;
        let data = Data::TrustList(adoption);
        Ok((propose(writing, &data, &pen, seconds)?, data, version))
    })?;
    report(outcome, &data, &say!("trust-adopted", version = version), args.json, args.acting.quiet)
}
