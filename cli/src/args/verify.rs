use super::KnowledgeFlags;
use crate::clock::Clock;
use clap::Args;
use starseal::Date;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Examples:
  starseal verify --trust trust.cbor shelf.jpg box.png
  starseal verify --trust trust.cbor --json \"$(cat label.txt)\"
  starseal verify --trust trust.cbor --status status.cwt \\
      --state shop.state shelf.jpg
  starseal verify --trust trust.cbor --bundle today.bundle \\
      --policy government.toml label.png
  starseal verify --trust trust.cbor --as-of \"$(date +%F)\" *.png
  starseal verify --trust trust.cbor --explain label.png
  starseal verify --trust trust.cbor --quiet label.png && echo it stands
  starseal verify --trust trust.cbor --wedge - < scanned.txt

The signs: ✓ authentic and current; ! authentic, but not current; ✗ refused; ? unknown.

Exit codes:
  0  every label stands
  1  at least one does not
  2  usage
  3  something could not be checked, whatever else was found: no trust list,
     no label in an image, or a file that cannot be read";

/// Check labels: images, carrier texts, or lines on standard input
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub(crate) knowledge: KnowledgeFlags,
    /// What labels must fulfill beyond the scheme; the folder policies has two ready ones
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Ask about this day instead of today: "was it good on the day of supply?"
    #[arg(long, value_name = "DAY")]
    pub(crate) as_of: Option<Date>,
    /// Undo what a keyboard layout did to text that a scanner typed
    #[arg(long)]
    pub(crate) wedge: bool,
    /// Show each check in order, with its result
    #[arg(short = 'v', long, visible_alias = "verbose", conflicts_with = "json")]
    pub(crate) explain: bool,
    /// Print one JSON object a line for each label
    #[arg(short, long)]
    pub(crate) json: bool,
    /// Print errors and warnings only; the exit code says whether every label stands
    #[arg(short, long, conflicts_with_all = ["json", "explain"])]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) clock: Clock,
    /// Image files (PNG, JPEG, WebP), carrier texts, or - for lines on standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<String>,
}
