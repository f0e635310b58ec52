//! A black and white image, made by comparing each pixel with the mean of its neighborhood.
//!
//! Light differs across a label, so that one threshold does not suit all of it. Means are computed once over blocks of
//! pixels and combined to neighborhoods of any size. Pixels are compared only when they are needed.

use crate::image::{Changes, LumaImage};

/// The number of pixels along a block's side. It equals the size of a group of flags, so that one threshold serves a
/// group.
const BLOCK: usize = Changes::GROUP;

/// The mean grey of each block of an image.
pub(crate) struct Blocks {
    columns: usize,
    rows: usize,
    means: Vec<u8>,
}

impl Blocks {
    pub(crate) fn of(image: &LumaImage<'_>) -> Self {
        let (columns, rows) = (image.width().div_ceil(BLOCK), image.height().div_ceil(BLOCK));
        let mut means = Vec::with_capacity(columns * rows);
        let mut sums = vec![0_u16; image.width()];
        for row in 0..rows {
            let lines = row * BLOCK..((row + 1) * BLOCK).min(image.height());
            sums.fill(0);
            for y in lines.clone() {
                sums.iter_mut().zip(image.row(y)).for_each(|(sum, pixel)| *sum += u16::from(*pixel));
            }
            means.extend(sums.chunks(BLOCK).map(|sums| {
                let area = (sums.len() * lines.len()) as u32;
                (sums.iter().map(|sum| u32::from(*sum)).sum::<u32>() / area) as u8
            }));
        }
        Blocks { columns, rows, means }
    }

    /// Returns for each block the mean over all blocks within `radius`, reduced by `grain` 256ths. Pixels that are only
    /// slightly darker than the mean are the grain of paper.
    fn thresholds(&self, radius: usize, grain: u32) -> Vec<u8> {
        let mut thresholds = Vec::with_capacity(self.means.len());
        let row = |y: usize| self.means.get(y * self.columns..(y + 1) * self.columns).unwrap_or_default();
        // The sums over the rows within the radius, one for each column.
        let mut sums = vec![0_u32; self.columns];
        let add = |sums: &mut [u32], y| sums.iter_mut().zip(row(y)).for_each(|(sum, mean)| *sum += u32::from(*mean));
        (0..radius.min(self.rows)).for_each(|y| add(&mut sums, y));
        for y in 0..self.rows {
            if y + radius < self.rows {
                add(&mut sums, y + radius);
            }
            if let Some(gone) = y.checked_sub(radius + 1) {
                sums.iter_mut().zip(row(gone)).for_each(|(sum, mean)| *sum -= u32::from(*mean));
            }
            let high = (y + radius).min(self.rows - 1) + 1 - y.saturating_sub(radius);
            let mut sum: u32 = sums.iter().take(radius).sum();
            for x in 0..self.columns {
                sum += sums.get(x + radius).copied().unwrap_or(0);
                let left = x.checked_sub(radius + 1).and_then(|left| sums.get(left));
                sum -= left.copied().unwrap_or(0);
                let wide = (x + radius).min(self.columns - 1) + 1 - x.saturating_sub(radius);
                let mean = sum as f32 / (wide * high) as f32;
                // A pixel is dark below the threshold.
                thresholds.push((mean * (256 - grain) as f32 / 256.0).ceil() as u8);
            }
        }
        thresholds
    }
}

/// An image in black and white.
pub(crate) struct Binary<'a> {
    image: LumaImage<'a>,
    columns: usize,
    thresholds: Vec<u8>,
}

impl<'a> Binary<'a> {
    pub(crate) fn new(image: LumaImage<'a>, blocks: &Blocks, radius: usize, grain: u32) -> Self {
        Binary { image, columns: blocks.columns, thresholds: blocks.thresholds(radius, grain) }
    }

    pub(crate) fn width(&self) -> usize {
        self.image.width()
    }

    pub(crate) fn height(&self) -> usize {
        self.image.height()
    }

    /// Returns whether a pixel is dark. Pixels outside the image are light.
    pub(crate) fn is_dark(&self, x: i64, y: i64) -> bool {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return false };
        let threshold = self.thresholds.get(y / BLOCK * self.columns + x / BLOCK);
        x < self.width()
            && y < self.height()
            && self.image.row(y).get(x).zip(threshold).is_some_and(|(pixel, threshold)| pixel < threshold)
    }

    /// Lists the places in a row where dark and light meet. A row starts and ends with light.
    pub(super) fn changes(&self, y: usize, places: &mut Vec<u32>) {
        places.clear();
        let row = self.image.row(y);
        let start = y / BLOCK * self.columns;
        let thresholds = self.thresholds.get(start..start + self.columns).unwrap_or_default();
        let (blocks, rest) = row.as_chunks::<BLOCK>();
        let mut changes = Changes::default();
        for (pixels, threshold) in blocks.iter().zip(thresholds) {
            changes.add(pixels.map(|pixel| u8::from(pixel < *threshold)), places);
        }
        // Light pixels complete the last block, or follow it if it is complete.
        let mut pixels = [u8::MAX; BLOCK];
        pixels.iter_mut().zip(rest).for_each(|(pixel, of_row)| *pixel = *of_row);
        let threshold = thresholds.last().filter(|_| !rest.is_empty()).copied().unwrap_or(0);
        changes.add(pixels.map(|pixel| u8::from(pixel < threshold)), places);
    }
}
