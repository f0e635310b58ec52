//! Checked inputs with their verdicts. The library makes all verdicts.

use crate::exit::Failure;
use crate::input::image::GreyImage;
use crate::input::lines::{Line, MAX_LINE_BYTES};
use crate::kind::{Misfit, Profile, unsupported};
use crate::messages::{Bilingual, message, no_text};
use crate::output::advice::{self, Medium, NoLabel};
use crate::output::escape::shown;
use starseal::code::Mark;
use starseal::limits::MAX_CARRIER_BYTES;
use starseal::report::{Place, Record};
use starseal::scan::{Hint, NoText, Point, ScanOptions, TextlessSymbol, UnreadSymbol};
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
    /// The reason why an image shows no label.
    pub(crate) no_label: Option<NoLabel>,
    /// How the text came.
    pub(crate) medium: Medium,
}

impl Sight {
    fn of(verdict: Verdict, medium: Medium, source: Bilingual) -> Self {
        let detail = match unsupported_header(&verdict) {
            Some(misfit) => Some(misfit.what.into()),
            None => verdict.deciding().map(Bilingual::from),
        };
        Sight { verdict: Some(verdict), detail, medium, ..Sight::without_label(source) }
    }

    /// Returns what to do, by what was seen. It is empty where the label stands.
    pub(crate) fn advice(&self) -> String {
        match (&self.verdict, self.no_text, self.hint, self.no_label) {
            (Some(verdict), ..) => match unsupported_header(verdict) {
                Some(misfit) => misfit.help,
                None => advice::for_finding(verdict.code(), verdict.deciding(), self.medium),
            },
            (None, Some(reason), ..) => advice::for_no_text(reason),
            (None, None, Some(hint), _) => advice::for_hint(hint),
            (None, None, None, Some(no_label)) => no_label.advice(),
            (None, None, None, None) => advice::for_code(Code::NoLabel),
        }
    }

    /// Makes the sight of a symbol that was found but cannot be read. It may or may not be a label.
    fn unread(symbol: &UnreadSymbol, source: Bilingual) -> Self {
        let detail = match symbol.hint {
            Some(Hint::TooMany) => message!("sight-too-many"),
            _ => message!("sight-unread"),
        };
        let detail = Some(detail.into());
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
        Sight {
            source,
            verdict: None,
            corners: None,
            detail: None,
            hint: None,
            no_text: None,
            is_aside: false,
            no_label: None,
            medium: Medium::Picture,
        }
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
        let medium = if self.is_typed { Medium::Keyboard } else { Medium::Text };
        let check = if self.is_typed { Verifier::check_typed } else { Verifier::check };
        Sight::of(check(self.verifier, text, self.at()), medium, source)
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
        let found = self.verifier.check_scan(image.scan(&ScanOptions::default())?, self.at());
        if found.labels.is_empty() && found.unread.is_empty() && found.textless.is_empty() {
            let (detail, no_label) = match found.other_symbols {
                _ if image.is_cut() => (message!("sight-cut"), NoLabel::CutFile),
                0 => (message!("sight-none"), NoLabel::NoSymbol),
                1 => (message!("sight-other"), NoLabel::OtherSymbols),
                many => (message!("sight-others", count = many), NoLabel::OtherSymbols),
            };
            let sight = Sight::without_label(source);
            return Ok(vec![Sight { detail: Some(detail.into()), no_label: Some(no_label), ..sight }]);
        }
        let has_labels = !found.labels.is_empty();
        let textless = found.textless.iter().map(|symbol| Sight::textless(symbol, has_labels, source.clone()));
        // A label may have been in the missing part.
        let cut = image.is_cut().then(|| {
            let sight = Sight::without_label(source.clone());
            Sight { detail: Some(message!("sight-cut").into()), no_label: Some(NoLabel::CutFile), ..sight }
        });
        let of_cut = image.is_cut().then_some(NoLabel::CutFile);
        let unread = |symbol| Sight { no_label: of_cut, ..Sight::unread(symbol, source.clone()) };
        let unread = found.unread.iter().map(unread);
        let read = found.labels.into_iter().map(|found| {
            let sight = Sight::of(found.verdict, Medium::Picture, source.clone());
            Sight { corners: Some(tenths(found.corners)), ..sight }
        });
        Ok(read.chain(unread).chain(textless).chain(cut).collect())
    }
}

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
pub(crate) fn shown_source(source: &Bilingual) -> String {
    shown(Path::new(&source.chosen))
}
