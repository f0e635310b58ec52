use crate::clock::Clock;
use clap::Args;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Examples:
  starseal inspect label.png
  starseal inspect \"$(cat label.txt)\"
  starseal inspect --trust trust.cbor label.png

The command shows the content of the bytes, and does not check who wrote them. Use `starseal verify`, or --trust, to \
check that.

Exit codes:
  0  the content was shown; with --trust, the label stands
  1  the content breaks a rule, or the label does not stand
  2  the command line is not valid
  3  the input cannot be read, or has no QR code";

/// Show the content of a label layer by layer, without verifying it
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct InspectArgs {
    /// An image file (PNG, JPEG, WebP), the text of a carrier, or - for lines or an image on standard input
    #[arg(value_name = "INPUT")]
    pub(crate) input: String,
    /// Also check the label against this trust list
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
    /// Print one JSON object for each symbol
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) clock: Clock,
}
