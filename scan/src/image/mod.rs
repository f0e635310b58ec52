//! Grey images: the caller's image, the images that a search derives from it, the colors beside it, and the changes in
//! a row of pixels.

mod changes;
mod colors;
mod grey;
mod luma;

pub(super) use changes::Changes;
pub use colors::{ColorImage, ColorParts};
pub(super) use grey::Grey;
pub use luma::{ImageError, LumaImage};
