use super::Quiet;
use crate::clock::Clock;
use crate::keyfile::Place;
use crate::keyfile::passphrase::PassphraseSource;
use clap::{ArgGroup, Args};
use starseal::Date;
use starseal::keys::Thumbprint;
use std::path::PathBuf;

/// The settings for making and signing the next trust list.
#[derive(Debug, Args)]
#[command(next_help_heading = "Next list")]
#[command(group = ArgGroup::new("destination").args(["out", "dry_run"]).multiple(true))]
#[command(group = ArgGroup::new("signing").args(["sign_with", "draft", "dry_run"]).multiple(true))]
pub(crate) struct NextFlags {
    /// The previous trust list, or a chain that ends with it
    #[arg(long, value_name = "FILE", requires = "destination", requires = "signing")]
    pub(crate) trust: PathBuf,
    /// The file to write: the chain with the next list at its end, or the draft if --draft is given
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// A private root key that signs; may be given several times
    #[arg(long, value_name = "KEY")]
    pub(crate) sign_with: Vec<Place>,
    /// Write a draft that several people sign in turn with `starseal trust sign`
    #[arg(long)]
    pub(crate) draft: bool,
    /// Print what would change, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The number of days until a newer list is expected [default: as for the previous list]
    #[arg(long, value_name = "DAYS")]
    pub(crate) expires_in_days: Option<u32>,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

const ROTATE_HELP: &str = "\
Examples:
  starseal trust rotate --trust trust.cbor --root new-root-public.pem \\
      --sign-with root-key.pem --sign-with new-root.pem --out trust-2.cbor
  # a draft, which several people sign in turn
  starseal trust rotate --trust trust.cbor --root alice-public.pem \\
      --root bob-public.pem --threshold 2 --draft --out next.draft

The given roots replace all previous roots; without --root they stay. The list needs enough signatures of the previous \
and of the new roots. No other command changes the roots or the threshold.";

/// Replace the root keys, or change how many must sign
#[derive(Debug, Args)]
#[command(after_help = ROTATE_HELP)]
pub(crate) struct TrustRotateArgs {
    /// A new root key, private or public; may be given several times [default: the previous roots]
    #[arg(long, value_name = "KEY", required_unless_present = "threshold")]
    pub(crate) root: Vec<Place>,
    /// The number of root keys that must sign the list after this one [default: as before, if there are as many roots]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) threshold: Option<usize>,
    /// Also mark the root keys that are replaced as compromised, permanently
    #[arg(long)]
    pub(crate) compromised: bool,
    #[command(flatten)]
    pub(crate) next: NextFlags,
}

const ADD_ISSUER_HELP: &str = "\
Examples:
  starseal trust add-issuer --trust trust.cbor --label-key second-public.pem \\
      --status-key status-public.pem --prefix HTTPS://SECOND.EXAMPLE/L/ \\
      --status-list https://second.example/status \\
      --issuer-en 'Second Registry' --issuer-ja 第二登録所 \\
      --sign-with root-key.pem --out trust-2.cbor";

/// Add an issuer
#[derive(Debug, Args)]
#[command(after_help = ADD_ISSUER_HELP)]
pub(crate) struct TrustAddIssuerArgs {
    /// A key that may seal labels, private or public; may be given several times
    #[arg(long, value_name = "KEY", required = true)]
    pub(crate) label_key: Vec<Place>,
    /// A key that may sign status lists, private or public; may be given several times
    #[arg(long, value_name = "KEY")]
    pub(crate) status_key: Vec<Place>,
    /// A prefix of the issuer's labels: HTTPS://HOST/PATH/ in upper case; may be given several times
    #[arg(long, value_name = "URL", required = true)]
    pub(crate) prefix: Vec<String>,
    /// The address of the issuer's status list: https://…
    #[arg(long, value_name = "URI")]
    pub(crate) status_list: Option<String>,
    /// The issuer's name in English
    #[arg(long, value_name = "NAME")]
    pub(crate) issuer_en: String,
    /// The issuer's name in Japanese
    #[arg(long, value_name = "NAME")]
    pub(crate) issuer_ja: String,
    #[command(flatten)]
    pub(crate) window: WindowFlags,
    #[command(flatten)]
    pub(crate) next: NextFlags,
}

/// The labels that a key may seal.
#[derive(Debug, Args)]
pub(crate) struct WindowFlags {
    /// The first issue date of labels that the keys may seal [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) key_from: Option<Date>,
    /// The last issue date of labels that the keys may seal [default: five years from --key-from]
    #[arg(long, value_name = "DAY")]
    pub(crate) key_until: Option<Date>,
    /// A level that the label keys may seal; may be given several times [default: all]
    #[arg(long, value_name = "LEVEL")]
    pub(crate) key_level: Vec<u8>,
    /// The number of a category that the label keys may seal; may be given several times [default: all]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) key_category: Vec<u16>,
    /// The age in days, at least 7, after which the issuer's status list is stale [default: as the policy has it]
    #[arg(long, value_name = "DAYS")]
    pub(crate) status_age_days: Option<u16>,
}

const ADD_KEY_HELP: &str = "\
Examples:
  starseal trust add-key --trust trust.cbor --status-key status-public.pem \\
      --status-list https://jc-star.example/status \\
      --sign-with root-key.pem --out trust-2.cbor
  starseal trust add-key --trust trust-2.cbor --issuer 1 \\
      --label-key second-public.pem --sign-with root-key.pem --out trust-3.cbor";

/// Add a key to an issuer
#[derive(Debug, Args)]
#[command(after_help = ADD_KEY_HELP)]
pub(crate) struct TrustAddKeyArgs {
    /// The number of the issuer in the list, counted from 1
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) issuer: usize,
    /// A key that may seal labels, private or public; may be given several times
    #[arg(long, value_name = "KEY")]
    pub(crate) label_key: Vec<Place>,
    /// A key that may sign status lists, private or public; may be given several times
    #[arg(long, value_name = "KEY")]
    pub(crate) status_key: Vec<Place>,
    /// The new address of the issuer's status list
    #[arg(long, value_name = "URI")]
    pub(crate) status_list: Option<String>,
    #[command(flatten)]
    pub(crate) window: WindowFlags,
    #[command(flatten)]
    pub(crate) next: NextFlags,
}

const REVOKE_HELP: &str = "\
Examples:
  starseal trust revoke-key --trust trust.cbor --key-id 01565176 --dry-run
  starseal trust revoke-key --trust trust.cbor --key-id 01565176 \\
      --sign-with root-key.pem --out trust-2.cbor

Labels of a compromised key do not stand, regardless of their dates, except those that a status list witnesses \
(`starseal status set --witness`). Status lists of a compromised status key are refused. All later lists carry the \
key's thumbprint, and no later list can use the key again. Replaced roots: `starseal trust rotate --compromised`.";

/// Mark a key as compromised, permanently
#[derive(Debug, Args)]
#[command(after_help = REVOKE_HELP)]
pub(crate) struct TrustRevokeKeyArgs {
    /// The key's ID, as `starseal trust show` prints it
    #[arg(long, value_name = "ID", required_unless_present = "thumbprint")]
    pub(crate) key_id: Option<String>,
    /// The whole thumbprint of a key, 64 hexadecimal digits: also of one that the list no longer has
    #[arg(long, value_name = "THUMBPRINT", conflicts_with = "key_id")]
    pub(crate) thumbprint: Option<Thumbprint>,
    /// The day on which the compromise is declared; it has no effect on verdicts [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<Date>,
    #[command(flatten)]
    pub(crate) next: NextFlags,
}

const RECOGNISE_HELP: &str = "\
Examples:
  starseal trust recognise --trust trust.cbor --authority cls-trust.cbor \\
      --level 1 --counts-as 1 --from 2026-06-01 \\
      --sign-with root-key.pem --out trust-2.cbor";

/// Recognise a level of another authority
#[derive(Debug, Args)]
#[command(after_help = RECOGNISE_HELP)]
pub(crate) struct TrustRecogniseArgs {
    /// The other authority's trust list
    #[arg(long, value_name = "FILE")]
    pub(crate) authority: PathBuf,
    /// The level of the other authority
    #[arg(long, value_name = "LEVEL")]
    pub(crate) level: u8,
    /// A citation of criteria in the other authority's dictionary; may be given several times [default: any criteria]
    #[arg(long, value_name = "CITATION")]
    pub(crate) criteria: Vec<String>,
    /// The level in this scheme that it counts as
    #[arg(long, value_name = "LEVEL")]
    pub(crate) counts_as: u8,
    /// The first issue date of labels that count
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Date,
    /// The last issue date of labels that count [default: no end]
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Option<Date>,
    #[command(flatten)]
    pub(crate) next: NextFlags,
}
