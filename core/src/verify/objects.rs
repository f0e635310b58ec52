//! The status list behind a verdict, with the object beside it that answers the question.

use super::Finding;
use super::basis::{ObjectUsed, StatusListUsed};
use super::held::Held;
use crate::label::{Date, Label};
use crate::status::{InForce, Status};
use crate::trust::Scheme;

/// The status list that counts, for a day.
pub(super) struct StatusBasis<'a> {
    held: &'a Held,
    day: Date,
    /// The list whose in-force object is used on the list's date or later: the list itself, or an earlier one while its
    /// own object is missing.
    by: Option<&'a Held>,
}

impl<'a> StatusBasis<'a> {
    /// `earlier` returns the list whose in-force object may take the place of a missing one.
    pub(super) fn new(held: &'a Held, day: Date, earlier: impl FnOnce() -> Option<&'a Held>) -> Self {
        let by = if held.misses_in_force() { earlier() } else { Some(held) };
        StatusBasis { held, day, by }
    }

    fn is_before_list(&self) -> bool {
        self.day < self.held.list.date()
    }

    pub(super) fn in_force(&self) -> Option<&'a InForce> {
        self.by.and_then(|held| held.objects.in_force())
    }

    /// Returns a note if the day needs the in-force object, and it is missing.
    pub(super) fn shortfall(&self) -> Option<Finding> {
        if self.is_before_list() || !self.held.misses_in_force() {
            return None;
        }
        Some(match self.by {
            Some(by) => Finding::InForceOutdated { listed_on: by.list.date() },
            None => Finding::InForceMissing,
        })
    }

    /// Returns whether the in-force object matters for a label: after its printed last day, and in a deferral.
    pub(super) fn needs_in_force(&self, label: &Label) -> bool {
        let is_deferred = self.held.list.statuses().get(label.status_index()) == Some(Status::Deferral);
        self.day > label.expires_on() || is_deferred
    }

    /// Returns whether a label may have had a later last day than the printed one on the day, which only the past
    /// object could tell.
    pub(super) fn may_have_been_extended(&self, label: &Label) -> bool {
        let Held { list, objects, .. } = self.held;
        self.is_before_list()
            && objects.past().is_none()
            && list.in_force().is_some()
            && objects.in_force().is_none_or(|in_force| in_force.has_last_day_of(label.status_index()))
    }

    /// Returns the last day of a label.
    pub(super) fn last_day(&self, label: &Label, scheme: &Scheme) -> Date {
        let (index, printed) = (label.status_index(), label.expires_on());
        let stated = if self.is_before_list() {
            self.held.objects.past().map(|past| past.last_day_on(index, printed, self.day, scheme))
        } else {
            self.in_force().map(|in_force| in_force.last_day_on(index, printed, self.day, scheme))
        };
        stated.unwrap_or(printed)
    }

    /// Describes the list and the object for a verdict.
    pub(super) fn used(&self) -> StatusListUsed {
        let Held { list, objects, .. } = self.held;
        let (is_past, outdated) = (self.is_before_list(), self.by.filter(|_| self.held.misses_in_force()));
        let outdated = outdated.and_then(|by| by.list.in_force()).map(ObjectUsed::Outdated);
        let in_force =
            list.in_force().map(|digest| outdated.unwrap_or(ObjectUsed::of(digest, objects.in_force().is_some())));
        let past = list.past().map(|digest| ObjectUsed::of(digest, objects.past().is_some()));
        StatusListUsed {
            uri: list.uri().clone(),
            issued_at: list.issued_at(),
            digest: list.digest(),
            in_force: in_force.filter(|_| !is_past),
            past: past.filter(|_| is_past),
        }
    }
}
