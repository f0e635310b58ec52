//! The command line: commands, flags and help texts.

mod bundle;
mod demo;
mod evidence;
mod inspect;
mod issue;
mod key;
mod knowledge;
mod registry;
mod registry_find;
mod registry_officers;
mod registry_publish;
mod registry_upkeep;
mod shelf;
mod shell;
mod status;
mod trust;
mod trust_edit;
mod trust_sign;
mod trust_upkeep;
mod update;
mod verify;

pub(crate) use crate::output::listing::Quiet;
pub(crate) use bundle::BundleArgs;
pub(crate) use demo::DemoArgs;
pub(crate) use evidence::{
    EvidenceArgs, EvidenceCommand, EvidenceCreateArgs, EvidenceShowArgs, EvidenceStampArgs, EvidenceVerifyArgs,
};
pub(crate) use inspect::InspectArgs;
pub(crate) use issue::IssueArgs;
pub(crate) use key::{KeyArgs, KeyCommand, KeyGenerateArgs, KeyPassphraseArgs, KeyShowArgs};
pub(crate) use knowledge::KnowledgeFlags;
pub(crate) use registry::{
    ActingFlags, ChangeKind, LedgerFlags, RegistryApproveArgs, RegistryArgs, RegistryChangeArgs, RegistryCommand,
    RegistryGrantArgs, RegistryImportArgs, RegistryInitArgs,
};
pub(crate) use registry_find::{RegistryFindArgs, RegistryHistoryArgs, RegistryListArgs, RegistryShowArgs};
pub(crate) use registry_officers::{
    OfficersChangeFlags, OfficersCommand, OfficersEnactArgs, OfficersSignArgs, RegistryOfficersArgs,
};
pub(crate) use registry_publish::{DEFAULT_LISTEN, RegistryAuditArgs, RegistryPublishArgs, RegistryServeArgs};
pub(crate) use registry_upkeep::{
    RegistryAdoptArgs, RegistryBackupArgs, RegistryClockArgs, RegistryCompareArgs, RegistryEraseArgs,
    RegistryRestoreArgs, RegistryRuleArgs, RegistryTrustArgs, RegistryTrustCommand, SignedFlags,
};
pub(crate) use shelf::{
    AuditFlags, KeepFlags, ShelfArgs, ShelfAuditArgs, ShelfCommand, ShelfRecheckArgs, ShelfScanArgs, ShelfWatchArgs,
    StockFlags,
};
pub(crate) use shell::{CompletionsArgs, ManArgs};
pub(crate) use status::{StatusArgs, StatusCommand, StatusCreateArgs, StatusSetArgs, StatusShowArgs, StatusWriting};
pub(crate) use trust::{TrustArgs, TrustCommand, TrustCreateArgs, TrustSchemeArgs, TrustShowArgs};
pub(crate) use trust_edit::{
    NextFlags, TrustAddIssuerArgs, TrustAddKeyArgs, TrustRecogniseArgs, TrustRevokeKeyArgs, TrustRotateArgs,
    WindowFlags,
};
pub(crate) use trust_sign::{
    TrustCeremonyArgs, TrustCombineArgs, TrustPublishArgs, TrustSignArgs, TrustTranscriptArgs,
};
pub(crate) use trust_upkeep::{TrustEditIssuerArgs, TrustRemoveIssuerArgs, TrustRenewArgs, TrustRetireKeyArgs};
pub(crate) use update::{ObserveArgs, UpdateArgs};
pub(crate) use verify::VerifyArgs;

use clap::{Parser, Subcommand};

/// The width of help in columns. Examples are one column narrower, and are never wrapped.
const HELP_WIDTH: usize = 80;

const ABOUT: &str = "Seal IoT security labels, and check them offline";

const LONG_ABOUT: &str = "Seal IoT security labels, and check them offline.

A registry seals a label (product ID, star level, dates) and prints it as a QR code. Anyone with the trust list can \
check a label without a network: who sealed it, and whether it counts today.";

const AFTER_HELP: &str = "\
Examples:
  starseal demo
  starseal key generate --out label-key.pem
  starseal verify --trust trust.cbor label.png
  starseal help trust create

Exit codes:
  0  success; every label stands
  1  at least one label does not stand, or was refused
  2  the command line is not valid
  3  the command could not be carried out: no trust list, no label in an
     image, or an input or output error";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "starseal", version, about = ABOUT, long_about = LONG_ABOUT, after_help = AFTER_HELP)]
// The width is fixed: on a narrower terminal clap would wrap examples at places where a shell ends the command.
#[command(term_width = HELP_WIDTH)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// The language of messages, ja or en; help, codes and JSON are in English [default: that of the locale]
    // `messages::language` reads the flag, because errors of the command line are messages too.
    #[arg(long, global = true, value_name = "LANG", value_parser = ["ja", "en"], hide_possible_values = true)]
    #[allow(dead_code, reason = "read before the command line is parsed")]
    lang: Option<String>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Demonstrate all steps with made-up labels and new keys
    Demo(DemoArgs),
    /// Create and show keys in files and tokens
    Key(KeyArgs),
    /// Create, change and show trust lists
    Trust(TrustArgs),
    /// Seal labels and draw their QR codes
    Issue(Box<IssueArgs>),
    /// Create, change and show status lists
    Status(StatusArgs),
    /// Run a registry: a ledger, two officers, and nothing issued twice
    Registry(Box<RegistryArgs>),
    /// Put trust lists and status lists into one file for offline use
    Bundle(BundleArgs),
    /// Load the newest lists from a registry's publication
    Update(UpdateArgs),
    /// Check a registry's publication from outside, for monitoring
    Observe(ObserveArgs),
    /// Check labels: images, carrier texts, or lines on standard input
    Verify(VerifyArgs),
    /// Compare the labels in a shop with its stock list
    Shelf(Box<ShelfArgs>),
    /// Keep what an audit found, to compute it again in ten years
    Evidence(EvidenceArgs),
    /// Show the content of a label layer by layer, without verifying it
    Inspect(InspectArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write the manual pages of all commands
    Man(ManArgs),
}
