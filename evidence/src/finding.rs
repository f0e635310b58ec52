//! What speaks against a file of evidence, or against a chain of them.

use crate::stamp::StampError;
use starseal::trust::AuthorityId;
use starseal::verify::Digest;
use starseal::{KeyId, Timestamp};

/// What was found. None of it says who did it: a disk that fails changes bytes too.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Finding {
    /// The file is not signed, and a signature was asked for.
    #[error("the file is not signed, and key {wanted} should have signed it")]
    NotSigned {
        /// The key that was given.
        wanted: KeyId,
    },
    /// The file is signed by another key than the one that was given.
    #[error("the file is signed by key {found}, and key {wanted} should have signed it")]
    OtherKey {
        /// The key that was given.
        wanted: KeyId,
        /// The key that signed.
        found: KeyId,
    },
    /// The lists are not those that the head names.
    #[error("the lists of basis {basis} have the SHA-256 {found}, and the head names {stated}")]
    ListsChanged {
        /// The number of the basis, from 1 on.
        basis: usize,
        /// The digest in the head.
        stated: Digest,
        /// The digest of the lists in the file.
        found: Digest,
    },
    /// The policy is not the one that the head names.
    #[error("the policy of basis {basis} has the SHA-256 {found}, and the head names {stated}")]
    PolicyChanged {
        /// The number of the basis, from 1 on.
        basis: usize,
        /// The digest in the head.
        stated: Digest,
        /// The digest of the policy in the file.
        found: Digest,
    },
    /// A record is not the one that was written at its place.
    #[error("record {number} is not the one that was written there")]
    RecordChanged {
        /// The number of the record, from 1 on.
        number: usize,
    },
    /// A record was not written when the file was made.
    #[error("record {number} was added")]
    RecordAdded {
        /// The number of the record, from 1 on.
        number: usize,
    },
    /// A record that was written is not there.
    #[error("the record that was written as number {number} is left out")]
    RecordLeftOut {
        /// The number that the record had, from 1 on.
        number: usize,
    },
    /// A record stands at another place than the one where it was written.
    #[error("record {number} was written as number {from}")]
    RecordMoved {
        /// The number of the record, from 1 on.
        number: usize,
        /// The number that it had.
        from: usize,
    },
    /// The records are not those that the head names, and the marks of the file do not say which were changed.
    #[error("the records have the SHA-256 {found}, and the head names {stated}")]
    RecordsChanged {
        /// The digest in the head.
        stated: Digest,
        /// The digest of the records in the file.
        found: Digest,
    },
    /// The marks of the records are not those that the head names.
    #[error("the marks of the records have the SHA-256 {found}, and the head names {stated}")]
    MarksChanged {
        /// The digest in the head.
        stated: Digest,
        /// The digest of the marks in the file.
        found: Digest,
    },
    /// The notes are not those that the head names.
    #[error("the notes have the SHA-256 {found}, and the head names {stated}")]
    NotesChanged {
        /// The digest in the head.
        stated: Digest,
        /// The digest of the notes in the file.
        found: Digest,
    },
    /// No anchor was given for an authority on whose lists the records rest.
    #[error("the records rest on lists of authority {authority}, and no anchor of it was given")]
    AuthorityUnknown {
        /// The ID of the authority.
        authority: AuthorityId,
    },
    /// The anchor is newer than the lists on which the records rest.
    #[error("the anchor of authority {authority} has version {anchor}, and the records rest on version {stated}")]
    AnchorNewer {
        /// The ID of the authority.
        authority: AuthorityId,
        /// The version of the oldest trust list of the anchor.
        anchor: u32,
        /// The version of the newest trust list in the file.
        stated: u32,
    },
    /// A list in the file is not accepted, starting from the anchor.
    #[error("a list of basis {basis} is refused ({code}): {reason}")]
    ListRefused {
        /// The number of the basis, from 1 on.
        basis: usize,
        /// The code of the refusal.
        code: &'static str,
        /// The reason.
        reason: String,
    },
    /// The policy in the file cannot be read.
    #[error("the policy of basis {basis} cannot be read")]
    PolicyUnreadable {
        /// The number of the basis, from 1 on.
        basis: usize,
    },
    /// A record does not have the fields without which its verdict cannot be computed.
    #[error("record {number} cannot be computed again: {field} is {stated}")]
    RecordUnreadable {
        /// The number of the record, from 1 on.
        number: usize,
        /// The field.
        field: &'static str,
        /// What it has, as JSON.
        stated: String,
    },
    /// A record names other lists than those in the file.
    #[error("record {number} names other lists in {field}: {stated}; those in the file are {found}")]
    ListsDiffer {
        /// The number of the record, from 1 on.
        number: usize,
        /// The field.
        field: String,
        /// What the record has, as JSON.
        stated: String,
        /// What was computed, as JSON.
        found: String,
    },
    /// A record names another policy than the one in the file.
    #[error("record {number} names the policy {stated}; that in the file is {found}")]
    PolicyDiffers {
        /// The number of the record, from 1 on.
        number: usize,
        /// What the record has, as JSON.
        stated: String,
        /// What was computed, as JSON.
        found: String,
    },
    /// The verdict of a record is not what its text, the lists and the policy give.
    #[error("record {number} has {stated} as {field}; computed again, it is {found}")]
    VerdictDiffers {
        /// The number of the record, from 1 on.
        number: usize,
        /// The first field that differs.
        field: String,
        /// What the record has, as JSON.
        stated: String,
        /// What was computed, as JSON.
        found: String,
    },
    /// A record says that the label was checked after the file was made.
    #[error("record {number} was checked at {checked_at}, after the file was made at {made_at}")]
    RecordLater {
        /// The number of the record, from 1 on.
        number: usize,
        /// The time that the record states.
        checked_at: Timestamp,
        /// The time that the file states.
        made_at: Timestamp,
    },
    /// The time stamp beside the file proves nothing.
    #[error(transparent)]
    Stamp(#[from] StampError),
    /// Files of a chain are missing.
    #[error("the files with the numbers {from} to {to} are missing")]
    FileMissing {
        /// The first number that is missing.
        from: u64,
        /// The last number that is missing.
        to: u64,
    },
    /// Two files have the same number in a chain.
    #[error("{name} and {other} both have the number {number}")]
    FileTwice {
        /// The number.
        number: u64,
        /// The name of the first file.
        name: String,
        /// The name of the other file.
        other: String,
    },
    /// The file before is not the one that a file names.
    #[error("{name} follows the file {stated}; the one before it, {before}, is {found}")]
    FileReplaced {
        /// The name of the file that names another one.
        name: String,
        /// The name of the file before it.
        before: String,
        /// The digest that the file names.
        stated: Digest,
        /// The digest of the file before it.
        found: Digest,
    },
    /// A file says that it was made before the one that it follows.
    #[error("{name} was made at {made_at}, before the file that it follows: {before} at {before_at}")]
    FileEarlier {
        /// The name of the file.
        name: String,
        /// The time that it states.
        made_at: Timestamp,
        /// The name of the file before it.
        before: String,
        /// The time that the file before it states.
        before_at: Timestamp,
    },
}

impl Finding {
    /// The codes of all findings, in the order of their table; those of a time stamp are [`StampError::CODES`].
    pub const CODES: [&str; 24] = [
        "not-signed",
        "other-key",
        "lists-changed",
        "policy-changed",
        "record-changed",
        "record-added",
        "record-left-out",
        "record-moved",
        "records-changed",
        "marks-changed",
        "notes-changed",
        "authority-unknown",
        "anchor-newer",
        "list-refused",
        "policy-unreadable",
        "record-unreadable",
        "lists-differ",
        "policy-differs",
        "verdict-differs",
        "record-later",
        "file-missing",
        "file-twice",
        "file-replaced",
        "file-earlier",
    ];

    /// Returns the stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Finding::NotSigned { .. } => "not-signed",
            Finding::OtherKey { .. } => "other-key",
            Finding::ListsChanged { .. } => "lists-changed",
            Finding::PolicyChanged { .. } => "policy-changed",
            Finding::RecordChanged { .. } => "record-changed",
            Finding::RecordAdded { .. } => "record-added",
            Finding::RecordLeftOut { .. } => "record-left-out",
            Finding::RecordMoved { .. } => "record-moved",
            Finding::RecordsChanged { .. } => "records-changed",
            Finding::MarksChanged { .. } => "marks-changed",
            Finding::NotesChanged { .. } => "notes-changed",
            Finding::AuthorityUnknown { .. } => "authority-unknown",
            Finding::AnchorNewer { .. } => "anchor-newer",
            Finding::ListRefused { .. } => "list-refused",
            Finding::PolicyUnreadable { .. } => "policy-unreadable",
            Finding::RecordUnreadable { .. } => "record-unreadable",
            Finding::ListsDiffer { .. } => "lists-differ",
            Finding::PolicyDiffers { .. } => "policy-differs",
            Finding::VerdictDiffers { .. } => "verdict-differs",
            Finding::RecordLater { .. } => "record-later",
            Finding::Stamp(error) => error.code(),
            Finding::FileMissing { .. } => "file-missing",
            Finding::FileTwice { .. } => "file-twice",
            Finding::FileReplaced { .. } => "file-replaced",
            Finding::FileEarlier { .. } => "file-earlier",
        }
    }
}
