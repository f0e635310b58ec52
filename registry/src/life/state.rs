//! The states of an application, and the steps between them.

use super::refusal::Refusal;
use crate::event::{Step, StepEntry};
use core::fmt;
use core::str::FromStr;
use starseal::Date;

/// The state of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum State {
    /// It was received.
    Applied,
    /// It was accepted, and has a receipt number.
    Accepted,
    /// Its fee was paid.
    Paid,
    /// The questions about it were answered. It lacks only the grant.
    Cleared,
    /// Its registration was granted.
    Granted,
    /// It was closed without a grant.
    Closed,
}

impl State {
    /// All states.
    pub const ALL: &'static [State] =
        &[State::Applied, State::Accepted, State::Paid, State::Cleared, State::Granted, State::Closed];

    /// Returns the name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            State::Applied => "applied",
            State::Accepted => "accepted",
            State::Paid => "paid",
            State::Cleared => "cleared",
            State::Granted => "granted",
            State::Closed => "closed",
        }
    }

    /// Returns the state after a step that leads from a state to another one; none if it does not lead on from here.
    const fn after(self, step: Step) -> Option<State> {
        match (self, step) {
            (State::Applied, Step::Accepted) => Some(State::Accepted),
            (State::Accepted, Step::Paid) => Some(State::Paid),
            (State::Paid, Step::Cleared) => Some(State::Cleared),
            (State::Applied | State::Accepted | State::Paid | State::Cleared, Step::Closed) => Some(State::Closed),
            (State::Granted, Step::ExtensionRequested) => Some(State::Granted),
            _ => None,
        }
    }

    /// Returns the steps that lead on from here.
    #[must_use]
    pub fn next_steps(self) -> Vec<Step> {
        Step::ALL.iter().copied().filter(|step| self.after(*step).is_some()).collect()
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The text is not the name of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text is not a state of an application")]
pub struct UnknownState;

impl FromStr for State {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        State::ALL.iter().copied().find(|state| state.as_str() == text).ok_or(UnknownState)
    }
}

/// A step that counts: it was passed and not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passed {
    /// Its place among all steps of the application.
    pub place: u32,
    /// The step.
    pub step: Step,
    /// Its day.
    pub day: Date,
}

/// Returns the state after a step, the day of that state, and the place of the step that it takes back, if it does.
/// `passed` are the steps that count, in their order.
///
/// # Errors
/// [`Refusal`].
pub fn check_step(
    state: State,
    applied_on: Date,
    passed: &[Passed],
    entry: &StepEntry,
    today: Date,
) -> Result<(State, Date, Option<u32>), Refusal> {
    let application = || entry.application.clone();
    let last_day = passed.last().map_or(applied_on, |last| last.day);
    if entry.day > today {
        return Err(Refusal::StepAhead { application: application(), day: entry.day, today });
    }
    if entry.day < last_day {
        return Err(Refusal::StepBack { application: application(), day: entry.day, last: last_day });
    }
    let needs_reason = matches!(entry.step, Step::Closed | Step::Undone);
    if needs_reason && entry.reason.is_none() {
        return Err(Refusal::ReasonMissing { what: entry.step.as_str(), number: application() });
    }
    if entry.step == Step::Undone {
        let last = passed.last().filter(|_| state != State::Granted || is_request(passed));
        let last = last.ok_or_else(|| Refusal::NothingToUndo { application: application(), state })?;
        let (kept, day) = passed.iter().rev().skip(1).fold((None, None), |(kept, day), step| {
            // The closest earlier step that leads to a state decides.
            (kept.or_else(|| reached(step.step)), day.or(Some(step.day)))
        });
        let before = if state == State::Granted { State::Granted } else { kept.unwrap_or(State::Applied) };
        return Ok((before, day.unwrap_or(applied_on), Some(last.place)));
    }
    if entry.step == Step::Accepted && entry.reference.is_none() {
        return Err(Refusal::ReceiptMissing { application: application() });
    }
    let after = state.after(entry.step);
    let after = after.ok_or_else(|| Refusal::StepImpossible { application: application(), state, step: entry.step })?;
    Ok((after, entry.day, None))
}

/// Returns whether the last step is a request for an extension, the only step that can be taken back after a grant.
fn is_request(passed: &[Passed]) -> bool {
    passed.last().is_some_and(|last| last.step == Step::ExtensionRequested)
}

/// Returns the state that a step leads to.
const fn reached(step: Step) -> Option<State> {
    match step {
        Step::Accepted => Some(State::Accepted),
        Step::Paid => Some(State::Paid),
        Step::Cleared => Some(State::Cleared),
        Step::Closed => Some(State::Closed),
        Step::ExtensionRequested | Step::Undone => None,
    }
}
