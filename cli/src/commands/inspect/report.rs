//! The layers of a label as text for people.

use super::checks::CheckLine;
use super::layers::Layers;
use crate::commands::verify::unsupported_header;
use crate::messages::{count, finding, language, list, say};
use crate::output::advice;
use crate::output::escape::{printable, shortened};
use crate::output::style::{BAD, CARE, FAINT, GOOD, STRONG, styled};
use crate::output::table::pair;
use crate::output::words;
use starseal::{Date, Label, Language};
use std::io::{self, Write};

/// The maximum number of characters shown of a text, which may have megabytes.
const MAX_SHOWN_CHARS: usize = 4096;

/// Writes all layers.
pub(super) fn write(out: &mut impl Write, layers: &Layers) -> io::Result<()> {
    write_trust(out, layers)?;
    title(out, &say!("inspect-carrier"))?;
    let carrier = &layers.carrier;
    field(out, &say!("column-from"), &layers.source.chosen)?;
    field(out, &say!("field-prefix"), carrier.prefix.as_deref().unwrap_or(&say!("nothing")))?;
    let form = match carrier.form {
        Some("base41") => "Base41".to_owned(),
        Some(other) => other.to_owned(),
        None => say!("inspect-no-form"),
    };
    let length = count(carrier.payload_chars, "character");
    field(out, &say!("inspect-payload"), &list(&[form, length]))?;
    if let Some(gtin) = &carrier.gtin {
        field(out, "GTIN", gtin)?;
    }
    if layers.sealed_hex.is_none() {
        field(out, &say!("inspect-text"), &carrier.text)?;
    }
    if let Some(hex) = &layers.sealed_hex {
        title(out, &say!("inspect-sealed", length = count(hex.len() / 2, "byte")))?;
        block(out, hex)?;
    }
    if let Some(envelope) = &layers.envelope {
        title(out, &say!("inspect-envelope"))?;
        block(out, envelope)?;
    }
    for (name, value) in [
        (say!("inspect-protected"), &layers.protected),
        (say!("field-key-id"), &layers.key_id),
        (say!("inspect-payload"), &layers.payload),
        (say!("inspect-signature"), &layers.signature_hex),
    ] {
        value.as_ref().map_or(Ok(()), |value| field(out, &name, value))?;
    }
    if let Some(label) = &layers.claims {
        title(out, &say!("inspect-claims"))?;
        write_claims(out, label)?;
    }
    if let Some(hex) = &layers.to_be_signed_hex {
        title(out, &say!("inspect-to-be-signed", length = count(hex.len() / 2, "byte")))?;
        block(out, hex)?;
    }
    title(out, &say!("inspect-checks"))?;
    layers.checks.iter().filter(|check| check.result != "not-reached").try_for_each(|check| write_check(out, check))?;
    let open: Vec<String> = layers
        .checks
        .iter()
        .filter(|check| check.result == "not-reached")
        .map(|check| check.check.to_owned())
        .collect();
    if !open.is_empty() {
        let needs = if layers.verdict.is_none() { say!("inspect-needs-trust") } else { say!("inspect-needs-earlier") };
        writeln!(out, "  – {}", say!("inspect-not-reached", checks = list(&open)))?;
        writeln!(out, "    {}", styled(FAINT, needs))?;
    }
    Ok(())
}

/// Writes first whether the content that follows is verified.
fn write_trust(out: &mut impl Write, layers: &Layers) -> io::Result<()> {
    let unverified = |style| say!("inspect-unverified", mark = styled(style, say!("inspect-unverified-mark")));
    let Some(verdict) = &layers.verdict else {
        return writeln!(out, "{}", unverified(CARE));
    };
    let code = verdict.code();
    if !verdict.is_authentic() {
        writeln!(out, "{}", unverified(BAD))?;
    }
    writeln!(out, "{}", words::outcome(code, verdict.mark()))?;
    if let Some(found) = verdict.deciding() {
        let (what, advice) = match unsupported_header(verdict) {
            Some(misfit) => (misfit.what.to_string(), misfit.help),
            None => (finding(found), advice::for_finding(code, Some(found), layers.medium)),
        };
        writeln!(out, "  {}", printable(&what))?;
        writeln!(out, "  {}", styled(FAINT, say!("note-help", advice = advice)))?;
    }
    Ok(())
}

fn title(out: &mut impl Write, text: &str) -> io::Result<()> {
    writeln!(out, "\n{}", styled(STRONG, text))
}

fn field(out: &mut impl Write, name: &str, value: &str) -> io::Result<()> {
    writeln!(out, "{}", pair(name, 14, printable(&shortened(value, MAX_SHOWN_CHARS))))
}

fn block(out: &mut impl Write, text: &str) -> io::Result<()> {
    writeln!(out, "  {}", printable(&shortened(text, MAX_SHOWN_CHARS)))
}

fn write_claims(out: &mut impl Write, label: &Label) -> io::Result<()> {
    let day = |date: Date| say!("inspect-day", date = date, days = date.days());
    let entry = |number: Option<u16>| number.map(|number| say!("inspect-entry", number = number));
    let text = |text: Option<&str>| text.map(str::to_owned);
    let gtins: Vec<String> = label.gtins().iter().map(ToString::to_string).collect();
    let later = label.unknown_claims();
    let claims = [
        (say!("claim-product-id"), text(Some(label.product_id().as_str()))),
        (say!("claim-level"), Some(format!("{}  ({})", label.level(), words::stars(label.level())))),
        (say!("claim-issued-on"), Some(day(label.issued_on()))),
        (say!("claim-expires-on"), Some(day(label.expires_on()))),
        (say!("claim-status-index"), Some(label.status_index().to_string())),
        (say!("claim-criteria"), entry(label.criteria())),
        (say!("claim-category"), entry(label.category())),
        (say!("claim-holder"), text(label.holder())),
        (say!("claim-model"), text(label.model())),
        (say!("claim-gtin"), (!gtins.is_empty()).then(|| list(&gtins))),
        (say!("claim-evaluator"), entry(label.evaluator())),
        (say!("claim-serial"), text(label.serial())),
        (say!("claim-others"), (later > 0).then(|| say!("claim-others-count", count = later))),
    ];
    for (name, value) in claims {
        if let Some(value) = value {
            writeln!(out, "{}", pair(&name, 16, printable(&value)))?;
        }
    }
    Ok(())
}

fn write_check(out: &mut impl Write, check: &CheckLine) -> io::Result<()> {
    let sign = match check.result {
        "failed" => styled(BAD, "✗"),
        "noted" => styled(CARE, "·"),
        _ => styled(GOOD, "✓"),
    };
    let unverified = if check.unverified { format!(" {}", say!("inspect-of-unverified")) } else { String::new() };
    let requirement = requirement(check);
    writeln!(out, "  {sign} {:<12} {requirement}{unverified}", check.check)?;
    for detail in &check.details {
        writeln!(out, "      {}", printable(&detail.chosen))?;
    }
    writeln!(out, "      {}", styled(FAINT, list(&check.rules)))
}

/// Returns the requirement of a check in the language of the run. In English, it is that of the library.
fn requirement(check: &CheckLine) -> String {
    if language() == Language::En {
        return check.requirement.to_owned();
    }
    match check.check {
        "limits" => say!("require-limits"),
        "carrier" => say!("require-carrier"),
        "encoding" => say!("require-encoding"),
        "envelope" => say!("require-envelope"),
        "profile" => say!("require-profile"),
        "key" => say!("require-key"),
        "signature" => say!("require-signature"),
        "claims" => say!("require-claims"),
        "key-window" => say!("require-key-window"),
        "compromise" => say!("require-compromise"),
        "prefix" => say!("require-prefix"),
        "gtin" => say!("require-gtin"),
        "scheme" => say!("require-scheme"),
        "clock" => say!("require-clock"),
        "freshness" => say!("require-freshness"),
        "dates" => say!("require-dates"),
        "status" => say!("require-status"),
        "policy" => say!("require-policy"),
        "recognition" => say!("require-recognition"),
        _ => check.requirement.to_owned(),
    }
}
