//! Grey images from PGM files with 8 bits per pixel.

use std::path::Path;

pub(crate) struct Image {
    pub(crate) pixels: Vec<u8>,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl Image {
    pub(crate) fn open(path: &Path) -> Result<Self, crate::Failure> {
        let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Self::parse(&bytes).ok_or_else(|| format!("{}: not a PGM file with 8 bits per pixel", path.display()).into())
    }

    /// Parses `P5`, width, height and 255, separated by white space, then one byte of white space and the pixels.
    /// Comments are not supported, because the generated files have none.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(b"P5")?;
        let mut number = || {
            let start = rest.iter().position(u8::is_ascii_digit)?;
            let end = start + rest[start..].iter().position(|byte| !byte.is_ascii_digit())?;
            let number: usize = std::str::from_utf8(&rest[start..end]).ok()?.parse().ok()?;
            rest = &rest[end..];
            Some(number)
        };
        let (width, height, white) = (number()?, number()?, number()?);
        let pixels = rest.get(1..)?;
        (white == 255 && Some(pixels.len()) == width.checked_mul(height)).then(|| Image {
            pixels: pixels.to_vec(),
            width,
            height,
        })
    }

    /// Returns the image at half its width and half its height. Each pixel is the mean of four.
    #[cfg(feature = "rxing")]
    pub(crate) fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let at = |x: usize, y: usize| u16::from(self.pixels[y * self.width + x]);
        let mean = |x, y| (at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1) + 2) / 4;
        let pixels = (0..width * height).map(|place| mean(place % width * 2, place / width * 2) as u8).collect();
        Image { pixels, width, height }
    }
}
