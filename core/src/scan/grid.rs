//! Three finder patterns make a symbol: its size, its grid, its bits.

use super::FoundSymbol;
use super::binarize::Bitmap;
use super::finder::Finder;
use super::perspective::{Perspective, Point};

/// Triples of finder patterns tried in one image, the most plausible first.
const MAX_ATTEMPTS: usize = 300;

/// The least share of a timing pattern's modules that alternate as they should: chance gives half.
const LEAST_TIMING: f64 = 0.75;

/// Cells of an alignment pattern, 5 by 5, dark ones as 1.
const ALIGNMENT: [u8; 5] = [0b11111, 0b10001, 0b10101, 0b10001, 0b11111];

/// Cells out of 25 that must agree for an alignment pattern.
const ALIGNMENT_CELLS: usize = 21;

/// Three finder patterns that may belong to one symbol.
struct Triple {
    /// Their places among all finder patterns.
    members: [usize; 3],
    top_left: Finder,
    top_right: Finder,
    bottom_left: Finder,
    /// How far it is from a square: 0 is one.
    skew: f64,
}

/// Modules along a side, by two ways of telling.
struct Modules {
    counted: f64,
    measured: f64,
}

/// Reads a symbol through every plausible triple of finder patterns.
pub(super) fn read_grids(bitmap: &Bitmap, finders: &[Finder]) -> Vec<FoundSymbol> {
    let mut found = Vec::new();
    let mut used = vec![false; finders.len()];
    for triple in plausible_triples(finders) {
        let is_used = |at: &usize| used.get(*at).copied().unwrap_or(true);
        if triple.members.iter().any(is_used) {
            continue;
        }
        if let Some(symbol) = triple.read(bitmap) {
            for at in triple.members {
                if let Some(used) = used.get_mut(at) {
                    *used = true;
                }
            }
            found.push(symbol);
        }
    }
    found
}

/// All triples that look like a square's three corners, the squarest first.
fn plausible_triples(finders: &[Finder]) -> Vec<Triple> {
    let mut triples = Vec::new();
    for (i, a) in finders.iter().enumerate() {
        for (j, b) in finders.iter().enumerate().skip(i + 1) {
            if !(0.5..2.0).contains(&(a.module / b.module)) {
                continue;
            }
            for (k, c) in finders.iter().enumerate().skip(j + 1) {
                if (0.5..2.0).contains(&(a.module / c.module)) {
                    triples.extend(Triple::new([i, j, k], [*a, *b, *c]));
                }
            }
            // Noise has hundreds of thousands of triples: no more are held than will be tried, and as many again.
            if triples.len() > 2 * MAX_ATTEMPTS {
                keep_squarest(&mut triples);
            }
        }
    }
    keep_squarest(&mut triples);
    triples
}

/// Leaves as many triples as will be tried, the squarest first.
fn keep_squarest(triples: &mut Vec<Triple>) {
    triples.sort_by(|a, b| a.skew.total_cmp(&b.skew));
    triples.truncate(MAX_ATTEMPTS);
}

impl Triple {
    /// Puts three finder patterns in order; none where they cannot be a symbol's.
    fn new(members: [usize; 3], finders: [Finder; 3]) -> Option<Self> {
        let [a, b, c] = finders;
        // The corner lies opposite the longest side.
        let by_corner = [(a, b, c), (b, a, c), (c, a, b)];
        let (corner, one, other) = by_corner
            .into_iter()
            .max_by(|(_, p, q), (_, r, s)| p.centre.distance(q.centre).total_cmp(&r.centre.distance(s.centre)))?;
        let (to_one, to_other) = (one.centre - corner.centre, other.centre - corner.centre);
        let (top_right, bottom_left) = if to_one.cross(to_other) > 0.0 { (one, other) } else { (other, one) };

        let across = corner.centre.distance(top_right.centre);
        let down = corner.centre.distance(bottom_left.centre);
        let module = (a.module + b.module + c.module) / 3.0;
        // From 14 modules in version 1 to 170 in version 40, with room for tilt.
        let in_range = |length: f64| (9.0..200.0).contains(&(length / module));
        let cosine = to_one.dot(to_other) / (across * down);
        let sizes = [a.module, b.module, c.module];
        let spread = sizes.iter().fold(0.0_f64, |most, size| most.max((size / module).ln().abs()));
        let skew = cosine.abs() + (across / down).ln().abs() + spread;
        (in_range(across) && in_range(down) && cosine.abs() < 0.6 && skew < 1.5).then_some(Triple {
            members,
            top_left: corner,
            top_right,
            bottom_left,
            skew,
        })
    }

    /// Tries the sizes that the timing patterns and distances suggest, with and without an alignment pattern.
    fn read(&self, bitmap: &Bitmap) -> Option<FoundSymbol> {
        self.likely_sides(bitmap).into_iter().find_map(|side| {
            let flat = self.grid_through(side, self.fourth_corner(), 3.5)?;
            let aligned = find_alignment(bitmap, &flat, side).and_then(|at| self.grid_through(side, at, 6.5));
            // Decoding is what costs, and is left to grids whose timing patterns look like some.
            let grids = aligned.into_iter().chain([flat]);
            grids
                .filter(|grid| timing_agreement(bitmap, grid, side) >= LEAST_TIMING)
                .find_map(|grid| read_bits(bitmap, side, &grid))
        })
    }

    /// Modules along a side, 17 + 4 · version, the likeliest first; none where these are no symbol's corners.
    fn likely_sides(&self, bitmap: &Bitmap) -> Vec<usize> {
        let across = self.count_timing(bitmap, &self.top_right, &self.bottom_left);
        let down = self.count_timing(bitmap, &self.bottom_left, &self.top_right);
        let (Some(across), Some(down)) = (across, down) else {
            return Vec::new();
        };
        if (across.counted - down.counted).abs() > 8.0 {
            return Vec::new();
        }
        let version = |modules: f64| ((modules - 17.0) / 4.0).round() as i64;
        let mut versions: Vec<i64> = Vec::new();
        for likely in [version(across.counted), version(down.counted), version((across.measured + down.measured) / 2.0)]
        {
            for version in [likely, likely - 1, likely + 1] {
                if (1..=40).contains(&version) && !versions.contains(&version) {
                    versions.push(version);
                }
            }
        }
        versions.into_iter().filter_map(|version| usize::try_from(17 + 4 * version).ok()).collect()
    }

    /// Counts the timing pattern between the top left finder pattern and another one. A line stays a line however the
    /// label is tilted, so the count holds where distances mislead.
    fn count_timing(&self, bitmap: &Bitmap, end: &Finder, aside: &Finder) -> Option<Modules> {
        let (from, to) = (self.top_left.centre, end.centre);
        let along = (to - from) * (1.0 / from.distance(to));
        let across = (aside.centre - from) * (1.0 / from.distance(aside.centre));
        let along_start = module_along(bitmap, from, along)?;
        let along_end = module_along(bitmap, to, along * -1.0)?;
        // Three modules from a finder pattern's middle towards the inside lies row 6.
        let start = from + along * (3.0 * along_start) + across * (3.0 * module_along(bitmap, from, across)?);
        let stop = to - along * (3.0 * along_end) + across * (3.0 * module_along(bitmap, to, across)?);
        let steps = (start.distance(stop) * 2.0).min(20_000.0) as u32;
        let mut changes = 0;
        let mut was_dark = true;
        for step in 0..=steps {
            let dark = dark_at(bitmap, start + (stop - start) * (f64::from(step) / f64::from(steps.max(1))));
            changes += u32::from(dark != was_dark);
            was_dark = dark;
        }
        // From module 6 to module side - 7, each one different from the one before.
        let counted = f64::from(changes) + 13.0;
        let measured = from.distance(to) / ((along_start + along_end) / 2.0) + 7.0;
        ((measured - counted).abs() < 0.2 * measured).then_some(Modules { counted, measured })
    }

    /// Where a finder pattern would stand at the bottom right of a flat label seen from straight ahead.
    fn fourth_corner(&self) -> Point {
        self.top_right.centre + self.bottom_left.centre - self.top_left.centre
    }

    /// The map from modules to pixels through the three finder patterns and a fourth point, `inset` modules from the
    /// right and lower edge.
    fn grid_through(&self, side: usize, fourth: Point, inset: f64) -> Option<Perspective> {
        let far = side as f64 - 3.5;
        let last = side as f64 - inset;
        let modules = [(3.5, 3.5), (far, 3.5), (last, last), (3.5, far)].map(|(x, y)| Point { x, y });
        Perspective::through(modules, [self.top_left.centre, self.top_right.centre, fourth, self.bottom_left.centre])
    }
}

/// The width of a module of a finder pattern in a direction: from its middle, the third change of colour is 3.5 modules
/// away.
fn module_along(bitmap: &Bitmap, middle: Point, direction: Point) -> Option<f64> {
    const STEP: f64 = 0.25;
    let mut changes = 0;
    let mut was_dark = true;
    // A module wider than a sixth of the largest image is none.
    for step in 0..40_000 {
        let reach = f64::from(step) * STEP;
        let dark = dark_at(bitmap, middle + direction * reach);
        if dark != was_dark {
            changes += 1;
            was_dark = dark;
            if changes == 3 {
                return Some(reach / 3.5);
            }
        }
        if !dark && !bitmap.contains(middle + direction * reach) {
            return None;
        }
    }
    None
}

/// The share of modules of both timing patterns, row 6 and column 6, that alternate as they should.
fn timing_agreement(bitmap: &Bitmap, grid: &Perspective, side: usize) -> f64 {
    let between_finders = 8..side - 8;
    let agreeing = between_finders.clone().map(|at| {
        let dark = at % 2 == 0;
        let along = at as f64 + 0.5;
        let row = dark_at(bitmap, grid.map(Point { x: along, y: 6.5 })) == dark;
        let column = dark_at(bitmap, grid.map(Point { x: 6.5, y: along })) == dark;
        u32::from(row) + u32::from(column)
    });
    f64::from(agreeing.sum::<u32>()) / (2 * between_finders.len()) as f64
}

/// Looks for the alignment pattern at the bottom right, around where a flat label would have it.
fn find_alignment(bitmap: &Bitmap, flat: &Perspective, side: usize) -> Option<Point> {
    if side < 25 {
        // Version 1 has none.
        return None;
    }
    let expected = Point { x: side as f64 - 6.5, y: side as f64 - 6.5 };
    [4, 9].into_iter().find_map(|radius| {
        // In steps of half a module; then, around the best place nearest to where it is expected, in finer ones.
        let places = best_places(bitmap, flat, expected, 2 * radius, 0.5);
        let nearest = places.into_iter().min_by(|a, b| a.distance(expected).total_cmp(&b.distance(expected)))?;
        let around = best_places(bitmap, flat, nearest, 6, 0.15);
        let sum = around.iter().fold(Point { x: 0.0, y: 0.0 }, |sum, place| sum + *place);
        Some(flat.map(sum * (1.0 / around.len() as f64)))
    })
}

/// The places around a centre, so many steps to each side, that look most like an alignment pattern's middle; none
/// where nothing does.
fn best_places(bitmap: &Bitmap, grid: &Perspective, centre: Point, steps: i32, step: f64) -> Vec<Point> {
    let mut most = ALIGNMENT_CELLS;
    let mut places = Vec::new();
    for step_y in -steps..=steps {
        for step_x in -steps..=steps {
            let at = centre + Point { x: f64::from(step_x), y: f64::from(step_y) } * step;
            let agreeing = alignment_cells(bitmap, grid, at);
            if agreeing > most {
                most = agreeing;
                places.clear();
            }
            if agreeing == most {
                places.push(at);
            }
        }
    }
    places
}

/// How many of the 25 cells around a place are as an alignment pattern has them.
fn alignment_cells(bitmap: &Bitmap, grid: &Perspective, centre: Point) -> usize {
    let rows = ALIGNMENT.iter().zip([-2.0, -1.0, 0.0, 1.0, 2.0]);
    rows.map(|(row, dy)| {
        let cells = [-2.0, -1.0, 0.0, 1.0, 2.0].iter().enumerate();
        cells
            .filter(|(at, dx)| {
                let dark = dark_at(bitmap, grid.map(Point { x: centre.x + **dx, y: centre.y + dy }));
                dark == (row >> (4 - at) & 1 == 1)
            })
            .count()
    })
    .sum()
}

/// Samples a symbol's modules and decodes them.
fn read_bits(bitmap: &Bitmap, side: usize, grid: &Perspective) -> Option<FoundSymbol> {
    let edge = side as f64;
    let corners = [(0.0, 0.0), (edge, 0.0), (edge, edge), (0.0, edge)].map(|(x, y)| grid.map(Point { x, y }));
    // A grid that reaches far outside the image is none.
    let (width, height) = (bitmap.width() as f64, bitmap.height() as f64);
    let is_inside =
        |at: &Point| (-0.1 * width..1.1 * width).contains(&at.x) && (-0.1 * height..1.1 * height).contains(&at.y);
    if !corners.iter().all(is_inside) {
        return None;
    }
    let sampled = rqrr::SimpleGrid::from_func(side, |x, y| is_module_dark(bitmap, grid, x as f64, y as f64));
    let (_, text) = rqrr::Grid::new(sampled).decode().ok()?;
    Some(FoundSymbol { text, corners })
}

/// The majority of nine pixels around a module's middle.
fn is_module_dark(bitmap: &Bitmap, grid: &Perspective, x: f64, y: f64) -> bool {
    const SPREAD: [f64; 3] = [0.3, 0.5, 0.7];
    let samples = SPREAD.iter().flat_map(|dy| SPREAD.iter().map(move |dx| Point { x: x + dx, y: y + dy }));
    samples.filter(|at| dark_at(bitmap, grid.map(*at))).count() > 4
}

fn dark_at(bitmap: &Bitmap, at: Point) -> bool {
    // What is not a number becomes 0, what is out of range the nearest: both are light or harmless.
    bitmap.is_dark(at.x.floor() as i64, at.y.floor() as i64)
}
