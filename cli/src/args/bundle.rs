use super::{KnowledgeFlags, Quiet};
use crate::clock::Clock;
use clap::Args;
use std::path::PathBuf;

const HELP: &str = "\
Examples:
  starseal bundle --trust trust-2.cbor --status status-1.cwt --out shop.bundle
  starseal bundle --trust trust-2.cbor --status status-2.cwt \\
      --since shop.bundle --out today.bundle
  starseal bundle --trust trust-2.cbor --status status-2.cwt \\
      --without-past --out phone.bundle
  starseal verify --trust trust.cbor --state shop.state \\
      --bundle shop.bundle --bundle today.bundle label.png

The objects beside a status list (its changes and witnesses) are put into the bundle with it.
A bundle is not signed itself, but every list in it is. It adds no trust: the lists given with `verify --trust` \
decide which authorities are trusted.";

/// Put trust lists and status lists into one file for offline use
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct BundleArgs {
    #[command(flatten)]
    pub(crate) knowledge: KnowledgeFlags,
    /// Write only what is new since this bundle, for verifiers that have it
    #[arg(long, value_name = "FILE")]
    pub(crate) since: Option<PathBuf>,
    /// Leave out the past of the status lists: phones need none, since only questions about past days do
    #[arg(long)]
    pub(crate) without_past: bool,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}
