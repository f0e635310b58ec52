use crate::clock::Clock;
use clap::Args;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Examples:
  starseal demo
  starseal demo --out demo-labels
  starseal demo --page page

The keys are new, every image is read back from its PNG file, and the verifier makes every verdict. The exit code is 0 \
only if every outcome is as expected.";

/// Demonstrate all steps with made-up labels and new keys
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct DemoArgs {
    /// The folder to write into, which must be new or empty
    ///
    /// The default is starseal-demo or, if that exists, starseal-demo-2 and so on.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The folder with the page that checks labels in the browser, which is published too
    #[arg(long, value_name = "DIR")]
    pub(crate) page: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) clock: Clock,
}
