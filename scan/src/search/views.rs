//! The views of an image that a search uses. Each is made when it is first needed.

use crate::find::Triple;
use crate::image::{Grey, LumaImage};

/// The number of scales below the full one at which an image is searched, down to one in 32 pixels. A symbol of version
/// 1 that fills the largest image has modules of 390 pixels, which are 12 at that scale.
const SCALES: usize = 5;

/// The smaller side in pixels below which an image is not halved further. A symbol of version 1 that fills the image
/// would have two pixels per module.
const LEAST_SIDE: usize = 42;

/// The maximum area of images that are also searched at twice their size, for modules of less than two pixels. Larger
/// images take too much memory and time.
pub(super) const DOUBLED_UP_TO: usize = 1024 * 1024;

/// The module width in pixels that is enough for reading. Symbols with wider modules are read on a smaller scale, with
/// less noise.
const WIDE_ENOUGH: f64 = 3.5;

/// The factor by which a module may have been measured too wide across a turned pattern: half of the way from 1 to the
/// 1.4 of 45 degrees.
const MEASURED_TOO_WIDE: f64 = 1.2;

/// The view of an image that a pass uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// The image, halved this many times.
    Scale(usize),
    /// The image with less noise.
    Smooth,
    /// The image at twice its size.
    Double(Detail),
}

/// The treatment of details in an image at twice its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Details and noise are kept unchanged.
    Plain,
    /// Details are sharpened.
    Sharp,
}

/// An image and the views that were made of it so far.
pub(super) struct Views<'a> {
    image: LumaImage<'a>,
    scales: Vec<Grey>,
    smooth: Option<Grey>,
    double: Option<(Detail, Grey)>,
}

impl<'a> Views<'a> {
    pub(super) fn new(image: LumaImage<'a>) -> Self {
        Views { image, scales: Vec::new(), smooth: None, double: None }
    }

    /// Returns the image itself.
    pub(super) fn image(&self) -> LumaImage<'a> {
        self.image
    }

    /// Returns whether the image is too large to be doubled.
    pub(super) fn is_large(&self) -> bool {
        self.image.pixels() > DOUBLED_UP_TO
    }

    /// Returns whether the smoothed image was made.
    pub(super) fn has_smooth(&self) -> bool {
        self.smooth.is_some()
    }

    /// Returns the view with the least noise among those that were made.
    pub(super) fn clearest(&self) -> LumaImage<'_> {
        self.smooth.as_ref().map_or(self.image, Grey::view)
    }

    /// Returns a view and the number of image pixels along one of its pixels. `None` if the image is too small or too
    /// large for it.
    pub(super) fn get(&mut self, view: View) -> Option<(LumaImage<'_>, f64)> {
        match view {
            View::Scale(0) => Some((self.image, 1.0)),
            View::Scale(scale) => {
                while self.scales.len() < scale {
                    let last = self.scales.last().map_or(self.image, Grey::view);
                    if last.width().min(last.height()) < 2 * LEAST_SIDE {
                        return None;
                    }
                    let half = Grey::halved(&last)?;
                    self.scales.push(half);
                }
                self.scales.get(scale - 1).map(|grey| (grey.view(), (1 << scale) as f64))
            }
            View::Smooth => {
                let smooth = self.smooth.get_or_insert_with(|| Grey::smoothed(&self.image));
                Some((smooth.view(), 1.0))
            }
            View::Double(detail) => {
                if self.is_large() {
                    return None;
                }
                if self.double.as_ref().is_none_or(|(made, _)| *made != detail) {
                    // Only one doubled view is held at a time.
                    self.double = None;
                    let smooth = self.smooth.get_or_insert_with(|| Grey::smoothed(&self.image));
                    let doubled = match detail {
                        Detail::Plain => Grey::doubled(&self.image, None),
                        Detail::Sharp => Grey::doubled(&self.image, Some(&smooth.view())),
                    };
                    self.double = doubled.map(|grey| (detail, grey));
                }
                self.double.as_ref().map(|(_, grey)| (grey.view(), 0.5))
            }
        }
    }

    /// Returns the view in which to read a triple that was found in another one: the smallest scale at which its
    /// modules are wide enough. Smoothed and doubled views are kept, because only they showed the triple.
    pub(super) fn best_for(view: View, triple: &Triple) -> View {
        let View::Scale(_) = view else { return view };
        let module = triple.top_left.module.min(triple.top_right.module).min(triple.bottom_left.module);
        let module = module / MEASURED_TOO_WIDE;
        let scale = (0..SCALES).take_while(|scale| module / (2 << scale) as f64 >= WIDE_ENOUGH).count();
        View::Scale(scale)
    }

    /// Releases the views made so far, because later steps need memory.
    pub(super) fn release(&mut self) {
        *self = Views::new(self.image);
    }
}
