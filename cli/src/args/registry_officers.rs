use super::Quiet;
use super::registry::{ActingFlags, LedgerFlags};
use crate::clock::Clock;
use crate::keyfile::Place;
use crate::keyfile::passphrase::PassphraseSource;
use clap::{Args, Subcommand};
use std::path::PathBuf;

const OFFICERS_HELP: &str = "\
Examples:
  starseal registry officers list
  starseal registry officers add alice --key alice-public.pem
  starseal registry officers replace second --key bob-public.pem \\
    --reason lost --for-roots bob.request
  starseal registry officers sign bob.request \\
    --key registry/keys/root-key.pem --out ana.statement
  starseal registry officers enact bob.request ana.statement

A change takes two officers, and at least two are left. Only public keys are needed here. Where one of two officers \
has lost the key, the authority's root keys sign the change: --for-roots writes it into a file, which goes to the \
machines with the root keys, and their statements come back.";

const SIGN_HELP: &str = "\
Examples:
  starseal registry officers sign bob.request \\
    --key registry/keys/root-key.pem --out ana.statement

The ledger is not needed. The change is shown before it is signed: compare the ledger's ID and the new key with what \
the registry has told you by another way.";

const ENACT_HELP: &str = "\
Examples:
  starseal registry officers enact bob.request ana.statement

As many root keys must have signed as the trust list of the ledger asks for.";

const LIST_HELP: &str = "\
Examples:
  starseal registry officers list
  starseal registry officers list --json";

const ADD_HELP: &str = "\
Examples:
  starseal registry officers add alice --key alice-public.pem

Only the public key is needed. A key that any officer has or had is refused.";

const RETIRE_HELP: &str = "\
Examples:
  starseal registry officers retire second --reason 'left the office'

From the approved event on, the officer's statements and open proposals no longer count. Two officers are left.";

const REPLACE_HELP: &str = "\
Examples:
  starseal registry officers replace second --key bob-public.pem --reason lost

From the approved event on, nothing that the old key signs counts. See what it has signed with starseal registry \
history --officer NAME --since DAY.";

/// Show the officers, or propose a change of them
#[derive(Debug, Args)]
#[command(after_help = OFFICERS_HELP)]
pub(crate) struct RegistryOfficersArgs {
    #[command(subcommand)]
    pub(crate) command: OfficersCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum OfficersCommand {
    /// List the officers, retired ones too
    List(OfficersListArgs),
    /// Propose a new officer
    Add(OfficerAddArgs),
    /// Propose that an officer's statements no longer count
    Retire(OfficerRetireArgs),
    /// Propose a new key in place of an officer's lost or stolen one
    Replace(OfficerReplaceArgs),
    /// Sign a change of the officers with a root key of the authority
    Sign(OfficersSignArgs),
    /// Record a change of the officers that root keys have signed
    Enact(OfficersEnactArgs),
}

/// List the officers, retired ones too
#[derive(Debug, Args)]
#[command(after_help = LIST_HELP)]
pub(crate) struct OfficersListArgs {
    /// Print one JSON object on each line
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) ledger: LedgerFlags,
}

/// How a change of the officers is proposed.
#[derive(Debug, Args)]
pub(crate) struct OfficersChangeFlags {
    /// Write the change into this file, for the authority's root keys to sign, and propose nothing
    #[arg(long, value_name = "FILE")]
    pub(crate) for_roots: Option<PathBuf>,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) acting: ActingFlags,
}

/// Propose a new officer
#[derive(Debug, Args)]
#[command(after_help = ADD_HELP)]
pub(crate) struct OfficerAddArgs {
    /// The name of the officer
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// The officer's key: a private or public key in PEM, or in a token
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Place,
    #[command(flatten)]
    pub(crate) how: OfficersChangeFlags,
}

/// Propose that an officer's statements no longer count
#[derive(Debug, Args)]
#[command(after_help = RETIRE_HELP)]
pub(crate) struct OfficerRetireArgs {
    /// The name of the officer
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// The reason
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) how: OfficersChangeFlags,
}

/// Propose a new key in place of an officer's lost or stolen one
#[derive(Debug, Args)]
#[command(after_help = REPLACE_HELP)]
pub(crate) struct OfficerReplaceArgs {
    /// The name of the officer
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// The officer's new key: a private or public key in PEM, or in a token
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Place,
    /// The reason
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) how: OfficersChangeFlags,
}

/// Sign a change of the officers with a root key of the authority
#[derive(Debug, Args)]
#[command(after_help = SIGN_HELP)]
pub(crate) struct OfficersSignArgs {
    /// The request that `--for-roots` has written
    #[arg(value_name = "REQUEST")]
    pub(crate) request: PathBuf,
    /// The private root key
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Place,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    /// The number of days for which the statement counts
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=365))]
    pub(crate) valid_days: u16,
    /// The file to write the statement to
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Record a change of the officers that root keys have signed
#[derive(Debug, Args)]
#[command(after_help = ENACT_HELP)]
pub(crate) struct OfficersEnactArgs {
    /// The request that `--for-roots` has written
    #[arg(value_name = "REQUEST")]
    pub(crate) request: PathBuf,
    /// The statements of the root keys
    #[arg(value_name = "STATEMENT", required = true)]
    pub(crate) statements: Vec<PathBuf>,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    /// Accept the clock although the last event is more than a month ago
    #[arg(long)]
    pub(crate) clock_is_right: bool,
    #[command(flatten)]
    pub(crate) ledger: LedgerFlags,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}
