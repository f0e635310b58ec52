//! The stable codes: the same strings in vectors, JSON, apps and documents.

use core::fmt;

/// A stable code, written in kebab case. Wordings may change between releases; these may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// Stands: authentic, within its dates, and nothing known against it.
    Active,
    /// Authentic; its last day is over.
    Expired,
    /// Authentic; its first day has not come.
    NotYetValid,
    /// Authentic; the status list that would tell its standing is not at hand.
    StatusUnknown,
    /// Longer than any label.
    TooLong,
    /// A text that is no sealed label.
    NotALabel,
    /// Not Base41 as the specification has it.
    BadBase41,
    /// Not base64url as the specification has it.
    BadBase64url,
    /// Not a COSE_Sign1 envelope in deterministic CBOR.
    MalformedSeal,
    /// An envelope of a profile that this version does not know.
    UnsupportedProfile,
    /// Claims that ask for a newer version than this one.
    UnsupportedVersion,
    /// No key in the trust list has the seal's key ID.
    UnknownKey,
    /// The signature is not that of a known key over these bytes.
    BadSignature,
    /// The key may not seal labels, or none of that date.
    KeyNotAllowed,
    /// The key is marked compromised.
    KeyCompromised,
    /// A genuine seal behind an address that is not its issuer's.
    ForeignCarrier,
    /// Claims that are not as the specification has them.
    MalformedClaims,
    /// A label that breaks the scheme's rules.
    SchemeViolation,
    /// Note: the clock is behind the data at hand; their date was taken instead.
    ClockBehind,
    /// Note: the issuer publishes no status list; dates alone decide.
    NoStatusPublished,
    /// No label in an image.
    NoLabel,
    /// A trust list longer than any.
    TrustListTooLong,
    /// A trust list that is not as the specification has it.
    TrustListMalformed,
    /// A trust list of a profile or version that this version does not know.
    TrustListUnsupported,
    /// A trust list that too few of its roots have signed.
    TrustListThreshold,
    /// A trust list that contradicts itself or the rules for its content.
    TrustListInvalid,
}

impl Code {
    /// Every code, in the order of the specification.
    pub const ALL: &'static [Code] = &[
        Code::Active,
        Code::Expired,
        Code::NotYetValid,
        Code::StatusUnknown,
        Code::TooLong,
        Code::NotALabel,
        Code::BadBase41,
        Code::BadBase64url,
        Code::MalformedSeal,
        Code::UnsupportedProfile,
        Code::UnsupportedVersion,
        Code::UnknownKey,
        Code::BadSignature,
        Code::KeyNotAllowed,
        Code::KeyCompromised,
        Code::ForeignCarrier,
        Code::MalformedClaims,
        Code::SchemeViolation,
        Code::ClockBehind,
        Code::NoStatusPublished,
        Code::NoLabel,
        Code::TrustListTooLong,
        Code::TrustListMalformed,
        Code::TrustListUnsupported,
        Code::TrustListThreshold,
        Code::TrustListInvalid,
    ];

    /// The code as written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Code::Active => "active",
            Code::Expired => "expired",
            Code::NotYetValid => "not-yet-valid",
            Code::StatusUnknown => "status-unknown",
            Code::TooLong => "too-long",
            Code::NotALabel => "not-a-label",
            Code::BadBase41 => "bad-base41",
            Code::BadBase64url => "bad-base64url",
            Code::MalformedSeal => "malformed-seal",
            Code::UnsupportedProfile => "unsupported-profile",
            Code::UnsupportedVersion => "unsupported-version",
            Code::UnknownKey => "unknown-key",
            Code::BadSignature => "bad-signature",
            Code::KeyNotAllowed => "key-not-allowed",
            Code::KeyCompromised => "key-compromised",
            Code::ForeignCarrier => "foreign-carrier",
            Code::MalformedClaims => "malformed-claims",
            Code::SchemeViolation => "scheme-violation",
            Code::ClockBehind => "clock-behind",
            Code::NoStatusPublished => "no-status-published",
            Code::NoLabel => "no-label",
            Code::TrustListTooLong => "trust-list-too-long",
            Code::TrustListMalformed => "trust-list-malformed",
            Code::TrustListUnsupported => "trust-list-unsupported",
            Code::TrustListThreshold => "trust-list-threshold",
            Code::TrustListInvalid => "trust-list-invalid",
        }
    }

    /// Whether a label with this outcome counts today.
    #[must_use]
    pub const fn stands(self) -> bool {
        matches!(self, Code::Active)
    }

    /// Whether a label with this outcome is authentic, whether it counts today or not.
    #[must_use]
    pub const fn is_authentic(self) -> bool {
        matches!(self, Code::Active | Code::Expired | Code::NotYetValid | Code::StatusUnknown)
    }

    /// Whether this code only stands beside another and decides nothing.
    #[must_use]
    pub const fn is_note(self) -> bool {
        matches!(self, Code::ClockBehind | Code::NoStatusPublished)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
