//! Grey images: those of the caller, those that a search makes of them, and where a row of pixels changes.

mod changes;
mod grey;
mod luma;

pub(super) use changes::Changes;
pub(super) use grey::Grey;
pub use luma::{ImageError, LumaImage};
