//! What speaks against signing a draft.

use super::words::{Value, say};
use starseal::keys::Thumbprint;
use starseal::trust::{TrustDraft, TrustStatement};
use starseal::verify::Digest;
use starseal::{Language, PublicKey, Timestamp};

/// A reason not to sign a draft. A signer who wants to sign all the same must name it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Concern {
    /// The draft was made from an older list: its version is not above that of the list held.
    StaleVersion {
        /// The version of the draft.
        version: u32,
        /// The version of the list held.
        held: u32,
    },
    /// There are lists between the list held and the draft: what they change is not shown.
    VersionGap {
        /// The version of the draft.
        version: u32,
        /// The version of the list held.
        held: u32,
    },
    /// The draft is dated before the list held.
    EarlierIssue {
        /// The time of issue of the draft.
        issued_at: Timestamp,
        /// The time of issue of the list held.
        held: Timestamp,
    },
    /// The draft expires before the list held does.
    EarlierExpiry {
        /// The time of expiry of the draft.
        expires_at: Timestamp,
        /// The time of expiry of the list held.
        held: Timestamp,
    },
    /// The draft has expired already.
    Expired {
        /// The time of expiry of the draft.
        expires_at: Timestamp,
        /// The current time.
        now: Timestamp,
    },
    /// The list held calls a key compromised, and the draft does not.
    CompromiseDropped {
        /// The thumbprint of the key.
        thumbprint: Thumbprint,
    },
    /// The draft uses a key that the list held calls compromised.
    CompromisedKey {
        /// The thumbprint of the key.
        thumbprint: Thumbprint,
    },
    /// Fewer roots must sign the list after this one.
    ThresholdLowered {
        /// The threshold of the draft.
        threshold: usize,
        /// The threshold of the list held.
        held: usize,
    },
    /// Fewer roots of the draft can sign than must: the others are compromised.
    ThresholdUnreachable {
        /// The threshold of the draft.
        threshold: usize,
        /// The number of roots that are not compromised.
        usable: usize,
    },
    /// The draft states something that this version of the program does not know, and cannot show.
    UnknownContent,
}

impl Concern {
    /// The codes of all concerns.
    pub const CODES: [&'static str; 10] = [
        "stale-version",
        "version-gap",
        "earlier-issue",
        "earlier-expiry",
        "expired",
        "compromise-dropped",
        "compromised-key",
        "threshold-lowered",
        "threshold-unreachable",
        "unknown-content",
    ];

    /// Returns the stable name of this kind of concern in kebab-case, by which a signer accepts it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Concern::StaleVersion { .. } => "stale-version",
            Concern::VersionGap { .. } => "version-gap",
            Concern::EarlierIssue { .. } => "earlier-issue",
            Concern::EarlierExpiry { .. } => "earlier-expiry",
            Concern::Expired { .. } => "expired",
            Concern::CompromiseDropped { .. } => "compromise-dropped",
            Concern::CompromisedKey { .. } => "compromised-key",
            Concern::ThresholdLowered { .. } => "threshold-lowered",
            Concern::ThresholdUnreachable { .. } => "threshold-unreachable",
            Concern::UnknownContent => "unknown-content",
        }
    }

    /// Returns what is wrong, with the two values that disagree: a clause without a full stop.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        say(language, "concern", self.code(), &self.values())
    }

    /// Returns what to do about it.
    #[must_use]
    pub fn advice(&self, language: Language) -> String {
        say(language, "advice", self.code(), &self.values())
    }

    fn values(&self) -> Vec<(&'static str, Value)> {
        let of = |name, value| (name, value);
        match self {
            Concern::StaleVersion { version, held } | Concern::VersionGap { version, held } => {
                vec![of("version", Value::of(version)), of("held", Value::of(held))]
            }
            Concern::EarlierIssue { issued_at, held } => {
                vec![of("issued_at", Value::of(issued_at)), of("held", Value::of(held))]
            }
            Concern::EarlierExpiry { expires_at, held } => {
                vec![of("expires_at", Value::of(expires_at)), of("held", Value::of(held))]
            }
            Concern::Expired { expires_at, now } => {
                vec![of("expires_at", Value::of(expires_at)), of("now", Value::of(now))]
            }
            Concern::CompromiseDropped { thumbprint } | Concern::CompromisedKey { thumbprint } => {
                vec![of("thumbprint", Value::of(thumbprint))]
            }
            Concern::ThresholdLowered { threshold, held } => {
                vec![of("threshold", Value::of(threshold)), of("held", Value::of(held))]
            }
            Concern::ThresholdUnreachable { threshold, usable } => {
                vec![of("threshold", Value::of(threshold)), of("usable", Value::of(usable))]
            }
            Concern::UnknownContent => Vec::new(),
        }
    }
}

/// Returns what speaks against signing a draft, given the list that verifiers hold; none for a first list.
///
/// What no verifier would ever accept, such as a threshold above the number of roots, is refused when the draft is read
/// ([`TrustDraft::from_bytes`]).
#[must_use]
pub fn concerns(held: Option<&TrustStatement>, draft: &TrustDraft, now: Timestamp) -> Vec<Concern> {
    let next = draft.statement();
    let mut concerns = Vec::new();
    if let Some(held) = held {
        concerns.extend(against_the_list_held(held, next));
    }
    if next.expires_at <= now {
        concerns.push(Concern::Expired { expires_at: next.expires_at, now });
    }
    let is_fallen = |key: &&PublicKey| {
        let thumbprint = key.thumbprint();
        next.is_compromised(thumbprint) || held.is_some_and(|held| held.is_compromised(thumbprint))
    };
    let usable = next.roots.len() - next.roots.iter().filter(is_fallen).count();
    if usable < next.threshold {
        concerns.push(Concern::ThresholdUnreachable { threshold: next.threshold, usable });
    }
    if draft.payload_digest() != Digest::of(&next.to_payload()) {
        concerns.push(Concern::UnknownContent);
    }
    concerns
}

fn against_the_list_held(held: &TrustStatement, next: &TrustStatement) -> Vec<Concern> {
    let mut concerns = Vec::new();
    let (version, held_version) = (next.version, held.version);
    if version <= held_version {
        concerns.push(Concern::StaleVersion { version, held: held_version });
    } else if version - held_version > 1 {
        concerns.push(Concern::VersionGap { version, held: held_version });
    }
    if next.issued_at < held.issued_at {
        concerns.push(Concern::EarlierIssue { issued_at: next.issued_at, held: held.issued_at });
    }
    if next.expires_at < held.expires_at {
        concerns.push(Concern::EarlierExpiry { expires_at: next.expires_at, held: held.expires_at });
    }
    let mut fallen: Vec<Thumbprint> = held.all_compromised().collect();
    fallen.sort_unstable();
    fallen.dedup();
    let dropped = fallen.iter().filter(|thumbprint| !next.is_compromised(**thumbprint));
    concerns.extend(dropped.map(|thumbprint| Concern::CompromiseDropped { thumbprint: *thumbprint }));
    let counting = next.issuers.iter().flat_map(|issuer| &issuer.keys).filter(|key| key.compromised.is_none());
    let used = next.roots.iter().chain(counting.map(|key| &key.public_key)).map(PublicKey::thumbprint);
    concerns.extend(
        used.filter(|thumbprint| fallen.contains(thumbprint)).map(|thumbprint| Concern::CompromisedKey { thumbprint }),
    );
    if next.threshold < held.threshold {
        concerns.push(Concern::ThresholdLowered { threshold: next.threshold, held: held.threshold });
    }
    concerns
}
