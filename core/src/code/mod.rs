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

/// The class of a code: what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// A code of an authentic label, whether it counts on the day asked about or not.
    Authentic,
    /// A code of a text or seal that is refused.
    Refused,
    /// A note beside another code. It does not change the outcome.
    Note,
    /// A code of an image.
    Image,
    /// A code of a trust list.
    TrustList,
    /// A code of a status list.
    StatusList,
    /// A code of an object of a status list.
    StatusObject,
    /// A code of a trust list or a status list.
    List,
    /// A code of a bundle.
    Bundle,
    /// A code of stored state.
    State,
    /// A code of a value or an image from the calling program.
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
