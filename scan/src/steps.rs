//! Records the steps of a scan, to draw pictures of them. This module is not a part of the public API and may change at
//! any time.

use crate::attempt::{Evidence, Reading};
use crate::find::{Binary, Finder, Triple};
use crate::geometry::Point;
use crate::grid::{CONTRAST_RADIUS, Mesh};
use crate::image::LumaImage;
use crate::observe::{Observer, Place};
use crate::options::ScanOptions;
use crate::result::Scan;
use crate::search;

/// The steps of a scan, in order.
#[derive(Debug, Default)]
pub struct Steps {
    /// The passes over the image.
    pub passes: Vec<Pass>,
    /// The symbols that were read.
    pub read: Vec<Grid>,
    /// The symbols that were seen but not read.
    pub unread: Vec<Grid>,
}

/// One pass over a view of the image in black and white.
#[derive(Debug)]
pub struct Pass {
    /// The width of the view in its own pixels.
    pub width: usize,
    /// Whether each pixel of the view is dark, row by row.
    pub dark: Vec<bool>,
    /// The number of image pixels along one pixel of the view.
    pub scale: f64,
    /// The image pixel at which the view begins. It is not the first one if the view is a part of the image.
    pub begin: Point,
    /// The finder patterns: their centres and module widths, in pixels of the view.
    pub finders: Vec<(Point, f64)>,
    /// The triples that were tried as the corners of a symbol, top left first, in pixels of the image.
    pub triples: Vec<[Point; 3]>,
}

/// The mesh of a symbol and the colors of its modules.
#[derive(Debug)]
pub struct Grid {
    /// The number of modules along a side.
    pub side: usize,
    /// The corners of the modules in pixels of the image. Each row and column has one more corner than modules.
    pub corners: Vec<Point>,
    /// The measured darkness of each module: -1 is certainly light and 1 is certainly dark. Values may go slightly
    /// beyond.
    pub darkness: Vec<f32>,
    /// The corrected color of each module: 1 for dark, -1 for light. Empty for symbols that were not read.
    pub corrected: Vec<f32>,
}

/// Scans an image and records the steps.
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
