//! The styles of the output. No colour is the only carrier of a meaning: marks and words say the same.

use anstyle::{AnsiColor, Style};

/// The style of a label that stands.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
/// The style of a label that is authentic but does not stand, and of warnings.
pub(crate) const CARE: Style = AnsiColor::Yellow.on_default().bold();
/// The style of a refused label, and of errors.
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
/// The style of an unknown outcome.
pub(crate) const UNKNOWN: Style = AnsiColor::Cyan.on_default().bold();
/// The style of the most important text of a line.
pub(crate) const STRONG: Style = Style::new().bold();
/// The style of the least important text.
pub(crate) const FAINT: Style = Style::new().dimmed();

/// Returns a text in a style. Write it through a stream of `anstream`, which removes the style if needed.
pub(crate) fn styled(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}
