//! Tests of photographs as people take them: sheets with many labels, damaged finder patterns, and colors.

use crate::common::{Symbol, TEXT};
use crate::tests::{Picture, symbol};
use crate::{ColorParts, Hint, ScanOptions, scan, scan_in_color};
use qrcode::EcLevel;
use std::collections::BTreeSet;

/// Returns a sheet of `count` symbols with their texts, `module` pixels per module, with quiet zones of four modules.
fn sheet(count: usize, module: usize, text: impl Fn(usize) -> String) -> (Picture, BTreeSet<String>) {
    let texts: Vec<String> = (0..count).map(text).collect();
    let symbols: Vec<Symbol> = texts.iter().map(|text| Symbol::encode(text, EcLevel::M)).collect();
    let columns = count.isqrt() + usize::from(count.isqrt().pow(2) < count);
    let pitch = symbols.iter().map(Symbol::side).max().unwrap() + 8;
    let (width, height) = (columns * pitch * module, count.div_ceil(columns) * pitch * module);
    let picture = Picture::of(width, height, |x, y| {
        let (x, y) = (x as usize / module, y as usize / module);
        let here = (x / pitch, y / pitch);
        let at = (x % pitch, y % pitch);
        let symbol = symbols.get(here.1 * columns + here.0);
        let is_dark = at.0 >= 4 && at.1 >= 4 && symbol.is_some_and(|symbol| symbol.is_dark(at.0 - 4, at.1 - 4));
        if is_dark { 30 } else { 225 }
    });
    (picture, texts.into_iter().collect())
}

fn short(number: usize) -> String {
    format!("HTTPS://SHOP.EXAMPLE/{number:04}")
}

fn long(number: usize) -> String {
    format!("{number:04}{}", &TEXT[4..])
}

fn read(picture: &Picture) -> (BTreeSet<String>, Vec<Option<Hint>>) {
    let scan = scan(&picture.image(), &ScanOptions::default());
    let hints = scan.unread.iter().map(|unread| unread.hint).collect();
    (scan.symbols.into_iter().map(|symbol| symbol.text).collect(), hints)
}

#[test]
#[ignore = "long"]
fn every_symbol_of_a_sheet_is_read() {
    for (count, module) in [(41, 3), (54, 4), (81, 2)] {
        let (picture, texts) = sheet(count, module, long);
        assert_eq!(read(&picture), (texts, vec![]), "{count} symbols, {module} pixels per module");
    }
    let (picture, texts) = sheet(256, 3, short);
    assert_eq!(read(&picture), (texts, vec![]));
}

#[test]
fn more_symbols_than_the_limit_are_reported() {
    let (picture, texts) = sheet(300, 3, short);
    let (found, hints) = read(&picture);
    assert_eq!(found.len(), 256);
    assert!(found.is_subset(&texts));
    assert_eq!(hints.iter().filter(|hint| **hint == Some(Hint::TooMany)).count(), 1, "{hints:?}");
}

#[test]
fn a_search_that_ends_early_reports_what_it_did_not_attempt() {
    let (picture, texts) = sheet(120, 3, long);
    let preview = scan(&picture.image(), &ScanOptions::preview());
    assert!(preview.symbols.len() < texts.len(), "a preview has no time for 120 symbols");
    assert!(preview.unread.iter().any(|unread| unread.hint == Some(Hint::TooMany)));
    // What a preview reads completely is complete.
    let (picture, texts) = sheet(6, 4, long);
    let preview = scan(&picture.image(), &ScanOptions::preview());
    assert_eq!((preview.symbols.len(), preview.unread.len()), (texts.len(), 0));
}

// ---- damaged finder patterns

/// Returns a symbol of eight pixels per module, on paper of 225, with changes by module.
fn damaged(change: impl Fn(f64, f64, u8) -> u8) -> Picture {
    let symbol = symbol();
    let (module, side) = (8.0, symbol.side() as f64);
    let width = ((side + 8.0) * module) as usize;
    Picture::of(width, width, |x, y| {
        let (x, y) = (x / module - 4.0, y / module - 4.0);
        let is_dark = x >= 0.0 && y >= 0.0 && symbol.is_dark(x as usize, y as usize);
        change(x, y, if is_dark { 30 } else { 225 })
    })
}

/// Returns the corners of a symbol's finder patterns, in modules.
fn finder_corners() -> [(f64, f64); 3] {
    let far = symbol().side() as f64 - 7.0;
    [(0.0, 0.0), (far, 0.0), (0.0, far)]
}

#[test]
fn a_symbol_with_one_finder_pattern_rubbed_off_is_read() {
    for (left, top) in finder_corners() {
        for grey in [225, 30, 128] {
            let is_in = |x: f64, y: f64| (left..left + 7.0).contains(&x) && (top..top + 7.0).contains(&y);
            let picture = damaged(|x, y, own| if is_in(x, y) { grey } else { own });
            assert_eq!(picture.texts(), [TEXT], "{left}, {top}: {grey}");
        }
    }
}

#[test]
fn a_symbol_with_a_finder_pattern_under_glare_is_read() {
    for (left, top) in finder_corners() {
        let picture = damaged(|x, y, own| {
            let glare = 600.0 * (-((x - left - 3.5).powi(2) + (y - top - 3.5).powi(2)) / 12.0).exp();
            (f64::from(own) + glare).min(255.0) as u8
        });
        assert_eq!(picture.texts(), [TEXT], "{left}, {top}");
    }
}

#[test]
fn a_symbol_crossed_by_a_line_is_read() {
    for wide in [0.25, 0.5, 0.75, 1.0] {
        for ink in [225, 30] {
            // Each line is where a distance is zero.
            type Distance<'a> = &'a dyn Fn(f64, f64) -> f64;
            let lines: [(&str, Distance); 4] = [
                ("down both patterns on the left", &|x, _| x - 3.5),
                ("across both patterns at the top", &|_, y| y - 3.5),
                ("from one corner to the other", &|x, y| (x - y) / 2.0_f64.sqrt()),
                ("from the top right to the bottom left", &|x, y| (x + y - 49.0) / 2.0_f64.sqrt()),
            ];
            for (name, line) in lines {
                let picture = damaged(|x, y, own| if line(x, y).abs() < wide / 2.0 { ink } else { own });
                assert_eq!(picture.texts(), [TEXT], "{name}, {wide} modules wide, {ink}");
            }
        }
    }
}

#[test]
fn all_three_patterns_may_be_crossed() {
    let corners = finder_corners();
    let crossed = |x: f64, y: f64| {
        corners.iter().any(|(left, top)| (x - left - y + top).abs() < 0.7 && (x - left - 3.5).abs() < 4.0)
    };
    let picture = damaged(|x, y, own| if crossed(x, y) { 225 } else { own });
    assert_eq!(picture.texts(), [TEXT]);
}

#[test]
fn a_symbol_that_cannot_be_read_with_a_damaged_pattern_is_reported_as_damaged() {
    let mut bit = crate::tests::random_bits(4);
    let noise: Vec<bool> = (0..64 * 64).map(|_| bit()).collect();
    let side = symbol().side() as f64;
    let picture = damaged(|x, y, own| {
        let is_data = x > 9.0 && y > 9.0 && x < side && y < side;
        match () {
            () if x > side - 7.0 && y < 7.0 && y > 0.0 && x < side => 225,
            () if is_data && noise[y as usize * 64 + x as usize] => 30,
            () if is_data => 225,
            () => own,
        }
    });
    assert_eq!(read(&picture), (BTreeSet::new(), vec![Some(Hint::Damaged)]));
}

// ---- colors

/// Returns what is read in a symbol with these colors for dark and light modules.
fn in_colors(dark: [u8; 4], light: [u8; 4]) -> Vec<String> {
    let plain = damaged(|_, _, own| own);
    let pixels: Vec<[u8; 4]> = plain.pixels.iter().map(|grey| if *grey < 128 { dark } else { light }).collect();
    let on_white = |[r, g, b, a]: &[u8; 4]| ColorParts::over(ColorParts::luma(*r, *g, *b), *a, 255);
    let luma = Picture { pixels: pixels.iter().map(on_white).collect(), ..plain };
    let mut colors = ColorParts::new(luma.width, luma.height, true);
    for (y, row) in pixels.chunks(luma.width).enumerate() {
        colors.add(y, 0, 1, row.iter().copied());
    }
    let found = scan_in_color(&luma.image(), &colors, &ScanOptions::default());
    let corner = found.symbols.first().map(|symbol| symbol.corners[0]);
    let is_close = |at: f64| (at - 32.0).abs() < 8.0;
    // A light symbol on dark ground is read in the negative, whose corners are the same.
    assert!(corner.is_none_or(|at| is_close(at.x) && is_close(at.y)), "{corner:?}");
    found.symbols.into_iter().map(|symbol| symbol.text).collect()
}

#[test]
fn symbols_that_differ_from_their_ground_in_hue_only_are_read() {
    let colors: [(&str, [u8; 4], [u8; 4]); 5] = [
        ("red on green", [224, 0, 0, 255], [0, 114, 0, 255]),
        ("green on red", [0, 114, 0, 255], [224, 0, 0, 255]),
        ("yellow on sky blue", [190, 180, 40, 255], [110, 190, 250, 255]),
        ("magenta on green", [200, 60, 200, 255], [60, 148, 60, 255]),
        ("blue on brown", [60, 60, 255, 255], [120, 71, 10, 255]),
    ];
    for (name, dark, light) in colors {
        assert_eq!(in_colors(dark, light), [TEXT], "{name}");
    }
}

#[test]
fn symbols_on_transparent_ground_are_read_whatever_shows_through() {
    let (clear, white, black) = ([0, 0, 0, 0], [255; 4], [0, 0, 0, 255]);
    for (name, dark, light) in [
        ("white modules on transparent ground", clear, white),
        ("transparent modules in white ground", white, clear),
        ("black modules on transparent ground", black, clear),
        ("white on white that is transparent", [255, 255, 255, 0], white),
        ("half transparent", [255, 255, 255, 90], white),
    ] {
        assert_eq!(in_colors(dark, light), [TEXT], "{name}");
    }
}

#[test]
fn a_picture_of_one_color_shows_nothing() {
    assert_eq!(in_colors([90, 30, 60, 255], [90, 30, 60, 255]), [""; 0]);
}
