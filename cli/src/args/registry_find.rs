use super::registry::LedgerFlags;
use super::registry_upkeep::SignedFlags;
use crate::clock::Clock;
use clap::Args;
use starseal::{Date, Gtin};

const FIND_HELP: &str = "\
Examples:
  starseal registry find CAM-100
  starseal registry find --holder 'example camera' --json
  starseal registry find --id SS-2026-000000 --on 2026-09-01

Without an option, the text is looked for as an ID, number, model, JAN, and part of a holder's name, in any case and \
width. For the day it says how the ledger has it now, and what the status list said that was in force, with the \
number of the event that the list names; and why they differ, if they do.";

const LIST_HELP: &str = "\
Examples:
  starseal registry list
  starseal registry list --state cleared --json";

const SHOW_HELP: &str = "\
Examples:
  starseal registry show SS-2026-000000
  starseal registry show A-2026-001 --on 2026-12-31 --json

Finds a registration by its ID, an application by its number, receipt number or provisional number, and labels by \
model or JAN.";

const HISTORY_HELP: &str = "\
Examples:
  starseal registry history
  starseal registry history --officer second --since 2026-11-01
  starseal registry history A-2026-001 --json";

/// Find registrations by what is known of them, and say how they stood on a day
#[derive(Debug, Args)]
#[command(after_help = FIND_HELP)]
#[command(group(clap::ArgGroup::new("wanted").required(true).args(
    ["text", "id", "application", "index", "model", "gtin", "holder"]
)))]
pub(crate) struct RegistryFindArgs {
    /// An ID, a number, a model, a JAN, or a part of the holder's name
    #[arg(value_name = "TEXT")]
    pub(crate) text: Option<String>,
    /// The registered ID
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    /// The application number, receipt number or provisional number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) application: Option<String>,
    /// The position in the status list
    #[arg(long, value_name = "N")]
    pub(crate) index: Option<u32>,
    /// The model number, as it is printed
    #[arg(long, value_name = "MODEL")]
    pub(crate) model: Option<String>,
    /// The number under a bar code
    #[arg(long, visible_alias = "jan", value_name = "GTIN")]
    pub(crate) gtin: Option<Gtin>,
    /// A part of the holder's name, in any case and width
    #[arg(long, value_name = "NAME")]
    pub(crate) holder: Option<String>,
    /// Say how it stood on this day [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<Date>,
    /// Print one JSON object on each line
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) ledger: LedgerFlags,
    #[command(flatten)]
    pub(crate) clock: Clock,
}

/// List applications and registrations
#[derive(Debug, Args)]
#[command(after_help = LIST_HELP)]
pub(crate) struct RegistryListArgs {
    /// Only those in this state: applied, accepted, paid, cleared, granted or closed
    #[arg(long, value_name = "STATE")]
    pub(crate) state: Option<String>,
    /// Only those of this holder
    #[arg(long, value_name = "NAME")]
    pub(crate) holder: Option<String>,
    /// Print one JSON object on each line
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) ledger: LedgerFlags,
    #[command(flatten)]
    pub(crate) clock: Clock,
}

/// Show an application or a registration
#[derive(Debug, Args)]
#[command(after_help = SHOW_HELP)]
pub(crate) struct RegistryShowArgs {
    /// A registered ID, application number, receipt number, provisional number, model or JAN
    #[arg(value_name = "NUMBER", required_unless_present = "index")]
    pub(crate) number: Option<String>,
    /// The position in the status list
    #[arg(long, value_name = "N", conflicts_with = "number")]
    pub(crate) index: Option<u32>,
    /// Say how it stood on this day [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<Date>,
    /// Print one JSON object on each line
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) ledger: LedgerFlags,
    #[command(flatten)]
    pub(crate) clock: Clock,
}

/// Show what happened, event by event
#[derive(Debug, Args)]
#[command(after_help = HISTORY_HELP)]
pub(crate) struct RegistryHistoryArgs {
    /// A registered ID or an application number [default: all events]
    #[arg(value_name = "NUMBER")]
    pub(crate) number: Option<String>,
    #[command(flatten)]
    pub(crate) signed: SignedFlags,
    /// Print one JSON object on each line
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) ledger: LedgerFlags,
}
