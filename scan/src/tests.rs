use super::budget::{Budget, Clock};
use super::image::Grey;
use super::mode::Mode;
use super::observe::Unobserved;
use super::*;
pub(super) use crate::common::symbol;
use crate::common::{Symbol, TEXT};
use crate::limits::{MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE};
use qrcode::EcLevel;

/// A picture of grey pixels.
pub(super) struct Picture {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) pixels: Vec<u8>,
}

impl Picture {
    pub(super) fn of(width: usize, height: usize, grey: impl Fn(f64, f64) -> u8) -> Self {
        // A pixel has the grey value of its center.
        let at = |at: usize| grey((at % width) as f64 + 0.5, (at / width) as f64 + 0.5);
        Picture { width, height, pixels: (0..width * height).map(at).collect() }
    }

    pub(super) fn image(&self) -> LumaImage<'_> {
        LumaImage::new(&self.pixels, self.width, self.height, self.width).unwrap()
    }

    fn read(&self) -> Vec<FoundSymbol> {
        read_symbols(&self.image())
    }

    pub(super) fn texts(&self) -> Vec<String> {
        self.read().into_iter().map(|symbol| symbol.text).collect()
    }
}

/// Returns a picture of a symbol in its center, turned by an angle, and the symbol's corners. A module is `module`
/// pixels wide.
pub(super) fn turned(degrees: f64, module: f64, grey: impl Fn(bool, f64, f64) -> u8) -> (Picture, [Point; 4]) {
    let symbol = symbol();
    let side = symbol.side() as f64;
    let width = ((side + 12.0) * module * 1.45) as usize;
    let (sin, cos) = degrees.to_radians().sin_cos();
    let middle = width as f64 / 2.0;
    let picture = Picture::of(width, width, |x, y| {
        let (dx, dy) = ((x - middle) / module, (y - middle) / module);
        let (across, down) = (cos * dx + sin * dy + side / 2.0, cos * dy - sin * dx + side / 2.0);
        let dark = across >= 0.0 && down >= 0.0 && symbol.is_dark(across as usize, down as usize);
        grey(dark, x / width as f64, y / width as f64)
    });
    let corner = |across: f64, down: f64| {
        let (dx, dy) = ((across - 0.5) * side * module, (down - 0.5) * side * module);
        Point { x: middle + cos * dx - sin * dy, y: middle + cos * dy + sin * dx }
    };
    (picture, [corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0)])
}

pub(super) fn black_on_white(dark: bool, _: f64, _: f64) -> u8 {
    if dark { 0 } else { 255 }
}

// ---- images

#[test]
fn image_sizes_are_checked() {
    let size =
        |width, height| LumaImage::new(&[0; 4], width, height, width).map(|image| (image.width(), image.height()));
    assert_eq!(size(2, 2), Ok((2, 2)));
    assert_eq!(size(4, 1), Ok((4, 1)));
    for (width, height) in [
        (0, 0),
        (0, 1),
        (1, 0),
        (MAX_IMAGE_SIDE + 1, 1),
        (1, MAX_IMAGE_SIDE + 1),
        (MAX_IMAGE_SIDE, MAX_IMAGE_SIDE),
        (usize::MAX, usize::MAX),
    ] {
        assert_eq!(size(width, height), Err(ImageError::Size { width, height }), "{width} by {height}");
    }
    let layout = ImageError::Layout { bytes: 4, width: MAX_IMAGE_SIDE, height: 3072, row_stride: MAX_IMAGE_SIDE };
    assert_eq!(MAX_IMAGE_SIDE * 3072, MAX_IMAGE_PIXELS);
    assert_eq!(size(MAX_IMAGE_SIDE, 3072), Err(layout), "the size is allowed, but the bytes are missing");
}

#[test]
fn rows_are_one_stride_apart() {
    let layout = |bytes: usize, width, height, row_stride| {
        LumaImage::new(&vec![0; bytes], width, height, row_stride).map(|_| ())
    };
    assert_eq!(layout(12, 2, 3, 5), Ok(()), "the last row may end after its pixels");
    for (bytes, width, height, row_stride) in [(11, 2, 3, 5), (6, 2, 3, 1), (6, 2, 3, 0), (6, 2, 3, usize::MAX)] {
        let error = ImageError::Layout { bytes, width, height, row_stride };
        assert_eq!(layout(bytes, width, height, row_stride), Err(error));
    }
    let rows: Vec<u8> = (0..12).collect();
    let image = LumaImage::new(&rows, 2, 3, 5).unwrap();
    assert_eq!([image.row(0), image.row(1), image.row(2)], [[0, 1], [5, 6], [10, 11]]);
}

#[test]
fn bytes_between_rows_are_ignored() {
    let (picture, _) = turned(0.0, 3.0, black_on_white);
    let stride = picture.width + 37;
    let mut padded = Vec::new();
    for (at, row) in picture.pixels.chunks(picture.width).enumerate() {
        padded.extend(row);
        padded.extend((0..37).map(|x| if (x + at) % 2 == 0 { 0 } else { 255 }));
    }
    let image = LumaImage::new(&padded, picture.width, picture.height, stride).unwrap();
    assert_eq!(read_symbols(&image), picture.read());
    assert_eq!(picture.texts(), [TEXT]);
}

#[test]
fn a_pixel_at_half_the_size_is_the_mean_of_four() {
    let pixels = [0, 4, 9, 255, 4, 8, 9, 255, 7, 7, 7, 7];
    // Width 4, and a third row that has no partner.
    let image = LumaImage::new(&pixels, 4, 3, 4).unwrap();
    let half = Grey::halved(&image).unwrap();
    let half = half.view();
    assert_eq!((half.width(), half.height(), half.row(0)), (2, 1, [4, 132].as_slice()));
}

// ---- symbols

#[test]
fn a_symbol_is_read_and_located_at_every_angle() {
    for degrees in (0..360).step_by(15) {
        let module = 4.0;
        let (picture, corners) = turned(f64::from(degrees), module, black_on_white);
        let found = picture.read();
        let [symbol] = found.as_slice() else { panic!("{} symbols at {degrees}°", found.len()) };
        assert_eq!(symbol.text, TEXT);
        for (ours, theirs) in symbol.corners.iter().zip(corners) {
            assert!(ours.distance(theirs) < 1.5 * module, "{degrees}°: {ours:?} and {theirs:?}");
        }
    }
}

#[test]
fn a_symbol_is_read_at_many_sizes() {
    for module in [2.0, 2.5, 3.0, 3.7, 5.0, 8.0, 13.0] {
        let (picture, _) = turned(3.0, module, black_on_white);
        assert_eq!(picture.texts(), [TEXT], "{module} pixels per module");
    }
}

#[test]
fn symbols_are_read_in_uneven_light_and_at_low_contrast() {
    let shaded = |dark: bool, x: f64, _: f64| if dark { (10.0 + 60.0 * x) as u8 } else { (60.0 + 190.0 * x) as u8 };
    let faint = |dark: bool, _: f64, _: f64| if dark { 110 } else { 150 };
    for (name, grey) in [("shaded", &shaded as &dyn Fn(bool, f64, f64) -> u8), ("faint", &faint)] {
        let (picture, _) = turned(20.0, 4.0, grey);
        assert_eq!(picture.texts(), [TEXT], "{name}");
    }
}

#[test]
fn several_symbols_are_returned_from_top_to_bottom() {
    let texts = ["HTTPS://A/I2W", "HTTPS://B/I2W", "HTTPS://C/I2W"];
    let symbols = texts.map(|text| Symbol::encode(text, EcLevel::M));
    // The first symbol is the lowest, and the second is printed twice.
    let places = [
        (&symbols[0], 30.0, 330.0),
        (&symbols[1], 30.0, 180.0),
        (&symbols[1], 200.0, 200.0),
        (&symbols[2], 100.0, 30.0),
    ];
    let picture = Picture::of(360, 480, |x, y| {
        let dark = places.iter().any(|(symbol, left, top)| {
            let (across, down) = ((x - left) / 4.0, (y - top) / 4.0);
            across >= 0.0 && down >= 0.0 && symbol.is_dark(across as usize, down as usize)
        });
        if dark { 20 } else { 230 }
    });
    assert_eq!(picture.texts(), [texts[2], texts[1], texts[1], texts[0]]);
}

#[test]
#[ignore = "long"]
fn no_symbol_is_read_in_pictures_without_one() {
    let pictures = [
        Picture::of(1, 1, |_, _| 0),
        Picture::of(1, 500, |_, y| y as u8),
        Picture::of(500, 1, |x, _| x as u8),
        Picture::of(7, 7, |x, y| (x * y) as u8),
        Picture::of(300, 200, |_, _| 0),
        Picture::of(300, 200, |_, _| 255),
        Picture::of(300, 200, |x, _| if x as usize % 4 < 2 { 0 } else { 255 }),
        Picture::of(300, 200, |x, y| if (x as usize / 3 + y as usize / 3).is_multiple_of(2) { 0 } else { 255 }),
        // Finder patterns side by side without a symbol: rings of 1 : 1 : 3 : 1 : 1.
        Picture::of(640, 480, |x, y| {
            let ring = ((x / 3.0) as i32 % 9 - 4).abs().max(((y / 3.0) as i32 % 9 - 4).abs());
            if ring == 3 || ring < 2 { 0 } else { 255 }
        }),
    ];
    for (at, picture) in pictures.iter().enumerate() {
        assert_eq!(picture.texts(), [""; 0], "picture {at}");
    }
}

// ---- other results than the text

#[test]
fn version_level_and_corrections_are_returned() {
    let (picture, _) = turned(10.0, 4.0, black_on_white);
    let [found] = picture.read().try_into().unwrap();
    assert_eq!((usize::from(found.version) * 4 + 17, found.level), (symbol().side(), ErrorCorrection::Medium));
    assert_eq!(found.corrected, 0);
    let whole = picture.width as f64;
    // A finger covers a corner of the data.
    let covered = Picture::of(picture.width, picture.height, |x, y| {
        let at = y as usize * picture.width + x as usize;
        if (x - whole * 0.55).hypot(y - whole * 0.55) < whole * 0.06 { 90 } else { picture.pixels[at] }
    });
    let [found] = covered.read().try_into().unwrap();
    assert_eq!(found.text, TEXT);
    assert!(found.corrected > 0);
}

#[test]
fn a_preview_reads_a_clear_symbol() {
    let (picture, _) = turned(12.0, 4.0, black_on_white);
    let image = picture.image();
    let [found] = scan(&image, &ScanOptions::preview()).symbols.try_into().unwrap();
    assert_eq!(found.text, TEXT);
    // Without any time, nothing is searched.
    assert_eq!(scan(&image, &ScanOptions::default().within(std::time::Duration::ZERO)), Scan::default());
}

/// Returns a picture of symbols side by side, two pixels per module, in which only finder and timing patterns are
/// valid.
fn unreadable(count: usize) -> Picture {
    let symbol = symbol();
    let side = symbol.side();
    let mut bit = random_bits(5);
    let noise: Vec<bool> = (0..side * side).map(|_| bit()).collect();
    let width = (side + 4) * 2 * count;
    Picture::of(width, width, |x, y| {
        let (x, y) = (x as usize / 2 % (side + 4), y as usize / 2 % (side + 4));
        let is_data = x > 8 && y > 8 && x < side && y < side;
        if if is_data { noise[y * side + x] } else { symbol.is_dark(x, y) } { 0 } else { 255 }
    })
}

#[test]
fn work_is_bounded_without_a_clock() {
    let picture = unreadable(5);
    let image = picture.image();
    let seen = |mode, samples| {
        let budget = Budget::of(samples);
        let scan = search::scan_within(&image, mode, &budget, &mut Unobserved);
        assert_eq!(scan.symbols, []);
        (scan.unread.len(), samples - budget.left())
    };
    let of_preview = Budget::new(Mode::Preview, None, Clock::Machine).left();
    for mode in [Mode::Preview, Mode::Photo] {
        for samples in [0, of_preview / 4, of_preview] {
            let (unread, spent) = seen(mode, samples);
            assert_eq!(spent, samples, "so many unreadable symbols use up the budget of a preview");
            assert!(unread > 0 || samples == 0, "{samples} samples show some of them");
        }
    }
}

#[test]
fn light_on_dark_and_mirrored_symbols_are_read() {
    let (picture, _) = turned(0.0, 4.0, |dark, _, _| if dark { 230 } else { 20 });
    assert_eq!(picture.texts(), [TEXT]);
    let (picture, _) = turned(0.0, 4.0, black_on_white);
    let mirrored = Picture::of(picture.width, picture.height, |x, y| {
        picture.pixels[y as usize * picture.width + picture.width - 1 - x as usize]
    });
    assert_eq!(mirrored.texts(), [TEXT]);
}

// ---- helpers

/// Returns a generator of random bits with a fixed seed.
pub(super) fn random_bits(seed: u64) -> impl FnMut() -> bool {
    let mut state = seed * 2 + 1;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 63 == 1
    }
}
