//! Checked inputs with their verdicts. The library makes all verdicts.

use crate::exit::Failure;
use crate::input::image::GreyImage;
use crate::input::lines::{Line, MAX_LINE_BYTES};
use crate::messages::{Bilingual, message, no_text};
use crate::output::escape::shown;
use starseal::code::Mark;
use starseal::limits::MAX_CARRIER_BYTES;
use starseal::report::{Place, Record};
use starseal::scan::{Hint, NoText, Point, ScanOptions, TextlessSymbol, UnreadSymbol};
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
    /// Whether a keyboard typed the text: that of a wedge scanner, or of a person.
    pub(crate) is_typed: bool,
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
    /// The reason why a symbol that was read has no text.
    pub(crate) no_text: Option<NoText>,
    /// Whether this is a symbol that is certainly no label, beside labels in the same image.
    pub(crate) is_aside: bool,
}

impl Sight {
    fn of(verdict: Verdict, source: Bilingual) -> Self {
        let detail = verdict.deciding().map(Bilingual::from);
        Sight { verdict: Some(verdict), detail, ..Sight::without_label(source) }
    }

    /// Makes the sight of a symbol that was found but cannot be read. It may or may not be a label.
    fn unread(symbol: &UnreadSymbol, source: Bilingual) -> Self {
        let detail = Some(message!("sight-unread").into());
        Sight { corners: Some(tenths(symbol.corners)), detail, hint: symbol.hint, ..Sight::without_label(source) }
    }

    /// Makes the sight of a symbol that was read, but has no text. A label is always a text.
    fn textless(symbol: &TextlessSymbol, has_labels: bool, source: Bilingual) -> Self {
        Sight {
            corners: Some(tenths(symbol.corners)),
            detail: Some(no_text(symbol.reason)),
            no_text: Some(symbol.reason),
            // Of a text in an unknown character set, and of a part, nobody knows what it says.
            is_aside: has_labels && symbol.reason == NoText::NotText,
            ..Sight::without_label(source)
        }
    }

    /// Makes the sight of a source in which no label was found.
    fn without_label(source: Bilingual) -> Self {
        Sight { source, verdict: None, corners: None, detail: None, hint: None, no_text: None, is_aside: false }
    }

    /// Returns the record of this sight, with the time asked about and the time of the check.
    pub(crate) fn record(self, at: When, now: Timestamp) -> Record {
        let record = match (&self.verdict, self.no_text) {
            (Some(verdict), _) => Record::new(verdict),
            (None, Some(reason)) => Record::no_text(reason, at),
            (None, None) => Record::no_label(at),
        };
        let hint = self.hint.map(Hint::code).or(self.no_text.map(NoText::code));
        let place = Place { source: Some(self.source.english), corners: self.corners, hint };
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
        let check = if self.is_typed { Verifier::check_typed } else { Verifier::check };
        Sight::of(check(self.verifier, text, self.at()), source)
    }

    /// Judges a line. A line in no known encoding is judged like an empty text.
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
            Err(_) => Sight { detail: Some(message!("sight-encoding").into()), ..self.text("", source) },
        }
    }

    /// Judges every label in an image file. Symbols that cannot be read have a sight too.
    pub(crate) fn image(&self, path: &Path) -> Result<Vec<Sight>, Failure> {
        self.picture(&GreyImage::open(path)?, path.to_string_lossy().into_owned().into())
    }

    /// Judges every label in an image. Symbols that cannot be read, or have no text, have a sight too.
    pub(crate) fn picture(&self, image: &GreyImage, source: Bilingual) -> Result<Vec<Sight>, Failure> {
        let luma = image.luma()?;
        let options = ScanOptions::default();
        let found = self.verifier.check_image(&luma, &options, self.at());
        if found.labels.is_empty() && found.unread.is_empty() && found.textless.is_empty() {
            let detail = match found.other_symbols {
                0 => message!("sight-none"),
                1 => message!("sight-other"),
                many => message!("sight-others", count = many),
            };
            return Ok(vec![Sight { detail: Some(detail.into()), ..Sight::without_label(source) }]);
        }
        let has_labels = !found.labels.is_empty();
        let textless = found.textless.iter().map(|symbol| Sight::textless(symbol, has_labels, source.clone()));
        let unread = found.unread.iter().map(|symbol| Sight::unread(symbol, source.clone()));
        let read = found
            .labels
            .into_iter()
            .map(|found| Sight { corners: Some(tenths(found.corners)), ..Sight::of(found.verdict, source.clone()) });
        Ok(read.chain(unread).chain(textless).collect())
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
