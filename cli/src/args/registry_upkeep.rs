use super::Quiet;
use super::registry::{ActingFlags, LedgerFlags};
use crate::clock::Clock;
use clap::{Args, Subcommand};
use starseal::Date;
use std::path::PathBuf;

const BACKUP_HELP: &str = "\
Examples:
  starseal registry backup --out today.ledger
  starseal registry backup --out now.ledger --json

Others can go on working meanwhile. The file holds everything that does not follow from the events, personal data of \
applicants included, and its own SHA-256. Either database restores it. It must not exist yet.";

const RESTORE_HELP: &str = "\
Examples:
  starseal registry restore today.ledger --dry-run
  starseal registry restore today.ledger --config new/registry.toml

The database of the configuration must be empty. Everything is verified first: the SHA-256, the chain of events, every \
statement, seal and list, and the view. After that, nothing is granted or published until starseal registry compare.";

const COMPARE_HELP: &str = "\
Examples:
  starseal registry compare --published lists --reason drill --dry-run
  starseal registry compare --published lists --reason 'the disk failed'

Give the folder that was published last, as it is on the web server. What the publication has and the ledger lost is \
listed, and never used again: neither its indexes, nor its times, nor those of the margin. It takes two officers.";

const RULE_HELP: &str = "\
Examples:
  starseal registry rule
  starseal registry rule --two published --two step
  starseal registry rule --one extended

Without options it shows the rule. A change takes two officers. Changes of the officers, of the rule and of the clock, \
comparisons after a restoration, and erasures always need two.";

const TRUST_HELP: &str = "\
Examples:
  starseal registry trust adopt next-trust.cbor

The list must follow the one held: the roots of that one have signed it. It takes two officers.";

const CLOCK_HELP: &str = "\
Examples:
  starseal registry clock --reason 'the clock of the server was ahead'

The time of this machine is accepted, although it is before the last event. It takes two officers.";

const ERASE_HELP: &str = "\
Examples:
  starseal registry erase A-2026-001 --reason 'the applicant asks'

The contact data of applicants are erased from the database. The events keep their SHA-256, and an audit calls them \
erased. What labels say is published, and stays. It takes two officers.";

/// Write a backup while the ledger is used
#[derive(Debug, Args)]
#[command(after_help = BACKUP_HELP)]
pub(crate) struct RegistryBackupArgs {
    /// The file to write
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) ledger: LedgerFlags,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Restore a backup into an empty database
#[derive(Debug, Args)]
#[command(after_help = RESTORE_HELP)]
pub(crate) struct RegistryRestoreArgs {
    /// The backup
    #[arg(value_name = "FILE")]
    pub(crate) backup: PathBuf,
    /// Verify everything in a temporary database, and restore nothing; no configuration is needed
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) ledger: LedgerFlags,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Compare a restored ledger with what was published last
#[derive(Debug, Args)]
#[command(after_help = COMPARE_HELP)]
pub(crate) struct RegistryCompareArgs {
    /// The folder that was published last
    #[arg(long, value_name = "DIR", required_unless_present = "never_published")]
    pub(crate) published: Option<PathBuf>,
    /// Nothing was ever published
    #[arg(long, conflicts_with = "published")]
    pub(crate) never_published: bool,
    /// The number of indexes that are not used, since labels may have been printed with them
    #[arg(long, value_name = "N", default_value_t = starseal_registry::recovery::DEFAULT_MARGIN)]
    pub(crate) margin: u32,
    /// Why the ledger was restored
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Say what is lost, and propose nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) acting: ActingFlags,
}

/// Show which kinds of events need two officers, or propose another rule
#[derive(Debug, Args)]
#[command(after_help = RULE_HELP)]
pub(crate) struct RegistryRuleArgs {
    /// A kind of event that needs two officers; may be given several times
    #[arg(long, value_name = "KIND")]
    pub(crate) two: Vec<String>,
    /// A kind of event for which one officer is enough; may be given several times
    #[arg(long, value_name = "KIND")]
    pub(crate) one: Vec<String>,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) acting: ActingFlags,
}

/// Propose the next trust list of the authority
#[derive(Debug, Args)]
#[command(after_help = TRUST_HELP)]
pub(crate) struct RegistryTrustArgs {
    #[command(subcommand)]
    pub(crate) command: RegistryTrustCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RegistryTrustCommand {
    /// Propose to adopt a trust list that follows the one held
    Adopt(RegistryAdoptArgs),
}

/// Propose to adopt a trust list that follows the one held
#[derive(Debug, Args)]
#[command(after_help = TRUST_HELP)]
pub(crate) struct RegistryAdoptArgs {
    /// The trust list
    #[arg(value_name = "FILE")]
    pub(crate) list: PathBuf,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) acting: ActingFlags,
}

/// Propose to accept the time of this machine, although it is before the last event
#[derive(Debug, Args)]
#[command(after_help = CLOCK_HELP)]
pub(crate) struct RegistryClockArgs {
    /// Why the time of the last event is wrong
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) acting: ActingFlags,
}

/// Propose to erase the personal data of applicants
#[derive(Debug, Args)]
#[command(after_help = ERASE_HELP)]
pub(crate) struct RegistryEraseArgs {
    /// The numbers of the applications
    #[arg(value_name = "APPLICATION", required = true)]
    pub(crate) applications: Vec<String>,
    /// The reason
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) acting: ActingFlags,
}

/// Which officer signed, and from which day on.
#[derive(Debug, Args)]
pub(crate) struct SignedFlags {
    /// Only what this officer signed, with proposals that are still open
    #[arg(long = "officer", value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Only from this day on
    #[arg(long, value_name = "DAY")]
    pub(crate) since: Option<Date>,
}
