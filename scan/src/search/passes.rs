//! The ways in which an image is looked at for finder patterns, cheap ones first.

use crate::find::Shape;

/// One way to look at an image.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pass {
    pub(super) view: View,
    /// Blocks around each within which its light is judged.
    pub(super) radius: usize,
    /// How much darker than its neighbourhood a pixel must be, in 256ths.
    pub(super) grain: u32,
    /// Every how manieth row is searched.
    pub(super) step: usize,
    /// By what finder patterns are told.
    pub(super) shape: Shape,
}

/// Which image a pass looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// Halved so many times.
    Scale(usize),
    /// Smoothed.
    Smooth,
    /// At twice its size.
    Double(Detail),
}

/// What is made of small details in an image at twice its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Nothing: noise is not made worse.
    Plain,
    /// They are sharpened.
    Sharp,
}

/// For a camera's frames, at a scale at which they are not too large.
pub(super) const fn preview(scale: usize) -> Pass {
    whole(View::Scale(scale), 2, 12, 3)
}

/// For every image.
pub(super) const ALL: [Pass; 6] = [
    whole(View::Scale(0), 2, 8, 2),
    whole(View::Scale(1), 2, 6, 2),
    whole(View::Scale(2), 2, 4, 1),
    whole(View::Scale(3), 2, 4, 1),
    whole(View::Smooth, 2, 0, 1),
    whole(View::Smooth, 1, 0, 1),
];

/// For those in which nothing was read so far: symbols without a quiet zone, small and noisy ones, and those with modules of less than
/// two pixels.
pub(super) const LAST: [Pass; 3] = [
    Pass { shape: Shape::Inner, ..whole(View::Scale(0), 2, 8, 1) },
    whole(View::Double(Detail::Plain), 1, 0, 1),
    whole(View::Double(Detail::Sharp), 1, 0, 1),
];

/// For a frame in which nothing was read, one at a time, for what is faint, dim, out of focus and noisy.
pub(super) const TURNS: [Pass; 4] = [
    whole(View::Smooth, 1, 8, 2),
    whole(View::Smooth, 2, 0, 2),
    whole(View::Scale(0), 1, 20, 2),
    whole(View::Smooth, 2, 4, 2),
];

/// Finder patterns from one of the turns: time is short.
pub(super) const MOST_TURNED: usize = 32;

const fn whole(view: View, radius: usize, grain: u32, step: usize) -> Pass {
    Pass { view, radius, grain, step, shape: Shape::Whole }
}
