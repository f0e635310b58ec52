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
  starseal verify --trust trust.cbor --as-of 2027-03-31 *.png
  starseal verify --trust trust.cbor photos
  starseal verify --trust trust.cbor --explain label.png
  starseal verify --trust trust.cbor --quiet label.png && echo stands
  starseal verify --trust trust.cbor --wedge - < scanned.txt

A label stands if it is authentic and counts on the day asked about. The marks are: ✓ stands; ! authentic, but does \
not stand; ✗ refused; ? unknown.

Exit codes:
  0  every label stands
  1  at least one label does not stand
  2  the command line is not valid
  3  at least one input could not be checked: no trust list, no label in an
     image, a file that cannot be read, or nothing given";

/// Check labels: images, folders of images, carrier texts, or lines on standard input
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub(crate) knowledge: KnowledgeFlags,
    /// A policy file with requirements in addition to the scheme's; see the examples in the folder policies
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Check labels for this day instead of today, for instance for the day of supply
    #[arg(long, value_name = "DAY")]
    pub(crate) as_of: Option<Date>,
    /// Read text as a keyboard typed it: undo other keyboard layouts, caps lock and full-width characters
    #[arg(long)]
    pub(crate) wedge: bool,
    /// Show each check in order, with its result
    #[arg(short = 'v', long, visible_alias = "verbose", conflicts_with = "json")]
    pub(crate) explain: bool,
    /// Print one JSON object for each label, one per line
    #[arg(short, long)]
    pub(crate) json: bool,
    /// Print errors and warnings only; the exit code says whether every label stands
    #[arg(short, long, conflicts_with_all = ["json", "explain"])]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) clock: Clock,
    /// Image files (PNG, JPEG, WebP), folders and patterns of them, carrier texts, or - for lines or an image on
    /// standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<String>,
}
