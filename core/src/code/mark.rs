//! Marks: a symbol and a color for a verdict. The symbol is for people who do not see the color.

use super::Code;

/// A mark for a verdict: a symbol and a color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mark {
    /// The label stands.
    Check,
    /// The label is authentic and does not count on the day asked about.
    Clock,
    /// The answer is not known, or the label was made by a later version. It is never shown as a forgery.
    Query,
    /// The label is refused.
    Cross,
}

impl Mark {
    /// Every mark.
    pub const ALL: &'static [Mark] = &[Mark::Check, Mark::Clock, Mark::Query, Mark::Cross];

    /// Returns the mark of an outcome. The table of codes defines the mark of a label that does not stand.
    #[must_use]
    pub const fn of(code: Code, stands: bool) -> Self {
        if stands { Mark::Check } else { code.mark() }
    }

    /// Returns the symbol's name: `check`, `clock`, `query` or `cross`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Mark::Check => "check",
            Mark::Clock => "clock",
            Mark::Query => "query",
            Mark::Cross => "cross",
        }
    }

    /// Returns the character for the symbol in plain text: `✓`, `!`, `?` or `✗`.
    #[must_use]
    pub const fn character(self) -> char {
        match self {
            Mark::Check => '✓',
            Mark::Clock => '!',
            Mark::Query => '?',
            Mark::Cross => '✗',
        }
    }

    /// Returns the color's name: `green`, `amber`, `grey` or `red`.
    #[must_use]
    pub const fn color(self) -> &'static str {
        match self {
            Mark::Check => "green",
            Mark::Clock => "amber",
            Mark::Query => "grey",
            Mark::Cross => "red",
        }
    }
}
