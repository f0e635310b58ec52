use crate::clock::Clock;
use clap::Args;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Examples:
  starseal inspect label.png
  starseal inspect HTTPS://JC-STAR.EXAMPLE/L/I2W…
  starseal inspect --trust trust.cbor label.png

What it shows is what the bytes say, whoever wrote them. Only `starseal verify`, or --trust here, says whose they are.

Exit codes:
  0  it was shown; with --trust, the label stands
  1  a rule is broken, or the label does not stand
  2  usage
  3  there was nothing to show";

/// Show a label layer by layer, without believing any of it
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
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) clock: Clock,
}
