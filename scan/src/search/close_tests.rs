//! Tests of symbols of every size: from modules of two pixels to a symbol that fills the frame, in frames of every
//! size.

use crate::common::Symbol;
use crate::tests::{Picture, random_bits};
use crate::{ScanOptions, Scanner, scan};
use qrcode::EcLevel;

/// A text of version 2 and one of version 8.
const TEXTS: [&str; 2] = ["HTTPS://SHOP.EXAMPLE/42", crate::common::TEXT];

/// The sizes of frames: small ones, those of cameras, and photographs.
const FRAMES: [(usize, usize); 7] =
    [(320, 240), (640, 480), (720, 1280), (1280, 720), (1920, 1080), (2592, 1944), (4000, 3000)];

/// Returns a frame with a symbol in its middle, turned by an angle. A pixel is the mean of four places.
fn frame((width, height): (usize, usize), symbol: &Symbol, module: f64, degrees: f64, greys: [u8; 2]) -> Picture {
    let half = symbol.side() as f64 / 2.0;
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (middle, level) = (width as f64 / 2.0 + 0.3, height as f64 / 2.0 - 0.2);
    let is_dark = |x: f64, y: f64| {
        let (dx, dy) = ((x - middle) / module, (y - level) / module);
        let (across, down) = (cos * dx + sin * dy + half, cos * dy - sin * dx + half);
        across >= 0.0 && down >= 0.0 && symbol.is_dark(across as usize, down as usize)
    };
    let reach = (half + 1.0) * module * 1.42;
    Picture::of(width, height, |x, y| {
        if (x - middle).abs() > reach || (y - level).abs() > reach {
            return greys[1];
        }
        let places = [(-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25)];
        let dark = places.iter().filter(|(dx, dy)| is_dark(x + dx, y + dy)).count() as u32;
        ((u32::from(greys[0]) * dark + u32::from(greys[1]) * (4 - dark)) / 4) as u8
    })
}

/// Returns the module widths to test for a symbol in a frame: from two pixels to those with which it fills the frame.
/// In photographs, which take longer, there are fewer between them.
fn modules((width, height): (usize, usize), symbol: &Symbol) -> Vec<f64> {
    let fill = width.min(height) as f64 / symbol.side() as f64;
    let step = if width * height > 1024 * 1024 { 4.0 } else { 1.6 };
    let widths = core::iter::successors(Some(2.0), |module| Some(module * step));
    widths.take_while(|module| *module < fill).chain([fill]).collect()
}

fn texts(scan: crate::Scan) -> Vec<String> {
    scan.symbols.into_iter().map(|symbol| symbol.text).collect()
}

#[test]
#[ignore = "long"]
fn a_preview_and_a_scanner_read_symbols_of_every_size() {
    for (text, size) in TEXTS.into_iter().flat_map(|text| FRAMES.map(|size| (text, size))) {
        let symbol = Symbol::encode(text, EcLevel::M);
        let fill = size.0.min(size.1) as f64 / symbol.side() as f64;
        for module in modules(size, &symbol) {
            // A turned symbol needs room.
            let degrees = if module > 0.8 * fill { 0.0 } else { 8.0 };
            let picture = frame(size, &symbol, module, degrees, [30, 220]);
            let image = picture.image();
            assert_eq!(texts(scan(&image, &ScanOptions::preview())), [text], "preview, {size:?}, {module} pixels");
            let mut scanner = Scanner::new(ScanOptions::preview());
            assert_eq!(texts(scanner.frame(&image)), [text], "scanner, {size:?}, {module} pixels");
        }
    }
}

#[test]
#[ignore = "long"]
fn default_options_read_symbols_of_every_size_dark_on_light_and_light_on_dark() {
    // A photograph of twelve megapixels takes a second.
    for size in [(320, 240), (1280, 720), (4000, 3000)] {
        let symbol = Symbol::encode(TEXTS[0], EcLevel::M);
        let fill = size.0.min(size.1) as f64 / symbol.side() as f64;
        for (module, greys) in [(2.0, [30, 220]), (fill / 3.0, [30, 220]), (fill, [30, 220]), (fill / 1.6, [220, 30])] {
            let picture = frame(size, &symbol, module, 0.0, greys);
            let options = ScanOptions::default();
            assert_eq!(texts(scan(&picture.image(), &options)), [TEXTS[0]], "{size:?}, {module} pixels, {greys:?}");
        }
    }
}

#[test]
fn noise_and_blur_do_not_hide_a_close_symbol() {
    let symbol = Symbol::encode(TEXTS[0], EcLevel::M);
    let mut bit = random_bits(11);
    let mut noise = || (0..8).map(|_| i32::from(bit())).sum::<i32>() * 8 - 32;
    for module in [12.0, 19.0, 27.0] {
        let sharp = frame((1280, 720), &symbol, module, 11.0, [40, 210]);
        // The mean over a third of a module, in both directions.
        let reach = module as usize / 6;
        let blurred = |x: usize, y: usize| {
            let rows = y.saturating_sub(reach)..(y + reach + 1).min(sharp.height);
            let greys = rows.flat_map(|y| {
                let row = &sharp.pixels[y * sharp.width..(y + 1) * sharp.width];
                row[x.saturating_sub(reach)..(x + reach + 1).min(sharp.width)].iter().map(|grey| u32::from(*grey))
            });
            let (sum, count) = greys.fold((0, 0), |(sum, count), grey| (sum + grey, count + 1));
            (sum / count) as i32
        };
        let at = 0..sharp.pixels.len();
        let pixels = at.map(|at| (blurred(at % sharp.width, at / sharp.width) + noise()).clamp(0, 255) as u8).collect();
        let picture = Picture { pixels, ..sharp };
        for options in [ScanOptions::preview(), ScanOptions::default()] {
            assert_eq!(texts(scan(&picture.image(), &options)), [TEXTS[0]], "{module} pixels");
        }
    }
}

#[test]
fn default_options_read_what_a_preview_reads() {
    // Symbols at the limit of what a preview reads: small, noisy, and faint.
    let symbol = Symbol::encode(TEXTS[1], EcLevel::M);
    let mut bit = random_bits(17);
    let mut noise = move || (0..12).map(|_| i32::from(bit())).sum::<i32>() - 6;
    let mut of_preview = 0;
    for (step, strength) in (0..3).flat_map(|step| [6, 14].map(|strength| (step, strength))) {
        let module = 1.8 + 0.4 * f64::from(step);
        let clear = frame((230, 230), &symbol, module, f64::from(step) * 13.0, [70, 190]);
        let pixels =
            clear.pixels.iter().map(|grey| (i32::from(*grey) + strength * noise()).clamp(0, 255) as u8).collect();
        let picture = Picture { pixels, ..clear };
        let preview = texts(scan(&picture.image(), &ScanOptions::preview()));
        let default = texts(scan(&picture.image(), &ScanOptions::default()));
        assert!(preview.iter().all(|text| default.contains(text)), "{module} pixels, noise of {strength}");
        of_preview += preview.len();
    }
    assert!((1..6).contains(&of_preview), "some are read by a preview and some are not: {of_preview}");
}
