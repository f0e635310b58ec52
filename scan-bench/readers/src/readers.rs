//! The readers, each used as its documentation shows.

use crate::image::Image;
use serde::Serialize;
use starseal_scan::{LumaImage, NoText, ScanOptions, Scanner, scan};

pub(crate) const NAMES: &[&str] = &[
    "starseal",
    "starseal-preview",
    "starseal-scanner",
    "rqrr",
    #[cfg(feature = "rxing")]
    "rxing",
];

/// The result of a reader for an image.
#[derive(Default, Serialize)]
pub(crate) struct Reading {
    pub(crate) texts: Vec<String>,
    /// The symbols that it saw without reading them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) unread: Vec<Unread>,
    /// The symbols that it names as parts of a text: the number of each, from 1, and that of all parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) parts: Vec<[u8; 2]>,
}

/// A symbol that was seen without being read.
#[derive(Serialize)]
pub(crate) struct Unread {
    /// The reason, if the reader gives one.
    hint: Option<&'static str>,
    /// The corners in pixels, clockwise.
    corners: [[f64; 2]; 4],
}

pub(crate) trait Reader {
    /// Starts a new image or sequence, which has nothing to do with those before.
    fn start(&mut self) {}
    fn read(&mut self, image: &Image) -> Reading;
}

pub(crate) fn of(name: &str) -> Option<Box<dyn Reader>> {
    Some(match name {
        "starseal" => Box::new(Starseal(ScanOptions::default())),
        "starseal-preview" => Box::new(Starseal(ScanOptions::preview())),
        "starseal-scanner" => Box::new(Frames(Scanner::new(ScanOptions::preview()))),
        "rqrr" => Box::new(Rqrr),
        #[cfg(feature = "rxing")]
        "rxing" => Box::new(Rxing),
        _ => return None,
    })
}

fn luma(image: &Image) -> Option<LumaImage<'_>> {
    LumaImage::new(&image.pixels, image.width, image.height, image.width).ok()
}

fn reading(scan: starseal_scan::Scan) -> Reading {
    let unread = |one: starseal_scan::UnreadSymbol| Unread {
        hint: one.hint.map(starseal_scan::Hint::code),
        corners: one.corners.map(|corner| [corner.x, corner.y]),
    };
    let part = |one: starseal_scan::TextlessSymbol| match one.reason {
        NoText::Part { number, of, .. } => Some([number, of]),
        _ => None,
    };
    Reading {
        texts: scan.symbols.into_iter().map(|symbol| symbol.text).collect(),
        unread: scan.unread.into_iter().map(unread).collect(),
        parts: scan.textless.into_iter().filter_map(part).collect(),
    }
}

/// Reads each image by itself.
struct Starseal(ScanOptions);

impl Reader for Starseal {
    fn read(&mut self, image: &Image) -> Reading {
        luma(image).map(|luma| reading(scan(&luma, &self.0))).unwrap_or_default()
    }
}

/// Reads each image together with the images before it.
struct Frames(Scanner);

impl Reader for Frames {
    fn start(&mut self) {
        self.0.reset();
    }

    fn read(&mut self, image: &Image) -> Reading {
        luma(image).map(|luma| reading(self.0.frame(&luma))).unwrap_or_default()
    }
}

/// Reads with `rqrr` as its documentation shows.
struct Rqrr;

impl Reader for Rqrr {
    fn read(&mut self, image: &Image) -> Reading {
        let grey = |x, y| image.pixels[y * image.width + x];
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(image.width, image.height, grey);
        let texts = prepared.detect_grids().into_iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect();
        Reading { texts, ..Reading::default() }
    }
}

/// Reads with `rxing`'s port of zxing-cpp's reader, on the image and on smaller copies of it whose shorter side has at
/// least 250 pixels. It reads more symbols this way, and zxing-cpp does something similar.
#[cfg(feature = "rxing")]
struct Rxing;

#[cfg(feature = "rxing")]
impl Reader for Rxing {
    fn read(&mut self, image: &Image) -> Reading {
        let mut texts = rxing_texts(image);
        let mut smaller = image.halved();
        while smaller.width.min(smaller.height) >= 250 {
            let more = rxing_texts(&smaller);
            texts.extend(more.into_iter().filter(|text| !texts.contains(text)).collect::<Vec<String>>());
            smaller = smaller.halved();
        }
        Reading { texts, ..Reading::default() }
    }
}

#[cfg(feature = "rxing")]
fn rxing_texts(image: &Image) -> Vec<String> {
    use rxing::common::HybridBinarizer;
    use rxing::multi::MultipleBarcodeReader;
    use rxing::{BinaryBitmap, DecodeHints, Luma8LuminanceSource, qrcode::cpp_port::QrReader};
    let Ok(source) = Luma8LuminanceSource::new(image.pixels.clone(), image.width as u32, image.height as u32) else {
        return Vec::new();
    };
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let hints = DecodeHints { TryHarder: Some(true), ..DecodeHints::default() };
    let found = QrReader.decode_multiple_with_hints(&mut bitmap, &hints).unwrap_or_default();
    found.iter().map(|result| result.getText().to_owned()).collect()
}
