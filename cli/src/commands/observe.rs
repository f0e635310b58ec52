//! `starseal observe`: checks a publication from outside.

use super::update::{address, failure};
use crate::args::ObserveArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::files;
use crate::messages::{count, of_observed, say};
use crate::output::escape::{printable, shown};
use crate::output::{self, json};
use crate::{knowledge, trustfile};
use serde::Serialize;
use starseal_outside::limits::MAX_MEMORY_BYTES;
use starseal_outside::observe::{Finding, Memory, MemoryError, Observation, observe};
use starseal_outside::{Address, Client, FetchError};
use std::io::Write;
use std::path::Path;

#[derive(Serialize)]
struct ObserveJson {
    schema: &'static str,
    address: String,
    at: String,
    event: u64,
    trust_version: u32,
    trust_expires_at: String,
    status_lists: Vec<ListJson>,
    files: usize,
    deltas_applied: usize,
    requests: u64,
    body_bytes: u64,
    findings: Vec<FindingJson>,
}

#[derive(Serialize)]
struct ListJson {
    uri: String,
    issued_at: String,
    expires_at: Option<String>,
    sha256: String,
}

#[derive(Serialize)]
struct FindingJson {
    code: &'static str,
    fault: Option<&'static str>,
    what: String,
}

pub(crate) fn run(args: &ObserveArgs) -> Result<Exit, Failure> {
    let now = args.clock.now()?;
    let address = address(&args.url)?;
    let anchor = trustfile::verifier(std::slice::from_ref(&args.trust))?;
    let memory = match &args.memory {
        Some(path) => remembered(path, &address)?,
        None => Memory::new(&address),
    };
    let patience = args.patience.patience();
    let mut client = Client::new(address, patience);
    let seen = observe(&mut client, patience, &anchor, &memory, now).map_err(|error| failure(&error))?;
    if let Some(path) = &args.memory {
        knowledge::state_file::replace(path, &seen.memory.to_bytes())?;
    }
    let exit = if seen.findings.is_empty() { Exit::Success } else { Exit::Refused };
    if args.json {
        let report = report(&seen, &client, now.to_string());
        writeln!(anstream::stdout(), "{}", json::line(&report)?)?;
        return Ok(exit);
    }
    let mut out = output::listing(args.quiet);
    let files = count(seen.files, "file");
    writeln!(out, "{}", say!("observed", address = client.address(), event = seen.event, files = files))?;
    for finding in &seen.findings {
        writeln!(out, "  {}: {}", finding.code(), printable(&of_observed(finding)))?;
    }
    let summary = match seen.findings.len() {
        0 => say!("observed-nothing"),
        number => say!("observed-findings", findings = count(number, "finding")),
    };
    writeln!(out, "{summary}")?;
    Ok(exit)
}

/// Reads the memory of an observer; an empty one if there is no file.
fn remembered(path: &Path, address: &Address) -> Result<Memory, Failure> {
    if !path.exists() {
        return Ok(Memory::new(address));
    }
    // In base64, and with what is beside it.
    let bytes = files::read("memory", path, 2 * MAX_MEMORY_BYTES)?;
    Memory::from_bytes(&bytes, address).map_err(|error| {
        let (path, code) = (shown(path), error.code());
        let what = match &error {
            MemoryError::OfAnother { of, address } => {
                say!("memory-of-another", path = path, code = code, of = printable(of), address = address)
            }
            _ => say!("memory-unusable", path = path, code = code, reason = error),
        };
        Failure::new(Cause::NotAccepted, what, say!("memory-unusable-help"))
    })
}

fn report(seen: &Observation, client: &Client, at: String) -> ObserveJson {
    let trust = seen.verifier.trust_list().statement();
    let lists = seen.verifier.status_lists().map(|list| ListJson {
        uri: list.uri().as_str().to_owned(),
        issued_at: list.issued_at().to_string(),
        expires_at: list.expires_at().map(|time| time.to_string()),
        sha256: list.digest().to_string(),
    });
    let findings = seen.findings.iter().map(|finding| FindingJson {
        code: finding.code(),
        fault: finding.fetch_error().map(FetchError::code),
        what: Finding::to_string(finding),
    });
    ObserveJson {
        schema: "starseal-observation/1",
        address: client.address().to_string(),
        at,
        event: seen.event,
        trust_version: trust.version,
        trust_expires_at: trust.expires_at.to_string(),
        status_lists: lists.collect(),
        files: seen.files,
        deltas_applied: seen.deltas_applied,
        requests: client.traffic().requests,
        body_bytes: client.traffic().body_bytes,
        findings: findings.collect(),
    }
}
