use crate::clock::Clock;
use clap::Args;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Examples:
  starseal demo
  starseal demo --out demo-labels

Keys are made on the spot, every picture is read back from its PNG file, and every verdict is the verifier's. The exit \
code is 0 only if each outcome was as announced.";

/// Demonstrate everything, with made-up labels and fresh keys
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct DemoArgs {
    /// Write everything into this folder, which must be new or empty
    ///
    /// Without it: starseal-demo, or starseal-demo-2 and so on where that exists.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) clock: Clock,
}
