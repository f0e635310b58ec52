//! Regions of an image that have the texture of a symbol, whether or not finder patterns can be seen.
//!
//! ```text
//! reduced image -> map of texture -> components above a level -> outline -> region, if it looks like a symbol's
//! ```

mod components;
mod known;
mod map;
mod outline;
mod region;

pub(super) use known::Regions;
pub(super) use region::Region;
