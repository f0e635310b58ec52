//! The passes over an image, cheap ones first.

use super::views::{Detail, View};
use crate::find::Shape;
use crate::mode::Mode;

/// One method of searching for finder patterns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pass {
    pub(super) view: View,
    /// The radius in blocks of pixels within which dark and light are distinguished: 2 for even light, 1 for shadows
    /// and small modules.
    pub(super) radius: usize,
    /// How much darker than its neighborhood a dark pixel must be, in 256ths: more against noise, less for low
    /// contrast.
    pub(super) grain: u32,
    /// The interval of searched rows: every `step`-th row is searched.
    pub(super) step: usize,
    /// The runs by which finder patterns are recognized.
    pub(super) shape: Shape,
}

/// The passes of a search.
pub(super) struct Plan {
    /// The passes that are made in any case.
    pub(super) always: &'static [Pass],
    /// The passes that are made one after the other until a symbol was read. Each looks for modules of other sizes, so
    /// that its finder patterns are not combined with those of other passes.
    pub(super) other_sizes: &'static [Pass],
    /// The passes that are made one after the other until a symbol was read.
    pub(super) last: &'static [Pass],
}

/// The area in pixels above which an image is previewed at half its size. A frame of 1,920 by 1,080 is below it.
const PREVIEWED_WHOLE: usize = 3 * 1024 * 1024;

impl Plan {
    /// Returns the passes over an image of `pixels` pixels.
    pub(super) fn of(mode: Mode, pixels: usize) -> Self {
        match mode {
            Mode::Photo => Plan { always: &ALL, other_sizes: &[], last: &LAST },
            Mode::Preview | Mode::Frame if pixels > PREVIEWED_WHOLE => {
                Plan { always: &PREVIEW_HALVED, other_sizes: &OTHER_SIZES_OF_HALVED, last: &[] }
            }
            Mode::Preview | Mode::Frame => Plan { always: &PREVIEW, other_sizes: &OTHER_SIZES, last: &[] },
        }
    }
}

/// The pass over camera frames. Every third row crosses a core with two pixels per module twice.
const PREVIEW: [Pass; 1] = [whole(View::Scale(0), 2, 12, 3)];
const PREVIEW_HALVED: [Pass; 1] = [whole(View::Scale(1), 2, 12, 3)];

/// The passes over camera frames for close symbols. A pass finds modules of 2 to 14 pixels of its view, because the
/// core of a wider pattern fills the neighborhood by which dark and light are distinguished. Two scales further they
/// are 8 to 56 pixels wide. Views that would be too small for a symbol do not exist. Symbols with modules of 2 or 3
/// pixels are searched last in a large frame: that pass takes longest.
const OTHER_SIZES: [Pass; 2] = [whole(View::Scale(2), 2, 6, 2), whole(View::Scale(4), 2, 6, 2)];
const OTHER_SIZES_OF_HALVED: [Pass; 3] =
    [whole(View::Scale(3), 2, 6, 2), whole(View::Scale(5), 2, 6, 2), whole(View::Scale(0), 2, 12, 3)];

/// The passes over every photograph. Smaller scales have less noise, and large patterns are found in fewer rows. The
/// smoothed image shows faint patterns.
const ALL: [Pass; 8] = [
    whole(View::Scale(0), 2, 8, 2),
    whole(View::Scale(1), 2, 6, 2),
    whole(View::Scale(2), 2, 4, 1),
    whole(View::Scale(3), 2, 4, 1),
    whole(View::Scale(4), 2, 4, 1),
    whole(View::Scale(5), 2, 4, 1),
    whole(View::Smooth, 2, 0, 1),
    whole(View::Smooth, 1, 0, 1),
];

/// Passes for symbols without a quiet zone, for small and noisy ones, and for those with modules of less than two
/// pixels.
const LAST: [Pass; 3] = [
    Pass { shape: Shape::Inner, ..whole(View::Scale(0), 2, 8, 1) },
    whole(View::Double(Detail::Plain), 1, 0, 1),
    whole(View::Double(Detail::Sharp), 1, 0, 1),
];

/// Passes for frames in which nothing was read, one in each frame: for faint, dim, blurred and noisy symbols.
pub(super) const TURNS: [Pass; 4] = [
    whole(View::Smooth, 1, 8, 2),
    whole(View::Smooth, 2, 0, 2),
    whole(View::Scale(0), 1, 20, 2),
    whole(View::Smooth, 2, 4, 2),
];

/// The number of finder patterns kept from a pass of [`TURNS`], and from the passes before it. It is less than half of
/// the first pass's number, because such a pass gets less than half of the time.
pub(super) const FINDERS_PER_TURN: usize = 32;

const fn whole(view: View, radius: usize, grain: u32, step: usize) -> Pass {
    Pass { view, radius, grain, step, shape: Shape::Whole }
}
