//! The levels of other authorities as which a label counts.

use super::authority::Authority;
use super::open::Opened;
use crate::label::{Date, Level};
use crate::trust::{AuthorityId, Names};

/// A level of another authority as which a label counts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recognized {
    /// The ID of the authority that recognizes the label.
    pub authority_id: AuthorityId,
    /// The name of that authority.
    pub authority_names: Names,
    /// The level of that authority.
    pub level: Level,
    /// The name of that level.
    pub level_names: Names,
    /// The first issue date for which the recognition holds.
    pub since: Date,
    /// The last issue date for which the recognition holds; none if it has no end.
    pub until: Option<Date>,
}

/// Returns all levels of other authorities as which the label counts.
pub(super) fn recognized<'a>(opened: &Opened<'_>, authorities: impl Iterator<Item = &'a Authority>) -> Vec<Recognized> {
    let label = &opened.label;
    let own_id = opened.by.trust.authority_id();
    let criteria = opened.scheme().criteria_of(label);
    let mut found = Vec::new();
    for other in authorities.map(Authority::trust).filter(|other| other.authority_id() != own_id) {
        let statement = other.statement();
        for recognition in statement.recognitions.iter().filter(|recognition| recognition.authority == own_id) {
            let issued_on = label.issued_on();
            let is_covered = recognition.level == label.level()
                && recognition.from <= issued_on
                && recognition.until.is_none_or(|until| issued_on <= until)
                && (recognition.criteria.is_empty()
                    || recognition.criteria.iter().any(|citation| Some(citation.as_str()) == criteria));
            // The level always has an entry: a trust list recognizes others as levels of its own dictionary.
            if let Some(entry) = statement.scheme.levels.get(&recognition.counts_as).filter(|_| is_covered) {
                found.push(Recognized {
                    authority_id: other.authority_id(),
                    authority_names: statement.names.clone(),
                    level: recognition.counts_as,
                    level_names: entry.names.clone(),
                    since: recognition.from,
                    until: recognition.until,
                });
            }
        }
    }
    found
}
