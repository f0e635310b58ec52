//! Whole drawings, as they were looked at and approved: a change of any pixel or number is made on purpose.

use super::super::*;
use super::symbols::{decode, label_of, symbol_of};
use crate::common::{label, sealed};
use crate::verify::Digest;

/// Returns the SHA-256 of a PNG's size and pixels. The compressed bytes may differ between versions of the encoder.
fn digest_of_pixels(png: &[u8]) -> String {
    let (pixels, info) = decode(png);
    let size = format!("{}x{}\n", info.width, info.height);
    Digest::of(&[size.as_bytes(), &pixels].concat()).to_string()
}

#[test]
fn drawings_are_as_approved() {
    let symbol = symbol_of(&sealed());
    let plain = Drawing::new(&symbol);
    let captioned = |level, id: &str| plain.clone().caption(Caption::of(&label_of(level, id)));
    let dated = Caption::of(&label()).with_last_day("2028-03-31".parse().unwrap());
    // All characters of product IDs, in three captions.
    let characters: Vec<char> = ('!'..='~').collect();
    let [first, second, third] = [0, 1, 2].map(|part| characters[part * 32..].iter().take(32).collect::<String>());
    // Each drawing, the pixels per module of its PNG, and the SHA-256 of the SVG and of the PNG's pixels.
    let approved = [
        (
            plain.clone(),
            2,
            "6c1ef9166dda1e95f37cecaf994d5bd7a49716ac2bfce2fac2f5e6c168d48f82",
            "38c7ec0600c0c3003d3f94407dd04b251b6539475589b869094f0d84b9285004",
        ),
        (
            plain.clone().module_mm(0.4).caption(dated),
            5,
            "2689e6d31212e6104ac0bd200d8a418ad5ce064f814e43e036100d7a5a8a1c2a",
            "63772f42b47f528aa07bdc60f893654c7b8acf1139568b04dd0e2e0aea34bfcc",
        ),
        (
            captioned(6, &first).text_mm(1.7),
            8,
            "26de37220833b5c6a7ca2215939bb71d25152a3b55f23071c58066cb24ab1793",
            "89018fc31ee5bdb11dc7ef4144f96c1453c01f536da962d5a37df647976d20be",
        ),
        (
            captioned(6, &second).text_mm(1.7),
            8,
            "1ca3753f251d410d11c8a86e27d667ed6f24087e78977d4d94fedb7d8c1b41ee",
            "4a074def89359fafcb7a0cdbf556aa2cdb04cf13b2f3cd0cd9e0905026f4ad69",
        ),
        (
            captioned(255, &third).module_mm(0.7),
            8,
            "5eecf15e6af9b1a39b83f07dd2cd5454c3e8372ea26b242935858e3c88eaef26",
            "9e89b51a7d17597e6a48817b18f54eadc4213678e79ca43f262a9442ff8352b1",
        ),
        // Letters that are enlarged to be read on a screen, beside a symbol that stays in the middle.
        (
            captioned(5, &"Wg".repeat(16)),
            1,
            "116f004d3cd446307859c61b3df1ca3aced65ea9a391c47a66e69ac0ac5dc4b8",
            "599d13d1b9e614dc14801bb1231e93c6ab4eefd4cc7071691db08f32de43d1c1",
        ),
        // Letters that are made smaller, so that two lines hold the text.
        (
            captioned(1, &"M-j".repeat(10)).text_mm(50.0),
            3,
            "acccffcd7ac90e673306c77484bc57ea56da6994ef28f245f81d0325d79dbf3f",
            "e6da3427db28107bf62e47bbda45f7cb79f51cba877e1826a0d442aa5197fba1",
        ),
    ];
    for (number, (drawing, scale, svg, pixels)) in approved.into_iter().enumerate() {
        let png = drawing.to_png(scale).unwrap();
        assert_eq!(Digest::of(drawing.to_svg().as_bytes()).to_string(), svg, "SVG {number}");
        assert_eq!(digest_of_pixels(&png), pixels, "PNG {number}");
    }
}
