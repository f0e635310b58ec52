//! Symbols of known texts for the tests, encoded by the independent library `qrcode`. The texts have the shape for
//! which the scanner is tuned: a URL in capitals and a payload in 41 characters of the alphanumeric mode, version 8 at
//! level M.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]

use qrcode::bits::Bits;
use qrcode::canvas::Canvas;
use qrcode::ec::construct_codewords;
use qrcode::{Color, EcLevel, QrCode, Version};

/// The text of [`symbol`].
pub const TEXT: &str = concat!(
    "HTTPS://JC-STAR.EXAMPLE/V/L/I2WV8BJ70QQ0E80QGC7HO555-80BSC8$6-D7BA8$D7*D7IQ7LC0EJ039COP0$QCGV0K*0U211IDM704BG1IVI",
    "2PO$EFZ2UJQS9BIEH0A$IQ22O9D6SWBPKU-DN0AXONTUE6-$-99GP10FKV2-8I-0D67FQ:40*4UQ2FR72MMNC0",
);

/// The characters of a payload.
const ALPHABET: &[u8; 41] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:";

/// A symbol as modules, without its quiet zone.
pub struct Symbol {
    side: usize,
    dark: Vec<bool>,
}

impl Symbol {
    /// Encodes a text as one alphanumeric segment, in the smallest version that holds it.
    pub fn encode(text: &str, level: EcLevel) -> Self {
        let with_version = |version| {
            let mut bits = Bits::new(Version::Normal(version));
            bits.push_alphanumeric_data(text.as_bytes()).ok()?;
            bits.push_terminator(level).ok()?;
            QrCode::with_bits(bits, level).ok()
        };
        let code = (1..=40).find_map(with_version).expect("a text that fits into a symbol");
        let side = code.width();
        Symbol { side, dark: code.into_colors().into_iter().map(|color| color == Color::Dark).collect() }
    }

    /// Draws the data codewords of a symbol, filled up with zeros: an empty segment ends the data.
    pub fn of_codewords(data: &[u8], version: i16, level: EcLevel) -> Self {
        let version = Version::Normal(version);
        let mut data = data.to_vec();
        data.resize(Bits::new(version).max_len(level).unwrap() / 8, 0);
        let (data, correction) = construct_codewords(&data, version, level).unwrap();
        let mut canvas = Canvas::new(version, level);
        canvas.draw_all_functional_patterns();
        canvas.draw_data(&data, &correction);
        let dark = canvas.apply_best_mask().into_colors().into_iter().map(|color| color == Color::Dark).collect();
        Symbol { side: version.width() as usize, dark }
    }

    /// Returns the number of modules along one side.
    pub fn side(&self) -> usize {
        self.side
    }

    /// Returns whether a module is dark. All modules outside the symbol are light.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.side && y < self.side && self.dark[y * self.side + x]
    }
}

/// Returns the symbol of [`TEXT`].
pub fn symbol() -> Symbol {
    Symbol::encode(TEXT, EcLevel::M)
}

/// Encodes an even number of bytes as a payload: three characters for two bytes.
pub fn payload(bytes: &[u8]) -> String {
    let (pairs, rest) = bytes.as_chunks::<2>();
    assert!(rest.is_empty(), "an odd number of bytes");
    let digits = pairs.iter().flat_map(|pair| {
        let number = usize::from(u16::from_be_bytes(*pair));
        [number % 41, number / 41 % 41, number / 1681]
    });
    digits.map(|digit| char::from(ALPHABET[digit])).collect()
}

/// Parses hexadecimal digits.
pub fn from_hex(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2), "an odd number of digits");
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}
