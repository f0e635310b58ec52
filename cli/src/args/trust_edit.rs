use super::Quiet;
use crate::clock::Clock;
use crate::keyfile::passphrase::PassphraseSource;
use clap::Args;
use starseal::Date;
use std::path::PathBuf;

/// How the next trust list is made and signed.
#[derive(Debug, Args)]
#[command(next_help_heading = "The next list")]
pub(crate) struct NextFlags {
    /// The trust list that it follows, or a chain
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: PathBuf,
    /// The file to write: the chain with the next list at its end, or with --draft the list to sign
    #[arg(short, long, value_name = "FILE", required_unless_present = "dry_run")]
    pub(crate) out: Option<PathBuf>,
    /// A private root key that signs; may be given several times
    #[arg(long, value_name = "FILE", required_unless_present_any = ["draft", "dry_run"])]
    pub(crate) sign_with: Vec<PathBuf>,
    /// Write the list for several people to sign in turn (`starseal trust sign`), instead of a list signed in full
    #[arg(long)]
    pub(crate) draft: bool,
    /// Print what would change, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// After how many days a newer list should be at hand [default: as long as the list before]
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
  # a draft, to be signed by several people in turn
  starseal trust rotate --trust trust.cbor --root alice-public.pem \\
      --root bob-public.pem --threshold 2 --draft --out next.draft

The roots named replace all roots of the list before. Enough of the old and of the new ones must sign.";

/// Replace the root keys
#[derive(Debug, Args)]
#[command(after_help = ROTATE_HELP)]
pub(crate) struct TrustRotateArgs {
    /// A root key from then on, private or public; may be given several times
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) root: Vec<PathBuf>,
    /// The number of them that must sign the list after [default: all of them]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) threshold: Option<usize>,
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
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) label_key: Vec<PathBuf>,
    /// A key that may sign status lists, private or public; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) status_key: Vec<PathBuf>,
    /// Where the issuer's labels lead: HTTPS://HOST/PATH/ in upper case; may be given several times
    #[arg(long, value_name = "URL", required = true)]
    pub(crate) prefix: Vec<String>,
    /// Where the issuer publishes its status list: https://…
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

/// The issue dates for which a key is good.
#[derive(Debug, Args)]
pub(crate) struct WindowFlags {
    /// The first issue date that the keys may seal [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) key_from: Option<Date>,
    /// The last issue date that the keys may seal [default: five years from --key-from]
    #[arg(long, value_name = "DAY")]
    pub(crate) key_until: Option<Date>,
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
    /// Which issuer: its number in the list, from 1 on
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) issuer: usize,
    /// A key that may seal labels, private or public; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) label_key: Vec<PathBuf>,
    /// A key that may sign status lists, private or public; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) status_key: Vec<PathBuf>,
    /// Where the issuer publishes its status list from now on
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

No label of a compromised key stands any more, regardless of its date, except those to which a status list bears \
witness (`starseal status set --witness`). The lists of a compromised status key are void.";

/// Mark a key as compromised, for good
#[derive(Debug, Args)]
#[command(after_help = REVOKE_HELP)]
pub(crate) struct TrustRevokeKeyArgs {
    /// The key's ID, as `starseal trust show` prints it
    #[arg(long, value_name = "ID")]
    pub(crate) key_id: String,
    /// The day on which it is declared; it changes no verdict [default: today]
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

/// Say what another authority's labels count as here
#[derive(Debug, Args)]
#[command(after_help = RECOGNISE_HELP)]
pub(crate) struct TrustRecogniseArgs {
    /// The other authority's trust list
    #[arg(long, value_name = "FILE")]
    pub(crate) authority: PathBuf,
    /// Its level
    #[arg(long, value_name = "LEVEL")]
    pub(crate) level: u8,
    /// Its criteria that count, as its dictionary cites them; may be given several times [default: any]
    #[arg(long, value_name = "CITATION")]
    pub(crate) criteria: Vec<String>,
    /// The level here
    #[arg(long, value_name = "LEVEL")]
    pub(crate) counts_as: u8,
    /// For labels issued from this day
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Date,
    /// And until this one
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Option<Date>,
    #[command(flatten)]
    pub(crate) next: NextFlags,
}

const SIGN_HELP: &str = "\
Examples:
  starseal trust sign next.draft --trust trust.cbor \\
      --sign-with alice.pem --out next-alice.draft
  starseal trust sign next.draft --trust trust.cbor \\
      --sign-with bob.pem --out next-bob.draft
  starseal trust combine next-alice.draft next-bob.draft --out next-both.draft
  starseal trust publish next-both.draft --trust trust.cbor --out trust-2.cbor";

/// Print what a draft changes, and sign it
#[derive(Debug, Args)]
#[command(after_help = SIGN_HELP)]
pub(crate) struct TrustSignArgs {
    /// The draft
    #[arg(value_name = "FILE")]
    pub(crate) draft: PathBuf,
    /// The trust list that it follows
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: PathBuf,
    /// The private root key that signs
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run")]
    pub(crate) sign_with: Option<PathBuf>,
    /// The file to write: the draft with one more signature
    #[arg(short, long, value_name = "FILE", required_unless_present = "dry_run")]
    pub(crate) out: Option<PathBuf>,
    /// Print what the draft changes, and sign nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Put the signatures of several copies of a draft into one
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

/// Turn a draft that is signed in full into the next trust list
#[derive(Debug, Args)]
#[command(after_help = SIGN_HELP)]
pub(crate) struct TrustPublishArgs {
    /// The draft
    #[arg(value_name = "FILE")]
    pub(crate) draft: PathBuf,
    /// The trust list that it follows, or a chain
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: PathBuf,
    /// The file to write: the chain with the next list at its end
    #[arg(short, long, value_name = "FILE", required_unless_present = "dry_run")]
    pub(crate) out: Option<PathBuf>,
    /// Print whether verifiers would accept it, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) clock: Clock,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}
