//! Verdicts as a table for people, or as lines of JSON for programs.

use super::Sight;
use super::sight::shown_source;
use crate::exit::{Exit, Failure};
use crate::messages::{count, finding, language, list, say};
use crate::output::errors;
use crate::output::escape::printable;
use crate::output::style::STRONG;
use crate::output::table::{Cell, Columns, Row, paragraph};
use crate::output::terminal::Keep;
use crate::output::words::{self, named};
use starseal::verify::CheckResult;
use starseal::{AuthenticLabel, Code, Date, Finding, Timestamp, Verdict, Verifier, When};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Returns the columns. On a narrow terminal the holder's name and the path may be shortened, and nothing that is to be
/// compared with the product.
fn columns() -> Columns {
    let titles = [
        say!("column-verdict"),
        say!("column-stars"),
        say!("column-product"),
        say!("column-model"),
        say!("column-holder"),
        say!("column-last-day"),
        say!("column-assessment"),
        say!("column-from"),
    ];
    Columns::new(titles.to_vec()).shortening(&[(4, Keep::Start), (7, Keep::End)]).leading(3)
}

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
    /// Whether the titles of the columns are written.
    has_titles: bool,
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
        let judge = say!(
            "report-judge",
            name = named(&statement.names),
            version = statement.version,
            issued_at = statement.issued_at
        );
        let table = Table {
            out: anstream::stdout(),
            columns: columns(),
            waiting: Some(Vec::new()),
            has_titles: false,
            judge,
            explain,
        };
        Report { form: Form::Table(Box::new(table)), tally: Tally::default() }
    }

    /// Reports each verdict at once from now on.
    pub(crate) fn stream(&mut self) -> Result<(), Failure> {
        if let Form::Table(table) = &mut self.form {
            table.columns = table.columns.clone().at_least(&STREAM_WIDTHS);
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
                        table.write_titles()?;
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
        self.has_titles = true;
        Ok(self.columns.write_table(&mut self.out, &rows)?)
    }

    /// Writes the titles before the first row.
    fn write_titles(&mut self) -> Result<(), Failure> {
        if !core::mem::replace(&mut self.has_titles, true) {
            self.columns.write_titles(&mut self.out)?;
        }
        Ok(())
    }
}

impl Tally {
    fn count(&mut self, sight: &Sight) {
        let Some(verdict) = &sight.verdict else {
            self.without_label += usize::from(!sight.is_aside);
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
        // What was seen and not read may not stand.
        let is_unclear = self.without_label + self.could_not > 0;
        let stand = match (self.stand, self.do_not_stand) {
            (1, 0) => say!("report-it-stands"),
            (_, 0) if is_unclear => say!("report-these-stand"),
            (_, 0) => say!("report-all-stand"),
            (0, 1) => say!("report-it-does-not"),
            (0, _) => say!("report-none-stands"),
            (1, 1) => say!("report-one-and-one"),
            (1, bad) => say!("report-one-and-many", bad = bad),
            (good, 1) => say!("report-many-and-one", good = good),
            (good, bad) => say!("report-many-and-many", good = good, bad = bad),
        };
        let days: Vec<String> = self.days.iter().map(ToString::to_string).collect();
        let labels = count(labels, "label");
        let totals = match days.as_slice() {
            [] => say!("report-totals", labels = labels, stand = stand),
            days => say!("report-totals-on", labels = labels, stand = stand, days = list(days)),
        };
        writeln!(out)?;
        match self.do_not_stand {
            0 if is_unclear => paragraph(out, &say!("report-not-all", totals = totals))?,
            _ => paragraph(out, &totals)?,
        }
        paragraph(
            out,
            &match self.no_status_published {
                true => say!("report-by-dates-alone", judge = judge),
                false => say!("report-by", judge = judge),
            },
        )
    }
}

/// Writes a table of sights.
pub(crate) fn write_table(out: &mut impl Write, sights: &[Sight]) -> io::Result<()> {
    let rows: Vec<Row> = sights.iter().map(row).collect();
    columns().write_table(out, &rows)
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
        notes.extend(sight.detail.as_ref().map(|detail| printable(&detail.chosen).into_owned()));
        let advice = sight.advice();
        notes.extend((!advice.is_empty()).then(|| say!("note-help", advice = advice)));
    }
    let Some(verdict) = &sight.verdict else { return notes };
    if verdict.is_authentic() {
        let deciding = verdict.deciding();
        for also in verdict.findings().iter().filter(|also| Some(*also) != deciding) {
            if !matches!(also, Finding::NoStatusPublished | Finding::Recognised { .. }) {
                notes.push(say!("note-also", code = also.code(), sentence = printable(&finding(also))));
            }
        }
    } else {
        // No claim of a refused label is shown. The full text of a finding would contain its dates.
        let reasons = verdict.reasons().into_iter().zip(verdict.reason_sentences(language()));
        let sentences = reasons.filter(|(code, _)| *code != Code::NoStatusPublished);
        notes.extend(sentences.map(|(code, sentence)| say!("note-also", code = code, sentence = sentence)));
    }
    for by in verdict.recognized() {
        let (authority, level) = (named(&by.authority_names), named(&by.level_names));
        notes.push(say!("note-counts-as", authority = authority, level = level, since = by.since));
    }
    notes
}

/// Returns the last day on which the label counts, as printed or as extended since.
fn verdict_day(sight: &Sight) -> Option<Date> {
    sight.verdict.as_ref().and_then(Verdict::last_day)
}

/// Returns the verdict in a sentence, and the result of each check in order.
fn explained(verdict: &Verdict) -> Vec<String> {
    let sentence = printable(&verdict.sentence(language())).into_owned();
    let line = |(check, result): (starseal::code::Check, CheckResult)| {
        let (sign, text) = match result {
            CheckResult::Passed => ("✓", say!("check-passed")),
            CheckResult::Noted(codes) => ("·", spelled(&codes)),
            CheckResult::Failed(codes) => ("✗", spelled(&codes)),
            CheckResult::NotReached => (" ", say!("check-not-reached")),
        };
        format!("{sign} {check:<12} {text}")
    };
    std::iter::once(sentence).chain(verdict.checks().into_iter().map(line)).collect()
}

fn spelled(codes: &[Code]) -> String {
    codes.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", ")
}

/// Returns further claims of the label, which a person can compare with the product.
fn compare(label: &AuthenticLabel) -> String {
    let scheme = label.scheme();
    let mut says = Vec::new();
    says.extend(label.gtins().iter().map(|gtin| format!("JAN {gtin}")));
    says.extend(label.serial().map(|serial| say!("compare-serial", serial = printable(serial))));
    says.extend(scheme.category_of(label).map(|entry| named(&entry.names)));
    says.extend(scheme.evaluator_of(label).map(|names| say!("compare-evaluator", name = named(names))));
    says.extend(scheme.criteria_of(label).map(|criteria| printable(criteria).into_owned()));
    let binds =
        !label.gtins().is_empty() || [label.serial(), label.model(), label.holder()].iter().any(Option::is_some);
    if !binds {
        says.push(say!("compare-product-only"));
    }
    let issuer = named(&label.issuer().names);
    match says.as_slice() {
        [] => say!("compare-issuer", issuer = issuer),
        says => say!("compare-all", issuer = issuer, says = list(says)),
    }
}
