use super::update::PatienceFlags;
use super::{KnowledgeFlags, Quiet};
use crate::clock::Clock;
use crate::keyfile::Place;
use crate::keyfile::passphrase::PassphraseSource;
use clap::{Args, Subcommand};
use starseal::Date;
use std::path::PathBuf;

const CREATE_HELP: &str = "\
Examples:
  starseal verify --trust trust.cbor --state shop.state --json photos \\
      > records.jsonl
  starseal evidence create --trust trust.cbor --state shop.state \\
      --name \"Ginza, first floor\" --records records.jsonl --out evidence
  starseal evidence create --trust trust.cbor --state shop.state \\
      --name \"Ginza, first floor\" --records records.jsonl --out evidence \\
      --key shop-key.pem

Give the lists and the policy with which the records were made. Every record is computed again before anything is \
written. The folder is a chain: each file names the one before it.

Exit codes:
  0  the file was written
  1  a record is not what its text, the lists and the policy give
  2  the command line is not valid
  3  the file could not be written";

const VERIFY_HELP: &str = "\
Examples:
  starseal evidence verify evidence --trust trust.cbor
  starseal evidence verify evidence/000001.evidence --trust trust.cbor \\
      --on 2026-11-30 --key shop-public.pem
  starseal evidence verify evidence/000001.evidence --trust trust.cbor \\
      --state shop.state --json

The lists inside the file are verified from --trust on, and every verdict is computed again. Give the trust list of \
then, or the chain of trust lists, which fits files of every year. With --state, --bundle or --status, the lists of \
today are asked about the same labels and days.

Exit codes:
  0  nothing was found
  1  something was found
  2  the command line is not valid
  3  a file cannot be read as evidence, or a list cannot be used";

const STAMP_HELP: &str = "\
Examples:
  starseal evidence stamp evidence/000001.evidence \\
      --url https://tsa.example/

`starseal evidence verify --tsa-ca FILE` verifies it later, offline. The server gets the SHA-256 of the file and a \
random number, and nothing else. Its answer is kept as it came, so that \
other programs can verify it too, such as `openssl ts -verify`.

Exit codes:
  0  the time stamp was written
  2  the command line is not valid
  3  there is no time stamp, or it is not one of this file";

const SHOW_HELP: &str = "\
Examples:
  starseal evidence show evidence/000001.evidence
  starseal evidence show evidence/000001.evidence --records > records.jsonl

What is shown is what the file says. Only `starseal evidence verify` says whether it is so.

Exit codes:
  0  the file was shown
  2  the command line is not valid
  3  the file cannot be read as evidence";

/// Keep what an audit found, to compute it again in ten years
#[derive(Debug, Args)]
pub(crate) struct EvidenceArgs {
    #[command(subcommand)]
    pub(crate) command: EvidenceCommand,
}

/// The commands for evidence.
#[derive(Debug, Subcommand)]
pub(crate) enum EvidenceCommand {
    /// Write a file of evidence from the records of `starseal verify --json`
    Create(Box<EvidenceCreateArgs>),
    /// Compute every verdict of a file, or of a chain of files, again
    Verify(Box<EvidenceVerifyArgs>),
    /// Get a time stamp (RFC 3161) for a file, and keep it beside the file
    Stamp(EvidenceStampArgs),
    /// Show what a file says, without verifying it
    Show(EvidenceShowArgs),
}

/// Write a file of evidence from the records of `starseal verify --json`
#[derive(Debug, Args)]
#[command(after_help = CREATE_HELP)]
pub(crate) struct EvidenceCreateArgs {
    #[command(flatten)]
    pub(crate) knowledge: KnowledgeFlags,
    /// The policy file with which the records were made
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// The name of the audit, such as the shop and the floor
    #[arg(long, value_name = "TEXT")]
    pub(crate) name: String,
    /// The records, one JSON object a line (- for standard input)
    #[arg(long, value_name = "FILE")]
    pub(crate) records: PathBuf,
    /// Notes to keep beside the records, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(crate) notes: Option<PathBuf>,
    /// The folder of the chain; it is created if it does not exist, and no file in it is overwritten
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The shop's private key, which signs the file
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<Place>,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Compute every verdict of a file, or of a chain of files, again
#[derive(Debug, Args)]
#[command(after_help = VERIFY_HELP)]
pub(crate) struct EvidenceVerifyArgs {
    /// A file of evidence, or the folder of a chain
    #[arg(value_name = "FILE|DIR")]
    pub(crate) input: PathBuf,
    #[command(flatten)]
    pub(crate) knowledge: KnowledgeFlags,
    /// Ask about this day, such as the day of supply, instead of the day of each record
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<Date>,
    /// The shop's public key, which must have signed every file
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<Place>,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    /// The certificates of the authorities whose time stamps count, in PEM or DER; a time stamp beside a file is its
    /// name with .tsr
    #[arg(long, value_name = "FILE")]
    pub(crate) tsa_ca: Option<PathBuf>,
    /// Show every record, not only those of which something is to be said
    #[arg(short = 'v', long, visible_alias = "verbose", conflicts_with = "json")]
    pub(crate) explain: bool,
    /// Print one JSON object
    #[arg(short, long, conflicts_with = "quiet")]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Get a time stamp (RFC 3161) for a file, and keep it beside the file
#[derive(Debug, Args)]
#[command(after_help = STAMP_HELP)]
pub(crate) struct EvidenceStampArgs {
    /// A file of evidence
    #[arg(value_name = "FILE")]
    pub(crate) input: PathBuf,
    /// The address of a time-stamping server
    #[arg(long, value_name = "URL")]
    pub(crate) url: String,
    /// The certificates of the authorities whose time stamps count, in PEM or DER; without it, the signature of the
    /// answer is not verified
    #[arg(long, value_name = "FILE")]
    pub(crate) tsa_ca: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) patience: PatienceFlags,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Show what a file says, without verifying it
#[derive(Debug, Args)]
#[command(after_help = SHOW_HELP)]
pub(crate) struct EvidenceShowArgs {
    /// A file of evidence
    #[arg(value_name = "FILE")]
    pub(crate) input: PathBuf,
    /// Print the records, one JSON object a line
    #[arg(long, conflicts_with_all = ["notes", "json"])]
    pub(crate) records: bool,
    /// Print the notes, one JSON object a line
    #[arg(long, conflicts_with = "json")]
    pub(crate) notes: bool,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
}
