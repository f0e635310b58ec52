//! The transcript of a ceremony: who signed what when, with digests.

use super::change::changes;
use super::key::read_aloud;
use serde::{Deserialize, Serialize};
use starseal::keys::Thumbprint;
use starseal::report::escape_hidden;
use starseal::trust::{TrustDraft, TrustStatement};
use starseal::verify::Digest;
use starseal::{Language, PublicKey, Timestamp, TrustList};
use std::collections::BTreeMap;

/// The schema of a [`SigningRecord`].
pub const SIGNING_SCHEMA: &str = "starseal-signing/1";

/// The schema of a [`Transcript`].
pub const TRANSCRIPT_SCHEMA: &str = "starseal-transcript/1";

/// What a signer's machine records when it signs a draft. Nobody signs the record: its name and its time are what the
/// signer's machine says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningRecord {
    /// [`SIGNING_SCHEMA`].
    pub schema: String,
    /// The SHA-256 of the payload, which is what was signed.
    pub payload_sha256: String,
    /// The thumbprint of the root key.
    pub thumbprint: String,
    /// The name of the person who signed.
    pub signer: Option<String>,
    /// The time of the signer's machine.
    pub signed_at: String,
    /// The SHA-256 of the draft that the signer was given.
    pub draft_sha256: String,
    /// The SHA-256 of the draft with the signature.
    pub signed_sha256: String,
    /// The codes of the concerns that the signer accepted.
    pub accepted: Vec<String>,
    /// The program that signed.
    pub program: String,
}

impl SigningRecord {
    /// Records that a root key has signed `draft`, which became `signed`.
    #[must_use]
    pub fn new(draft: &TrustDraft, signed: &TrustDraft, root: &PublicKey, at: Timestamp, program: &str) -> Self {
        SigningRecord {
            schema: SIGNING_SCHEMA.to_owned(),
            payload_sha256: draft.payload_digest().to_string(),
            thumbprint: root.thumbprint().to_string(),
            signer: None,
            signed_at: at.to_string(),
            draft_sha256: Digest::of(&draft.to_bytes()).to_string(),
            signed_sha256: Digest::of(&signed.to_bytes()).to_string(),
            accepted: Vec::new(),
            program: program.to_owned(),
        }
    }

    /// Returns the record with the name of the person who signed.
    #[must_use]
    pub fn signed_by(mut self, signer: &str) -> Self {
        self.signer = Some(signer.to_owned());
        self
    }

    /// Writes the record as JSON on one line, without a line feed. Hidden characters are escaped.
    #[must_use]
    pub fn to_json(&self) -> String {
        // A structure of texts and lists of texts always has a JSON form.
        escape_hidden(serde_json::to_string(self).unwrap_or_default())
    }

    /// Reads a record.
    ///
    /// # Errors
    /// [`TranscriptError::Record`].
    pub fn from_json(text: &str) -> Result<Self, TranscriptError> {
        let record: SigningRecord =
            serde_json::from_str(text).map_err(|error| TranscriptError::Record { reason: error.to_string() })?;
        if record.schema != SIGNING_SCHEMA {
            let reason = format!("its schema is {:?}, not {SIGNING_SCHEMA:?}", record.schema);
            return Err(TranscriptError::Record { reason });
        }
        if record.signed_at.parse::<Timestamp>().is_err() {
            let reason = format!("{:?} is not a time", record.signed_at);
            return Err(TranscriptError::Record { reason });
        }
        Ok(record)
    }
}

/// Why a transcript cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TranscriptError {
    /// A file is not the record of a signing.
    #[error("it is not the record of a signing: {reason}")]
    Record {
        /// The reason.
        reason: String,
    },
    /// A record is of another list.
    #[error("a record of key {thumbprint} is of a list with payload {recorded}, and this one has payload {payload}")]
    OtherList {
        /// The thumbprint in the record.
        thumbprint: String,
        /// The digest in the record.
        recorded: String,
        /// The digest of the payload.
        payload: Digest,
    },
    /// A record names a key that has not signed.
    #[error("a record says that key {thumbprint} has signed, and the list has no signature of a root with it")]
    NotSigned {
        /// The thumbprint in the record.
        thumbprint: String,
    },
}

impl TranscriptError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            TranscriptError::Record { .. } => "record-malformed",
            TranscriptError::OtherList { .. } => "record-of-another-list",
            TranscriptError::NotSigned { .. } => "record-without-signature",
        }
    }
}

/// Who signed what when. Signatures and digests are verified; names and times are what each signer's machine said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Transcript {
    /// [`TRANSCRIPT_SCHEMA`].
    pub schema: &'static str,
    /// What the ceremony is called, if it has a file.
    pub ceremony: Option<String>,
    /// Whether it was a rehearsal with trial keys.
    pub rehearsal: bool,
    /// The list that was signed.
    pub list: ListEntry,
    /// The list held before; none for a first list.
    pub held: Option<ListEntry>,
    /// What changes.
    pub changes: Vec<ChangeEntry>,
    /// The roots that must sign: those of the list held, then those of the list itself.
    pub roots: Vec<RootsEntry>,
    /// The signatures of these roots.
    pub signatures: Vec<SignatureEntry>,
    /// The number of signatures that no root has made.
    pub other_signatures: usize,
    /// Whether enough roots have signed.
    pub complete: bool,
    /// The program that made the transcript.
    pub program: String,
}

/// A trust list in a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListEntry {
    /// The ID of the authority.
    pub authority_id: String,
    /// The name of the authority in each language.
    pub names: BTreeMap<String, String>,
    /// The version of the list.
    pub version: u32,
    /// The time at which it is issued.
    pub issued_at: String,
    /// The time at which it expires.
    pub expires_at: String,
    /// The SHA-256 of its payload, which all signers signed.
    pub payload_sha256: String,
    /// The SHA-256 of the list with its signatures.
    pub sha256: String,
}

/// A change in a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeEntry {
    /// The kind of the change.
    pub code: &'static str,
    /// The change in English.
    pub en: String,
    /// The change in Japanese.
    pub ja: String,
}

/// The roots of a list, of which a threshold must sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RootsEntry {
    /// Whose roots they are: `held` or `next`.
    pub of: &'static str,
    /// The number that must sign.
    pub threshold: usize,
    /// The number that has signed.
    pub signed: usize,
    /// The roots.
    pub keys: Vec<RootEntry>,
}

/// A root in a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RootEntry {
    /// The thumbprint.
    pub thumbprint: String,
    /// The part of it that people read to each other.
    pub read_aloud: String,
    /// Whether the root has signed.
    pub signed: bool,
}

/// A signature in a transcript, with what its record says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatureEntry {
    /// The thumbprint of the root.
    pub thumbprint: String,
    /// The part of it that people read to each other.
    pub read_aloud: String,
    /// Of which lists it is a root: `held`, `next`, or both.
    pub root_of: Vec<&'static str>,
    /// Who holds the root, by the file of the ceremony.
    pub holder: Option<String>,
    /// Who signed, by the record.
    pub signer: Option<String>,
    /// When, by the record.
    pub signed_at: Option<String>,
    /// The SHA-256 of the draft that the signer was given, by the record.
    pub draft_sha256: Option<String>,
    /// The SHA-256 of the draft with the signature, by the record.
    pub signed_sha256: Option<String>,
    /// The concerns that the signer accepted, by the record.
    pub accepted: Vec<String>,
}

impl Transcript {
    /// Makes the transcript of a draft or a published list, from its signatures and the records of its signers. Several
    /// records of one key: the first counts.
    ///
    /// # Errors
    /// `OtherList` or `NotSigned` if a record does not fit.
    pub fn new(
        draft: &TrustDraft,
        held: Option<&TrustList>,
        records: &[SigningRecord],
        program: &str,
    ) -> Result<Self, TranscriptError> {
        let (next, payload) = (draft.statement(), draft.payload_digest());
        let mut roots = Vec::new();
        roots.extend(held.map(|held| RootsEntry::new("held", held.statement(), draft)));
        roots.push(RootsEntry::new("next", next, draft));
        let mut signatures: Vec<SignatureEntry> = Vec::new();
        for entry in &roots {
            for root in entry.keys.iter().filter(|root| root.signed) {
                match signatures.iter_mut().find(|known| known.thumbprint == root.thumbprint) {
                    Some(known) => known.root_of.push(entry.of),
                    None => signatures.push(SignatureEntry::new(root, entry.of)),
                }
            }
        }
        for record in records {
            let thumbprint = || record.thumbprint.clone();
            if record.payload_sha256 != payload.to_string() {
                let recorded = record.payload_sha256.clone();
                return Err(TranscriptError::OtherList { thumbprint: thumbprint(), recorded, payload });
            }
            let signature = signatures.iter_mut().find(|signature| signature.thumbprint == record.thumbprint);
            let signature = signature.ok_or_else(|| TranscriptError::NotSigned { thumbprint: thumbprint() })?;
            if signature.signed_at.is_none() {
                signature.take(record);
            }
        }
        let authority = next.authority_id.map_or_else(|| payload.to_string(), |id| id.to_string());
        Ok(Transcript {
            schema: TRANSCRIPT_SCHEMA,
            ceremony: None,
            rehearsal: false,
            list: ListEntry::new(next, authority, payload, Digest::of(&draft.to_bytes())),
            held: held.map(|held| {
                let authority = held.authority_id().to_string();
                ListEntry::new(held.statement(), authority, held.payload_digest(), held.digest())
            }),
            changes: changes(held.map(TrustList::statement), next)
                .iter()
                .map(|change| ChangeEntry {
                    code: change.code(),
                    en: change.in_language(Language::En),
                    ja: change.in_language(Language::Ja),
                })
                .collect(),
            other_signatures: draft.signed_by().count().saturating_sub(signatures.len()),
            complete: roots.iter().all(|entry| entry.signed >= entry.threshold),
            roots,
            signatures,
            program: program.to_owned(),
        })
    }

    /// Says of which ceremony this is the transcript, and who holds each root, by thumbprint.
    pub fn is_of(&mut self, ceremony: &str, is_rehearsal: bool, holders: &BTreeMap<String, String>) {
        self.ceremony = Some(ceremony.to_owned());
        self.rehearsal = is_rehearsal;
        for signature in &mut self.signatures {
            signature.holder = holders.get(&signature.thumbprint).cloned();
        }
    }

    /// Writes the transcript as JSON on one line, without a line feed. Hidden characters are escaped.
    #[must_use]
    pub fn to_json(&self) -> String {
        // A structure of texts, numbers and lists of them always has a JSON form.
        escape_hidden(serde_json::to_string(self).unwrap_or_default())
    }
}

impl ListEntry {
    fn new(list: &TrustStatement, authority_id: String, payload: Digest, digest: Digest) -> Self {
        ListEntry {
            authority_id,
            names: list.names.iter().map(|(language, name)| (language.to_owned(), name.to_owned())).collect(),
            version: list.version,
            issued_at: list.issued_at.to_string(),
            expires_at: list.expires_at.to_string(),
            payload_sha256: payload.to_string(),
            sha256: digest.to_string(),
        }
    }
}

impl RootsEntry {
    fn new(of: &'static str, list: &TrustStatement, draft: &TrustDraft) -> Self {
        let root = |root: &PublicKey| {
            let thumbprint: Thumbprint = root.thumbprint();
            let signed = draft.count_signatures(std::slice::from_ref(root)) == 1;
            RootEntry { read_aloud: read_aloud(&thumbprint), thumbprint: thumbprint.to_string(), signed }
        };
        let keys: Vec<RootEntry> = list.roots.iter().map(root).collect();
        RootsEntry { of, threshold: list.threshold, signed: keys.iter().filter(|root| root.signed).count(), keys }
    }
}

impl SignatureEntry {
    fn new(root: &RootEntry, root_of: &'static str) -> Self {
        SignatureEntry {
            thumbprint: root.thumbprint.clone(),
            read_aloud: root.read_aloud.clone(),
            root_of: vec![root_of],
            holder: None,
            signer: None,
            signed_at: None,
            draft_sha256: None,
            signed_sha256: None,
            accepted: Vec::new(),
        }
    }

    fn take(&mut self, record: &SigningRecord) {
        self.signer.clone_from(&record.signer);
        self.signed_at = Some(record.signed_at.clone());
        self.draft_sha256 = Some(record.draft_sha256.clone());
        self.signed_sha256 = Some(record.signed_sha256.clone());
        self.accepted.clone_from(&record.accepted);
    }
}
