//! Makes the files of issued labels: SVG, PNG, text and JSON. Files are returned as bytes, which the caller writes.

use super::batch::NamedLabel;
use super::record::IssuedRecord;
use super::sealer::IssuedLabel;
use starseal::CarrierText;
use starseal::carrier::{Caption, CarrierPrefix, Drawing, ErrorCorrection, Symbol, SymbolError, TEXT_MM};
use starseal::report::escape_hidden;
use starseal::seal::SealError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The format of a label's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// The symbol as SVG, for print.
    Svg,
    /// The symbol as PNG, for screens.
    Png,
    /// The carrier as text, on one line.
    Text,
    /// An [`IssuedRecord`] as JSON, on one line.
    Json,
}

impl Format {
    /// Returns the file name extension.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Format::Svg => "svg",
            Format::Png => "png",
            Format::Text => "txt",
            Format::Json => "json",
        }
    }
}

/// The settings of drawn symbols.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PrintSettings {
    /// The error correction level.
    pub error_correction: ErrorCorrection,
    /// The width of a module in millimeters, 0.05 to 50. Values outside this range are clamped.
    pub module_mm: f64,
    /// The width of a module in PNG files, in pixels, 1 to 64.
    pub png_scale: u32,
    /// Whether the stars and the product ID are drawn under the symbol.
    pub caption: bool,
    /// Whether the last day is drawn below them.
    pub last_day: bool,
    /// The height of capital letters and digits under the symbol in millimeters, 0.5 to 50. Values outside this range
    /// are clamped.
    pub text_mm: f64,
}

impl Default for PrintSettings {
    /// Returns the default settings: error correction level M, modules of 0.5 mm and 8 pixels, and a caption with stars
    /// and product ID in letters of 2.1 mm.
    fn default() -> Self {
        PrintSettings {
            error_correction: ErrorCorrection::Medium,
            module_mm: 0.5,
            png_scale: 8,
            caption: true,
            last_day: false,
            text_mm: TEXT_MM,
        }
    }
}

/// The modules of a symbol on a printer: each is a whole number of the printer's dots, so that all have the same size.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PrinterModules {
    /// The number of dots across a module.
    pub dots: u32,
    /// The width of a module in millimeters.
    pub module_mm: f64,
}

impl PrinterModules {
    /// Returns the whole number of dots nearest to `module_mm` on a printer with `dpi` dots per inch. It is rounded up
    /// where rounding down would fall below `least_mm` and `module_mm` does not. None if a module would be smaller than
    /// a dot.
    #[must_use]
    pub fn nearest(module_mm: f64, dpi: u32, least_mm: f64) -> Option<Self> {
        let dot_mm = 25.4 / f64::from(dpi);
        let of = |dots: f64| PrinterModules { dots: dots as u32, module_mm: dots * dot_mm };
        let asked = module_mm / dot_mm;
        // A width that was computed from dots differs from them by its rounding.
        if dpi == 0 || asked.is_nan() || asked < 1.0 - 1e-6 {
            return None;
        }
        let nearest = of(asked.round());
        let is_lost = module_mm >= least_mm && nearest.module_mm < least_mm;
        Some(if is_lost { of(asked.round() + 1.0) } else { nearest })
    }
}

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LabelFile {
    /// The name with extension.
    pub name: String,
    /// The format.
    pub format: Format,
    /// The content.
    pub bytes: Vec<u8>,
}

/// The size of a symbol.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Measures {
    /// The version of the symbol, 1 to 15.
    pub version: i16,
    /// The width in millimeters, including the quiet zone.
    pub width_mm: f64,
    /// The height in millimeters, including the quiet zone and the caption.
    pub height_mm: f64,
    /// The height of the letters under the symbol in millimeters; none without a caption. It is less than the settings
    /// say if the product ID does not fit in two lines below the symbol.
    pub text_mm: Option<f64>,
}

/// The reason why a label's files cannot be made. If the label was sealed, verified and measured before, only the
/// machine can be at fault.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PrintError {
    /// The sealed bytes cannot be parsed again.
    #[error("a sealed label cannot be parsed again: {0}")]
    Seal(#[from] SealError),
    /// The symbol cannot be drawn, or cannot be read back.
    #[error(transparent)]
    Symbol(#[from] SymbolError),
    /// The PNG file cannot be encoded.
    #[error("the PNG file cannot be encoded: {reason}")]
    Png {
        /// The message of the encoder.
        reason: String,
    },
    /// The JSON cannot be encoded.
    #[error("the JSON cannot be encoded: {0}")]
    Json(#[from] serde_json::Error),
}

/// The reason why [`Printer::print_all`] stopped.
#[derive(Debug, thiserror::Error)]
pub enum PrintAllError<E> {
    /// A file could not be made.
    #[error(transparent)]
    Print(#[from] PrintError),
    /// The caller's function that writes files failed.
    #[error("{0}")]
    Write(E),
}

/// Draws issued labels. Every symbol is read back before its file is returned, by a library that shares no code with
/// the one that drew it.
#[derive(Debug, Clone)]
pub struct Printer {
    prefix: CarrierPrefix,
    formats: Vec<Format>,
    settings: PrintSettings,
}

impl Printer {
    /// Makes a printer of labels with this prefix, which is usually [`Sealer::prefix`](super::Sealer::prefix).
    #[must_use]
    pub fn new(prefix: CarrierPrefix, formats: &[Format], settings: PrintSettings) -> Self {
        Printer { prefix, formats: formats.to_vec(), settings }
    }

    /// Returns the formats of each label's files.
    #[must_use]
    pub fn formats(&self) -> &[Format] {
        &self.formats
    }

    /// Returns the size of a label's symbol.
    ///
    /// # Errors
    /// [`PrintError`].
    pub fn measure(&self, issued: &IssuedLabel) -> Result<Measures, PrintError> {
        let symbol = self.symbol(&self.carrier(issued)?)?;
        Ok(self.measures(issued, &symbol))
    }

    /// Returns the files of a label, one for each format.
    ///
    /// # Errors
    /// [`PrintError`].
    pub fn files(&self, label: &NamedLabel) -> Result<Vec<LabelFile>, PrintError> {
        let issued = label.issued();
        let carrier = self.carrier(issued)?;
        // The text format needs no symbol.
        let symbol = match self.formats.iter().any(|format| *format != Format::Text) {
            true => Some(self.symbol(&carrier)?),
            false => None,
        };
        let file = |format: &Format| {
            let bytes = match &symbol {
                Some(symbol) => self.content(issued, &carrier, symbol, *format)?,
                None => text(&carrier),
            };
            Ok(LabelFile { name: label.file_name(*format), format: *format, bytes })
        };
        self.formats.iter().map(file).collect()
    }

    /// Makes the files of all labels, on all cores of the machine, and passes each file to `write`. It calls `done`
    /// after each label, for a caller that shows progress. Both are called from several threads, in no fixed order.
    ///
    /// # Errors
    /// The first failure of the printer or of `write`. It stops the work; files that were written before remain.
    pub fn print_all<E: Send>(
        &self,
        labels: &[NamedLabel],
        write: impl Fn(LabelFile) -> Result<(), E> + Sync,
        done: impl Fn() + Sync,
    ) -> Result<(), PrintAllError<E>> {
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(label) = labels.get(next.fetch_add(1, Ordering::Relaxed)) {
                let printed = self
                    .files(label)
                    .map_err(PrintAllError::Print)
                    .and_then(|files| files.into_iter().try_for_each(|file| write(file).map_err(PrintAllError::Write)));
                if printed.is_err() {
                    next.store(labels.len(), Ordering::Relaxed);
                    return printed;
                }
                done();
            }
            Ok(())
        };
        let threads = thread::available_parallelism().map_or(1, Into::into).min(labels.len());
        thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            let join = |worker: thread::ScopedJoinHandle<'_, _>| {
                worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            workers.into_iter().try_for_each(join)
        })
    }

    fn content(
        &self,
        issued: &IssuedLabel,
        carrier: &CarrierText,
        symbol: &Symbol,
        format: Format,
    ) -> Result<Vec<u8>, PrintError> {
        let drawing = self.drawing(issued, symbol);
        Ok(match format {
            Format::Svg => drawing.to_svg().into_bytes(),
            Format::Png => drawing
                .to_png(self.settings.png_scale)
                .map_err(|error| PrintError::Png { reason: error.to_string() })?,
            Format::Text => text(carrier),
            Format::Json => {
                let record = IssuedRecord::new(issued, &self.prefix, symbol, drawing.width_mm())?;
                let mut line = escape_hidden(serde_json::to_string(&record)?).into_bytes();
                line.push(b'\n');
                line
            }
        })
    }

    fn carrier(&self, issued: &IssuedLabel) -> Result<CarrierText, PrintError> {
        Ok(issued.carrier(&self.prefix)?)
    }

    fn symbol(&self, carrier: &CarrierText) -> Result<Symbol, PrintError> {
        Ok(Symbol::encode(carrier, self.settings.error_correction)?)
    }

    fn drawing<'s>(&self, issued: &IssuedLabel, symbol: &'s Symbol) -> Drawing<'s> {
        let drawing = Drawing::new(symbol).module_mm(self.settings.module_mm).text_mm(self.settings.text_mm);
        if !self.settings.caption {
            return drawing;
        }
        let caption = Caption::of(issued.label());
        let last_day = issued.label().expires_on();
        drawing.caption(if self.settings.last_day { caption.with_last_day(last_day) } else { caption })
    }

    fn measures(&self, issued: &IssuedLabel, symbol: &Symbol) -> Measures {
        let drawing = self.drawing(issued, symbol);
        Measures {
            version: symbol.version(),
            width_mm: drawing.width_mm(),
            height_mm: drawing.height_mm(),
            text_mm: drawing.drawn_text_mm(),
        }
    }
}

fn text(carrier: &CarrierText) -> Vec<u8> {
    format!("{carrier}\n").into_bytes()
}
