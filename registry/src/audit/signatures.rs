//! Compares how often a token's own log or counter says that a key signed with what the ledger accounts for.
//!
//! Four eyes cannot stop whoever has a label key and its PIN from sealing outside of the ledger. The token's count can
//! show it. A difference is no finding by itself: sealing that was interrupted signs labels again, and a test signature
//! counts too. Equality is no proof either: the log must be whole.

use starseal::trust::Purpose;
use starseal::{KeyId, PublicKey};

/// How many signatures of a key the ledger accounts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyUse {
    /// The key.
    pub key: PublicKey,
    /// What it signs: labels, or status lists.
    pub purpose: Purpose,
    /// The number of stored seals or lists.
    pub signatures: u64,
}

/// How many signatures a token's own log or counter shows for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenCount {
    /// The key; none means the only label key of the ledger.
    pub key: Option<KeyId>,
    /// The number of signatures.
    pub signatures: u64,
}

/// A token's count beside the ledger's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// The key, and the ledger's number.
    pub of_ledger: KeyUse,
    /// The token's number.
    pub of_token: u64,
    /// What the two numbers say.
    pub balance: Balance,
}

/// What a token's count and the ledger's say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Balance {
    /// They are equal.
    Equal,
    /// The token shows fewer signatures than the ledger has: its log is not whole, or another copy of the key signed.
    Fewer(u64),
    /// The token shows more: labels that were signed again after an interruption, or signatures outside of the ledger.
    More(u64),
}

/// Why a count cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CountFault {
    /// The ledger has no signature of the key.
    #[error("the ledger has no signature of key {key}")]
    UnknownKey {
        /// The ID of the key.
        key: KeyId,
    },
    /// Several keys have the ID.
    #[error("several keys of the ledger have the ID {key}")]
    SeveralKeys {
        /// The ID.
        key: KeyId,
    },
    /// No key is named, and the ledger has sealed with none or with several.
    #[error("{labels} keys have sealed labels of this ledger, and the count names none of them")]
    Unnamed {
        /// The number of label keys.
        labels: usize,
    },
}

impl CountFault {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            CountFault::UnknownKey { .. } => "count-key-unknown",
            CountFault::SeveralKeys { .. } => "count-key-ambiguous",
            CountFault::Unnamed { .. } => "count-key-unnamed",
        }
    }
}

/// Adds signatures of a key.
pub(super) fn add(uses: &mut Vec<KeyUse>, key: PublicKey, purpose: Purpose, signatures: u64) {
    match uses.iter_mut().find(|known| known.key == key && known.purpose == purpose) {
        Some(known) => known.signatures = known.signatures.saturating_add(signatures),
        None => uses.push(KeyUse { key, purpose, signatures }),
    }
}

/// Compares a token's count with what the ledger accounts for.
///
/// # Errors
/// [`CountFault`].
pub fn compare_count(uses: &[KeyUse], count: TokenCount) -> Result<Comparison, CountFault> {
    let of_ledger = match count.key {
        Some(key) => {
            let mut fitting = uses.iter().filter(|known| known.key.key_id() == key);
            match (fitting.next(), fitting.next()) {
                (Some(one), None) => *one,
                (None, _) => return Err(CountFault::UnknownKey { key }),
                (Some(_), Some(_)) => return Err(CountFault::SeveralKeys { key }),
            }
        }
        None => {
            let labels: Vec<&KeyUse> = uses.iter().filter(|known| known.purpose == Purpose::Label).collect();
            match labels.as_slice() {
                [one] => **one,
                several => return Err(CountFault::Unnamed { labels: several.len() }),
            }
        }
    };
    let (ledger, token) = (of_ledger.signatures, count.signatures);
    let balance = if token == ledger {
        Balance::Equal
    } else if token < ledger {
        Balance::Fewer(ledger.saturating_sub(token))
    } else {
        Balance::More(token.saturating_sub(ledger))
    };
    Ok(Comparison { of_ledger, of_token: token, balance })
}

#[cfg(test)]
mod tests {
    use super::{Balance, CountFault, KeyUse, TokenCount, add, compare_count};
    use starseal::trust::Purpose;
    use starseal::{PublicKey, Signer, SigningKey};

    fn key(seed: u8) -> PublicKey {
        SigningKey::from_seed(&[seed; 32]).public_key()
    }

    fn uses() -> Vec<KeyUse> {
        let mut uses = Vec::new();
        add(&mut uses, key(1), Purpose::Label, 700);
        add(&mut uses, key(2), Purpose::Status, 3);
        add(&mut uses, key(1), Purpose::Label, 300);
        uses
    }

    #[test]
    fn equal_fewer_and_more_are_told_apart() {
        for (signatures, balance) in [(1000, Balance::Equal), (990, Balance::Fewer(10)), (1003, Balance::More(3))] {
            let compared = compare_count(&uses(), TokenCount { key: None, signatures }).unwrap();
            assert_eq!((compared.of_ledger.key, compared.balance), (key(1), balance));
        }
        let status = TokenCount { key: Some(key(2).key_id()), signatures: 3 };
        assert_eq!(compare_count(&uses(), status).unwrap().balance, Balance::Equal);
    }

    #[test]
    fn a_count_of_no_key_or_of_one_of_several_is_refused() {
        let count = |key| TokenCount { key, signatures: 1 };
        let unknown = key(9).key_id();
        assert_eq!(compare_count(&uses(), count(Some(unknown))), Err(CountFault::UnknownKey { key: unknown }));
        assert_eq!(compare_count(&[], count(None)), Err(CountFault::Unnamed { labels: 0 }));
        let mut two = uses();
        add(&mut two, key(3), Purpose::Label, 1);
        assert_eq!(compare_count(&two, count(None)), Err(CountFault::Unnamed { labels: 2 }));
    }
}
