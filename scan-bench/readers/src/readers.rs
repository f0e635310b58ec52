//! The readers, each as people would use it.

use crate::image::Image;
use serde::Serialize;
use starseal_scan::{LumaImage, ScanOptions, Scanner, scan};

pub(crate) const NAMES: &[&str] = &[
    "starseal",
    "starseal-preview",
    "starseal-scanner",
    "rqrr",
    #[cfg(feature = "rxing")]
    "rxing",
];

/// What a reader makes of an image.
#[derive(Default, Serialize)]
pub(crate) struct Reading {
    pub(crate) texts: Vec<String>,
    /// Symbols that it saw without reading them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) unread: Vec<Unread>,
}

/// A symbol that was seen without being read.
#[derive(Serialize)]
pub(crate) struct Unread {
    /// Why, where the reader says so.
    hint: Option<&'static str>,
    /// In pixels, clockwise.
    corners: [[f64; 2]; 4],
}

pub(crate) trait Reader {
    /// What follows is of something else than what was read before.
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
    Reading {
        texts: scan.symbols.into_iter().map(|symbol| symbol.text).collect(),
        unread: scan.unread.into_iter().map(unread).collect(),
    }
}

/// Each image by itself.
struct Starseal(ScanOptions);

impl Reader for Starseal {
    fn read(&mut self, image: &Image) -> Reading {
        luma(image).map(|luma| reading(scan(&luma, &self.0))).unwrap_or_default()
    }
}

/// Each image with those before.
struct Frames(Scanner);

impl Reader for Frames {
    fn start(&mut self) {
        self.0.reset();
    }

    fn read(&mut self, image: &Image) -> Reading {
        luma(image).map(|luma| reading(self.0.frame(&luma))).unwrap_or_default()
    }
}

/// As its documentation has it.
struct Rqrr;

impl Reader for Rqrr {
    fn read(&mut self, image: &Image) -> Reading {
        let grey = |x, y| image.pixels[y * image.width + x];
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(image.width, image.height, grey);
        let texts = prepared.detect_grids().into_iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect();
        Reading { texts, ..Reading::default() }
    }
}

/// Its port of zxing-cpp's reader, on the image and on smaller ones as long as their shorter side has 250 pixels: it reads more so,
/// and zxing-cpp does the like.
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
