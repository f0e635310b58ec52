//! Records the steps of a scan, for pictures of them. Not a part of the public API: it may change at any time.

use crate::attempt::{Evidence, Reading};
use crate::find::{Binary, Finder, Triple};
use crate::geometry::Point;
use crate::grid::{CONTRAST_RADIUS, Mesh};
use crate::image::LumaImage;
use crate::observe::{Observer, Place};
use crate::options::ScanOptions;
use crate::result::Scan;
use crate::search;

/// The steps of a scan, in their order.
#[derive(Debug, Default)]
pub struct Steps {
    /// The passes over the image.
    pub passes: Vec<Pass>,
    /// The symbols that were read.
    pub read: Vec<Grid>,
    /// The symbols that were seen and not read.
    pub unread: Vec<Grid>,
}

/// One pass over the image in black and white, on a scale of its own.
#[derive(Debug)]
pub struct Pass {
    /// The width of its view in pixels of the view.
    pub width: usize,
    /// Whether each pixel of the view is dark, row by row.
    pub dark: Vec<bool>,
    /// Pixels of the image along a pixel of the view.
    pub scale: f64,
    /// The pixel of the image at which the view begins: not the first in a closer look at a part.
    pub begin: Point,
    /// Finder patterns: their centres and the widths of their modules, in pixels of the view.
    pub finders: Vec<(Point, f64)>,
    /// Triples that were tried as the corners of a symbol, top left first, in pixels of the image.
    pub triples: Vec<[Point; 3]>,
}

/// The grid of a symbol.
#[derive(Debug)]
pub struct Grid {
    /// Modules along a side.
    pub side: usize,
    /// The corners of modules in pixels of the image, one more than modules in each row and column.
    pub corners: Vec<Point>,
    /// How dark each module looks: -1 is certainly light, 1 certainly dark, and values go somewhat beyond.
    pub darkness: Vec<f32>,
    /// 1 for modules that are dark once errors are corrected, -1 for light ones; empty for symbols that were not read.
    pub corrected: Vec<f32>,
}

/// Scans an image, and records the steps.
#[must_use]
pub fn follow(image: &LumaImage<'_>, options: &ScanOptions) -> (Scan, Steps) {
    let mut steps = Steps::default();
    let scan = search::scan_observed(image, options, &mut steps);
    (scan, steps)
}

impl Observer for Steps {
    fn passed(&mut self, view: &Binary<'_>, finders: &[Finder], place: Place) {
        let (width, height) = (view.width(), view.height());
        let dark = (0..width * height).map(|at| view.is_dark((at % width) as i64, (at / width) as i64)).collect();
        let finders = finders.iter().map(|finder| (finder.center, finder.module)).collect();
        let Place { scale, origin: begin } = place;
        self.passes.push(Pass { width, dark, scale, begin, finders, triples: Vec::new() });
    }

    fn tried(&mut self, triple: &Triple, place: Place) {
        let corners = [triple.top_left, triple.top_right, triple.bottom_left].map(|finder| place.map(finder.center));
        self.passes.last_mut().into_iter().for_each(|pass| pass.triples.push(corners));
    }

    fn read(&mut self, reading: &Reading, place: Place) {
        let corrected = reading.codewords.known(&reading.layout);
        let grid = grid(&reading.mesh, reading.darkness.clone(), place);
        self.read.push(Grid { corrected, ..grid });
    }

    fn unread(&mut self, evidence: &Evidence, place: Place) {
        self.unread.push(grid(&evidence.mesh, evidence.grey.balanced(CONTRAST_RADIUS).inner(), place));
    }
}

fn grid(mesh: &Mesh, darkness: Vec<f32>, place: Place) -> Grid {
    let across = mesh.side + 1;
    let corner = |at: usize| place.map(mesh.map(Point { x: (at % across) as f64, y: (at / across) as f64 }));
    Grid { side: mesh.side, corners: (0..across * across).map(corner).collect(), darkness, corrected: Vec::new() }
}
