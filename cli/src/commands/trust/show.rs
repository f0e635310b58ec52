//! `starseal trust show`: prints the content of a trust list.

use super::describe::{PAYLOAD_WIDTH, write_keys};
use super::drafts;
use super::json::TrustJson;
use crate::args::TrustShowArgs;
use crate::exit::{Exit, Failure};
use crate::messages::{count, list, say};
use crate::output::escape::{printable, shown};
use crate::output::json;
use crate::output::style::{BAD, STRONG, styled};
use crate::output::table::{pair, paragraph};
use crate::output::words::{self, utc_offset};
use crate::trustfile;
use starseal::trust::{AuthorityId, Issuer, Names, Purpose, Scheme, TrustDraft, TrustStatement, TrustedKey};
use starseal::{Timestamp, TrustList, Verifier};
use starseal_registry::ceremony::keys_in_question;
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(crate) fn run(args: &TrustShowArgs) -> Result<Exit, Failure> {
    let bytes = trustfile::read(&args.file)?;
    let mut out = anstream::stdout();
    let list = Verifier::new(&bytes).map(|verifier| verifier.trust_list().clone());
    match (list, TrustDraft::from_bytes(&bytes)) {
        (Ok(list), _) if args.json => writeln!(out, "{}", json::line(&TrustJson::of(&list))?)?,
        (Ok(list), _) => write_list(&mut out, &list, args.clock.now()?)?,
        // What is not a list, and is complete but for its signatures, is a draft. One that has all signatures that its
        // own roots need was altered if it is not a list either.
        (Err(_), Ok(draft)) if is_unfinished(&draft) && args.json => {
            writeln!(out, "{}", json::line(&TrustJson::of_draft(&draft))?)?;
        }
        (Err(_), Ok(draft)) if is_unfinished(&draft) => {
            writeln!(out, "{}", say!("draft-shown", path = shown(&args.file)))?;
            drafts::write_progress(&mut out, &draft, None)?;
            write_draft(&mut out, &draft, args.clock.now()?)?;
        }
        (Err(error), _) => return Err(trustfile::unusable(&args.file, &bytes, &error)),
    }
    Ok(Exit::Success)
}

/// Returns whether all signatures of a draft are good, or are of roots that the draft does not have, and too few.
fn is_unfinished(draft: &TrustDraft) -> bool {
    let roots = &draft.statement().roots;
    let own = draft.signed_by().filter(|id| roots.iter().any(|root| root.key_id() == *id)).count();
    draft.count_signatures(roots) == own
}

fn write_draft(out: &mut impl Write, draft: &TrustDraft, now: Timestamp) -> io::Result<()> {
    let statement = draft.statement();
    writeln!(out, "{}", pair(&say!("field-payload"), PAYLOAD_WIDTH, draft.payload_digest()))?;
    let first = AuthorityId::from_bytes(*draft.payload_digest().as_bytes());
    writeln!(out)?;
    write_head(out, statement, statement.authority_id.unwrap_or(first), now)?;
    write_keys(out, &keys_in_question(None, statement))?;
    write_content(out, statement)
}

fn write_list(out: &mut impl Write, list: &TrustList, now: Timestamp) -> io::Result<()> {
    write_head(out, list.statement(), list.authority_id(), now)?;
    writeln!(out)?;
    paragraph(out, &say!("trust-roots-note"))?;
    write_content(out, list.statement())
}

fn both(names: &Names) -> String {
    let (en, ja) = (printable(names.en()), printable(names.ja()));
    if en == ja { en.into_owned() } else { format!("{en} ({ja})") }
}

fn write_head(
    out: &mut impl Write,
    statement: &TrustStatement,
    authority: AuthorityId,
    now: Timestamp,
) -> io::Result<()> {
    writeln!(out, "{}", styled(STRONG, both(&statement.names)))?;
    let mut field = |name: String, value: String| writeln!(out, "{}", pair(&name, 12, value));
    field(say!("field-authority"), authority.to_string())?;
    field(say!("field-version"), statement.version.to_string())?;
    field(say!("field-issued-at"), statement.issued_at.to_string())?;
    field(say!("field-expires-at"), expiry(statement, now))?;
    let roots: Vec<String> = statement.roots.iter().map(|root| root.key_id().to_string()).collect();
    let needs = say!("trust-next-needs", threshold = statement.threshold, roots = roots.len(), ids = list(&roots));
    field(say!("field-next-list"), needs)
}

fn write_content(out: &mut impl Write, statement: &TrustStatement) -> io::Result<()> {
    for issuer in &statement.issuers {
        write_issuer(out, issuer)?;
    }
    if !statement.compromised.is_empty() {
        writeln!(out, "\n{}", say!("trust-compromised"))?;
        statement.compromised.iter().try_for_each(|thumbprint| writeln!(out, "  {thumbprint}"))?;
    }
    write_scheme(out, &statement.scheme)?;
    for recognition in &statement.recognitions {
        let criteria: Vec<String> =
            recognition.criteria.iter().map(|text| printable(text.as_str()).into_owned()).collect();
        let (level, authority) = (recognition.level, recognition.authority);
        let theirs = match criteria.as_slice() {
            [] => say!("trust-their-level", level = level, authority = authority),
            some => say!("trust-their-criteria", level = level, authority = authority, criteria = list(some)),
        };
        let (counts_as, from) = (recognition.counts_as, recognition.from);
        let line = match recognition.until {
            None => say!("trust-recognises", theirs = theirs, counts_as = counts_as, from = from),
            Some(until) => {
                say!("trust-recognises-until", theirs = theirs, counts_as = counts_as, from = from, until = until)
            }
        };
        writeln!(out)?;
        paragraph(out, &line)?;
    }
    Ok(())
}

/// Returns a statement about a key with the levels and categories to which the key is limited.
fn with_scope(what: String, key: &TrustedKey) -> String {
    let levels = list(&key.levels.iter().map(ToString::to_string).collect::<Vec<_>>());
    let categories = list(&key.categories.iter().map(ToString::to_string).collect::<Vec<_>>());
    match (levels.is_empty(), categories.is_empty()) {
        (true, true) => what,
        (false, true) => say!("scope-levels", what = what, levels = levels),
        (true, false) => say!("scope-categories", what = what, categories = categories),
        (false, false) => say!("scope-both", what = what, levels = levels, categories = categories),
    }
}

fn expiry(statement: &TrustStatement, now: Timestamp) -> String {
    let expires_at = statement.expires_at;
    match expires_at.seconds_since(now) {
        Some(seconds) => {
            let days = count(usize::try_from(seconds / 86_400).unwrap_or(usize::MAX), "day");
            say!("trust-days-left", expires_at = expires_at, days = days)
        }
        None => format!("{expires_at}{}", styled(BAD, say!("trust-passed"))),
    }
}

fn write_issuer(out: &mut impl Write, issuer: &Issuer) -> io::Result<()> {
    writeln!(out, "\n{}", say!("trust-issuer", name = styled(STRONG, both(&issuer.names))))?;
    let mut field = |name: String, value: String| writeln!(out, "{}", pair(&name, 16, value));
    for prefix in &issuer.prefixes {
        field(say!("field-prefix"), prefix.to_string())?;
    }
    let status_list =
        issuer.status_list.as_ref().map_or_else(|| say!("trust-no-status"), |uri| uri.as_str().to_owned());
    field(say!("kind-status-list"), status_list)?;
    if let Some(days) = issuer.longest_status_age_days {
        field(say!("field-status-age"), say!("trust-stale-after", days = count(days.into(), "day")))?;
    }
    for key in &issuer.keys {
        write_key(out, key)?;
    }
    Ok(())
}

fn write_key(out: &mut impl Write, key: &TrustedKey) -> io::Result<()> {
    let compromised = key
        .compromised
        .map_or_else(String::new, |day| format!(" {}", styled(BAD, say!("trust-key-compromised", day = day))));
    let (from, until) = (key.from, key.until);
    let may = match key.purpose {
        Purpose::Label => say!("trust-seals", from = from, until = until),
        _ => say!("trust-signs", from = from, until = until),
    };
    let name = say!("trust-key", key_id = key.public_key.key_id());
    writeln!(out, "{}{compromised}", pair(&name, 16, with_scope(may, key)))
}

fn write_scheme(out: &mut impl Write, scheme: &Scheme) -> io::Result<()> {
    let months = count(usize::try_from(scheme.longest_validity_months).unwrap_or(usize::MAX), "month");
    let days = count(usize::try_from(scheme.longest_deferral_days).unwrap_or(usize::MAX), "day");
    let offset = utc_offset(scheme.utc_offset_minutes);
    writeln!(out, "\n{}", say!("trust-scheme", offset = offset, months = months, days = days))?;
    writeln!(out, "  {}", say!("trust-levels"))?;
    for (level, entry) in &scheme.levels {
        writeln!(out, "    {level:>5}  {}, {}", both(&entry.names), words::assessment(Some(entry.assessment)))?;
    }
    write_entries(out, &say!("trust-categories"), &scheme.categories, |entry| match entry.excluded {
        true => say!("trust-excluded", name = both(&entry.names)),
        false => both(&entry.names),
    })?;
    write_entries(out, &say!("trust-criteria"), &scheme.criteria, |text| printable(text.as_str()).into_owned())?;
    write_entries(out, &say!("trust-evaluators"), &scheme.evaluators, both)
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
