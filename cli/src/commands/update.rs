//! `starseal update`: loads the newest lists from a publication into a state.

use crate::args::UpdateArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::knowledge::state_file;
use crate::messages::{count, of_outside, outside_help, say};
use crate::output::errors::warn;
use crate::output::escape::{printable, shown};
use crate::output::{self, json, progress};
use crate::{knowledge, trustfile};
use serde::Serialize;
use starseal::Timestamp;
use starseal_outside::{Address, AddressError, Client, Extent, OutsideError, Route, StatusChange, Updated, update};
use std::io::Write;

/// The length in bytes from which on a progress bar is shown.
const MANY: usize = 1024 * 1024;

#[derive(Serialize)]
struct UpdateJson<'a> {
    schema: &'static str,
    from: String,
    route: &'static str,
    detour: Option<&'static str>,
    behind: bool,
    trust_lists: Vec<TrustJson>,
    status_lists: Vec<StatusJson<'a>>,
    requests: u64,
    body_bytes: u64,
}

#[derive(Serialize)]
struct TrustJson {
    authority: String,
    version_before: u32,
    version: u32,
    expires_at: String,
}

#[derive(Serialize)]
struct StatusJson<'a> {
    uri: &'a str,
    issued_before: Option<String>,
    issued_at: String,
    expires_at: Option<String>,
    age_seconds: Option<u64>,
    newly_revoked: Option<usize>,
    newly_withdrawn: Option<usize>,
}

pub(crate) fn run(args: &UpdateArgs) -> Result<Exit, Failure> {
    let now = args.clock.now()?;
    let address = address(&args.from)?;
    let mut verifier = trustfile::verifier(&args.trust)?;
    state_file::restore(&mut verifier, &args.state)?;
    let kept = state_file::kept(&args.state);
    let extent = if args.full { Extent::Full } else { Extent::Phone };
    let mut client = Client::new(address, args.patience.patience());
    let mut bar = None;
    let is_silent = args.quiet.is_wanted() || args.json;
    let mut watch = |done: u64, all: Option<u64>| {
        let all = usize::try_from(all.unwrap_or(done)).unwrap_or(usize::MAX);
        if !is_silent {
            bar.get_or_insert_with(|| progress::bar(all, MANY, &progress::downloaded())).set_position(done);
        }
    };
    let updated = update(&mut verifier, &mut client, extent, kept.as_ref(), now, &mut watch);
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let updated = updated.map_err(|error| failure(&error))?;
    state_file::keep(&mut verifier, &args.state, now)?;
    state_file::keep_beside(&args.state, updated.kept.as_ref());
    if updated.is_behind {
        warn(&say!("update-behind", from = client.address()), &say!("update-behind-help"));
    }
    knowledge::warn_if_old(&verifier, now);
    warn_if_overdue(&updated, now);
    if args.json {
        let report = report(&updated, &client, now);
        writeln!(anstream::stdout(), "{}", json::line(&report)?)?;
        return Ok(Exit::Success);
    }
    let mut out = output::listing(args.quiet);
    say_what_changed(&mut out, &updated, &client, now)?;
    writeln!(out, "  {}", say!("update-kept", path = shown(&args.state)))?;
    Ok(Exit::Success)
}

/// Reads the address of a publication.
pub(crate) fn address(text: &str) -> Result<Address, Failure> {
    Address::parse(text).map_err(|error| unusable_address(text, error))
}

/// Returns the failure for an address that is not one.
pub(crate) fn unusable_address(text: &str, error: AddressError) -> Failure {
    let (given, code) = (printable(text), error.code());
    let (what, help) = match error {
        AddressError::NotEncrypted => {
            (say!("address-not-encrypted", given = given, code = code), say!("address-not-encrypted-help"))
        }
        _ => (say!("address-malformed", given = given, code = code), say!("address-malformed-help")),
    };
    Failure::new(Cause::Value, what, help)
}

/// Returns the failure for what was not fetched or not accepted.
pub(crate) fn failure(error: &OutsideError) -> Failure {
    let cause = match error {
        OutsideError::Fetch(_) => Cause::Impossible,
        _ => Cause::NotAccepted,
    };
    Failure::new(cause, of_outside(error), outside_help(error))
}

fn warn_if_overdue(updated: &Updated, now: Timestamp) {
    for list in &updated.status_lists {
        if let Some(expires_at) = list.expires_at.filter(|expires_at| now > *expires_at) {
            let uri = printable(list.uri.as_str());
            warn(&say!("update-overdue", uri = uri, expires_at = expires_at), &say!("update-overdue-help"));
        }
    }
}

fn say_what_changed(out: &mut impl Write, updated: &Updated, client: &Client, now: Timestamp) -> std::io::Result<()> {
    let (from, traffic) = (client.address(), client.traffic());
    let bytes = traffic.body_bytes;
    let first = match updated.route {
        Route::Unchanged | Route::UpToDate => say!("update-nothing-new", from = from),
        Route::Delta => say!("update-by-delta", from = from, bytes = bytes),
        Route::Whole => say!("update-whole", from = from, bytes = bytes),
    };
    writeln!(out, "{first}")?;
    if let Some(detour) = &updated.detour {
        writeln!(out, "  {}", say!("update-detour", code = detour.code()))?;
    }
    for list in &updated.trust_lists {
        let (version, before) = (list.version, list.version_before);
        let line = if version == before {
            say!("update-trust-same", version = version, expires_at = list.expires_at)
        } else {
            say!("update-trust-new", version = version, before = before, expires_at = list.expires_at)
        };
        writeln!(out, "  {line}")?;
    }
    for list in &updated.status_lists {
        writeln!(out, "  {}", status_line(list, now))?;
        if let (Some(revoked), Some(withdrawn)) = (list.newly_revoked, list.newly_withdrawn)
            && revoked + withdrawn > 0
        {
            let (revoked, withdrawn) = (count(revoked, "registration"), count(withdrawn, "registration"));
            writeln!(out, "  {}", say!("update-newly", revoked = revoked, withdrawn = withdrawn))?;
        }
    }
    Ok(())
}

fn status_line(list: &StatusChange, now: Timestamp) -> String {
    let hours = now.seconds_since(list.issued_at).unwrap_or_default() / 3600;
    match list.issued_before {
        Some(before) if before != list.issued_at => {
            say!("update-status-new", issued_at = list.issued_at, before = before, hours = hours)
        }
        Some(_) => say!("update-status-same", issued_at = list.issued_at, hours = hours),
        None => say!("update-status-first", issued_at = list.issued_at, hours = hours),
    }
}

fn report<'a>(updated: &'a Updated, client: &Client, now: Timestamp) -> UpdateJson<'a> {
    let trust_lists = updated.trust_lists.iter().map(|list| TrustJson {
        authority: list.authority.to_string(),
        version_before: list.version_before,
        version: list.version,
        expires_at: list.expires_at.to_string(),
    });
    let status_lists = updated.status_lists.iter().map(|list| StatusJson {
        uri: list.uri.as_str(),
        issued_before: list.issued_before.map(|time| time.to_string()),
        issued_at: list.issued_at.to_string(),
        expires_at: list.expires_at.map(|time| time.to_string()),
        age_seconds: now.seconds_since(list.issued_at),
        newly_revoked: list.newly_revoked,
        newly_withdrawn: list.newly_withdrawn,
    });
    UpdateJson {
        schema: "starseal-update/1",
        from: client.address().to_string(),
        route: updated.route.name(),
        detour: updated.detour.as_ref().map(OutsideError::code),
        behind: updated.is_behind,
        trust_lists: trust_lists.collect(),
        status_lists: status_lists.collect(),
        requests: client.traffic().requests,
        body_bytes: client.traffic().body_bytes,
    }
}
