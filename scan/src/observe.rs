//! What a scan does, for those who watch it.
//!
//! A search reports a few dozen events for an image, by reference to what it holds anyway: nothing is computed for an
//! observer that ignores them.

use crate::attempt::{Evidence, Reading};
use crate::find::{Binary, Finder, Triple};
use crate::geometry::Point;

/// Where the pixels of a view lie in the image.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// Pixels of the image along a pixel of the view.
    pub(crate) scale: f64,
    /// The pixel of the image at which the view begins: not the first in a closer look at a part.
    pub(crate) origin: Point,
}

impl Place {
    /// The point of the image that a point of the view shows.
    pub(crate) fn map(&self, at: Point) -> Point {
        at * self.scale + self.origin
    }
}

/// Watches a scan. Every event is ignored by default.
pub(crate) trait Observer {
    /// A pass over a view of the image found finder patterns.
    fn passed(&mut self, _view: &Binary<'_>, _finders: &[Finder], _place: Place) {}

    /// Three finder patterns, in pixels of the place, were tried as the corners of a symbol in the last pass.
    fn tried(&mut self, _triple: &Triple, _place: Place) {}

    /// A symbol was read.
    fn read(&mut self, _reading: &Reading, _place: Place) {}

    /// A symbol was seen and not read.
    fn unread(&mut self, _evidence: &Evidence, _place: Place) {}
}

/// Ignores all events.
pub(crate) struct Unobserved;

impl Observer for Unobserved {}
