use clap::Args;
use std::path::PathBuf;

/// The lists against which labels are checked.
#[derive(Debug, Args)]
pub(crate) struct KnowledgeFlags {
    /// The trust list to check against, or a chain of lists; it decides which authority is trusted. May be given
    /// several times, once for each authority: the policy uses the levels of the first
    #[arg(long, value_name = "FILE", env = "STARSEAL_TRUST", required = true)]
    pub(crate) trust: Vec<PathBuf>,
    /// An issuer's status list, which states changes to labels since they were printed; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) status: Vec<PathBuf>,
    /// A file of `starseal bundle` with newer trust lists and status lists; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) bundle: Vec<PathBuf>,
    /// The file that keeps the newest lists, so that older ones are refused later; it is created if it does not exist
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
}
