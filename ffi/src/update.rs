//! The outcome for each list given to a verifier.

use starseal::verify::Applied;

/// The outcome for a list that was given by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Update {
    /// The list is new, and held from now on.
    Taken,
    /// The list is the one held already.
    Known,
}

/// The outcome for one list of a bundle or a stored state. A refused list does not keep out the next one.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum ListOutcome {
    /// The list is new, and held from now on.
    Taken,
    /// The list is the one held already.
    Known,
    /// The list was refused, for instance because it is older than the one held. With the code `equivocation`, someone
    /// signed two different lists of one version: report it to the user.
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
            // `Known`, and any outcome of a later core that changes nothing.
            _ => Update::Known,
        }
    }
}

/// The outcome for each list, trust lists first.
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
