//! The positions of the parts of a symbol (ISO/IEC 18004, clauses 6.3 and 7).

/// The number of error correction codewords of a block, by level (L, M, Q, H) and version.
const PARITY: [[u8; 40]; 4] = [
    [
        7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28,
        28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ],
    [
        13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28, 30, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
        17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30, 30, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
];

/// The number of blocks, by level (L, M, Q, H) and version.
const BLOCKS: [[u8; 40]; 4] = [
    [
        1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18,
        19, 19, 20, 21, 22, 24, 25,
    ],
    [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31,
        33, 35, 37, 38, 40, 43, 45, 47, 49,
    ],
    [
        1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38, 40,
        43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
    ],
    [
        1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45, 48,
        51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
    ],
];

/// The number of modules along the side of a finder pattern, and from the edge of a symbol to the pattern's center.
pub(crate) const FINDER_SIDE: f64 = 7.0;
pub(crate) const FINDER_CENTER: f64 = 3.5;

/// The generator polynomials of format and version information, and the mask of format information (annexes C and D).
const FORMAT_GENERATOR: u32 = 0x537;
const FORMAT_MASK: u32 = 0x5412;
const VERSION_GENERATOR: u32 = 0x1f25;

/// The purpose of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Data and error correction.
    Data,
    /// Dark in every symbol of this version.
    Dark,
    /// Light in every symbol of this version.
    Light,
    /// Format or version information.
    Information,
}

/// The layout of a version's symbols.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub(crate) version: usize,
    /// The number of modules along a side.
    pub(crate) side: usize,
    cells: Vec<Cell>,
    /// The places of the data modules in the order in which codewords fill them, as indices of modules row by row.
    pub(crate) order: Vec<usize>,
}

impl Layout {
    /// Returns the layout of a version from 1 to 40. Another number selects the nearest version.
    pub(crate) fn new(version: usize) -> Self {
        let version = version.clamp(1, 40);
        let side = 17 + 4 * version;
        let mut layout = Layout { version, side, cells: vec![Cell::Data; side * side], order: Vec::new() };
        layout.place_information();
        for at in 0..side {
            let cell = if at % 2 == 0 { Cell::Dark } else { Cell::Light };
            layout.set(at, 6, cell);
            layout.set(6, at, cell);
        }
        for (x, y) in alignment_centers(version) {
            layout.place_rings(x, y, 2, |ring| ring != 1);
        }
        for (x, y) in [(3, 3), (side - 4, 3), (3, side - 4)] {
            layout.place_rings(x, y, 4, |ring| ring != 2 && ring != 4);
        }
        layout.set(8, side - 8, Cell::Dark);
        layout.order = layout.zigzag();
        layout
    }

    /// Returns the layout of the version with `side` modules along a side.
    pub(crate) fn of_side(side: usize) -> Self {
        Layout::new(side.saturating_sub(17) / 4)
    }

    pub(super) fn cell(&self, x: usize, y: usize) -> Cell {
        self.cells.get(y * self.side + x).copied().unwrap_or(Cell::Information)
    }

    /// Returns whether a module belongs to a finder pattern or to the separator around it.
    pub(crate) fn is_finder(&self, x: usize, y: usize) -> bool {
        let (near, far) = (|at: usize| at < 8, |at: usize| at + 8 >= self.side);
        near(y) && (near(x) || far(x)) || near(x) && far(y)
    }

    /// Returns the color of each module that all symbols of the version share, row by row: 1 for dark, -1 for light, 0
    /// for the others.
    pub(crate) fn known(&self) -> Vec<f32> {
        let value = |cell: &Cell| match cell {
            Cell::Dark => 1.0,
            Cell::Light => -1.0,
            Cell::Data | Cell::Information => 0.0,
        };
        let mut known: Vec<f32> = self.cells.iter().map(value).collect();
        let word = version_word(self.version as u32);
        for places in version_places(self.version) {
            for (at, (x, y)) in places.into_iter().enumerate() {
                if let Some(value) = known.get_mut(y * self.side + x) {
                    *value = if word >> (17 - at) & 1 == 1 { 1.0 } else { -1.0 };
                }
            }
        }
        known
    }

    fn set(&mut self, x: usize, y: usize, cell: Cell) {
        if x < self.side
            && let Some(place) = self.cells.get_mut(y * self.side + x)
        {
            *place = cell;
        }
    }

    /// Places square rings around a center, each dark or light.
    fn place_rings(&mut self, x: usize, y: usize, radius: usize, is_dark: impl Fn(usize) -> bool) {
        for row in (y + radius).saturating_sub(2 * radius)..=y + radius {
            for column in (x + radius).saturating_sub(2 * radius)..=x + radius {
                let ring = column.abs_diff(x).max(row.abs_diff(y));
                self.set(column, row, if is_dark(ring) { Cell::Dark } else { Cell::Light });
            }
        }
    }

    fn place_information(&mut self) {
        let places: Vec<(usize, usize)> = format_places(self.side).into_iter().flatten().collect();
        for (x, y) in places.into_iter().chain(version_places(self.version).into_iter().flatten()) {
            self.set(x, y, Cell::Information);
        }
    }

    /// Returns the data modules in order: two columns at a time from the right, alternately upwards and downwards,
    /// without column 6.
    fn zigzag(&self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.side * self.side);
        let rights = (1..self.side).rev().step_by(2).map(|right| if right <= 6 { right - 1 } else { right });
        for (turn, right) in rights.enumerate() {
            for step in 0..self.side {
                let y = if turn % 2 == 0 { self.side - 1 - step } else { step };
                for x in [right, right.saturating_sub(1)] {
                    if self.cell(x, y) == Cell::Data {
                        order.push(y * self.side + x);
                    }
                }
            }
        }
        order
    }
}

/// Returns the centers of a version's alignment patterns.
pub(crate) fn alignment_centers(version: usize) -> Vec<(usize, usize)> {
    if version < 2 {
        return Vec::new();
    }
    let side = 17 + 4 * version;
    let count = version / 7 + 2;
    let step = if version == 32 { 26 } else { (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2 };
    let at = |number: usize| if number == 0 { 6 } else { side - 7 - (count - 1 - number) * step };
    let last = count - 1;
    let pairs = (0..count).flat_map(|row| (0..count).map(move |column| (column, row)));
    pairs.filter(|pair| ![(0, 0), (last, 0), (0, last)].contains(pair)).map(|(x, y)| (at(x), at(y))).collect()
}

/// Returns the positions of the two copies of the 15 format information bits, the highest bit first.
pub(super) fn format_places(side: usize) -> [[(usize, usize); 15]; 2] {
    let around = [
        (0, 8),
        (1, 8),
        (2, 8),
        (3, 8),
        (4, 8),
        (5, 8),
        (7, 8),
        (8, 8),
        (8, 7),
        (8, 5),
        (8, 4),
        (8, 3),
        (8, 2),
        (8, 1),
        (8, 0),
    ];
    let mut split = around;
    for (at, place) in split.iter_mut().enumerate() {
        *place = if at < 7 { (8, side - 1 - at) } else { (side + at - 15, 8) };
    }
    [around, split]
}

/// Returns the positions of the two copies of the 18 version information bits, the highest bit first. Versions below 7
/// have none.
pub(crate) fn version_places(version: usize) -> [Vec<(usize, usize)>; 2] {
    if version < 7 {
        return [Vec::new(), Vec::new()];
    }
    let start = 17 + 4 * version - 11;
    let upper: Vec<_> = (0..18).rev().map(|bit| (start + bit % 3, bit / 3)).collect();
    let lower = upper.iter().map(|(x, y)| (*y, *x)).collect();
    [upper, lower]
}

/// Returns the 15 bits of format information for `data` (five bits of level and mask), masked as they are printed.
pub(super) fn format_word(data: u32) -> u32 {
    (data << 10 | remainder(data << 10, FORMAT_GENERATOR)) ^ FORMAT_MASK
}

/// Returns the 18 bits of version information.
pub(crate) fn version_word(version: u32) -> u32 {
    version << 12 | remainder(version << 12, VERSION_GENERATOR)
}

/// Returns the remainder of a polynomial over GF(2), divided by another.
fn remainder(mut value: u32, generator: u32) -> u32 {
    let degree = generator.ilog2();
    while value >= 1 << degree {
        value ^= generator << (value.ilog2() - degree);
    }
    value
}

/// Returns whether a mask inverts a module (clause 7.8.2).
pub(super) fn is_masked(mask: u32, x: usize, y: usize) -> bool {
    let (sum, product) = (x + y, x * y);
    let rest = match mask {
        0 => sum % 2,
        1 => y % 2,
        2 => x % 3,
        3 => sum % 3,
        4 => (x / 3 + y / 2) % 2,
        5 => product % 2 + product % 3,
        6 => (product % 2 + product % 3) % 2,
        _ => (sum % 2 + product % 3) % 2,
    };
    rest == 0
}

/// The interleaving of a symbol's codewords: the codewords that belong to each block.
pub(crate) struct Interleaving {
    /// The places of each block's codewords in the symbol's sequence: data first, then error correction.
    pub(crate) blocks: Vec<Vec<usize>>,
    /// The number of error correction codewords of each block.
    pub(super) parity: usize,
}

impl Interleaving {
    /// Returns the interleaving for a version, a level (0 to 3: L, M, Q, H), and the number of codewords of the symbol.
    pub(crate) fn new(version: usize, level: usize, codewords: usize) -> Self {
        let of = |table: &[[u8; 40]; 4]| {
            let row = table.get(level).or(table.last()).and_then(|row| row.get(version.clamp(1, 40) - 1));
            usize::from(row.copied().unwrap_or(1))
        };
        let (parity, count) = (of(&PARITY), of(&BLOCKS));
        let data = codewords.saturating_sub(parity * count);
        let (short, longer) = (data / count, data % count);
        let mut blocks = vec![Vec::with_capacity(short + 1 + parity); count];
        let mut place = 0;
        let mut next_of_each = |blocks: &mut [Vec<usize>]| {
            for block in blocks {
                block.push(place);
                place += 1;
            }
        };
        (0..short).for_each(|_| next_of_each(&mut blocks));
        // The last blocks have one more codeword.
        next_of_each(blocks.get_mut(count - longer..).unwrap_or_default());
        (0..parity).for_each(|_| next_of_each(&mut blocks));
        Interleaving { blocks, parity }
    }
}
