//! The passes over an image, cheap ones first.

use super::views::{Detail, View};
use crate::find::Shape;
use crate::mode::Mode;

/// One way to look for finder patterns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pass {
    pub(super) view: View,
    /// Blocks of pixels on each side within which dark and light are told apart: 2 for even light, 1 for shadows and
    /// small modules.
    pub(super) radius: usize,
    /// How much darker than its neighborhood a dark pixel must be, in 256ths: more against noise, less for low
    /// contrast.
    pub(super) grain: u32,
    /// Every `step`-th row is searched.
    pub(super) step: usize,
    /// The runs by which finder patterns are recognized.
    pub(super) shape: Shape,
}

/// The passes of a search.
pub(super) struct Plan {
    /// Those that are made in any case.
    pub(super) always: &'static [Pass],
    /// Those that are made, one after the other, until something was read.
    pub(super) last: &'static [Pass],
}

/// The area in pixels above which an image is previewed at half its size: a frame of 1,920 by 1,080 is not.
const PREVIEWED_WHOLE: usize = 3 * 1024 * 1024;

impl Plan {
    /// The passes over an image of so many pixels.
    pub(super) fn of(mode: Mode, pixels: usize) -> Self {
        match mode {
            Mode::Photo => Plan { always: &ALL, last: &LAST },
            Mode::Preview | Mode::Frame if pixels > PREVIEWED_WHOLE => Plan { always: &PREVIEW_HALVED, last: &[] },
            Mode::Preview | Mode::Frame => Plan { always: &PREVIEW, last: &[] },
        }
    }
}

/// A pass for a camera's frames. Every third row crosses a core of two pixels a module twice.
const PREVIEW: [Pass; 1] = [whole(View::Scale(0), 2, 12, 3)];
const PREVIEW_HALVED: [Pass; 1] = [whole(View::Scale(1), 2, 12, 3)];

/// The passes over every photograph: on smaller scales noise is less, and large patterns are found in fewer rows; the
/// smoothed image shows faint ones.
const ALL: [Pass; 6] = [
    whole(View::Scale(0), 2, 8, 2),
    whole(View::Scale(1), 2, 6, 2),
    whole(View::Scale(2), 2, 4, 1),
    whole(View::Scale(3), 2, 4, 1),
    whole(View::Smooth, 2, 0, 1),
    whole(View::Smooth, 1, 0, 1),
];

/// Passes for symbols without a quiet zone, small and noisy ones, and those with modules of less than two pixels.
const LAST: [Pass; 3] = [
    Pass { shape: Shape::Inner, ..whole(View::Scale(0), 2, 8, 1) },
    whole(View::Double(Detail::Plain), 1, 0, 1),
    whole(View::Double(Detail::Sharp), 1, 0, 1),
];

/// Passes for frames in which nothing was read, one in each frame: for what is faint, dim, out of focus, and noisy.
pub(super) const TURNS: [Pass; 4] = [
    whole(View::Smooth, 1, 8, 2),
    whole(View::Smooth, 2, 0, 2),
    whole(View::Scale(0), 1, 20, 2),
    whole(View::Smooth, 2, 4, 2),
];

/// Finder patterns kept from a pass of [`TURNS`], and before it: less than half of those of the first pass, as it gets
/// less than half of the time.
pub(super) const FINDERS_PER_TURN: usize = 32;

const fn whole(view: View, radius: usize, grain: u32, step: usize) -> Pass {
    Pass { view, radius, grain, step, shape: Shape::Whole }
}
