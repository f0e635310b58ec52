use super::trust_edit::NextFlags;
use clap::Args;
use starseal::Date;
use starseal::keys::Thumbprint;

const RENEW_HELP: &str = "\
Examples:
  starseal trust renew --trust trust.cbor --sign-with root-key.pem \\
      --out trust-2.cbor
  starseal trust renew --trust trust.cbor --expires-in-days 400 \\
      --draft --out next.draft";

/// Issue the next list with a later expiry, and change nothing else
#[derive(Debug, Args)]
#[command(after_help = RENEW_HELP)]
pub(crate) struct TrustRenewArgs {
    #[command(flatten)]
    pub(crate) next: NextFlags,
}

const EDIT_ISSUER_HELP: &str = "\
Examples:
  starseal trust edit-issuer --trust trust.cbor --issuer-en 'New Registry' \\
      --sign-with root-key.pem --out trust-2.cbor
  starseal trust edit-issuer --trust trust.cbor --issuer 1 \\
      --add-prefix HTTPS://NEW.EXAMPLE/L/ --dry-run

Labels with a prefix that is removed are refused. So add the new prefix first, and remove the old one when no label \
with it is left.";

/// Change an issuer's names, prefixes or status list
#[derive(Debug, Args)]
#[command(after_help = EDIT_ISSUER_HELP)]
pub(crate) struct TrustEditIssuerArgs {
    /// The number of the issuer in the list, counted from 1
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) issuer: usize,
    /// The issuer's new name in English
    #[arg(long, value_name = "NAME")]
    pub(crate) issuer_en: Option<String>,
    /// The issuer's new name in Japanese
    #[arg(long, value_name = "NAME")]
    pub(crate) issuer_ja: Option<String>,
    /// One more prefix of the issuer's labels: HTTPS://HOST/PATH/ in upper case; may be given several times
    #[arg(long, value_name = "URL")]
    pub(crate) add_prefix: Vec<String>,
    /// A prefix that labels may no longer have; may be given several times
    #[arg(long, value_name = "URL")]
    pub(crate) remove_prefix: Vec<String>,
    /// The new address of the issuer's status list: https://…
    #[arg(long, value_name = "URI", conflicts_with = "no_status_list")]
    pub(crate) status_list: Option<String>,
    /// The issuer publishes no status list: the printed dates alone decide
    #[arg(long)]
    pub(crate) no_status_list: bool,
    /// The age in days, at least 7, after which the issuer's status list is stale
    #[arg(long, value_name = "DAYS", conflicts_with = "status_age_by_policy")]
    pub(crate) status_age_days: Option<u16>,
    /// Let policies alone decide when the issuer's status list is stale
    #[arg(long)]
    pub(crate) status_age_by_policy: bool,
    #[command(flatten)]
    pub(crate) next: NextFlags,
}

const REMOVE_ISSUER_HELP: &str = "\
Examples:
  starseal trust remove-issuer --trust two-issuers.cbor --issuer 2 --dry-run
  starseal trust remove-issuer --trust two-issuers.cbor --issuer 2 \\
      --sign-with root-key.pem --out trust-3.cbor

None of its labels stands afterwards: their key is unknown. To end only its issuing, retire its keys. Its compromised \
keys stay in the list for good.";

/// Remove an issuer
#[derive(Debug, Args)]
#[command(after_help = REMOVE_ISSUER_HELP)]
pub(crate) struct TrustRemoveIssuerArgs {
    /// The number of the issuer in the list, counted from 1
    #[arg(long, value_name = "NUMBER")]
    pub(crate) issuer: usize,
    #[command(flatten)]
    pub(crate) next: NextFlags,
}

const RETIRE_HELP: &str = "\
Examples:
  starseal trust retire-key --trust trust.cbor --key-id 01565176 --dry-run
  starseal trust retire-key --trust trust.cbor --key-id 01565176 \\
      --sign-with root-key.pem --out trust-2.cbor

Labels that the key sealed with an issue date up to the last day go on standing. A stolen key can back-date: \
`starseal trust revoke-key` is for that.";

/// End the time in which a key may seal or sign
#[derive(Debug, Args)]
#[command(after_help = RETIRE_HELP)]
pub(crate) struct TrustRetireKeyArgs {
    /// The key's ID, as `starseal trust show` prints it
    #[arg(long, value_name = "ID", required_unless_present = "thumbprint")]
    pub(crate) key_id: Option<String>,
    /// The whole thumbprint of the key, 64 hexadecimal digits
    #[arg(long, value_name = "THUMBPRINT", conflicts_with = "key_id")]
    pub(crate) thumbprint: Option<Thumbprint>,
    /// The last issue date of what the key may seal or sign [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) last_day: Option<Date>,
    #[command(flatten)]
    pub(crate) next: NextFlags,
}
