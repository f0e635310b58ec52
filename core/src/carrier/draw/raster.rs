//! Black and white images, in which rectangles, strokes and stars are drawn.

use super::letters::Step;

/// The number of lines that stand for a curve.
const CURVE_LINES: usize = 8;

/// A black and white image.
pub(super) struct Raster {
    pub(super) width: usize,
    dark: Vec<bool>,
}

impl Raster {
    pub(super) fn white(width: usize, height: usize) -> Self {
        Raster { width, dark: vec![false; width * height] }
    }

    pub(super) fn fill(&mut self, left: usize, top: usize, width: usize, height: usize) {
        for row in self.dark.chunks_mut(self.width).skip(top).take(height) {
            row.iter_mut().skip(left).take(width).for_each(|dark| *dark = true);
        }
    }

    /// Draws paths with round ends, `thickness` pixels wide: every pixel whose middle is not further from the path than
    /// half of that.
    pub(super) fn stroke(&mut self, path: &[Step], thickness: f64) {
        let mut from = (0.0, 0.0);
        for step in path {
            match *step {
                Step::Move(x, y) => from = (x, y),
                Step::Line(x, y) => {
                    self.line(from, (x, y), thickness / 2.0);
                    from = (x, y);
                }
                Step::Curve(a, b, x, y) => {
                    let start = from;
                    for part in 1..=CURVE_LINES {
                        let t = part as f64 / CURVE_LINES as f64;
                        let mix = |p: f64, c: f64, q: f64| (1.0 - t) * ((1.0 - t) * p + 2.0 * t * c) + t * t * q;
                        let to = (mix(start.0, a, x), mix(start.1, b, y));
                        self.line(from, to, thickness / 2.0);
                        from = to;
                    }
                }
            }
        }
    }

    fn line(&mut self, (x0, y0): (f64, f64), (x1, y1): (f64, f64), reach: f64) {
        let (along, down) = (x1 - x0, y1 - y0);
        let length = along * along + down * down;
        self.each_within([x0.min(x1) - reach, y0.min(y1) - reach, x0.max(x1) + reach, y0.max(y1) + reach], |x, y| {
            let share =
                if length > 0.0 { (((x - x0) * along + (y - y0) * down) / length).clamp(0.0, 1.0) } else { 0.0 };
            let (dx, dy) = (x - x0 - share * along, y - y0 - share * down);
            dx * dx + dy * dy <= reach * reach
        });
    }

    /// Fills a polygon.
    pub(super) fn polygon(&mut self, corners: &[(f64, f64)]) {
        let fold = |pick: fn(f64, f64) -> f64, start: f64, of: fn(&(f64, f64)) -> f64| {
            corners.iter().map(of).fold(start, pick)
        };
        let left = fold(f64::min, f64::MAX, |corner| corner.0);
        let top = fold(f64::min, f64::MAX, |corner| corner.1);
        let right = fold(f64::max, f64::MIN, |corner| corner.0);
        let bottom = fold(f64::max, f64::MIN, |corner| corner.1);
        let sides: Vec<_> = corners.iter().zip(corners.iter().cycle().skip(1)).collect();
        self.each_within([left, top, right, bottom], |x, y| {
            let crossed = sides
                .iter()
                .filter(|((x0, y0), (x1, y1))| (*y0 > y) != (*y1 > y) && x < x0 + (y - y0) / (y1 - y0) * (x1 - x0));
            crossed.count() % 2 == 1
        });
    }

    /// Makes the pixels in a rectangle dark whose middle is in a shape.
    fn each_within(&mut self, [left, top, right, bottom]: [f64; 4], is_in: impl Fn(f64, f64) -> bool) {
        // Values below zero become zero.
        let (first, last) = (left as usize, right.ceil() as usize);
        let rows = self.dark.chunks_mut(self.width).enumerate();
        for (y, row) in rows.skip(top as usize).take((bottom.ceil() - top.floor()) as usize + 1) {
            for (x, dark) in row.iter_mut().enumerate().take(last + 1).skip(first) {
                *dark |= is_in(x as f64 + 0.5, y as f64 + 0.5);
            }
        }
    }

    pub(super) fn to_png(&self, pixels_per_meter: u32) -> Result<Vec<u8>, png::EncodingError> {
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
