//! The stable codes, and what belongs to each: class, check, mark and rule numbers.

mod check;
mod mark;
mod table;
#[cfg(test)]
mod tests;

pub use check::Check;
pub use mark::Mark;
pub use table::Code;

use core::fmt;
use core::str::FromStr;

/// What a code speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// A label that is authentic, whether it counts on the day asked about or not.
    Authentic,
    /// A text or seal that is refused.
    Refused,
    /// A note beside another code; it decides nothing.
    Note,
    /// An image.
    Image,
    /// A trust list.
    TrustList,
    /// A status list.
    StatusList,
    /// A trust list or a status list.
    List,
    /// A bundle.
    Bundle,
    /// Stored state.
    State,
    /// A value or image that the calling program gave.
    Input,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The text is not a code that this version knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text is not a code of this version")]
pub struct UnknownCode;

impl FromStr for Code {
    type Err = UnknownCode;

    /// Reads a code as it is written, such as `bad-signature`.
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Code::ALL.iter().copied().find(|code| code.as_str() == text).ok_or(UnknownCode)
    }
}
