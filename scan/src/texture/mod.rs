//! Regions of an image that have the texture of a symbol, whether or not finder patterns can be seen.
//!
//! ```text
//! image reduced in size -> map of texture -> components of places above a level -> outline -> region, if it is as a symbol's is
//! ```

mod components;
mod map;
mod outline;
mod region;

pub(super) use region::{Region, regions};
