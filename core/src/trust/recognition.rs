//! What labels of another authority count as here.

use super::AuthorityId;
use crate::label::Text;
use crate::{Date, Level};

/// One level of another authority that counts as a level here. Never transitive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// The other authority.
    pub authority: AuthorityId,
    /// Its level.
    pub level: Level,
    /// Its criteria that count, as its dictionary cites them; empty where any do.
    pub criteria: Vec<Text<64>>,
    /// The level here.
    pub counts_as: Level,
    /// For labels issued from this day.
    pub from: Date,
    /// And until this one, where there is an end.
    pub until: Option<Date>,
}
