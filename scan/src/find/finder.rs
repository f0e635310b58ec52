//! A finder pattern as it was found.

use crate::geometry::Point;

/// Modules between the centers of one pattern that was found twice, in different passes, and the range of their widths
/// by each other. Two patterns of one symbol are at least 14 modules apart.
const SAME_WITHIN: f64 = 1.5;
const SAME_WIDTH: core::ops::Range<f64> = 0.55..1.8;

/// Places around its center at which a pattern is checked.
pub(super) const PLACES: u32 = 32;

/// The fit, of 32 places, of a pattern that can be seen well: four of five.
pub(super) const GOOD_FIT: u32 = 26;

/// A finder pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Finder {
    pub(crate) center: Point,
    /// The width of a module in pixels, the mean of both directions of the image.
    pub(crate) module: f64,
    /// The logarithm of the height of a module by its width: far from 0 if the pattern is tilted.
    pub(crate) tall: f64,
    /// How many of 32 places around its center fit.
    pub(crate) fit: u32,
    /// The number of rows on which it was seen.
    pub(crate) seen: u32,
}

impl Finder {
    /// The order of attempts: those that can be seen well first, and of these those seen on most rows.
    pub(crate) fn rank(&self) -> (bool, u32) {
        (self.fit >= GOOD_FIT, self.seen)
    }

    /// How many of the places around its center do not fit.
    pub(super) fn doubt(&self) -> u32 {
        PLACES - self.fit
    }

    /// The same in an image of another scale.
    pub(crate) fn scaled(self, factor: f64) -> Self {
        Finder { center: self.center * factor, module: self.module * factor, ..self }
    }

    /// Whether both are the same pattern, seen twice.
    pub(crate) fn is_same_as(&self, other: &Finder) -> bool {
        self.center.distance(other.center) < self.module.max(1.0) * SAME_WITHIN
            && SAME_WIDTH.contains(&(self.module / other.module))
    }
}
