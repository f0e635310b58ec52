//! The content of a trust list, before it is signed and after it is opened.

use super::{AuthorityId, Issuer, Names, Recognition, Scheme, TrustedKey};
use crate::keys::{PublicKey, Thumbprint};
use crate::label::Timestamp;
use crate::limits::{
    LEAST_STATUS_AGE_DAYS, MAX_COMPROMISED, MAX_ENTRIES, MAX_ISSUERS, MAX_KEYS, MAX_LEVELS, MAX_PREFIXES,
    MAX_RECOGNITIONS, MAX_RECOGNIZED_CRITERIA, MAX_ROOTS,
};
use std::collections::BTreeSet;

/// The content of one version of a trust list.
///
/// ```
/// use starseal::carrier::CarrierPrefix;
/// use starseal::trust::{Assessment, Issuer, LevelEntry, Names, Purpose, Scheme, TrustStatement, TrustedKey};
/// use starseal::{Level, Signer, SigningKey, Timestamp, Verifier};
/// # let (root, label_key) = (SigningKey::from_seed(&[1; 32]), SigningKey::from_seed(&[2; 32]));
///
/// // Dates in Japan; labels last two years at most, and a deferral 180 days.
/// let mut scheme = Scheme::new(540, 24, 180);
/// scheme.levels.insert(Level::new(1)?, LevelEntry::new(Names::new("★1", "★1")?, Assessment::SelfDeclared));
///
/// let issued_at: Timestamp = "2026-04-01T00:00:00Z".parse()?;
/// let expires_at: Timestamp = "2027-05-01T00:00:00Z".parse()?;
/// let names = Names::new("Example Label Authority", "ラベル機関の例")?;
/// let mut statement = TrustStatement::first(names, scheme, vec![root.public_key()], issued_at, expires_at);
///
/// let key = TrustedKey::new(label_key.public_key(), Purpose::Label, "2026-04-01".parse()?, "2028-03-31".parse()?);
/// let prefix = CarrierPrefix::new("HTTPS://JC-STAR.EXAMPLE/L/")?;
/// statement.issuers = vec![Issuer::new(Names::new("Example Label Office", "ラベル局の例")?, vec![prefix], vec![key])];
///
/// let trust_list = statement.sign(&[&root])?;
/// let verifier = Verifier::new(&trust_list)?;
/// assert_eq!(verifier.trust_list().statement(), &statement);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrustStatement {
    /// The ID of the authority; none in its first list (R-52).
    pub authority_id: Option<AuthorityId>,
    /// The name of the authority.
    pub names: Names,
    /// The version, which starts at 1 and rises with every list (R-53).
    pub version: u32,
    /// The time at which the list is issued.
    pub issued_at: Timestamp,
    /// The time by which a newer list should be available. The list remains usable after that time (R-76).
    pub expires_at: Timestamp,
    /// The root keys. They sign this list, and the next one (R-50, R-59).
    pub roots: Vec<PublicKey>,
    /// The number of root keys that must sign.
    pub threshold: usize,
    /// The issuers, which may seal labels.
    pub issuers: Vec<Issuer>,
    /// The dictionary of the scheme.
    pub scheme: Scheme,
    /// The recognitions of levels of other authorities.
    pub recognitions: Vec<Recognition>,
    /// The thumbprints of all keys of this authority that were ever compromised, of any kind (R-90). Keys that are
    /// marked compromised in the list itself need not be among them.
    pub compromised: Vec<Thumbprint>,
}

/// A rule for the content of a trust list that a statement breaks (R-53 to R-58).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustFault {
    /// The version is 0, or it is not 1 in a list without an authority ID (R-53).
    #[error("version {version} is not allowed in a list with{} an authority ID", if *.is_first { "out" } else { "" })]
    Version {
        /// The version of the list.
        version: u32,
        /// Whether the list has no authority ID.
        is_first: bool,
    },
    /// The list expires before it is issued (R-53).
    #[error("the list expires at {expires_at}, before it is issued at {issued_at}")]
    Lifetime {
        /// The time at which the list is issued.
        issued_at: Timestamp,
        /// The time at which the list expires.
        expires_at: Timestamp,
    },
    /// The threshold is 0 or above the number of roots (R-54).
    #[error("the threshold is {threshold}, not between 1 and the number of roots, {roots}")]
    Threshold {
        /// The threshold.
        threshold: usize,
        /// The number of roots.
        roots: usize,
    },
    /// A public key is not usable (R-54).
    #[error("a public key is not usable: {0}")]
    Key(#[from] crate::keys::KeyError),
    /// The list has one public key twice (R-54).
    #[error("the list has key {key_id} twice")]
    KeyTwice {
        /// The ID of the key.
        key_id: crate::keys::KeyId,
    },
    /// The window of a key ends before it starts (R-54).
    #[error("the window of key {key_id} ends before it starts")]
    KeyWindow {
        /// The ID of the key.
        key_id: crate::keys::KeyId,
    },
    /// A carrier prefix is not usable (R-9, R-55).
    #[error("a carrier prefix is not usable: {0}")]
    Prefix(#[from] crate::carrier::PrefixError),
    /// One issuer's carrier prefix is the start of another's (R-55).
    #[error("the carrier prefix {prefix} overlaps one of another issuer")]
    PrefixOverlap {
        /// One of the two prefixes.
        prefix: String,
    },
    /// A number in the dictionary is out of its range (R-56).
    #[error("the dictionary's {what} is {value}, which is out of its range")]
    Dictionary {
        /// The name of the number.
        what: &'static str,
        /// The number.
        value: i64,
    },
    /// A root, or a key that is not marked compromised, is among the compromised keys (R-90).
    #[error("key {key_id} is compromised for good, and the list uses it")]
    CompromisedKey {
        /// The ID of the key.
        key_id: crate::keys::KeyId,
    },
    /// An issuer's longest age of a status list is below 7 days (R-92).
    #[error("the longest age of a status list is {days} days, less than {LEAST_STATUS_AGE_DAYS}")]
    StatusAge {
        /// The age in days.
        days: u16,
    },
    /// A recognition is of this authority's own levels, counts as an unknown level, or ends before it starts (R-57).
    #[error("a recognition is of this authority's own levels, counts as an unknown level, or ends before it starts")]
    Recognition,
    /// The URI of a status list is malformed, or two issuers have the same one (R-58).
    #[error("a status list's URI is not https:// and 1 to 248 printable characters, or two issuers have the same one")]
    StatusListUri,
    /// The list has more or fewer entries of a kind than `docs/label.cddl` allows (R-51).
    #[error("there are {count} {what}, not {least} to {most}")]
    Count {
        /// The kind of entry.
        what: &'static str,
        /// The number of entries.
        count: usize,
        /// The smallest number allowed.
        least: usize,
        /// The largest number allowed.
        most: usize,
    },
}

impl TrustStatement {
    /// Makes the statement of an authority's first list: version 1, threshold 1, no issuers.
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
            compromised: Vec::new(),
        }
    }

    /// Returns whether the list says that a key is compromised: by its thumbprint, or by a mark (R-90).
    #[must_use]
    pub fn is_compromised(&self, thumbprint: Thumbprint) -> bool {
        self.compromised.contains(&thumbprint) || self.marked().any(|marked| marked == thumbprint)
    }

    /// Returns the thumbprints of all keys that the list says are compromised, the marked ones last (R-90).
    pub fn all_compromised(&self) -> impl Iterator<Item = Thumbprint> {
        self.compromised.iter().copied().chain(self.marked())
    }

    fn marked(&self) -> impl Iterator<Item = Thumbprint> {
        self.keys().filter(|key| key.compromised.is_some()).map(|key| key.public_key.thumbprint())
    }

    /// Returns the keys of all issuers.
    fn keys(&self) -> impl Iterator<Item = &TrustedKey> + Clone {
        self.issuers.iter().flat_map(|issuer| &issuer.keys)
    }

    /// Checks the rules for the content of a trust list (R-53 to R-58), and the counts in `docs/label.cddl`.
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
        let ages = self.issuers.iter().filter_map(|issuer| issuer.longest_status_age_days);
        if let Some(days) = ages.into_iter().find(|days| *days < LEAST_STATUS_AGE_DAYS) {
            return Err(TrustFault::StatusAge { days });
        }
        let mut uris = BTreeSet::new();
        let twice =
            self.issuers.iter().filter_map(|issuer| issuer.status_list.as_ref()).any(|uri| !uris.insert(uri.as_str()));
        if twice { Err(TrustFault::StatusListUri) } else { Ok(()) }
    }

    /// Checks that the roots can meet the threshold (R-54).
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
        for key in self.keys() {
            within("levels of a key", key.levels.len(), 0, MAX_LEVELS)?;
            within("categories of a key", key.categories.len(), 0, MAX_ENTRIES)?;
        }
        within("compromised keys", self.compromised.len(), 0, MAX_COMPROMISED)?;
        within("levels", self.scheme.levels.len(), 0, MAX_LEVELS)?;
        within("categories", self.scheme.categories.len(), 0, MAX_ENTRIES)?;
        within("criteria", self.scheme.criteria.len(), 0, MAX_ENTRIES)?;
        within("evaluators", self.scheme.evaluators.len(), 0, MAX_ENTRIES)?;
        within("recognitions", self.recognitions.len(), 0, MAX_RECOGNITIONS)?;
        for recognition in &self.recognitions {
            within("criteria of a recognition", recognition.criteria.len(), 0, MAX_RECOGNIZED_CRITERIA)?;
        }
        Ok(())
    }

    fn check_keys(&self) -> Result<(), TrustFault> {
        let mut seen = BTreeSet::new();
        let keys = self.keys();
        for key in self.roots.iter().chain(keys.clone().map(|key| &key.public_key)) {
            if !seen.insert(key.to_bytes()) {
                return Err(TrustFault::KeyTwice { key_id: key.key_id() });
            }
        }
        if let Some(key) = keys.clone().find(|key| key.until < key.from) {
            return Err(TrustFault::KeyWindow { key_id: key.public_key.key_id() });
        }
        let counting = keys.filter(|key| key.compromised.is_none()).map(|key| &key.public_key);
        match self.roots.iter().chain(counting).find(|key| self.compromised.contains(&key.thumbprint())) {
            Some(key) => Err(TrustFault::CompromisedKey { key_id: key.key_id() }),
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
