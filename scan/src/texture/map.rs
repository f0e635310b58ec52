//! Measures the texture of an image at each place.
//!
//! However a symbol is blurred, its grey values change in all directions and equally in all its parts, and hardly at
//! all in the margin around it. Bars and lines of words change in one direction, uniform surfaces in none. The measure
//! is the change of grey values in the direction in which they change least: the smaller eigenvalue of the structure
//! tensor.

use crate::geometry::Point;
use crate::image::LumaImage;

/// The radius in pixels over whose gradients the tensor is summed. Five pixels across hold at least two modules of the
/// coarsest symbols in a reduced image.
pub(super) const REACH: usize = 2;

/// The number of pixels of the map along one place of the texture. Sums over five pixels differ little from one pixel
/// to the next, and a quarter of the places takes a quarter of the time.
pub(super) const STRIDE: usize = 2;

/// The number of lines of the texture, above and below a place, whose greys are averaged.
const FAR: usize = 2;

/// A constant added to grey values before they are compared, so that the noise of a black image does not count as
/// texture.
pub(super) const DARK: f32 = 3.0;

/// An image reduced in size, with the texture at each place.
pub(super) struct Map {
    pub(super) width: usize,
    height: usize,
    pub(super) grey: Vec<f32>,
    /// The squared change of grey values in the direction in which they change least, as a share of the squared mean,
    /// for every square of [`STRIDE`] by [`STRIDE`] pixels.
    pub(super) texture: Vec<f32>,
    /// The number of places in a line of the texture.
    pub(super) across: usize,
}

impl Map {
    /// Returns the map of an image whose sides are divided by `factor`. `None` if it is too small.
    pub(super) fn of(image: &LumaImage<'_>, factor: usize) -> Option<Self> {
        let (width, height) = (image.width() / factor, image.height() / factor);
        if width < 2 * REACH + 2 || height < 2 * REACH + 2 {
            return None;
        }
        let mut grey = Vec::with_capacity(width * height);
        let mut sums = vec![0_u16; width * factor];
        let scale = 1.0 / (factor * factor) as f32;
        for y in 0..height {
            sums.fill(0);
            for row in y * factor..(y + 1) * factor {
                sums.iter_mut().zip(image.row(row)).for_each(|(sum, pixel)| *sum += u16::from(*pixel));
            }
            match factor {
                1 => add_means::<1>(&sums, scale, &mut grey),
                2 => add_means::<2>(&sums, scale, &mut grey),
                3 => add_means::<3>(&sums, scale, &mut grey),
                4 => add_means::<4>(&sums, scale, &mut grey),
                6 => add_means::<6>(&sums, scale, &mut grey),
                8 => add_means::<8>(&sums, scale, &mut grey),
                _ => grey.extend(sums.chunks_exact(factor).map(|sums| {
                    let sum: u32 = sums.iter().map(|sum| u32::from(*sum)).sum();
                    sum as f32 * scale
                })),
            }
        }
        let texture = texture(&grey, width, height);
        Some(Map { width, height, grey, texture, across: width / STRIDE })
    }

    /// Returns whether a place lies within the image.
    pub(super) fn has(&self, at: Point) -> bool {
        at.x >= 0.0 && at.y >= 0.0 && at.x < self.width as f64 && at.y < self.height as f64
    }

    /// Returns the greys at some places, in ascending order.
    pub(super) fn greys(&self, places: &[Point]) -> Vec<f32> {
        let at = |place: &Point| self.grey.get(place.y as usize * self.width + place.x as usize).copied();
        sorted(places.iter().filter_map(at))
    }

    /// Returns the textures at some places, in ascending order.
    pub(super) fn textures(&self, places: &[Point]) -> Vec<f32> {
        let at = |place: &Point| {
            let (x, y) = (place.x as usize / STRIDE, place.y as usize / STRIDE);
            (x < self.across).then(|| self.texture.get(y * self.across + x).copied()).flatten()
        };
        sorted(places.iter().filter_map(at))
    }
}

fn sorted(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut sorted: Vec<f32> = values.collect();
    sorted.sort_by(f32::total_cmp);
    sorted
}

/// Appends the scaled sum of every `COUNT` values. With a constant number the compiler unrolls the sum, which takes a
/// third of the time.
fn add_means<const COUNT: usize>(sums: &[u16], scale: f32, means: &mut Vec<f32>) {
    let (groups, _) = sums.as_chunks::<COUNT>();
    means.extend(groups.iter().map(|group| group.iter().map(|sum| i32::from(*sum)).sum::<i32>() as f32 * scale));
}

/// A line of the texture: what two rows of pixels show at each of its places.
#[derive(Clone)]
struct Line {
    /// The gradients below the upper row, summed over five columns: squares across and down, and products of both.
    upper: [Vec<f32>; 3],
    /// The same below both rows.
    both: [Vec<f32>; 3],
    /// The sum of the greys of four pixels, with zeros on both sides.
    grey: Vec<f32>,
    /// The number of rows that the image has here.
    rows: usize,
}

/// Returns the squared change of grey values around each place in the direction in which they change least, as a share
/// of the squared mean. A place is the middle of a square of [`STRIDE`] by [`STRIDE`] pixels. Gradients are summed over
/// five rows and columns around it, and greys over ten. Only five lines are held.
fn texture(grey: &[f32], width: usize, height: usize) -> Vec<f32> {
    let (across, down) = (width / STRIDE, height / STRIDE);
    let row = |y: usize| grey.get(y * width..(y + 1) * width).unwrap_or_default();
    let places = || [const { Vec::new() }; 3].map(|_: Vec<f32>| vec![0.0_f32; across]);
    let empty = Line { upper: places(), both: places(), grey: vec![0.0; across + 2 * FAR], rows: 0 };
    let mut lines: [Line; 2 * FAR + 1] = core::array::from_fn(|_| empty.clone());
    // The gradients between two rows, with zeros on both sides.
    let mut gradients = [const { Vec::new() }; 3].map(|_: Vec<f32>| vec![0.0_f32; width + 3 * STRIDE]);
    let (mut tensor, mut mean) = (places(), vec![0.0_f32; across]);
    let mut texture = Vec::with_capacity(across * down);
    for newest in 0..down + FAR {
        lines.rotate_left(1);
        if let Some(line) = lines.last_mut() {
            line.both.iter_mut().chain(&mut line.upper).for_each(|sums| sums.fill(0.0));
            line.grey.fill(0.0);
            line.rows = if newest < down { STRIDE } else { 0 };
            for y in STRIDE * newest..STRIDE * newest + line.rows {
                let pairs = row(y).as_chunks::<STRIDE>().0;
                line.grey.iter_mut().skip(FAR).zip(pairs).for_each(|(sum, [a, b])| *sum += a + b);
                if y + 1 < height {
                    between(row(y), row(y + 1), &mut gradients);
                    let is_upper = y == STRIDE * newest;
                    for ((gradients, both), upper) in gradients.iter().zip(&mut line.both).zip(&mut line.upper) {
                        add_five(gradients, both);
                        if is_upper {
                            upper.copy_from_slice(both);
                        }
                    }
                }
            }
        }
        let Some(line) = newest.checked_sub(FAR) else { continue };
        let [_, above, here, below, _] = &lines;
        let parts = above.both.iter().zip(&here.both).zip(&below.upper);
        for (sums, ((above, here), below)) in tensor.iter_mut().zip(parts) {
            let values = above.iter().zip(here).zip(below);
            sums.iter_mut().zip(values).for_each(|(sum, ((a, b), c))| *sum = a + b + c);
        }
        mean.fill(0.0);
        for line in &lines {
            mean.iter_mut().zip(line.grey.array_windows()).for_each(|(sum, [a, b, c, d, e])| *sum += a + b + c + d + e);
        }
        let rows_of_gradients = (STRIDE * line + REACH + 1).min(height - 1) - (STRIDE * line).saturating_sub(REACH);
        let rows_of_greys = lines.iter().map(|line| line.rows).sum::<usize>();
        let near = 1.0 / (rows_of_gradients.max(1) * (2 * REACH + 1)) as f32;
        let far = 1.0 / (rows_of_greys.max(1) * STRIDE * (2 * FAR + 1)) as f32;
        let [across, down, both] = &tensor;
        texture.extend(across.iter().zip(down).zip(both).zip(&mean).map(|(((across, down), both), mean)| {
            let (half, difference) = ((across + down) / 2.0, (across - down) / 2.0);
            let least = half - (difference * difference + both * both).sqrt();
            let mean = mean * far + DARK;
            least.max(0.0) * near / (mean * mean)
        }));
    }
    texture
}

/// Computes the gradients between a row and the next one: squares across and down, and products of both.
fn between(above: &[f32], below: &[f32], [across, down, both]: &mut [Vec<f32>; 3]) {
    let pairs = above.array_windows::<2>().zip(below.array_windows::<2>());
    let places = across.get_mut(STRIDE..).unwrap_or_default().iter_mut();
    let places = places.zip(down.get_mut(STRIDE..).unwrap_or_default()).zip(both.get_mut(STRIDE..).unwrap_or_default());
    for (([a, b], [c, d]), ((across, down), both)) in pairs.zip(places) {
        let (x, y) = ((b - a + d - c) / 2.0, (c - a + d - b) / 2.0);
        *across = x * x;
        *down = y * y;
        *both = x * y;
    }
}

/// Adds the sum of five values around the middle of every two. `values` has two zeros before and four after them.
fn add_five(values: &[f32], sums: &mut [f32]) {
    let pairs = values.as_chunks::<STRIDE>().0;
    sums.iter_mut().zip(pairs.array_windows()).for_each(|(sum, [[a, b], [c, d], [e, _]])| *sum += a + b + c + d + e);
}
