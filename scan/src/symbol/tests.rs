use super::layout::{format_places, format_word};
use super::{Layout, Repair, correct, segments};
use crate::tests::random_bits;

#[test]
fn random_modules_are_never_a_symbol() {
    for version in 1..=40 {
        let layout = Layout::new(version);
        for seed in 0..4 {
            let mut bit = random_bits(seed + 4 * version as u64);
            let mut soft: Vec<f32> = (0..layout.side * layout.side).map(|_| if bit() { 1.0 } else { -1.0 }).collect();
            // M and mask 0, L and mask 3, H and mask 5: with a format that is right one gets as far as error correction.
            let word = [0b00_000, 0b01_011, 0b10_101, 0b00_000][seed as usize];
            for places in format_places(layout.side) {
                for (at, (x, y)) in places.into_iter().enumerate() {
                    let dark = format_word(word) >> (14 - at) & 1 == 1;
                    soft[y * layout.side + x] = if dark { 1.0 } else { -1.0 };
                }
            }
            let read = correct::read(&soft, &[], &layout, Repair::ErrorsAndErasures);
            assert!(!read.is_some_and(|read| read.fits(&soft, &layout)), "version {version}, seed {seed}");
        }
    }
}

#[test]
fn every_version_and_level_is_laid_out_as_others_do() {
    use qrcode::{EcLevel, QrCode, Version};
    for version in 1..=40_u8 {
        let layout = Layout::new(usize::from(version));
        for (level, of_theirs) in [EcLevel::L, EcLevel::M, EcLevel::Q, EcLevel::H].into_iter().enumerate() {
            let text = "1234567";
            let code = QrCode::with_version(text, Version::Normal(i16::from(version)), of_theirs).unwrap();
            let dark = code.to_colors().into_iter().map(|color| if color == qrcode::Color::Dark { 1.0 } else { -1.0 });
            let soft: Vec<f32> = dark.collect();
            let read = correct::read(&soft, &[], &layout, Repair::Errors).unwrap();
            assert!(read.fits(&soft, &layout), "version {version}, level {level}");
            assert_eq!((read.level, read.corrected), (level, 0));
            let data = read.data(&layout);
            assert_eq!(segments::read(&data, usize::from(version)).as_deref(), Some(text), "version {version}");
        }
    }
}
