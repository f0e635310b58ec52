//! The reader of image files: it detects their format by content, limits their size before decoding, and converts them
//! to grey. A decoded image takes at most 4 bytes for each pixel.

use super::jpeg;
use super::png::PngImage;
use super::whole;
use crate::exit::{Cause, Failure};
use crate::files;
use crate::kind::cannot_be_scanned;
use crate::messages::{of_code, say};
use crate::output::escape::shown;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, error::LimitErrorKind};
use starseal::Code;
use starseal::scan::limits::{MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE};
use starseal::scan::{ColorParts, LumaImage, Scan, ScanOptions, scan, scan_in_color};
use std::io::{Cursor, Read};
use std::path::Path;

/// The maximum length of an image file in bytes: 50 megapixels of noise in four channels, which hardly compress.
const MAX_IMAGE_FILE_BYTES: usize = 256 * 1024 * 1024;

/// The maximum memory of a decoded image in bytes: four channels of the largest image.
const MAX_DECODER_BYTES: u64 = 4 * MAX_IMAGE_PIXELS as u64;

/// The memory for each pixel of a progressive JPEG in bytes: three channels, and their coefficients of 16 bits.
const PROGRESSIVE_BYTES: u64 = 9;

/// The side in pixels of the part at the end of an image that is uniform if its file is cut: a block of JPEG with
/// colors at half the size.
const LAST_BLOCK: usize = 16;

/// A grey image in memory.
pub(crate) struct GreyImage {
    pixels: Vec<u8>,
    width: usize,
    height: usize,
    /// The colors of the image, if it has any.
    colors: Option<ColorParts>,
    /// Whether the end of the file is missing, so that the image may be incomplete.
    is_cut: bool,
}

impl GreyImage {
    /// Reads and decodes an image file.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let bytes = files::read("image file", path, MAX_IMAGE_FILE_BYTES)?;
        GreyImage::of_file(&bytes, path, &shown(path))
    }

    /// Reads and decodes an image file on standard input.
    pub(crate) fn piped(input: impl Read) -> Result<Self, Failure> {
        let mut bytes = Vec::new();
        input
            .take(MAX_IMAGE_FILE_BYTES as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| super::unreadable(&error))?;
        if bytes.len() > MAX_IMAGE_FILE_BYTES {
            let what = say!("image-piped-too-large", most = MAX_IMAGE_FILE_BYTES);
            return Err(Failure::impossible(what, say!("image-smaller-help")));
        }
        // The word for the file in commands.
        GreyImage::of_file(&bytes, Path::new("FILE"), &say!("standard-input"))
    }

    /// Decodes an image file with this name.
    fn of_file(bytes: &[u8], path: &Path, name: &str) -> Result<Self, Failure> {
        GreyImage::decode(bytes).map_err(|fault| {
            // What is not an image is named, whatever the decoder says about it.
            cannot_be_scanned(bytes, path, name).unwrap_or_else(|| fault.explain(name, bytes))
        })
    }

    fn decode(bytes: &[u8]) -> Result<Self, Fault> {
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
        let mut reader = reader.map_err(|error| Fault::Damaged(error.to_string()))?;
        match reader.format() {
            None => return Err(Fault::NotAnImage),
            Some(ImageFormat::Png) => return GreyImage::of_png(bytes),
            Some(_) => {}
        }
        let mut limits = Limits::default();
        limits.max_alloc = Some(MAX_DECODER_BYTES);
        reader.limits(limits);
        let decoder = reader.into_decoder().map_err(Fault::of)?;
        check_size(decoder.dimensions())?;
        let pixels = u64::from(decoder.dimensions().0) * u64::from(decoder.dimensions().1);
        let takes = if jpeg::is_progressive(bytes) { PROGRESSIVE_BYTES * pixels } else { decoder.total_bytes() };
        if takes > MAX_DECODER_BYTES {
            return Err(Fault::too_much_memory());
        }
        let image = GreyImage::from(DynamicImage::from_decoder(decoder).map_err(Fault::of)?);
        // Decoders fill the missing part. A file that lacks nothing but its end mark has every pixel.
        let is_cut = whole::is_cut(bytes) && (jpeg::is_progressive(bytes) || image.ends_uniformly());
        Ok(GreyImage { is_cut, ..image })
    }

    fn of_png(bytes: &[u8]) -> Result<Self, Fault> {
        let damaged = |error: png::DecodingError| Fault::Damaged(error.to_string());
        let image = PngImage::open(bytes).map_err(damaged)?;
        let (width, height) = image.dimensions();
        check_size((width, height))?;
        let decoded = image.grey().map_err(damaged)?;
        let (pixels, colors, is_cut) = (decoded.pixels, decoded.colors, decoded.is_cut);
        Ok(GreyImage { pixels, width: width as usize, height: height as usize, colors, is_cut })
    }

    /// Returns whether the last pixels are the same. Decoders fill what a cut file does not have.
    fn ends_uniformly(&self) -> bool {
        let (left, top) = (self.width.saturating_sub(LAST_BLOCK), self.height.saturating_sub(LAST_BLOCK));
        let rows = self.pixels.chunks_exact(self.width.max(1)).skip(top);
        let mut last = rows.flat_map(|row| row.get(left..).unwrap_or_default());
        last.next().is_some_and(|first| last.all(|pixel| pixel == first))
    }

    /// Reads the QR symbols in the image, from its colors as well if its brightness shows none.
    pub(crate) fn scan(&self, options: &ScanOptions) -> Result<Scan, Failure> {
        let luma = self.luma()?;
        Ok(self.colors.as_ref().map_or_else(|| scan(&luma, options), |colors| scan_in_color(&luma, colors, options)))
    }

    /// Returns the part of the image around these corners as a PNG file, with at most `most` pixels on a side; none if
    /// they lie outside the image.
    pub(crate) fn cut_out(&self, corners: [[f64; 2]; 4], most: usize) -> Option<Vec<u8>> {
        let bounds = |axis: usize, size: usize| {
            let values = corners.map(|corner| corner.get(axis).copied().unwrap_or_default());
            let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(*at), high.max(*at)));
            // What stands around a symbol shows where it was. Casts saturate.
            let margin = (high - low) / 4.0 + 4.0;
            let (low, high) = ((low - margin).max(0.0) as usize, (high + margin).max(0.0) as usize);
            (low < size && high > low).then(|| (low, high.min(size)))
        };
        let ((left, right), (top, bottom)) = (bounds(0, self.width)?, bounds(1, self.height)?);
        let step = (right - left).max(bottom - top).div_ceil(most.max(1)).max(1);
        let mut grey = Vec::new();
        let (mut width, mut height) = (0, 0);
        for y in (top..bottom).step_by(step) {
            let row = self.pixels.get(y * self.width + left..y * self.width + right)?;
            width = row.iter().step_by(step).map(|pixel| grey.push(*pixel)).count();
            height += 1;
        }
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, u32::try_from(width).ok()?, height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&grey).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }

    /// Returns the grey values, row by row.
    #[cfg(test)]
    pub(super) fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Returns whether the end of the file is missing.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Returns the image as the library scans it.
    fn luma(&self) -> Result<LumaImage<'_>, Failure> {
        LumaImage::new(&self.pixels, self.width, self.height, self.width)
            .map_err(|error| Failure::impossible(of_code(Code::BadImage, &error), say!("image-empty-help")))
    }
}

/// Checks the size that a header states, before any pixel is decoded.
fn check_size((width, height): (u32, u32)) -> Result<(), Fault> {
    let sides = (usize::try_from(width), usize::try_from(height));
    let fits = matches!(sides, (Ok(width), Ok(height)) if width <= MAX_IMAGE_SIDE && height <= MAX_IMAGE_SIDE
        && width.saturating_mul(height) <= MAX_IMAGE_PIXELS);
    if fits { Ok(()) } else { Err(Fault::TooLarge { width, height }) }
}

impl From<DynamicImage> for GreyImage {
    /// Converts to grey, with transparent pixels as white, since QR codes are drawn for a light background.
    fn from(image: DynamicImage) -> Self {
        // A decoded image fits in memory, so its sides fit in `usize`.
        let (width, height) = (image.width() as usize, image.height() as usize);
        let (pixels, colors) = match image {
            DynamicImage::ImageLuma8(grey) => (grey.into_raw(), None),
            DynamicImage::ImageRgb8(color) => {
                let mut colors = ColorParts::new(width, height, false);
                let pixels = in_place(color.into_raw(), width, |[r, g, b]| [r, g, b, u8::MAX], &mut colors);
                (pixels, Some(colors))
            }
            DynamicImage::ImageLumaA8(grey) => {
                let mut colors = ColorParts::new(width, height, true);
                let pixels = in_place(grey.into_raw(), width, |[l, a]| [l, l, l, a], &mut colors);
                (pixels, Some(colors))
            }
            other => {
                let mut colors = ColorParts::new(width, height, true);
                let pixels = in_place(other.into_rgba8().into_raw(), width, |pixel: [u8; 4]| pixel, &mut colors);
                (pixels, Some(colors))
            }
        };
        GreyImage { pixels, width, height, colors, is_cut: false }
    }
}

/// Converts pixels of N bytes to grey in their own buffer, so that no second one is needed, and adds their colors.
fn in_place<const N: usize>(
    mut bytes: Vec<u8>,
    width: usize,
    color: impl Fn([u8; N]) -> [u8; 4],
    colors: &mut ColorParts,
) -> Vec<u8> {
    let pixels = bytes.len() / N;
    for (y, start) in (0..pixels).step_by(width.max(1)).enumerate() {
        let row = bytes.get(start * N..(start + width) * N).unwrap_or_default();
        colors.add(y, 0, 1, row.as_chunks().0.iter().map(|pixel| color(*pixel)));
        for at in start..start + width {
            if let Some(pixel) = bytes.get(at * N..).and_then(|rest| rest.first_chunk()) {
                bytes[at] = grey(color(*pixel));
            }
        }
    }
    bytes.truncate(pixels);
    bytes.shrink_to_fit();
    bytes
}

/// Returns the brightness of a pixel in front of white.
pub(super) fn grey([red, green, blue, alpha]: [u8; 4]) -> u8 {
    ColorParts::over(ColorParts::luma(red, green, blue), alpha, u8::MAX)
}

/// The reason why bytes are not an image that can be scanned.
enum Fault {
    NotAnImage,
    TooLarge { width: u32, height: u32 },
    Damaged(String),
}

impl Fault {
    fn too_much_memory() -> Self {
        Fault::Damaged(say!("image-too-much-memory"))
    }

    fn of(error: ImageError) -> Self {
        match error {
            ImageError::Limits(limit) if limit.kind() == LimitErrorKind::InsufficientMemory => Fault::too_much_memory(),
            ImageError::Unsupported(_) => Fault::NotAnImage,
            other => Fault::Damaged(other.to_string()),
        }
    }

    /// Returns the failure for a file, by what is seen in it.
    fn explain(self, name: &str, bytes: &[u8]) -> Failure {
        match self {
            Fault::TooLarge { width, height } => Failure::impossible(
                say!("image-too-large", path = name, width = width, height = height),
                say!("image-too-large-help", side = MAX_IMAGE_SIDE, most = MAX_IMAGE_PIXELS),
            ),
            _ if whole::is_cut(bytes) => Failure::impossible(say!("image-cut", path = name), say!("image-cut-help")),
            Fault::NotAnImage | Fault::Damaged(_) if whole::bits_of_jpeg(bytes).is_some_and(|bits| bits != 8) => {
                let bits = whole::bits_of_jpeg(bytes).unwrap_or_default();
                Failure::impossible(say!("image-bits", path = name, bits = bits), say!("image-bits-help"))
            }
            Fault::NotAnImage => {
                Failure::new(Cause::WrongKind, say!("image-unknown", path = name), say!("image-formats"))
            }
            Fault::Damaged(reason) => {
                Failure::impossible(say!("image-damaged", path = name, reason = reason), say!("image-damaged-help"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{GreyImage, grey};
    use image::{DynamicImage, LumaA, Rgba, RgbaImage};

    #[test]
    fn white_black_and_transparency() {
        assert_eq!([grey([255; 4]), grey([0, 0, 0, 255]), grey([0; 4])], [255, 0, 255]);
        assert_eq!(grey([0, 0, 0, 128]), 127);
    }

    #[test]
    fn every_kind_of_pixel_becomes_the_same_grey() {
        let image = DynamicImage::ImageRgba8(RgbaImage::from_fn(2, 1, |x, _| {
            if x == 0 { Rgba([0, 0, 0, 255]) } else { Rgba([0, 0, 0, 0]) }
        }));
        let mut with_alpha = image.to_luma_alpha8();
        with_alpha.put_pixel(0, 0, LumaA([0, 255]));
        for image in [image.clone(), DynamicImage::ImageLumaA8(with_alpha), image.to_rgba16().into()] {
            assert_eq!(GreyImage::from(image).pixels, [0, 255]);
        }
    }
}
