use clap::Args;
use std::path::PathBuf;

/// What labels are checked against.
#[derive(Debug, Args)]
pub(crate) struct KnowledgeFlags {
    /// The trust list to check against, or a chain of lists; it decides whom to trust. May be given several times, for
    /// several authorities: the policy uses the levels of the first
    #[arg(long, value_name = "FILE", env = "STARSEAL_TRUST", required = true)]
    pub(crate) trust: Vec<PathBuf>,
    /// An issuer's status list: what has happened to labels since they were printed; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) status: Vec<PathBuf>,
    /// Newer trust lists and status lists in one file, as `starseal bundle` makes it; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) bundle: Vec<PathBuf>,
    /// The file that keeps the newest lists, so that no older one is accepted later; made if it does not exist
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
}
