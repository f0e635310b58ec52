//! The kinds of events.

use core::fmt;
use core::str::FromStr;

/// The kind of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// The first event: authority, issuer, officers, rule.
    Founded,
    /// Applications were received.
    Applied,
    /// The content of applications was changed before they were granted.
    Amended,
    /// Applications reached a further step.
    Step,
    /// Registrations were granted: IDs, indexes, and the bytes of the labels.
    Granted,
    /// Registrations were extended.
    Extended,
    /// The expiration of registrations was deferred while their extension is in process.
    Deferred,
    /// Holders withdrew registrations.
    Withdrawn,
    /// The registry revoked registrations.
    Revoked,
    /// Registrations were taken back from withdrawn or revoked.
    Corrected,
    /// Officers were added or retired.
    Officers,
    /// The rule was changed which kinds need two officers.
    Rule,
    /// The registry adopted a trust list, and with it the keys that it may use.
    TrustList,
    /// A status list was published.
    Published,
    /// A restored ledger was compared with what was published last.
    Restore,
    /// A time before the last event was accepted, whose clock was wrong.
    Clock,
    /// Personal data of applicants were erased.
    Erased,
}

impl Kind {
    /// All kinds.
    pub const ALL: &'static [Kind] = &[
        Kind::Founded,
        Kind::Applied,
        Kind::Amended,
        Kind::Step,
        Kind::Granted,
        Kind::Extended,
        Kind::Deferred,
        Kind::Withdrawn,
        Kind::Revoked,
        Kind::Corrected,
        Kind::Officers,
        Kind::Rule,
        Kind::TrustList,
        Kind::Published,
        Kind::Restore,
        Kind::Clock,
        Kind::Erased,
    ];

    /// The kinds that need two officers unless the rule says otherwise.
    pub const BY_TWO: &'static [Kind] = &[
        Kind::Granted,
        Kind::Extended,
        Kind::Withdrawn,
        Kind::Revoked,
        Kind::Corrected,
        Kind::Officers,
        Kind::Rule,
        Kind::TrustList,
    ];

    /// Returns the name, as events and officers' statements have it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Founded => "founded",
            Kind::Applied => "applied",
            Kind::Amended => "amended",
            Kind::Step => "step",
            Kind::Granted => "granted",
            Kind::Extended => "extended",
            Kind::Deferred => "deferred",
            Kind::Withdrawn => "withdrawn",
            Kind::Revoked => "revoked",
            Kind::Corrected => "corrected",
            Kind::Officers => "officers",
            Kind::Rule => "rule",
            Kind::TrustList => "trust-list",
            Kind::Published => "published",
            Kind::Restore => "restore",
            Kind::Clock => "clock",
            Kind::Erased => "erased",
        }
    }

    /// Returns whether the rule may say how many officers the kind needs. Changes of the officers and of the rule
    /// always need two, since one officer could otherwise remove the others. So does what brings a ledger back in
    /// order, since it says what no event of the ledger can show.
    #[must_use]
    pub const fn is_subject_to_rule(self) -> bool {
        !matches!(self, Kind::Founded | Kind::Officers | Kind::Rule | Kind::Restore | Kind::Clock | Kind::Erased)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The text is not the name of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text is not a kind of event")]
pub struct UnknownKind;

impl FromStr for Kind {
    type Err = UnknownKind;

    /// Reads a name.
    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        Kind::ALL.iter().copied().find(|kind| kind.as_str() == text).ok_or(UnknownKind)
    }
}
