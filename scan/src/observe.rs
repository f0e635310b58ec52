//! The events of a scan, for observers.
//!
//! A search reports a few dozen events for an image. Each event refers to data that the search has anyway, so that an
//! observer that ignores events costs nothing.

use crate::attempt::{Evidence, Reading};
use crate::find::{Binary, Finder, Triple};
use crate::geometry::Point;

/// The position and scale of a view in the image.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// The number of image pixels along one pixel of the view.
    pub(crate) scale: f64,
    /// The image pixel at which the view begins. It is not the first one if the view is a part of the image.
    pub(crate) origin: Point,
}

impl Place {
    /// Maps a point of the view to the image.
    pub(crate) fn map(&self, at: Point) -> Point {
        at * self.scale + self.origin
    }
}

/// An observer of a scan. By default it ignores every event.
pub(crate) trait Observer {
    /// A pass over a view of the image found finder patterns.
    fn passed(&mut self, _view: &Binary<'_>, _finders: &[Finder], _place: Place) {}

    /// Three finder patterns of the last pass, in pixels of `_place`, were tried as the corners of a symbol.
    fn tried(&mut self, _triple: &Triple, _place: Place) {}

    /// A symbol was read.
    fn read(&mut self, _reading: &Reading, _place: Place) {}

    /// A symbol was seen but not read.
    fn unread(&mut self, _evidence: &Evidence, _place: Place) {}
}

/// An observer that ignores all events.
pub(crate) struct Unobserved;

impl Observer for Unobserved {}
