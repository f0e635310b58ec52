//! The decoder of PNG files (ISO/IEC 15948), which keeps one byte for each pixel whatever the file has, and its colors.

use super::image::grey;
use png::{ColorType, Decoder, DecodingError, Limits, Reader, Transformations};
use starseal::scan::ColorParts;
use std::io::{Cursor, ErrorKind};

/// The maximum memory for chunks that are not pixels, in bytes.
const MAX_CHUNK_BYTES: usize = 8 * 1024 * 1024;

/// The passes of an interlaced image: first column, distance of columns, first row, distance of rows.
const PASSES: [[usize; 4]; 7] =
    [[0, 8, 0, 8], [4, 8, 0, 8], [0, 4, 4, 8], [2, 4, 0, 4], [0, 2, 2, 4], [1, 2, 0, 2], [0, 1, 1, 2]];

/// A PNG whose header has been read.
pub(super) struct PngImage<'a> {
    reader: Reader<Cursor<&'a [u8]>>,
}

/// A decoded PNG.
pub(super) struct Decoded {
    /// One grey value for each pixel.
    pub(super) pixels: Vec<u8>,
    /// The colors, if the file has any.
    pub(super) colors: Option<ColorParts>,
    /// Whether the file ends before the image does. What is missing is white.
    pub(super) is_cut: bool,
}

impl<'a> PngImage<'a> {
    /// Reads the header.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, DecodingError> {
        let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MAX_CHUNK_BYTES });
        decoder.set_ignore_text_chunk(true);
        // Palettes and small depths become 8 bits, and so do 16 bits: each row is converted before the next is read.
        decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
        Ok(PngImage { reader: decoder.read_info()? })
    }

    /// Returns width and height.
    pub(super) fn dimensions(&self) -> (u32, u32) {
        self.reader.info().size()
    }

    /// Decodes the pixels to grey, row by row.
    pub(super) fn grey(mut self) -> Result<Decoded, DecodingError> {
        let (width, height) = self.dimensions();
        let (width, height) = (width as usize, height as usize);
        let (kind, _) = self.reader.output_color_type();
        let has_alpha = matches!(kind, ColorType::GrayscaleAlpha | ColorType::Rgba);
        let mut decoded = Decoded {
            pixels: vec![u8::MAX; width * height],
            colors: (kind != ColorType::Grayscale).then(|| ColorParts::new(width, height, has_alpha)),
            is_cut: false,
        };
        let whole = [[0, 1, 0, 1]];
        let passes: &[[usize; 4]] = if self.reader.info().interlaced { &PASSES } else { &whole };
        for [column, columns, first, rows] in passes {
            if *column >= width {
                continue;
            }
            for y in (*first..height).step_by(*rows) {
                let row = match self.reader.next_interlaced_row() {
                    Ok(Some(row)) => row,
                    Ok(None) => return Ok(decoded),
                    Err(error) if is_end(&error) => return Ok(Decoded { is_cut: true, ..decoded }),
                    Err(error) => return Err(error),
                };
                decoded.put_samples(width, [y, *column, *columns], kind, row.data());
            }
        }
        // The checksums come after the last pixel. A file that ends before them has all pixels.
        match self.reader.finish() {
            Err(error) if !is_end(&error) => Err(error),
            _ => Ok(decoded),
        }
    }
}

/// Returns whether an error says that the file ends too early.
fn is_end(error: &DecodingError) -> bool {
    matches!(error, DecodingError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof)
}

impl Decoded {
    /// Takes a row of 8-bit samples.
    fn put_samples(&mut self, width: usize, place: [usize; 3], kind: ColorType, row: &[u8]) {
        const OPAQUE: u8 = u8::MAX;
        // Each kind has its own loop, in which the number of samples is a constant: that takes less time.
        match kind {
            ColorType::Grayscale => self.put(width, place, pixels(row).map(|[l]| [l, l, l, OPAQUE])),
            ColorType::GrayscaleAlpha => self.put(width, place, pixels(row).map(|[l, alpha]| [l, l, l, alpha])),
            ColorType::Rgb => self.put(width, place, pixels(row).map(|[r, g, b]| [r, g, b, OPAQUE])),
            ColorType::Rgba => self.put(width, place, pixels(row)),
            // Palettes are expanded.
            ColorType::Indexed => {}
        }
    }

    /// Takes pixels of row `y`: red, green, blue and opacity of every `step`-th one from column `first` on.
    fn put(&mut self, width: usize, [y, first, step]: [usize; 3], pixels: impl Iterator<Item = [u8; 4]> + Clone) {
        let row = self.pixels.get_mut(y * width..(y + 1) * width).unwrap_or_default();
        row.iter_mut().skip(first).step_by(step).zip(pixels.clone()).for_each(|(place, pixel)| *place = grey(pixel));
        if let Some(colors) = &mut self.colors {
            colors.add(y, first, step, pixels);
        }
    }
}

/// Returns the pixels of a row of `N` samples each.
fn pixels<const N: usize>(row: &[u8]) -> impl Iterator<Item = [u8; N]> + Clone + '_ {
    row.as_chunks().0.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::PngImage;
    use png::{BitDepth, ColorType, Encoder};

    /// Returns a PNG with these samples.
    fn png(colour: ColorType, depth: BitDepth, [width, height]: [u32; 2], samples: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_color(colour);
        encoder.set_depth(depth);
        if colour == ColorType::Indexed {
            encoder.set_palette(vec![0, 0, 0, 255, 255, 255]);
        }
        encoder.write_header().unwrap().write_image_data(samples).unwrap();
        bytes
    }

    fn grey(bytes: &[u8]) -> Vec<u8> {
        let decoded = PngImage::open(bytes).unwrap().grey().unwrap();
        assert!(!decoded.is_cut);
        decoded.pixels
    }

    #[test]
    fn every_kind_of_sample_becomes_the_same_grey() {
        use BitDepth::{Eight, One, Sixteen};
        let black_and_white = [0, 255];
        for (colour, depth, samples) in [
            (ColorType::Grayscale, One, vec![0b0100_0000]),
            (ColorType::Grayscale, Eight, vec![0, 255]),
            (ColorType::Grayscale, Sixteen, vec![0, 0, 255, 255]),
            (ColorType::GrayscaleAlpha, Eight, vec![0, 255, 0, 0]),
            (ColorType::GrayscaleAlpha, Sixteen, vec![0, 0, 255, 255, 0, 0, 0, 0]),
            (ColorType::Indexed, One, vec![0b0100_0000]),
            (ColorType::Indexed, Eight, vec![0, 1]),
            (ColorType::Rgb, Eight, vec![0, 0, 0, 255, 255, 255]),
            (ColorType::Rgb, Sixteen, [[0; 6], [255; 6]].concat()),
            (ColorType::Rgba, Eight, vec![0, 0, 0, 255, 0, 0, 0, 0]),
            (ColorType::Rgba, Sixteen, vec![0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0]),
        ] {
            let image = png(colour, depth, [2, 1], &samples);
            assert_eq!(grey(&image), black_and_white, "{colour:?} {depth:?}");
            // The general decoder sees the same.
            let other = image::load_from_memory(&image).unwrap();
            assert_eq!(super::super::image::GreyImage::from(other).pixels(), black_and_white);
        }
    }

    /// The encoder writes no interlaced images, so the passes are compared with the definition: each pixel is in one.
    #[test]
    fn the_passes_have_every_pixel_once() {
        for [width, height] in [[8, 8], [1, 1], [5, 3], [17, 9], [3, 16]] {
            let mut seen = vec![0; width * height];
            for [column, columns, first, rows] in super::PASSES {
                for y in (first..height).step_by(rows) {
                    for x in (column..width).step_by(columns) {
                        seen[y * width + x] += 1;
                    }
                }
            }
            assert!(seen.iter().all(|count| *count == 1), "{width} by {height}");
        }
    }

    #[test]
    fn what_a_cut_file_has_is_decoded_and_the_cut_is_told() {
        // Hardly compressible, so that half of the file has about half of the pixels.
        let samples: Vec<u8> = (0..10_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let image = png(ColorType::Grayscale, BitDepth::Eight, [100, 100], &samples);
        assert_eq!(grey(&image), samples);
        let cut = PngImage::open(&image[..image.len() / 2]).unwrap().grey().unwrap();
        assert!(cut.is_cut);
        assert_eq!(cut.pixels[..3_000], samples[..3_000]);
        assert_eq!(cut.pixels[9_000..], [255; 1_000], "what is missing is white");
        let mut altered = image.clone();
        let middle = altered.len() / 2;
        altered[middle] ^= 1;
        assert!(PngImage::open(&altered).unwrap().grey().is_err(), "a damaged file is not a cut one");
        assert!(PngImage::open(&image[..20]).is_err());
    }
}
