//! The regions of one image, which several steps of a search use.

use super::region::{Region, regions};
use crate::image::LumaImage;

/// The regions of an image that have the texture of a symbol, for each size of the reduced image in which they were
/// searched.
#[derive(Default)]
pub(crate) struct Regions {
    searched: Vec<(usize, Vec<Region>)>,
}

impl Regions {
    /// Returns the regions that are seen in the image reduced to about `side` pixels along its longer side. They are
    /// searched only once. Every call must be for the same image.
    pub(crate) fn of(&mut self, image: &LumaImage<'_>, side: usize) -> Vec<Region> {
        if let Some((_, known)) = self.searched.iter().find(|(searched, _)| *searched == side) {
            return known.clone();
        }
        let found = regions(image, side);
        self.searched.push((side, found.clone()));
        found
    }
}
