use super::Quiet;
use crate::clock::Clock;
use crate::keyfile::Place;
use crate::keyfile::passphrase::PassphraseSource;
use clap::{Args, Subcommand, ValueEnum};
use starseal::Date;
use starseal::status::Status;
use std::path::PathBuf;

const CREATE_HELP: &str = "\
Examples:
  starseal status create --trust trust-2.cbor --key status-key.pem \\
      --size 10000 --allocate 0-99 --out status-1.cwt

A label whose index is not allocated does not stand: allocate the index before the label is printed.";

const SET_HELP: &str = "\
Examples:
  # revoke a label; extend another one
  starseal status set status-1.cwt --trust trust-2.cbor --key status-key.pem \\
      --index 7 --to revoked --out status-2.cwt
  starseal status set status-2.cwt --trust trust-2.cbor --key status-key.pem \\
      --index 8 --last-day 2030-03-31 --valid-until 2028-03-31 \\
      --out status-3.cwt
  # allocate indexes for new labels; witness printed labels
  starseal status set status-3.cwt --trust trust-2.cbor --key status-key.pem \\
      --allocate 100-199 --out status-4.cwt
  starseal status set status-4.cwt --trust trust-2.cbor --key status-key.pem \\
      --witness labels.txt --out status-5.cwt
  # take a revocation back, which is recorded in this list and all later ones
  starseal status set status-5.cwt --trust trust-2.cbor --key status-key.pem \\
      --index 7 --correct --out status-6.cwt
  # renew the list without a change
  starseal status set status-6.cwt --trust trust-2.cbor --key status-key.pem \\
      --out status-7.cwt

Withdrawn and revoked are final: verifiers refuse a list in which such an index has another status without a \
correction. The new list names the previous one. Make only one list from each: another one would lack its changes.
The new list is dated at least one second after the previous one.

The objects of a list are written beside it, and read from there: FILE.in-force (extensions and later changes), \
FILE.past (all changes), FILE.witnesses and FILE.witnesses.1, .2 and so on. Publish and move them together.";

const SHOW_HELP: &str = "\
Examples:
  starseal status show status-2.cwt --trust trust-2.cbor
  starseal status show status-2.cwt --trust trust-2.cbor --index 7
  starseal status show status-2.cwt --trust trust-2.cbor --json";

/// Create, change and show status lists
#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    #[command(subcommand)]
    pub(crate) command: StatusCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StatusCommand {
    /// Create and sign an issuer's first status list
    Create(StatusCreateArgs),
    /// Create and sign the next status list
    Set(Box<StatusSetArgs>),
    /// Show the content of a status list
    Show(StatusShowArgs),
}

/// Create and sign an issuer's first status list
#[derive(Debug, Args)]
#[command(after_help = CREATE_HELP)]
pub(crate) struct StatusCreateArgs {
    /// The number of indexes in the list; it can be increased later
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=33_554_432))]
    pub(crate) size: u32,
    #[command(flatten)]
    pub(crate) writing: StatusWriting,
}

/// The settings for signing and writing a status list.
#[derive(Debug, Args)]
pub(crate) struct StatusWriting {
    /// The trust list that names the issuer, the address of its status list and its status key
    #[arg(long, value_name = "FILE", env = "STARSEAL_TRUST")]
    pub(crate) trust: PathBuf,
    /// The issuer's private status key
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Place,
    /// The indexes to allocate to labels that will be issued: 7, or 0-99, or 1,5,7; they become active
    #[arg(long, value_name = "INDEXES")]
    pub(crate) allocate: Vec<String>,
    /// The number of days until a newer list is expected; this list keeps working after that
    #[arg(long, value_name = "DAYS")]
    pub(crate) expires_in_days: Option<u32>,
    /// The file to write; the list's objects are written beside it
    #[arg(short, long, value_name = "FILE", required_unless_present = "dry_run")]
    pub(crate) out: Option<PathBuf>,
    /// Print what would change, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Sign the list although it is dated ahead of this machine's clock, or as late as the trust list's expiry
    #[arg(long)]
    pub(crate) date_ahead: bool,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Create and sign the next status list
#[derive(Debug, Args)]
#[command(after_help = SET_HELP)]
pub(crate) struct StatusSetArgs {
    /// The previous status list
    #[arg(value_name = "FILE")]
    pub(crate) list: PathBuf,
    /// The indexes of the labels to change: 7, or 0-99, or 1,5,7
    #[arg(long, value_name = "INDEXES")]
    pub(crate) index: Vec<String>,
    /// The new status of these labels
    #[arg(long, value_name = "STATUS", requires = "index")]
    pub(crate) to: Option<GivenStatus>,
    /// The new last day of these labels: an extension by at most the longest validity of the scheme
    #[arg(long, value_name = "DAY", requires = "index")]
    pub(crate) last_day: Option<Date>,
    /// The last day on which these labels were valid before: for a first extension, the printed one. With indexes
    /// (7=2028-03-31), the day of an extension that takes effect with this list
    #[arg(long, value_name = "[INDEXES=]DAY")]
    pub(crate) valid_until: Vec<String>,
    /// The first day on which the change applies; it may be in the future [default: today]
    #[arg(long, value_name = "DAY", requires = "index")]
    pub(crate) on: Option<Date>,
    /// Take the indexes back from withdrawn or revoked, which is recorded as a correction [default status: active]
    #[arg(long, requires = "index", conflicts_with = "on")]
    pub(crate) correct: bool,
    /// A status list that is published; if it was made from the same previous list, or is newer, nothing is signed
    #[arg(long, value_name = "FILE")]
    pub(crate) published: Vec<PathBuf>,
    /// The new number of indexes in the list
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=33_554_432))]
    pub(crate) size: Option<u32>,
    /// A file with the carriers of labels, one per line: these labels stand even if their key is compromised later
    #[arg(long, value_name = "FILE")]
    pub(crate) witness: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) writing: StatusWriting,
}

/// A status that can be given to a label.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum GivenStatus {
    /// Valid within its dates
    Active,
    /// Revoked by the issuer
    Revoked,
    /// Past the last day, with an extension in process
    Deferral,
    /// Withdrawn by the holder
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

/// Show the content of a status list
#[derive(Debug, Args)]
#[command(after_help = SHOW_HELP)]
pub(crate) struct StatusShowArgs {
    /// A status list
    #[arg(value_name = "FILE")]
    pub(crate) list: PathBuf,
    /// The trust list that names the key of the status list
    #[arg(long, value_name = "FILE", env = "STARSEAL_TRUST")]
    pub(crate) trust: PathBuf,
    /// Show the changes of these indexes
    #[arg(long, value_name = "INDEXES")]
    pub(crate) index: Vec<String>,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
}
