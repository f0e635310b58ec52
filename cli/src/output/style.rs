//! Colours, of which none carries meaning alone: symbols and words say the same.

use anstyle::{AnsiColor, Style};

/// It stands.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
/// It is authentic and does not stand.
pub(crate) const CARE: Style = AnsiColor::Yellow.on_default().bold();
/// It is refused.
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
/// Nobody can say.
pub(crate) const UNKNOWN: Style = AnsiColor::Cyan.on_default().bold();
/// What matters most on its line.
pub(crate) const STRONG: Style = Style::new().bold();
/// What matters least.
pub(crate) const FAINT: Style = Style::new().dimmed();

/// A text in a style, to be written through a stream of `anstream`.
pub(crate) fn styled(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}
