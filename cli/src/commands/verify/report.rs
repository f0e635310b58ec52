//! Verdicts as a table for people, or as lines of JSON for programs.

use super::Sight;
use super::sight::shown_source;
use crate::exit::{Exit, Failure};
use crate::output::errors;
use crate::output::escape::printable;
use crate::output::style::STRONG;
use crate::output::table::{Cell, Columns, Row};
use crate::output::words::{self, count};
use starseal::verify::CheckResult;
use starseal::{AuthenticLabel, Code, Date, Finding, Language, Timestamp, Verdict, Verifier, When};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// The titles of the table's columns.
const TITLES: [&str; 8] = ["verdict", "stars", "product", "model", "holder", "last day", "assessment", "from"];

/// The minimum widths of the columns if the rows are not known in advance.
const STREAM_WIDTHS: [usize; 8] = [24, 5, 16, 12, 24, 10, 20, 8];

/// Collects verdicts and reports them.
pub(crate) struct Report {
    form: Form,
    tally: Tally,
}

enum Form {
    /// Nothing is printed; only the exit code reports.
    Quiet,
    /// A record for each sight, with the time asked about and the time of the check.
    Json {
        out: io::Stdout,
        at: When,
        now: Timestamp,
    },
    Table(Box<Table>),
}

struct Table {
    out: anstream::AutoStream<io::Stdout>,
    columns: Columns,
    /// Rows that wait until all widths are known; none once rows are streamed.
    waiting: Option<Vec<Row>>,
    /// The trust list by which the labels are judged, in words.
    judge: String,
    /// Whether the result of each check is shown.
    explain: bool,
}

/// The counts of a run.
#[derive(Default)]
struct Tally {
    stand: usize,
    do_not_stand: usize,
    without_label: usize,
    could_not: usize,
    days: BTreeSet<Date>,
    no_status_published: bool,
}

impl Report {
    /// Makes a report in JSON, for programs.
    pub(crate) fn json(at: When, now: Timestamp) -> Self {
        Report { form: Form::Json { out: io::stdout(), at, now }, tally: Tally::default() }
    }

    /// Makes a report that prints nothing, for scripts that use the exit code.
    pub(crate) fn quiet() -> Self {
        Report { form: Form::Quiet, tally: Tally::default() }
    }

    /// Makes a report as a table, for people.
    pub(crate) fn table(verifier: &Verifier, explain: bool) -> Self {
        let statement = verifier.trust_list().statement();
        let judge = format!(
            "trust list of {}, version {}, issued at {}",
            printable(statement.names.en()),
            statement.version,
            statement.issued_at
        );
        let table = Table {
            out: anstream::stdout(),
            columns: Columns::new(&TITLES),
            waiting: Some(Vec::new()),
            judge,
            explain,
        };
        Report { form: Form::Table(Box::new(table)), tally: Tally::default() }
    }

    /// Reports each verdict at once from now on.
    pub(crate) fn stream(&mut self) -> Result<(), Failure> {
        if let Form::Table(table) = &mut self.form {
            table.columns = table.columns.clone().at_least(&STREAM_WIDTHS);
            if table.waiting.as_ref().is_some_and(Vec::is_empty) {
                table.columns.write_titles(&mut table.out)?;
                table.waiting = None;
            }
            table.flush()?;
        }
        Ok(())
    }

    /// Adds a sight.
    pub(crate) fn add(&mut self, sight: Sight) -> Result<(), Failure> {
        self.tally.count(&sight);
        match &mut self.form {
            Form::Quiet => {}
            Form::Json { out, at, now } => {
                writeln!(out, "{}", sight.record(*at, *now).to_json())?;
                out.flush()?;
            }
            Form::Table(table) => {
                let mut row = row(&sight);
                if table.explain {
                    row.notes.extend(sight.verdict.iter().flat_map(explained));
                }
                match &mut table.waiting {
                    Some(waiting) => waiting.push(row),
                    None => {
                        table.columns.write(&mut table.out, &row)?;
                        table.out.flush()?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Adds an input that could not be checked.
    pub(crate) fn could_not(&mut self, failure: &Failure) {
        errors::print(failure);
        self.tally.could_not += 1;
    }

    /// Reports the remaining rows and the totals. Returns the worst exit code of all inputs.
    pub(crate) fn finish(mut self) -> Result<Exit, Failure> {
        if let Form::Table(table) = &mut self.form {
            table.flush()?;
            self.tally.write(&table.judge, &mut table.out)?;
            table.out.flush()?;
        }
        Ok(self.tally.exit())
    }
}

impl Table {
    /// Writes the waiting rows. Later rows do not wait.
    fn flush(&mut self) -> Result<(), Failure> {
        let Some(rows) = self.waiting.take().filter(|rows| !rows.is_empty()) else { return Ok(()) };
        Ok(self.columns.write_table(&mut self.out, &rows)?)
    }
}

impl Tally {
    fn count(&mut self, sight: &Sight) {
        let Some(verdict) = &sight.verdict else {
            self.without_label += 1;
            return;
        };
        if verdict.stands() {
            self.stand += 1;
        } else {
            self.do_not_stand += 1;
        }
        self.days.extend(verdict.checked_for());
        self.no_status_published |= verdict.findings().contains(&Finding::NoStatusPublished);
    }

    fn exit(&self) -> Exit {
        if self.could_not + self.without_label > 0 {
            Exit::Impossible
        } else if self.do_not_stand > 0 {
            Exit::Refused
        } else {
            Exit::Success
        }
    }

    fn write(&self, judge: &str, out: &mut impl Write) -> io::Result<()> {
        let labels = self.stand + self.do_not_stand;
        if labels == 0 {
            return Ok(());
        }
        let stand = match (self.stand, self.do_not_stand) {
            (1, 0) => "it stands".to_owned(),
            (_, 0) => "all stand".to_owned(),
            (0, 1) => "it does not stand".to_owned(),
            (0, _) => "none stands".to_owned(),
            (good, bad) => format!(
                "{good} {}, {bad} {}",
                if good == 1 { "stands" } else { "stand" },
                if bad == 1 { "does not" } else { "do not" }
            ),
        };
        let days: Vec<String> = self.days.iter().map(ToString::to_string).collect();
        let days = if days.is_empty() { String::new() } else { format!(" on {}", days.join(", ")) };
        writeln!(out, "\n{}: {stand}{days}", count(labels, "label"))?;
        let status = if self.no_status_published {
            "; the issuer publishes no status list, the printed dates alone decide"
        } else {
            ""
        };
        writeln!(out, "By the {judge}{status}")
    }
}

/// Writes a table of sights.
pub(crate) fn write_table(out: &mut impl Write, sights: &[Sight]) -> io::Result<()> {
    let rows: Vec<Row> = sights.iter().map(row).collect();
    Columns::new(&TITLES).write_table(out, &rows)
}

/// Returns a sight as a row. The row of a refused label shows none of its claims.
fn row(sight: &Sight) -> Row {
    let (code, mark) = (sight.code(), sight.mark());
    let label = sight.verdict.as_ref().and_then(Verdict::authentic_label);
    let mut cells = vec![Cell::styled(words::style(mark), words::plain_outcome(code, mark))];
    match label {
        Some(label) => {
            let claimed = |text: Option<&str>| Cell::plain(text.map_or("–".into(), printable));
            cells.extend([
                Cell::styled(STRONG, words::stars(label.level())),
                Cell::styled(STRONG, label.product_id().as_str()),
                claimed(label.model()),
                claimed(label.holder()),
                Cell::plain(verdict_day(sight).unwrap_or_else(|| label.expires_on()).to_string()),
                Cell::plain(words::assessment(label.assessment())),
            ]);
        }
        None => cells.extend((0..6).map(|_| Cell::plain("–"))),
    }
    cells.push(Cell::plain(shown_source(&sight.source)));
    Row { cells, notes: notes(sight, label) }
}

/// Returns the notes under a row: more values to compare with the product, the findings, and the advice.
fn notes(sight: &Sight, label: Option<&AuthenticLabel>) -> Vec<String> {
    let mut notes: Vec<String> = label.map(compare).into_iter().collect();
    let stands = sight.verdict.as_ref().is_some_and(Verdict::stands);
    if !stands {
        notes.extend(sight.detail.as_ref().map(|detail| printable(detail).into_owned()));
        let advice = sight.advice();
        notes.extend((!advice.is_empty()).then(|| format!("help: {advice}")));
    }
    let Some(verdict) = &sight.verdict else { return notes };
    if verdict.is_authentic() {
        let deciding = verdict.deciding();
        for finding in verdict.findings().iter().filter(|finding| Some(*finding) != deciding) {
            if !matches!(finding, Finding::NoStatusPublished | Finding::Recognised { .. }) {
                notes.push(format!("also {}: {}", finding.code(), printable(&finding.to_string())));
            }
        }
    } else {
        // No claim of a refused label is shown. The full text of a finding would contain its dates.
        let reasons = verdict.reasons().into_iter().zip(verdict.reason_sentences(Language::En));
        let sentences = reasons.filter(|(code, _)| *code != Code::NoStatusPublished);
        notes.extend(sentences.map(|(code, sentence)| format!("also {code}: {sentence}")));
    }
    for by in verdict.recognized() {
        let (authority, level) = (printable(by.authority_names.en()), printable(by.level_names.en()));
        notes.push(format!("counts as {authority} {level} since {}", by.since));
    }
    notes
}

/// Returns the last day on which the label counts, as printed or as extended since.
fn verdict_day(sight: &Sight) -> Option<Date> {
    sight.verdict.as_ref().and_then(Verdict::last_day)
}

/// Returns the verdict in a sentence for each language, and the result of each check in order.
fn explained(verdict: &Verdict) -> Vec<String> {
    let sentences = Language::ALL.iter().map(|language| printable(&verdict.sentence(*language)).into_owned());
    let line = |(check, result): (starseal::code::Check, CheckResult)| {
        let (sign, text) = match result {
            CheckResult::Passed => ("✓", "passed".to_owned()),
            CheckResult::Noted(codes) => ("·", spelled(&codes)),
            CheckResult::Failed(codes) => ("✗", spelled(&codes)),
            CheckResult::NotReached => (" ", "not reached".to_owned()),
        };
        format!("{sign} {check:<12} {text}")
    };
    sentences.chain(verdict.checks().into_iter().map(line)).collect()
}

fn spelled(codes: &[Code]) -> String {
    codes.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", ")
}

/// Returns further claims of the label, which a person can compare with the product.
fn compare(label: &AuthenticLabel) -> String {
    let scheme = label.scheme();
    let mut says = Vec::new();
    says.extend(label.gtins().iter().map(|gtin| format!("JAN {gtin}")));
    says.extend(label.serial().map(|serial| format!("serial {}", printable(serial))));
    says.extend(scheme.category_of(label).map(|entry| printable(entry.names.en()).into_owned()));
    says.extend(scheme.evaluator_of(label).map(|names| format!("evaluated by {}", printable(names.en()))));
    says.extend(scheme.criteria_of(label).map(|criteria| printable(criteria).into_owned()));
    let binds =
        !label.gtins().is_empty() || [label.serial(), label.model(), label.holder()].iter().any(Option::is_some);
    if !binds {
        says.push("only the product ID can be compared with the product".to_owned());
    }
    format!("sealed by {}; {}", printable(label.issuer().names.en()), says.join(", "))
        .trim_end_matches([';', ' '])
        .to_owned()
}
