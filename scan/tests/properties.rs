//! Properties that hold for every image.

mod common;

use common::symbol;
use proptest::prelude::*;
use starseal_scan::limits::{MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE, MAX_SYMBOLS_PER_IMAGE};
use starseal_scan::{ImageError, LumaImage, Scan, ScanOptions, Scanner, scan};
use std::time::Duration;

/// The width of the quiet zone in modules.
const QUIET: usize = 4;

/// The content of a generated image.
#[derive(Debug, Clone, Copy)]
enum Content {
    /// A random grey value for each pixel.
    Grey,
    /// Random black and white squares of this many pixels per side, a texture like a symbol's.
    Squares(usize),
    /// A symbol with `module` pixels per module. `noise` percent of its modules are random.
    Symbol { noise: u64, module: usize },
}

/// Rows of pixels, with padding bytes between them.
#[derive(Debug, Clone)]
struct Rows {
    width: usize,
    height: usize,
    row_stride: usize,
    bytes: Vec<u8>,
}

impl Rows {
    fn of((width, height, padding): (usize, usize, usize), content: Content, seed: u64) -> Self {
        let mut random = Random(seed);
        let row_stride = width + padding;
        let mut bytes: Vec<u8> = (0..row_stride * height).map(|_| random.below(256) as u8).collect();
        let symbol = symbol();
        for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
            let is_dark = match content {
                Content::Grey => continue,
                Content::Squares(side) => Random::of(seed, x / side, y / side).below(2) == 0,
                Content::Symbol { noise, module } => {
                    let (column, row) = ((x / module).wrapping_sub(QUIET), (y / module).wrapping_sub(QUIET));
                    let mut random = Random::of(seed, column, row);
                    let is_inside = column < symbol.side() && row < symbol.side();
                    let is_noise = is_inside && random.below(100) < noise;
                    if is_noise { random.below(2) == 0 } else { symbol.is_dark(column, row) }
                }
            };
            let pixel = &mut bytes[y * row_stride + x];
            *pixel = if is_dark { *pixel / 8 } else { 255 - *pixel / 8 };
        }
        // The last row may end after its pixels.
        bytes.truncate(row_stride * height - padding);
        Rows { width, height, row_stride, bytes }
    }

    fn image(&self) -> LumaImage<'_> {
        LumaImage::new(&self.bytes, self.width, self.height, self.row_stride).unwrap()
    }

    /// Returns the same pixels without padding.
    fn packed(&self) -> Self {
        let rows = self.bytes.chunks(self.row_stride).flat_map(|row| &row[..self.width]);
        Rows { bytes: rows.copied().collect(), row_stride: self.width, ..*self }
    }
}

/// A generator of random numbers with a given seed.
struct Random(u64);

impl Random {
    /// Returns the generator of a place.
    fn of(seed: u64, column: usize, row: usize) -> Self {
        Random(seed ^ column.wrapping_mul(977).wrapping_add(row.wrapping_mul(131_071)) as u64)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn any_content() -> impl Strategy<Value = Content> {
    prop_oneof![
        Just(Content::Grey),
        (1_usize..6).prop_map(Content::Squares),
        (0_u64..8, 1_usize..4).prop_map(|(noise, module)| Content::Symbol { noise, module }),
    ]
}

fn any_rows() -> impl Strategy<Value = Rows> {
    // Noise is the worst case of a scan. A symbol with two pixels per module has 114 pixels.
    let size = (1_usize..128, 1_usize..128, prop_oneof![Just(0), 0_usize..70]);
    (size, any_content(), any::<u64>()).prop_map(|(size, content, seed)| Rows::of(size, content, seed))
}

fn options() -> [ScanOptions; 2] {
    [ScanOptions::default(), ScanOptions::preview()]
}

/// Asserts what holds for every scan of an image.
fn assert_sound(scan: &Scan, image: &LumaImage<'_>) {
    assert!(scan.symbols.len() <= MAX_SYMBOLS_PER_IMAGE && scan.unread.len() <= MAX_SYMBOLS_PER_IMAGE);
    let read = scan.symbols.iter().map(|symbol| &symbol.corners);
    for corner in read.clone().chain(scan.unread.iter().map(|symbol| &symbol.corners)).flatten() {
        assert!(corner.x.is_finite() && corner.y.is_finite(), "{corner:?}");
    }
    // A symbol that was read lies in the image, except for corners that error correction can do without.
    let (width, height) = (image.width() as f64, image.height() as f64);
    for corners in read {
        let middle = |of: fn(&starseal_scan::Point) -> f64| corners.iter().map(of).sum::<f64>() / 4.0;
        let (x, y) = (middle(|corner| corner.x), middle(|corner| corner.y));
        assert!((0.0..=width).contains(&x) && (0.0..=height).contains(&y), "{corners:?} in {width} by {height}");
    }
    for symbol in &scan.symbols {
        assert!((1..=40).contains(&symbol.version), "version {}", symbol.version);
        assert_eq!(symbol.text, common::TEXT, "these images contain no other symbol");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn any_image_is_searched_soundly(rows in any_rows()) {
        for options in options() {
            let found = scan(&rows.image(), &options);
            assert_sound(&found, &rows.image());
            prop_assert_eq!(&scan(&rows.image(), &options), &found, "a second scan of the image");
            prop_assert_eq!(&scan(&rows.packed().image(), &options), &found, "without padding between the rows");
            prop_assert_eq!(scan(&rows.image(), &options.within(Duration::ZERO)), Scan::default(), "without time");
        }
    }

    #[test]
    fn any_frames_are_searched_soundly(film in proptest::collection::vec(any_rows(), 1..6)) {
        let mut scanner = Scanner::new(ScanOptions::preview());
        let frames = |scanner: &mut Scanner| -> Vec<Scan> {
            let frames = film.iter().map(|rows| (scanner.frame(&rows.image()), rows));
            frames.inspect(|(scan, rows)| assert_sound(scan, &rows.image())).map(|(scan, _)| scan).collect()
        };
        let first = frames(&mut scanner);
        scanner.reset();
        prop_assert_eq!(frames(&mut scanner), first, "after a reset");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn bytes_are_accepted_exactly_if_they_hold_all_rows(
        bytes in 0_usize..2000,
        width in prop_oneof![0_usize..60, Just(MAX_IMAGE_SIDE), any::<usize>()],
        height in prop_oneof![0_usize..60, Just(MAX_IMAGE_SIDE), any::<usize>()],
        row_stride in prop_oneof![0_usize..90, any::<usize>()],
    ) {
        let bytes = vec![0; bytes];
        let is_sized = [width, height].iter().all(|side| (1..=MAX_IMAGE_SIDE).contains(side));
        let is_sized = is_sized && width * height <= MAX_IMAGE_PIXELS;
        // Computed in numbers that cannot overflow.
        let needed = row_stride as u128 * (height as u128).saturating_sub(1) + width as u128;
        let expected = match () {
            () if !is_sized => Err(ImageError::Size { width, height }),
            () if row_stride < width || (bytes.len() as u128) < needed => {
                Err(ImageError::Layout { bytes: bytes.len(), width, height, row_stride })
            }
            () => Ok((width, height)),
        };
        let image = LumaImage::new(&bytes, width, height, row_stride);
        prop_assert_eq!(image.map(|image| (image.width(), image.height())), expected);
    }
}

#[test]
fn some_of_these_images_are_read_and_some_only_seen() {
    let of = |noise| scan(&Rows::of((228, 228, 5), Content::Symbol { noise, module: 4 }, 3).image(), &options()[0]);
    assert_eq!(of(1).symbols.len(), 1);
    let seen = of(20);
    assert_eq!((seen.symbols.len(), seen.unread.len()), (0, 1));
}
