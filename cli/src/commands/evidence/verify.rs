//! `starseal evidence verify`: computes every verdict of files again.

use super::keep::anchors;
use super::report::{FileJson, FindingJson, ReportJson, UnreadableJson, head_lines};
use super::{read, stamp, unusable_folder};
use crate::args::{EvidenceVerifyArgs, KnowledgeFlags};
use crate::exit::{Exit, Failure};
use crate::keyfile::KeyFile;
use crate::messages::{count, of_evidence_finding, say};
use crate::output::escape::{printable, shown};
use crate::output::table::{Cell, Columns, Row};
use crate::{knowledge, output};
use starseal_evidence::{Answer, Checked, Evidence, Finding, Link, Question, RecordChecked, chain, check, folder};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

/// The maximum number of findings of one code, and of other versions, that are shown to people. JSON has all of them.
const MAX_OF_CODE: usize = 10;

/// A file that was checked.
struct File {
    path: PathBuf,
    evidence: Evidence,
    checked: Checked,
    /// Whether there is a time stamp beside it.
    has_stamp: bool,
}

pub(crate) fn run(args: &EvidenceVerifyArgs) -> Result<Exit, Failure> {
    let now = args.clock.now()?;
    let anchors = anchors(&args.knowledge.trust)?;
    let today = has_lists_of_today(&args.knowledge).then(|| knowledge::gather(&args.knowledge, now)).transpose()?;
    let key = args.key.as_ref().map(|place| KeyFile::read_public_half(place, &args.passphrase)).transpose()?;
    let authorities = args.tsa_ca.as_deref().map(stamp::authorities).transpose()?;
    let question = Question { key: key.as_ref(), on: args.on, today: today.as_ref(), stamp: None };
    let is_folder = args.input.is_dir();
    let paths = match is_folder {
        true => folder::files(&args.input).map_err(|error| unusable_folder(&error))?,
        false => vec![args.input.clone()],
    };
    if paths.is_empty() {
        let what = say!("evidence-folder-empty", path = shown(&args.input));
        return Err(Failure::impossible(what, say!("evidence-folder-empty-help")));
    }
    let (mut out, mut files, mut links, mut findings) = (output::listing(args.quiet), Vec::new(), Vec::new(), 0);
    let mut unreadable: Vec<(PathBuf, Failure)> = Vec::new();
    // One file is in memory at a time.
    for path in paths {
        let (evidence, answer) = match read(&path).and_then(|evidence| Ok((evidence, stamp::read_beside(&path)?))) {
            Ok(both) => both,
            // The other files of the folder are checked all the same.
            Err(failure) if is_folder => {
                output::errors::print(&failure);
                unreadable.push((path, failure));
                continue;
            }
            Err(failure) => return Err(failure),
        };
        let question = Question { stamp: answer.as_deref().zip(authorities.as_ref()), ..question };
        let checked = check(&evidence, &anchors, &question);
        links.push(Link::new(&path.file_name().unwrap_or_default().to_string_lossy(), &evidence));
        findings += checked.findings.len();
        let file = File { path, evidence, checked, has_stamp: answer.is_some() };
        if args.json {
            let file = serde_json::to_value(FileJson::new(&file.path, &file.evidence, &file.checked));
            files.push(file.map_err(io::Error::from)?);
        } else {
            write_file(&mut out, &file, &question, authorities.is_some(), args.explain)?;
        }
    }
    // One file alone says nothing of the others.
    let of_chain = if is_folder { chain(&links) } else { Vec::new() };
    findings += of_chain.len();
    if args.json {
        let report = ReportJson {
            schema: "starseal-evidence-report/1",
            on: args.on.map(|day| day.to_string()),
            files,
            unreadable: unreadable.iter().map(|(path, failure)| UnreadableJson::new(path, failure)).collect(),
            chain: of_chain.iter().map(FindingJson::new).collect(),
        };
        writeln!(anstream::stdout(), "{}", output::json::line(&report)?)?;
    } else {
        if is_folder {
            write_chain(&mut out, &of_chain, &links)?;
        }
        if !unreadable.is_empty() {
            writeln!(out, "{}", say!("evidence-not-read", files = count(unreadable.len(), "file")))?;
        }
        match findings {
            // Nothing is said of what was not read.
            0 if !unreadable.is_empty() => {}
            0 => writeln!(out, "{}", say!("evidence-nothing-found"))?,
            number => writeln!(out, "{}", say!("evidence-findings", findings = count(number, "finding")))?,
        }
    }
    Ok(match unreadable.first() {
        Some((_, failure)) => failure.exit(),
        None if findings == 0 => Exit::Success,
        None => Exit::Refused,
    })
}

/// Returns whether lists of today were given beside the anchors.
fn has_lists_of_today(flags: &KnowledgeFlags) -> bool {
    flags.state.is_some() || !flags.bundle.is_empty() || !flags.status.is_empty()
}

fn write_file(
    out: &mut impl Write,
    file: &File,
    question: &Question<'_>,
    has_authorities: bool,
    explain: bool,
) -> io::Result<()> {
    let checked = &file.checked;
    head_lines(out, &file.path, &file.evidence)?;
    match (file.has_stamp, checked.stamped) {
        (_, Some(stamped)) => writeln!(out, "  {}", say!("evidence-stamped", at = stamped.at))?,
        (true, None) if !has_authorities => writeln!(out, "  {}", say!("evidence-stamp-not-verified"))?,
        (true, None) => {}
        (false, None) => writeln!(out, "  {}", say!("evidence-without-stamp"))?,
    }
    for version in checked.other_versions.iter().take(MAX_OF_CODE) {
        let (version, this) = (printable(version), env!("CARGO_PKG_VERSION"));
        writeln!(out, "  {}", say!("evidence-other-version", version = version, this = this))?;
    }
    if let Some(more) = checked.other_versions.len().checked_sub(MAX_OF_CODE).filter(|more| *more > 0) {
        writeln!(out, "  {}", say!("evidence-other-versions-more", more = more))?;
    }
    let (same, all) = (checked.same(), count(checked.records.len(), "record"));
    writeln!(out, "  {}", say!("evidence-same", same = same, all = all))?;
    if let Some(day) = question.on {
        let stand = checked.records.iter().filter(|record| record.on.as_ref().is_some_and(|on| on.stands)).count();
        writeln!(out, "  {}", say!("evidence-on", day = day, stand = stand, all = all))?;
    }
    if question.today.is_some() {
        write_today(out, checked)?;
    }
    write_findings(out, &checked.findings)?;
    write_records(out, checked, question, explain)
}

/// Writes what the lists of today say of the same labels, for the same days.
fn write_today(out: &mut impl Write, checked: &Checked) -> io::Result<()> {
    let today: Vec<&Answer> = checked.records.iter().filter_map(|record| record.today.as_ref()).collect();
    let stand = today.iter().filter(|answer| answer.stands).count();
    writeln!(out, "  {}", say!("evidence-today", stand = stand, all = count(today.len(), "record")))?;
    for key in &checked.compromised {
        let records = count(key.records, "record");
        let (key_id, declared_on) = (key.key_id, key.declared_on);
        writeln!(
            out,
            "  {}",
            say!("evidence-compromised", key_id = key_id, declared_on = declared_on, records = records)
        )?;
        let line = match checked.stamped {
            Some(stamped) => say!("evidence-compromised-stamped", at = stamped.at),
            None => say!("evidence-compromised-help"),
        };
        writeln!(out, "    {line}")?;
    }
    Ok(())
}

/// Writes findings, of each code the first ones.
fn write_findings(out: &mut impl Write, findings: &[Finding]) -> io::Result<()> {
    let mut of_code: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        let seen = of_code.entry(finding.code()).or_default();
        *seen += 1;
        if *seen <= MAX_OF_CODE {
            writeln!(out, "  {}: {}", finding.code(), printable(&of_evidence_finding(finding)))?;
        }
    }
    for (code, seen) in of_code.iter().filter(|(_, seen)| **seen > MAX_OF_CODE) {
        writeln!(out, "  {}", say!("evidence-more", code = code, more = seen - MAX_OF_CODE))?;
    }
    Ok(())
}

fn write_chain(out: &mut impl Write, findings: &[Finding], links: &[Link]) -> io::Result<()> {
    let last = links.iter().max_by_key(|link| link.number);
    if let Some(last) = last.filter(|_| findings.is_empty()) {
        let files = count(links.len(), "file");
        writeln!(out, "{}", say!("evidence-chain", files = files, number = last.number, digest = last.digest))?;
    }
    write_findings(out, findings)
}

/// Writes a table of the records of which something is to be said: the answers are not those that were recorded.
fn write_records(out: &mut impl Write, checked: &Checked, question: &Question<'_>, explain: bool) -> io::Result<()> {
    let differs = |record: &&RecordChecked| {
        let answers = [&record.then, &record.on, &record.today];
        explain || answers.into_iter().flatten().any(|answer| answer.code.as_str() != record.stated)
    };
    let rows: Vec<Row> = checked.records.iter().filter(differs).map(|record| row(record, question)).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let mut titles = vec![say!("column-record"), say!("column-recorded"), say!("column-then")];
    titles.extend(question.on.map(|day| day.to_string()));
    titles.extend(question.today.map(|_| say!("column-today-lists")));
    titles.extend([say!("column-product"), say!("column-model")]);
    let mut out = out;
    Columns::new(titles).write_table(&mut out, &rows)
}

fn row(record: &RecordChecked, question: &Question<'_>) -> Row {
    let code = |answer: &Option<Answer>| answer.as_ref().map_or("–", |answer| answer.code.as_str());
    let text = |text: &Option<String>| text.as_deref().map_or("–".into(), printable).into_owned();
    let mut cells = vec![
        Cell::plain(record.number.to_string()),
        Cell::plain(printable(&record.stated)),
        Cell::plain(code(&record.then)),
    ];
    cells.extend(question.on.map(|_| Cell::plain(code(&record.on))));
    cells.extend(question.today.map(|_| Cell::plain(code(&record.today))));
    cells.extend([Cell::plain(text(&record.product_id)), Cell::plain(text(&record.model))]);
    Row { cells, notes: Vec::new() }
}
