//! What the commands print: a line for each label, and the summary.

use crate::exit::Exit;
use crate::messages::{count, language, say};
use crate::output::escape::{printable, shown};
use crate::output::style::{BAD, CARE, FAINT, GOOD, STRONG, styled};
use crate::output::table::pair;
use crate::output::words;
use starseal::Verdict;
use starseal_shelf::audit::{Audit, Conclusion, State};
use starseal_shelf::finding::{Finding, Severity};
use starseal_shelf::stock::Product;
use std::io::{self, Write};
use std::path::Path;

/// The number of findings that the summary prints; the reports have all.
const PRINTED: usize = 20;

/// Writes one line about a label: the verdict, what it names, the product, and where it was seen.
pub(super) fn label(
    out: &mut impl Write,
    verdict: &Verdict,
    product: Option<&Product>,
    source: &str,
) -> io::Result<()> {
    let mut parts = vec![words::outcome(verdict.code(), verdict.mark())];
    if let Some(label) = verdict.authentic_label() {
        parts.push(styled(STRONG, words::stars(label.level())));
        parts.push(styled(STRONG, printable(label.product_id().as_str())));
        parts.extend(label.model().map(|model| printable(model).into_owned()));
        parts.extend(label.serial().map(|serial| printable(serial).into_owned()));
        let last_day = verdict.last_day().unwrap_or_else(|| label.expires_on());
        parts.push(say!("shelf-until", day = last_day));
    }
    parts.extend(product.map(|product| format!("← {}", printable(named(product)))));
    parts.push(styled(FAINT, printable(source)));
    writeln!(out, "{}", parts.join("  "))?;
    out.flush()
}

/// Writes one line about something that was not read.
pub(super) fn gap(out: &mut impl Write, finding: &Finding, source: &str) -> io::Result<()> {
    let what = format!("? {}", finding.sentence(language()));
    writeln!(out, "{}  {}", styled(CARE, printable(&what)), styled(FAINT, printable(source)))?;
    out.flush()
}

/// Returns the words by which a person knows a product.
pub(super) fn named(product: &Product) -> &str {
    [&product.name, &product.model, &product.jan_given]
        .into_iter()
        .find(|text| !text.is_empty())
        .map_or("", String::as_str)
}

/// Writes the numbers, the findings that matter, and where the reports are.
pub(super) fn summary(out: &mut impl Write, audit: &Audit, folder: &Path) -> io::Result<()> {
    let counts = audit.counts();
    writeln!(out)?;
    numbers(out, audit)?;
    let important = audit.products.iter().filter(|line| matches!(line.state, State::Problem | State::Check));
    let mut left_out = 0;
    for (at, line) in important.enumerate() {
        let Some(product) = audit.stock.products.get(line.product) else { continue };
        let Some(worst) = line.findings.iter().max_by_key(|found| found.severity()) else { continue };
        if at >= PRINTED {
            left_out += 1;
            continue;
        }
        let style = if worst.severity() == Severity::Problem { BAD } else { CARE };
        let place = styled(style, printable(&product.place.to_string()));
        writeln!(out, "{place}  {}", printable(named(product)))?;
        writeln!(out, "    {}", printable(&worst.sentence(language())))?;
    }
    if left_out > 0 {
        writeln!(out, "{}", say!("shelf-more", rows = count(left_out, "row")))?;
    }
    let (style, conclusion) = match audit.conclusion() {
        Conclusion::AllStand => (GOOD, say!("shelf-all-stand")),
        Conclusion::Found => (CARE, say!("shelf-found")),
        Conclusion::NotAllRead => (CARE, say!("shelf-not-all-read", count = counts.gaps)),
    };
    writeln!(out, "\n{}", styled(style, conclusion))?;
    writeln!(out, "{}", say!("shelf-reports", path = shown(&folder.join("report.html"))))?;
    out.flush()
}

/// Writes the numbers of an audit.
pub(super) fn numbers(out: &mut impl Write, audit: &Audit) -> io::Result<()> {
    let counts = audit.counts();
    let standing = say!("shelf-standing", labels = count(counts.labels, "label"), standing = counts.standing);
    writeln!(out, "{}", pair(&say!("shelf-labels"), 14, standing))?;
    if counts.products > 0 {
        let [problem, missing, check, good] = counts.states;
        let states = say!("shelf-states", good = good, check = check, missing = missing, problem = problem);
        writeln!(out, "{}", pair(&say!("shelf-products"), 14, states))?;
    }
    if counts.gaps > 0 {
        writeln!(out, "{}", pair(&say!("shelf-unread"), 14, counts.gaps))?;
    }
    Ok(())
}

/// Returns the exit code of an audit.
pub(super) fn exit(audit: &Audit) -> Exit {
    match audit.conclusion() {
        Conclusion::AllStand => Exit::Success,
        Conclusion::Found => Exit::Refused,
        Conclusion::NotAllRead => Exit::Impossible,
    }
}
