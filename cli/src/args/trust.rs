use super::Quiet;
use super::trust_edit::{
    NextFlags, TrustAddIssuerArgs, TrustAddKeyArgs, TrustRecogniseArgs, TrustRevokeKeyArgs, TrustRotateArgs,
};
use super::trust_sign::{TrustCeremonyArgs, TrustCombineArgs, TrustPublishArgs, TrustSignArgs, TrustTranscriptArgs};
use super::trust_upkeep::{TrustEditIssuerArgs, TrustRemoveIssuerArgs, TrustRenewArgs, TrustRetireKeyArgs};
use crate::clock::{self, Clock};
use crate::keyfile::Place;
use crate::keyfile::passphrase::PassphraseSource;
use clap::{ArgMatches, Args, FromArgMatches, Subcommand};
use starseal::{Date, Timestamp};
use std::path::PathBuf;

const CREATE_HELP: &str = "\
Examples:
  starseal trust create --sign-with root-key.pem --label-key label-public.pem \\
      --prefix HTTPS://JC-STAR.EXAMPLE/L/ --out trust.cbor
  # with your own scheme
  starseal trust scheme > scheme.toml
  starseal trust create --sign-with root-key.pem --label-key label-public.pem \\
      --prefix HTTPS://JC-STAR.EXAMPLE/L/ --scheme scheme.toml --out own.cbor
  # from public keys alone: a draft that the holders of the roots sign in turn
  starseal trust create --root alice-public.pem --root bob-public.pem \\
      --label-key label-public.pem --prefix HTTPS://JC-STAR.EXAMPLE/L/ \\
      --draft --out first.draft

This command creates the first list of an authority, version 1. Only the public part of label and status keys is used. \
`starseal trust ceremony` makes the same draft from a file.";

const SHOW_HELP: &str = "\
Examples:
  starseal trust show trust.cbor
  starseal trust show trust.cbor --json
  starseal trust show next.draft";

const SCHEME_HELP: &str = "\
Examples:
  starseal trust scheme > scheme.toml
  starseal trust scheme trust.cbor > scheme.toml
  # the next trust list with the edited scheme
  starseal trust scheme scheme.toml --trust trust.cbor \\
      --sign-with root-key.pem --out trust-2.cbor

Without --trust, FILE is a trust list whose scheme is printed. With --trust, FILE is the scheme of the next list. A \
number that a label has named must keep its meaning for ever.";

/// Create, change and show trust lists
#[derive(Debug, Args)]
pub(crate) struct TrustArgs {
    #[command(subcommand)]
    pub(crate) command: TrustCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TrustCommand {
    /// Create and sign an authority's first trust list
    Create(Box<TrustCreateArgs>),
    /// Replace the root keys
    Rotate(TrustRotateArgs),
    /// Add an issuer
    AddIssuer(Box<TrustAddIssuerArgs>),
    /// Change an issuer's names, prefixes or status list
    EditIssuer(TrustEditIssuerArgs),
    /// Remove an issuer
    RemoveIssuer(TrustRemoveIssuerArgs),
    /// Add a key to an issuer
    AddKey(TrustAddKeyArgs),
    /// End the time in which a key may seal or sign
    RetireKey(TrustRetireKeyArgs),
    /// Mark a key as compromised, permanently
    RevokeKey(TrustRevokeKeyArgs),
    /// Recognise a level of another authority
    #[command(visible_alias = "recognize")]
    Recognise(TrustRecogniseArgs),
    /// Issue the next list with a later expiry, and change nothing else
    Renew(TrustRenewArgs),
    /// Print the changes in a draft, and sign it
    Sign(TrustSignArgs),
    /// Combine the signatures of several copies of a draft
    Combine(TrustCombineArgs),
    /// Publish a draft that has enough signatures as a trust list
    Publish(TrustPublishArgs),
    /// Print who signed a list when, with digests
    Transcript(TrustTranscriptArgs),
    /// Make a draft from a file that states a whole list, or rehearse its signing
    Ceremony(TrustCeremonyArgs),
    /// Show the content of a trust list or a draft
    Show(TrustShowArgs),
    /// Print a scheme, or make the next list with an edited one
    Scheme(Box<TrustSchemeArgs>),
}

/// Create and sign an authority's first trust list
#[derive(Debug, Args)]
#[command(after_help = CREATE_HELP)]
pub(crate) struct TrustCreateArgs {
    /// A private root key of the authority, which signs the list and is named in it; may be given several times
    #[arg(long, value_name = "KEY", required_unless_present_any = ["draft", "dry_run"])]
    pub(crate) sign_with: Vec<Place>,
    /// A root key that is named in the list, private or public; may be given several times
    #[arg(long, value_name = "KEY", required_unless_present = "sign_with")]
    pub(crate) root: Vec<Place>,
    /// Write a draft that several people sign with `starseal trust sign`
    #[arg(long)]
    pub(crate) draft: bool,
    /// Print what the list would state, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// A key that may seal labels, private or public; may be given several times
    #[arg(long, value_name = "KEY", required = true)]
    pub(crate) label_key: Vec<Place>,
    /// A key that may sign the issuer's status list, private or public; may be given several times
    #[arg(long, value_name = "KEY", requires = "status_list")]
    pub(crate) status_key: Vec<Place>,
    /// A prefix of the issuer's labels: HTTPS://HOST/PATH/ in upper case; may be given several times
    #[arg(long, value_name = "URL", required = true)]
    pub(crate) prefix: Vec<String>,
    /// The file to write
    #[arg(short, long, value_name = "FILE", required_unless_present = "dry_run")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    /// A file with the scheme's levels, categories and rules; see `starseal trust scheme`
    #[arg(long, value_name = "FILE")]
    pub(crate) scheme: Option<PathBuf>,
    /// The number of root keys that must sign the next list [default: all of them]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) threshold: Option<usize>,
    /// The address of the issuer's status list: https://…
    #[arg(long, value_name = "URI")]
    pub(crate) status_list: Option<String>,
    /// The first issue date of labels that the keys may seal [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) key_from: Option<Date>,
    /// The last issue date of labels that the keys may seal [default: five years from --key-from]
    #[arg(long, value_name = "DAY")]
    pub(crate) key_until: Option<Date>,
    /// The time at which the list is issued [default: now]
    #[arg(long, value_name = "TIME", value_parser = clock::parse)]
    pub(crate) issued_at: Option<Timestamp>,
    /// The number of days until a newer list is expected; this list keeps working after that
    #[arg(long, value_name = "DAYS", default_value_t = 365)]
    pub(crate) expires_in_days: u32,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
    #[command(flatten)]
    pub(crate) names: NameFlags,
}

/// The names of the authority and the issuer.
#[derive(Debug, Args)]
#[command(next_help_heading = "Names")]
pub(crate) struct NameFlags {
    /// The authority's name in English
    #[arg(long, value_name = "NAME", default_value = "Example Label Authority")]
    pub(crate) authority_en: String,
    /// The authority's name in Japanese
    #[arg(long, value_name = "NAME", default_value = "ラベル認証局（見本）")]
    pub(crate) authority_ja: String,
    /// The issuer's name in English
    #[arg(long, value_name = "NAME", default_value = "Example Label Registry")]
    pub(crate) issuer_en: String,
    /// The issuer's name in Japanese
    #[arg(long, value_name = "NAME", default_value = "ラベル登録所（見本）")]
    pub(crate) issuer_ja: String,
}

/// Show the content of a trust list or a draft
#[derive(Debug, Args)]
#[command(after_help = SHOW_HELP)]
pub(crate) struct TrustShowArgs {
    /// A trust list or a draft
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) clock: Clock,
}

/// Print a scheme, or make the next list with an edited one
#[derive(Debug, Args)]
#[command(after_help = SCHEME_HELP)]
pub(crate) struct TrustSchemeArgs {
    /// The trust list whose scheme is printed [default: the built-in scheme]; with --trust, the new scheme
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) next: NextIfAny,
}

/// The settings of the next list, for a command that also does something without `--trust`.
#[derive(Debug)]
pub(crate) struct NextIfAny(pub(crate) Option<NextFlags>);

impl Args for NextIfAny {
    fn augment_args(command: clap::Command) -> clap::Command {
        NextFlags::augment_args(command).mut_arg("trust", |trust| trust.required(false))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        NextIfAny::augment_args(command)
    }
}

impl FromArgMatches for NextIfAny {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let is_given = matches.contains_id("trust");
        is_given.then(|| NextFlags::from_arg_matches(matches)).transpose().map(NextIfAny)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = NextIfAny::from_arg_matches(matches)?;
        Ok(())
    }
}
