//! What became of lists that were given to a verifier.

use starseal::Applied;

/// What became of a list that was given by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Update {
    /// It is new, and held from now on.
    Taken,
    /// It is the one held already.
    Known,
}

/// What became of one list of a bundle or a stored state. One that is refused does not keep out the next.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum ListOutcome {
    /// It is new, and held from now on.
    Taken,
    /// It is the one held already.
    Known,
    /// It was refused. One older than what is held is among those: nothing goes back.
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
            // `Known`, and whatever else a later core leaves as it was.
            _ => Update::Known,
        }
    }
}

/// One outcome for each list, trust lists first.
pub(crate) fn outcomes(applied: Applied) -> Vec<ListOutcome> {
    let outcome = |list| match list {
        Ok(starseal::Update::Taken) => ListOutcome::Taken,
        Ok(_) => ListOutcome::Known,
        Err(error) => {
            let error: starseal::UpdateError = error;
            ListOutcome::Refused { code: error.code().to_string(), detail: error.to_string() }
        }
    };
    applied.lists.into_iter().map(outcome).collect()
}
