//! Symbols and drawings.

use super::super::*;
use crate::common::{builder, carrier, label, label_key, scheme, sealed};
use crate::issue::LabelBuilder;
use crate::label::{Gtin, Label, Level, ProductId};
use crate::limits::MAX_ISSUED_VERSION;
use crate::seal::SealedLabel;

/// A prefix of 28 characters, as in the measurements.
const PREFIX_28: &str = "HTTPS://JC-STAR.EXAMPLE/V/L/";

pub(super) fn symbol_of(sealed: &SealedLabel) -> Symbol {
    assert_eq!(PREFIX_28.len(), 28);
    let carrier = CarrierText::for_symbol(&CarrierPrefix::new(PREFIX_28).unwrap(), sealed);
    Symbol::encode(&carrier, ErrorCorrection::Medium).unwrap()
}

/// Returns the measured labels, each with its length in bytes and the largest version that it may need.
fn measured() -> [(SealedLabel, usize, i16); 3] {
    let plain = builder();
    let named = builder().holder("Example & Co.").unwrap().model("CAM-100").unwrap();
    let level_3 = LabelBuilder::new(
        ProductId::new("SS-2026-000123").unwrap(),
        Level::new(3).unwrap(),
        "2026-04-01".parse().unwrap(),
        "2028-03-31".parse().unwrap(),
        70_000,
    );
    let japanese = level_3.criteria(1).category(1).evaluator(1).holder("見本電機株式会社").unwrap();
    let japanese = japanese.model("CAM-100JP").unwrap().gtins(&[Gtin::new(4_912_345_678_904).unwrap()]).unwrap();
    let seal = |builder: LabelBuilder| crate::seal::seal(&builder.build(&scheme()).unwrap(), &label_key()).unwrap();
    [(seal(plain), 114, 8), (seal(named), 138, 9), (seal(japanese), 168, 10)]
}

#[test]
fn symbols_are_no_larger_than_measured() {
    for (sealed, bytes, version) in measured() {
        assert_eq!(sealed.as_bytes().len(), bytes, "the length differs from the measured one");
        let symbol = symbol_of(&sealed);
        assert!(symbol.version() <= version, "{bytes} bytes take version {}", symbol.version());
        assert_eq!(symbol.side(), 17 + 4 * symbol.version() as usize);
        assert_eq!(symbol.error_correction(), ErrorCorrection::Medium);
    }
}

#[test]
fn r_84_symbols_for_the_till_are_no_larger_than_measured() {
    let gtin = Gtin::new(4_912_345_678_904).unwrap();
    let with_gtin = |builder: LabelBuilder| {
        let label = builder.gtins(&[gtin]).unwrap().build(&scheme()).unwrap();
        crate::seal::seal(&label, &label_key()).unwrap()
    };
    let [.., (japanese, _, _)] = measured();
    let named = builder().holder("Example & Co.").unwrap().model("CAM-100").unwrap();
    let prefix = CarrierPrefix::new(PREFIX_28).unwrap();
    for (sealed, bytes, version) in [(with_gtin(builder()), 124, 9), (with_gtin(named), 148, 10), (japanese, 168, 10)] {
        assert_eq!(sealed.as_bytes().len(), bytes);
        let (plain, for_till) =
            (CarrierText::for_symbol(&prefix, &sealed), CarrierText::for_till(&prefix, &sealed, gtin));
        assert_eq!(for_till.as_str().len(), plain.as_str().len() + 18);
        assert_eq!((plain.gtin(), for_till.gtin()), (None, Some("04912345678904")));
        let symbol = Symbol::encode(&for_till, ErrorCorrection::Medium).unwrap();
        assert_eq!(symbol.version(), version, "{bytes} bytes");
        assert!(symbol.has_gtin() && !symbol_of(&sealed).has_gtin());
    }
}

#[test]
fn r_86_prints_too_small_for_tills_are_detected() {
    let gtin = Gtin::new(4_912_345_678_904).unwrap();
    let carrier = CarrierText::for_till(&CarrierPrefix::new(PREFIX_28).unwrap(), &sealed(), gtin);
    let symbol = Symbol::encode(&carrier, ErrorCorrection::Medium).unwrap();
    let at = |symbol, millimetres| Drawing::new(symbol).module_mm(millimetres);
    assert!(!at(&symbol, MIN_TILL_MODULE_MM).is_too_small_for_tills());
    let small = at(&symbol, MIN_TILL_MODULE_MM - 0.001);
    assert!(small.is_too_small_for_tills() && !small.is_too_small_for_phones());
    assert!(!at(&symbol_of(&sealed()), 0.1).is_too_small_for_tills(), "no till reads a symbol without a GTIN");
}

/// Returns the version of an undamaged symbol at level M, and the bits of its data codewords in order.
fn data_bits(symbol: &Symbol) -> (i16, Vec<bool>) {
    let grid = |unmask: Option<u16>| {
        rqrr::Grid::new(rqrr::SimpleGrid::from_func(symbol.side(), |x, y| {
            // The format information near the top left corner is not masked, and nothing else there is data.
            let masked = unmask.is_some_and(|mask| (x > 8 || y > 8) && is_masked(mask, x, y));
            symbol.is_dark(x, y) != masked
        }))
    };
    let (meta, _) = grid(None).get_raw_data().unwrap();
    assert_eq!(meta.ecc_level, 0, "level M is encoded as 00");
    let (_, raw) = grid(Some(meta.mask)).get_raw_data().unwrap();
    // The number of data codewords in each block at level M (ISO/IEC 18004 table 9).
    let blocks: &[usize] = match symbol.version() {
        7 => &[31, 31, 31, 31],
        8 => &[38, 38, 39, 39],
        9 => &[36, 36, 36, 37, 37],
        10 => &[43, 43, 43, 43, 44],
        version => panic!("no table for version {version}"),
    };
    let mut deinterleaved = vec![Vec::new(); blocks.len()];
    let mut codewords = raw.data.iter();
    for column in 0..*blocks.iter().max().unwrap() {
        for (block, length) in deinterleaved.iter_mut().zip(blocks) {
            if column < *length {
                block.push(*codewords.next().unwrap());
            }
        }
    }
    let bits = deinterleaved.concat().into_iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1));
    (symbol.version(), bits.collect())
}

/// Returns whether a data mask inverts the module in column x and row y (ISO/IEC 18004 table 10).
fn is_masked(mask: u16, x: usize, y: usize) -> bool {
    match mask {
        0 => (x + y).is_multiple_of(2),
        1 => y.is_multiple_of(2),
        2 => x.is_multiple_of(3),
        3 => (x + y).is_multiple_of(3),
        4 => (y / 2 + x / 3).is_multiple_of(2),
        5 => x * y % 2 + x * y % 3 == 0,
        6 => (x * y % 2 + x * y % 3).is_multiple_of(2),
        7 => ((x + y) % 2 + x * y % 3).is_multiple_of(2),
        _ => unreachable!("masks have three bits"),
    }
}

#[test]
fn a_symbol_is_one_alphanumeric_segment() {
    for (sealed, ..) in measured() {
        let symbol = symbol_of(&sealed);
        let text = CarrierText::for_symbol(&CarrierPrefix::new(PREFIX_28).unwrap(), &sealed).to_string();
        let (version, bits) = data_bits(&symbol);
        let number = |from: usize, length: usize| {
            bits[from..from + length].iter().fold(0, |number, bit| number << 1 | usize::from(*bit))
        };
        assert_eq!(number(0, 4), 0b0010, "alphanumeric");
        let count_bits = if version < 10 { 9 } else { 11 };
        assert_eq!(number(4, count_bits), text.len(), "all characters in one segment");

        // The characters (ISO/IEC 18004 table 5), and then the terminator.
        const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        let mut at = 4 + count_bits;
        let mut read = String::new();
        while read.len() + 1 < text.len() {
            read.push(char::from(ALPHABET[number(at, 11) / 45]));
            read.push(char::from(ALPHABET[number(at, 11) % 45]));
            at += 11;
        }
        if read.len() < text.len() {
            read.push(char::from(ALPHABET[number(at, 6)]));
            at += 6;
        }
        assert_eq!(read, text);
        let left = bits.len() - at;
        assert_eq!(number(at, left.min(4)), 0, "the terminator");
    }
}

#[test]
fn the_smallest_version_is_used() {
    // ISO/IEC 18004 table 7: 5-M holds 122 alphanumeric characters, 6-M 154, 15-M 600.
    for (characters, version) in [(122, 5), (123, 6), (154, 6), (155, 7), (600, 15)] {
        let text = ["HTTPS://A/".to_owned(), "I2W".repeat((characters - 10) / 3)].concat();
        // The prefix is extended, so that the payload consists of whole groups.
        let text = text.replacen("A/", &format!("A{}/", "B".repeat(characters - text.len())), 1);
        assert_eq!(text.len(), characters);
        let symbol = Symbol::encode(&CarrierText::parse(&text).unwrap(), ErrorCorrection::Medium).unwrap();
        assert_eq!(symbol.version(), version, "{characters} characters");
    }
}

#[test]
fn a_carrier_that_needs_too_large_a_symbol_is_refused() {
    let carrier = CarrierText::parse(&"I2W".repeat(201)).unwrap();
    assert_eq!(
        Symbol::encode(&carrier, ErrorCorrection::Medium),
        Err(SymbolError::TooDense { characters: 603, error_correction: ErrorCorrection::Medium })
    );
    let low = Symbol::encode(&carrier, ErrorCorrection::Low).unwrap();
    assert!(low.version() <= MAX_ISSUED_VERSION && low.error_correction() == ErrorCorrection::Low);
    let more = Symbol::encode(&carrier, ErrorCorrection::High).unwrap_err();
    assert!(more.to_string().contains("603 characters at error correction H"), "{more}");
}

#[test]
fn only_alphanumeric_carriers_become_symbols() {
    let link = CarrierText::for_link(&CarrierPrefix::new(PREFIX_28).unwrap(), &sealed());
    assert_eq!(Symbol::encode(&link, ErrorCorrection::Medium), Err(SymbolError::NotForSymbols));
    // A prefix in lower case would need a second segment.
    let lower = CarrierText::parse("https://a.example/I2W").unwrap();
    assert_eq!(Symbol::encode(&lower, ErrorCorrection::Medium), Err(SymbolError::NotForSymbols));
}

#[test]
fn more_error_correction_needs_no_smaller_symbol() {
    let levels = [ErrorCorrection::Low, ErrorCorrection::Medium, ErrorCorrection::Quartile, ErrorCorrection::High];
    let versions = levels.map(|level| Symbol::encode(&carrier(&sealed()), level).unwrap().version());
    assert!(versions.is_sorted() && versions[0] < versions[3], "{versions:?}");
    assert_eq!(levels.map(|level| level.to_string()).join(""), "LMQH");
}

#[test]
fn no_module_is_dark_outside_the_symbol() {
    let symbol = symbol_of(&sealed());
    let side = symbol.side();
    assert!(symbol.is_dark(0, 0) && symbol.is_dark(side - 1, 0) && symbol.is_dark(0, side - 1));
    for (x, y) in [(side, 0), (0, side), (side, side), (usize::MAX, 0), (side + 3, 0)] {
        assert!(!symbol.is_dark(x, y), "{x} {y}");
    }
}

// ---- drawings

#[test]
fn an_svg_is_one_path_sized_in_millimetres() {
    let symbol = symbol_of(&sealed());
    let across = symbol.side() + 8;
    let svg = Drawing::new(&symbol).module_mm(0.4).to_svg();
    assert_eq!(svg.matches("<path").count(), 1);
    let millimetres = format!("{:.3}mm", across as f64 * 0.4);
    assert!(svg.contains(&format!("width=\"{millimetres}\" height=\"{millimetres}\"")), "{svg:.200}");
    assert!(svg.contains(&format!("viewBox=\"0 0 {across} {across}\"")));
    assert!(!svg.contains("<text"));
    assert_eq!(Drawing::new(&symbol).module_mm(0.4).width_mm(), across as f64 * 0.4);
}

#[test]
fn an_svg_has_the_symbols_modules_and_a_quiet_zone() {
    let symbol = symbol_of(&sealed());
    let svg = Drawing::new(&symbol).to_svg();
    let path = svg.split(" d=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let across = symbol.side() + 8;
    let mut drawn = vec![false; across * across];
    for run in path.split('z').filter(|run| !run.is_empty()) {
        let (start, rest) = run.strip_prefix('M').unwrap().split_once('h').unwrap();
        let (x, y) = start.split_once(' ').unwrap();
        let (length, back) = rest.split_once("v1h-").unwrap();
        assert_eq!(length, back, "each run is closed");
        let (x, y, length): (usize, usize, usize) = (x.parse().unwrap(), y.parse().unwrap(), length.parse().unwrap());
        drawn[y * across + x..][..length].fill(true);
    }
    for y in 0..across {
        for x in 0..across {
            let inside = (4..across - 4).contains(&x) && (4..across - 4).contains(&y);
            assert_eq!(drawn[y * across + x], inside && symbol.is_dark(x - 4, y - 4), "{x} {y}");
        }
    }
}

/// Decodes a PNG, and returns its grey pixels and its metadata.
pub(super) fn decode(bytes: &[u8]) -> (Vec<u8>, png::Info<'static>) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    (pixels, reader.info().clone())
}

#[test]
fn a_png_has_its_size_in_print() {
    let symbol = symbol_of(&sealed());
    for (pixels, millimetres, per_metre) in [(4, 0.5, 8000), (10, 0.4, 25_000), (1, 0.33, 3030)] {
        let png = Drawing::new(&symbol).module_mm(millimetres).to_png(pixels).unwrap();
        let (_, info) = decode(&png);
        let size = info.pixel_dims.unwrap();
        assert_eq!((size.xppu, size.yppu, size.unit), (per_metre, per_metre, png::Unit::Meter));
        assert_eq!(info.width as usize, (symbol.side() + 8) * pixels as usize);
        assert_eq!(info.width, info.height);
        assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Grayscale, png::BitDepth::One));
    }
}

#[test]
fn a_png_has_the_symbols_modules_and_a_quiet_zone() {
    let symbol = symbol_of(&sealed());
    let (pixels, info) = decode(&Drawing::new(&symbol).to_png(3).unwrap());
    for (at, pixel) in pixels.iter().enumerate() {
        let (x, y) = (at % info.width as usize / 3, at / info.width as usize / 3);
        let dark = x >= 4 && y >= 4 && symbol.is_dark(x - 4, y - 4);
        assert_eq!(*pixel, if dark { 0 } else { 255 }, "{x} {y}");
    }
}

/// Returns the paths of an SVG: attributes before the data, and the data.
fn paths(svg: &str) -> Vec<(&str, &str)> {
    let paths = svg.split("<path ").skip(1);
    paths
        .map(|path| path.split_once("d=\"").unwrap())
        .map(|(head, rest)| (head, rest.split('"').next().unwrap()))
        .collect()
}

/// Returns the corners of all points of a path: left, top, right, bottom.
fn bounds(path: &str) -> [f64; 4] {
    let numbers = path.split(|c: char| c.is_ascii_alphabetic() || c == ' ').filter(|number| !number.is_empty());
    let numbers: Vec<f64> = numbers.map(|number| number.parse().unwrap()).collect();
    let (points, rest) = numbers.as_chunks::<2>();
    assert!(rest.is_empty() && !points.is_empty());
    points.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |[l, t, r, b], [x, y]| {
        [l.min(*x), t.min(*y), r.max(*x), b.max(*y)]
    })
}

fn attribute(svg: &str, name: &str) -> f64 {
    svg.split_once(&format!("{name}=\"")).unwrap().1.split(['"', 'm']).next().unwrap().parse().unwrap()
}

#[test]
fn a_caption_is_drawn_below_the_quiet_zone_without_a_font() {
    let symbol = symbol_of(&sealed());
    let plain = Drawing::new(&symbol);
    let caption = plain.clone().caption(Caption::of(&label()));
    let svg = caption.to_svg();
    assert!(!svg.contains("<text") && !svg.contains("font"), "{svg:.200}");
    assert_eq!(paths(&svg).len(), 3, "modules, stars and letters");
    assert_eq!(paths(&plain.to_svg())[0], paths(&svg)[0], "the symbol is the same");
    let across = (symbol.side() + 2 * QUIET_ZONE) as f64;
    for (_, path) in &paths(&svg)[1..] {
        let [left, top, right, bottom] = bounds(path);
        assert!(top > across && left > 0.5 && right < across - 0.5, "{left} {top} {right}");
        assert!(bottom < caption.height_mm() / 0.5, "{bottom}");
    }
    let (without, with) = (decode(&plain.to_png(4).unwrap()), decode(&caption.to_png(4).unwrap()));
    assert!(with.1.height > without.1.height && with.1.width == without.1.width);
    assert_eq!(with.0[..without.0.len()], without.0, "the symbol is the same");
    let below = &with.0[without.0.len()..];
    assert!(below.contains(&0) && below.contains(&255), "there must be letters");
    // The first and the last row are light, so that no letter touches the quiet zone or the edge.
    let row = with.1.width as usize;
    assert!(below.iter().take(row).chain(below.iter().rev().take(row)).all(|pixel| *pixel == 255));
}

/// A label of any level and product ID.
pub(super) fn label_of(level: u8, product_id: &str) -> Label {
    let date = |text: &str| text.parse().unwrap();
    let level = Level::new(level).unwrap();
    let product_id = ProductId::new(product_id).unwrap();
    LabelBuilder::new(product_id, level, date("2026-04-01"), date("2028-03-31"), 7).build_unchecked()
}

#[test]
fn letters_have_the_height_that_is_chosen() {
    let symbol = symbol_of(&sealed());
    for (module_mm, text_mm) in [(0.5, 2.1), (0.4, 1.5), (1.0, 4.0)] {
        let caption = Caption::of(&label_of(6, "HHH"));
        let drawing = Drawing::new(&symbol).module_mm(module_mm).text_mm(text_mm).caption(caption);
        assert_eq!(drawing.drawn_text_mm(), Some(text_mm));
        let svg = drawing.to_svg();
        // "LEVEL 6 HHH" has no descender: its path with the width of the stroke is as high as a capital letter.
        let (head, path) = paths(&svg)[1];
        let [_, top, _, bottom] = bounds(path);
        let height = (bottom - top + attribute(head, "stroke-width")) * module_mm;
        assert!((height - text_mm).abs() < 0.01, "{height} instead of {text_mm}");
    }
    let default = Drawing::new(&symbol).caption(Caption::of(&label()));
    assert_eq!(default.drawn_text_mm(), Some(TEXT_MM));
    assert_eq!(Drawing::new(&symbol).drawn_text_mm(), None);
    for (asked, taken) in [(0.0, 0.5), (f64::NAN, TEXT_MM)] {
        assert_eq!(default.clone().text_mm(asked).drawn_text_mm(), Some(taken));
    }
}

#[test]
fn a_long_caption_takes_two_lines_and_smaller_letters_only_then() {
    let symbol = symbol_of(&sealed());
    let drawing = |id: &str, text_mm| Drawing::new(&symbol).text_mm(text_mm).caption(Caption::of(&label_of(4, id)));
    let one = drawing("EX-1", 2.1);
    let two = drawing("REGISTRY-2026-000123-A", 2.1);
    assert!(two.height_mm() > one.height_mm() + 2.1);
    assert_eq!((one.drawn_text_mm(), two.drawn_text_mm()), (Some(2.1), Some(2.1)));
    let longest = "W".repeat(32);
    let (fits, shrunk) = (drawing(&longest, 1.5), drawing(&longest, 3.0));
    assert_eq!(fits.drawn_text_mm(), Some(1.5));
    assert!(shrunk.drawn_text_mm().unwrap() < 3.0);
    // Whatever the size, nothing is clipped: all letters are there, within the picture.
    let across = (symbol.side() + 2 * QUIET_ZONE) as f64;
    for text_mm in [0.5, 1.0, 2.1, 5.0, 50.0] {
        let svg = drawing(&longest, text_mm).to_svg();
        let (_, path) = paths(&svg)[2];
        let [left, _, right, bottom] = bounds(path);
        assert!(left > 0.5 && right < across - 0.5, "{text_mm}: {left} {right}");
        assert!(bottom < drawing(&longest, text_mm).height_mm() / 0.5);
        assert_eq!(path.matches('M').count(), 32, "a W is one stroke");
    }
}

#[test]
fn a_product_id_that_fits_a_line_is_not_broken() {
    let symbol = symbol_of(&sealed());
    // Stars and ID do not fit in one line, and the ID does.
    let svg = Drawing::new(&symbol).caption(Caption::of(&label_of(4, "SS-2026-000123"))).to_svg();
    let [[_, _, _, of_stars], [_, of_letters, ..]] = [bounds(paths(&svg)[1].1), bounds(paths(&svg)[2].1)];
    assert!(of_letters > of_stars, "{of_letters} is below {of_stars}");
}

#[test]
fn captions_of_unusual_labels_are_drawn() {
    let symbol = symbol_of(&sealed());
    let svg = |level, id: &str| Drawing::new(&symbol).caption(Caption::of(&label_of(level, id))).to_svg();
    // Of the paths, only the stars are filled without the attribute of modules.
    let stars = |svg: &str| {
        let filled = paths(svg).into_iter().find(|(head, _)| *head == "fill=\"#000\" ");
        filled.map_or(0, |(_, path)| path.matches('z').count())
    };
    assert_eq!(stars(&svg(5, "A")), 5);
    assert_eq!(stars(&svg(6, "A")), 0);
    // Every character of a product ID has a glyph of its own.
    let printable: Vec<char> = ('!'..='~').collect();
    let all: Vec<String> = printable.iter().map(|c| svg(6, &format!("A{c}A"))).collect();
    for (at, one) in all.iter().enumerate() {
        assert!(all.iter().skip(at + 1).all(|other| other != one), "{:?}", printable[at]);
    }
    let last_day = Caption::of(&label()).with_last_day("2028-03-31".parse().unwrap());
    let with = Drawing::new(&symbol).caption(last_day);
    assert!(with.height_mm() > Drawing::new(&symbol).caption(Caption::of(&label())).height_mm() + TEXT_MM);
    // At one pixel per module, the longest caption makes the picture wider than the symbol, which stays in the middle.
    let long = Caption::of(&label_of(5, &"W".repeat(32)));
    let (pixels, info) = decode(&Drawing::new(&symbol).caption(long).to_png(1).unwrap());
    assert!(info.width as usize > symbol.side() + 8);
    let row = &pixels[4 * info.width as usize..5 * info.width as usize];
    let (first, last) = (row.iter().position(|p| *p == 0).unwrap(), row.iter().rposition(|p| *p == 0).unwrap());
    assert!(first.abs_diff(row.len() - 1 - last) <= 1, "{first} and {last} of {}", row.len());
}

/// The picture with text is read by the library that decodes every symbol, at small and at large scales.
#[test]
fn symbols_with_text_are_still_read() {
    let symbol = symbol_of(&sealed());
    for scale in [2, 4, 8] {
        let caption = Caption::of(&label_of(4, "000-000-0O0-B8")).with_last_day("2028-03-31".parse().unwrap());
        let (pixels, info) = decode(&Drawing::new(&symbol).caption(caption).to_png(scale).unwrap());
        let (width, height) = (info.width as usize, info.height as usize);
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "{scale}");
        assert!(grids[0].decode().unwrap().1.starts_with(PREFIX_28), "{scale}");
    }
}

#[test]
#[ignore = "long"]
fn sizes_out_of_range_become_the_nearest_limit() {
    let symbol = symbol_of(&sealed());
    let across = (symbol.side() + 8) as f64;
    for (asked, taken) in [(0.0, 0.05), (-1.0, 0.05), (1e9, 50.0), (f64::NAN, 0.5), (f64::INFINITY, 0.5)] {
        assert_eq!(Drawing::new(&symbol).module_mm(asked).width_mm(), across * taken, "{asked}");
    }
    for (asked, taken) in [(0, 1), (65, 64)] {
        let (_, info) = decode(&Drawing::new(&symbol).to_png(asked).unwrap());
        assert_eq!(info.width as usize, (symbol.side() + 8) * taken, "{asked}");
    }
}

#[test]
fn prints_too_small_for_phones_are_detected() {
    let symbol = symbol_of(&sealed());
    assert!(!Drawing::new(&symbol).is_too_small_for_phones(), "the default size");
    assert!(!Drawing::new(&symbol).module_mm(MIN_MODULE_MM).is_too_small_for_phones());
    assert!(Drawing::new(&symbol).module_mm(MIN_MODULE_MM - 0.001).is_too_small_for_phones());
}
