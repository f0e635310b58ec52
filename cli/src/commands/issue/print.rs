//! The second pass: sealed labels to files.

use super::batch::Ready;
use super::press::Press;
use crate::args::{Format, PrintFlags};
use crate::exit::Failure;
use crate::files::{self, Readers};
use crate::output::diagnostic::hex;
use crate::output::json::{self, LabelJson};
use crate::output::progress;
use serde::Serialize;
use starseal::{Caption, CarrierText, Drawing, Label, SealedLabel, Symbol};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// From how many labels on a progress bar is worth its lines.
const MANY: usize = 100;

/// How labels are to be printed.
pub(super) struct Printer<'a> {
    pub(super) formats: &'a [Format],
    pub(super) flags: &'a PrintFlags,
    pub(super) press: &'a Press,
}

/// A symbol's measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measures {
    pub(super) version: i16,
    pub(super) width_mm: f64,
}

#[derive(Serialize)]
struct IssuedJson<'a> {
    carrier: &'a str,
    link: &'a str,
    sealed_hex: String,
    label: LabelJson<'a>,
    version: i16,
    error_correction: String,
    width_mm: f64,
}

impl Printer<'_> {
    /// The measures of the largest symbol: that of the longest label.
    pub(super) fn measure_largest(&self, ready: &[Ready]) -> Result<Option<Measures>, Failure> {
        let longest = ready.iter().max_by_key(|label| label.sealed.len());
        let Some(longest) = longest else { return Ok(None) };
        let symbol = self.symbol(&self.carrier(&open(longest)?))?;
        Ok(Some(self.measure(&symbol)))
    }

    /// Writes all files, on as many threads as the machine has. The first failure stops them.
    pub(super) fn print_all(&self, ready: &[Ready], folder: &Path) -> Result<(), Failure> {
        let bar = progress::bar(ready.len(), MANY, "labels");
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(label) = ready.get(next.fetch_add(1, Ordering::Relaxed)) {
                if let Err(failure) = self.print(label, folder) {
                    next.store(ready.len(), Ordering::Relaxed);
                    return Err(failure);
                }
                bar.inc(1);
            }
            Ok(())
        };
        let threads = thread::available_parallelism().map_or(1, Into::into).min(ready.len());
        let outcome = thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            let join = |worker: thread::ScopedJoinHandle<'_, _>| {
                worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            workers.into_iter().map(join).collect::<Result<Vec<()>, Failure>>()
        });
        bar.finish_and_clear();
        outcome.map(drop)
    }

    /// Where a label's file of a format goes.
    pub(super) fn path(&self, folder: &Path, name: &str, format: Format) -> PathBuf {
        folder.join(format!("{name}.{}", format.extension()))
    }

    fn print(&self, ready: &Ready, folder: &Path) -> Result<(), Failure> {
        let sealed = open(ready)?;
        let authentic = self.press.verifier().authenticate(&sealed).map_err(changed)?;
        let (label, carrier) = (authentic.label(), self.carrier(&sealed));
        let symbol = self.symbol(&carrier)?;
        let drawing = self.drawing(&symbol);
        let drawing = if self.flags.caption.is_wanted() { drawing.caption(Caption::of(label)) } else { drawing };
        for format in self.formats {
            let bytes = match format {
                Format::Svg => drawing.to_svg().into_bytes(),
                Format::Png => drawing.to_png(self.flags.png_scale).map_err(|error| {
                    Failure::impossible(format_args!("the PNG cannot be made: {error}"), "free some memory")
                })?,
                Format::Text => format!("{carrier}\n").into_bytes(),
                Format::Json => self.json(label, &sealed, &carrier, self.measure(&symbol))?.into_bytes(),
            };
            files::create(&self.path(folder, &ready.name, *format), &bytes, Readers::Anyone)?;
        }
        Ok(())
    }

    fn carrier(&self, sealed: &SealedLabel) -> CarrierText {
        CarrierText::for_symbol(self.press.prefix(), sealed)
    }

    fn symbol(&self, carrier: &CarrierText) -> Result<Symbol, Failure> {
        Symbol::encode(carrier, self.press.error_correction())
            .map_err(|error| Failure::impossible(error, "report this: the label was measured before"))
    }

    fn drawing<'s>(&self, symbol: &'s Symbol) -> Drawing<'s> {
        Drawing::new(symbol).module_mm(self.flags.module_mm)
    }

    fn measure(&self, symbol: &Symbol) -> Measures {
        Measures { version: symbol.version(), width_mm: self.drawing(symbol).width_mm() }
    }

    fn json(
        &self,
        label: &Label,
        sealed: &SealedLabel,
        carrier: &CarrierText,
        measures: Measures,
    ) -> Result<String, Failure> {
        let link = CarrierText::for_link(self.press.prefix(), sealed);
        let line = json::line(&IssuedJson {
            carrier: carrier.as_str(),
            link: link.as_str(),
            sealed_hex: hex(sealed.as_bytes()),
            label: LabelJson::from(label),
            version: measures.version,
            error_correction: self.press.error_correction().to_string(),
            width_mm: measures.width_mm,
        })?;
        Ok(line + "\n")
    }
}

fn open(ready: &Ready) -> Result<SealedLabel, Failure> {
    SealedLabel::from_bytes(&ready.sealed).map_err(changed)
}

/// The first pass sealed and checked these very bytes.
fn changed(error: impl std::fmt::Display) -> Failure {
    Failure::impossible(
        format_args!("a label that was sealed does not open again: {error}"),
        "test this machine's memory",
    )
}
