//! What a trust list states, before it is signed and after it is opened.

use super::{AuthorityId, Issuer, Names, Recognition, Scheme};
use crate::keys::PublicKey;
use crate::label::Timestamp;
use crate::limits::{
    MAX_ENTRIES, MAX_ISSUERS, MAX_KEYS, MAX_LEVELS, MAX_PREFIXES, MAX_RECOGNISED_CRITERIA, MAX_RECOGNITIONS, MAX_ROOTS,
};
use std::collections::BTreeSet;

/// Everything that an authority says in one version of its trust list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrustStatement {
    /// The authority's ID, which an authority's first list does not carry.
    pub authority_id: Option<AuthorityId>,
    /// What the authority is called.
    pub names: Names,
    /// Counts up from 1 with every list.
    pub version: u32,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When a newer one should be at hand. Nothing stops working then.
    pub expires_at: Timestamp,
    /// The root keys that must sign the next list; the first list is signed by its own.
    pub roots: Vec<PublicKey>,
    /// How many of them must.
    pub threshold: usize,
    /// Who may seal labels.
    pub issuers: Vec<Issuer>,
    /// What the numbers in labels mean.
    pub scheme: Scheme,
    /// What labels of other authorities count as here.
    pub recognitions: Vec<Recognition>,
}

/// How a trust list contradicts itself or the rules for its content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustFault {
    ///
    #[error("version {version} does not fit a list with{} an authority ID", if *.is_first { "out" } else { "" })]
    Version {
        /// The version stated.
        version: u32,
        /// Whether the list carries no authority ID.
        is_first: bool,
    },
    ///
    #[error("the list expires at {expires_at}, before it is issued at {issued_at}")]
    Lifetime {
        /// When it was issued.
        issued_at: Timestamp,
        /// When it expires.
        expires_at: Timestamp,
    },
    ///
    #[error("the threshold is {threshold} of {roots} roots")]
    Threshold {
        /// The signatures asked for.
        threshold: usize,
        /// The roots named.
        roots: usize,
    },
    ///
    #[error("a key is not usable: {0}")]
    Key(#[from] crate::keys::KeyError),
    ///
    #[error("key {key_id} stands twice in the list")]
    KeyTwice {
        /// The key's ID.
        key_id: crate::keys::KeyId,
    },
    ///
    #[error("the window of key {key_id} ends before it starts")]
    KeyWindow {
        /// The key's ID.
        key_id: crate::keys::KeyId,
    },
    ///
    #[error("a carrier prefix is not usable: {0}")]
    Prefix(#[from] crate::carrier::PrefixError),
    ///
    #[error("the carrier prefix {prefix} overlaps one of another issuer")]
    PrefixOverlap {
        /// One of the two.
        prefix: String,
    },
    ///
    #[error("the dictionary's {what} is {value}, out of its range")]
    Dictionary {
        /// Which value.
        what: &'static str,
        /// What it is.
        value: i64,
    },
    ///
    #[error("a recognition names this authority itself, an unknown level or an empty time")]
    Recognition,
    ///
    #[error("a status list's URI is not https:// with 1 to 248 printable characters, or stands twice")]
    StatusListUri,
    /// More of something than label.cddl allows.
    #[error("there are {count} {what}, not {least} to {most}")]
    Count {
        /// Of what.
        what: &'static str,
        /// How many.
        count: usize,
        /// The least allowed.
        least: usize,
        /// The greatest allowed.
        most: usize,
    },
}

impl TrustStatement {
    /// Makes the statement of an authority's first list: version 1, one signature needed, no issuers.
    #[must_use]
    pub fn first(
        names: Names,
        scheme: Scheme,
        roots: Vec<PublicKey>,
        issued_at: Timestamp,
        expires_at: Timestamp,
    ) -> Self {
        TrustStatement {
            authority_id: None,
            names,
            version: 1,
            issued_at,
            expires_at,
            roots,
            threshold: 1,
            issuers: Vec::new(),
            scheme,
            recognitions: Vec::new(),
        }
    }

    /// Checks and the counts of label.cddl.
    ///
    /// # Errors
    /// The first [`TrustFault`].
    pub fn validate(&self) -> Result<(), TrustFault> {
        self.check_counts()?;
        let is_first = self.authority_id.is_none();
        if self.version == 0 || (is_first && self.version != 1) {
            return Err(TrustFault::Version { version: self.version, is_first });
        }
        if self.expires_at < self.issued_at {
            return Err(TrustFault::Lifetime { issued_at: self.issued_at, expires_at: self.expires_at });
        }
        self.check_threshold()?;
        self.check_keys()?;
        self.check_prefixes()?;
        self.check_dictionary()?;
        self.check_recognitions()?;
        let mut uris = BTreeSet::new();
        let twice =
            self.issuers.iter().filter_map(|issuer| issuer.status_list.as_ref()).any(|uri| !uris.insert(uri.as_str()));
        if twice { Err(TrustFault::StatusListUri) } else { Ok(()) }
    }

    /// Whether the roots could ever meet the threshold.
    pub(super) fn check_threshold(&self) -> Result<(), TrustFault> {
        if self.threshold == 0 || self.threshold > self.roots.len() {
            return Err(TrustFault::Threshold { threshold: self.threshold, roots: self.roots.len() });
        }
        Ok(())
    }

    fn check_counts(&self) -> Result<(), TrustFault> {
        let within = |what, count: usize, least: usize, most: usize| {
            if count < least || count > most { Err(TrustFault::Count { what, count, least, most }) } else { Ok(()) }
        };
        within("roots", self.roots.len(), 1, MAX_ROOTS)?;
        within("issuers", self.issuers.len(), 0, MAX_ISSUERS)?;
        for issuer in &self.issuers {
            within("carrier prefixes of an issuer", issuer.prefixes.len(), 1, MAX_PREFIXES)?;
            within("keys of an issuer", issuer.keys.len(), 1, MAX_KEYS)?;
        }
        within("levels", self.scheme.levels.len(), 0, MAX_LEVELS)?;
        within("categories", self.scheme.categories.len(), 0, MAX_ENTRIES)?;
        within("criteria", self.scheme.criteria.len(), 0, MAX_ENTRIES)?;
        within("evaluators", self.scheme.evaluators.len(), 0, MAX_ENTRIES)?;
        within("recognitions", self.recognitions.len(), 0, MAX_RECOGNITIONS)?;
        for recognition in &self.recognitions {
            within("criteria of a recognition", recognition.criteria.len(), 0, MAX_RECOGNISED_CRITERIA)?;
        }
        Ok(())
    }

    fn check_keys(&self) -> Result<(), TrustFault> {
        let mut seen = BTreeSet::new();
        let keys = self.issuers.iter().flat_map(|issuer| &issuer.keys);
        for key in self.roots.iter().chain(keys.clone().map(|key| &key.public_key)) {
            if !seen.insert(key.to_bytes()) {
                return Err(TrustFault::KeyTwice { key_id: key.key_id() });
            }
        }
        match keys.clone().find(|key| key.until < key.from) {
            Some(key) => Err(TrustFault::KeyWindow { key_id: key.public_key.key_id() }),
            None => Ok(()),
        }
    }

    fn check_prefixes(&self) -> Result<(), TrustFault> {
        for (index, issuer) in self.issuers.iter().enumerate() {
            let others = self.issuers.iter().skip(index + 1).flat_map(|other| &other.prefixes);
            for prefix in &issuer.prefixes {
                if others.clone().any(|other| other.overlaps(prefix)) {
                    return Err(TrustFault::PrefixOverlap { prefix: prefix.to_string() });
                }
            }
        }
        Ok(())
    }

    fn check_dictionary(&self) -> Result<(), TrustFault> {
        let scheme = &self.scheme;
        let ranges = [
            ("number of levels", scheme.levels.len() as i64, 1, MAX_LEVELS as i64),
            ("UTC offset", i64::from(scheme.utc_offset_minutes), -1439, 1439),
            ("longest validity", scheme.longest_validity_months.into(), 1, 1200),
            ("longest deferral", scheme.longest_deferral_days.into(), 0, 3660),
        ];
        match ranges.into_iter().find(|(_, value, least, most)| value < least || value > most) {
            Some((what, value, ..)) => Err(TrustFault::Dictionary { what, value }),
            None => Ok(()),
        }
    }

    fn check_recognitions(&self) -> Result<(), TrustFault> {
        let holds = |recognition: &Recognition| {
            Some(recognition.authority) != self.authority_id
                && self.scheme.levels.contains_key(&recognition.counts_as)
                && recognition.until.is_none_or(|until| until >= recognition.from)
        };
        if self.recognitions.iter().all(holds) { Ok(()) } else { Err(TrustFault::Recognition) }
    }
}
