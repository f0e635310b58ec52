use clap::Args;
use std::path::PathBuf;

/// What labels are checked against.
#[derive(Debug, Args)]
pub(crate) struct KnowledgeFlags {
    /// The trust list to go by, or a chain of them; whoever gives it decides whom to believe. Several times for several
    /// authorities: the policy goes by the levels of the first
    #[arg(long, value_name = "FILE", env = "STARSEAL_TRUST", required = true)]
    pub(crate) trust: Vec<PathBuf>,
    /// An issuer's status list: what has happened to labels since they were printed; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) status: Vec<PathBuf>,
    /// Newer trust lists and status lists in one file, as `starseal bundle` makes it; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) bundle: Vec<PathBuf>,
    /// Where to keep what was learned from lists and bundles, so that nothing goes back; made when it is not there
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
}
