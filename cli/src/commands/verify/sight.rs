//! Checked inputs with their verdicts. The library makes all verdicts.

use crate::exit::Failure;
use crate::input::image::GreyImage;
use crate::input::lines::{Line, MAX_LINE_BYTES};
use crate::kind::{Misfit, Profile, unsupported};
use crate::output::advice::{self, Medium, NoLabel};
use crate::output::escape::shown;
use starseal::carrier::undo_wedge;
use starseal::code::Mark;
use starseal::limits::MAX_CARRIER_BYTES;
use starseal::report::{Place, Record};
use starseal::scan::{Hint, Point, ScanOptions, UnreadSymbol};
use starseal::{CarrierText, Code, Date, Timestamp, Verdict, Verifier, When};
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
    pub(crate) source: String,
    /// The verdict; none if an image shows no label, or for a symbol that cannot be read.
    pub(crate) verdict: Option<Verdict>,
    /// The symbol's corners in an image.
    pub(crate) corners: Option<[[f64; 2]; 4]>,
    /// The deciding finding in words; none for a label that stands.
    pub(crate) detail: Option<String>,
    /// The reason why a symbol cannot be read.
    pub(crate) hint: Option<Hint>,
    /// The reason why an image shows no label.
    pub(crate) no_label: Option<NoLabel>,
    /// How the text came.
    pub(crate) medium: Medium,
}

impl Sight {
    fn of(verdict: Verdict, medium: Medium, source: String) -> Self {
        let detail = match unsupported_header(&verdict) {
            Some(misfit) => Some(misfit.what),
            None => verdict.deciding().map(ToString::to_string),
        };
        Sight { verdict: Some(verdict), detail, medium, ..Sight::without_label(source) }
    }

    /// Makes the sight of an image in which no label was found.
    fn without_label(source: String) -> Self {
        Sight {
            source,
            verdict: None,
            corners: None,
            detail: None,
            hint: None,
            no_label: None,
            medium: Medium::Picture,
        }
    }

    /// Returns what to do, by what was seen. It is empty where the label stands.
    pub(crate) fn advice(&self) -> String {
        let advice = match (&self.verdict, self.hint, self.no_label) {
            (Some(verdict), ..) => match unsupported_header(verdict) {
                Some(misfit) => return misfit.help,
                None => advice::for_finding(verdict.code(), verdict.deciding(), self.medium),
            },
            (None, Some(hint), _) => advice::for_hint(hint),
            (None, None, Some(no_label)) => no_label.advice(),
            (None, None, None) => advice::for_code(Code::NoLabel),
        };
        advice.to_owned()
    }

    /// Makes the sight of a symbol that was found but cannot be read. It may or may not be a label.
    fn unread(symbol: &UnreadSymbol, source: String) -> Self {
        let detail = Some("a QR code was found but cannot be read".to_owned());
        Sight { corners: Some(tenths(symbol.corners)), detail, hint: symbol.hint, ..Sight::without_label(source) }
    }

    /// Returns the record of this sight, with the time asked about and the time of the check.
    pub(crate) fn record(self, at: When, now: Timestamp) -> Record {
        let record = self.verdict.as_ref().map_or_else(|| Record::no_label(at), Record::new);
        let place = Place { source: Some(self.source), corners: self.corners, hint: self.hint.map(Hint::code) };
        record.checked_at(now).with_detail(self.detail).found_at(place)
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
    pub(crate) fn text(&self, text: &str, source: String) -> Sight {
        let medium = if self.is_wedge { Medium::Keyboard } else { Medium::Text };
        let text = if self.is_wedge { undo_wedge(text) } else { text.into() };
        let verdict = self.verifier.check(&text, self.at());
        Sight::of(verdict, medium, source)
    }

    /// Judges a line. A line that is not UTF-8 is judged like an empty text.
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

    /// Judges every label in an image file. Symbols that cannot be read have a sight too.
    pub(crate) fn image(&self, path: &Path) -> Result<Vec<Sight>, Failure> {
        let image = GreyImage::open(path)?;
        let luma = image.luma()?;
        let options = ScanOptions::default();
        let found = self.verifier.check_image(&luma, &options, self.at());
        let source = path.to_string_lossy().into_owned();
        if found.labels.is_empty() && found.unread.is_empty() {
            let (detail, no_label) = match found.other_symbols {
                _ if image.is_cut() => (CUT.to_owned(), NoLabel::CutFile),
                0 => ("no QR code can be read in the image".to_owned(), NoLabel::NoSymbol),
                1 => ("the image has one QR code, which is not a label".to_owned(), NoLabel::OtherSymbols),
                many => (format!("the image has {many} QR codes, none of which is a label"), NoLabel::OtherSymbols),
            };
            let sight = Sight::without_label(source);
            return Ok(vec![Sight { detail: Some(detail), no_label: Some(no_label), ..sight }]);
        }
        // A label may have been in the missing part.
        let cut = image.is_cut().then(|| {
            let sight = Sight::without_label(source.clone());
            Sight { detail: Some(CUT.to_owned()), no_label: Some(NoLabel::CutFile), ..sight }
        });
        let unread = found.unread.iter().map(|symbol| Sight::unread(symbol, source.clone()));
        let read = found.labels.into_iter().map(|found| {
            let sight = Sight::of(found.verdict, Medium::Picture, source.clone());
            Sight { corners: Some(tenths(found.corners)), ..sight }
        });
        Ok(read.chain(unread).chain(cut).collect())
    }
}

/// What is wrong with an image file that ends too early.
const CUT: &str = "the image file is cut: what the missing part shows is not known";

/// Returns what is unsupported in the headers of a seal, if that is why a label is refused.
pub(crate) fn unsupported_header(verdict: &Verdict) -> Option<Misfit> {
    if verdict.code() != Code::UnsupportedProfile {
        return None;
    }
    let carrier = CarrierText::parse(verdict.text()).ok()?;
    unsupported(carrier.sealed_bytes(), Profile::Label)
}

/// Rounds corners to tenths of a pixel, which is the precision of a scan.
fn tenths(corners: [Point; 4]) -> [[f64; 2]; 4] {
    let tenths = |value: f64| (value * 10.0).round() / 10.0;
    corners.map(|Point { x, y, .. }| [tenths(x), tenths(y)])
}

/// Returns a source with control characters escaped.
pub(crate) fn shown_source(source: &str) -> String {
    shown(Path::new(source))
}
