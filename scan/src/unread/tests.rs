//! Tests of the reports on symbols that were seen but not read, each with one fault, and on areas that are not a
//! symbol.

use crate::common::TEXT;
use crate::tests::{Picture, black_on_white, random_bits, symbol, turned};
use crate::{Hint, ScanOptions, scan};

/// The options of both methods to scan one image.
const OPTIONS: [fn() -> ScanOptions; 2] = [ScanOptions::default, ScanOptions::preview];

/// Returns a symbol on grey paper as a lens would show it, with `module` pixels per module. A pixel is the mean of 64
/// places over two pixels.
fn printed(degrees: f64, module: f64) -> Picture {
    let (fine, _) = turned(degrees, 4.0 * module, black_on_white);
    let width = fine.width / 4 - 1;
    let mean = |x: usize, y: usize| {
        let dark = (0..64).filter(|at| fine.pixels[(4 * y + at / 8) * fine.width + 4 * x + at % 8] == 0);
        220 - (200 * dark.count() / 64) as u8
    };
    Picture { width, height: width, pixels: (0..width * width).map(|at| mean(at % width, at / width)).collect() }
}

/// Blurs a picture: each pixel is the mean of those up to `across` and `down` pixels away.
fn blurred(picture: &Picture, across: usize, down: usize) -> Picture {
    let near = |at: usize, by: usize, reach: usize, size: usize| (at + by).saturating_sub(reach).min(size - 1);
    let mean = |x: usize, y: usize| {
        let places = (0..=2 * across).flat_map(|dx| (0..=2 * down).map(move |dy| (dx, dy)));
        let sum: u32 = places
            .map(|(dx, dy)| {
                let (x, y) = (near(x, dx, across, picture.width), near(y, dy, down, picture.height));
                u32::from(picture.pixels[y * picture.width + x])
            })
            .sum();
        (sum / ((2 * across + 1) * (2 * down + 1)) as u32) as u8
    };
    let pixels = (0..picture.pixels.len()).map(|at| mean(at % picture.width, at / picture.width)).collect();
    Picture { pixels, ..*picture }
}

fn changed(picture: Picture, grey: impl Fn(usize, usize, u8) -> u8) -> Picture {
    let width = picture.width;
    let pixels = picture.pixels.iter().enumerate().map(|(at, pixel)| grey(at % width, at / width, *pixel)).collect();
    Picture { pixels, ..picture }
}

/// Returns the hints for the symbols in a picture, none of which can be read.
fn hints(picture: &Picture, options: &ScanOptions) -> Vec<Option<Hint>> {
    let scan = scan(&picture.image(), options);
    assert_eq!(scan.symbols, [], "the symbol was read");
    scan.unread.iter().map(|unread| unread.hint).collect()
}

#[test]
fn a_symbol_that_is_read_is_not_reported_as_unread() {
    for options in OPTIONS {
        let seen = scan(&printed(12.0, 4.0).image(), &options());
        assert_eq!(seen.symbols.len(), 1);
        assert_eq!(seen.symbols[0].text, TEXT);
        assert_eq!(seen.unread, []);
    }
}

#[test]
fn a_symbol_out_of_focus_or_in_motion_is_blurred() {
    let sharp = printed(12.0, 4.0);
    let of_focus = blurred(&blurred(&sharp, 3, 3), 3, 3);
    for options in OPTIONS {
        for (name, picture) in
            [("focus", &of_focus), ("motion", &blurred(&sharp, 8, 0)), ("down", &blurred(&sharp, 0, 8))]
        {
            assert_eq!(hints(picture, &options()), [Some(Hint::Blurred)], "{name}");
        }
    }
}

#[test]
fn modules_of_a_pixel_are_too_small() {
    for options in OPTIONS {
        assert_eq!(hints(&printed(12.0, 1.0), &options()), [Some(Hint::TooSmall)]);
    }
}

#[test]
fn a_nearly_black_symbol_has_too_little_light() {
    // Three greys between black and white, with noise of the same size.
    let mut bit = random_bits(3);
    let noise: Vec<u8> = (0..1 << 16).map(|_| (0..6).map(|_| u8::from(bit())).sum()).collect();
    let dark = changed(printed(12.0, 4.0), |x, y, grey| grey / 60 + noise[(y * 977 + x) % noise.len()]);
    assert_eq!(hints(&dark, &ScanOptions::preview()), [Some(Hint::LowLight)]);
    // With all methods it is read, from its texture.
    let found = scan(&dark.image(), &ScanOptions::default());
    assert_eq!(found.symbols.iter().map(|symbol| symbol.text.as_str()).collect::<Vec<_>>(), [TEXT]);
}

#[test]
fn a_symbol_that_leaves_the_image_is_cut_off() {
    let whole = printed(12.0, 4.0);
    let cut = |left: usize, top: usize, width: usize, height: usize| {
        let rows = whole.pixels.chunks(whole.width).skip(top).take(height);
        Picture { width, height, pixels: rows.flat_map(|row| row[left..left + width].to_vec()).collect() }
    };
    let (width, half) = (whole.width, whole.width * 6 / 10);
    for options in OPTIONS {
        for picture in [cut(0, 0, width, half), cut(0, 0, half, width), cut(width - half, 0, half, width)] {
            assert_eq!(hints(&picture, &options()), [Some(Hint::CutOff)]);
        }
    }
}

#[test]
fn a_white_spot_on_the_data_is_glare() {
    for options in OPTIONS {
        let picture = printed(0.0, 4.0);
        let width = picture.width as f64;
        let spot =
            changed(
                picture,
                |x, y, grey| {
                    if (x as f64 / width - 0.56).hypot(y as f64 / width - 0.56) < 0.16 { 255 } else { grey }
                },
            );
        assert_eq!(hints(&spot, &options()), [Some(Hint::Glare)]);
    }
}

/// Returns a symbol in which only finder and timing patterns are valid. `place` maps pixels to its modules.
fn senseless(size: (usize, usize), place: impl Fn(f64, f64) -> (f64, f64)) -> Picture {
    let symbol = symbol();
    let side = symbol.side();
    let mut bit = random_bits(9);
    let noise: Vec<bool> = (0..side * side).map(|_| bit()).collect();
    let dark = |x: f64, y: f64| {
        let (across, down) = place(x, y);
        let (x, y) = (across.floor() as usize, down.floor() as usize);
        let is_inside = across >= 0.0 && down >= 0.0 && x < side && y < side;
        is_inside && if x > 8 && y > 8 { noise[y * side + x] } else { symbol.is_dark(x, y) }
    };
    Picture::of(size.0, size.1, |x, y| {
        let offsets = (0..6).map(|step| (f64::from(step) + 0.5) / 6.0 - 0.5);
        let places = offsets.clone().flat_map(|dx| offsets.clone().map(move |dy| (x + dx, y + dy)));
        let dark = places.filter(|(x, y)| dark(*x, *y)).count();
        220 - (180 * dark / 36) as u8
    })
}

#[test]
fn a_symbol_half_as_wide_as_high_is_too_tilted() {
    let side = symbol().side() as f64;
    for options in OPTIONS {
        let width = ((side + 8.0) * 2.4) as usize;
        let tilted = senseless((width, 2 * width), |x, y| (x / 2.4 - 4.0, y / 4.8 - 4.0));
        assert_eq!(hints(&tilted, &options()), [Some(Hint::TooTilted)]);
    }
}

#[test]
fn an_unread_symbol_without_a_clear_cause_has_no_hint() {
    let side = symbol().side() as f64;
    let width = ((side + 8.0) * 4.0) as usize;
    for options in OPTIONS {
        assert_eq!(hints(&senseless((width, width), |x, y| (x / 4.0 - 4.0, y / 4.0 - 4.0)), &options()), [None]);
    }
}

#[test]
#[ignore = "long"]
fn textures_that_are_not_a_symbol_are_not_reported() {
    let blob = |x: f64, y: f64| ((x * 0.7).sin() * (y * 0.9).cos() * 70.0 + 120.0) as u8;
    let cell = |x: f64, y: f64| if (x as usize / 5 + y as usize / 5).is_multiple_of(2) { 30 } else { 220 };
    let is_in = |x: f64, y: f64| (120.0..360.0).contains(&x) && (90.0..330.0).contains(&y);
    let mut bit = random_bits(5);
    let strokes: Vec<bool> = (0..20 * 7).map(|_| bit()).collect();
    // Letters are seven strokes high.
    let word = |x: f64, y: f64| {
        let (column, row) = ((x as usize).wrapping_sub(120) / 6, (y as usize).wrapping_sub(180) / 6);
        if column < 20 && row < 7 && strokes[row * 20 + column] { 20 } else { 220 }
    };
    let pictures = [
        ("a word", Picture::of(480, 400, word)),
        ("plain", Picture::of(480, 400, |_, _| 128)),
        ("waves", Picture::of(480, 400, blob)),
        ("a dark box", Picture::of(480, 400, |x, y| if is_in(x, y) { 40 } else { 220 })),
        ("bars", Picture::of(480, 400, |x, y| if is_in(x, y) && x as usize * 7919 / 3 % 5 < 2 { 20 } else { 220 })),
        ("squares all over", Picture::of(480, 400, cell)),
        (
            "lines of words",
            Picture::of(480, 400, |x, y| {
                let is_ink =
                    (y as usize / 8).is_multiple_of(2) && (x as usize / 3 * 7919 + y as usize / 3 * 104_729) % 7 < 3;
                if is_in(x, y) && is_ink { 20 } else { 220 }
            }),
        ),
    ];
    for options in OPTIONS {
        for (name, picture) in &pictures {
            assert_eq!(hints(picture, &options()), [], "{name}");
        }
    }
}

/// The dots of digits, five across and seven down, row by row.
const DIGITS: [[u8; 7]; 4] = [
    [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
    [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
    [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
    [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
];

/// Returns whether a line of digits is dark at a place, in dots from its upper left corner.
fn is_dark_in_digits(x: f64, y: f64) -> bool {
    let (column, row) = (x.floor() as i64, y.floor() as i64);
    let digit = DIGITS[(column.div_euclid(6) * 7 % 13).rem_euclid(4) as usize];
    (0..84).contains(&column)
        && (0..7).contains(&row)
        && column % 6 < 5
        && digit[row as usize] >> (4 - column % 6) & 1 == 1
}

#[test]
fn a_line_of_digits_under_a_symbol_is_not_reported() {
    let symbol = symbol();
    let side = symbol.side() as f64;
    for (module, dot) in [(4.0, 2.0), (4.0, 3.0), (6.0, 2.4), (3.0, 2.0)] {
        let width = ((side + 8.0) * module) as usize;
        let picture = Picture::of(width.max((90.0 * dot) as usize), width + (12.0 * dot) as usize, |x, y| {
            let (across, down) = (x / module - 4.0, y / module - 4.0);
            let in_symbol = across >= 0.0 && down >= 0.0 && symbol.is_dark(across as usize, down as usize);
            let in_digits = is_dark_in_digits(x / dot - 3.0, (y - width as f64) / dot - 1.0);
            if in_symbol || in_digits { 20 } else { 220 }
        });
        for options in OPTIONS {
            let found = scan(&picture.image(), &options());
            assert_eq!(found.symbols.len(), 1, "{module} and {dot} pixels");
            assert_eq!(found.unread, [], "{module} and {dot} pixels");
        }
    }
}

#[test]
#[ignore = "long"]
fn text_and_blocks_without_finder_patterns_are_not_reported_at_an_edge_or_inside() {
    let mut bit = random_bits(23);
    let blocks: Vec<bool> = (0..24 * 24).map(|_| bit()).collect();
    // Random squares with a solid border on two sides, as other matrix codes have.
    let block = |x: f64, y: f64| {
        let (column, row) = ((x / 5.0).floor() as i64, (y / 5.0).floor() as i64);
        let is_inside = (0..24).contains(&column) && (0..24).contains(&row);
        is_inside && (column == 0 || row == 23 || blocks[(row * 24 + column) as usize])
    };
    let page = |x: f64, y: f64| is_dark_in_digits(x / 2.0, y.rem_euclid(24.0) / 2.0 - 1.0) && y < 200.0;
    let places = [(100.0, 80.0), (-30.0, 60.0), (90.0, -40.0), (330.0, 100.0)];
    for (number, (left, top)) in places.into_iter().enumerate() {
        let of_blocks = Picture::of(420, 320, |x, y| if block(x - left, y - top) { 20 } else { 220 });
        let of_lines = Picture::of(420, 320, |x, y| if page(x - left, y - top) { 20 } else { 220 });
        // Default options search for seconds, so that they see the first places only.
        let options = if number < 2 { &OPTIONS[..] } else { &OPTIONS[1..] };
        for options in options {
            for picture in [&of_blocks, &of_lines] {
                assert_eq!(hints(picture, &options()), [], "at {left}, {top}");
            }
        }
    }
}
