//! The first event of a ledger.

use super::change::key;
use super::codec::{self, EventFault, array, bytes, text};
use super::kind::Kind;
use starseal::PublicKey;
use starseal::cbor::{Reader, Value};
use starseal::trust::AuthorityId;
use starseal::verify::Digest;
use std::collections::BTreeMap;

/// The maximum number of officers in one event.
const MAX_OFFICERS: usize = 64;

/// An officer's name and public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedKey {
    /// The name of the officer, who is a person.
    pub name: String,
    /// The public key.
    pub key: PublicKey,
}

/// The number of officers that each kind of event needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    officers: BTreeMap<Kind, u8>,
}

impl Default for Rule {
    /// Makes the usual rule: two officers for what reaches the public or changes who may decide, one for the rest.
    fn default() -> Self {
        Rule { officers: Kind::BY_TWO.iter().map(|kind| (*kind, 2)).collect() }
    }
}

impl Rule {
    /// Returns how many officers a kind needs.
    #[must_use]
    pub fn officers_for(&self, kind: Kind) -> u8 {
        if kind.is_subject_to_rule() { self.officers.get(&kind).copied().unwrap_or(1) } else { 2 }
    }

    /// Sets how many officers a kind needs: 1 or 2. Returns false, and changes nothing, for another number and for a
    /// kind that always needs two.
    #[must_use]
    pub fn set(&mut self, kind: Kind, officers: u8) -> bool {
        let is_allowed = kind.is_subject_to_rule() && (1..=2).contains(&officers);
        if is_allowed {
            self.officers.insert(kind, officers);
        }
        is_allowed
    }

    /// Returns the kinds for which the rule has a number, each with it.
    pub fn iter(&self) -> impl Iterator<Item = (Kind, u8)> {
        self.officers.iter().map(|(kind, officers)| (*kind, *officers))
    }

    pub(super) fn to_value(&self) -> Value {
        // The order of the names, so that one rule has one encoding.
        let by_name: BTreeMap<&str, u8> = self.iter().map(|(kind, officers)| (kind.as_str(), officers)).collect();
        array(by_name.into_iter().map(|(kind, officers)| array([text(kind), officers.into()])))
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, EventFault> {
        let entries = codec::list(reader, "kinds in the rule", Kind::ALL.len(), |reader| {
            reader.tuple(2, |reader| {
                let name = reader.text()?;
                let kind = name.parse::<Kind>().map_err(|_| EventFault::Kind { kind: name.to_owned() })?;
                Ok((kind, reader.number::<u8>()?))
            })
        })?;
        let fault = EventFault::Count { what: "kinds in the rule" };
        let ascends = entries.is_sorted_by(|before, next| before.0.as_str() < next.0.as_str());
        let is_good = entries
            .iter()
            .all(|(kind, officers)| (1..=2).contains(officers) && (kind.is_subject_to_rule() || *officers == 2));
        if ascends && is_good { Ok(Rule { officers: entries.into_iter().collect() }) } else { Err(fault) }
    }
}

/// The content of the first event, which all first officers sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// Random bytes, by which two ledgers of one issuer differ.
    pub nonce: [u8; 16],
    /// The authority whose scheme the issuer works under.
    pub authority: AuthorityId,
    /// The URI of the issuer's status list, which names the issuer in the trust list.
    pub status_list: String,
    /// The SHA-256 of the trust list, or of the chain of trust lists.
    pub trust_list: Digest,
    /// Whether the ledger is for trials. A trial's labels are worth nothing.
    pub is_trial: bool,
    /// The first officers, at least two.
    pub officers: Vec<NamedKey>,
    /// The rule which kinds need two officers.
    pub rule: Rule,
}

impl Founding {
    pub(super) fn to_value(&self) -> Value {
        let officer = |officer: &NamedKey| array([text(&officer.name), bytes(&officer.key.to_bytes())]);
        array([
            bytes(&self.nonce),
            bytes(self.authority.as_bytes()),
            text(&self.status_list),
            bytes(self.trust_list.as_bytes()),
            self.is_trial.into(),
            array(self.officers.iter().map(officer)),
            self.rule.to_value(),
        ])
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, EventFault> {
        reader.tuple(7, |reader| {
            Ok(Founding {
                nonce: reader.byte_array()?,
                authority: AuthorityId::from_bytes(reader.byte_array()?),
                status_list: codec::checked("the URI of the status list", reader.text()?, 256)?,
                trust_list: codec::digest(reader)?,
                is_trial: codec::boolean(reader)?,
                officers: codec::list(reader, "officers", MAX_OFFICERS, |reader| {
                    reader.tuple(2, |reader| {
                        Ok(NamedKey { name: codec::name(reader, "the officer's name")?, key: key(reader)? })
                    })
                })?,
                rule: Rule::read(reader)?,
            })
        })
    }
}
