//! What is said of a file, for people and for programs.

use crate::exit::Failure;
use crate::messages::{count, say};
use crate::output::escape::{printable, shown};
use serde::Serialize;
use starseal_evidence::{Answer, Checked, Evidence, Finding, RecordChecked};
use std::io::{self, Write};
use std::path::Path;

/// The report of a whole run.
#[derive(Serialize)]
pub(super) struct ReportJson<'a> {
    pub(super) schema: &'static str,
    pub(super) on: Option<String>,
    /// Each file, as [`FileJson`] has it.
    pub(super) files: Vec<serde_json::Value>,
    /// The files of a folder that could not be read.
    pub(super) unreadable: Vec<UnreadableJson<'a>>,
    pub(super) chain: Vec<FindingJson>,
}

#[derive(Serialize)]
pub(super) struct UnreadableJson<'a> {
    file: String,
    what: &'a str,
}

#[derive(Serialize)]
pub(super) struct FileJson<'a> {
    pub(super) file: String,
    #[serde(flatten)]
    pub(super) head: HeadJson<'a>,
    pub(super) stamped_at: Option<String>,
    pub(super) same: usize,
    pub(super) other_versions: Vec<&'a str>,
    pub(super) findings: Vec<FindingJson>,
    pub(super) compromised: Vec<CompromisedJson>,
    pub(super) verdicts: Vec<VerdictJson<'a>>,
}

/// What the head of a file says.
#[derive(Serialize)]
pub(super) struct HeadJson<'a> {
    audit: &'a str,
    number: u64,
    sha256: String,
    previous_sha256: Option<String>,
    made_at: String,
    program: ProgramJson<'a>,
    signed_by: Option<String>,
    records: usize,
    records_sha256: String,
    notes: usize,
    notes_sha256: String,
    bases: Vec<BasisJson>,
}

#[derive(Serialize)]
struct ProgramJson<'a> {
    name: &'a str,
    version: &'a str,
    format: u32,
}

#[derive(Serialize)]
struct BasisJson {
    records: usize,
    lists_sha256: String,
    policy_sha256: String,
    authorities: Vec<AuthorityJson>,
}

#[derive(Serialize)]
struct AuthorityJson {
    id: String,
    trust_list_version: u32,
}

#[derive(Serialize)]
pub(super) struct FindingJson {
    code: &'static str,
    what: String,
}

#[derive(Serialize)]
pub(super) struct CompromisedJson {
    key_id: String,
    declared_on: String,
    records: usize,
}

#[derive(Serialize)]
pub(super) struct VerdictJson<'a> {
    record: usize,
    product_id: Option<&'a str>,
    model: Option<&'a str>,
    recorded: &'a str,
    then: Option<&'static str>,
    on: Option<&'static str>,
    today: Option<&'static str>,
}

impl<'a> HeadJson<'a> {
    pub(super) fn new(evidence: &'a Evidence) -> Self {
        let head = evidence.head();
        let bases = head.bases.iter().map(|basis| BasisJson {
            records: basis.records,
            lists_sha256: basis.lists.to_string(),
            policy_sha256: basis.policy.to_string(),
            authorities: basis
                .authorities
                .iter()
                .map(|(id, version)| AuthorityJson { id: id.to_string(), trust_list_version: *version })
                .collect(),
        });
        HeadJson {
            audit: &head.audit,
            number: head.number,
            sha256: evidence.digest().to_string(),
            previous_sha256: head.previous.map(|digest| digest.to_string()),
            made_at: head.made_at.to_string(),
            program: ProgramJson {
                name: &head.program.name,
                version: &head.program.version,
                format: head.program.format,
            },
            signed_by: evidence.signed_by().map(|key| key.thumbprint().to_string()),
            records: head.record_count(),
            records_sha256: head.records.to_string(),
            notes: head.note_count,
            notes_sha256: head.notes.to_string(),
            bases: bases.collect(),
        }
    }
}

impl<'a> UnreadableJson<'a> {
    pub(super) fn new(path: &Path, failure: &'a Failure) -> Self {
        UnreadableJson { file: path.to_string_lossy().into_owned(), what: failure.what() }
    }
}

impl FindingJson {
    pub(super) fn new(finding: &Finding) -> Self {
        FindingJson { code: finding.code(), what: finding.to_string() }
    }
}

impl<'a> FileJson<'a> {
    pub(super) fn new(path: &Path, evidence: &'a Evidence, checked: &'a Checked) -> Self {
        let code = |answer: &Option<Answer>| answer.as_ref().map(|answer| answer.code.as_str());
        let verdict = |record: &'a RecordChecked| VerdictJson {
            record: record.number,
            product_id: record.product_id.as_deref(),
            model: record.model.as_deref(),
            recorded: &record.stated,
            then: code(&record.then),
            on: code(&record.on),
            today: code(&record.today),
        };
        FileJson {
            file: path.to_string_lossy().into_owned(),
            head: HeadJson::new(evidence),
            stamped_at: checked.stamped.map(|stamped| stamped.at.to_string()),
            same: checked.same(),
            other_versions: checked.other_versions.iter().map(String::as_str).collect(),
            findings: checked.findings.iter().map(FindingJson::new).collect(),
            compromised: checked
                .compromised
                .iter()
                .map(|key| CompromisedJson {
                    key_id: key.key_id.to_string(),
                    declared_on: key.declared_on.to_string(),
                    records: key.records,
                })
                .collect(),
            verdicts: checked.records.iter().map(verdict).collect(),
        }
    }
}

/// Writes what the head of a file says.
pub(super) fn head_lines(out: &mut impl Write, path: &Path, evidence: &Evidence) -> io::Result<()> {
    let head = evidence.head();
    let (path, audit) = (shown(path), printable(&head.audit));
    let records = count(head.record_count(), "record");
    writeln!(
        out,
        "{}",
        say!(
            "evidence-head",
            path = path,
            audit = audit,
            number = head.number,
            made_at = head.made_at,
            records = records
        )
    )?;
    writeln!(out, "  {}", say!("evidence-digest", digest = evidence.digest()))?;
    let program = &head.program;
    let (name, version) = (printable(&program.name), printable(&program.version));
    writeln!(out, "  {}", say!("evidence-made-by", name = name, version = version))?;
    match evidence.signed_by() {
        Some(key) => writeln!(out, "  {}", say!("evidence-signed-by", key_id = key.key_id())),
        None => writeln!(out, "  {}", say!("evidence-unsigned")),
    }
}
