use super::*;
use crate::event::{Kind, Step, StepEntry};
use starseal::{Date, Language};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn every_state_step_status_and_event_has_words_in_both_languages() {
    let states = State::ALL.iter().map(|state| (Wordage::State, state.as_str()));
    let steps = Step::ALL.iter().map(|step| (Wordage::Step, step.as_str()));
    let events = Kind::ALL.iter().map(|kind| (Wordage::Event, kind.as_str()));
    let statuses = ["active", "deferral", "expired", "withdrawn", "revoked", "not-yet-valid"];
    let statuses = statuses.map(|status| (Wordage::Status, status));
    for (wordage, name) in states.chain(steps).chain(events).chain(statuses) {
        let (en, ja) = (word(wordage, name, Language::En), word(wordage, name, Language::Ja));
        assert!(!en.is_empty() && en != ja, "{wordage:?} {name}");
        assert!(ja.chars().all(|letter| letter >= '\u{3040}'), "{wordage:?} {name}: {ja}");
        assert!(!en.to_lowercase().contains("safe") && !en.contains("secure"));
    }
    assert_eq!(word(Wordage::State, "unheard-of", Language::Ja), "unheard-of");
}

fn entry(step: Step, on: &str) -> StepEntry {
    let reference = (step == Step::Accepted).then(|| "R-1".to_owned());
    StepEntry { application: "A-1".to_owned(), step, day: day(on), reference, reason: Some("a test".to_owned()) }
}

#[test]
fn a_step_that_is_taken_back_leads_to_the_state_before_it() {
    let applied = day("2026-10-01");
    let passed = |steps: &[(Step, &str)]| -> Vec<Passed> {
        (0..).zip(steps).map(|(place, (step, on))| Passed { place, step: *step, day: day(on) }).collect()
    };
    let undo = |state, steps: &[(Step, &str)]| {
        let entry = entry(Step::Undone, "2026-11-01");
        check_step(state, applied, &passed(steps), &entry, day("2026-11-22"))
    };
    let accepted = (Step::Accepted, "2026-10-05");
    let paid = (Step::Paid, "2026-10-09");
    assert_eq!(undo(State::Accepted, &[accepted]), Ok((State::Applied, applied, Some(0))));
    assert_eq!(undo(State::Paid, &[accepted, paid]), Ok((State::Accepted, day("2026-10-05"), Some(1))));
    let closed = (Step::Closed, "2026-10-10");
    assert_eq!(undo(State::Closed, &[accepted, paid, closed]), Ok((State::Paid, day("2026-10-09"), Some(2))));
    let cleared = (Step::Cleared, "2026-10-20");
    let steps = [accepted, paid, cleared];
    assert_eq!(undo(State::Granted, &steps).unwrap_err().code(), "nothing-to-undo");
    let requested = [accepted, paid, cleared, (Step::ExtensionRequested, "2026-10-30")];
    assert_eq!(undo(State::Granted, &requested), Ok((State::Granted, day("2026-10-20"), Some(3))));
}

#[test]
fn only_the_next_step_follows() {
    for state in State::ALL {
        for step in Step::ALL.iter().filter(|step| **step != Step::Undone) {
            let passed = [Passed { place: 0, step: Step::Accepted, day: day("2026-10-05") }];
            let outcome =
                check_step(*state, day("2026-10-01"), &passed, &entry(*step, "2026-11-01"), day("2026-11-22"));
            assert_eq!(outcome.is_ok(), state.next_steps().contains(step), "{state} {step}");
        }
    }
    assert_eq!(State::Cleared.next_steps(), [Step::Closed]);
    assert_eq!(State::Closed.next_steps(), []);
}
