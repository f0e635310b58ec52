//! Grey images: the caller's image, the images that a search derives from it, and the changes in a row of pixels.

mod changes;
mod grey;
mod luma;

pub(super) use changes::Changes;
pub(super) use grey::Grey;
pub use luma::{ImageError, LumaImage};
