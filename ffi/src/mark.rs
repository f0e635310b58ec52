//! The symbol and the color that a verdict is shown with.

/// The symbol to show where a color alone would not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Mark {
    /// The label stands.
    Check,
    /// Authentic, and does not count on the day asked about.
    Clock,
    /// Not known, or of a later version. Never shown as forged.
    Query,
    /// Refused.
    Cross,
}

/// The color beside a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum MarkColor {
    /// Beside `check`.
    Green,
    /// Beside `clock`.
    Amber,
    /// Beside `query`.
    Gray,
    /// Beside `cross`.
    Red,
}

impl From<starseal::code::Mark> for Mark {
    fn from(mark: starseal::code::Mark) -> Self {
        match mark {
            starseal::code::Mark::Check => Mark::Check,
            starseal::code::Mark::Clock => Mark::Clock,
            starseal::code::Mark::Cross => Mark::Cross,
            // Query, and any mark of a later core: it is not known here, which is what this mark says.
            _ => Mark::Query,
        }
    }
}

impl From<starseal::code::Mark> for MarkColor {
    fn from(mark: starseal::code::Mark) -> Self {
        match mark.color() {
            "green" => MarkColor::Green,
            "amber" => MarkColor::Amber,
            "red" => MarkColor::Red,
            // As for an unknown mark.
            _ => MarkColor::Gray,
        }
    }
}
