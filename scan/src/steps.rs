//! What a scan saw on its way, for pictures of it: only with the feature `scan-steps`, which no product has.

use super::attempt::Evidence;
use super::find::{Binary, Finder, Triple};
use super::grid::{Field, Mesh};
use super::symbol::{Codewords, Layout};
use super::{LumaImage, Point, Scan, ScanOptions, scan};
use std::cell::RefCell;

/// All that was seen, in the order in which it was.
#[derive(Debug, Default)]
pub struct Steps {
    /// The passes over the image.
    pub passes: Vec<Pass>,
    /// Symbols that were read.
    pub read: Vec<Grid>,
    /// Symbols that were seen and not read.
    pub unread: Vec<Grid>,
}

/// One pass over the image in black and white, on a scale of its own.
#[derive(Debug)]
pub struct Pass {
    /// Its width in pixels of its own.
    pub width: usize,
    /// Whether each of its pixels is dark, row by row.
    pub dark: Vec<bool>,
    /// How many pixels of the image one of its own makes.
    pub scale: f64,
    /// Where it begins in the image: a closer look is one at a part.
    pub begin: Point,
    /// Finder patterns: their middles and the width of their modules, in pixels of the pass.
    pub finders: Vec<(Point, f64)>,
    /// Threes of them that were tried as the corners of a symbol, top left first, in pixels of the image.
    pub triples: Vec<[Point; 3]>,
}

/// A symbol's grid.
#[derive(Debug)]
pub struct Grid {
    /// Modules along a side.
    pub side: usize,
    /// Where the corners of modules lie in pixels of the image, one more than modules in each row and column.
    pub corners: Vec<Point>,
    /// How dark each module looks, from -1, certainly light, to 1, certainly dark, and somewhat beyond.
    pub darkness: Vec<f32>,
    /// 1 for modules that are dark once errors are corrected, -1 for light ones; nothing of symbols that were not read.
    pub corrected: Vec<f32>,
}

thread_local! {
    static STEPS: RefCell<Steps> = RefCell::default();
}

/// Scans an image, and shows what was seen on the way.
#[must_use]
pub fn follow(image: &LumaImage<'_>, options: &ScanOptions) -> (Scan, Steps) {
    STEPS.take();
    let scan = scan(image, options);
    (scan, STEPS.take())
}

fn note(change: impl FnOnce(&mut Steps)) {
    STEPS.with_borrow_mut(change);
}

pub(super) fn passed(binary: &Binary<'_>, scale: f64, seen: &[Finder]) {
    let width = binary.width();
    let dark =
        (0..width * binary.height()).map(|at| binary.is_dark((at % width) as i64, (at / width) as i64)).collect();
    let finders = seen.iter().map(|finder| (finder.centre, finder.module)).collect();
    note(|steps| {
        steps.passes.push(Pass { width, dark, scale, begin: Point { x: 0.0, y: 0.0 }, finders, triples: Vec::new() });
    });
}

pub(super) fn tried(triple: &Triple) {
    let corners = [triple.top_left, triple.top_right, triple.bottom_left].map(|finder| finder.centre);
    note(|steps| steps.passes.last_mut().into_iter().for_each(|pass| pass.triples.push(corners)));
}

/// `mesh` is in the pixels of a view; [`scaled`] follows.
pub(super) fn read(codewords: &Codewords, soft: &[f32], mesh: &Mesh, layout: &Layout) {
    let corrected = codewords.known(layout);
    note(|steps| steps.read.push(Grid { corrected, ..grid(mesh, soft.to_vec(), 1.0) }));
}

/// Tells how many pixels of the image one of the view makes in which a symbol was read just now.
pub(super) fn scaled(scale: f64) {
    let enlarge = |grid: &mut Grid| grid.corners.iter_mut().for_each(|corner| *corner = *corner * scale);
    note(|steps| steps.read.last_mut().into_iter().for_each(enlarge));
}

/// How many passes and symbols there were so far.
pub(super) fn so_far() -> (usize, usize) {
    STEPS.with_borrow(|steps| (steps.passes.len(), steps.read.len()))
}

/// Tells where the part of the image begins in which all was seen since then.
pub(super) fn moved(since: (usize, usize), begin: Point) {
    note(|steps| {
        for pass in steps.passes.iter_mut().skip(since.0) {
            pass.begin = begin;
            pass.triples.iter_mut().flatten().for_each(|corner| *corner = *corner + begin);
        }
        let corners = steps.read.iter_mut().skip(since.1).flat_map(|grid| &mut grid.corners);
        corners.for_each(|corner| *corner = *corner + begin);
    });
}

pub(super) fn left(evidence: &Evidence, scale: f64) {
    let Evidence { mesh, grey, .. } = evidence;
    note(|steps| steps.unread.push(grid(mesh, Field::balanced(grey, 5).inner(), scale)));
}

fn grid(mesh: &Mesh, darkness: Vec<f32>, scale: f64) -> Grid {
    let across = mesh.side + 1;
    let corner = |at: usize| mesh.map(Point { x: (at % across) as f64, y: (at / across) as f64 }) * scale;
    Grid { side: mesh.side, corners: (0..across * across).map(corner).collect(), darkness, corrected: Vec::new() }
}
