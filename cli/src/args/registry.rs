use super::Quiet;
use super::registry_find::{RegistryFindArgs, RegistryHistoryArgs, RegistryListArgs, RegistryShowArgs};
use super::registry_officers::RegistryOfficersArgs;
use super::registry_publish::{RegistryAuditArgs, RegistryPublishArgs, RegistryServeArgs};
use super::registry_upkeep::{
    RegistryBackupArgs, RegistryClockArgs, RegistryCompareArgs, RegistryEraseArgs, RegistryRestoreArgs,
    RegistryRuleArgs, RegistryTrustArgs,
};
use crate::clock::Clock;
use crate::keyfile::Place;
use crate::keyfile::passphrase::PassphraseSource;
use clap::{Args, Subcommand};
use starseal::Date;
use std::ffi::OsString;
use std::path::PathBuf;

const INIT_HELP: &str = "\
Examples:
  starseal registry init --trial
  starseal registry init --trust trust.cbor --label-key label-key.pem \\
    --status-key status-key.pem --officer alice=alice.pem \\
    --officer bob=bob.pem --dir office

The folder gets a configuration with comments, and the ledger: an SQLite file, or a PostgreSQL database given with \
--database. With --trial it gets keys, a trust list and two officers of its own, whose labels are worth nothing, and \
a sample of a \
table of applications.";

const IMPORT_HELP: &str = "\
Examples:
  starseal registry import applications.xlsx --dry-run
  starseal registry import applications.xlsx
  starseal registry import applications.csv --amend --reason 'new holder'

The table is a workbook (XLSX), CSV or JSON, with one row for each model. CSV may be in UTF-8, UTF-16 or code page \
932, separated by commas, semicolons or tabs; JSON is an array of objects, or an object on each line. Of several \
sheets, the one whose header fits is read. The columns have English or Japanese names: application, level, holder, \
model, gtin, category, criteria, evaluator, serial, applied_on, receipt, accepted_on, paid_on, cleared_on, \
provisional, product_id, expires_on, product_page, security_page, contact_page, contact_name, contact_email, \
contact_phone. A column with a day says that the application has passed that step. The same content again changes \
nothing, and a table says nothing about columns that it does not have. Rows that are not taken are written into a file \
of the same form with a column that says why. The exit code is 1 if there are such rows, or conflicts.";

const GRANT_HELP: &str = "\
Examples:
  starseal registry grant A-2026-001
  starseal registry grant --all

IDs, indexes and the bytes of all labels are chosen now, and nothing is signed with the label key until another \
officer approves exactly these bytes.";

const APPROVE_HELP: &str = "\
Examples:
  starseal registry approve --show
  starseal registry approve --officer second

Nobody approves their own. Granted labels are sealed at once; if that is interrupted, the same command goes on.";

const CHANGE_HELP: &str = "\
Examples:
  starseal registry change extension-request SS-2026-000000 --reason letter
  starseal registry change withdraw SS-2026-000000 --reason 'holder asks'
  starseal registry change revoke SS-2026-000000 --reason 'false statement'
  starseal registry change --from changes.xlsx
  starseal registry change withdraw --from ids.csv --reason moved --skip-bad

A table (XLSX, CSV or JSON) has one row for each change, with the columns product_id, change, on, last_day and \
reason; a \
row that leaves one empty has the value of the command line. Without --skip-bad, either all of its changes are \
proposed \
or none. Each kind of change is a proposal of its own. A change takes effect on its day (today, without --on), and \
reaches verifiers with the next publication. An extension \
needs --last-day.";

/// Run a registry: a ledger, two officers, and nothing issued twice
#[derive(Debug, Args)]
pub(crate) struct RegistryArgs {
    #[command(subcommand)]
    pub(crate) command: RegistryCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RegistryCommand {
    /// Found a ledger, and write a configuration
    Init(RegistryInitArgs),
    /// Import applications, and the steps that they have passed, from a table
    Import(RegistryImportArgs),
    /// Propose grants: IDs, indexes and labels
    Grant(RegistryGrantArgs),
    /// Propose a change of registrations
    Change(RegistryChangeArgs),
    /// Approve what another officer proposed
    Approve(RegistryApproveArgs),
    /// Publish a status list, and the folder for a web server
    Publish(RegistryPublishArgs),
    /// Show a publication in a browser on this machine
    Serve(RegistryServeArgs),
    /// Verify everything again
    Audit(RegistryAuditArgs),
    /// List applications and registrations
    List(RegistryListArgs),
    /// Show an application or a registration
    Show(RegistryShowArgs),
    /// Find registrations by what is known of them, and say how they stood on a day
    Find(RegistryFindArgs),
    /// Show what happened, event by event
    History(RegistryHistoryArgs),
    /// Write a backup while the ledger is used
    Backup(RegistryBackupArgs),
    /// Restore a backup into an empty database
    Restore(RegistryRestoreArgs),
    /// Compare a restored ledger with what was published last
    Compare(RegistryCompareArgs),
    /// Show the officers, or propose a change of them
    Officers(RegistryOfficersArgs),
    /// Show which kinds of events need two officers, or propose another rule
    Rule(RegistryRuleArgs),
    /// Propose the next trust list of the authority
    Trust(RegistryTrustArgs),
    /// Propose to accept the time of this machine, although it is before the last event
    Clock(RegistryClockArgs),
    /// Propose to erase the personal data of applicants
    Erase(RegistryEraseArgs),
}

/// The flags of all commands that open a ledger.
#[derive(Debug, Args)]
pub(crate) struct LedgerFlags {
    /// The configuration [default: registry.toml or, if that does not exist, registry/registry.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// The flags of commands that append events.
#[derive(Debug, Args)]
pub(crate) struct ActingFlags {
    #[command(flatten)]
    pub(crate) ledger: LedgerFlags,
    /// The officer who acts [default: the one in the configuration]
    #[arg(long, value_name = "NAME")]
    pub(crate) officer: Option<String>,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    /// Accept the clock although the last event is more than a month ago
    #[arg(long)]
    pub(crate) clock_is_right: bool,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Found a ledger, and write a configuration
#[derive(Debug, Args)]
#[command(after_help = INIT_HELP)]
pub(crate) struct RegistryInitArgs {
    /// Make keys, a trust list and two officers for trials
    #[arg(long, conflicts_with_all = ["trust", "label_key", "status_key", "officer"])]
    pub(crate) trial: bool,
    /// The authority's trust list
    #[arg(long, value_name = "FILE", required_unless_present = "trial")]
    pub(crate) trust: Option<PathBuf>,
    /// The key that seals labels: a private or public key in PEM, or in a token
    #[arg(long, value_name = "KEY", required_unless_present = "trial")]
    pub(crate) label_key: Option<Place>,
    /// The key that signs status lists: a private or public key in PEM, or in a token
    #[arg(long, value_name = "KEY", required_unless_present = "trial")]
    pub(crate) status_key: Option<Place>,
    /// An officer and the officer's private key; give at least two
    #[arg(long, value_name = "NAME=KEY", required_unless_present = "trial", value_parser = named_key)]
    pub(crate) officer: Vec<(String, Place)>,
    /// The address of a PostgreSQL database without tables, instead of an SQLite file
    #[arg(long, value_name = "URL")]
    pub(crate) database: Option<String>,
    /// The folder to write into
    #[arg(long, value_name = "DIR", default_value = "registry")]
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

fn named_key(text: &str) -> Result<(String, Place), String> {
    let (name, key) = text.split_once('=').ok_or("give NAME=KEY")?;
    if name.is_empty() || key.is_empty() {
        Err("give NAME=KEY".to_owned())
    } else {
        Ok((name.to_owned(), Place::from(OsString::from(key))))
    }
}

/// Import applications, and the steps that they have passed, from a table
#[derive(Debug, Args)]
#[command(after_help = IMPORT_HELP)]
pub(crate) struct RegistryImportArgs {
    /// The table
    #[arg(value_name = "FILE")]
    pub(crate) table: PathBuf,
    /// Say what would be imported, and import nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Take over what the table says of applications in conflict, as far as they are not granted
    #[arg(long, requires = "reason")]
    pub(crate) amend: bool,
    /// Why applications are amended
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// Amend only this application; may be given several times
    #[arg(long, value_name = "APPLICATION", requires = "amend")]
    pub(crate) only: Vec<String>,
    /// The sheet of a workbook [default: the one whose header fits]
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// The file for rows that are not taken [default: FILE with .rejected before its ending]
    #[arg(long, value_name = "FILE")]
    pub(crate) rejected: Option<PathBuf>,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) acting: ActingFlags,
}

/// Propose grants: IDs, indexes and labels
#[derive(Debug, Args)]
#[command(after_help = GRANT_HELP)]
pub(crate) struct RegistryGrantArgs {
    /// The numbers of the applications
    #[arg(value_name = "APPLICATION", required_unless_present = "all", conflicts_with = "all")]
    pub(crate) applications: Vec<String>,
    /// All applications that lack only the grant; the others are named
    #[arg(long)]
    pub(crate) all: bool,
    /// The first day of the labels [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<Date>,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) acting: ActingFlags,
}

/// A change that an officer can propose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ChangeKind {
    /// The holder has applied for an extension
    ExtensionRequest,
    /// The validity is extended
    Extend,
    /// The expiration is deferred while the extension is in process
    Defer,
    /// The holder withdraws the label
    Withdraw,
    /// The registry revokes the label
    Revoke,
    /// A withdrawal or revocation is taken back
    Correct,
}

/// Propose a change of registrations
#[derive(Debug, Args)]
#[command(after_help = CHANGE_HELP)]
pub(crate) struct RegistryChangeArgs {
    /// The change; with --from, of the rows that name none
    #[arg(value_name = "CHANGE", required_unless_present = "from")]
    pub(crate) change: Option<ChangeKind>,
    /// The registered IDs
    #[arg(value_name = "ID", required_unless_present = "from", conflicts_with = "from")]
    pub(crate) ids: Vec<String>,
    /// A table of changes: XLSX, CSV or JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// The sheet of a workbook [default: the one whose header fits]
    #[arg(long, value_name = "NAME", requires = "from")]
    pub(crate) sheet: Option<String>,
    /// Propose the other changes of the table if some are refused, and write those into a file
    #[arg(long, requires = "from")]
    pub(crate) skip_bad: bool,
    /// The file for rows that are not taken [default: FILE with .rejected before its ending]
    #[arg(long, value_name = "FILE", requires = "skip_bad")]
    pub(crate) rejected: Option<PathBuf>,
    /// The day on which the change takes effect [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<Date>,
    /// The new last day, of an extension
    #[arg(long, value_name = "DAY")]
    pub(crate) last_day: Option<Date>,
    /// The reason
    #[arg(long, value_name = "TEXT", required_unless_present = "from")]
    pub(crate) reason: Option<String>,
    /// The largest share of all registrations that one change may touch, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..=100))]
    pub(crate) at_most: u8,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) acting: ActingFlags,
}

/// Approve what another officer proposed
#[derive(Debug, Args)]
#[command(after_help = APPROVE_HELP)]
pub(crate) struct RegistryApproveArgs {
    /// The numbers of the proposals [default: all that another officer made]
    #[arg(value_name = "PROPOSAL")]
    pub(crate) proposals: Vec<u64>,
    /// Show the proposals, and approve none
    #[arg(long, conflicts_with = "refuse")]
    pub(crate) show: bool,
    /// Turn the proposals down
    #[arg(long, requires = "proposals")]
    pub(crate) refuse: bool,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) acting: ActingFlags,
}
