use super::{KnowledgeFlags, Quiet};
use crate::clock::Clock;
use crate::keyfile::Place;
use crate::keyfile::passphrase::PassphraseSource;
use clap::{Args, Subcommand};
use starseal::Date;
use starseal_shelf::stock::Column;
use std::path::PathBuf;

const SHELF_HELP: &str = "\
Examples:
  starseal shelf audit --trust trust.cbor --state shop.state \\
      --stock stock.xlsx --out audit-2026-11 photos
  starseal shelf scan --trust trust.cbor --stock stock.xlsx --out counter
  starseal shelf recheck audit-2026-11 --trust trust.cbor --state shop.state";

const AUDIT_HELP: &str = "\
Examples:
  starseal shelf audit --trust trust.cbor --state shop.state \\
      --stock stock.xlsx --out audit photos
  starseal shelf audit --trust trust.cbor --stock stock.csv \\
      --column jan=ITEM_CODE --lines scanned.txt --out audit
  starseal shelf audit --trust trust.cbor --stock shop.xlsx --stock web.csv \\
      --policy uk-supply.toml --days 90 --earlier audit-10 --out audit photos
  starseal shelf audit --trust trust.cbor --state shop.state \\
      --stock stock.xlsx --out audit --evidence evidence photos

The folder receives what was read (readings.jsonl), the records of the verdicts (records.jsonl), the findings \
(findings.jsonl), and the reports report.html, report.xlsx and report.csv. After Ctrl-C or a \
crash, the same command goes on where it stopped. With --evidence, the verdicts, their lists and the findings are \
also kept in a file from which `starseal evidence verify` computes them again in ten years.

Exit codes:
  0  everything was read, and every product has a label that stands
  1  something was found
  2  the command line is not valid
  3  not everything was read: a picture without a label, a code that was seen
     and not read, a file or a row that cannot be used";

const SCAN_HELP: &str = "\
Examples:
  starseal shelf scan --trust trust.cbor --stock stock.xlsx --out counter

Scan the bar code of a product, then the label on it. Each label is answered in one line, with a bell if it does not \
stand. Type undo to take the last scan back, and sum for the numbers so far. Ctrl-D ends the work and writes the \
reports; after Ctrl-C or a crash, the same command goes on, and no scan is lost.";

const WATCH_HELP: &str = "\
Examples:
  starseal shelf watch Camera --trust trust.cbor --stock stock.xlsx \\
      --out counter

Photographs are taken as they appear in the folder, for instance by a phone's sync. Ctrl-C ends the work; the same \
command goes on.";

const RECHECK_HELP: &str = "\
Examples:
  starseal shelf recheck audit-2026-11 --trust trust.cbor --state shop.state

Exit codes:
  0  every label that stood in the audit stands
  1  a label that stood in the audit does not stand now
  2  the command line is not valid
  3  the audit cannot be read";

/// Compare the labels in a shop with its stock list
#[derive(Debug, Args)]
#[command(after_help = SHELF_HELP)]
pub(crate) struct ShelfArgs {
    #[command(subcommand)]
    pub(crate) command: ShelfCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ShelfCommand {
    /// Read photographs and lines, join them with the stock list, and write reports
    Audit(ShelfAuditArgs),
    /// Take labels from a scanner at the counter, one line an answer
    Scan(ShelfScanArgs),
    /// Take photographs as they appear in a folder
    Watch(ShelfWatchArgs),
    /// Say what has changed for the labels of an audit since it was made
    Recheck(ShelfRecheckArgs),
}

/// The stock lists, and how their columns are named.
#[derive(Debug, Args)]
pub(crate) struct StockFlags {
    /// A stock list: XLSX, XLS, ODS, CSV or JSON with a column of JANs or models; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) stock: Vec<PathBuf>,
    /// The sheet of a workbook, if several have such a list
    #[arg(long, value_name = "NAME", requires = "stock")]
    pub(crate) sheet: Option<String>,
    /// A column by its name in the lists: jan, model, name, maker or quantity, and the name, as in jan=ITEM_CODE
    #[arg(long, value_name = "COLUMN=NAME", value_parser = column, requires = "stock")]
    pub(crate) column: Vec<(Column, String)>,
}

/// What is asked of every label, and where the audit is kept.
#[derive(Debug, Args)]
pub(crate) struct AuditFlags {
    #[command(flatten)]
    pub(crate) knowledge: KnowledgeFlags,
    /// A policy file with requirements in addition to the scheme's; see the examples in the folder policies
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Check labels for this day instead of today, for instance for the day of supply
    #[arg(long, value_name = "DAY")]
    pub(crate) as_of: Option<Date>,
    /// The number of days within which a label lapses soon
    #[arg(long, value_name = "DAYS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(..=3660))]
    pub(crate) days: u32,
    #[command(flatten)]
    pub(crate) clock: Clock,
}

/// The evidence that is kept of an audit, if it is wanted.
#[derive(Debug, Args)]
pub(crate) struct KeepFlags {
    /// The folder of a chain of evidence, to which a file of this audit is added
    #[arg(long, value_name = "DIR")]
    pub(crate) evidence: Option<PathBuf>,
    /// The name of the audit in the evidence, such as the shop and the floor; without it, the name of the folder
    #[arg(long, value_name = "TEXT", requires = "evidence")]
    pub(crate) name: Option<String>,
    /// The shop's private key, which signs the evidence
    #[arg(long, value_name = "KEY", requires = "evidence")]
    pub(crate) key: Option<Place>,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
}

/// Read photographs and lines, join them with the stock list, and write reports
#[derive(Debug, Args)]
#[command(after_help = AUDIT_HELP)]
pub(crate) struct ShelfAuditArgs {
    #[command(flatten)]
    pub(crate) stock: StockFlags,
    #[command(flatten)]
    pub(crate) asked: AuditFlags,
    /// A file with the texts of labels, one a line, or - for standard input; a JAN in a line is that of the product on
    /// which the next labels are
    #[arg(long, value_name = "FILE")]
    pub(crate) lines: Vec<PathBuf>,
    /// Read lines as a keyboard typed them: undo other keyboard layouts, caps lock and full-width characters
    #[arg(long, requires = "lines")]
    pub(crate) wedge: bool,
    /// An earlier audit whose readings are taken too
    #[arg(long, value_name = "AUDIT")]
    pub(crate) from: Vec<PathBuf>,
    /// An earlier audit with whose serial numbers those of this one are compared
    #[arg(long, value_name = "AUDIT")]
    pub(crate) earlier: Vec<PathBuf>,
    /// The folder of the audit, which is created or continued
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) keep: KeepFlags,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
    /// Image files (PNG, JPEG, WebP), and folders and patterns of them
    #[arg(value_name = "PHOTOS")]
    pub(crate) photos: Vec<String>,
}

/// Take labels from a scanner at the counter, one line an answer
#[derive(Debug, Args)]
#[command(after_help = SCAN_HELP)]
pub(crate) struct ShelfScanArgs {
    #[command(flatten)]
    pub(crate) stock: StockFlags,
    #[command(flatten)]
    pub(crate) asked: AuditFlags,
    /// The folder of the audit, which is created or continued
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) keep: KeepFlags,
}

/// Take photographs as they appear in a folder
#[derive(Debug, Args)]
#[command(after_help = WATCH_HELP)]
pub(crate) struct ShelfWatchArgs {
    /// The folder in which photographs appear
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) stock: StockFlags,
    #[command(flatten)]
    pub(crate) asked: AuditFlags,
    /// End when no photograph has appeared for this number of seconds
    #[arg(long, value_name = "SECONDS")]
    pub(crate) idle: Option<u64>,
    /// The folder of the audit, which is created or continued
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) keep: KeepFlags,
}

/// Say what has changed for the labels of an audit since it was made
#[derive(Debug, Args)]
#[command(after_help = RECHECK_HELP)]
pub(crate) struct ShelfRecheckArgs {
    /// The folder of the audit
    #[arg(value_name = "AUDIT")]
    pub(crate) audit: PathBuf,
    #[command(flatten)]
    pub(crate) asked: AuditFlags,
    /// Print one JSON object for each label that has changed, one per line
    #[arg(short, long)]
    pub(crate) json: bool,
}

/// Reads a column and its name.
fn column(text: &str) -> Result<(Column, String), String> {
    let (column, name) = text.split_once('=').ok_or_else(|| crate::messages::say!("shelf-column-form"))?;
    let column = column.trim().parse().map_err(|_| crate::messages::say!("shelf-column-form"))?;
    Ok((column, name.trim().to_owned()))
}
