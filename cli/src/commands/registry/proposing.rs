//! Proposes the content of an event, and says what became of it.

use super::desk::Desk;
use super::failure::Trouble;
use crate::args::{ActingFlags, Quiet};
use crate::exit::Exit;
use crate::messages::say;
use crate::output::{self, json};
use serde::Serialize;
use starseal_registry::event::Data;
use starseal_registry::proposal::{Outcome, propose};
use std::io::Write;

#[derive(Serialize)]
struct ProposedJson {
    kind: &'static str,
    sha256: String,
    proposal: Option<u64>,
    event: Option<u64>,
}

/// Proposes the content of an event. `what` says it for people.
pub(super) fn put_forward(
    desk: &mut Desk,
    data: &Data,
    what: &str,
    is_json: bool,
    acting: &ActingFlags,
) -> Result<Exit, Trouble> {
    let (now, seconds) = (desk.now, desk.config.proposal_seconds);
    let (ledger, pen) = desk.parts();
    let outcome = ledger.write::<_, Trouble>(now, |writing| Ok(propose(writing, data, &pen, seconds)?))?;
    report(outcome, data, what, is_json, acting.quiet)
}

/// Says what became of a proposal.
pub(super) fn report(outcome: Outcome, data: &Data, what: &str, is_json: bool, quiet: Quiet) -> Result<Exit, Trouble> {
    let (proposal, event) = match outcome {
        Outcome::Proposed(number) => (Some(number), None),
        Outcome::Appended(head) => (None, Some(head.number)),
    };
    if is_json {
        let sha256 = starseal::verify::Digest::of(&data.to_bytes()).to_string();
        let line = ProposedJson { kind: data.kind().as_str(), sha256, proposal, event };
        writeln!(anstream::stdout(), "{}", json::line(&line)?)?;
        return Ok(Exit::Success);
    }
    let mut out = output::listing(quiet);
    match proposal {
        Some(number) => {
            writeln!(out, "{}", say!("registry-proposed", what = what, numbers = number))?;
            writeln!(out, "{}", say!("registry-proposed-help"))?;
        }
        None => writeln!(out, "{}", say!("registry-recorded", what = what))?,
    }
    Ok(Exit::Success)
}
