//! Black and white, each pixel judged against the mean of its neighbourhood.

use super::{LumaImage, Point};

/// How much darker than its neighbourhood's mean a pixel must be, in 1/256 of that mean: less is paper's grain.
const CONTRAST: u64 = 12;

/// An image in black and white.
pub(super) struct Bitmap {
    width: usize,
    height: usize,
    dark: Vec<bool>,
}

impl Bitmap {
    /// Judges each pixel against the mean over a square around it, a fifth of the image's smaller side across.
    pub(super) fn from_luma(image: &LumaImage<'_>) -> Self {
        let (width, height) = (image.width(), image.height());
        let radius = (width.min(height) / 10).clamp(8, 64);
        let mut dark = Vec::with_capacity(width * height);
        // Sums over the columns of the rows within the radius, updated from row to row: memory of one row, not of an
        // integral image.
        let mut columns = vec![0u32; width];
        let add = |columns: &mut [u32], y: usize| {
            columns.iter_mut().zip(image.row(y)).for_each(|(sum, pixel)| *sum += u32::from(*pixel));
        };
        let remove = |columns: &mut [u32], y: usize| {
            columns.iter_mut().zip(image.row(y)).for_each(|(sum, pixel)| *sum -= u32::from(*pixel));
        };
        (0..radius.min(height)).for_each(|y| add(&mut columns, y));
        for y in 0..height {
            if y + radius < height {
                add(&mut columns, y + radius);
            }
            if y > radius {
                remove(&mut columns, y - radius - 1);
            }
            let rows = (y + radius).min(height - 1) - y.saturating_sub(radius) + 1;
            judge_row(image.row(y), &columns, rows, radius, &mut dark);
        }
        Bitmap { width, height, dark }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn height(&self) -> usize {
        self.height
    }

    /// Whether a pixel is dark; outside the image none is.
    pub(super) fn is_dark(&self, x: i64, y: i64) -> bool {
        match (usize::try_from(x), usize::try_from(y)) {
            (Ok(x), Ok(y)) if x < self.width => self.dark.get(y * self.width + x).copied().unwrap_or(false),
            _ => false,
        }
    }

    pub(super) fn contains(&self, at: Point) -> bool {
        (0.0..self.width as f64).contains(&at.x) && (0.0..self.height as f64).contains(&at.y)
    }

    pub(super) fn row(&self, y: usize) -> &[bool] {
        self.dark.get(y * self.width..(y + 1) * self.width).unwrap_or_default()
    }
}

/// Compares a row's pixels with the mean of the square around each.
fn judge_row(row: &[u8], columns: &[u32], rows: usize, radius: usize, dark: &mut Vec<bool>) {
    let width = row.len();
    // At most 129 by 129 pixels of 255, far below 2^32.
    let mut sum: u32 = columns.iter().take(radius.min(width)).sum();
    for (x, pixel) in row.iter().enumerate() {
        sum += columns.get(x + radius).copied().unwrap_or(0);
        if let Some(left) = x.checked_sub(radius + 1) {
            sum -= columns.get(left).copied().unwrap_or(0);
        }
        let across = (x + radius).min(width - 1) - x.saturating_sub(radius) + 1;
        let (area, pixel) = ((across * rows) as u64, u64::from(*pixel));
        dark.push(pixel * area * 256 < u64::from(sum) * (256 - CONTRAST));
    }
}
