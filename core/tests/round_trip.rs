//! Draws a label, scans the picture, and checks the verdict.

mod common;

use common::{carrier, label, noon, sealed, verifier};
use starseal::carrier::{Caption, Drawing, ErrorCorrection, Symbol};
use starseal::scan::{LumaImage, ScanOptions};
use starseal::{Code, When};

/// Decodes a PNG of one bit per pixel, as `Drawing::to_png` writes it.
fn grey(png_bytes: &[u8]) -> (Vec<u8>, usize, usize) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png_bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    (pixels, info.width as usize, info.height as usize)
}

#[test]
fn a_drawn_label_is_read_back_and_stands() {
    let carrier = carrier(&sealed());
    let symbol = Symbol::encode(&carrier, ErrorCorrection::Medium).unwrap();
    for scale in 2..=8 {
        let drawing = Drawing::new(&symbol).caption(Caption::of(&label()));
        let (pixels, width, height) = grey(&drawing.to_png(scale).unwrap());
        let image = LumaImage::new(&pixels, width, height, width).unwrap();
        let verdicts = verifier().check_image(&image, &ScanOptions::default(), When::Now(noon("2026-11-22")));
        let [sighting] = verdicts.labels.as_slice() else {
            panic!("{} labels at {scale} pixels per module", verdicts.labels.len());
        };
        assert_eq!(sighting.verdict.code(), Code::Active);
        assert_eq!(sighting.verdict.text(), carrier.as_str());
        assert_eq!(sighting.verdict.url(), Some(carrier.as_str()));
        assert_eq!(sighting.verdict.authentic_label().map(|label| &**label), Some(&label()));
    }
}

#[test]
fn an_image_without_a_label_says_so() {
    let blank = vec![255; 640 * 480];
    let verdicts = verifier().check_image(
        &LumaImage::new(&blank, 640, 480, 640).unwrap(),
        &ScanOptions::default(),
        When::Now(noon("2026-11-22")),
    );
    assert_eq!(verdicts.code(), Some(Code::NoLabel));
}
