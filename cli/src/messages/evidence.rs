//! What is said of evidence: why a file cannot be read, and what was found.

use super::say;
use starseal_evidence::stamp::StampError;
use starseal_evidence::{EvidenceError, Finding};

/// Returns why a file is not evidence.
pub(crate) fn of_evidence(error: &EvidenceError) -> String {
    match error {
        EvidenceError::TooLong { bytes, most } => say!("evidence-too-long", bytes = bytes, most = most),
        EvidenceError::Malformed(fault) => say!("evidence-malformed", fault = fault),
        EvidenceError::Unsupported { version } => say!("evidence-version-unknown", version = version),
        EvidenceError::BadSignature { key_id } => say!("evidence-bad-signature", key_id = key_id),
        EvidenceError::Block { what, block } => say!("evidence-block-damaged", what = lines(what), block = block),
        EvidenceError::Lists { basis } => say!("evidence-lists-damaged", basis = basis),
        EvidenceError::TooMany { what, most } => say!("evidence-has-too-many", what = lines(what), most = most),
        EvidenceError::LinesTooLong { most } => say!("evidence-lines-too-long", most = most),
        other => say!("fault-other", reason = other),
    }
}

/// Returns the name of a kind of lines in a file: records or notes.
pub(crate) fn lines(kind: &str) -> String {
    match kind {
        "records" => say!("evidence-records"),
        "notes" => say!("evidence-notes"),
        other => other.to_owned(),
    }
}

/// Returns why a time stamp proves nothing.
pub(crate) fn of_stamp(error: &StampError) -> String {
    match error {
        StampError::Malformed { what } => say!("stamp-malformed", what = what),
        StampError::NotGranted { status } => say!("stamp-not-granted", status = status),
        StampError::OtherFile { stamped, found } => say!("stamp-of-another-file", stamped = stamped, found = found),
        StampError::OtherRequest => say!("stamp-of-another-request"),
        StampError::Unsupported { what } => say!("stamp-unsupported", what = what),
        StampError::BadSignature => say!("stamp-bad-signature"),
        StampError::CertificateRefused { reason } => say!("stamp-certificate-refused", reason = reason),
        other => say!("fault-other", reason = other),
    }
}

/// Returns what was found in a file, or in a chain of files.
pub(crate) fn of_evidence_finding(finding: &Finding) -> String {
    match finding {
        Finding::NotSigned { wanted } => say!("found-not-signed", wanted = wanted),
        Finding::OtherKey { wanted, found } => say!("found-other-key", wanted = wanted, found = found),
        Finding::ListsChanged { basis, stated, found } => {
            say!("found-lists-changed", basis = basis, stated = stated, found = found)
        }
        Finding::PolicyChanged { basis, stated, found } => {
            say!("found-policy-changed", basis = basis, stated = stated, found = found)
        }
        Finding::RecordChanged { number } => say!("found-record-changed", number = number),
        Finding::RecordAdded { number } => say!("found-record-added", number = number),
        Finding::RecordLeftOut { number } => say!("found-record-left-out", number = number),
        Finding::RecordMoved { number, from } => say!("found-record-moved", number = number, from = from),
        Finding::RecordsChanged { stated, found } => say!("found-records-changed", stated = stated, found = found),
        Finding::MarksChanged { stated, found } => say!("found-marks-changed", stated = stated, found = found),
        Finding::NotesChanged { stated, found } => say!("found-notes-changed", stated = stated, found = found),
        Finding::AuthorityUnknown { authority } => say!("found-authority-unknown", authority = authority),
        Finding::AnchorNewer { authority, anchor, stated } => {
            say!("found-anchor-newer", authority = authority, anchor = anchor, stated = stated)
        }
        Finding::ListRefused { basis, code, reason } => {
            say!("found-evidence-list-refused", basis = basis, code = code, reason = reason)
        }
        Finding::PolicyUnreadable { basis } => say!("found-policy-unreadable", basis = basis),
        Finding::RecordUnreadable { number, field, stated } => {
            say!("found-record-unreadable", number = number, field = field, stated = stated)
        }
        Finding::ListsDiffer { number, field, stated, found } => {
            say!("found-lists-differ", number = number, field = field, stated = stated, found = found)
        }
        Finding::PolicyDiffers { number, stated, found } => {
            say!("found-policy-differs", number = number, stated = stated, found = found)
        }
        Finding::VerdictDiffers { number, field, stated, found } => {
            say!("found-verdict-differs", number = number, field = field, stated = stated, found = found)
        }
        Finding::RecordLater { number, checked_at, made_at } => {
            say!("found-record-later", number = number, checked_at = checked_at, made_at = made_at)
        }
        Finding::Stamp(error) => of_stamp(error),
        Finding::FileMissing { from, to } => say!("found-file-missing", from = from, to = to),
        Finding::FileTwice { number, name, other } => {
            say!("found-file-twice", number = number, name = name, other = other)
        }
        Finding::FileReplaced { name, before, stated, found } => {
            say!("found-file-replaced", name = name, before = before, stated = stated, found = found)
        }
        Finding::FileEarlier { name, made_at, before, before_at } => {
            say!("found-file-earlier", name = name, made_at = made_at, before = before, before_at = before_at)
        }
        other => say!("fault-other", reason = other),
    }
}
