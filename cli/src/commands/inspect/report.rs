//! The layers of a label as text for people.

use super::checks::CheckLine;
use super::layers::Layers;
use crate::commands::verify::unsupported_header;
use crate::output::advice;
use crate::output::escape::{printable, shortened};
use crate::output::style::{BAD, CARE, FAINT, GOOD, STRONG, styled};
use crate::output::words::{self, count};
use starseal::{Date, Label};
use std::io::{self, Write};
use std::path::Path;

/// The maximum number of characters shown of a text, which may have megabytes.
const MAX_SHOWN_CHARS: usize = 4096;

/// Writes all layers.
pub(super) fn write(out: &mut impl Write, layers: &Layers) -> io::Result<()> {
    write_trust(out, layers)?;
    title(out, "Carrier")?;
    let carrier = &layers.carrier;
    pair(out, "from", &crate::output::escape::shown(Path::new(&layers.source)))?;
    pair(out, "prefix", carrier.prefix.as_deref().unwrap_or("none"))?;
    let form = match carrier.form {
        Some("base41") => "Base41",
        Some(other) => other,
        None => "neither Base41 nor base64url",
    };
    pair(out, "payload", &format!("{form}, {}", count(carrier.payload_chars, "character")))?;
    if let Some(gtin) = &carrier.gtin {
        pair(out, "GTIN", gtin)?;
    }
    if layers.sealed_hex.is_none() {
        pair(out, "text", &carrier.text)?;
    }
    if let Some(hex) = &layers.sealed_hex {
        title(out, &format!("Sealed label, {}", count(hex.len() / 2, "byte")))?;
        block(out, hex)?;
    }
    if let Some(envelope) = &layers.envelope {
        title(out, "Envelope, as CBOR diagnostic notation")?;
        block(out, envelope)?;
    }
    for (name, value) in [
        ("protected", &layers.protected),
        ("key ID", &layers.key_id),
        ("payload", &layers.payload),
        ("signature", &layers.signature_hex),
    ] {
        value.as_ref().map_or(Ok(()), |value| pair(out, name, value))?;
    }
    if let Some(label) = &layers.claims {
        title(out, "Claims")?;
        write_claims(out, label)?;
    }
    if let Some(hex) = &layers.to_be_signed_hex {
        title(out, &format!("To be signed, {}", count(hex.len() / 2, "byte")))?;
        block(out, hex)?;
    }
    title(out, "Checks, with the rules of docs/spec.md")?;
    layers.checks.iter().filter(|check| check.result != "not-reached").try_for_each(|check| write_check(out, check))?;
    let open: Vec<&str> =
        layers.checks.iter().filter(|check| check.result == "not-reached").map(|check| check.check).collect();
    if !open.is_empty() {
        let needs = if layers.verdict.is_none() { "they need --trust, and" } else { "they need" };
        writeln!(out, "  – not reached: {}", open.join(", "))?;
        writeln!(out, "    {}", styled(FAINT, format_args!("{needs} the earlier checks to pass")))?;
    }
    Ok(())
}

/// Writes first whether the content that follows is verified.
fn write_trust(out: &mut impl Write, layers: &Layers) -> io::Result<()> {
    let Some(verdict) = &layers.verdict else {
        return writeln!(out, "{}: the content below was not verified and may be forged", styled(CARE, "UNVERIFIED"));
    };
    let code = verdict.code();
    if !verdict.is_authentic() {
        writeln!(out, "{}: the content below was not verified and may be forged", styled(BAD, "UNVERIFIED"))?;
    }
    writeln!(out, "{}", words::outcome(code, verdict.mark()))?;
    if let Some(finding) = verdict.deciding() {
        let (what, advice) = match unsupported_header(verdict) {
            Some(misfit) => (misfit.what, misfit.help),
            None => (finding.to_string(), advice::for_finding(code, Some(finding), layers.medium).to_owned()),
        };
        writeln!(out, "  {}", printable(&what))?;
        writeln!(out, "  {}", styled(FAINT, format_args!("help: {advice}")))?;
    }
    Ok(())
}

fn title(out: &mut impl Write, text: &str) -> io::Result<()> {
    writeln!(out, "\n{}", styled(STRONG, text))
}

fn pair(out: &mut impl Write, name: &str, value: &str) -> io::Result<()> {
    writeln!(out, "  {name:<14}{}", printable(&shortened(value, MAX_SHOWN_CHARS)))
}

fn block(out: &mut impl Write, text: &str) -> io::Result<()> {
    writeln!(out, "  {}", printable(&shortened(text, MAX_SHOWN_CHARS)))
}

fn write_claims(out: &mut impl Write, label: &Label) -> io::Result<()> {
    let day = |date: Date| format!("{date}  (day {})", date.days());
    let entry = |number: Option<u16>| number.map(|number| format!("{number}  (in the dictionary)"));
    let text = |text: Option<&str>| text.map(str::to_owned);
    let gtins: Vec<String> = label.gtins().iter().map(ToString::to_string).collect();
    let later = label.unknown_claims();
    let claims = [
        ("1 product ID", text(Some(label.product_id().as_str()))),
        ("2 level", Some(format!("{}  ({})", label.level(), words::stars(label.level())))),
        ("3 issued on", Some(day(label.issued_on()))),
        ("4 expires on", Some(day(label.expires_on()))),
        ("5 status index", Some(label.status_index().to_string())),
        ("6 criteria", entry(label.criteria())),
        ("7 category", entry(label.category())),
        ("8 holder", text(label.holder())),
        ("9 model", text(label.model())),
        ("10 GTIN", (!gtins.is_empty()).then(|| gtins.join(", "))),
        ("11 evaluator", entry(label.evaluator())),
        ("12 serial", text(label.serial())),
        ("others", (later > 0).then(|| format!("{later} of a later version, ignored"))),
    ];
    for (name, value) in claims {
        if let Some(value) = value {
            writeln!(out, "  {name:<16}{}", printable(&value))?;
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
    let unverified = if check.unverified { " (unverified content)" } else { "" };
    writeln!(out, "  {sign} {:<12} {}{unverified}", check.check, check.requirement)?;
    for detail in &check.details {
        writeln!(out, "      {}", printable(detail))?;
    }
    writeln!(out, "      {}", styled(FAINT, check.rules.join(", ")))
}
