use crate::clock::Clock;
use clap::Args;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Examples:
  starseal inspect label.png
  starseal inspect \"$(cat label.txt)\"
  starseal inspect --trust trust.cbor label.png

It shows what the bytes say, and does not check who wrote them. `starseal verify`, or --trust here, checks that.

Exit codes:
  0  it was shown; with --trust, the label stands
  1  a rule is broken, or the label does not stand
  2  usage
  3  there was nothing to show";

/// Show a label layer by layer, without trusting any of it
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct InspectArgs {
    /// An image file (PNG, JPEG, WebP), a carrier's text, or - for lines on standard input
    #[arg(value_name = "INPUT")]
    pub(crate) input: String,
    /// Check it against this trust list as well
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
    /// Print one JSON object for each symbol
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) clock: Clock,
}
