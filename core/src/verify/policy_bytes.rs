//! A policy as bytes, which its digest identifies.

use super::{Freshness, Policy};
use crate::cbor::{self, CborFault, Item, Reader, Value, encode};
use crate::digest::Digest;
use crate::label::{Level, Text};
use crate::trust::Assessment;

/// The maximum number of categories and of criteria in the bytes of a policy. A file of policies has at most 256 KiB.
const MAX_ENTRIES: usize = 65_536;

impl Policy {
    /// Returns a digest that identifies the policy: the SHA-256 of [`to_bytes`](Self::to_bytes).
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&self.to_bytes())
    }

    /// Encodes the policy as a map in deterministic CBOR, with the fields of [`Policy`] in their order under the keys 1
    /// to 9. The last is left out if it is false. Evidence keeps these bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let by_category = self.minimum_level_of_category.iter();
        let freshness = |of: &Freshness| {
            Value::Array(vec![of.ageing_after_days.into(), of.stale_after_days.into(), of.accept_stale.into()])
        };
        let criteria = self.accepted_criteria.iter().map(|citation| citation.as_str().into()).collect();
        encode(&cbor::map([
            (1, self.minimum_level.map(|level| level.get().into())),
            (2, Some(cbor::map(by_category.map(|(category, level)| (u64::from(*category), Some(level.get().into())))))),
            (3, Some(Value::Array(criteria))),
            (4, Some(self.minimum_days_left.into())),
            (5, self.assessment.map(|assessment| assessment.as_str().into())),
            (6, Some(self.accept_deferral.into())),
            (7, Some(freshness(&self.trust_list))),
            (8, Some(freshness(&self.status_list))),
            (9, self.require_plausible_clock.then_some(Value::Bool(true))),
        ]))
    }

    /// Decodes what [`to_bytes`](Self::to_bytes) returned.
    ///
    /// # Errors
    /// [`CborFault`] if `to_bytes` of no policy returns these bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CborFault> {
        let (mut policy, mut reader) = (Policy::default(), Reader::new(bytes));
        reader.map(|key, value| {
            match key {
                Item::Uint(1) => policy.minimum_level = Some(level(value)?),
                Item::Uint(2) => value.map(|category, value| {
                    let Item::Uint(category) = category else { return Err(CborFault::Unexpected) };
                    let category = u16::try_from(category).map_err(|_| CborFault::Unexpected)?;
                    policy.minimum_level_of_category.insert(category, level(value)?);
                    Ok(())
                })?,
                Item::Uint(3) => {
                    policy.accepted_criteria = value.list(0, MAX_ENTRIES, |reader| {
                        Text::new("criteria", reader.text()?).map_err(|_| CborFault::Unexpected)
                    })?;
                }
                Item::Uint(4) => policy.minimum_days_left = value.number()?,
                Item::Uint(5) => policy.assessment = Some(assessment(value.text()?)?),
                Item::Uint(6) => policy.accept_deferral = boolean(value)?,
                Item::Uint(7) => policy.trust_list = freshness(value)?,
                Item::Uint(8) => policy.status_list = freshness(value)?,
                Item::Uint(9) => policy.require_plausible_clock = boolean(value)?,
                _ => return Err(CborFault::Unexpected),
            }
            Ok(())
        })?;
        reader.finish()?;
        // A policy has one encoding: a key that is missing, or stated although it is left out, is found here.
        if policy.to_bytes() == bytes { Ok(policy) } else { Err(CborFault::Unexpected) }
    }
}

fn level(reader: &mut Reader<'_>) -> Result<Level, CborFault> {
    Level::new(reader.number()?).map_err(|_| CborFault::Unexpected)
}

fn boolean(reader: &mut Reader<'_>) -> Result<bool, CborFault> {
    match reader.item()? {
        Item::Bool(value) => Ok(value),
        _ => Err(CborFault::Unexpected),
    }
}

fn assessment(name: &str) -> Result<Assessment, CborFault> {
    let all = [Assessment::SelfDeclared, Assessment::ThirdParty];
    all.into_iter().find(|assessment| assessment.as_str() == name).ok_or(CborFault::Unexpected)
}

fn freshness(reader: &mut Reader<'_>) -> Result<Freshness, CborFault> {
    reader.tuple(3, |reader| {
        let mut freshness = Freshness::new(reader.number()?, reader.number()?);
        freshness.accept_stale = boolean(reader)?;
        Ok(freshness)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_read_back_and_no_other_bytes_are_taken() {
        let mut policy = Policy::default();
        assert_eq!(Policy::from_bytes(&policy.to_bytes()), Ok(policy.clone()));
        policy.minimum_level = Some(Level::new(2).unwrap());
        policy.minimum_level_of_category.insert(3, Level::new(4).unwrap());
        policy.accepted_criteria = vec![Text::new("criteria", "JST-CR-01-01-2024R1").unwrap()];
        policy.minimum_days_left = 30;
        policy.assessment = Some(Assessment::ThirdParty);
        policy.accept_deferral = true;
        policy.trust_list.accept_stale = true;
        policy.require_plausible_clock = true;
        let bytes = policy.to_bytes();
        assert_eq!(Policy::from_bytes(&bytes), Ok(policy.clone()));
        for at in 0..bytes.len() {
            assert!(Policy::from_bytes(&bytes[..at]).is_err(), "cut at {at}");
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            assert_ne!(Policy::from_bytes(&altered), Ok(policy.clone()), "byte {at}");
        }
        assert!(Policy::from_bytes(&[&bytes[..], &[0]].concat()).is_err());
    }
}
