use super::Quiet;
use crate::clock::Clock;
use crate::keyfile::Place;
use crate::keyfile::passphrase::PassphraseSource;
use crate::messages::say;
use clap::{Args, ValueEnum};
use starseal::carrier::ErrorCorrection;
use starseal_registry::issuing::{self, LabelRow, PrintSettings};
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Examples:
  starseal issue --key label-key.pem --trust trust.cbor --out-dir labels \\
      --product-id SS-2026-000123 --level 1 --status-index 7 --model CAM-100
  starseal issue --key label-key.pem --trust trust.cbor --out-dir labels \\
      --csv labels.csv --dry-run

The columns of a CSV file are the names of the label's flags in snake_case: product_id, level, issued_on, expires_on, \
status_index, criteria, category, holder, model, gtin, evaluator, serial. Separate several GTINs in one cell with a \
space or a semicolon. A flag given together with --csv fills the empty cells of its column. If a row is refused, no \
file is written, unless --skip-bad is given.

The file is UTF-8, UTF-16 or Shift JIS (code page 932), with commas, semicolons or tabs. Days have the year first, as \
in 2026-04-01, 2026/4/1 or 2026年4月1日, and digits may be full-width. Messages name rows by the number that a \
spreadsheet program shows.

Every label is verified with the trust list before it is written. Within one run, a second label with the same product \
ID, model and serial is refused, and so is a status index under a second product ID. Earlier runs are not known to \
this command: the registry must keep that record.

Exit codes:
  0  all labels were written
  1  a label or a row was refused
  2  the command line is not valid, or a flag has a refused value
  3  the command could not be carried out";

/// Seal labels and draw their QR codes
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct IssueArgs {
    /// The private label key, which the trust list must name
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Place,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    /// The trust list that names the key
    #[arg(long, value_name = "FILE", env = "STARSEAL_TRUST")]
    pub(crate) trust: PathBuf,
    /// The folder to write into; it is created if it does not exist, and no file in it is overwritten
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out_dir: PathBuf,
    /// The files to write for each label
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', default_value = "svg,png")]
    pub(crate) format: Vec<Format>,
    /// Seal a label for each row of this file (- for standard input)
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// Skip refused rows and write the others
    #[arg(long, requires = "csv")]
    pub(crate) skip_bad: bool,
    /// Perform all steps, but write no files
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The prefix to use if the issuer has several
    #[arg(long, value_name = "URL")]
    pub(crate) prefix: Option<String>,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
    #[command(flatten)]
    pub(crate) label: LabelFlags,
    #[command(flatten)]
    pub(crate) print: PrintFlags,
}

/// The content of a label, as text. The values are parsed by the same code as those of a CSV file.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Label")]
pub(crate) struct LabelFlags {
    /// The registration number
    #[arg(long, value_name = "ID", required_unless_present = "csv", conflicts_with = "csv")]
    pub(crate) product_id: Option<String>,
    /// The level, by number or name
    #[arg(long, value_name = "LEVEL", required_unless_present = "csv")]
    pub(crate) level: Option<String>,
    /// The first day [default: today in the scheme's time zone]
    #[arg(long, value_name = "DAY")]
    pub(crate) issued_on: Option<String>,
    /// The last day [default: the longest validity of the scheme]
    #[arg(long, value_name = "DAY")]
    pub(crate) expires_on: Option<String>,
    /// The position in the issuer's status list
    #[arg(long, value_name = "NUMBER", required_unless_present = "csv", conflicts_with = "csv")]
    pub(crate) status_index: Option<String>,
    /// The criteria, by number or citation
    #[arg(long, value_name = "ENTRY")]
    pub(crate) criteria: Option<String>,
    /// The product category, by number or name
    #[arg(long, value_name = "ENTRY")]
    pub(crate) category: Option<String>,
    /// The company that applied for the label
    #[arg(long, value_name = "NAME")]
    pub(crate) holder: Option<String>,
    /// The model number printed on the product
    #[arg(long, value_name = "MODEL", conflicts_with = "csv")]
    pub(crate) model: Option<String>,
    /// The number under a bar code on the box; may be given up to four times
    #[arg(long, value_name = "DIGITS", conflicts_with = "csv")]
    pub(crate) gtin: Vec<String>,
    /// The evaluator of the product, by number or name
    #[arg(long, value_name = "ENTRY")]
    pub(crate) evaluator: Option<String>,
    /// The serial number of one unit
    #[arg(long, value_name = "SERIAL", conflicts_with = "csv")]
    pub(crate) serial: Option<String>,
}

impl From<&LabelFlags> for LabelRow {
    fn from(typed: &LabelFlags) -> Self {
        let typed = typed.clone();
        LabelRow {
            product_id: typed.product_id,
            level: typed.level,
            issued_on: typed.issued_on,
            expires_on: typed.expires_on,
            status_index: typed.status_index,
            criteria: typed.criteria,
            category: typed.category,
            holder: typed.holder,
            model: typed.model,
            // One cell can contain several numbers, so the values of a repeated flag are joined.
            gtin: (!typed.gtin.is_empty()).then(|| typed.gtin.join(" ")),
            evaluator: typed.evaluator,
            serial: typed.serial,
        }
    }
}

/// The settings of drawn symbols.
#[derive(Debug, Args)]
#[command(next_help_heading = "Printing")]
pub(crate) struct PrintFlags {
    /// The error correction level: low, medium, quartile, high (or L, M, Q, H)
    #[arg(long, value_name = "LEVEL", default_value = "medium", value_parser = error_correction)]
    pub(crate) error_correction: ErrorCorrection,
    /// The width of a module in millimeters
    #[arg(long, value_name = "MM", default_value = "0.5", value_parser = module_mm)]
    pub(crate) module_mm: f64,
    /// Draw symbols that tills read too: GS1 Digital Link URIs with the first GTIN of each label
    #[arg(long)]
    pub(crate) gs1: bool,
    /// The width of a module in PNG files, in pixels, 1 to 64
    #[arg(long, value_name = "PIXELS", default_value = "8", value_parser = clap::value_parser!(u32).range(1..=64))]
    pub(crate) png_scale: u32,
    /// Make modules a whole number of a printer's dots, and pixels of PNG files its dots: 203, 300, 600 and so on
    #[arg(long, value_name = "DPI", value_parser = clap::value_parser!(u32).range(72..=4800))]
    #[arg(conflicts_with = "png_scale")]
    pub(crate) printer_dpi: Option<u32>,
    /// The text under the symbol: id (stars and product ID), and also last-day (the last day below it)
    #[arg(long, value_name = "PARTS", value_delimiter = ',', default_value = "id", conflicts_with = "no_caption")]
    pub(crate) print_line: Vec<PrintedPart>,
    /// The height of its capital letters and digits in millimeters
    #[arg(long, value_name = "MM", default_value = "2.1", value_parser = text_mm, conflicts_with = "no_caption")]
    pub(crate) text_height: f64,
    #[command(flatten)]
    pub(crate) caption: CaptionChoice,
}

impl PrintFlags {
    pub(crate) fn settings(&self) -> PrintSettings {
        PrintSettings {
            error_correction: self.error_correction,
            module_mm: self.module_mm,
            png_scale: self.png_scale,
            caption: self.caption.is_wanted(),
            last_day: self.print_line.contains(&PrintedPart::LastDay),
            text_mm: self.text_height,
        }
    }
}

/// A part of the text under the symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PrintedPart {
    /// The stars and the product ID
    Id,
    /// The last day, in a line below them
    LastDay,
}

/// Whether the stars and the product ID are drawn under the symbol.
#[derive(Debug, Args)]
pub(crate) struct CaptionChoice {
    /// Draw text under the symbol (the default)
    #[arg(long, overrides_with = "no_caption")]
    caption: bool,
    /// Draw nothing under the symbol
    #[arg(long)]
    no_caption: bool,
}

impl CaptionChoice {
    fn is_wanted(&self) -> bool {
        self.caption || !self.no_caption
    }
}

/// The format of a file that is written for each label.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// The symbol as SVG, for print
    Svg,
    /// The symbol as PNG, for screens
    Png,
    /// The carrier as text
    Text,
    /// The carrier, link, label and symbol as JSON
    Json,
}

impl From<Format> for issuing::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Svg => issuing::Format::Svg,
            Format::Png => issuing::Format::Png,
            Format::Text => issuing::Format::Text,
            Format::Json => issuing::Format::Json,
        }
    }
}

fn error_correction(text: &str) -> Result<ErrorCorrection, String> {
    match text.to_ascii_lowercase().as_str() {
        "low" | "l" => Ok(ErrorCorrection::Low),
        "medium" | "m" => Ok(ErrorCorrection::Medium),
        "quartile" | "q" => Ok(ErrorCorrection::Quartile),
        "high" | "h" => Ok(ErrorCorrection::High),
        _ => Err(say!("not-error-correction", choices = "low, medium, quartile, high")),
    }
}

fn module_mm(text: &str) -> Result<f64, String> {
    millimeters(text, 0.05)
}

fn text_mm(text: &str) -> Result<f64, String> {
    millimeters(text, 0.5)
}

fn millimeters(text: &str, least: f64) -> Result<f64, String> {
    let millimeters: f64 = text.parse().map_err(|_| say!("not-millimeters"))?;
    let is_in_range = (least..=50.0).contains(&millimeters);
    is_in_range.then_some(millimeters).ok_or_else(|| say!("not-between", least = least, most = 50))
}
