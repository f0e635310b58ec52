//! Drawings of symbols: SVG for print and PNG for screens, with an optional line of text below.

use super::{Symbol, SymbolError};
use crate::label::{Label, ProductId};
use core::fmt::Write;
use embedded_graphics::mono_font::ascii::FONT_10X20;
use embedded_graphics::mono_font::{MonoFont, MonoTextStyle};
use embedded_graphics::pixelcolor::BinaryColor;
use embedded_graphics::prelude::{DrawTarget, Drawable, OriginDimensions, Pixel, Point, Size};
use embedded_graphics::text::{Baseline, Text};

/// The width of the quiet zone on each side of a symbol, in modules (ISO/IEC 18004).
pub const QUIET_ZONE: usize = 4;

/// The smallest width of a module in print, in millimetres. Phones often fail to read smaller ones.
pub const MIN_MODULE_MM: f64 = 0.33;

/// The smallest width of a module in print, in millimetres, of a symbol that tills read: the X-dimension that GS1 asks
/// of QR codes with a GS1 Digital Link URI at points of sale (R-86).
pub const MIN_TILL_MODULE_MM: f64 = 0.396;

/// The height of the band for the caption, in modules.
const CAPTION_MODULES: usize = 5;

/// The font of captions in PNG, and the width and height of its characters in pixels.
const FONT: MonoFont<'static> = FONT_10X20;
const CELL: (usize, usize) = (10, 20);

/// A line of text below a symbol, for a person to compare: stars and product ID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    stars: usize,
    product_id: ProductId,
}

impl Caption {
    /// Makes the caption of a label. A level above 5 is written as a number instead of stars.
    #[must_use]
    pub fn of(label: &Label) -> Self {
        let level = usize::from(label.level().get());
        Caption { stars: level, product_id: label.product_id().clone() }
    }

    fn parts(&self) -> (usize, String) {
        if self.stars <= 5 {
            (self.stars, format!(" {}", self.product_id))
        } else {
            (0, format!("LEVEL {} {}", self.stars, self.product_id))
        }
    }
}

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
/// assert!(drawing.to_svg().contains("★ SS-2026-000123"));
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
}

impl<'a> Drawing<'a> {
    /// Makes a drawing with modules of 0.5 mm and no caption.
    #[must_use]
    pub fn new(symbol: &'a Symbol) -> Self {
        Drawing { symbol, module_mm: 0.5, caption: None }
    }

    /// Sets the width of a module in print, in millimetres. It is limited to 0.05 to 50; a value that is not finite
    /// becomes 0.5.
    #[must_use]
    pub fn module_mm(mut self, millimetres: f64) -> Self {
        self.module_mm = if millimetres.is_finite() { millimetres.clamp(0.05, 50.0) } else { 0.5 };
        self
    }

    /// Sets the line of text below the symbol.
    #[must_use]
    pub fn caption(mut self, caption: Caption) -> Self {
        self.caption = Some(caption);
        self
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

    fn modules_across(&self) -> usize {
        self.symbol.side() + 2 * QUIET_ZONE
    }

    fn modules_down(&self) -> usize {
        self.modules_across() + if self.caption.is_some() { CAPTION_MODULES } else { 0 }
    }

    /// Draws an SVG document with its size in millimetres. All dark modules are one path.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let (across, down) = (self.modules_across(), self.modules_down());
        let (width, height) = (across as f64 * self.module_mm, down as f64 * self.module_mm);
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
        if let Some(caption) = &self.caption {
            let (stars, text) = caption.parts();
            let text = escape_xml(&["★".repeat(stars), text].concat());
            // A character of a sans-serif font is about 0.6 em wide, a star 1 em.
            let ems = 0.6 * text.chars().count() as f64 + 0.4 * stars as f64;
            let size = (across as f64 / ems).min(3.2);
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{}\" font-family=\"sans-serif\" font-size=\"{size:.2}\" \
                 text-anchor=\"middle\">{text}</text>",
                across as f64 / 2.0,
                down as f64 - 2.5,
            );
        }
        svg.push_str("</svg>\n");
        svg
    }

    /// Draws a black and white PNG with a number of pixels per module, limited to 1 to 64. The file states its size in
    /// print.
    ///
    /// # Errors
    /// `Png` if the encoder fails. It writes to memory, so this can only happen if the picture exceeds its limits.
    pub fn to_png(&self, pixels_per_module: u32) -> Result<Vec<u8>, SymbolError> {
        let scale = pixels_per_module.clamp(1, 64) as usize;
        let symbol_height = self.modules_across() * scale;
        // At small scales, the height of the letters determines the height of the band.
        let caption_height = self.caption.as_ref().map_or(0, |_| (CAPTION_MODULES * scale).max(CELL.1 + 4));
        let mut raster = Raster::white(self.png_width(scale), symbol_height + caption_height);
        let left = (raster.width - self.modules_across() * scale) / 2;
        for y in 0..self.symbol.side() {
            for (start, length) in self.dark_runs(y) {
                let (x, y) = (left + (start + QUIET_ZONE) * scale, (y + QUIET_ZONE) * scale);
                raster.fill(x, y, length * scale, scale);
            }
        }
        if let Some(caption) = &self.caption {
            let room = (raster.width, caption_height);
            raster.write_caption(caption, symbol_height, room);
        }
        let pixels_per_meter = (scale as f64 / self.module_mm * 1000.0).round() as u32;
        raster.to_png(pixels_per_meter).map_err(|error| SymbolError::Png { reason: error.to_string() })
    }

    /// Returns the width of the symbol, or of the caption in its smallest letters if that is wider.
    fn png_width(&self, scale: usize) -> usize {
        let caption = self.caption.as_ref().map_or(0, |caption| {
            let (stars, text) = caption.parts();
            (stars + text.len() + 2) * CELL.0
        });
        caption.max(self.modules_across() * scale)
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

fn escape_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A star of the size of a letter, one bit per pixel.
const STAR: [u16; 10] = [
    0b00_0011_0000,
    0b00_0011_0000,
    0b00_0111_1000,
    0b11_1111_1111,
    0b01_1111_1110,
    0b00_1111_1100,
    0b00_1111_1100,
    0b01_1111_1110,
    0b01_1100_1110,
    0b01_0000_0010,
];

/// A black and white image.
struct Raster {
    width: usize,
    dark: Vec<bool>,
}

impl Raster {
    fn white(width: usize, height: usize) -> Self {
        Raster { width, dark: vec![false; width * height] }
    }

    fn fill(&mut self, left: usize, top: usize, width: usize, height: usize) {
        for row in self.dark.chunks_mut(self.width).skip(top).take(height) {
            row.iter_mut().skip(left).take(width).for_each(|dark| *dark = true);
        }
    }

    /// Writes a caption in the middle of a band of `room` pixels (width, height) below `top`, as large as fits.
    fn write_caption(&mut self, caption: &Caption, top: usize, room: (usize, usize)) {
        let (stars, text) = caption.parts();
        let mut line = Raster::white((stars + text.len()) * CELL.0, CELL.1);
        for star in 0..stars {
            for (y, row) in STAR.iter().enumerate() {
                (0..10).filter(|x| row >> (9 - x) & 1 == 1).for_each(|x| line.fill(star * CELL.0 + x, y + 5, 1, 1));
            }
        }
        let style = MonoTextStyle::new(&FONT, BinaryColor::On);
        let start = Point::new(i32::try_from(stars * CELL.0).unwrap_or(0), 0);
        // Drawing to memory cannot fail: its error type has no values.
        let _ = Text::with_baseline(&text, start, style, Baseline::Top).draw(&mut line);

        let scale = (room.0 / (line.width + 2 * CELL.0)).min(room.1 / CELL.1).max(1);
        let left = room.0.saturating_sub(line.width * scale) / 2;
        for (y, row) in line.dark.chunks(line.width).enumerate() {
            for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
                self.fill(left + x * scale, top + y * scale, scale, scale);
            }
        }
    }

    fn to_png(&self, pixels_per_meter: u32) -> Result<Vec<u8>, png::EncodingError> {
        let mut bytes = Vec::new();
        let height = self.dark.len() / self.width;
        let size = |pixels: usize| u32::try_from(pixels).map_err(|_| png::EncodingError::LimitsExceeded);
        let mut encoder = png::Encoder::new(&mut bytes, size(self.width)?, size(height)?);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: pixels_per_meter,
            yppu: pixels_per_meter,
            unit: png::Unit::Meter,
        }));
        let packed: Vec<u8> = self.dark.chunks(self.width).flat_map(pack_row).collect();
        encoder.write_header()?.write_image_data(&packed)?;
        Ok(bytes)
    }
}

/// Packs a row into bytes of eight pixels, with 1 for white.
fn pack_row(row: &[bool]) -> Vec<u8> {
    let byte = |eight: &[bool]| {
        eight.iter().enumerate().fold(0xff, |byte, (i, dark)| if *dark { byte & !(0x80 >> i) } else { byte })
    };
    row.chunks(8).map(byte).collect()
}

impl OriginDimensions for Raster {
    fn size(&self) -> Size {
        let height = self.dark.len() / self.width.max(1);
        Size::new(u32::try_from(self.width).unwrap_or(0), u32::try_from(height).unwrap_or(0))
    }
}

impl DrawTarget for Raster {
    type Color = BinaryColor;
    type Error = core::convert::Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<BinaryColor>>>(&mut self, pixels: I) -> Result<(), Self::Error> {
        for Pixel(at, color) in pixels {
            if let (Ok(x), Ok(y), true) = (usize::try_from(at.x), usize::try_from(at.y), color.is_on()) {
                self.fill(x, y, 1, 1);
            }
        }
        Ok(())
    }
}
