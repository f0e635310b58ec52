//! `starseal trust show`: prints the content of a trust list.

use super::changes::scope;
use super::json::TrustJson;
use crate::args::TrustShowArgs;
use crate::exit::{Exit, Failure};
use crate::output::escape::printable;
use crate::output::json;
use crate::output::style::{BAD, STRONG, styled};
use crate::output::words::{self, count, utc_offset};
use crate::trustfile;
use starseal::trust::{Issuer, Names, Purpose, Scheme, TrustStatement, TrustedKey};
use starseal::{Timestamp, TrustList};
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(crate) fn run(args: &TrustShowArgs) -> Result<Exit, Failure> {
    let list = trustfile::open(&args.file)?;
    let mut out = anstream::stdout();
    if args.json {
        writeln!(out, "{}", json::line(&TrustJson::of(&list))?)?;
    } else {
        write_statement(&mut out, &list, args.clock.now()?)?;
    }
    Ok(Exit::Success)
}

fn both(names: &Names) -> String {
    let (en, ja) = (printable(names.en()), printable(names.ja()));
    if en == ja { en.into_owned() } else { format!("{en} ({ja})") }
}

fn write_statement(out: &mut impl Write, list: &TrustList, now: Timestamp) -> io::Result<()> {
    let statement = list.statement();
    writeln!(out, "{}", styled(STRONG, both(&statement.names)))?;
    writeln!(out, "  authority   {}", list.authority_id())?;
    writeln!(out, "  version     {}", statement.version)?;
    writeln!(out, "  issued at   {}", statement.issued_at)?;
    writeln!(out, "  expires at  {}{}", statement.expires_at, days_left(statement, now))?;
    let roots: Vec<String> = statement.roots.iter().map(|root| root.key_id().to_string()).collect();
    writeln!(
        out,
        "  next list   needs the signatures of {} of {} roots: {}",
        statement.threshold,
        roots.len(),
        roots.join(", ")
    )?;
    writeln!(
        out,
        "\nThe signature threshold of the list's own roots is met. Whether these are the right roots is for you to \
         confirm."
    )?;
    for issuer in &statement.issuers {
        write_issuer(out, issuer)?;
    }
    if !statement.compromised.is_empty() {
        writeln!(out, "\nCompromised keys, permanently")?;
        statement.compromised.iter().try_for_each(|thumbprint| writeln!(out, "  {thumbprint}"))?;
    }
    write_scheme(out, &statement.scheme)?;
    for recognition in &statement.recognitions {
        let criteria: Vec<_> = recognition.criteria.iter().map(|text| printable(text.as_str())).collect();
        let criteria = if criteria.is_empty() { String::new() } else { format!(" to {}", criteria.join(", ")) };
        let until = recognition.until.map_or_else(String::new, |day| format!(" until {day}"));
        writeln!(
            out,
            "\nLevel {} of authority {}{criteria} counts as level {} here, for labels issued from {}{until}",
            recognition.level, recognition.authority, recognition.counts_as, recognition.from
        )?;
    }
    Ok(())
}

fn days_left(statement: &TrustStatement, now: Timestamp) -> String {
    match statement.expires_at.seconds_since(now) {
        Some(seconds) => format!(" ({} left)", count(usize::try_from(seconds / 86_400).unwrap_or(usize::MAX), "day")),
        None => styled(BAD, " (passed: get a newer list)"),
    }
}

fn write_issuer(out: &mut impl Write, issuer: &Issuer) -> io::Result<()> {
    writeln!(out, "\nIssuer: {}", styled(STRONG, both(&issuer.names)))?;
    for prefix in &issuer.prefixes {
        writeln!(out, "  prefix          {prefix}")?;
    }
    match &issuer.status_list {
        Some(uri) => writeln!(out, "  status list     {}", uri.as_str())?,
        None => writeln!(out, "  status list     none published: the printed dates alone decide")?,
    }
    if let Some(days) = issuer.longest_status_age_days {
        writeln!(out, "  status age      stale after {}", count(days.into(), "day"))?;
    }
    for key in &issuer.keys {
        write_key(out, key)?;
    }
    Ok(())
}

fn write_key(out: &mut impl Write, key: &TrustedKey) -> io::Result<()> {
    let compromised = key.compromised.map_or_else(String::new, |day| {
        format!(" {}", styled(BAD, format_args!("compromised, declared on {day}: its labels do not stand")))
    });
    let (from, until) = (key.from, key.until);
    let may = match key.purpose {
        Purpose::Label => format!("seals labels issued from {from} until {until}"),
        _ => format!("signs status lists from {from} until {until}"),
    };
    writeln!(out, "  key {}    {may}{}{compromised}", key.public_key.key_id(), scope(key))
}

fn write_scheme(out: &mut impl Write, scheme: &Scheme) -> io::Result<()> {
    writeln!(
        out,
        "\nScheme: dates in {}, valid up to {}, deferral up to {}",
        utc_offset(scheme.utc_offset_minutes),
        count(usize::try_from(scheme.longest_validity_months).unwrap_or(usize::MAX), "month"),
        count(usize::try_from(scheme.longest_deferral_days).unwrap_or(usize::MAX), "day"),
    )?;
    writeln!(out, "  levels")?;
    for (level, entry) in &scheme.levels {
        writeln!(out, "    {level:>5}  {}, {}", both(&entry.names), words::assessment(Some(entry.assessment)))?;
    }
    write_entries(out, "categories", &scheme.categories, |entry| {
        let excluded = if entry.excluded { ", excluded from the scheme" } else { "" };
        format!("{}{excluded}", both(&entry.names))
    })?;
    write_entries(out, "criteria", &scheme.criteria, |text| printable(text.as_str()).into_owned())?;
    write_entries(out, "evaluators", &scheme.evaluators, both)
}

fn write_entries<T>(
    out: &mut impl Write,
    title: &str,
    entries: &BTreeMap<u16, T>,
    say: impl Fn(&T) -> String,
) -> io::Result<()> {
    if !entries.is_empty() {
        writeln!(out, "  {title}")?;
    }
    entries.iter().try_for_each(|(number, entry)| writeln!(out, "    {number:>5}  {}", say(entry)))
}
