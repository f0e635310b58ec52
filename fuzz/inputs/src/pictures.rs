//! Arbitrary pictures, and pictures of symbols with arbitrary bits, which mutations of pictures would hardly ever
//! contain.

use crate::known::{NOW, check_verdict, verifier};
use qrcode::canvas::Canvas;
use qrcode::{EcLevel, Version};
use starseal::When;
use starseal::scan::{LumaImage, Scan};

/// A picture of grey pixels, row by row.
pub struct Picture {
    /// The pixels of whole rows.
    pub pixels: Vec<u8>,
    /// The number of pixels in a row.
    pub width: usize,
}

impl Picture {
    /// Decodes the fuzzer's bytes to a picture. `None` if they do not describe one.
    pub fn of(data: &[u8]) -> Option<Self> {
        let [mode, rest @ ..] = data else { return None };
        match mode % 3 {
            0 => raw(rest),
            1 => drawn(rest, true),
            _ => drawn(rest, false),
        }
    }

    /// Returns the picture in the form that the scanner accepts.
    pub fn luma(&self) -> LumaImage<'_> {
        LumaImage::new(&self.pixels, self.width, self.pixels.len() / self.width, self.width).expect("whole rows")
    }
}

/// Checks what must hold for every scan.
pub fn check_scan(scan: Scan) {
    let all = scan.symbols.iter().map(|symbol| symbol.corners).chain(scan.unread.iter().map(|symbol| symbol.corners));
    let all = all.chain(scan.textless.iter().map(|symbol| symbol.corners));
    assert!(all.flatten().all(|corner| corner.x.is_finite() && corner.y.is_finite()));
    for symbol in scan.symbols {
        check_verdict(&symbol.text, &verifier().check(&symbol.text, When::Now(NOW)));
    }
}

/// The maximum number of pixels along a picture's longer side.
const LARGEST: usize = 128;

/// Returns the bytes as pixels, each repeated up to four times so that a module is wide enough. Pictures are small: a
/// large picture shows nothing that a small one does not, and takes a hundred times as long.
fn raw(data: &[u8]) -> Option<Picture> {
    let [width, zoom, pixels @ ..] = data else { return None };
    let (width, zoom) = (usize::from(*width) + 1, usize::from(zoom % 4) + 1);
    let zoom = zoom.min(LARGEST / width).max(1);
    let rows: Vec<&[u8]> = pixels.chunks_exact(width).take(LARGEST / zoom).collect();
    if rows.is_empty() {
        return None;
    }
    let wide = |row: &[u8]| row.iter().flat_map(|pixel| vec![*pixel; zoom]).collect::<Vec<u8>>();
    let pixels: Vec<u8> = rows.iter().flat_map(|row| wide(row).repeat(zoom)).collect();
    Some(Picture { pixels, width: width * zoom })
}

/// Returns a drawing of a symbol with two pixels per module.
fn drawn(data: &[u8], corrected: bool) -> Option<Picture> {
    let [version, level, bytes @ ..] = data else { return None };
    let modules = symbol_of(Version::Normal(i16::from(version % 20) + 1), ec_level(*level), bytes, corrected)?;
    let side = modules.len().isqrt();
    let across = side + 8;
    let row = |y: usize| {
        let dark =
            |x: usize| (4..side + 4).contains(&x) && (4..side + 4).contains(&y) && modules[(y - 4) * side + x - 4];
        (0..across).flat_map(|x| [if dark(x) { 0 } else { 255 }; 2]).collect::<Vec<u8>>()
    };
    let pixels: Vec<u8> = (0..across).flat_map(|y| row(y).repeat(2)).collect();
    Some(Picture { pixels, width: 2 * across })
}

/// Returns the modules of a symbol: its function patterns around arbitrary codewords. The error correction codewords
/// are either correct or arbitrary.
fn symbol_of(version: Version, level: EcLevel, bytes: &[u8], corrected: bool) -> Option<Vec<bool>> {
    let mut canvas = Canvas::new(version, level);
    canvas.draw_all_functional_patterns();
    let capacity = qrcode::bits::Bits::new(version).max_len(level).ok()? / 8;
    let mut codewords = bytes.to_vec();
    codewords.resize(capacity, 0xec);
    let (data, correction) = if corrected {
        qrcode::ec::construct_codewords(&codewords, version, level).ok()?
    } else {
        let filler = bytes.iter().rev().copied().cycle().take(if bytes.is_empty() { 0 } else { 4000 });
        (codewords, filler.collect())
    };
    canvas.draw_data(&data, &correction);
    let mask = qrcode::canvas::MaskPattern::Checkerboard;
    canvas.apply_mask(mask);
    Some(canvas.into_colors().into_iter().map(|color| color == qrcode::Color::Dark).collect())
}

fn ec_level(number: u8) -> EcLevel {
    [EcLevel::L, EcLevel::M, EcLevel::Q, EcLevel::H][usize::from(number % 4)]
}
