//! Computes every verdict of a file again.

use crate::anchors::Anchors;
use crate::compare::{Stated, shortened};
use crate::finding::Finding;
use crate::format::Evidence;
use crate::stamp::{Authorities, Stamp, Stamped};
use crate::{json, lines, marks};
use starseal::{Code, Date, KeyId, PublicKey, Timestamp, Verdict, Verifier, When};
use std::collections::{BTreeMap, BTreeSet};

/// What is asked about a file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Question<'a> {
    /// The key that should have signed the file; none if any key or none will do.
    pub key: Option<&'a PublicKey>,
    /// The day asked about, such as the day of supply; none for the question of each record.
    pub on: Option<Date>,
    /// The answer of a time-stamping server that is kept beside the file, and the authorities that are trusted; none if
    /// the file's age is not asked about.
    pub stamp: Option<(&'a [u8], &'a Authorities)>,
    /// A verifier with the lists of today, which is asked about the same labels and the same days.
    pub today: Option<&'a Verifier>,
}

/// The verdict of a record, as it was computed again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// The code.
    pub code: Code,
    /// Whether the label stands.
    pub stands: bool,
}

impl Answer {
    fn of(verdict: Option<&Verdict>) -> Self {
        match verdict {
            Some(verdict) => Answer { code: verdict.code(), stands: verdict.stands() },
            None => Answer { code: Code::NoLabel, stands: false },
        }
    }
}

/// What was computed for one record.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordChecked {
    /// The number of the record, from 1 on.
    pub number: usize,
    /// The product ID of an authentic label, by the lists in the file.
    pub product_id: Option<String>,
    /// The model of an authentic label, by the lists in the file.
    pub model: Option<String>,
    /// The code that the record states, or the start of a text that is none.
    pub stated: String,
    /// The answer to the question of the record, by the lists in the file; none if it could not be computed.
    pub then: Option<Answer>,
    /// The answer for the day asked about, by the lists in the file.
    pub on: Option<Answer>,
    /// The answer for the same day by the lists of today.
    pub today: Option<Answer>,
}

/// A key that the lists of today call compromised, and the file's lists do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Compromised {
    /// The ID of the key.
    pub key_id: KeyId,
    /// The day on which it was declared compromised.
    pub declared_on: Date,
    /// The number of records of labels that it sealed.
    pub records: usize,
}

/// What came of the check of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Checked {
    /// What speaks against the file. Nothing does if it is empty.
    pub findings: Vec<Finding>,
    /// The records, in their order.
    pub records: Vec<RecordChecked>,
    /// The time stamp, if it was verified.
    pub stamped: Option<Stamped>,
    /// The keys that were compromised since.
    pub compromised: Vec<Compromised>,
    /// The other versions of the program that the records name; another program, or none, as JSON. Their wording is not
    /// compared.
    pub other_versions: BTreeSet<String>,
}

impl Checked {
    /// Returns the number of records whose verdict was computed again and is the same.
    #[must_use]
    pub fn same(&self) -> usize {
        self.records
            .iter()
            .filter(|record| record.then.as_ref().is_some_and(|then| then.code.as_str() == record.stated))
            .count()
    }
}

/// Checks a file: its parts against its head, its lists from the anchors on, and each record against the verdict that
/// they give. Nothing else is used, and no network.
#[must_use]
pub fn check(evidence: &Evidence, anchors: &Anchors, question: &Question<'_>) -> Checked {
    let mut checked = Checked { findings: against_key(evidence, question.key), ..Checked::default() };
    if let Some((answer, authorities)) = question.stamp {
        let stamp = Stamp::from_answer(answer).and_then(|stamp| stamp.verify(&evidence.digest(), authorities));
        checked.stamped = stamp.map_err(|error| checked.findings.push(error.into())).ok();
    }
    checked.findings.extend(against_head(evidence));
    let mut verifiers = Vec::new();
    for (at, (head, part)) in evidence.head().bases.iter().zip(&evidence.bases).enumerate() {
        let then = anchors.verifier(at + 1, head, part);
        let then = then.map_err(|findings| checked.findings.extend(findings)).ok();
        // The lists are those of today, and the policy is that of then.
        let today = question.today.cloned().map(|mut today| {
            then.iter().for_each(|then| today.set_policy(then.policy().clone()));
            today
        });
        verifiers.push(Judges { records: head.records, made_at: evidence.head().made_at, then, today });
    }
    let mut number = 0;
    let mut compromised = BTreeMap::new();
    evidence.records(|line| {
        number += 1;
        if let Some(judges) = judges_of(number, &verifiers) {
            check_record(number, line, judges, question.on, &mut compromised, &mut checked);
        }
    });
    checked.compromised = compromised.into_values().collect();
    checked
}

/// Who judges the records of a basis.
struct Judges {
    /// The number of records.
    records: usize,
    /// The time at which the file was made.
    made_at: Timestamp,
    /// The verifier with the lists in the file; none if they cannot be used.
    then: Option<Verifier>,
    /// The verifier with the lists of today, if they were given.
    today: Option<Verifier>,
}

/// Compares the key that signed with the one that should have.
fn against_key(evidence: &Evidence, wanted: Option<&PublicKey>) -> Vec<Finding> {
    let Some(wanted) = wanted else { return Vec::new() };
    match evidence.signed_by() {
        None => vec![Finding::NotSigned { wanted: wanted.key_id() }],
        Some(found) if found != *wanted => {
            vec![Finding::OtherKey { wanted: wanted.key_id(), found: found.key_id() }]
        }
        Some(_) => Vec::new(),
    }
}

/// Compares records and notes with the head.
fn against_head(evidence: &Evidence) -> Vec<Finding> {
    let head = evidence.head();
    let mut findings = Vec::new();
    let has_marks = evidence.marks_digest == head.marks;
    if !has_marks {
        findings.push(Finding::MarksChanged { stated: head.marks, found: evidence.marks_digest });
    }
    let (found, count) = evidence.record_lines;
    if found != head.records || count != head.record_count() {
        let mut marks = Vec::new();
        evidence.records(|line| marks.push(lines::mark(line)));
        let which = if has_marks { marks::compare(&evidence.marks, &marks) } else { Vec::new() };
        if which.is_empty() {
            findings.push(Finding::RecordsChanged { stated: head.records, found });
        }
        findings.extend(which);
    }
    let (found, count) = evidence.note_lines;
    if found != head.notes || count != head.note_count {
        findings.push(Finding::NotesChanged { stated: head.notes, found });
    }
    findings
}

/// Returns who judges a record: records rest on the bases in their order.
fn judges_of(number: usize, all: &[Judges]) -> Option<&Judges> {
    let mut end = 0_usize;
    let of_basis = all.iter().find(|judges| {
        end = end.saturating_add(judges.records);
        number <= end
    });
    // A record that was added.
    of_basis.or(all.last())
}

fn check_record(
    number: usize,
    line: &str,
    judges: &Judges,
    on: Option<Date>,
    compromised: &mut BTreeMap<KeyId, Compromised>,
    checked: &mut Checked,
) {
    let verifier = judges.then.as_ref();
    let fields = json::object(line).unwrap_or_default();
    let stated = match Stated::read(number, &fields) {
        Ok(stated) => stated,
        Err(finding) => return checked.findings.push(finding),
    };
    checked.other_versions.extend(stated.other_version());
    let then = verifier.map(|verifier| stated.judge(verifier, stated.at));
    if let Some(checked_at) = stated.checked_at.filter(|checked_at| *checked_at > judges.made_at) {
        checked.findings.push(Finding::RecordLater { number, checked_at, made_at: judges.made_at });
    }
    if let Some(verdict) = &then {
        checked.findings.extend(stated.compare(verdict.as_ref()));
    }
    let label = then.as_ref().and_then(|verdict| verdict.as_ref()?.authentic_label());
    let on_day = on.zip(verifier).map(|(day, verifier)| stated.judge(verifier, When::On(day)));
    let today = judges.today.as_ref().map(|verifier| {
        // By the lists of today, "now" would be another question than that of the record.
        let day = on.or(stated.checked_for()).map_or(stated.at, When::On);
        stated.judge(verifier, day)
    });
    if let Some(Some(verdict)) = &today {
        let held = then.as_ref().and_then(Option::as_ref).and_then(key_compromised);
        if let Some((key_id, declared_on)) = key_compromised(verdict).filter(|_| held.is_none()) {
            let entry = compromised.entry(key_id).or_insert(Compromised { key_id, declared_on, records: 0 });
            entry.records += 1;
        }
    }
    checked.records.push(RecordChecked {
        number,
        product_id: label.map(|label| label.product_id().to_string()),
        model: label.and_then(|label| label.model()).map(ToString::to_string),
        stated: shortened(stated.code()),
        then: then.as_ref().map(|verdict| Answer::of(verdict.as_ref())),
        on: on_day.as_ref().map(|verdict| Answer::of(verdict.as_ref())),
        today: today.as_ref().map(|verdict| Answer::of(verdict.as_ref())),
    });
}

/// Returns the key of a label and the day on which it was declared compromised, if a verdict says so.
fn key_compromised(verdict: &Verdict) -> Option<(KeyId, Date)> {
    verdict.findings().iter().find_map(|finding| match finding {
        starseal::Finding::KeyCompromised { key_id, declared_on, .. }
        | starseal::Finding::Witnessed { key_id, declared_on } => Some((*key_id, *declared_on)),
        _ => None,
    })
}
