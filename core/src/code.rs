//! The stable codes: the same strings in vectors, JSON, apps and documents.

use core::fmt;

/// A stable code, written in kebab case. Wordings may change between releases; these may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// Stands: authentic, within its dates, and nothing known against it.
    Active,
    /// Authentic; its validity is over and an extension is in process. Stands where the policy says so.
    Deferral,
    /// Authentic; its last day is over.
    Expired,
    /// Authentic; its first day has not come.
    NotYetValid,
    /// Authentic; withdrawn by its holder.
    Withdrawn,
    /// Authentic; revoked by its issuer.
    Revoked,
    /// Authentic; what has happened to it since it was printed is not known.
    StatusUnknown,
    /// Authentic; not what the policy of whoever checks asks for.
    PolicyUnmet,
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
    /// The key is marked compromised, and no witness speaks for the label.
    KeyCompromised,
    /// A genuine seal behind an address that is not its issuer's.
    ForeignCarrier,
    /// Claims that are not as the specification has them.
    MalformedClaims,
    /// A label that breaks the scheme's rules.
    SchemeViolation,
    /// Note: the clock is behind the data at hand; their date was taken instead.
    ClockBehind,
    /// Note: the trust list is ageing.
    TrustAgeing,
    /// Note: the trust list is stale.
    TrustStale,
    /// Note: the status list is ageing.
    StatusAgeing,
    /// Note: the status list is stale.
    StatusStale,
    /// Note: the key is marked compromised, and the issuer's status list bears witness to the label.
    Witnessed,
    /// Note: the last day lies after the printed one.
    Extended,
    /// Note: the issuer publishes no status list; dates alone decide.
    NoStatusPublished,
    /// Note: the status list is older than the label, and does not know it.
    StatusListPredatesLabel,
    /// Note: the label's status index is not allocated.
    IndexUnallocated,
    /// Note: the status list holds a value without meaning here.
    StatusValueUnknown,
    /// Note: the label counts under another authority too.
    Recognised,
    /// No label in an image.
    NoLabel,
    /// A trust list longer than any.
    TrustListTooLong,
    /// A trust list that is not as the specification has it.
    TrustListMalformed,
    /// A trust list of a profile or version that this version does not know.
    TrustListUnsupported,
    /// A trust list that too few of the roots have signed.
    TrustListThreshold,
    /// A trust list that contradicts itself or the rules for its content.
    TrustListInvalid,
    /// A trust list older than the one held.
    TrustListOlder,
    /// A trust list dated later than can be.
    TrustListFuture,
    /// A trust list of an authority that has no anchor here.
    TrustListForeign,
    /// A trust list with a key or prefix of another authority's.
    TrustListConflict,
    /// A status list longer than any, as it is or decompressed.
    StatusListTooLong,
    /// A status list that is not as the specification has it.
    StatusListMalformed,
    /// A status list of a profile that this version does not know.
    StatusListUnsupported,
    /// No key in the trust lists has the status list's key ID.
    StatusListUnknownKey,
    /// The signature is not that of a known key over this status list.
    StatusListBadSignature,
    /// The key may not sign status lists, or none of that date.
    StatusListKeyNotAllowed,
    /// The status list's key is marked compromised.
    StatusListKeyCompromised,
    /// A status list for another address than its issuer's.
    StatusListForeign,
    /// A status list that contradicts itself.
    StatusListInvalid,
    /// A status list older than the one held.
    StatusListOlder,
    /// A status list dated later than can be.
    StatusListFuture,
    /// Two different signed lists of one version: somebody is being lied to.
    Equivocation,
    /// A bundle longer than any.
    BundleTooLong,
    /// A bundle that is not as the specification has it.
    BundleMalformed,
    /// A bundle of a version that this version does not know.
    BundleUnsupported,
    /// A delta against a status list that is not held.
    BundleBaseMissing,
    /// Stored state that was torn or altered.
    StateDamaged,
    /// Stored state of a version that this version does not know.
    StateUnsupported,
    /// Bytes that are no image of the size given, or of none that can be scanned.
    BadImage,
    /// A value given by the caller that is not one of its kind.
    BadValue,
}

impl Code {
    /// Every code, in the order of the specification.
    pub const ALL: &'static [Code] = &[
        Code::Active,
        Code::Deferral,
        Code::Expired,
        Code::NotYetValid,
        Code::Withdrawn,
        Code::Revoked,
        Code::StatusUnknown,
        Code::PolicyUnmet,
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
        Code::TrustAgeing,
        Code::TrustStale,
        Code::StatusAgeing,
        Code::StatusStale,
        Code::Witnessed,
        Code::Extended,
        Code::NoStatusPublished,
        Code::StatusListPredatesLabel,
        Code::IndexUnallocated,
        Code::StatusValueUnknown,
        Code::Recognised,
        Code::NoLabel,
        Code::TrustListTooLong,
        Code::TrustListMalformed,
        Code::TrustListUnsupported,
        Code::TrustListThreshold,
        Code::TrustListInvalid,
        Code::TrustListOlder,
        Code::TrustListFuture,
        Code::TrustListForeign,
        Code::TrustListConflict,
        Code::StatusListTooLong,
        Code::StatusListMalformed,
        Code::StatusListUnsupported,
        Code::StatusListUnknownKey,
        Code::StatusListBadSignature,
        Code::StatusListKeyNotAllowed,
        Code::StatusListKeyCompromised,
        Code::StatusListForeign,
        Code::StatusListInvalid,
        Code::StatusListOlder,
        Code::StatusListFuture,
        Code::Equivocation,
        Code::BundleTooLong,
        Code::BundleMalformed,
        Code::BundleUnsupported,
        Code::BundleBaseMissing,
        Code::StateDamaged,
        Code::StateUnsupported,
        Code::BadImage,
        Code::BadValue,
    ];

    /// The code as written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Code::Active => "active",
            Code::Deferral => "deferral",
            Code::Expired => "expired",
            Code::NotYetValid => "not-yet-valid",
            Code::Withdrawn => "withdrawn",
            Code::Revoked => "revoked",
            Code::StatusUnknown => "status-unknown",
            Code::PolicyUnmet => "policy-unmet",
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
            Code::TrustAgeing => "trust-ageing",
            Code::TrustStale => "trust-stale",
            Code::StatusAgeing => "status-ageing",
            Code::StatusStale => "status-stale",
            Code::Witnessed => "witnessed",
            Code::Extended => "extended",
            Code::NoStatusPublished => "no-status-published",
            Code::StatusListPredatesLabel => "status-list-predates-label",
            Code::IndexUnallocated => "index-unallocated",
            Code::StatusValueUnknown => "status-value-unknown",
            Code::Recognised => "recognised",
            Code::NoLabel => "no-label",
            Code::TrustListTooLong => "trust-list-too-long",
            Code::TrustListMalformed => "trust-list-malformed",
            Code::TrustListUnsupported => "trust-list-unsupported",
            Code::TrustListThreshold => "trust-list-threshold",
            Code::TrustListInvalid => "trust-list-invalid",
            Code::TrustListOlder => "trust-list-older",
            Code::TrustListFuture => "trust-list-future",
            Code::TrustListForeign => "trust-list-foreign",
            Code::TrustListConflict => "trust-list-conflict",
            Code::StatusListTooLong => "status-list-too-long",
            Code::StatusListMalformed => "status-list-malformed",
            Code::StatusListUnsupported => "status-list-unsupported",
            Code::StatusListUnknownKey => "status-list-unknown-key",
            Code::StatusListBadSignature => "status-list-bad-signature",
            Code::StatusListKeyNotAllowed => "status-list-key-not-allowed",
            Code::StatusListKeyCompromised => "status-list-key-compromised",
            Code::StatusListForeign => "status-list-foreign",
            Code::StatusListInvalid => "status-list-invalid",
            Code::StatusListOlder => "status-list-older",
            Code::StatusListFuture => "status-list-future",
            Code::Equivocation => "equivocation",
            Code::BundleTooLong => "bundle-too-long",
            Code::BundleMalformed => "bundle-malformed",
            Code::BundleUnsupported => "bundle-unsupported",
            Code::BundleBaseMissing => "bundle-base-missing",
            Code::StateDamaged => "state-damaged",
            Code::StateUnsupported => "state-unsupported",
            Code::BadImage => "bad-image",
            Code::BadValue => "bad-value",
        }
    }

    /// Whether a label with this outcome counts whatever the policy. Of `deferral` the verdict says it.
    #[must_use]
    pub const fn stands(self) -> bool {
        matches!(self, Code::Active)
    }

    /// Whether a label with this outcome is authentic, whether it counts today or not.
    #[must_use]
    pub const fn is_authentic(self) -> bool {
        matches!(
            self,
            Code::Active
                | Code::Deferral
                | Code::Expired
                | Code::NotYetValid
                | Code::Withdrawn
                | Code::Revoked
                | Code::StatusUnknown
                | Code::PolicyUnmet
        )
    }

    /// Whether this code only stands beside another and decides nothing.
    #[must_use]
    pub const fn is_note(self) -> bool {
        matches!(
            self,
            Code::ClockBehind
                | Code::TrustAgeing
                | Code::TrustStale
                | Code::StatusAgeing
                | Code::StatusStale
                | Code::Witnessed
                | Code::Extended
                | Code::NoStatusPublished
                | Code::StatusListPredatesLabel
                | Code::IndexUnallocated
                | Code::StatusValueUnknown
                | Code::Recognised
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
