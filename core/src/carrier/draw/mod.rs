//! Drawings of symbols: SVG for print and PNG for screens, with optional lines of text below.

mod caption;
mod letters;
mod raster;

pub use caption::Caption;

use super::{Symbol, SymbolError};
use caption::Layout;
use core::fmt::Write;
use letters::{STROKE, Step};
use raster::Raster;

/// The width of the quiet zone on each side of a symbol, in modules (ISO/IEC 18004).
pub const QUIET_ZONE: usize = 4;

/// The smallest width of a module in print, in millimetres. Phones often fail to read smaller ones.
pub const MIN_MODULE_MM: f64 = 0.33;

/// The smallest width of a module in print, in millimetres, of a symbol that tills read: the X-dimension that GS1 asks
/// of QR codes with a GS1 Digital Link URI at points of sale (R-86).
pub const MIN_TILL_MODULE_MM: f64 = 0.396;

/// The height of capital letters and digits below a symbol, in millimetres, if no other is chosen. It is that of small
/// print which is still read without effort.
pub const TEXT_MM: f64 = 2.1;

/// The least height of capital letters in PNG, in pixels. Smaller ones cannot be read on a screen.
const LEAST_TEXT_PIXELS: f64 = 9.0;

/// The settings with which a symbol is drawn.
///
/// ```
/// use starseal::carrier::{Caption, Drawing, ErrorCorrection, Symbol};
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let (label, carrier) = (common::label(), common::carrier(&common::sealed()));
///
/// let symbol = Symbol::encode(&carrier, ErrorCorrection::Medium)?;
/// let drawing = Drawing::new(&symbol).module_mm(0.4).caption(Caption::of(&label));
/// assert!(!drawing.is_too_small_for_phones());
/// assert_eq!(drawing.drawn_text_mm(), Some(2.1));
/// assert!(drawing.to_svg().starts_with("<svg"));
///
/// let png = drawing.to_png(8)?;
/// assert!(png.starts_with(b"\x89PNG"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Drawing<'a> {
    symbol: &'a Symbol,
    module_mm: f64,
    caption: Option<Caption>,
    text_mm: f64,
}

impl<'a> Drawing<'a> {
    /// Makes a drawing with modules of 0.5 mm and no caption.
    #[must_use]
    pub fn new(symbol: &'a Symbol) -> Self {
        Drawing { symbol, module_mm: 0.5, caption: None, text_mm: TEXT_MM }
    }

    /// Sets the width of a module in print, in millimetres. It is limited to 0.05 to 50; a value that is not finite
    /// becomes 0.5.
    #[must_use]
    pub fn module_mm(mut self, millimetres: f64) -> Self {
        self.module_mm = if millimetres.is_finite() { millimetres.clamp(0.05, 50.0) } else { 0.5 };
        self
    }

    /// Sets the text below the symbol.
    #[must_use]
    pub fn caption(mut self, caption: Caption) -> Self {
        self.caption = Some(caption);
        self
    }

    /// Sets the height of capital letters and digits below the symbol, in millimetres. It is limited to 0.5 to 50; a
    /// value that is not finite becomes [`TEXT_MM`].
    #[must_use]
    pub fn text_mm(mut self, millimetres: f64) -> Self {
        self.text_mm = if millimetres.is_finite() { millimetres.clamp(0.5, 50.0) } else { TEXT_MM };
        self
    }

    /// Returns the height of the letters that are drawn, in millimetres; none without a caption. It is less than what
    /// was chosen only if the product ID does not fit in two lines below the symbol.
    #[must_use]
    pub fn drawn_text_mm(&self) -> Option<f64> {
        self.layout().map(|layout| layout.text_height_mm())
    }

    /// Returns whether the modules are smaller than [`MIN_MODULE_MM`], so that phones often fail to read them.
    #[must_use]
    pub fn is_too_small_for_phones(&self) -> bool {
        self.module_mm < MIN_MODULE_MM
    }

    /// Returns whether the symbol has a GTIN and its modules are smaller than [`MIN_TILL_MODULE_MM`], so that tills may
    /// fail to read it (R-86).
    #[must_use]
    pub fn is_too_small_for_tills(&self) -> bool {
        self.symbol.has_gtin() && self.module_mm < MIN_TILL_MODULE_MM
    }

    /// Returns the width in print in millimetres, with the quiet zone.
    #[must_use]
    pub fn width_mm(&self) -> f64 {
        self.modules_across() as f64 * self.module_mm
    }

    /// Returns the height in print in millimetres, with the quiet zone and the caption.
    #[must_use]
    pub fn height_mm(&self) -> f64 {
        self.width_mm() + self.layout().map_or(0.0, |layout| layout.height_mm())
    }

    fn modules_across(&self) -> usize {
        self.symbol.side() + 2 * QUIET_ZONE
    }

    /// Arranges the caption below the quiet zone, with a module free at both ends.
    fn layout(&self) -> Option<Layout> {
        let room = self.width_mm() - 2.0 * self.module_mm;
        self.caption.as_ref().map(|caption| caption.laid_out(room, self.text_mm))
    }

    /// Draws an SVG document with its size in millimetres. All dark modules are one path, and the letters below are
    /// paths too, so that they need no font.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let across = self.modules_across();
        let layout = self.layout();
        let (width, height) = (self.width_mm(), self.height_mm());
        let down = rounded(height / self.module_mm);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.3}mm\" height=\"{height:.3}mm\" \
             viewBox=\"0 0 {across} {down}\">\n\
             <rect width=\"{across}\" height=\"{down}\" fill=\"#fff\"/>\n\
             <path fill=\"#000\" shape-rendering=\"crispEdges\" d=\""
        );
        for y in 0..self.symbol.side() {
            for (start, length) in self.dark_runs(y) {
                // Writing to a String cannot fail.
                let _ = write!(svg, "M{} {}h{length}v1h-{length}z", start + QUIET_ZONE, y + QUIET_ZONE);
            }
        }
        svg.push_str("\"/>\n");
        if let Some(layout) = layout {
            self.write_caption(&mut svg, &layout);
        }
        svg.push_str("</svg>\n");
        svg
    }

    /// Writes the stars as a filled path, and the letters as a path that is stroked.
    fn write_caption(&self, svg: &mut String, layout: &Layout) {
        let shapes = layout.shapes(self.width_mm(), 1.0 / self.module_mm);
        let top = self.modules_across() as f64;
        let at = |x: f64, y: f64| format!("{} {}", rounded(x), rounded(y + top));
        if !shapes.stars.is_empty() {
            svg.push_str("<path fill=\"#000\" d=\"");
            for star in &shapes.stars {
                for (number, (x, y)) in star.iter().enumerate() {
                    svg.push(if number == 0 { 'M' } else { 'L' });
                    svg.push_str(&at(*x, *y));
                }
                svg.push('z');
            }
            svg.push_str("\"/>\n");
        }
        let width = rounded(STROKE * layout.unit_mm / self.module_mm);
        let _ = write!(
            svg,
            "<path fill=\"none\" stroke=\"#000\" stroke-width=\"{width}\" stroke-linecap=\"round\" \
             stroke-linejoin=\"round\" d=\""
        );
        for step in &shapes.strokes {
            match *step {
                Step::Move(x, y) => _ = write!(svg, "M{}", at(x, y)),
                Step::Line(x, y) => _ = write!(svg, "L{}", at(x, y)),
                Step::Curve(a, b, x, y) => _ = write!(svg, "Q{} {}", at(a, b), at(x, y)),
            }
        }
        svg.push_str("\"/>\n");
    }

    /// Draws a black and white PNG with a number of pixels per module, limited to 1 to 64. The file states its size in
    /// print. The letters have the same shapes as in SVG. Where they would be too small to be read, they are larger,
    /// and so is the picture if needed.
    ///
    /// # Errors
    /// `Png` if the encoder fails. It writes to memory, so this can only happen if the picture exceeds its limits.
    pub fn to_png(&self, pixels_per_module: u32) -> Result<Vec<u8>, SymbolError> {
        let scale = pixels_per_module.clamp(1, 64) as usize;
        let symbol_side = self.modules_across() * scale;
        let per_mm = scale as f64 / self.module_mm;
        let text = self.layout().map(|layout| {
            let enlarged = (LEAST_TEXT_PIXELS / (layout.text_height_mm() * per_mm)).max(1.0);
            (layout, per_mm * enlarged)
        });
        let (width, height) = text.as_ref().map_or((0, 0), |(layout, per_mm)| {
            // A letter's height is left free at both ends of a line that is wider than the symbol.
            let width = layout.width_mm() * per_mm;
            let width = if width > symbol_side as f64 { width + LEAST_TEXT_PIXELS } else { 0.0 };
            (width.ceil() as usize, (layout.height_mm() * per_mm).ceil() as usize)
        });
        let mut raster = Raster::white(symbol_side.max(width), symbol_side + height);
        let left = (raster.width - symbol_side) / 2;
        for y in 0..self.symbol.side() {
            for (start, length) in self.dark_runs(y) {
                let (x, y) = (left + (start + QUIET_ZONE) * scale, (y + QUIET_ZONE) * scale);
                raster.fill(x, y, length * scale, scale);
            }
        }
        if let Some((layout, per_mm)) = text {
            let shapes = layout.shapes(raster.width as f64 / per_mm, per_mm);
            let top = symbol_side as f64;
            let lowered: Vec<Step> = shapes.strokes.iter().map(|step| step.lowered(top)).collect();
            raster.stroke(&lowered, (STROKE * layout.unit_mm * per_mm).max(1.0));
            for star in shapes.stars {
                raster.polygon(&star.map(|(x, y)| (x, y + top)));
            }
        }
        let pixels_per_meter = (scale as f64 / self.module_mm * 1000.0).round() as u32;
        raster.to_png(pixels_per_meter).map_err(|error| SymbolError::Png { reason: error.to_string() })
    }

    /// Returns the runs of dark modules in a row: start and length of each.
    fn dark_runs(&self, y: usize) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for x in (0..self.symbol.side()).filter(|&x| self.symbol.is_dark(x, y)) {
            match runs.last_mut() {
                Some((start, length)) if *start + *length == x => *length += 1,
                _ => runs.push((x, 1)),
            }
        }
        runs
    }
}

/// Rounds to thousandths of a module, which no printer resolves.
fn rounded(modules: f64) -> f64 {
    (modules * 1000.0).round() / 1000.0
}
