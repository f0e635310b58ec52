//! `starseal registry clock`: proposes to accept the time of this machine, although it is before the last event.

use super::desk::Desk;
use super::failure::Trouble;
use super::proposing::report;
use crate::args::RegistryClockArgs;
use crate::exit::{Exit, Failure};
use crate::messages::{of_event, say};
use starseal_registry::event::{ClockCorrection, Data, Kind};
use starseal_registry::ledger::LedgerError;
use starseal_registry::proposal::propose;

pub(super) fn run(args: &RegistryClockArgs) -> Result<Exit, Failure> {
    Ok(carry_out(args)?)
}

fn carry_out(args: &RegistryClockArgs) -> Result<Exit, Trouble> {
    let mut desk = Desk::open(&args.acting)?;
    let (now, seconds) = (desk.now, desk.config.proposal_seconds);
    let (ledger, pen) = desk.parts();
    let (outcome, data, wrong) = ledger.write_with_corrected_clock::<_, Trouble>(now, |writing| {
        let wrong = writing.head().time;
        let correction = ClockCorrection { wrong, corrected: now.time, reason: args.reason.clone() };
        let data = Data::Clock(correction);
        Data::from_bytes(Kind::Clock, &data.to_bytes()).map_err(LedgerError::from).map_err(|error| match error {
            LedgerError::Apply(starseal_registry::view::ApplyError::Event(fault)) => {
                Trouble::from(Failure::refused(of_event(&fault), say!("registry-correct-text")))
            }
            other => other.into(),
        })?;
        Ok((propose(writing, &data, &pen, seconds)?, data, wrong))
    })?;
    report(outcome, &data, &say!("clock-what", wrong = wrong, corrected = now.time), args.json, args.acting.quiet)
}
