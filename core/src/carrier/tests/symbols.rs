//! Symbols and drawings.

use super::super::*;
use crate::common::{builder, carrier, label, label_key, scheme, sealed};
use crate::issue::LabelBuilder;
use crate::label::{Gtin, Label, Level, ProductId};
use crate::limits::MAX_ISSUED_VERSION;
use crate::seal::SealedLabel;

/// A prefix of 28 characters, as in the measurements.
const PREFIX_28: &str = "HTTPS://JC-STAR.EXAMPLE/V/L/";

fn symbol_of(sealed: &SealedLabel) -> Symbol {
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
fn decode(bytes: &[u8]) -> (Vec<u8>, png::Info<'static>) {
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

#[test]
fn a_caption_has_stars_and_the_product_id() {
    let symbol = symbol_of(&sealed());
    let plain = Drawing::new(&symbol);
    let caption = plain.clone().caption(Caption::of(&label()));
    assert!(caption.to_svg().contains(">★ SS-2026-000123</text>"), "{}", caption.to_svg());
    assert_eq!(caption.to_svg().matches("<path").count(), 1);
    let (without, with) = (decode(&plain.to_png(4).unwrap()), decode(&caption.to_png(4).unwrap()));
    assert!(with.1.height > without.1.height && with.1.width >= without.1.width);
    let below = &with.0[(with.1.width * without.1.height) as usize..];
    assert!(below.contains(&0) && below.contains(&255), "there must be letters");
    // The last row is light, so that no letter touches the edge.
    assert!(below.iter().rev().take(with.1.width as usize).all(|pixel| *pixel == 255));
}

/// A label of any level and product ID.
fn label_of(level: u8, product_id: &str) -> Label {
    let date = |text: &str| text.parse().unwrap();
    let level = Level::new(level).unwrap();
    let product_id = ProductId::new(product_id).unwrap();
    LabelBuilder::new(product_id, level, date("2026-04-01"), date("2028-03-31"), 7).build_unchecked()
}

#[test]
fn captions_of_unusual_labels_are_readable() {
    let symbol = symbol_of(&sealed());
    let svg = |level, id: &str| Drawing::new(&symbol).caption(Caption::of(&label_of(level, id))).to_svg();
    assert!(svg(5, "A").contains(">★★★★★ A</text>"));
    assert!(svg(6, "A").contains(">LEVEL 6 A</text>"));
    assert!(svg(255, "A").contains(">LEVEL 255 A</text>"));
    // Markup in a product ID is escaped.
    assert!(svg(1, "<script>&\"'").contains(">★ &lt;script&gt;&amp;\"'</text>"));
    // At one pixel per module, the longest caption makes the picture wider than the symbol, which stays in the middle.
    let long = Caption::of(&label_of(5, &"W".repeat(32)));
    let (pixels, info) = decode(&Drawing::new(&symbol).caption(long).to_png(1).unwrap());
    assert!(info.width as usize > symbol.side() + 8);
    let row = &pixels[4 * info.width as usize..5 * info.width as usize];
    let (first, last) = (row.iter().position(|p| *p == 0).unwrap(), row.iter().rposition(|p| *p == 0).unwrap());
    assert!(first.abs_diff(row.len() - 1 - last) <= 1, "{first} and {last} of {}", row.len());
}

#[test]
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
