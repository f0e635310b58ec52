use super::recall::{MAX_REMEMBERED_FINDERS, Recall};
use super::scanner::{MAX_TRACK_AGE, MAX_TRACKED_MODULES, MAX_TRACKS, Scanner};
use crate::common::{Symbol, TEXT, payload};
use crate::find::Finder;
use crate::geometry::Point;
use crate::{LumaImage, Scan, ScanOptions, scan};
use qrcode::EcLevel;

/// A generator of random numbers with a fixed seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Returns an approximately normal random number with a standard deviation of 1.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.next()).sum::<f64>() - 6.0
    }
}

/// A simulated camera over labels that lie on a table.
struct Camera {
    width: usize,
    height: usize,
    random: Random,
    /// The standard deviation of the noise, in grey values.
    noise: f64,
}

impl Camera {
    fn new(width: usize, height: usize, noise: f64) -> Self {
        Camera { width, height, random: Random(7), noise }
    }

    /// Returns the next frame, of symbols with the given upper left corners. A module is four pixels wide.
    fn frame(&mut self, symbols: &[(&Symbol, f64, f64)]) -> Vec<u8> {
        let (dx, dy) = (2.0 * self.random.normal(), 2.0 * self.random.normal());
        let (sin, cos) = (0.1 + 0.01 * self.random.normal()).sin_cos();
        let mut pixels = Vec::with_capacity(self.width * self.height);
        for at in 0..self.width * self.height {
            let (x, y) = ((at % self.width) as f64 + 0.5 + dx, (at / self.width) as f64 + 0.5 + dy);
            let is_dark = symbols.iter().any(|(symbol, left, top)| {
                let (across, down) = ((x - left) / 4.0, (y - top) / 4.0);
                let (across, down) = (cos * across + sin * down, cos * down - sin * across);
                across >= 0.0 && down >= 0.0 && symbol.is_dark(across as usize, down as usize)
            });
            let grey = if is_dark { 40.0 } else { 215.0 };
            pixels.push((grey + self.noise * self.random.normal()).clamp(0.0, 255.0) as u8);
        }
        pixels
    }

    fn image<'a>(&self, pixels: &'a [u8]) -> LumaImage<'a> {
        LumaImage::new(pixels, self.width, self.height, self.width).unwrap()
    }

    /// Returns what a scanner reads in the next frame, and what is read in that frame alone.
    fn read(&mut self, scanner: &mut Scanner, symbols: &[(&Symbol, f64, f64)]) -> (Vec<String>, Vec<String>) {
        let pixels = self.frame(symbols);
        let image = self.image(&pixels);
        let texts = |scan: Scan| scan.symbols.into_iter().map(|symbol| symbol.text).collect();
        (texts(scanner.frame(&image)), texts(scan(&image, &ScanOptions::preview())))
    }
}

fn scanner() -> Scanner {
    Scanner::new(ScanOptions::preview())
}

/// Returns a text like a label's, with its symbol. The first bytes are the same for all labels, the others differ.
fn label(own: u64) -> (String, Symbol) {
    let mut random = Random(own + 1);
    let own_bytes = core::iter::repeat_with(|| (256.0 * random.next()) as u8).take(80);
    let bytes: Vec<u8> = (0..50).chain(own_bytes).collect();
    let text = format!("HTTPS://LABELS.EXAMPLE/I2W{}", payload(&bytes));
    let symbol = Symbol::encode(&text, EcLevel::M);
    (text, symbol)
}

#[test]
fn a_light_symbol_on_a_dark_ground_is_read_within_three_frames() {
    let (text, symbol) = label(0);
    let mut camera = Camera::new(300, 300, 5.0);
    let blank = vec![90; 300 * 300];
    for before in 0..6 {
        let mut scanner = scanner();
        for _ in 0..before {
            assert_eq!(scanner.frame(&camera.image(&blank)).symbols, []);
        }
        let mut read = Vec::new();
        for _ in 0..8 {
            let negative: Vec<u8> = camera.frame(&[(&symbol, 50.0, 30.0)]).iter().map(|grey| 255 - grey).collect();
            let symbols = scanner.frame(&camera.image(&negative)).symbols;
            assert!(symbols.iter().all(|symbol| symbol.text == text));
            read.push(symbols.len());
        }
        assert!(read[..3].contains(&1), "{before} frames before it: {read:?}");
        let first = read.iter().position(|count| *count > 0).unwrap();
        assert!(read[first..].iter().all(|count| *count == 1), "once it is read, it is read in every frame: {read:?}");
    }
}

/// The noise in which a symbol is seen but not read.
const NOISE: f64 = 105.0;

#[test]
fn a_symbol_that_no_single_frame_can_show_is_read_from_several() {
    let (text, symbol) = label(0);
    let (mut camera, mut several) = (Camera::new(320, 320, 130.0), scanner());
    for number in 0..20 {
        let pixels = camera.frame(&[(&symbol, 60.0, 40.0)]);
        let image = camera.image(&pixels);
        assert_eq!(scanner().frame(&image).symbols, [], "frame {number} is too good for this test");
        let symbols = several.frame(&image).symbols;
        if let Some(read) = symbols.first() {
            assert_eq!((read.text.as_str(), symbols.len()), (text.as_str(), 1));
            return;
        }
    }
    panic!("not read");
}

#[test]
fn readable_frames_are_read_as_if_they_were_alone() {
    let (text, symbol) = label(0);
    let (mut camera, mut scanner) = (Camera::new(300, 300, 5.0), scanner());
    for _ in 0..3 {
        let pixels = camera.frame(&[(&symbol, 50.0, 30.0)]);
        let image = camera.image(&pixels);
        assert_eq!(scanner.frame(&image), scan(&image, &ScanOptions::preview()));
        assert_eq!(scanner.frame(&image).symbols[0].text, text);
    }
}

#[test]
#[ignore = "long"]
fn labels_that_pass_one_after_the_other_are_not_mixed() {
    let labels: Vec<(String, Symbol)> = (0..3).map(label).collect();
    assert!(labels.iter().all(|(_, symbol)| symbol.side() == labels[0].1.side()), "only the data distinguishes them");
    let (mut camera, mut scanner) = (Camera::new(320, 320, NOISE), scanner());
    let mut read = [0; 3];
    for number in 0..36 {
        let own = number / 12;
        let (text, symbol) = &labels[own];
        let (texts, _) = camera.read(&mut scanner, &[(symbol, 60.0, 40.0)]);
        assert!(texts.iter().all(|read| read == text), "frame {number}");
        read[own] += texts.len();
    }
    assert!(read.iter().all(|read| *read > 0), "{read:?}");
}

#[test]
#[ignore = "long"]
fn labels_that_take_turns_are_not_mixed() {
    let labels = [label(0), label(1)];
    let (mut camera, mut scanner) = (Camera::new(320, 320, NOISE), scanner());
    let mut read = [0; 2];
    for number in 0..30 {
        let own = number % 2;
        let (text, symbol) = &labels[own];
        let (texts, _) = camera.read(&mut scanner, &[(symbol, 60.0, 40.0)]);
        assert!(texts.iter().all(|read| read == text), "frame {number}");
        read[own] += texts.len();
    }
    assert!(read.iter().sum::<usize>() > 0, "{read:?}");
}

#[test]
fn labels_side_by_side_are_not_mixed() {
    let labels = [label(0), label(1)];
    let (mut camera, mut scanner) = (Camera::new(640, 360, NOISE), scanner());
    let places = [(&labels[0].1, 60.0, 30.0), (&labels[1].1, 340.0, 60.0)];
    let mut read = [0; 2];
    for _ in 0..20 {
        let pixels = camera.frame(&places);
        for symbol in scanner.frame(&camera.image(&pixels)).symbols {
            let middle = symbol.corners.iter().map(|corner| corner.x).sum::<f64>() / 4.0;
            let own = usize::from(middle > 300.0);
            assert_eq!(symbol.text, labels[own].0);
            read[own] += 1;
        }
    }
    assert!(read.iter().all(|read| *read > 0), "{read:?}");
}

#[test]
fn a_label_of_another_version_at_the_same_place_is_not_mixed() {
    let (text, symbol) = label(0);
    let larger = Symbol::encode(TEXT, EcLevel::H);
    assert_ne!(symbol.side(), larger.side());
    let (mut camera, mut scanner) = (Camera::new(380, 380, NOISE), scanner());
    for number in 0..10 {
        let (symbol, text) = if number < 5 { (&symbol, text.as_str()) } else { (&larger, TEXT) };
        let (texts, _) = camera.read(&mut scanner, &[(symbol, 60.0, 40.0)]);
        assert!(texts.iter().all(|read| read == text), "frame {number}");
    }
}

#[test]
fn the_same_frames_are_read_the_same_way_and_a_reset_forgets_them() {
    let (_, symbol) = label(0);
    let mut camera = Camera::new(320, 320, 120.0);
    let frames: Vec<Vec<u8>> = (0..8).map(|_| camera.frame(&[(&symbol, 60.0, 40.0)])).collect();
    let mut scanner = scanner();
    let film = |scanner: &mut Scanner| -> Vec<Scan> {
        frames.iter().map(|frame| scanner.frame(&camera.image(frame))).collect()
    };
    let first = film(&mut scanner);
    assert!(first.iter().any(|scan| !scan.symbols.is_empty()));
    assert_ne!(scanner.held(), (0, 0));
    scanner.reset();
    assert_eq!(scanner.held(), (0, 0));
    assert_eq!(film(&mut scanner), first);
}

/// Returns a finder pattern with modules of four pixels around a place, in grey values in which a search finds no
/// pattern.
fn pattern(width: usize, middle: (f64, f64), noise: f64, random: &mut Random) -> Vec<u8> {
    let grey = |at: usize, random: &mut Random| {
        let off = |at: usize, middle: f64| ((at as f64 + 0.5 - middle) / 4.0).abs();
        let ring = off(at % width, middle.0).max(off(at / width, middle.1));
        let is_dark = ring < 1.5 || (2.5..3.5).contains(&ring);
        let grey = if is_dark { 90.0 } else { 160.0 };
        (grey + noise * random.normal()).clamp(0.0, 255.0) as u8
    };
    (0..width * width).map(|at| grey(at, random)).collect()
}

#[test]
fn a_finder_pattern_is_recognised_where_it_is_no_longer_found() {
    let mut random = Random(5);
    let mut recall = Recall::default();
    let width = 120;
    let mut frame = |recall: &mut Recall, middle: (f64, f64), found: &[Finder], number| {
        let pixels = pattern(width, middle, 25.0, &mut random);
        recall.frame(&LumaImage::new(&pixels, width, width, width).unwrap(), found, number)
    };
    let finder = Finder { center: Point { x: 50.0, y: 60.0 }, module: 4.0, tall: 0.0, fit: 32, seen: 5 };
    assert_eq!(frame(&mut recall, (50.0, 60.0), &[finder], 1), [], "one sighting may be chance");
    for (number, place) in [(2, (54.0, 57.0)), (3, (59.0, 62.0))] {
        let [seen] = *frame(&mut recall, place, &[], number) else { panic!("not recognised") };
        let off = seen.center.distance(Point { x: place.0, y: place.1 });
        assert!(off <= 2.0, "{off} pixels off in frame {number}");
    }
    // At another place it is not one of the known patterns.
    assert_eq!(frame(&mut recall, (100.0, 20.0), &[], 4), []);
    for number in 5..=20 {
        assert_eq!(frame(&mut recall, (-90.0, -90.0), &[], number), []);
    }
    assert_eq!(recall.len(), 0, "patterns that are not found again are forgotten");
}

#[test]
fn few_finder_patterns_are_remembered() {
    let mut random = Random(6);
    let mut recall = Recall::default();
    let pixels: Vec<u8> = (0..300 * 300).map(|_| (256.0 * random.next()) as u8).collect();
    let image = LumaImage::new(&pixels, 300, 300, 300).unwrap();
    for number in 1..8 {
        let found: Vec<Finder> = (0..100)
            .map(|_| {
                let center = Point { x: 300.0 * random.next(), y: 300.0 * random.next() };
                Finder { center, module: 1.0 + random.next(), tall: 0.0, fit: 20, seen: 1 }
            })
            .collect();
        recall.frame(&image, &found, number);
        assert!((1..=MAX_REMEMBERED_FINDERS).contains(&recall.len()));
    }
}

#[test]
#[ignore = "long"]
fn tracks_are_few_and_short_lived() {
    let labels: Vec<(String, Symbol)> = (0..30).map(label).collect();
    let (mut camera, mut scanner) = (Camera::new(320, 320, NOISE), scanner());
    let mut most = 0;
    for (_, symbol) in &labels {
        camera.read(&mut scanner, &[(symbol, 60.0, 40.0)]);
        let (tracks, modules) = scanner.held();
        assert!(tracks <= MAX_TRACKS && modules <= MAX_TRACKED_MODULES);
        most = most.max(tracks);
    }
    assert!(most > 0);
    let blank = vec![200; 320 * 320];
    for _ in 0..=MAX_TRACK_AGE {
        scanner.frame(&camera.image(&blank));
    }
    assert_eq!(scanner.held(), (0, 0));
}

#[test]
fn nothing_is_read_in_noise() {
    let mut random = Random(3);
    let mut scanner = scanner();
    for (width, height) in [(1, 1), (7, 300), (300, 7), (64, 64), (200, 150), (321, 123), (200, 150), (64, 64)] {
        for levels in [2.0, 256.0] {
            let pixels: Vec<u8> = (0..width * height)
                .map(|_| ((random.next() * levels).floor() * 255.0 / (levels - 1.0)) as u8)
                .collect();
            let scan = scanner.frame(&LumaImage::new(&pixels, width, height, width).unwrap());
            assert_eq!(scan.symbols, [], "{width} by {height}");
        }
    }
    // A symbol that was seen once is searched in frames of any size.
    let (_, symbol) = label(0);
    let mut camera = Camera::new(320, 320, NOISE);
    for (width, height) in [(1, 1), (320, 1), (1, 320), (40, 40)] {
        camera.read(&mut scanner, &[(&symbol, 60.0, 40.0)]);
        let pixels = vec![90; width * height];
        assert_eq!(scanner.frame(&LumaImage::new(&pixels, width, height, width).unwrap()).symbols, []);
    }
}
