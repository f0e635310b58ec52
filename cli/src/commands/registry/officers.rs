//! `starseal registry officers`: lists the officers, and proposes changes of them.

use super::desk::{Desk, open};
use super::failure::Trouble;
use super::proposing::put_forward;
use super::roots;
use crate::args::{ActingFlags, LedgerFlags, OfficersChangeFlags, OfficersCommand, RegistryOfficersArgs};
use crate::exit::{Exit, Failure};
use crate::keyfile::{KeyFile, Place};
use crate::messages::{of_event, say};
use crate::output::escape::printable;
use crate::output::json;
use serde::Serialize;
use starseal_registry::event::{Data, Kind, NamedKey, OfficerChange};
use starseal_registry::view::bench;
use std::io::Write;

#[derive(Serialize)]
struct OfficerJson {
    officer: String,
    key_id: String,
    thumbprint: String,
    active: bool,
}

pub(super) fn run(args: &RegistryOfficersArgs) -> Result<Exit, Failure> {
    let exit = match &args.command {
        OfficersCommand::List(args) => list(&args.ledger, args.json),
        OfficersCommand::Add(args) => {
            let change = added(&args.name, &args.key, &args.how.acting)?;
            let what = say!("officer-added", officer = printable(&args.name), key = key_id(&change));
            put(vec![change], &what, &args.how)
        }
        OfficersCommand::Retire(args) => {
            let change = OfficerChange::Retire { name: args.name.clone(), reason: args.reason.clone() };
            let what = say!("officer-retired", officer = printable(&args.name));
            put(vec![change], &what, &args.how)
        }
        OfficersCommand::Replace(args) => {
            let retired = OfficerChange::Retire { name: args.name.clone(), reason: args.reason.clone() };
            let change = added(&args.name, &args.key, &args.how.acting)?;
            let what = say!("officer-replaced", officer = printable(&args.name), key = key_id(&change));
            put(vec![retired, change], &what, &args.how)
        }
        OfficersCommand::Sign(args) => roots::sign(args),
        OfficersCommand::Enact(args) => roots::enact(args),
    };
    Ok(exit?)
}

fn added(name: &str, key: &Place, acting: &ActingFlags) -> Result<OfficerChange, Failure> {
    super::trial::refuse_key(key)?;
    let key = KeyFile::read_public_half(key, &acting.passphrase)?;
    Ok(OfficerChange::Add(NamedKey { name: name.to_owned(), key }))
}

fn key_id(change: &OfficerChange) -> String {
    match change {
        OfficerChange::Add(officer) => officer.key.key_id().to_string(),
        _ => String::new(),
    }
}

/// Proposes a change, or writes it into a file for root keys to sign.
fn put(changes: Vec<OfficerChange>, what: &str, how: &OfficersChangeFlags) -> Result<Exit, Trouble> {
    let data = Data::Officers(changes);
    // A name or a reason that no event can have is refused before anybody signs it.
    Data::from_bytes(Kind::Officers, &data.to_bytes())
        .map_err(|fault| Failure::refused(of_event(&fault), say!("registry-correct-text")))?;
    match (&how.for_roots, data) {
        (Some(path), Data::Officers(changes)) => roots::ask(changes, what, how.json, (&how.acting, path)),
        (_, data) => put_forward(&mut Desk::open(&how.acting)?, &data, what, how.json, &how.acting),
    }
}

fn list(flags: &LedgerFlags, is_json: bool) -> Result<Exit, Trouble> {
    let (_, mut ledger) = open(flags)?;
    let mut out = anstream::stdout();
    for officer in bench(ledger.store())?.officers() {
        let line = OfficerJson {
            officer: officer.name.clone(),
            key_id: officer.key.key_id().to_string(),
            thumbprint: officer.key.thumbprint().to_string(),
            active: officer.is_active,
        };
        if is_json {
            writeln!(out, "{}", json::line(&line)?)?;
            continue;
        }
        let (officer, key) = (printable(&line.officer), line.thumbprint);
        let line = match line.active {
            true => say!("officer-active", officer = officer, key = key),
            false => say!("officer-inactive", officer = officer, key = key),
        };
        writeln!(out, "{line}")?;
    }
    Ok(Exit::Success)
}
