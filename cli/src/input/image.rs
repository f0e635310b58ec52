//! The reader of image files: it detects their format by content, limits their size before decoding, and converts them
//! to grey. A decoded image takes at most 4 bytes for each pixel.

use super::png::PngImage;
use super::whole;
use crate::exit::{Cause, Failure};
use crate::files;
use crate::kind::cannot_be_scanned;
use crate::messages::{of_code, say};
use crate::output::escape::shown;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, error::LimitErrorKind};
use starseal::Code;
use starseal::scan::LumaImage;
use starseal::scan::limits::{MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE};
use std::io::{Cursor, Read};
use std::path::Path;

/// The maximum length of an image file in bytes: 64 megapixels of noise, which hardly compress.
const MAX_IMAGE_FILE_BYTES: usize = 256 * 1024 * 1024;

/// The maximum memory of a decoded image in bytes: 64 megapixels of three channels, or 60 of four.
const MAX_DECODER_BYTES: u64 = 240_000_000;

/// The memory for each pixel of a progressive JPEG in bytes: three channels, and their coefficients of 16 bits.
const PROGRESSIVE_BYTES: u64 = 9;

/// A grey image in memory.
pub(crate) struct GreyImage {
    pixels: Vec<u8>,
    width: usize,
    height: usize,
    /// Whether the end of the file is missing, so that a part of the pixels is.
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
        let takes = if is_progressive(bytes) { PROGRESSIVE_BYTES * pixels } else { decoder.total_bytes() };
        if takes > MAX_DECODER_BYTES {
            return Err(Fault::too_much_memory());
        }
        let image = GreyImage::from(DynamicImage::from_decoder(decoder).map_err(Fault::of)?);
        // The decoder of JPEG fills what is missing with grey.
        Ok(GreyImage { is_cut: whole::is_cut(bytes), ..image })
    }

    fn of_png(bytes: &[u8]) -> Result<Self, Fault> {
        let damaged = |error: png::DecodingError| Fault::Damaged(error.to_string());
        let image = PngImage::open(bytes).map_err(damaged)?;
        let (width, height) = image.dimensions();
        check_size((width, height))?;
        let pixels = image.grey().map_err(damaged)?;
        Ok(GreyImage { pixels, width: width as usize, height: height as usize, is_cut: false })
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
    pub(crate) fn luma(&self) -> Result<LumaImage<'_>, Failure> {
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
        let pixels = match image {
            DynamicImage::ImageLuma8(grey) => grey.into_raw(),
            DynamicImage::ImageLumaA8(grey) => {
                grey.as_raw().as_chunks::<2>().0.iter().map(|[l, a]| on_white(*l, *a)).collect()
            }
            DynamicImage::ImageRgb8(colour) => in_place(colour.into_raw(), |[r, g, b]| luma(r, g, b)),
            other => in_place(other.into_rgba8().into_raw(), |[r, g, b, a]| on_white(luma(r, g, b), a)),
        };
        GreyImage { pixels, width, height, is_cut: false }
    }
}

/// Returns whether bytes are a JPEG whose frame is progressive (ITU-T T.81, SOF2 and its siblings).
fn is_progressive(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(b"\xff\xd8") else { return false };
    loop {
        match rest {
            // Fill bytes before a marker.
            [0xff, 0xff, ..] => rest = &rest[1..],
            [0xff, 0xc2 | 0xc6 | 0xca | 0xce, ..] => return true,
            // Another frame, or the start of a scan.
            [0xff, 0xc0 | 0xc1 | 0xc3 | 0xda, ..] => return false,
            [0xff, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = rest.get(2 + length..).unwrap_or_default();
            }
            // Bytes between segments, which decoders pass over.
            [_, _, ..] => rest = &rest[1..],
            _ => return false,
        }
    }
}

/// Converts pixels of N bytes to grey in their own buffer, so that no second one is needed.
fn in_place<const N: usize>(mut bytes: Vec<u8>, grey: impl Fn([u8; N]) -> u8) -> Vec<u8> {
    let pixels = bytes.len() / N;
    for at in 0..pixels {
        if let Some(pixel) = bytes[at * N..].first_chunk() {
            bytes[at] = grey(*pixel);
        }
    }
    bytes.truncate(pixels);
    bytes.shrink_to_fit();
    bytes
}

/// Returns the brightness of a pixel (ITU-R BT.601), computed in 256ths.
pub(super) fn luma(red: u8, green: u8, blue: u8) -> u8 {
    let sum = 77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue);
    // The weights sum to 256.
    (sum >> 8) as u8
}

/// Returns the brightness of a grey pixel with an opacity in front of white.
pub(super) fn on_white(grey: u8, alpha: u8) -> u8 {
    let (grey, alpha) = (u32::from(grey), u32::from(alpha));
    // The result is at most 255, because both values that are mixed are.
    ((grey * alpha + 255 * (255 - alpha)) / 255) as u8
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
                say!("image-too-large-help", side = MAX_IMAGE_SIDE, millions = MAX_IMAGE_PIXELS / 1_000_000),
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
    use super::{GreyImage, luma, on_white};
    use image::{DynamicImage, LumaA, Rgba, RgbaImage};

    #[test]
    fn white_black_and_transparency() {
        assert_eq!((luma(255, 255, 255), luma(0, 0, 0)), (255, 0));
        assert_eq!((on_white(0, 0), on_white(0, 255), on_white(0, 128)), (255, 0, 127));
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

    #[test]
    fn progressive_jpegs_are_recognized_by_their_frame() {
        let (start, comment) = (b"\xff\xd8", b"\xff\xfe\x00\x04\xff\xc2");
        for (frame, expected) in [(0xc0, false), (0xc1, false), (0xc2, true), (0xda, false)] {
            let jpeg = [&start[..], &comment[..], &[0xff, 0xff, frame, 0, 17]].concat();
            assert_eq!(super::is_progressive(&jpeg), expected, "{frame:x}");
        }
        assert!(!super::is_progressive(b"\xff\xd8\xff") && !super::is_progressive(b"\x89PNG\xff\xc2"));
    }
}
