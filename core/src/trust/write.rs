//! The payload of a trust list, written as deterministic CBOR, and signed.

use super::{
    Assessment, Issuer, Names, Purpose, Recognition, Scheme, TrustDraft, TrustError, TrustStatement, TrustedKey,
};
use crate::cbor::{encode, map};
use crate::keys::{Signer, SignerError};
use coset::cbor::Value;

/// Why a trust list cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignTrustError {
    /// The result would not be a trust list that verifiers accept.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// A signer failed.
    #[error(transparent)]
    Signer(#[from] SignerError),
}

impl TrustStatement {
    /// Encodes the payload that the roots sign: deterministic CBOR.
    #[must_use]
    pub fn to_payload(&self) -> Vec<u8> {
        let list = |values: Vec<Value>| Some(Value::Array(values));
        let recognitions: Vec<Value> = self.recognitions.iter().map(recognition_value).collect();
        let mut compromised = self.compromised.clone();
        compromised.sort_unstable();
        compromised.dedup();
        let compromised: Vec<Value> =
            compromised.iter().map(|thumbprint| Value::Bytes(thumbprint.as_bytes().to_vec())).collect();
        encode(&map([
            (1, self.authority_id.map(|id| Value::Bytes(id.as_bytes().to_vec()))),
            (2, Some(names_value(&self.names))),
            (3, Some(self.version.into())),
            (4, Some(self.issued_at.unix_seconds().into())),
            (5, Some(self.expires_at.unix_seconds().into())),
            (6, list(self.roots.iter().map(|root| Value::Bytes(root.to_bytes().to_vec())).collect())),
            (7, Some((self.threshold as u64).into())),
            (8, list(self.issuers.iter().map(issuer_value).collect())),
            (9, Some(scheme_value(&self.scheme))),
            (10, if recognitions.is_empty() { None } else { list(recognitions) }),
            (11, if compromised.is_empty() { None } else { list(compromised) }),
        ]))
    }

    /// Signs the list with root keys, and opens the result as a verifier does. Use [`TrustDraft`] if the keys are on
    /// different machines.
    ///
    /// # Errors
    /// `Signer` if a signer fails; `Trust` if a verifier would not accept the result.
    pub fn sign(&self, roots: &[&dyn Signer]) -> Result<Vec<u8>, SignTrustError> {
        let mut draft = TrustDraft::new(self)?;
        roots.iter().try_for_each(|root| draft.sign(*root))?;
        Ok(draft.finish()?)
    }
}

fn issuer_value(issuer: &Issuer) -> Value {
    let prefixes = issuer.prefixes.iter().map(|prefix| prefix.as_str().into()).collect();
    map([
        (1, Some(names_value(&issuer.names))),
        (2, Some(Value::Array(prefixes))),
        (3, issuer.status_list.as_ref().map(|uri| uri.as_str().into())),
        (4, Some(Value::Array(issuer.keys.iter().map(key_value).collect()))),
        (5, issuer.longest_status_age_days.map(Value::from)),
    ])
}

fn key_value(key: &TrustedKey) -> Value {
    let purpose = match key.purpose {
        Purpose::Label => 1,
        Purpose::Status => 2,
    };
    let scope = |numbers: Vec<Value>| (!numbers.is_empty()).then_some(Value::Array(numbers));
    map([
        (1, Some(Value::Bytes(key.public_key.to_bytes().to_vec()))),
        (2, Some(purpose.into())),
        (3, Some(key.from.days().into())),
        (4, Some(key.until.days().into())),
        (5, key.compromised.map(|day| day.days().into())),
        (6, scope(key.levels.iter().map(|level| level.get().into()).collect())),
        (7, scope(key.categories.iter().map(|category| (*category).into()).collect())),
    ])
}

fn scheme_value(scheme: &Scheme) -> Value {
    let level = |entry: &super::LevelEntry| {
        let assessment = match entry.assessment {
            Assessment::SelfDeclared => 1,
            Assessment::ThirdParty => 2,
        };
        map([(1, Some(names_value(&entry.names))), (2, Some(assessment.into()))])
    };
    let category = |entry: &super::CategoryEntry| {
        map([(1, Some(names_value(&entry.names))), (2, entry.excluded.then_some(Value::Bool(true)))])
    };
    // The entries of a dictionary are in the order of their numbers, which is also that of their bytes.
    map([
        (1, Some(scheme.utc_offset_minutes.into())),
        (2, Some(map(scheme.levels.iter().map(|(number, entry)| (number.get().into(), Some(level(entry))))))),
        (3, Some(map(scheme.categories.iter().map(|(number, entry)| (u64::from(*number), Some(category(entry))))))),
        (4, Some(map(scheme.criteria.iter().map(|(number, text)| (u64::from(*number), Some(text.as_str().into())))))),
        (5, Some(map(scheme.evaluators.iter().map(|(number, names)| (u64::from(*number), Some(names_value(names))))))),
        (6, Some(scheme.longest_validity_months.into())),
        (7, Some(scheme.longest_deferral_days.into())),
    ])
}

fn recognition_value(recognition: &Recognition) -> Value {
    let criteria: Vec<Value> = recognition.criteria.iter().map(|text| text.as_str().into()).collect();
    map([
        (1, Some(Value::Bytes(recognition.authority.as_bytes().to_vec()))),
        (2, Some(recognition.level.get().into())),
        (3, (!criteria.is_empty()).then_some(Value::Array(criteria))),
        (4, Some(recognition.counts_as.get().into())),
        (5, Some(recognition.from.days().into())),
        (6, recognition.until.map(|day| day.days().into())),
    ])
}

fn names_value(names: &Names) -> Value {
    let mut entries: Vec<(&str, &str)> = names.iter().collect();
    // Deterministic CBOR orders texts by length first, since their length comes first in their bytes.
    entries.sort_by_key(|(language, _)| (language.len(), *language));
    Value::Map(entries.into_iter().map(|(language, name)| (language.into(), name.into())).collect())
}
