//! Status lists that a verifier holds or remembers.

use crate::label::Timestamp;
use crate::status::StatusList;
use crate::trust::{TrustList, a_day_after};
use std::sync::Arc;

/// A status list that a verifier has accepted.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) list: Arc<StatusList>,
    /// Whether labels are judged by the list. If not, its version and its final values are remembered.
    pub(super) counts: bool,
    /// Whether the newest trust list accepts the list. If not, it raises no clock floor.
    pub(super) is_allowed: bool,
    /// Whether the clock was known to be wrong when the list was accepted.
    pub(super) is_unconfirmed: bool,
}

/// The bits of a mark in a state.
const REMEMBERED: u8 = 1;
const UNCONFIRMED: u8 = 2;

impl Held {
    pub(super) fn new(list: StatusList, is_unconfirmed: bool) -> Self {
        Held { list: Arc::new(list), counts: true, is_allowed: true, is_unconfirmed }
    }

    /// Makes the list as a state has it.
    pub(super) fn with_mark(list: StatusList, mark: u8) -> Self {
        Held { counts: !Held::is_remembered(mark), ..Held::new(list, mark & UNCONFIRMED != 0) }
    }

    pub(super) fn is_remembered(mark: u8) -> bool {
        mark & REMEMBERED != 0
    }

    /// Returns whether all bits of a mark are known.
    pub(super) fn knows_mark(mark: u8) -> bool {
        mark <= REMEMBERED | UNCONFIRMED
    }

    pub(super) fn mark(&self) -> u8 {
        u8::from(!self.counts) * REMEMBERED + u8::from(self.is_unconfirmed) * UNCONFIRMED
    }

    /// Judges the list by a new trust list, and returns false if its key is compromised, so that it must be forgotten
    ///
    pub(super) fn judge_again(&mut self, trust: &TrustList) -> bool {
        self.is_allowed = self.list.judge(trust).is_ok();
        self.counts &= self.is_allowed;
        !trust.statement().is_compromised(self.list.key().thumbprint())
    }

    /// Returns whether the list was accepted while the clock was known to be wrong, and is dated too far ahead of a
    /// clock that is not.
    pub(super) fn falls_at(&self, now: Timestamp, floor: Timestamp) -> bool {
        self.is_unconfirmed && now >= floor && self.list.issued_at() > a_day_after(now)
    }
}
