//! The outcome for each list given to a verifier.

use starseal::verify::Applied;

/// The outcome for a list that was given alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Update {
    /// The list is new and is now held.
    Taken,
    /// The list is already held.
    Known,
}

/// The outcome for one list of a bundle or a stored state. The lists after a refused one are still processed.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum ListOutcome {
    /// The list is new and is now held.
    Taken,
    /// The list is already held.
    Known,
    /// The list was refused, for instance because it is older than the one held. The code `equivocation` means that two
    /// different lists of one version are signed: report it to the user.
    Refused {
        /// The stable code.
        code: String,
        /// The values that disagree, in English.
        detail: String,
    },
}

impl From<starseal::Update> for Update {
    fn from(update: starseal::Update) -> Self {
        match update {
            starseal::Update::Taken => Update::Taken,
            // `Known`, and any outcome without a change that a later version of the core adds.
            _ => Update::Known,
        }
    }
}

/// Returns the outcome for each list, trust lists first.
pub(crate) fn outcomes(applied: Applied) -> Vec<ListOutcome> {
    let outcome = |list| match list {
        Ok(starseal::Update::Taken) => ListOutcome::Taken,
        Ok(_) => ListOutcome::Known,
        Err(error) => {
            let error: starseal::verify::UpdateError = error;
            ListOutcome::Refused { code: error.code().to_string(), detail: error.to_string() }
        }
    };
    applied.lists.into_iter().map(outcome).collect()
}
