//! The symbol and the color with which a verdict is shown.

/// The symbol to show together with a color, because not everyone can tell colors apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Mark {
    /// The label stands.
    Check,
    /// The label is authentic, but does not count on the day asked about.
    Clock,
    /// The input is unknown or has a later version. It must not be shown as forged.
    Query,
    /// The input is refused.
    Cross,
}

/// The color of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum MarkColor {
    /// The color of `check`.
    Green,
    /// The color of `clock`.
    Amber,
    /// The color of `query`.
    Gray,
    /// The color of `cross`.
    Red,
}

impl From<starseal::code::Mark> for Mark {
    fn from(mark: starseal::code::Mark) -> Self {
        match mark {
            starseal::code::Mark::Check => Mark::Check,
            starseal::code::Mark::Clock => Mark::Clock,
            starseal::code::Mark::Cross => Mark::Cross,
            // `Query`, and any mark that a later version of the core adds, which is unknown here.
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
            // Gray is the color of unknown marks.
            _ => MarkColor::Gray,
        }
    }
}
