//! `starseal registry init`: founds a ledger, and writes a configuration.

use super::desk::nonce;
use super::failure::Trouble;
use super::trial;
use crate::args::RegistryInitArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::files::{self, Readers};
use crate::keyfile::{Key, KeyFile, Place, random, read_signing_key};
use crate::messages::say;
use crate::output;
use crate::output::escape::{printable, shown};
use crate::output::table::pair;
use crate::output::words::named;
use crate::trustfile;
use starseal::verify::Digest;
use starseal::{PublicKey, Signer, TrustList, Verifier};
use starseal_registry::config::template;
use starseal_registry::event::{Founding, NamedKey, Rule};
use starseal_registry::ledger::{Ledger, Pen};
use starseal_registry::store::{PostgresStore, SqliteStore, Store};
use std::io::Write;
use std::path::Path;

/// The width of the names of values.
const NAMES: usize = 10;

/// What a ledger is founded with.
struct Foundation {
    trust_list: Vec<u8>,
    status_list: String,
    officers: Vec<(String, Key)>,
    is_trial: bool,
    /// The text of the configuration.
    config: String,
}

pub(super) fn run(args: &RegistryInitArgs) -> Result<Exit, Failure> {
    let config_path = args.dir.join("registry.toml");
    files::must_not_exist(&config_path)?;
    files::must_not_exist(&args.dir.join("ledger.db"))?;
    let foundation = if args.trial { of_trial(args)? } else { given(args)? };
    files::create_folder(&args.dir)?;
    let ledger = found(args, &foundation).inspect_err(|_| {
        // The file is new, and holds no event. It would block the next attempt.
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(args.dir.join(format!("ledger.db{ending}")));
        }
    })?;
    files::create(&config_path, foundation.config.as_bytes(), Readers::Anyone)?;
    let mut out = output::listing(args.quiet);
    let done = match ledger.is_trial() {
        true => say!("registry-init-trial", path = shown(&config_path)),
        false => say!("registry-init-done", path = shown(&config_path)),
    };
    writeln!(out, "{done}")?;
    writeln!(out, "{}", pair(&say!("registry-init-ledger"), NAMES, ledger.id()))?;
    writeln!(out, "{}", pair(&say!("registry-init-issuer"), NAMES, named(&ledger.trust().issuer().names)))?;
    for (name, key) in &foundation.officers {
        let key_id = key.public_key().key_id();
        let officer = say!("registry-init-officer-key", name = printable(name), key_id = key_id);
        writeln!(out, "{}", pair(&say!("registry-init-officer"), NAMES, officer))?;
    }
    writeln!(out, "{}", say!("registry-init-two"))?;
    if ledger.is_trial() {
        let sample = args.dir.join(trial::SAMPLE);
        writeln!(out, "{}", say!("registry-init-sample", path = shown(&sample)))?;
    }
    writeln!(out, "{}", say!("registry-init-next"))?;
    Ok(Exit::Success)
}

fn of_trial(args: &RegistryInitArgs) -> Result<Foundation, Failure> {
    for (_, file) in trial::FILES {
        files::must_not_exist(&args.dir.join(file))?;
    }
    files::must_not_exist(&args.dir.join("trust.cbor"))?;
    files::must_not_exist(&args.dir.join(trial::SAMPLE))?;
    let trial = trial::set_up(&args.dir, args.clock.now()?)?;
    let database = args.database.as_deref().unwrap_or("ledger.db");
    let file = |name: &str| trial::FILES.iter().find(|(known, _)| *known == name).map_or("", |(_, file)| *file);
    let officers = [("first", file("first")), ("second", file("second"))];
    let config = template(database, "trust.cbor", file("label"), file("status"), &officers);
    let officers = vec![
        ("first".to_owned(), Key::File(Box::new(trial.first))),
        ("second".to_owned(), Key::File(Box::new(trial.second))),
    ];
    let list = TrustList::open(&trial.trust_list).map_err(trial::unexpected)?;
    let uri = list.statement().issuers.first().and_then(|issuer| issuer.status_list.clone());
    let status_list = uri.ok_or_else(|| trial::unexpected("issuer"))?.as_str().to_owned();
    Ok(Foundation { trust_list: trial.trust_list, status_list, officers, is_trial: true, config })
}

fn given(args: &RegistryInitArgs) -> Result<Foundation, Failure> {
    let missing = || Failure::usage(say!("registry-init-incomplete"), say!("registry-init-incomplete-help"));
    let trust = args.trust.as_ref().ok_or_else(missing)?;
    let label = args.label_key.as_ref().ok_or_else(missing)?;
    let status = args.status_key.as_ref().ok_or_else(missing)?;
    if args.officer.len() < 2 {
        let what = say!("registry-init-one-officer", officers = args.officer.len());
        return Err(Failure::usage(what, say!("registry-init-one-officer-help")));
    }
    let trust_list = trustfile::read(trust)?;
    let verifier = Verifier::new(&trust_list).map_err(|error| trustfile::unusable(trust, &trust_list, &error))?;
    trial::refuse_trust_list(trust, verifier.trust_list().statement().names.en())?;
    for place in [label, status].into_iter().chain(args.officer.iter().map(|(_, place)| place)) {
        trial::refuse_key(place)?;
    }
    let read = |place: &Place| KeyFile::read_public_half(place, &args.passphrase);
    let status_list = issuer_of(&verifier, trust, &read(label)?, &read(status)?)?;
    let mut officers = Vec::new();
    for (name, place) in &args.officer {
        officers.push((name.clone(), read_signing_key(place, &args.passphrase)?));
    }
    let database = args.database.as_deref().unwrap_or("ledger.db");
    let here = std::path::absolute("").unwrap_or_default();
    let full = |place: &Place| Ok::<_, Failure>(place.location()?.clone().within(&here).to_text());
    let keys = args.officer.iter().map(|(name, place)| Ok((name.clone(), full(place)?)));
    let keys = keys.collect::<Result<Vec<(String, String)>, Failure>>()?;
    let keys: Vec<(&str, &str)> = keys.iter().map(|(name, key)| (name.as_str(), key.as_str())).collect();
    let trust = here.join(trust);
    let config = template(database, &trust.to_string_lossy(), &full(label)?, &full(status)?, &keys);
    Ok(Foundation { trust_list, status_list, officers, is_trial: false, config })
}

/// Returns the address of the status list of the issuer that has both keys.
fn issuer_of(verifier: &Verifier, trust: &Path, label: &PublicKey, status: &PublicKey) -> Result<String, Failure> {
    let issuers = &verifier.trust_list().statement().issuers;
    let has = |key: &PublicKey| issuers.iter().find(|issuer| issuer.keys.iter().any(|known| known.public_key == *key));
    let missing = |key: &PublicKey| {
        let what = say!("registry-init-no-issuer", path = shown(trust), key_id = key.key_id());
        Failure::new(Cause::KeyNotListed, what, say!("registry-init-no-issuer-help"))
    };
    let (of_label, of_status) =
        (has(label).ok_or_else(|| missing(label))?, has(status).ok_or_else(|| missing(status))?);
    let uri = of_status.status_list.as_ref().filter(|_| of_label.names == of_status.names);
    uri.map(|uri| uri.as_str().to_owned())
        .ok_or_else(|| Failure::refused(say!("registry-init-two-issuers"), say!("registry-init-two-issuers-help")))
}

fn found(args: &RegistryInitArgs, foundation: &Foundation) -> Result<Ledger, Failure> {
    let authority = Verifier::new(&foundation.trust_list).map_err(trial::unexpected)?.trust_list().authority_id();
    let named = |(name, key): &(String, Key)| NamedKey { name: name.clone(), key: key.public_key() };
    let founding = Founding {
        nonce: *random()?,
        authority,
        status_list: foundation.status_list.clone(),
        trust_list: Digest::of(&foundation.trust_list),
        is_trial: foundation.is_trial,
        officers: foundation.officers.iter().map(named).collect(),
        rule: Rule::default(),
    };
    let pens: Vec<Pen<'_>> =
        foundation.officers.iter().map(|(name, key)| Pen { officer: name, signer: key, nonce: &nonce }).collect();
    let store = || -> Result<Box<dyn Store>, Trouble> {
        Ok(match &args.database {
            Some(url) => Box::new(PostgresStore::create(url)?),
            None => Box::new(SqliteStore::create(&args.dir.join("ledger.db"))?),
        })
    };
    let now = args.clock.now()?;
    let ledger = store().and_then(|store| Ok(Ledger::found(store, &founding, &foundation.trust_list, &pens, now)?));
    ledger.map_err(Failure::from)
}
