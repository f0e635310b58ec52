//! What an observer has seen before.

use crate::address::Address;
use crate::limits::{MAX_MEMORY_BYTES, MAX_SEEN};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use starseal::Verifier;

const SCHEMA: &str = "starseal-observed/1";

/// The lists that an observer has seen, newest last. It is kept in a file between two observations.
///
/// The signed lists themselves are kept, so that a contradiction can be shown to anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    schema: String,
    address: String,
    seen: Vec<Seen>,
}

/// The lists of one publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    /// The SHA-256 of the status lists, in hex.
    lists: Vec<String>,
    /// The state of a verifier, in base64.
    state: String,
}

/// Why bytes are not a memory.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MemoryError {
    /// It is not the JSON of a memory.
    #[error("it is not the memory of an observer: {reason}")]
    Malformed {
        /// What is wrong.
        reason: String,
    },
    /// It is that of another publication.
    #[error("it is the memory of {of}, and {address} is observed")]
    OfAnother {
        /// The address of the other publication.
        of: String,
        /// The address that is observed.
        address: String,
    },
}

impl MemoryError {
    /// Returns the stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            MemoryError::Malformed { .. } => "memory-malformed",
            MemoryError::OfAnother { .. } => "memory-of-another",
        }
    }
}

impl Memory {
    /// Makes the memory of a publication of which nothing was seen.
    #[must_use]
    pub fn new(address: &Address) -> Self {
        Memory { schema: SCHEMA.to_owned(), address: address.to_string(), seen: Vec::new() }
    }

    /// Reads the memory of a publication.
    ///
    /// # Errors
    /// [`MemoryError`] if the bytes are something else, or the memory of another publication.
    pub fn from_bytes(bytes: &[u8], address: &Address) -> Result<Self, MemoryError> {
        let memory: Memory =
            serde_json::from_slice(bytes).map_err(|error| MemoryError::Malformed { reason: error.to_string() })?;
        if memory.schema != SCHEMA {
            return Err(MemoryError::Malformed { reason: format!("its schema is not {SCHEMA}") });
        }
        if memory.address != address.to_string() {
            return Err(MemoryError::OfAnother { of: memory.address, address: address.to_string() });
        }
        Ok(memory)
    }

    /// Returns the memory as JSON.
    ///
    /// # Panics
    /// Never: all fields are texts.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Returns what a verifier with this anchor held at each observation, newest last. What its signatures do not
    /// support is left out.
    pub(super) fn verifiers(&self, anchor: &Verifier) -> Vec<Verifier> {
        let restored = self.seen.iter().map(|seen| {
            let mut verifier = anchor.clone();
            if let Ok(state) = STANDARD.decode(&seen.state) {
                // A state that cannot be read leaves what the anchor has.
                let _ = verifier.restore(&state);
            }
            verifier
        });
        restored.collect()
    }

    /// Adds what a verifier holds, and forgets the oldest.
    pub(super) fn add(&mut self, verifier: &Verifier) {
        let lists: Vec<String> = verifier.status_lists().map(|list| list.digest().to_string()).collect();
        let state = STANDARD.encode(verifier.export_state());
        self.seen.retain(|seen| seen.lists != lists);
        self.seen.push(Seen { lists, state });
        let length = |seen: &[Seen]| seen.iter().map(|seen| seen.state.len() + 1024).sum::<usize>();
        while self.seen.len() > MAX_SEEN || (self.seen.len() > 1 && length(&self.seen) > MAX_MEMORY_BYTES) {
            self.seen.remove(0);
        }
    }
}
