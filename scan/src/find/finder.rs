//! A finder pattern that was found.

use crate::geometry::{Point, greatest_pair_first};

/// The conditions under which two findings are the same pattern: the distance of their centers in modules, and the
/// ratio of their module widths. Two patterns of one symbol are at least 14 modules apart.
const SAME_WITHIN: f64 = 1.5;
const SAME_WIDTH: core::ops::Range<f64> = 0.55..1.8;

/// The number of places around its center at which a pattern is checked.
pub(super) const PLACES: u32 = 32;

/// The fit, out of 32 places, of a pattern that is clearly visible: four of five.
pub(super) const GOOD_FIT: u32 = 26;

/// A finder pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Finder {
    pub(crate) center: Point,
    /// The width of a module in pixels, the mean of both directions of the image.
    pub(crate) module: f64,
    /// The logarithm of the ratio of a module's height to its width. It is far from 0 if the pattern is tilted.
    pub(crate) tall: f64,
    /// The number of places around the center that fit, out of 32.
    pub(crate) fit: u32,
    /// The number of rows on which the pattern was seen.
    pub(crate) seen: u32,
}

impl Finder {
    /// Returns the order of attempts: clearly visible patterns first, and among these those seen on the most rows.
    pub(crate) fn rank(&self) -> u64 {
        greatest_pair_first(self.is_clear().into(), self.seen.into())
    }

    /// Returns whether the pattern is clearly visible.
    pub(crate) fn is_clear(&self) -> bool {
        self.fit >= GOOD_FIT
    }

    /// Returns the number of places around the center that do not fit.
    pub(super) fn doubt(&self) -> u32 {
        PLACES - self.fit
    }

    /// Returns the pattern in an image of another scale.
    pub(crate) fn scaled(self, factor: f64) -> Self {
        Finder { center: self.center * factor, module: self.module * factor, ..self }
    }

    /// Returns whether both findings are the same pattern.
    pub(crate) fn is_same_as(&self, other: &Finder) -> bool {
        self.center.distance(other.center) < self.module.max(1.0) * SAME_WITHIN
            && SAME_WIDTH.contains(&(self.module / other.module))
    }
}
