//! Labels found, each with its verdict. All verdicts are the library's.

use crate::exit::Failure;
use crate::input::image::GreyImage;
use crate::input::lines::{Line, MAX_LINE_BYTES};
use crate::output::escape::shown;
use starseal::carrier::undo_wedge;
use starseal::code::Mark;
use starseal::limits::MAX_CARRIER_BYTES;
use starseal::report::{Place, Record};
use starseal::scan::{Hint, Point, ScanOptions, UnreadSymbol};
use starseal::{Code, Date, Timestamp, Verdict, Verifier, When};
use std::path::Path;

/// What is asked about every label.
pub(crate) struct Question<'a> {
    /// Who is asked.
    pub(crate) verifier: &'a Verifier,
    /// The day asked about, where it is not today.
    pub(crate) as_of: Option<Date>,
    /// What time it is.
    pub(crate) now: Timestamp,
    /// Whether text was typed by a keyboard-wedge scanner.
    pub(crate) is_wedge: bool,
}

/// Something that was looked at, and what came of it.
pub(crate) struct Sight {
    /// Where it was: a path, an argument's or a line's number. Never its text, which might be an address.
    pub(crate) source: String,
    /// The verdict; none where an image shows no label, or a symbol that cannot be read.
    pub(crate) verdict: Option<Verdict>,
    /// The symbol's corners in an image.
    pub(crate) corners: Option<[[f64; 2]; 4]>,
    /// The deciding finding in a sentence; none for a label that stands.
    pub(crate) detail: Option<String>,
    /// What keeps a symbol from being read.
    pub(crate) hint: Option<Hint>,
}

impl Sight {
    fn of(verdict: Verdict, source: String) -> Self {
        let detail = verdict.deciding().map(ToString::to_string);
        Sight { source, verdict: Some(verdict), corners: None, detail, hint: None }
    }

    /// A symbol that is seen and not read: whether it is a label's, nobody knows.
    fn unread(symbol: &UnreadSymbol, source: String) -> Self {
        let detail = Some("a QR code is seen here and cannot be read".to_owned());
        Sight { source, verdict: None, corners: Some(tenths(symbol.corners)), detail, hint: symbol.hint }
    }

    /// The record of this sight, for programs and evidence: what was asked, and when the check was made.
    pub(crate) fn record(self, at: When, now: Timestamp) -> Record {
        let record = self.verdict.as_ref().map_or_else(|| Record::no_label(at), Record::new);
        let place = Place { source: Some(self.source), corners: self.corners, hint: self.hint.map(Hint::code) };
        record.checked_at(now).with_detail(self.detail).found_at(place)
    }

    /// The mark: the verdict's, or that of `no-label`.
    pub(crate) fn mark(&self) -> Mark {
        self.verdict.as_ref().map_or(Mark::of(Code::NoLabel, false), Verdict::mark)
    }

    /// The code: the verdict's, or `no-label`.
    pub(crate) fn code(&self) -> Code {
        self.verdict.as_ref().map_or(Code::NoLabel, Verdict::code)
    }
}

impl Question<'_> {
    /// The time asked about.
    pub(crate) fn at(&self) -> When {
        self.as_of.map_or(When::Now(self.now), When::On)
    }

    /// Judges a carrier's text.
    pub(crate) fn text(&self, text: &str, source: String) -> Sight {
        let text = if self.is_wedge { undo_wedge(text) } else { text.into() };
        let verdict = self.verifier.check(&text, self.at());
        Sight::of(verdict, source)
    }

    /// Judges a line. One that is not UTF-8 is no text, and so judged as one that carries nothing.
    pub(crate) fn line(&self, line: &Line) -> Sight {
        let source = format!("line {}", line.number);
        if line.is_cut {
            let sight = self.text(&String::from_utf8_lossy(&line.bytes), source);
            let detail =
                format!("the text has more than {MAX_LINE_BYTES} bytes, above the limit of {MAX_CARRIER_BYTES}");
            return Sight { detail: Some(detail), ..sight };
        }
        match str::from_utf8(&line.bytes) {
            Ok(text) => self.text(text, source),
            Err(_) if line.bytes.len() > MAX_CARRIER_BYTES => self.text(&String::from_utf8_lossy(&line.bytes), source),
            Err(_) => Sight { detail: Some("the line is not UTF-8".to_owned()), ..self.text("", source) },
        }
    }

    /// Judges every label in an image file, and tells of symbols that cannot be read.
    pub(crate) fn image(&self, path: &Path) -> Result<Vec<Sight>, Failure> {
        let image = GreyImage::open(path)?;
        let luma = image.luma()?;
        let options = ScanOptions::default();
        let found = self.verifier.check_image(&luma, &options, self.at());
        let source = path.to_string_lossy().into_owned();
        if found.labels.is_empty() && found.unread.is_empty() {
            let detail = match found.other_symbols {
                0 => "there is no QR code to be read in the image".to_owned(),
                1 => "there is one QR code in the image, and it is not a label's".to_owned(),
                many => format!("there are {many} QR codes in the image, and none is a label's"),
            };
            return Ok(vec![Sight { source, verdict: None, corners: None, detail: Some(detail), hint: None }]);
        }
        let unread = found.unread.iter().map(|symbol| Sight::unread(symbol, source.clone()));
        let read = found
            .labels
            .into_iter()
            .map(|found| Sight { corners: Some(tenths(found.corners)), ..Sight::of(found.verdict, source.clone()) });
        Ok(read.chain(unread).collect())
    }
}

/// Corners to tenths of a pixel: what a scan can tell, and all that a reader wants to see.
fn tenths(corners: [Point; 4]) -> [[f64; 2]; 4] {
    let tenths = |value: f64| (value * 10.0).round() / 10.0;
    corners.map(|Point { x, y, .. }| [tenths(x), tenths(y)])
}

/// A source as it may be shown in a terminal.
pub(crate) fn shown_source(source: &str) -> String {
    shown(Path::new(source))
}
