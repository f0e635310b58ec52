use super::layout::{format_places, format_word};
use super::{Layout, Repair, correct, segments};
use crate::result::{Content, NoText};
use crate::tests::random_bits;

#[test]
fn random_modules_are_never_read_as_a_symbol() {
    for version in 1..=40 {
        let layout = Layout::new(version);
        for seed in 0..4 {
            let mut bit = random_bits(seed + 4 * version as u64);
            let mut soft: Vec<f32> = (0..layout.side * layout.side).map(|_| if bit() { 1.0 } else { -1.0 }).collect();
            // M and mask 0, L and mask 3, H and mask 5: only a valid format leads as far as error correction.
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
fn the_layout_of_every_version_and_level_is_that_of_another_library() {
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
            let content = segments::read(&data, usize::from(version));
            assert_eq!(content, Some(Content::Text(text.to_owned())), "version {version}");
        }
    }
}

#[test]
fn kanji_agree_with_another_library() {
    // `encoding_rs` has the index of the WHATWG Encoding Standard, which is code page 932.
    let mut read = 0;
    for packed in 0..1_u32 << 13 {
        // Kanji mode, one character of 13 bits, and the end.
        let bits = (0b1000 << 8 | 1) << 13 | packed;
        let ours = segments::read(&(bits << 7).to_be_bytes(), 1);
        let code = packed / 0xc0 * 0x100 + packed % 0xc0;
        let code = code as u16 + if code < 0x1f00 { 0x8140 } else { 0xc140 };
        let bytes = code.to_be_bytes();
        let theirs = encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&bytes);
        // If the second byte is not valid, the result has two characters.
        let theirs = theirs.filter(|text| text.chars().count() == 1);
        read += u32::from(theirs.is_some());
        let expected = match theirs {
            Some(text) => Content::Text(text.into_owned()),
            None => Content::Bytes(NoText::NotText, bytes.to_vec()),
        };
        assert_eq!(ours, Some(expected), "{code:#06x}");
    }
    assert_eq!(read, 6879 + 83, "characters of JIS X 0208, and of NEC");
}
