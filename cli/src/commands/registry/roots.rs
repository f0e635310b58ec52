//! Changes of the officers that the authority's root keys sign: asked for where the ledger is, signed where a root key
//! is, and recorded.

use super::approve::of_officer_change;
use super::desk::{nonce, open};
use super::failure::Trouble;
use super::proposing::report;
use crate::args::{ActingFlags, OfficersEnactArgs, OfficersSignArgs};
use crate::exit::{Cause, Exit, Failure};
use crate::files::{self, Readers};
use crate::keyfile::{random, read_signing_key};
use crate::messages::{language, say};
use crate::output::escape::shown;
use crate::output::{self, json};
use serde::Serialize;
use starseal::Signer;
use starseal_registry::event::OfficerChange;
use starseal_registry::ledger::{LedgerError, Now};
use starseal_registry::officer::OfficersRequest;
use starseal_registry::proposal::Outcome;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The maximum length of a request and of a statement in bytes.
const MAX_BYTES: usize = 256 * 1024;

const DAY_SECONDS: u64 = 86_400;

#[derive(Serialize)]
struct RequestJson {
    request: String,
    ledger: String,
    sha256: String,
}

/// Writes a change into a file, after it was seen that it can follow.
pub(super) fn ask(
    changes: Vec<OfficerChange>,
    what: &str,
    is_json: bool,
    (acting, path): (&ActingFlags, &Path),
) -> Result<Exit, Trouble> {
    let (_, mut ledger) = open(&acting.ledger)?;
    let utc_offset_minutes = ledger.trust().scheme().utc_offset_minutes;
    let request = OfficersRequest { ledger: ledger.id(), changes, utc_offset_minutes };
    let now = Now { time: acting.clock.now()?, is_confirmed: acting.clock_is_right };
    ledger.write::<_, Trouble>(now, |writing| Ok(writing.try_out(&request.data())?))?;
    files::create(path, &request.to_bytes(), Readers::Anyone)?;
    let (ledger, path) = (request.ledger.to_string(), shown(path));
    if is_json {
        let sha256 = starseal::verify::Digest::of(&request.data().to_bytes()).to_string();
        let line = RequestJson { request: path.to_string(), ledger, sha256 };
        writeln!(anstream::stdout(), "{}", json::line(&line)?)?;
        return Ok(Exit::Success);
    }
    let mut out = output::listing(acting.quiet);
    writeln!(out, "{}", say!("officers-request", path = path, what = what, ledger = ledger))?;
    writeln!(out, "{}", say!("officers-request-help", path = path))?;
    Ok(Exit::Success)
}

fn read(path: &Path) -> Result<OfficersRequest, Failure> {
    let bytes = files::read("request", path, MAX_BYTES)?;
    OfficersRequest::from_bytes(&bytes).map_err(|_| {
        let what = say!("officers-no-request", path = shown(path));
        Failure::new(Cause::WrongKind, what, say!("officers-no-request-help"))
    })
}

/// Shows a request, and signs it with a root key.
pub(super) fn sign(args: &OfficersSignArgs) -> Result<Exit, Trouble> {
    let request = read(&args.request)?;
    files::must_not_exist(&args.out)?;
    let mut out = output::listing(args.quiet);
    writeln!(out, "{}", say!("officers-asked", ledger = request.ledger))?;
    for change in &request.changes {
        writeln!(out, "  {}", of_officer_change(change, language()))?;
    }
    let key = read_signing_key(&args.key, &args.passphrase)?;
    // Nonces are random; that the system has random numbers is checked before anything is signed.
    random::<16>()?;
    let seconds = u64::from(args.valid_days).saturating_mul(DAY_SECONDS);
    let statement = request.sign(&key, args.clock.now()?, seconds, nonce());
    let statement = statement.map_err(LedgerError::from)?;
    files::create(&args.out, &statement, Readers::Anyone)?;
    let (path, key_id) = (shown(&args.out), key.public_key().key_id());
    writeln!(out, "{}", say!("officers-signed", path = path, key = key_id, days = args.valid_days))?;
    Ok(Exit::Success)
}

/// Records a change that root keys have signed.
pub(super) fn enact(args: &OfficersEnactArgs) -> Result<Exit, Trouble> {
    let request = read(&args.request)?;
    let read = |path: &PathBuf| files::read("statement", path, MAX_BYTES);
    let statements = args.statements.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let (_, mut ledger) = open(&args.ledger)?;
    if request.ledger != ledger.id() {
        let what = say!("officers-other-ledger", asked = request.ledger, held = ledger.id());
        return Err(Failure::refused(what, say!("officers-other-ledger-help")).into());
    }
    let now = Now { time: args.clock.now()?, is_confirmed: args.clock_is_right };
    let data = request.data();
    let head = ledger.write::<_, Trouble>(now, |writing| Ok(writing.append(&data, statements)?))?;
    let what: Vec<String> = request.changes.iter().map(|change| of_officer_change(change, language())).collect();
    report(Outcome::Appended(head), &data, &what.join("; "), args.json, args.quiet)
}
