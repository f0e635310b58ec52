//! Draws every step of a scan into PNG files, to show which step fails for an image.
//!
//! ```text
//! cargo scan-steps IMAGE [FOLDER]
//! ```
//!
//! - `pass-N.png`: one pass over the image, or over a part of it, in black and white, with circles around the finder
//!   patterns that it found.
//! - `triples.png`: the triples of finder patterns that were tried as corners of a symbol, from the top left one to
//!   both others. Those of symbols that were read are bold.
//! - `mesh.png`: the grid of each symbol over the image, enlarged: every line of a symbol that was read, every other
//!   line of one that was not.
//! - `symbol-N.png`, `unread-N.png`: the modules of each symbol. Left: the measured darkness, with a cross on uncertain
//!   modules that grows with the uncertainty. Right, if the symbol was read: the modules after error correction, with
//!   frames around those that it changed.

use image::{GrayImage, ImageError, Luma, Rgb, RgbImage};
use starseal_scan::steps::{Grid, Pass, Steps, follow};
use starseal_scan::{LumaImage, Point, ScanOptions};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Colors that also differ in lightness.
const SEEN: Rgb<u8> = Rgb([220, 80, 0]);
const READ: Rgb<u8> = Rgb([0, 90, 220]);

/// The number of pixels along a module's side in the pictures of modules.
const CELL: u32 = 12;

/// The darkness below which a module is marked as uncertain.
const CERTAIN: f32 = 0.5;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (image, out) = match arguments.as_slice() {
        [image] => (image, PathBuf::from("scan-steps")),
        [image, out] => (image, PathBuf::from(out)),
        _ => {
            eprintln!("usage: scan-steps IMAGE [FOLDER]");
            return ExitCode::from(2);
        }
    };
    match run(Path::new(image), &out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {image}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(path: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let grey = image::open(path)?.to_luma8();
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let luma = LumaImage::new(grey.as_raw(), width, height, width)?;
    let (scan, steps) = follow(&luma, &ScanOptions::default());
    std::fs::create_dir_all(out)?;
    forget_earlier(out)?;
    draw(&grey, &steps, out)?;
    for (number, pass) in (1..).zip(&steps.passes) {
        let (finders, triples) = (pass.finders.len(), pass.triples.len());
        let place = match pass.begin {
            Point { x: 0.0, y: 0.0 } => String::new(),
            Point { x, y } => format!(", part at {x}, {y}"),
        };
        println!("pass {number}{place}, scale 1/{}: {finders} finder patterns, {triples} triples tried", pass.scale);
    }
    for symbol in &scan.symbols {
        println!("read: version {}, {} codewords corrected: {}", symbol.version, symbol.corrected, symbol.text);
    }
    for symbol in &scan.textless {
        println!("read, without a text: {}", symbol.reason);
    }
    for symbol in &scan.unread {
        println!("seen but not read: {}", symbol.hint.map_or("no clear cause", starseal_scan::Hint::code));
    }
    println!("pictures are in {}", out.display());
    Ok(())
}

/// Removes the numbered pictures of an earlier image, which may have had more of them.
fn forget_earlier(out: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(out)? {
        let path = entry?.path();
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_ours = name.rsplit_once('-').is_some_and(|(name, number)| {
            ["pass", "symbol", "unread"].contains(&name) && number.parse::<u32>().is_ok()
        });
        if is_ours && path.extension().is_some_and(|extension| extension == "png") {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn draw(grey: &GrayImage, steps: &Steps, out: &Path) -> Result<(), ImageError> {
    for (number, pass) in (1..).zip(&steps.passes) {
        draw_pass(pass).save(out.join(format!("pass-{number}.png")))?;
    }
    let mut triples = faded(grey, 1);
    let is_read =
        |triple: &[Point; 3]| steps.read.iter().any(|symbol| triple.iter().all(|corner| symbol.holds(*corner)));
    let (read, dismissed): (Vec<&[Point; 3]>, Vec<&[Point; 3]>) =
        steps.passes.iter().flat_map(|pass| &pass.triples).partition(|triple| is_read(triple));
    for (triples_drawn, pen) in [(dismissed, Pen { color: SEEN, is_bold: false, opacity: 40 }), (read, Pen::bold(READ))]
    {
        for [top_left, top_right, bottom_left] in triples_drawn {
            line(&mut triples, *top_left, *top_right, &pen);
            line(&mut triples, *top_left, *bottom_left, &pen);
        }
    }
    triples.save(out.join("triples.png"))?;
    let factor = if grey.width() <= 2000 { 2 } else { 1 };
    let mut mesh = faded(grey, factor);
    steps.unread.iter().for_each(|symbol| draw_grid(&mut mesh, symbol, factor, SEEN, 2));
    steps.read.iter().for_each(|symbol| draw_grid(&mut mesh, symbol, factor, READ, 1));
    mesh.save(out.join("mesh.png"))?;
    for (name, symbols) in [("symbol", &steps.read), ("unread", &steps.unread)] {
        for (number, symbol) in (1..).zip(symbols) {
            draw_modules(symbol).save(out.join(format!("{name}-{number}.png")))?;
        }
    }
    Ok(())
}

/// Returns the image in pale grey, `factor` times as wide, so that lines are visible on it.
fn faded(grey: &GrayImage, factor: u32) -> RgbImage {
    let pale = |Luma([value]): Luma<u8>| Rgb([96 + (u16::from(value) * 5 / 8) as u8; 3]);
    let at = |x, y| pale(*grey.get_pixel(x / factor, y / factor));
    RgbImage::from_fn(grey.width() * factor, grey.height() * factor, at)
}

fn draw_pass(pass: &Pass) -> RgbImage {
    let width = pass.width as u32;
    let height = (pass.dark.len() / pass.width.max(1)) as u32;
    let mut picture = RgbImage::from_fn(width, height, |x, y| {
        let dark = pass.dark.get((y * width + x) as usize).copied().unwrap_or(false);
        Rgb([if dark { 70 } else { 255 }; 3])
    });
    for (middle, module) in &pass.finders {
        circle(&mut picture, *middle, module * 5.0, SEEN);
    }
    picture
}

fn draw_grid(picture: &mut RgbImage, symbol: &Grid, factor: u32, color: Rgb<u8>, step: usize) {
    let last = symbol.side;
    let pen = Pen { color, is_bold: false, opacity: 160 };
    let place = |x, y| {
        let Point { x, y } = symbol.corner(x, y);
        Point { x: x * f64::from(factor), y: y * f64::from(factor) }
    };
    for at in (0..=last).filter(|at| at % step == 0 || *at == last) {
        for along in 0..last {
            line(picture, place(along, at), place(along + 1, at), &pen);
            line(picture, place(at, along), place(at, along + 1), &pen);
        }
    }
}

fn draw_modules(symbol: &Grid) -> RgbImage {
    let side = symbol.side as u32;
    let panels = if symbol.corrected.is_empty() { 1 } else { 2 };
    let mut picture = RgbImage::from_pixel(panels * (side + 2) * CELL, (side + 2) * CELL, Rgb([255; 3]));
    for (at, darkness) in symbol.darkness.iter().enumerate() {
        let (x, y) = ((at as u32 % side + 1) * CELL, (at as u32 / side + 1) * CELL);
        let grey = (127.5 - 127.5 * darkness.clamp(-1.0, 1.0)) as u8;
        fill(&mut picture, x, y, Rgb([grey; 3]));
        // The length of the cross grows with the uncertainty.
        let doubt = (CERTAIN - darkness.abs()).max(0.0) / CERTAIN;
        let reach = f64::from(doubt) * f64::from(CELL / 2);
        let middle = Point { x: f64::from(x + CELL / 2), y: f64::from(y + CELL / 2) };
        let corner = |across: f64, down: f64| Point { x: middle.x + across * reach, y: middle.y + down * reach };
        if reach >= 1.0 {
            line(&mut picture, corner(-1.0, -1.0), corner(1.0, 1.0), &Pen::thin(SEEN));
            line(&mut picture, corner(-1.0, 1.0), corner(1.0, -1.0), &Pen::thin(SEEN));
        }
        let Some(corrected) = symbol.corrected.get(at) else { continue };
        let x = x + (side + 2) * CELL;
        fill(&mut picture, x, y, Rgb([if *corrected > 0.0 { 0 } else { 255 }; 3]));
        if (*corrected > 0.0) != (*darkness > 0.0) {
            frame(&mut picture, x, y, SEEN);
        }
    }
    picture
}

trait Shape {
    fn corner(&self, x: usize, y: usize) -> Point;
    fn holds(&self, at: Point) -> bool;
}

impl Shape for Grid {
    fn corner(&self, x: usize, y: usize) -> Point {
        self.corners[y * (self.side + 1) + x]
    }

    /// Returns whether a point lies within the symbol. Corners are in clockwise order, or counterclockwise if mirrored.
    fn holds(&self, at: Point) -> bool {
        let last = self.side;
        let corners = [(0, 0), (last, 0), (last, last), (0, last)].map(|(x, y)| self.corner(x, y));
        let next = corners.iter().cycle().skip(1);
        let turns =
            corners.iter().zip(next).map(|(a, b)| (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x) > 0.0);
        turns.clone().all(|turn| turn) || turns.clone().all(|turn| !turn)
    }
}

// ---- pixels

/// The style of a line.
struct Pen {
    color: Rgb<u8>,
    is_bold: bool,
    /// The opacity, from 0 to 255.
    opacity: u16,
}

impl Pen {
    fn thin(color: Rgb<u8>) -> Self {
        Pen { color, is_bold: false, opacity: 255 }
    }

    fn bold(color: Rgb<u8>) -> Self {
        Pen { color, is_bold: true, opacity: 255 }
    }

    fn dot(&self, picture: &mut RgbImage, x: f64, y: f64) {
        if x >= 0.0 && y >= 0.0 && x < f64::from(picture.width()) && y < f64::from(picture.height()) {
            let pixel = picture.get_pixel_mut(x as u32, y as u32);
            for (value, ink) in pixel.0.iter_mut().zip(self.color.0) {
                *value = ((u16::from(*value) * (255 - self.opacity) + u16::from(ink) * self.opacity) / 255) as u8;
            }
        }
    }
}

fn line(picture: &mut RgbImage, from: Point, to: Point, pen: &Pen) {
    // A line that leaves the picture by far is not drawn.
    let reach = 4.0 * f64::from(picture.width() + picture.height());
    if [from.x, from.y, to.x, to.y].iter().any(|value| !value.is_finite() || value.abs() > reach) {
        return;
    }
    let steps = (to.x - from.x).abs().max((to.y - from.y).abs()).ceil().max(1.0);
    // The last place is the first one of the next line.
    for at in 0..steps as u32 {
        let along = f64::from(at) / steps;
        let (x, y) = (from.x + (to.x - from.x) * along, from.y + (to.y - from.y) * along);
        pen.dot(picture, x, y);
        if pen.is_bold {
            [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)]
                .iter()
                .for_each(|(dx, dy)| pen.dot(picture, x + dx, y + dy));
        }
    }
}

fn circle(picture: &mut RgbImage, middle: Point, radius: f64, color: Rgb<u8>) {
    let steps = (radius * 8.0).clamp(16.0, 4000.0) as u32;
    for at in 0..steps {
        let (sin, cos) = (f64::from(at) / f64::from(steps) * std::f64::consts::TAU).sin_cos();
        for grown in [radius, radius + 1.0] {
            Pen::thin(color).dot(picture, middle.x + cos * grown, middle.y + sin * grown);
        }
    }
}

fn fill(picture: &mut RgbImage, left: u32, top: u32, color: Rgb<u8>) {
    (0..CELL * CELL).for_each(|at| picture.put_pixel(left + at % CELL, top + at / CELL, color));
}

fn frame(picture: &mut RgbImage, left: u32, top: u32, color: Rgb<u8>) {
    let is_edge = |at: u32| !(2..CELL - 2).contains(&at);
    for at in (0..CELL * CELL).filter(|at| is_edge(at % CELL) || is_edge(at / CELL)) {
        picture.put_pixel(left + at % CELL, top + at / CELL, color);
    }
}
