use super::registry::LedgerFlags;
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
