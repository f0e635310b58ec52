//! `starseal registry erase`: proposes to erase the personal data of applicants.

use super::desk::Desk;
use super::failure::Trouble;
use super::proposing::put_forward;
use crate::args::RegistryEraseArgs;
use crate::exit::{Exit, Failure};
use crate::messages::{count, of_event, say};
use starseal_registry::event::{Data, Kind};
use starseal_registry::life::Refusal;
use starseal_registry::recovery::erasure_of;
use starseal_registry::view::{ApplyError, application};

pub(super) fn run(args: &RegistryEraseArgs) -> Result<Exit, Failure> {
    Ok(carry_out(args)?)
}

fn carry_out(args: &RegistryEraseArgs) -> Result<Exit, Trouble> {
    let mut desk = Desk::open(&args.acting)?;
    for number in &args.applications {
        if application(desk.ledger.store(), number)?.is_none() {
            let refusal = Refusal::NoApplication { number: number.clone() };
            return Err(starseal_registry::ledger::LedgerError::from(ApplyError::from(refusal)).into());
        }
    }
    let erasure = erasure_of(desk.ledger.store(), &args.applications, &args.reason)?;
    if erasure.applications.is_empty() {
        return Err(Failure::refused(say!("erase-nothing"), say!("erase-nothing-help")).into());
    }
    let what = say!("erase-what", applications = count(erasure.applications.len(), "application"));
    let data = Data::Erased(erasure);
    Data::from_bytes(Kind::Erased, &data.to_bytes())
        .map_err(|fault| Failure::refused(of_event(&fault), say!("registry-correct-text")))?;
    put_forward(&mut desk, &data, &what, args.json, &args.acting)
}
