use super::Quiet;
use crate::clock::Clock;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

const UPDATE_HELP: &str = "\
Examples:
  starseal update --from https://jc-star.example/ --trust trust.cbor \\
      --state shop.state
  starseal update --from https://jc-star.example/ --trust trust.cbor \\
      --state shop.state --full --quiet
  starseal verify --trust trust.cbor --state shop.state label.png

Only signatures decide what is taken: --trust is the anchor, as for verify. What the state holds is never replaced by \
something older, and stays if anything goes wrong.

Exit codes:
  0  the state holds what the publication has, or something newer
  2  the command line is not valid
  3  nothing was taken: the publication cannot be fetched or is not accepted,
     or the state cannot be read or written";

const OBSERVE_HELP: &str = "\
Examples:
  starseal observe https://jc-star.example/ --trust trust.cbor
  starseal observe https://jc-star.example/ --trust trust.cbor \\
      --memory jc-star.memory --json

The memory holds the lists of the last observations. With it, a list that takes an earlier one's place with another \
content is found, and so is a list that goes back.

Exit codes:
  0  nothing was found
  1  something was found
  2  the command line is not valid
  3  the publication cannot be observed, or the memory cannot be read or
     written";

/// The longest times to wait for a server.
#[derive(Debug, Args)]
pub(crate) struct PatienceFlags {
    /// The longest time in seconds for everything together
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = seconds())]
    timeout: u32,
    /// The longest time in seconds to wait for the next bytes
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = seconds())]
    read_timeout: u32,
}

/// Reads a number of seconds, up to a day.
fn seconds() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(1..=86_400)
}

impl PatienceFlags {
    pub(crate) fn patience(&self) -> starseal_outside::Patience {
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        starseal_outside::Patience { whole: seconds(self.timeout), read: seconds(self.read_timeout) }
    }
}

/// Load the newest lists from a registry's publication
#[derive(Debug, Args)]
#[command(after_help = UPDATE_HELP)]
pub(crate) struct UpdateArgs {
    /// The address of the publication: https://HOST/. http is allowed for a host on this machine, for trials
    #[arg(long, value_name = "URL")]
    pub(crate) from: String,
    /// The file that keeps the newest lists; it is created if it does not exist
    #[arg(long, value_name = "FILE")]
    pub(crate) state: PathBuf,
    /// The trust list to check against, or a chain of lists; it decides which authority is trusted. May be given
    /// several times, once for each authority
    #[arg(long, value_name = "FILE", env = "STARSEAL_TRUST", required = true)]
    pub(crate) trust: Vec<PathBuf>,
    /// Load the past too, for questions about past days
    #[arg(long)]
    pub(crate) full: bool,
    #[command(flatten)]
    pub(crate) patience: PatienceFlags,
    /// Print one JSON object
    #[arg(short, long, conflicts_with = "quiet")]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Check a registry's publication from outside, for monitoring
#[derive(Debug, Args)]
#[command(after_help = OBSERVE_HELP)]
pub(crate) struct ObserveArgs {
    /// The address of the publication: https://HOST/. http is allowed for a host on this machine, for trials
    #[arg(value_name = "URL")]
    pub(crate) url: String,
    /// The trust list to check against, or a chain of lists; it decides which authority is trusted
    #[arg(long, value_name = "FILE", env = "STARSEAL_TRUST")]
    pub(crate) trust: PathBuf,
    /// The file that keeps what was seen before; it is created if it does not exist
    #[arg(long, value_name = "FILE")]
    pub(crate) memory: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) patience: PatienceFlags,
    /// Print one JSON object
    #[arg(short, long, conflicts_with = "quiet")]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}
