//! Tests of labels in photographs and in the frames of a camera.

use super::common::{carrier, sealed};
use super::{at_present, text, verifier};
use crate::{FrameScanner, NoText, StarsealError, When};
use starseal::carrier::{ErrorCorrection, Symbol};
use starseal::scan::ScanOptions;
use std::sync::Arc;

#[test]
fn bytes_that_are_not_an_image_of_the_given_size_are_refused() {
    let sizes = [(0, 4, 4), (4, 0, 4), (4, 4, 3), (4, 5, 4), (u32::MAX, u32::MAX, u32::MAX), (16_385, 1, 16_385)];
    for (width, height, row_stride) in sizes {
        let refused = verifier().check_image(&[0; 16], width, height, row_stride, at_present()).unwrap_err();
        assert!(matches!(&refused, StarsealError::Image { code, .. } if code == "bad-image"), "{refused:?}");
    }
    let scanner = FrameScanner::new(Arc::new(verifier()));
    let refused = scanner.check_frame(&[0; 15], 4, 4, 4, at_present()).unwrap_err();
    assert!(matches!(&refused, StarsealError::Image { code, .. } if code == "bad-image"), "{refused:?}");
    let blank = verifier().check_image(&[255; 16], 4, 4, 4, at_present()).unwrap();
    assert_eq!((blank.code.as_deref(), blank.labels.len(), blank.other_symbols), (Some("no-label"), 0, 0));
}

/// Cameras pad rows. A plane may end after the last pixel, after the padding of the last row, or anywhere between.
#[test]
fn the_number_of_bytes_must_fit_the_format() {
    let (width, height, row_stride) = (4, 3, 6);
    let scanner = FrameScanner::new(Arc::new(verifier()));
    for bytes in 0..=24 {
        let luma = vec![255; bytes];
        let image = verifier().check_image(&luma, width, height, row_stride, at_present());
        let frame = scanner.check_frame(&luma, width, height, row_stride, at_present());
        for found in [image, frame] {
            if (16..=18).contains(&bytes) {
                assert_eq!(found.unwrap().code.as_deref(), Some("no-label"));
                continue;
            }
            let text = format!("{bytes} bytes are not 3 rows of 4 pixels, 6 bytes apart");
            assert_eq!(found.unwrap_err(), StarsealError::Image { code: "bad-image".to_owned(), detail: text });
        }
    }
    // A compressed file, and an image with four bytes per pixel, instead of the gray image of that size.
    for bytes in [300, 400] {
        assert!(verifier().check_image(&vec![0; bytes], 10, 10, 10, at_present()).is_err(), "{bytes}");
    }
    // A size that overflows is refused too.
    let refused = verifier().check_image(&[0; 16], 4, 4, u32::MAX, at_present()).unwrap_err();
    assert!(matches!(refused, StarsealError::Image { .. }), "{refused:?}");
}

#[test]
fn a_photograph_and_a_frame_are_checked_for_a_day() {
    let verifier = Arc::new(verifier());
    let (luma, width, height) = picture();
    let day = super::common::date("2031-01-01").days();
    let scanner = FrameScanner::new(Arc::clone(&verifier));
    let frame = scanner.check_frame(&luma, width, height, width, When::On { day }).unwrap();
    let photograph = verifier.check_image(&luma, width, height, width, When::On { day }).unwrap();
    for found in [frame, photograph] {
        let verdict = found.labels[0].verdict.content().unwrap();
        assert_eq!((verdict.code.as_str(), verdict.checked_for), ("expired", Some(day)));
    }
    for wrong in [14_609, 65_536] {
        let frame = scanner.check_frame(&luma, width, height, width, When::On { day: wrong });
        let photograph = verifier.check_image(&luma, width, height, width, When::On { day: wrong });
        assert!([frame, photograph].iter().all(|found| matches!(found, Err(StarsealError::Value { .. }))));
    }
}

#[test]
fn symbols_without_a_text_say_why() {
    // Structured append 1 of 2; ECI 19; a byte that is no text. Zeros end the data.
    for (bits, reason, numbers, en, ja) in [
        (0x3015_a401_4100_u64, NoText::PartOfText, [None, Some(1), Some(2)], "part 1 of 2", "全 2 個"),
        (0x7134_0141_0000, NoText::UnknownEci, [Some(19), None, None], "ECI 19", "ECI 19"),
        (0x401e_9000_0000, NoText::NotText, [None; 3], "not a text", "テキストではありません"),
    ] {
        let (luma, side) = symbol_of(&bits.to_be_bytes()[2..]);
        let found = verifier().check_image(&luma, side, side, side, at_present()).unwrap();
        assert_eq!((found.code.as_deref(), found.other_symbols, found.textless.len()), (Some("no-label"), 0, 1));
        let symbol = &found.textless[0];
        assert_eq!((symbol.reason, [symbol.eci, symbol.part, symbol.parts]), (reason, numbers));
        assert_eq!(symbol.corners.len(), 4);
        assert!(symbol.en.contains(en) && symbol.ja.contains(ja), "{} {}", symbol.en, symbol.ja);
    }
}

/// Returns an image of a symbol of version 1 at level M with the given bits, 4 pixels per module, and its side.
fn symbol_of(bits: &[u8]) -> (Vec<u8>, u32) {
    use qrcode::{Color, EcLevel, Version, canvas::Canvas, ec::construct_codewords};
    let (version, level) = (Version::Normal(1), EcLevel::M);
    let mut data = bits.to_vec();
    data.resize(16, 0);
    let (data, correction) = construct_codewords(&data, version, level).unwrap();
    let mut canvas = Canvas::new(version, level);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    let modules = canvas.apply_best_mask().into_colors();
    let (zoom, quiet, side) = (4, 4, 21);
    let module = |pixel: usize| (pixel / zoom).checked_sub(quiet).filter(|module| *module < side);
    let width = (side + 2 * quiet) * zoom;
    let is_dark = |at: usize| {
        module(at % width).zip(module(at / width)).is_some_and(|(x, y)| modules[y * side + x] == Color::Dark)
    };
    let luma = (0..width * width).map(|at| if is_dark(at) { 30 } else { 220 }).collect();
    (luma, u32::try_from(width).unwrap())
}

/// Returns an image of the label's symbol on a light background, 4 pixels per module.
fn picture() -> (Vec<u8>, u32, u32) {
    let symbol = Symbol::encode(&carrier(&sealed()), ErrorCorrection::Medium).unwrap();
    let (zoom, quiet) = (4, 4);
    let side = (symbol.side() + 2 * quiet) * zoom;
    let module = |pixel: usize| (pixel / zoom).checked_sub(quiet).filter(|module| *module < symbol.side());
    let dark = |x, y| module(x).zip(module(y)).is_some_and(|(x, y)| symbol.is_dark(x, y));
    let luma = (0..side * side).map(|at| if dark(at % side, at / side) { 30 } else { 220 }).collect();
    let side = u32::try_from(side).unwrap();
    (luma, side, side)
}

#[test]
fn a_photograph_and_a_frame_have_the_verdicts_of_their_labels() {
    let verifier = Arc::new(verifier());
    let scanner = FrameScanner::new(Arc::clone(&verifier));
    let (luma, width, height) = picture();
    for _ in 0..2 {
        let frame = scanner.check_frame(&luma, width, height, width, at_present()).unwrap();
        let photograph = verifier.check_image(&luma, width, height, width, at_present()).unwrap();
        for found in [frame, photograph] {
            assert_eq!((found.code, found.labels.len(), found.unread.len()), (None, 1, 0));
            assert_eq!(found.labels[0].carrier, text());
            assert_eq!(found.labels[0].verdict.code().unwrap(), "active");
        }
        scanner.reset().unwrap();
    }
}

#[test]
fn a_symbol_that_cannot_be_read_is_reported_as_by_the_core() {
    let (mut luma, width, height) = picture();
    let columns = usize::try_from(width).unwrap();
    // Gray paint covers the area between the finder patterns.
    for (at, pixel) in luma.iter_mut().enumerate() {
        if (12 * 4..40 * 4).contains(&(at / columns)) && (12 * 4..50 * 4).contains(&(at % columns)) {
            *pixel = 120;
        }
    }
    let found = verifier().check_image(&luma, width, height, width, at_present()).unwrap();
    assert_eq!((found.code.as_deref(), found.labels.len(), found.unread.len()), (Some("no-label"), 0, 1));
    let scan = starseal::scan::scan(&crate::image::luma(&luma, width, height, width).unwrap(), &ScanOptions::default());
    let [reported, known] =
        [&found.unread[0].hint.map(|hint| format!("{hint:?}")), &scan.unread[0].hint.map(|hint| format!("{hint:?}"))];
    assert_eq!(reported, known);
    let corner = scan.unread[0].corners[2];
    assert_eq!(found.unread[0].corners[2], crate::Corner { x: corner.x, y: corner.y });
}

#[test]
fn hints_have_the_sentences_of_the_core() {
    let sentence = starseal::Language::Ja.hint(starseal::scan::Hint::CutOff);
    assert_eq!(crate::sentence_of_hint(crate::Hint::CutOff, "ja"), Some(sentence));
    assert_eq!(crate::sentence_of_hint(crate::Hint::CutOff, "fr"), None);
}
