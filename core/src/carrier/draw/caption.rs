//! The text under a symbol: its lines, and their size.

use super::letters::{ADVANCE, CAPITAL, DESCENDER, STAR, STAR_ADVANCE, STROKE, Step, WIDTH, path, steps};
use crate::label::{Date, Label, ProductId};

/// The text below a symbol, for a person to compare: stars and product ID, and on request the last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    stars: usize,
    product_id: ProductId,
    last_day: Option<Date>,
}

impl Caption {
    /// Makes the caption of a label: stars and product ID. A level above 5 is written as a number instead of stars.
    #[must_use]
    pub fn of(label: &Label) -> Self {
        let level = usize::from(label.level().get());
        Caption { stars: level, product_id: label.product_id().clone(), last_day: None }
    }

    /// Adds a line with the last day, such as `EXP 2028-03-31`.
    #[must_use]
    pub fn with_last_day(mut self, last_day: Date) -> Self {
        self.last_day = Some(last_day);
        self
    }

    /// Arranges the text in lines of at most `room_mm`, in letters of `height_mm`. The product ID takes two lines if it
    /// is too long for one, and smaller letters only if it is too long for two.
    pub(super) fn laid_out(&self, room_mm: f64, height_mm: f64) -> Layout {
        let room = room_mm / height_mm * CAPITAL;
        let id = if self.stars <= 5 {
            Line { stars: self.stars, text: self.product_id.to_string() }
        } else {
            Line { stars: 0, text: format!("LEVEL {} {}", self.stars, self.product_id) }
        };
        let mut lines = id.in_at_most_two(room);
        lines.extend(self.last_day.map(|day| Line { stars: 0, text: format!("EXP {day}") }));
        let widest = lines.iter().map(Line::width).fold(room, f64::max);
        Layout { lines, unit_mm: height_mm / CAPITAL * room / widest }
    }
}

/// A line of a caption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) stars: usize,
    pub(super) text: String,
}

impl Line {
    /// Returns the width in units.
    fn width(&self) -> f64 {
        let letters = self.text.chars().count() as f64 * ADVANCE - (ADVANCE - WIDTH) + STROKE;
        if self.text.is_empty() { self.width_of_stars() } else { self.width_of_stars() + self.gap() + letters }
    }

    fn width_of_stars(&self) -> f64 {
        self.stars as f64 * STAR_ADVANCE
    }

    /// Returns the gap between stars and text, in units.
    fn gap(&self) -> f64 {
        if self.stars == 0 || self.text.is_empty() { 0.0 } else { 0.4 * ADVANCE }
    }

    /// Breaks the line if it is wider than `room`: before the product ID, else after a character that separates parts
    /// of it, if both lines fit then. Otherwise the lines become about equally wide.
    fn in_at_most_two(self, room: f64) -> Vec<Line> {
        if self.width() <= room {
            return vec![self];
        }
        let letters: Vec<char> = self.text.chars().collect();
        let broken = |at: usize| {
            let (first, second) = letters.split_at(at);
            let text = |letters: &[char]| letters.iter().collect::<String>().trim_end().to_owned();
            [Line { stars: self.stars, text: text(first) }, Line { stars: 0, text: text(second) }]
        };
        let widest = |lines: &[Line; 2]| lines.iter().map(Line::width).fold(0.0, f64::max);
        let narrowest = |is_place: &dyn Fn(char) -> bool| {
            // Before the first letter there are stars, which a line of their own separates as a blank does.
            let before = |at: usize| match at {
                0 => (self.stars > 0).then_some(' '),
                _ => letters.get(at - 1).copied(),
            };
            let places = (0..letters.len()).filter(|at| before(*at).is_some_and(is_place));
            places.map(broken).min_by(|a, b| widest(a).total_cmp(&widest(b)))
        };
        let places: [&dyn Fn(char) -> bool; 3] = [&|c| c == ' ', &|c| !c.is_ascii_alphanumeric(), &|_| true];
        let mut choices = places.into_iter().filter_map(narrowest);
        let fitting = choices.find(|lines| widest(lines) <= room).or_else(|| narrowest(&|_| true));
        fitting.map_or_else(|| vec![self.clone()], Vec::from)
    }
}

/// Lines with their size. Positions are in millimetres from the top left corner of the band below the symbol.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    pub(super) lines: Vec<Line>,
    /// The unit of the letters in millimetres.
    pub(super) unit_mm: f64,
}

/// The distance from one line to the next, in units.
const PITCH: f64 = 1.5 * CAPITAL;

/// The space above the first line and below the last one, in units.
const MARGIN: f64 = 12.0;

/// What is drawn: strokes of one width, and filled stars.
pub(super) struct Shapes {
    /// The paths of the letters.
    pub(super) strokes: Vec<Step>,
    /// The corners of the stars.
    pub(super) stars: Vec<[(f64, f64); 10]>,
}

impl Layout {
    /// Returns the height of capital letters in millimetres.
    pub(super) fn text_height_mm(&self) -> f64 {
        self.unit_mm * CAPITAL
    }

    /// Returns the height of all lines with the space around them, in millimetres.
    pub(super) fn height_mm(&self) -> f64 {
        let lines = self.lines.len().saturating_sub(1) as f64;
        (2.0 * MARGIN + CAPITAL + lines * PITCH + DESCENDER) * self.unit_mm
    }

    /// Returns the width of the widest line in millimetres.
    pub(super) fn width_mm(&self) -> f64 {
        self.lines.iter().map(Line::width).fold(0.0, f64::max) * self.unit_mm
    }

    /// Returns the shapes of all lines, each in the middle of a band of `band_mm`, scaled by `scale` from millimetres.
    pub(super) fn shapes(&self, band_mm: f64, scale: f64) -> Shapes {
        let mut shapes = Shapes { strokes: Vec::new(), stars: Vec::new() };
        let unit = self.unit_mm * scale;
        for (number, line) in self.lines.iter().enumerate() {
            let top = (MARGIN + STROKE / 2.0 + number as f64 * PITCH) * unit;
            let mut left = (band_mm * scale - line.width() * unit) / 2.0 + STROKE / 2.0 * unit;
            let place = |left: f64| move |x: f64, y: f64| (left + x * unit, top + y * unit);
            for _ in 0..line.stars {
                let at = place(left);
                shapes.stars.push(STAR.map(|(x, y)| at(x, y)));
                left += STAR_ADVANCE * unit;
            }
            left += line.gap() * unit;
            for letter in line.text.chars() {
                let at = place(left);
                shapes.strokes.extend(steps(path(letter)).into_iter().map(|step| moved(step, &at)));
                left += ADVANCE * unit;
            }
        }
        shapes
    }
}

fn moved(step: Step, at: &impl Fn(f64, f64) -> (f64, f64)) -> Step {
    match step {
        Step::Move(x, y) => {
            let (x, y) = at(x, y);
            Step::Move(x, y)
        }
        Step::Line(x, y) => {
            let (x, y) = at(x, y);
            Step::Line(x, y)
        }
        Step::Curve(a, b, x, y) => {
            let ((a, b), (x, y)) = (at(a, b), at(x, y));
            Step::Curve(a, b, x, y)
        }
    }
}
