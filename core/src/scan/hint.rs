//! Why a symbol that was seen could not be read, so that an app can say "closer" or "hold still".

use super::attempt::Evidence;
use super::perspective::Point;
use super::sample::Field;

/// What keeps a symbol from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Hint {
    /// A part of it lies outside the image.
    CutOff,
    /// Its modules are smaller than two pixels.
    TooSmall,
    /// It is seen from too far aside.
    TooTilted,
    /// Hardly any light falls on it.
    LowLight,
    /// A reflection covers a part of it.
    Glare,
    /// It is out of focus or moves.
    Blurred,
}

impl Hint {
    /// All of them.
    pub const ALL: &'static [Hint] =
        &[Hint::CutOff, Hint::TooSmall, Hint::TooTilted, Hint::LowLight, Hint::Glare, Hint::Blurred];

    /// Its stable name, the same in every language.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Hint::CutOff => "cut-off",
            Hint::TooSmall => "too-small",
            Hint::TooTilted => "too-tilted",
            Hint::LowLight => "low-light",
            Hint::Glare => "glare",
            Hint::Blurred => "blurred",
        }
    }
}

/// Below this share of a finder pattern's contrast, single modules are blurred.
const SHARP: f32 = 0.5;

/// Looks for the cause that is easiest to see first; none where there is no clear one. `scale` is the width of the
/// evidence's pixels in those of the image, which is `width` by `height`.
pub(super) fn hint(evidence: &Evidence, scale: f64, width: usize, height: usize) -> Option<Hint> {
    let Evidence { mesh, grey, .. } = evidence;
    let side = mesh.side as f64;
    let outside = |at: Point| {
        let at = at * scale;
        at.x < -1.0 || at.y < -1.0 || at.x > width as f64 + 1.0 || at.y > height as f64 + 1.0
    };
    if mesh.corners().into_iter().any(outside) {
        return Some(Hint::CutOff);
    }
    let middle = mesh.patch(Point { x: side / 2.0, y: side / 2.0 });
    let area = middle.across.cross(middle.down).abs();
    if area.sqrt() * scale < 2.0 {
        return Some(Hint::TooSmall);
    }
    // A square seen askew is an ellipse's quadrangle: its axes by their product and the sum of their squares.
    let squares = middle.across.dot(middle.across) + middle.down.dot(middle.down);
    let difference = (squares * squares - 4.0 * area * area).max(0.0).sqrt();
    if ((squares - difference) / (squares + difference)).max(0.0).sqrt() < 0.6 {
        return Some(Hint::TooTilted);
    }
    let mut greys = grey.inner();
    greys.sort_by(f32::total_cmp);
    let part = |share: usize| greys.get(greys.len() * share / 100).copied().unwrap_or(0.0);
    if part(90) < 60.0 {
        return Some(Hint::LowLight);
    }
    let burnt = grey.balanced(5).flat().into_iter().zip(grey.inner()).filter(|(flat, grey)| *flat && *grey > 240.0);
    if burnt.count() * 100 > greys.len() * 6 {
        return Some(Hint::Glare);
    }
    (sharpness(grey) < SHARP).then_some(Hint::Blurred)
}

/// The contrast of single modules, those of the timing patterns, as a share of that of whole finder patterns.
fn sharpness(grey: &Field) -> f32 {
    let core = |x: usize, y: usize| (grey.at(x + 3, y + 3), grey.at(x + 3, y + 1).max(grey.at(x + 1, y + 3)));
    let far = grey.side - 7;
    let contrast =
        [core(0, 0), core(far, 0), core(0, far)].iter().map(|(dark, light)| light - dark).fold(1.0, f32::max);
    let peaks = (8..grey.side - 8).flat_map(|at| {
        let peak = |before: f32, here: f32, after: f32| (2.0 * here - before - after).abs() / 2.0;
        [
            peak(grey.at(at - 1, 6), grey.at(at, 6), grey.at(at + 1, 6)),
            peak(grey.at(6, at - 1), grey.at(6, at), grey.at(6, at + 1)),
        ]
    });
    let count = 2 * (grey.side - 16);
    peaks.sum::<f32>() / count as f32 / contrast
}

#[cfg(test)]
mod tests {
    use super::Hint;

    #[test]
    fn codes_are_in_kebab_case_and_differ() {
        let all = [Hint::CutOff, Hint::TooSmall, Hint::TooTilted, Hint::LowLight, Hint::Glare, Hint::Blurred];
        let codes: std::collections::BTreeSet<&str> = all.iter().map(|hint| hint.code()).collect();
        assert_eq!(codes.len(), all.len());
        assert!(codes.iter().all(|code| code.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')));
    }
}
