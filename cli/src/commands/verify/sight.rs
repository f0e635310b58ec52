//! Checked inputs with their verdicts. The library makes all verdicts.

use crate::exit::Failure;
use crate::input::image::GreyImage;
use crate::input::lines::{Line, MAX_LINE_BYTES};
use crate::messages::{Bilingual, message};
use crate::output::escape::shown;
use starseal::carrier::undo_wedge;
use starseal::code::Mark;
use starseal::limits::MAX_CARRIER_BYTES;
use starseal::report::{Place, Record};
use starseal::scan::{Hint, Point, ScanOptions, UnreadSymbol};
use starseal::{Code, Date, Timestamp, Verdict, Verifier, When};
use std::path::Path;

/// The question that is asked about every label.
pub(crate) struct Question<'a> {
    /// The verifier that answers.
    pub(crate) verifier: &'a Verifier,
    /// The day asked about; none for today.
    pub(crate) as_of: Option<Date>,
    /// The current time.
    pub(crate) now: Timestamp,
    /// Whether a keyboard-wedge scanner typed the text.
    pub(crate) is_wedge: bool,
}

/// A checked input, or a symbol in an image, with the outcome.
pub(crate) struct Sight {
    /// The source: a path, or the number of an argument or a line. It is never the text itself, which may be an
    /// address.
    pub(crate) source: Bilingual,
    /// The verdict; none if an image shows no label, or for a symbol that cannot be read.
    pub(crate) verdict: Option<Verdict>,
    /// The symbol's corners in an image.
    pub(crate) corners: Option<[[f64; 2]; 4]>,
    /// The deciding finding in words; none for a label that stands.
    pub(crate) detail: Option<Bilingual>,
    /// The reason why a symbol cannot be read.
    pub(crate) hint: Option<Hint>,
}

impl Sight {
    fn of(verdict: Verdict, source: Bilingual) -> Self {
        let detail = verdict.deciding().map(Bilingual::from);
        Sight { source, verdict: Some(verdict), corners: None, detail, hint: None }
    }

    /// Makes the sight of a symbol that was found but cannot be read. It may or may not be a label.
    fn unread(symbol: &UnreadSymbol, source: Bilingual) -> Self {
        let detail = Some(message!("sight-unread").into());
        Sight { source, verdict: None, corners: Some(tenths(symbol.corners)), detail, hint: symbol.hint }
    }

    /// Returns the record of this sight, with the time asked about and the time of the check.
    pub(crate) fn record(self, at: When, now: Timestamp) -> Record {
        let record = self.verdict.as_ref().map_or_else(|| Record::no_label(at), Record::new);
        let place = Place { source: Some(self.source.english), corners: self.corners, hint: self.hint.map(Hint::code) };
        record.checked_at(now).with_detail(self.detail.map(|detail| detail.english)).found_at(place)
    }

    /// Returns the mark of the verdict, or that of `no-label`.
    pub(crate) fn mark(&self) -> Mark {
        self.verdict.as_ref().map_or(Mark::of(Code::NoLabel, false), Verdict::mark)
    }

    /// Returns the code of the verdict, or `no-label`.
    pub(crate) fn code(&self) -> Code {
        self.verdict.as_ref().map_or(Code::NoLabel, Verdict::code)
    }
}

impl Question<'_> {
    /// Returns the time asked about.
    pub(crate) fn at(&self) -> When {
        self.as_of.map_or(When::Now(self.now), When::On)
    }

    /// Judges a carrier's text.
    pub(crate) fn text(&self, text: &str, source: Bilingual) -> Sight {
        let text = if self.is_wedge { undo_wedge(text) } else { text.into() };
        let verdict = self.verifier.check(&text, self.at());
        Sight::of(verdict, source)
    }

    /// Judges a line. A line that is not UTF-8 is judged like an empty text.
    pub(crate) fn line(&self, line: &Line) -> Sight {
        let source = Bilingual::from(message!("source-line", number = line.number));
        if line.is_cut {
            let sight = self.text(&String::from_utf8_lossy(&line.bytes), source);
            let detail = message!("sight-line-too-long", bytes = MAX_LINE_BYTES, most = MAX_CARRIER_BYTES);
            return Sight { detail: Some(detail.into()), ..sight };
        }
        match str::from_utf8(&line.bytes) {
            Ok(text) => self.text(text, source),
            Err(_) if line.bytes.len() > MAX_CARRIER_BYTES => self.text(&String::from_utf8_lossy(&line.bytes), source),
            Err(_) => Sight { detail: Some(message!("sight-not-utf-8").into()), ..self.text("", source) },
        }
    }

    /// Judges every label in an image file. Symbols that cannot be read have a sight too.
    pub(crate) fn image(&self, path: &Path) -> Result<Vec<Sight>, Failure> {
        let image = GreyImage::open(path)?;
        let luma = image.luma()?;
        let options = ScanOptions::default();
        let found = self.verifier.check_image(&luma, &options, self.at());
        let source = Bilingual::from(path.to_string_lossy().into_owned());
        if found.labels.is_empty() && found.unread.is_empty() {
            let detail = match found.other_symbols {
                0 => message!("sight-none"),
                1 => message!("sight-other"),
                many => message!("sight-others", count = many),
            };
            return Ok(vec![Sight { source, verdict: None, corners: None, detail: Some(detail.into()), hint: None }]);
        }
        let unread = found.unread.iter().map(|symbol| Sight::unread(symbol, source.clone()));
        let read = found
            .labels
            .into_iter()
            .map(|found| Sight { corners: Some(tenths(found.corners)), ..Sight::of(found.verdict, source.clone()) });
        Ok(read.chain(unread).collect())
    }
}

/// Rounds corners to tenths of a pixel, which is the precision of a scan.
fn tenths(corners: [Point; 4]) -> [[f64; 2]; 4] {
    let tenths = |value: f64| (value * 10.0).round() / 10.0;
    corners.map(|Point { x, y, .. }| [tenths(x), tenths(y)])
}

/// Returns a source with control characters escaped.
pub(crate) fn shown_source(source: &Bilingual) -> String {
    shown(Path::new(&source.chosen))
}
