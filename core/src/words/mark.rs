//! What a verdict comes to at a glance: a symbol's name beside the colour, for those who do not see the colour.

use crate::Code;

/// A symbol for a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mark {
    /// It stands.
    Check,
    /// Authentic, and does not count on the day asked about.
    Clock,
    /// Nobody can say: not known, or of a later version. Never shown as forged.
    Query,
    /// Refused.
    Cross,
}

impl Mark {
    /// The mark of an outcome.
    #[must_use]
    pub const fn of(code: Code, stands: bool) -> Self {
        match code {
            _ if stands => Mark::Check,
            Code::StatusUnknown
            | Code::UnknownKey
            | Code::UnsupportedProfile
            | Code::UnsupportedVersion
            | Code::NotALabel
            | Code::NoLabel => Mark::Query,
            code if code.is_authentic() => Mark::Clock,
            _ => Mark::Cross,
        }
    }

    /// The symbol's name: `check`, `clock`, `query` or `cross`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Mark::Check => "check",
            Mark::Clock => "clock",
            Mark::Query => "query",
            Mark::Cross => "cross",
        }
    }

    /// The colour beside it: `green`, `amber`, `grey` or `red`.
    #[must_use]
    pub const fn colour(self) -> &'static str {
        match self {
            Mark::Check => "green",
            Mark::Clock => "amber",
            Mark::Query => "grey",
            Mark::Cross => "red",
        }
    }
}
