//! Any picture; and symbols of any bits, which pictures that a mutation makes would hardly ever hold.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qrcode::canvas::Canvas;
use qrcode::{EcLevel, Version};
use starseal::{LumaImage, ScanOptions, scan};
use starseal_fuzz::{NOW, check_verdict, verifier};

fuzz_target!(|data: &[u8]| {
    let [mode, rest @ ..] = data else { return };
    match mode % 3 {
        0 => raw_picture(rest),
        1 => drawn(rest, |version, level, bytes| symbol_of(version, level, bytes, true)),
        _ => drawn(rest, |version, level, bytes| symbol_of(version, level, bytes, false)),
    }
});

/// Pixels along a picture's longer side.
const LARGEST: usize = 128;

/// Pixels as they come, each repeated a few times so that a module is wide enough. Small: a large picture shows
/// nothing that a small one does not, and takes a hundred times as long.
fn raw_picture(data: &[u8]) {
    let [width, zoom, pixels @ ..] = data else { return };
    let (width, zoom) = (usize::from(*width) + 1, usize::from(zoom % 4) + 1);
    let zoom = zoom.min(LARGEST / width).max(1);
    let rows: Vec<&[u8]> = pixels.chunks_exact(width).take(LARGEST / zoom).collect();
    if rows.is_empty() {
        return;
    }
    let wide = |row: &[u8]| row.iter().flat_map(|pixel| vec![*pixel; zoom]).collect::<Vec<u8>>();
    let pixels: Vec<u8> = rows.iter().flat_map(|row| wide(row).repeat(zoom)).collect();
    look(&pixels, width * zoom);
}

/// A symbol drawn with two pixels a module.
fn drawn(data: &[u8], symbol: impl Fn(Version, EcLevel, &[u8]) -> Option<Vec<bool>>) {
    let [version, level, bytes @ ..] = data else { return };
    let Some(modules) = symbol(Version::Normal(i16::from(version % 20) + 1), ec_level(*level), bytes) else { return };
    let side = modules.len().isqrt();
    let across = side + 8;
    let row = |y: usize| {
        let dark =
            |x: usize| (4..side + 4).contains(&x) && (4..side + 4).contains(&y) && modules[(y - 4) * side + x - 4];
        (0..across).flat_map(|x| [if dark(x) { 0 } else { 255 }; 2]).collect::<Vec<u8>>()
    };
    let pixels: Vec<u8> = (0..across).flat_map(|y| row(y).repeat(2)).collect();
    look(&pixels, 2 * across);
}

/// All function patterns of a symbol around any codewords, with their error correction or with more of any bytes.
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

fn look(pixels: &[u8], width: usize) {
    let height = pixels.len() / width;
    let image = LumaImage::new(pixels, width, height, width).expect("whole rows");
    let preview = scan(&image, &ScanOptions::preview());
    let thorough = scan(&image, &ScanOptions::default());
    for symbol in preview.symbols.into_iter().chain(thorough.symbols) {
        assert!(symbol.corners.iter().all(|corner| corner.x.is_finite() && corner.y.is_finite()));
        check_verdict(&symbol.text, &verifier().check(&symbol.text, NOW));
    }
}
