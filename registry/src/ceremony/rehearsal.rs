//! A ceremony played with trial keys, before the real one.

use super::concern::{Concern, concerns};
use super::file::{Ceremony, CeremonyError, CeremonyParts};
use super::plan::PlanError;
use super::transcript::{SigningRecord, Transcript, TranscriptError};
use starseal::trust::{Names, Scheme, SignTrustError, TrustDraft, TrustError, TrustStatement};
use starseal::{KeyId, PublicKey, Signer, SigningKey, TrustList, Verifier};
use std::collections::BTreeMap;

/// What stands in front of the authority's name in the lists of a rehearsal, in English and in Japanese.
const MARKS: [(&str, &str); 2] = [("en", "Rehearsal: "), ("ja", "予行：")];

/// The trial keys of a rehearsal, by what they stand for: a key as the file of the ceremony names it, or a root of the
/// list held that the file does not name.
pub type TrialKeys = BTreeMap<String, SigningKey>;

/// A ceremony that was played with trial keys.
#[derive(Debug)]
pub struct Rehearsal {
    /// The trial keys that stand for the keys of the ceremony.
    pub keys: TrialKeys,
    /// What stands for the list held; none if the ceremony is for a first list.
    pub held: Option<TrustList>,
    /// The draft, without signatures.
    pub draft: TrustDraft,
    /// What speaks against signing the draft.
    pub concerns: Vec<Concern>,
    /// Each signer's copy.
    pub signatures: Vec<Signature>,
    /// The published list: the chain from the list held on.
    pub list: Vec<u8>,
    /// The transcript.
    pub transcript: Transcript,
}

/// A signer's copy of the draft, signed.
#[derive(Debug)]
pub struct Signature {
    /// The person who holds the root, or the ID of the root that it stands for.
    pub holder: String,
    /// What the signer's trial key stands for: a key of [`Rehearsal::keys`].
    pub key: String,
    /// The copy of the draft with this signature.
    pub draft: TrustDraft,
    /// The record of the signing.
    pub record: SigningRecord,
}

/// Why a ceremony cannot be rehearsed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RehearsalError<E> {
    /// No draft can be made.
    #[error(transparent)]
    Plan(PlanError<E>),
    /// A signer failed.
    #[error(transparent)]
    Sign(#[from] SignTrustError),
    /// Verifiers would refuse the list.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// The transcript cannot be made.
    #[error(transparent)]
    Transcript(#[from] TranscriptError),
}

impl<E> From<PlanError<E>> for RehearsalError<E> {
    fn from(error: PlanError<E>) -> Self {
        RehearsalError::Plan(error)
    }
}

/// The parts of a ceremony with trial keys in place of the keys.
struct TrialParts<'a, P> {
    parts: &'a mut P,
    keys: &'a TrialKeys,
}

impl<P: CeremonyParts> CeremonyParts for TrialParts<'_, P> {
    type Error = P::Error;

    fn public_key(&mut self, key: &str) -> Result<PublicKey, P::Error> {
        match self.keys.get(key) {
            Some(trial) => Ok(trial.public_key()),
            None => self.parts.public_key(key),
        }
    }

    fn scheme(&mut self, file: Option<&str>) -> Result<Scheme, P::Error> {
        self.parts.scheme(file)
    }

    fn previous(&mut self, file: &str) -> Result<TrustList, P::Error> {
        self.parts.previous(file)
    }
}

impl Ceremony {
    /// Plays the ceremony with keys from `trial`: everybody signs a copy, the copies are combined, and a verifier takes
    /// the list. For a next list, a stand-in of the list held is made whose keys are trial keys too, and the public
    /// keys of the file are read; for a first list, no key needs to exist yet.
    ///
    /// # Errors
    /// [`RehearsalError`].
    pub fn rehearse<P: CeremonyParts>(
        &self,
        parts: &mut P,
        mut trial: impl FnMut() -> Result<SigningKey, P::Error>,
        program: &str,
    ) -> Result<Rehearsal, RehearsalError<P::Error>> {
        let previous = self.previous.as_deref().map(|file| parts.previous(file)).transpose();
        let previous = previous.map_err(PlanError::Part)?;
        let mut keys = TrialKeys::new();
        let mut stands_for: Vec<(PublicKey, String)> = Vec::new();
        let named = self.roots.iter().map(|root| &root.key);
        let named: Vec<&String> =
            named.chain(self.issuers.iter().flat_map(|issuer| issuer.keys.iter().map(|part| &part.key))).collect();
        for text in named {
            if keys.contains_key(text) {
                return Err(PlanError::Ceremony(CeremonyError::value("key", format!("{text:?} is named twice"))).into());
            }
            if previous.is_some() {
                stands_for.push((parts.public_key(text).map_err(PlanError::Part)?, text.clone()));
            }
            keys.insert(text.clone(), trial().map_err(PlanError::Part)?);
        }
        let held = match &previous {
            None => None,
            Some(previous) => {
                for key in keys_of(previous.statement()) {
                    if !stands_for.iter().any(|(known, _)| *known == key) {
                        let text = standing_name(key.key_id());
                        keys.insert(text.clone(), trial().map_err(PlanError::Part)?);
                        stands_for.push((key, text));
                    }
                }
                Some(self.stand_in(previous, &stands_for, &keys)?)
            }
        };
        let mut statement = self.statement(&mut TrialParts { parts, keys: &keys }, held.as_ref())?;
        statement.names = marked(&statement.names)?;
        let draft = TrustDraft::new(&statement)?;
        let found = concerns(held.as_ref().map(TrustList::statement), &draft, self.issued_at);
        let signatures = self.sign(&draft, held.as_ref(), &keys, program)?;
        let mut combined = draft.clone();
        signatures.iter().try_for_each(|signature| combined.combine(&signature.draft))?;
        let list = self.publish(&combined, held.as_ref())?;
        let records: Vec<SigningRecord> = signatures.iter().map(|signature| signature.record.clone()).collect();
        let holders = signatures.iter().map(|one| (one.record.thumbprint.clone(), one.holder.clone())).collect();
        let mut transcript = Transcript::new(&combined, held.as_ref(), &records, program)?;
        transcript.is_of(&self.name, true, &holders);
        Ok(Rehearsal { keys, held, draft, concerns: found, signatures, list, transcript })
    }

    /// Makes what stands for the list held: the same statement, with trial keys.
    fn stand_in<E>(
        &self,
        previous: &TrustList,
        stands_for: &[(PublicKey, String)],
        keys: &TrialKeys,
    ) -> Result<TrustList, RehearsalError<E>> {
        let trial = |key: &PublicKey| {
            let text = stands_for.iter().find(|(known, _)| known == key).map(|(_, text)| text);
            text.and_then(|text| keys.get(text)).map_or(*key, Signer::public_key)
        };
        let mut statement = previous.statement().clone();
        statement.names = marked(&statement.names)?;
        statement.roots.iter_mut().for_each(|root| *root = trial(root));
        let issued = statement.issuers.iter_mut().flat_map(|issuer| &mut issuer.keys);
        issued.for_each(|key| key.public_key = trial(&key.public_key));
        let signers = keys.values().filter(|key| statement.roots.contains(&key.public_key()));
        let signers: Vec<&dyn Signer> = signers.map(|key| key as &dyn Signer).collect();
        Ok(TrustList::open(&statement.sign(&signers)?)?)
    }

    fn sign<E>(
        &self,
        draft: &TrustDraft,
        held: Option<&TrustList>,
        keys: &TrialKeys,
        program: &str,
    ) -> Result<Vec<Signature>, RehearsalError<E>> {
        let holder_of = |text: &str| {
            let root = self.roots.iter().find(|root| root.key == text);
            root.map_or_else(|| text.to_owned(), |root| root.holder.clone())
        };
        let is_root = |key: &PublicKey| {
            draft.statement().roots.contains(key) || held.is_some_and(|held| held.statement().roots.contains(key))
        };
        let mut signatures = Vec::new();
        for (text, key) in keys.iter().filter(|(_, key)| is_root(&key.public_key())) {
            let mut copy = draft.clone();
            copy.sign(key)?;
            let holder = holder_of(text);
            let record =
                SigningRecord::new(draft, &copy, &key.public_key(), self.issued_at, program).signed_by(&holder);
            signatures.push(Signature { holder, key: text.clone(), draft: copy, record });
        }
        Ok(signatures)
    }

    /// Returns the chain, which a verifier has taken.
    fn publish(&self, draft: &TrustDraft, held: Option<&TrustList>) -> Result<Vec<u8>, TrustError> {
        let list = draft.finish()?;
        let Some(held) = held else {
            Verifier::new(&list)?;
            return Ok(list);
        };
        let mut verifier = Verifier::new(held.as_bytes())?;
        verifier.update_trust(&list, self.issued_at)?;
        Ok(verifier.to_bundle().trust_lists().flatten().copied().collect())
    }
}

fn standing_name(key_id: KeyId) -> String {
    format!("key {key_id} of the list held")
}

fn keys_of(list: &TrustStatement) -> Vec<PublicKey> {
    let issued = list.issuers.iter().flat_map(|issuer| &issuer.keys).map(|key| key.public_key);
    list.roots.iter().copied().chain(issued).collect()
}

fn marked<E>(names: &Names) -> Result<Names, PlanError<E>> {
    let marked = MARKS.iter().try_fold(names.clone(), |marked, (language, mark)| {
        let name = format!("{mark}{}", names.get(language).unwrap_or_default());
        marked.with(language, &name)
    });
    marked.map_err(|error| PlanError::Ceremony(CeremonyError::value("authority", error)))
}
