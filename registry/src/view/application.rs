//! What follows from events about applications.

use super::apply::ApplyError;
use super::read::{application, steps};
use crate::event::{Application, StepEntry};
use crate::life::{Passed, Refusal, State, check_step};
use crate::store::{Cell, Store, enter_holder, insert_all, leave_holder};
use starseal::Date;

/// An application as the view holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationEntry {
    /// The content.
    pub content: Application,
    /// The state.
    pub state: State,
    /// The day of the state.
    pub state_on: Date,
    /// The receipt number.
    pub receipt: Option<String>,
    /// The number of the event that has the content.
    pub event: u64,
}

pub(super) fn apply_new(store: &mut dyn Store, number: u64, applications: &[Application]) -> Result<(), ApplyError> {
    for new in applications {
        if application(store, &new.number)?.is_some() {
            return Err(Refusal::ApplicationKnown { number: new.number.clone() }.into());
        }
    }
    let row = |application: &Application| -> Vec<Cell> {
        vec![
            (&application.number).into(),
            number.into(),
            Cell::Bytes(application.to_bytes()),
            application.holder.as_deref().into(),
            State::Applied.as_str().into(),
            application.applied_on.into(),
            application.provisional.as_deref().into(),
        ]
    };
    let columns = ["number", "event", "content", "holder", "state", "state_on", "provisional"];
    insert_all(store, "application", &columns, applications.iter().map(row))?;
    for holder in applications.iter().filter_map(|application| application.holder.as_deref()) {
        enter_holder(store, holder)?;
    }
    Ok(())
}

pub(super) fn apply_amended(
    store: &mut dyn Store,
    number: u64,
    applications: &[Application],
) -> Result<(), ApplyError> {
    for amended in applications {
        let known = application(store, &amended.number)?;
        let known = known.ok_or_else(|| Refusal::NoApplication { number: amended.number.clone() })?;
        if matches!(known.state, State::Granted | State::Closed) {
            return Err(Refusal::NotAmendable { number: amended.number.clone(), state: known.state }.into());
        }
        let sql = "UPDATE application SET event = $1, content = $2, holder = $3, provisional = $4 WHERE number = $5";
        let cells = [
            number.into(),
            Cell::Bytes(amended.to_bytes()),
            amended.holder.as_deref().into(),
            amended.provisional.as_deref().into(),
            (&amended.number).into(),
        ];
        store.execute(sql, &cells)?;
        if known.content.holder != amended.holder {
            amended.holder.as_deref().map_or(Ok(()), |holder| enter_holder(store, holder))?;
            known.content.holder.as_deref().map_or(Ok(()), |holder| leave_holder(store, holder))?;
        }
    }
    Ok(())
}

pub(super) fn apply_steps(
    store: &mut dyn Store,
    number: u64,
    today: Date,
    entries: &[StepEntry],
) -> Result<(), ApplyError> {
    for entry in entries {
        apply_step(store, number, today, entry)?;
    }
    Ok(())
}

fn apply_step(store: &mut dyn Store, number: u64, today: Date, entry: &StepEntry) -> Result<(), ApplyError> {
    let known = application(store, &entry.application)?;
    let known = known.ok_or_else(|| Refusal::NoApplication { number: entry.application.clone() })?;
    let all = steps(store, &entry.application)?;
    let passed: Vec<Passed> = all.iter().filter(|row| row.undone.is_none()).map(|row| row.passed).collect();
    let (state, day, undone) = check_step(known.state, known.content.applied_on, &passed, entry, today)?;
    if let Some(place) = undone {
        let sql = "UPDATE step SET undone = $1 WHERE application = $2 AND place = $3";
        store.execute(sql, &[number.into(), (&entry.application).into(), place.into()])?;
    }
    let place = all.last().map_or(0, |last| last.passed.place.saturating_add(1));
    // What takes a step back is kept too, and counts for nothing itself.
    let undone_itself = undone.map(|_| number);
    let row = vec![
        (&entry.application).into(),
        place.into(),
        entry.step.as_str().into(),
        entry.day.into(),
        entry.reference.as_deref().into(),
        entry.reason.as_deref().into(),
        number.into(),
        undone_itself.into(),
    ];
    let columns = ["application", "place", "step", "day", "reference", "reason", "event", "undone"];
    insert_all(store, "step", &columns, [row])?;
    let receipt = match (entry.step, undone) {
        (crate::event::Step::Accepted, _) => entry.reference.clone(),
        (_, Some(_)) if state == State::Applied => None,
        _ => known.receipt,
    };
    let sql = "UPDATE application SET state = $1, state_on = $2, receipt = $3 WHERE number = $4";
    let cells = [state.as_str().into(), day.into(), receipt.as_deref().into(), (&entry.application).into()];
    store.execute(sql, &cells)?;
    Ok(())
}
