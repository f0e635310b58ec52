//! The trust list that counts for a ledger, and the issuer in it.

use crate::officer::Roots;
use starseal::carrier::CarrierPrefix;
use starseal::trust::{AuthorityId, Issuer, Purpose, Scheme, StatusListUri, TrustError, TrustedKey};
use starseal::verify::Digest;
use starseal::{Date, PublicKey, Timestamp, Verifier};

/// Why a trust list cannot be used for a ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustFault {
    /// The bytes have another SHA-256 than the event names.
    #[error("its SHA-256 is {found}, and the event names {named}")]
    Digest {
        /// The SHA-256 of the bytes.
        found: Digest,
        /// The SHA-256 in the event.
        named: Digest,
    },
    /// Verifiers refuse the list.
    #[error("verifiers refuse it ({code}): {reason}")]
    Refused {
        /// The code of the refusal.
        code: String,
        /// The message.
        reason: String,
    },
    /// The list is of another authority than the ledger's.
    #[error("it is of authority {found}, and the ledger is under {expected}")]
    Authority {
        /// The authority of the list.
        found: AuthorityId,
        /// The authority of the ledger.
        expected: AuthorityId,
    },
    /// No issuer in the list publishes its status list at the ledger's URI.
    #[error("no issuer in it has the status list {uri}")]
    Issuer {
        /// The URI.
        uri: String,
    },
}

fn refused(error: &TrustError) -> TrustFault {
    TrustFault::Refused { code: error.code().to_string(), reason: error.to_string() }
}

/// A trust list, opened, and the issuer whose ledger this is.
#[derive(Debug)]
pub struct Trust {
    digest: Digest,
    verifier: Verifier,
    uri: StatusListUri,
    issuer: Issuer,
}

impl Trust {
    /// Opens a trust list, or a chain of them, and finds the issuer by the URI of its status list.
    ///
    /// # Errors
    /// [`TrustFault`].
    pub fn open(bytes: &[u8], uri: &str, authority: Option<AuthorityId>) -> Result<Self, TrustFault> {
        let verifier = Verifier::new(bytes).map_err(|error| refused(&error))?;
        let found = verifier.trust_list().authority_id();
        if let Some(expected) = authority.filter(|expected| *expected != found) {
            return Err(TrustFault::Authority { found, expected });
        }
        let missing = || TrustFault::Issuer { uri: uri.to_owned() };
        let uri_typed = StatusListUri::new(uri).ok_or_else(missing)?;
        let issuers = &verifier.trust_list().statement().issuers;
        let issuer = issuers.iter().find(|issuer| issuer.status_list.as_ref() == Some(&uri_typed));
        let issuer = issuer.cloned().ok_or_else(missing)?;
        Ok(Trust { digest: Digest::of(bytes), verifier, uri: uri_typed, issuer })
    }

    /// Opens a trust list that follows this one: a verifier that holds this one takes it, so the roots of this one have
    /// signed it.
    ///
    /// # Errors
    /// [`TrustFault`].
    pub fn follow(&self, bytes: &[u8], now: Timestamp) -> Result<Self, TrustFault> {
        let mut verifier = self.verifier.clone();
        verifier.update_trust(bytes, now).map_err(|error| refused(&error))?;
        Trust::open(bytes, self.uri.as_str(), Some(self.verifier.trust_list().authority_id()))
    }

    /// Returns the SHA-256 of the bytes.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Returns a verifier that trusts the list.
    #[must_use]
    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// Returns the scheme.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.verifier.trust_list().statement().scheme
    }

    /// Returns the authority's root keys, of which a threshold must sign the next list.
    #[must_use]
    pub fn roots(&self) -> Roots<'_> {
        let statement = self.verifier.trust_list().statement();
        Roots { keys: &statement.roots, threshold: statement.threshold }
    }

    /// Returns the URI of the issuer's status list.
    #[must_use]
    pub fn uri(&self) -> &StatusListUri {
        &self.uri
    }

    /// Returns the issuer.
    #[must_use]
    pub fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// Returns the prefix of the issuer's labels: the first one of the list.
    #[must_use]
    pub fn prefix(&self) -> Option<&CarrierPrefix> {
        self.issuer.prefixes.first()
    }

    /// Returns the issuer's entry for a label key that may seal on a day.
    #[must_use]
    pub fn label_key(&self, key: &PublicKey, day: Date) -> Option<&TrustedKey> {
        self.issuer.keys.iter().find(|listed| listed.public_key == *key && listed.may_seal(day))
    }

    /// Returns whether a key may sign the issuer's status lists on a day.
    #[must_use]
    pub fn may_publish(&self, key: &PublicKey, day: Date) -> bool {
        let fits = |listed: &&TrustedKey| {
            listed.public_key == *key
                && listed.purpose == Purpose::Status
                && listed.compromised.is_none()
                && (listed.from..=listed.until).contains(&day)
        };
        self.issuer.keys.iter().any(|listed| fits(&listed))
    }
}
