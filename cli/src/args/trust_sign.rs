use super::Quiet;
use crate::clock::Clock;
use crate::keyfile::Place;
use crate::keyfile::passphrase::PassphraseSource;
use clap::{ArgGroup, Args};
use starseal_registry::ceremony::Concern;
use std::path::PathBuf;

const SIGN_HELP: &str = "\
Examples:
  starseal trust sign next.draft --trust trust.cbor \\
      --sign-with alice.pem --out next-alice.draft
  starseal trust sign next.draft --trust trust.cbor --signer Bob \\
      --sign-with bob.pem --out next-bob.draft --record bob.json
  starseal trust combine next-alice.draft next-bob.draft --out next-both.draft
  starseal trust publish next-both.draft --trust trust.cbor --out trust-2.cbor

A draft is not signed if something speaks against it: it is older than the list held or expires earlier, it takes back \
that a key is compromised or uses such a key, fewer roots must sign or nobody could. --accept NAME signs it all the \
same.";

/// Print the changes in a draft, and sign it
#[derive(Debug, Args)]
#[command(after_help = SIGN_HELP)]
pub(crate) struct TrustSignArgs {
    /// The draft
    #[arg(value_name = "FILE")]
    pub(crate) draft: PathBuf,
    /// The trust list held, or a chain that ends with it; left out for the draft of a first list
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
    /// The private root key with which to sign
    #[arg(long, value_name = "KEY", required_unless_present = "dry_run")]
    pub(crate) sign_with: Option<Place>,
    /// The file to write: the draft with one more signature
    #[arg(short, long, value_name = "FILE", required_unless_present = "dry_run")]
    pub(crate) out: Option<PathBuf>,
    /// Print the changes in the draft and what speaks against it, and sign nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Sign although this speaks against it; may be given several times
    #[arg(long, value_name = "NAME", value_parser = Concern::CODES)]
    pub(crate) accept: Vec<String>,
    /// Also write a record of the signing for `starseal trust transcript`, as JSON
    #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
    pub(crate) record: Option<PathBuf>,
    /// The name of the person who signs, for the record
    #[arg(long, value_name = "NAME", requires = "record")]
    pub(crate) signer: Option<String>,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Combine the signatures of several copies of a draft
#[derive(Debug, Args)]
#[command(after_help = SIGN_HELP)]
pub(crate) struct TrustCombineArgs {
    /// Copies of one draft, signed by different people
    #[arg(value_name = "FILE", required = true, num_args = 2..)]
    pub(crate) drafts: Vec<PathBuf>,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Publish a draft that has enough signatures as a trust list
#[derive(Debug, Args)]
#[command(after_help = SIGN_HELP)]
pub(crate) struct TrustPublishArgs {
    /// The draft
    #[arg(value_name = "FILE")]
    pub(crate) draft: PathBuf,
    /// The previous trust list, or a chain that ends with it; left out for the draft of a first list
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
    /// The file to write: the chain with the list at its end
    #[arg(short, long, value_name = "FILE", required_unless_present = "dry_run")]
    pub(crate) out: Option<PathBuf>,
    /// Check whether verifiers would accept the list, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

const TRANSCRIPT_HELP: &str = "\
Examples:
  starseal trust transcript first.cbor --ceremony ceremony.toml \\
      --record alice.json --record bob.json > transcript.txt
  starseal trust transcript next.draft --trust trust.cbor --json

Signatures and digests are verified. Names and times are what each signer's machine recorded.";

/// Print who signed a list when, with digests
#[derive(Debug, Args)]
#[command(after_help = TRANSCRIPT_HELP)]
pub(crate) struct TrustTranscriptArgs {
    /// A draft, or the published trust list
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The trust list before it, or a chain that ends with it; left out for a first list
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
    /// The file of the ceremony, which names the holders of the roots
    #[arg(long, value_name = "FILE")]
    pub(crate) ceremony: Option<PathBuf>,
    /// A record that `starseal trust sign --record` wrote; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Vec<PathBuf>,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
}

const CEREMONY_HELP: &str = "\
Examples:
  starseal trust ceremony --template > own.toml
  # the whole ceremony with trial keys, in a folder for each signer
  starseal trust ceremony ceremony.toml --rehearse rehearsal
  # the real one: the draft, which the holders of the roots sign
  starseal trust ceremony ceremony.toml --out first.draft
  # a signer makes the same draft, and compares the one received
  starseal trust ceremony ceremony.toml --compare first.draft

The file states everything that the list states, so that the draft has the same bytes on every machine. Only public \
keys are read. After it come `starseal trust sign`, `combine`, `publish` and `transcript`.";

/// Make a draft from a file that states a whole list, or rehearse its signing
#[derive(Debug, Args)]
#[command(after_help = CEREMONY_HELP)]
#[command(group = ArgGroup::new("task").args(["out", "compare", "rehearse", "dry_run", "template"]).required(true))]
pub(crate) struct TrustCeremonyArgs {
    /// The file of the ceremony
    #[arg(value_name = "FILE", required_unless_present = "template")]
    pub(crate) file: Option<PathBuf>,
    /// Write the draft
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Compare a draft with what the file states
    #[arg(long, value_name = "DRAFT")]
    pub(crate) compare: Option<PathBuf>,
    /// Play the whole ceremony with trial keys, and write every file into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) rehearse: Option<PathBuf>,
    /// Print what the list would state, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print a file of a ceremony in which each key is explained
    #[arg(long, conflicts_with = "file")]
    pub(crate) template: bool,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}
