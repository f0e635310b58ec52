//! The table of codes. It has one row per code, and a row is the only place that states what belongs to its code.
//!
//! A row holds the spelling, the class, the check that finds the code, the mark that is shown for it, and the numbers
//! of the rules in `docs/spec.md`. `docs/reference/codes.md` lists what else a new code needs.

use super::{Check, Class, Mark};

/// Declares [`Code`] and its properties from one table.
macro_rules! codes {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident: $text:literal, $class:expr, $check:expr, $mark:expr, [$($rule:literal),*];
    )+) => {
        /// A stable code in kebab case. It is the same string in vectors, JSON, apps and documents.
        ///
        /// The wording of sentences may change between releases; codes do not change.
        ///
        /// ```
        /// use starseal::code::{Check, Class};
        /// use starseal::{Code, Language};
        ///
        /// let code: Code = "bad-signature".parse()?;
        /// assert_eq!(code.class(), Class::Refused);
        /// assert_eq!(code.check(), Some(Check::Signature));
        /// assert_eq!(code.rules(), [20]);
        /// assert!(!code.is_authentic());
        /// assert_eq!(
        ///     code.sentence(Language::En),
        ///     "This label was altered, or was never issued. Do not rely on it.",
        /// );
        /// # Ok::<(), starseal::code::UnknownCode>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in the order of the specification.
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            const fn row(self) -> &'static Row {
                match self {
                    $(Code::$name => &Row {
                        text: $text,
                        class: $class,
                        check: $check,
                        mark: $mark,
                        rules: &[$($rule),*],
                    },)+
                }
            }
        }
    };
}

/// The properties of a code.
struct Row {
    text: &'static str,
    class: Class,
    check: Option<Check>,
    mark: Mark,
    rules: &'static [u8],
}

impl Code {
    /// Returns the code in kebab case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.row().text
    }

    /// Returns the class, which says what the code is about.
    #[must_use]
    pub const fn class(self) -> Class {
        self.row().class
    }

    /// Returns the check that finds this code in a label, or none for codes of images, lists and files.
    #[must_use]
    pub const fn check(self) -> Option<Check> {
        self.row().check
    }

    /// Returns the numbers of the rules in `docs/spec.md` that lead to this code: 5 for R-5.
    #[must_use]
    pub const fn rules(self) -> &'static [u8] {
        self.row().rules
    }

    /// Returns the mark that is shown for this code if the label does not stand.
    pub(super) const fn mark(self) -> Mark {
        self.row().mark
    }

    /// Returns whether a label with this outcome is authentic, regardless of whether it counts today.
    #[must_use]
    pub const fn is_authentic(self) -> bool {
        matches!(self.class(), Class::Authentic)
    }

    /// Returns whether this code is a note: it accompanies another code and does not affect the outcome.
    #[must_use]
    pub const fn is_note(self) -> bool {
        matches!(self.class(), Class::Note)
    }
}

codes! {
    /// The label is authentic and current: it is within its dates, and nothing is known against it.
    Active: "active", Class::Authentic, Some(Check::Status), Mark::Clock, [43];
    /// The label is authentic, and its validity is being extended. It stands if the policy accepts deferral.
    Deferral: "deferral", Class::Authentic, Some(Check::Status), Mark::Clock, [43, 70];
    /// The label is authentic, but its last day has passed.
    Expired: "expired", Class::Authentic, Some(Check::Dates), Mark::Clock, [41];
    /// The label is authentic, but its first day has not come yet.
    NotYetValid: "not-yet-valid", Class::Authentic, Some(Check::Dates), Mark::Clock, [41];
    /// The label is authentic, but its holder withdrew it.
    Withdrawn: "withdrawn", Class::Authentic, Some(Check::Status), Mark::Clock, [42, 67];
    /// The label is authentic, but its issuer revoked it.
    Revoked: "revoked", Class::Authentic, Some(Check::Status), Mark::Clock, [42, 67];
    /// The label is authentic, but its status since printing is not known.
    StatusUnknown: "status-unknown", Class::Authentic, Some(Check::Status), Mark::Query,
        [42, 67, 71, 72, 76, 93, 117, 118];
    /// The label is authentic, but it does not meet the policy of the relying party.
    PolicyUnmet: "policy-unmet", Class::Authentic, Some(Check::Policy), Mark::Clock, [78, 79];

    /// The text or the sealed bytes are longer than the limit.
    TooLong: "too-long", Class::Refused, Some(Check::Limits), Mark::Cross, [1, 8];
    /// The text does not start like a sealed label.
    NotALabel: "not-a-label", Class::Refused, Some(Check::Carrier), Mark::Query, [2, 3, 83, 84];
    /// The text is an address of an issuer without a seal, of which nothing can be said offline.
    NoSeal: "no-seal", Class::Refused, Some(Check::Carrier), Mark::Query, [122];
    /// The payload is not valid Base41.
    BadBase41: "bad-base41", Class::Refused, Some(Check::Encoding), Mark::Cross, [5, 6, 12];
    /// The payload is not valid base64url.
    BadBase64url: "bad-base64url", Class::Refused, Some(Check::Encoding), Mark::Cross, [7];
    /// The bytes are not a COSE_Sign1 envelope in deterministic CBOR.
    MalformedSeal: "malformed-seal", Class::Refused, Some(Check::Envelope), Mark::Cross, [13, 14, 15, 17];
    /// The envelope has a profile that this version does not support.
    UnsupportedProfile: "unsupported-profile", Class::Refused, Some(Check::Profile), Mark::Query, [16];
    /// The claims require a later version of the format.
    UnsupportedVersion: "unsupported-version", Class::Refused, Some(Check::Claims), Mark::Query, [23];
    /// No key in the trust lists has the key ID of the seal.
    UnknownKey: "unknown-key", Class::Refused, Some(Check::Key), Mark::Query, [18];
    /// The signature does not verify under any key with the key ID of the seal.
    BadSignature: "bad-signature", Class::Refused, Some(Check::Signature), Mark::Cross, [20];
    /// The key is not allowed to seal labels, or not this one: by its issue date, level or category.
    KeyNotAllowed: "key-not-allowed", Class::Refused, Some(Check::KeyWindow), Mark::Cross, [30, 91];
    /// The key is marked compromised, and no witness covers the label.
    KeyCompromised: "key-compromised", Class::Refused, Some(Check::Compromise), Mark::Cross, [31];
    /// The signature is valid, but the prefix of the carrier does not belong to the issuer.
    ForeignCarrier: "foreign-carrier", Class::Refused, Some(Check::Prefix), Mark::Cross, [10, 32];
    /// The signature is valid, but the label does not name the GTIN of the carrier.
    GtinMismatch: "gtin-mismatch", Class::Refused, Some(Check::Gtin), Mark::Cross, [85];
    /// The claims do not conform to the specification.
    MalformedClaims: "malformed-claims", Class::Refused, Some(Check::Claims), Mark::Cross,
        [21, 22, 23, 25, 26, 27, 28, 29];
    /// The label breaks a rule of the scheme.
    SchemeViolation: "scheme-violation", Class::Refused, Some(Check::Scheme), Mark::Cross, [33, 34, 35, 36, 37, 38];

    /// Note: the given time is before the clock floor; the floor was used instead.
    ClockBehind: "clock-behind", Class::Note, Some(Check::Clock), Mark::Cross, [40];
    /// Note: the given time is after the expiry of every list that the label rests on; the clock may be wrong.
    ClockAhead: "clock-ahead", Class::Note, Some(Check::Clock), Mark::Cross, [93];
    /// Note: the given time is more than two days before the clock floor, so the ages of the lists are not known.
    FreshnessUnknown: "freshness-unknown", Class::Note, Some(Check::Clock), Mark::Cross, [93];
    /// Note: the trust list is ageing.
    TrustAgeing: "trust-ageing", Class::Note, Some(Check::Freshness), Mark::Cross, [76];
    /// Note: the trust list is stale.
    TrustStale: "trust-stale", Class::Note, Some(Check::Freshness), Mark::Cross, [76];
    /// Note: the status list is ageing.
    StatusAgeing: "status-ageing", Class::Note, Some(Check::Freshness), Mark::Cross, [76];
    /// Note: the status list is stale.
    StatusStale: "status-stale", Class::Note, Some(Check::Freshness), Mark::Cross, [76, 92];
    /// Note: the in-force object of the status list is missing, and an earlier one was used.
    InForceOutdated: "in-force-outdated", Class::Note, Some(Check::Freshness), Mark::Cross, [118];
    /// Note: the in-force object of the status list is missing, so the last day is not known.
    InForceMissing: "in-force-missing", Class::Note, Some(Check::Freshness), Mark::Cross, [118];
    /// Note: the key is marked compromised, and the witnesses that would cover the label are missing.
    WitnessesMissing: "witnesses-missing", Class::Note, Some(Check::Compromise), Mark::Cross, [72];
    /// Note: the key is marked compromised, and the issuer's status list is a witness for this label.
    Witnessed: "witnessed", Class::Note, Some(Check::Compromise), Mark::Cross, [31, 72];
    /// Note: the last day of the label was extended beyond the printed one.
    Extended: "extended", Class::Note, Some(Check::Dates), Mark::Cross, [69];
    /// Note: the issuer publishes no status list, so the dates alone decide.
    NoStatusPublished: "no-status-published", Class::Note, Some(Check::Status), Mark::Cross, [42];
    /// Note: the status list is older than the label and does not contain it.
    StatusListPredatesLabel: "status-list-predates-label", Class::Note, Some(Check::Status), Mark::Cross, [71];
    /// Note: the label's status index is not allocated.
    IndexUnallocated: "index-unallocated", Class::Note, Some(Check::Status), Mark::Cross, [71];
    /// Note: the status list holds a value that this version does not define.
    StatusValueUnknown: "status-value-unknown", Class::Note, Some(Check::Status), Mark::Cross, [67];
    /// Note: other authorities recognize the label.
    Recognised: "recognised", Class::Note, Some(Check::Recognition), Mark::Cross, [62];

    /// No label was found in the image.
    NoLabel: "no-label", Class::Image, None, Mark::Query, [46];

    /// The trust list is longer than the limit.
    TrustListTooLong: "trust-list-too-long", Class::TrustList, None, Mark::Cross, [47, 60];
    /// The trust list does not conform to the specification.
    TrustListMalformed: "trust-list-malformed", Class::TrustList, None, Mark::Cross, [47, 51, 54, 60, 90, 91, 92];
    /// The trust list has a profile or version that this version does not support.
    TrustListUnsupported: "trust-list-unsupported", Class::TrustList, None, Mark::Cross, [48, 51];
    /// The number of roots that signed the trust list is below the threshold.
    TrustListThreshold: "trust-list-threshold", Class::TrustList, None, Mark::Cross, [50, 59];
    /// The trust list contradicts itself or breaks a rule for its content.
    TrustListInvalid: "trust-list-invalid", Class::TrustList, None, Mark::Cross,
        [53, 54, 55, 56, 57, 58, 59, 90, 92];
    /// The trust list is older than the one held.
    TrustListOlder: "trust-list-older", Class::TrustList, None, Mark::Cross, [59];
    /// The trust list is dated too far in the future.
    TrustListFuture: "trust-list-future", Class::TrustList, None, Mark::Cross, [59];
    /// The trust list belongs to an authority for which the verifier has no anchor.
    TrustListForeign: "trust-list-foreign", Class::TrustList, None, Mark::Cross, [61];
    /// The trust list shares a key or a prefix with the list of another authority.
    TrustListConflict: "trust-list-conflict", Class::TrustList, None, Mark::Cross, [61];

    /// The status list is longer than the limit, as received or decompressed.
    StatusListTooLong: "status-list-too-long", Class::StatusList, None, Mark::Cross, [63, 66];
    /// The status list does not conform to the specification.
    StatusListMalformed: "status-list-malformed", Class::StatusList, None, Mark::Cross,
        [63, 65, 66, 68, 97, 98];
    /// The status list has a profile that this version does not support.
    StatusListUnsupported: "status-list-unsupported", Class::StatusList, None, Mark::Cross, [64];
    /// No key in the trust lists has the key ID of the status list.
    StatusListUnknownKey: "status-list-unknown-key", Class::StatusList, None, Mark::Cross, [73, 75];
    /// The signature of the status list does not verify under any key with its key ID.
    StatusListBadSignature: "status-list-bad-signature", Class::StatusList, None, Mark::Cross, [73];
    /// The key is not allowed to sign status lists, or not with this date.
    StatusListKeyNotAllowed: "status-list-key-not-allowed", Class::StatusList, None, Mark::Cross, [73, 75];
    /// The key that signed the status list is marked compromised.
    StatusListKeyCompromised: "status-list-key-compromised", Class::StatusList, None, Mark::Cross, [73, 75];
    /// The URI of the status list is not that of its issuer.
    StatusListForeign: "status-list-foreign", Class::StatusList, None, Mark::Cross, [73, 75];
    /// The status list contradicts itself.
    StatusListInvalid: "status-list-invalid", Class::StatusList, None, Mark::Cross, [65, 97];
    /// The status list is older than the one held.
    StatusListOlder: "status-list-older", Class::StatusList, None, Mark::Cross, [74];
    /// An index that the status list held calls withdrawn or revoked has another status, without a correction.
    StatusListRegressed: "status-list-regressed", Class::StatusList, None, Mark::Cross, [96];
    /// The status list is dated too far in the future.
    StatusListFuture: "status-list-future", Class::StatusList, None, Mark::Cross, [73];

    /// The object of a status list is longer than the limit.
    StatusObjectTooLong: "status-object-too-long", Class::StatusObject, None, Mark::Cross, [112];
    /// The object of a status list does not conform to the specification.
    StatusObjectMalformed: "status-object-malformed", Class::StatusObject, None, Mark::Cross, [72, 112, 113];
    /// The object of a status list has a version that this version does not support.
    StatusObjectUnsupported: "status-object-unsupported", Class::StatusObject, None, Mark::Cross, [112];
    /// No status list that is held or remembered binds the object.
    StatusObjectUnbound: "status-object-unbound", Class::StatusObject, None, Mark::Cross, [116];
    /// The in-force object does not fit the status list that binds it.
    InForceInvalid: "in-force-invalid", Class::StatusObject, None, Mark::Cross, [114];
    /// The past object contradicts the status list that binds it, or its in-force object.
    PastContradicts: "past-contradicts", Class::StatusObject, None, Mark::Cross, [115];

    /// Two different lists with the same version both have valid signatures.
    Equivocation: "equivocation", Class::List, None, Mark::Cross, [59, 74];

    /// The bundle is longer than the limit.
    BundleTooLong: "bundle-too-long", Class::Bundle, None, Mark::Cross, [80, 107, 109, 119];
    /// The bundle does not conform to the specification.
    BundleMalformed: "bundle-malformed", Class::Bundle, None, Mark::Cross, [80, 81, 119];
    /// The bundle has a version that this version does not support.
    BundleUnsupported: "bundle-unsupported", Class::Bundle, None, Mark::Cross, [80];
    /// The bundle has a delta for a status list or an object that is not held.
    BundleBaseMissing: "bundle-base-missing", Class::Bundle, None, Mark::Cross, [81, 119];

    /// The stored state is incomplete or was altered.
    StateDamaged: "state-damaged", Class::State, None, Mark::Cross, [82, 99];
    /// The stored state has a version that this version does not support.
    StateUnsupported: "state-unsupported", Class::State, None, Mark::Cross, [82];

    /// The bytes are not an image of the stated size, or the size is not one that can be scanned.
    BadImage: "bad-image", Class::Input, None, Mark::Cross, [];
    /// A value given by the caller is out of range or malformed.
    BadValue: "bad-value", Class::Input, None, Mark::Cross, [];
}
