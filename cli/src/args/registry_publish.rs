use super::Quiet;
use super::registry::{ActingFlags, LedgerFlags};
use clap::Args;
use starseal_registry::audit::TokenCount;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Where `registry serve` listens unless it is told otherwise.
pub(crate) const DEFAULT_LISTEN: &str = "127.0.0.1:8080";

const PUBLISH_HELP: &str = "\
Examples:
  starseal registry publish public
  starseal registry publish public --again
  starseal registry publish public --page page
  starseal registry publish --lists lists

A web server sends the folder public/current: lists and bundles for programs, and a page for each registration. It is \
switched over at once, and files that did not change are not written again. public/nginx.conf and public/Caddyfile are \
ready configurations. With --page, every address of a label shows the page that checks it in the browser. --lists \
writes a folder with nothing but trust.cbor, status.cwt with its objects beside it, and registry.bundle, which has all \
of them for offline use. If a publication was interrupted, the same command finishes it.";

const SERVE_HELP: &str = "\
Examples:
  starseal registry serve public
  starseal registry serve public --listen 127.0.0.1:0

For trials on this machine. It answers as the ready configurations for nginx and Caddy do, without encryption, and \
compresses nothing but the page for labels. Ctrl-C ends it.";

const AUDIT_HELP: &str = "\
Examples:
  starseal registry audit
  starseal registry audit --published public --json
  starseal registry audit --signatures 2

Verifies the chain of events, every officer's statement, every seal and every status list, makes the view again from \
the events, and compares it. With --published it also compares what was published: the lists, and so finds events that \
were cut off, and old copies of the ledger; and of a folder for a web server every file, which it makes again. With \
--signatures it compares how often a token says that its key signed with the seals and lists of the ledger. The exit \
code is 1 if anything was found, or if the numbers differ.";

/// Publish a status list, and the folder for a web server
#[derive(Debug, Args)]
#[command(after_help = PUBLISH_HELP)]
pub(crate) struct RegistryPublishArgs {
    /// The folder of the publication, which is created if it does not exist
    #[arg(value_name = "DIR", required_unless_present = "lists")]
    pub(crate) folder: Option<PathBuf>,
    /// A folder for the lists alone, which is created if it does not exist
    #[arg(long, value_name = "DIR")]
    pub(crate) lists: Option<PathBuf>,
    /// Write the last publication again, and order no new one
    #[arg(long)]
    pub(crate) again: bool,
    /// The folder with the page that checks labels in the browser [default: that of the configuration]
    #[arg(long, value_name = "DIR", requires = "folder")]
    pub(crate) page: Option<PathBuf>,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) acting: ActingFlags,
}

/// Show a publication in a browser on this machine
#[derive(Debug, Args)]
#[command(after_help = SERVE_HELP)]
pub(crate) struct RegistryServeArgs {
    /// The folder of the publication
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The address and port on which to listen; port 0 is one that is free
    #[arg(long, value_name = "ADDRESS:PORT", default_value = DEFAULT_LISTEN)]
    pub(crate) listen: SocketAddr,
    #[command(flatten)]
    pub(crate) quiet: Quiet,
}

/// Verify everything again
#[derive(Debug, Args)]
#[command(after_help = AUDIT_HELP)]
pub(crate) struct RegistryAuditArgs {
    /// A folder that was published, or one with status lists; may be given several times
    #[arg(long, value_name = "DIR")]
    pub(crate) published: Vec<PathBuf>,
    /// The folder with the page that checks labels in the browser, if it was published from another one than that of
    /// the configuration
    #[arg(long, value_name = "DIR", requires = "published")]
    pub(crate) page: Option<PathBuf>,
    /// The number of signatures that a token's own log or counter shows for the label key, or for the key with this ID;
    /// may be given several times
    #[arg(long, value_name = "[KEY=]COUNT", value_parser = token_count)]
    pub(crate) signatures: Vec<TokenCount>,
    /// Print one JSON object
    #[arg(short, long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) ledger: LedgerFlags,
}

fn token_count(text: &str) -> Result<TokenCount, String> {
    let (key, count) = text.split_once('=').map_or((None, text), |(key, count)| (Some(key), count));
    let key = key.map(str::parse).transpose().map_err(|_| "give COUNT, or KEY=COUNT with the ID of a key")?;
    let signatures = count.parse().map_err(|_| "give COUNT, or KEY=COUNT with the ID of a key")?;
    Ok(TokenCount { key, signatures })
}
