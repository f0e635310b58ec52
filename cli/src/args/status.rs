use super::Quiet;
use crate::clock::Clock;
use crate::keyfile::passphrase::PassphraseSource;
use clap::{Args, Subcommand, ValueEnum};
use starseal::Date;
use starseal::status::Status;
use std::path::PathBuf;

const CREATE_HELP: &str = "\
Examples:
  starseal status create --trust trust-2.cbor --key status-key.pem \\
      --size 10000 --allocate 0-99 --out status-1.cwt

An index that is not allocated never counts as good: allocate it before its label is printed.";

const SET_HELP: &str = "\
Examples:
  # revoke a label; extend another one
  starseal status set status-1.cwt --trust trust-2.cbor --key status-key.pem \\
      --index 7 --to revoked --out status-2.cwt
  starseal status set status-2.cwt --trust trust-2.cbor --key status-key.pem \\
      --index 8 --last-day 2030-03-31 --out status-3.cwt
  # make room for new labels; bear witness to printed ones
  starseal status set status-3.cwt --trust trust-2.cbor --key status-key.pem \\
      --allocate 100-199 --out status-4.cwt
  starseal status set status-4.cwt --trust trust-2.cbor --key status-key.pem \\
      --witness labels.txt --out status-5.cwt
  # renew without a change
  starseal status set status-5.cwt --trust trust-2.cbor --key status-key.pem \\
      --out status-6.cwt

A list is dated at least one second after the one before it.";

const SHOW_HELP: &str = "\
Examples:
  starseal status show status-2.cwt --trust trust-2.cbor
  starseal status show status-2.cwt --trust trust-2.cbor --index 7
  starseal status show status-2.cwt --trust trust-2.cbor --json";

/// Make, change and show status lists
#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    #[command(subcommand)]
    pub(crate) command: StatusCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StatusCommand {
    /// Make and sign an issuer's first status list
    Create(StatusCreateArgs),
    /// Make and sign the next status list
    Set(Box<StatusSetArgs>),
    /// Show a status list in words
    Show(StatusShowArgs),
}

/// Make and sign an issuer's first status list
#[derive(Debug, Args)]
#[command(after_help = CREATE_HELP)]
pub(crate) struct StatusCreateArgs {
    /// The number of indexes that it has room for; it can grow later
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=33_554_432))]
    pub(crate) size: u32,
    #[command(flatten)]
    pub(crate) writing: StatusWriting,
}

/// How a status list is signed and written.
#[derive(Debug, Args)]
pub(crate) struct StatusWriting {
    /// The trust list that names the issuer, its address and its status key
    #[arg(long, value_name = "FILE", env = "STARSEAL_TRUST")]
    pub(crate) trust: PathBuf,
    /// The issuer's status key, which signs
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
    /// Indexes for labels that are about to be issued: 7, or 0-99, or 1,5,7; they become active
    #[arg(long, value_name = "INDEXES")]
    pub(crate) allocate: Vec<String>,
    /// After how many days a newer list should be at hand; nothing stops working then
    #[arg(long, value_name = "DAYS")]
    pub(crate) expires_in_days: Option<u32>,
    /// The file to write
    #[arg(short, long, value_name = "FILE", required_unless_present = "dry_run")]
    pub(crate) out: Option<PathBuf>,
    /// Print what would change, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Make and sign the next status list
#[derive(Debug, Args)]
#[command(after_help = SET_HELP)]
pub(crate) struct StatusSetArgs {
    /// The status list before
    #[arg(value_name = "FILE")]
    pub(crate) list: PathBuf,
    /// The labels that change: 7, or 0-99, or 1,5,7
    #[arg(long, value_name = "INDEXES")]
    pub(crate) index: Vec<String>,
    /// Their status from then on
    #[arg(long, value_name = "STATUS", requires = "index")]
    pub(crate) to: Option<GivenStatus>,
    /// Their last day from then on: an extension, at most as long as the scheme's longest validity
    #[arg(long, value_name = "DAY", requires = "index")]
    pub(crate) last_day: Option<Date>,
    /// The first day on which it holds; it may lie ahead [default: today]
    #[arg(long, value_name = "DAY", requires = "index")]
    pub(crate) on: Option<Date>,
    /// The number of indexes that it has room for from then on
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=33_554_432))]
    pub(crate) size: Option<u32>,
    /// A file with the carriers of labels, one a line: they stand even if their key is compromised later
    #[arg(long, value_name = "FILE")]
    pub(crate) witness: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) writing: StatusWriting,
}

/// A status that a label may be given.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum GivenStatus {
    /// Nothing is against it
    Active,
    /// Revoked by the issuer
    Revoked,
    /// Validity over, extension in process
    Deferral,
    /// Withdrawn by its holder
    Withdrawn,
}

impl From<GivenStatus> for Status {
    fn from(given: GivenStatus) -> Self {
        match given {
            GivenStatus::Active => Status::Active,
            GivenStatus::Revoked => Status::Revoked,
            GivenStatus::Deferral => Status::Deferral,
            GivenStatus::Withdrawn => Status::Withdrawn,
        }
    }
}

/// Show a status list in words
#[derive(Debug, Args)]
#[command(after_help = SHOW_HELP)]
pub(crate) struct StatusShowArgs {
    /// A status list
    #[arg(value_name = "FILE")]
    pub(crate) list: PathBuf,
    /// The trust list that names its key
    #[arg(long, value_name = "FILE", env = "STARSEAL_TRUST")]
    pub(crate) trust: PathBuf,
    /// Show what has happened to these indexes
    #[arg(long, value_name = "INDEXES")]
    pub(crate) index: Vec<String>,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
}
