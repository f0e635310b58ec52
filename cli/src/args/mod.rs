//! What may be typed.

mod bundle;
mod demo;
mod inspect;
mod issue;
mod key;
mod knowledge;
mod shell;
mod status;
mod trust;
mod trust_edit;
mod verify;

pub(crate) use crate::output::listing::Quiet;
pub(crate) use bundle::BundleArgs;
pub(crate) use demo::DemoArgs;
pub(crate) use inspect::InspectArgs;
pub(crate) use issue::IssueArgs;
pub(crate) use key::{KeyArgs, KeyCommand, KeyGenerateArgs, KeyShowArgs};
pub(crate) use knowledge::KnowledgeFlags;
pub(crate) use shell::{CompletionsArgs, ManArgs};
pub(crate) use status::{StatusArgs, StatusCommand, StatusCreateArgs, StatusSetArgs, StatusShowArgs, StatusWriting};
pub(crate) use trust::{TrustArgs, TrustCommand, TrustCreateArgs, TrustSchemeArgs, TrustShowArgs};
pub(crate) use trust_edit::{
    NextFlags, TrustAddIssuerArgs, TrustAddKeyArgs, TrustCombineArgs, TrustPublishArgs, TrustRecogniseArgs,
    TrustRevokeKeyArgs, TrustRotateArgs, TrustSignArgs, WindowFlags,
};
pub(crate) use verify::VerifyArgs;

use clap::{Parser, Subcommand};

/// Columns of help. Examples have one column less, and are never broken.
const HELP_WIDTH: usize = 80;

const ABOUT: &str = "Seal IoT security labels, and check them offline";

const LONG_ABOUT: &str = "Seal IoT security labels, and check them offline.

A registry seals a label (product ID, star level, dates) and prints it as a QR code. Anyone with the trust list can \
check it, without a network: whose seal it is, and whether the label counts today.";

const AFTER_HELP: &str = "\
Examples:
  starseal demo
  starseal key generate --out label-key.pem
  starseal verify --trust trust.cbor label.png
  starseal help trust create

Exit codes:
  0  done; every label stands
  1  at least one label does not stand, or was refused
  2  usage
  3  it could not be done or checked: no trust list, no label in an image, or
     input or output failed";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "starseal", version, about = ABOUT, long_about = LONG_ABOUT, after_help = AFTER_HELP)]
// Set, not measured: on a narrower terminal clap would break examples where a shell does not go on reading.
#[command(term_width = HELP_WIDTH)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Demonstrate everything, with made-up labels and fresh keys
    Demo(DemoArgs),
    /// Make key files and show them
    Key(KeyArgs),
    /// Make trust lists and show them
    Trust(TrustArgs),
    /// Seal labels and draw their QR codes
    Issue(Box<IssueArgs>),
    /// Make, change and show status lists
    Status(StatusArgs),
    /// Put trust lists and status lists into one file for offline use
    Bundle(BundleArgs),
    /// Check labels: images, carrier texts, or lines on standard input
    Verify(VerifyArgs),
    /// Show a label layer by layer, without trusting any of it
    Inspect(InspectArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write the pages of all commands
    Man(ManArgs),
}
