//! The letters under a symbol: the stars and the 95 printable characters of ASCII, as strokes of one width.
//!
//! They were drawn for this project, so they need no font: neither here, nor on the machine that prints. Their forms
//! follow those of alphabets that are made for reading by people and machines: a zero is a narrow oval and a capital O
//! wide, a one has a foot, and capital I, small l and the vertical bar differ. (A zero with a bar or a dot looks more
//! like the corner of a symbol to a scanner.)
//!
//! A glyph is a path in the notation of SVG with absolute commands: M (move), L (line) and Q (quadratic curve). The
//! unit is a sixtieth of the distance from the top of a capital letter to the line on which it stands; x goes right
//! from 0 to 36, and y goes down, with the top of capitals at 0. Descenders reach 78.

/// The distance from one letter to the next, in units. With it and with this stroke, a scanner that looks for the
/// texture of symbols takes no line of text for one.
pub(super) const ADVANCE: f64 = 55.0;

/// The width of a glyph from its left to its right end, in units, without the stroke's width.
pub(super) const WIDTH: f64 = 36.0;

/// The width of the stroke, in units.
pub(super) const STROKE: f64 = 7.0;

/// The height of a capital letter with its strokes, in units.
pub(super) const CAPITAL: f64 = 60.0 + STROKE;

/// The lowest point below the line with its stroke, in units.
pub(super) const DESCENDER: f64 = 18.0 + STROKE / 2.0;

/// The corners of a star within the height of a capital letter with its strokes, in units, and the distance to the next
/// letter. It is filled, without a stroke.
pub(super) const STAR: [(f64, f64); 10] = [
    (30.0, -4.0),
    (38.2, 19.3),
    (63.3, 19.8),
    (43.3, 34.9),
    (50.6, 58.9),
    (30.0, 44.6),
    (9.4, 58.9),
    (16.7, 34.9),
    (-3.3, 19.8),
    (21.8, 19.3),
];
pub(super) const STAR_ADVANCE: f64 = 72.0;

/// A step of a path, with absolute coordinates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    Move(f64, f64),
    Line(f64, f64),
    /// A quadratic curve: control point and end.
    Curve(f64, f64, f64, f64),
}

impl Step {
    /// Returns the step, moved down.
    pub(super) fn lowered(self, by: f64) -> Self {
        match self {
            Step::Move(x, y) => Step::Move(x, y + by),
            Step::Line(x, y) => Step::Line(x, y + by),
            Step::Curve(a, b, x, y) => Step::Curve(a, b + by, x, y + by),
        }
    }
}

/// Returns the path of a character. A character that has none, which no product ID contains, is drawn as a space.
pub(super) fn path(character: char) -> &'static str {
    let at = u32::from(character).checked_sub(u32::from('!'));
    at.and_then(|at| GLYPHS.get(at as usize)).copied().unwrap_or_default()
}

/// Parses a path: every command is a letter, and the numbers behind it are separated by spaces.
pub(super) fn steps(path: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut rest = path;
    while let Some(command) = rest.chars().next() {
        rest = rest.get(1..).unwrap_or_default();
        let end = rest.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (numbers, next) = rest.split_at(end);
        rest = next;
        let numbers: Vec<f64> = numbers.split(' ').filter_map(|number| number.parse().ok()).collect();
        match (command, numbers.as_slice()) {
            ('M', [x, y]) => steps.push(Step::Move(*x, *y)),
            ('L', [x, y]) => steps.push(Step::Line(*x, *y)),
            ('Q', [a, b, x, y]) => steps.push(Step::Curve(*a, *b, *x, *y)),
            // A test reads every glyph back.
            _ => {}
        }
    }
    steps
}

/// The paths of `!` to `~`.
#[rustfmt::skip]
const GLYPHS: [&str; 94] = [
    "M18 0L18 38M18 59L18 60", // !
    "M11 0L11 15M25 0L25 15", // "
    "M12 6L8 54M28 6L24 54M1 21L36 21M0 39L35 39", // #
    "M33 16Q29 8 18 8Q2 8 2 19Q2 27 18 30Q35 33 35 42Q35 53 18 53Q5 53 1 44M18 -3L18 63", // $
    "M34 1L2 59M9 0Q17 0 17 9Q17 18 9 18Q1 18 1 9Q1 0 9 0M27 42Q35 42 35 51Q35 60 27 60Q19 60 19 51Q19 42 27 42", // %
    "M36 60L9 20Q5 13 7 8Q10 0 17 0Q27 0 27 10Q27 18 16 25Q1 33 1 46Q1 60 15 60Q30 60 34 36", // &
    "M18 0L18 15", // '
    "M25 -4Q11 12 11 31Q11 50 25 66", // (
    "M11 -4Q25 12 25 31Q25 50 11 66", // )
    "M18 8L18 36M6 15L30 29M30 15L6 29", // *
    "M18 16L18 50M1 33L35 33", // +
    "M19 58L19 61L14 70", // ,
    "M4 34L32 34", // -
    "M18 59L18 60", // .
    "M32 -2L4 64", // /
    "M18 0Q32 0 32 26L32 34Q32 60 18 60Q4 60 4 34L4 26Q4 0 18 0", // 0
    "M6 13L19 0L19 60M6 60L32 60", // 1
    "M1 14Q1 0 18 0Q35 0 35 15Q35 26 22 38L1 60L36 60", // 2
    "M1 10Q5 0 18 0Q34 0 34 14Q34 28 18 28L13 28M18 28Q36 28 36 44Q36 60 18 60Q4 60 0 49", // 3
    "M27 60L27 0L0 43L36 43", // 4
    "M33 0L5 0L3 28Q9 22 18 22Q36 22 36 41Q36 60 17 60Q4 60 0 50", // 5
    "M31 3Q27 0 21 0Q1 0 1 36L1 41Q1 60 18 60Q35 60 35 42Q35 25 19 25Q4 25 1 40", // 6
    "M0 0L36 0L14 60", // 7
    "M18 28Q3 28 3 14Q3 0 18 0Q33 0 33 14Q33 28 18 28Q1 28 1 44Q1 60 18 60Q35 60 35 44Q35 28 18 28", // 8
    "M5 57Q9 60 15 60Q35 60 35 24L35 19Q35 0 18 0Q1 0 1 18Q1 35 17 35Q32 35 35 20", // 9
    "M18 25L18 26M18 59L18 60", // :
    "M18 25L18 26M19 58L19 61L14 70", // ;
    "M33 15L3 33L33 51", // <
    "M2 24L34 24M2 43L34 43", // =
    "M3 15L33 33L3 51", // >
    "M3 12Q6 0 18 0Q34 0 34 13Q34 21 26 27Q18 33 18 40M18 59L18 60", // ?
    // @
    concat!(
        "M26 41Q24 44 19 44Q10 44 10 31Q10 18 19 18Q26 18 26 27L26 39Q26 45 31 45",
        "Q36 45 36 30Q36 0 18 0Q0 0 0 30Q0 60 19 60",
    ),
    "M0 60L18 0L36 60M6 41L30 41", // A
    "M0 29L20 29Q35 29 35 45Q35 60 20 60L0 60L0 0L18 0Q33 0 33 14Q33 29 18 29", // B
    "M36 14Q33 0 19 0Q1 0 1 22L1 38Q1 60 19 60Q33 60 36 46", // C
    "M1 0L1 60L14 60Q35 60 35 38L35 22Q35 0 14 0L1 0", // D
    "M35 0L1 0L1 60L35 60M1 29L28 29", // E
    "M35 0L1 0L1 60M1 30L28 30", // F
    "M35 12Q31 0 19 0Q1 0 1 22L1 38Q1 60 19 60Q35 60 35 44L35 34L21 34", // G
    "M1 0L1 60M35 0L35 60M1 29L35 29", // H
    "M6 0L30 0M18 0L18 60M6 60L30 60", // I
    "M11 0L30 0L30 42Q30 60 15 60Q3 60 1 46", // J
    "M1 0L1 60M35 0L1 35M12 24L36 60", // K
    "M3 0L3 60L35 60", // L
    "M0 60L0 0L18 33L36 0L36 60", // M
    "M1 60L1 0L35 60L35 0", // N
    "M18 0Q36 0 36 22L36 38Q36 60 18 60Q0 60 0 38L0 22Q0 0 18 0", // O
    "M1 60L1 0L20 0Q36 0 36 17Q36 34 20 34L1 34", // P
    "M18 0Q36 0 36 22L36 38Q36 60 18 60Q0 60 0 38L0 22Q0 0 18 0M22 45L36 66", // Q
    "M1 60L1 0L20 0Q36 0 36 17Q36 34 20 34L1 34M18 34L36 60", // R
    "M34 11Q31 0 18 0Q2 0 2 15Q2 26 18 29Q35 32 35 45Q35 60 18 60Q4 60 1 47", // S
    "M0 0L36 0M18 0L18 60", // T
    "M1 0L1 40Q1 60 18 60Q35 60 35 40L35 0", // U
    "M0 0L18 60L36 0", // V
    "M0 0L8 60L18 22L28 60L36 0", // W
    "M0 0L36 60M36 0L0 60", // X
    "M0 0L18 31L36 0M18 31L18 60", // Y
    "M1 0L35 0L1 60L35 60", // Z
    "M26 -4L13 -4L13 66L26 66", // [
    "M4 -2L32 64", // backslash
    "M10 -4L23 -4L23 66L10 66", // ]
    "M6 17L18 1L30 17", // ^
    "M0 70L36 70", // _
    "M13 0L23 10", // `
    "M4 25Q8 20 17 20Q33 20 33 36L33 60M33 38L17 38Q2 38 2 49Q2 60 14 60Q28 60 33 48", // a
    "M2 0L2 60M2 34Q6 20 18 20Q35 20 35 40Q35 60 18 60Q6 60 2 46", // b
    "M33 29Q29 20 18 20Q1 20 1 40Q1 60 18 60Q29 60 33 51", // c
    "M34 0L34 60M34 34Q30 20 18 20Q1 20 1 40Q1 60 18 60Q30 60 34 46", // d
    "M1 40L35 40Q35 20 18 20Q1 20 1 40Q1 60 19 60Q29 60 33 53", // e
    "M32 1Q29 0 27 0Q17 0 17 12L17 60M5 22L30 22", // f
    "M34 20L34 60Q34 78 17 78Q7 78 4 71M34 33Q30 20 18 20Q1 20 1 39Q1 58 18 58Q30 58 34 45", // g
    "M2 0L2 60M2 36Q7 20 19 20Q34 20 34 36L34 60", // h
    "M8 21L19 21L19 60M7 60L31 60M18 3L18 4", // i
    "M10 21L24 21L24 62Q24 78 11 78Q6 78 3 75M23 3L23 4", // j
    "M3 0L3 60M33 21L3 45M14 36L34 60", // k
    "M7 0L18 0L18 46Q18 60 31 60", // l
    "M0 60L0 21M0 32Q2 20 10 20Q18 20 18 32L18 60M18 32Q20 20 28 20Q36 20 36 32L36 60", // m
    "M2 20L2 60M2 36Q7 20 19 20Q34 20 34 36L34 60", // n
    "M18 20Q35 20 35 40Q35 60 18 60Q1 60 1 40Q1 20 18 20", // o
    "M2 20L2 78M2 34Q6 20 18 20Q35 20 35 40Q35 60 18 60Q6 60 2 46", // p
    "M34 20L34 78M34 34Q30 20 18 20Q1 20 1 40Q1 60 18 60Q30 60 34 46", // q
    "M6 20L6 60M6 38Q10 20 24 20Q31 20 33 25", // r
    "M31 27Q28 20 17 20Q3 20 3 30Q3 37 17 39.5Q33 42 33 50Q33 60 17 60Q5 60 2 52", // s
    "M15 4L15 47Q15 60 26 60Q31 60 33 58M3 20L31 20", // t
    "M2 20L2 44Q2 60 17 60Q29 60 34 44M34 20L34 60", // u
    "M2 20L18 60L34 20", // v
    "M0 20L8 60L18 31L28 60L36 20", // w
    "M3 20L33 60M33 20L3 60", // x
    "M2 20L18 58M34 20L18 58Q12 77 3 77", // y
    "M3 20L33 20L3 60L33 60", // z
    "M27 -4Q17 -4 17 7L17 22Q17 31 8 31Q17 31 17 40L17 55Q17 66 27 66", // {
    "M18 -6L18 68", // |
    "M9 -4Q19 -4 19 7L19 22Q19 31 28 31Q19 31 19 40L19 55Q19 66 9 66", // }
    "M2 37Q2 27 11 27Q16 27 19 32Q22 37 27 37Q34 37 34 27", // ~
];
