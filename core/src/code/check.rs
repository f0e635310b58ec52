//! The checks that a label goes through, in order.

use core::fmt;

/// Declares [`Check`] and its properties from one table.
macro_rules! checks {
    ($($(#[doc = $doc:literal])+ $name:ident: $text:literal, $what:literal, [$($rule:literal),+];)+) => {
        /// One of the checks that a label goes through, in the order in which they are made.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Check {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Check {
            /// Every check, in order.
            pub const ALL: &'static [Check] = &[$(Check::$name),+];

            /// Returns the name in kebab case.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Check::$name => $text,)+
                }
            }

            /// Returns the requirement that is met if the check passes, in a few words.
            #[must_use]
            pub const fn requirement(self) -> &'static str {
                match self {
                    $(Check::$name => $what,)+
                }
            }

            /// Returns the numbers of the rules in `docs/spec.md` that the check looks at: 5 for R-5.
            #[must_use]
            pub const fn rules(self) -> &'static [u8] {
                match self {
                    $(Check::$name => &[$($rule),+],)+
                }
            }
        }
    };
}

checks! {
    /// The lengths of text and payload.
    Limits: "limits", "text and payload are within their limits", [1, 8];
    /// The text starts like a label's carrier.
    Carrier: "carrier", "the text starts like a label's carrier", [2, 3, 83, 84, 122];
    /// The payload is strict Base41 or base64url.
    Encoding: "encoding", "the payload is strict Base41 or base64url", [4, 5, 6, 7, 12];
    /// The bytes are a COSE_Sign1 envelope in deterministic CBOR.
    Envelope: "envelope", "the bytes are a COSE_Sign1 envelope in deterministic CBOR", [13, 14, 15, 17];
    /// The headers are those of this version.
    Profile: "profile", "the headers are those of this version", [16];
    /// A trust list has a key with the seal's key ID.
    Key: "key", "a trust list has a key with this key ID", [18];
    /// The signature verifies under one of these keys.
    Signature: "signature", "the signature verifies under that key", [19, 20];
    /// The claims are well-formed.
    Claims: "claims", "the claims are well-formed", [21, 22, 23, 24, 25, 26, 27, 28, 29];
    /// The key may seal labels with this issue date, level and category.
    KeyWindow: "key-window", "the key may seal labels with this issue date, level and category", [30, 91];
    /// The key is not compromised, or a witness covers the label.
    Compromise: "compromise", "the key is not compromised, or a witness covers the label", [31, 72];
    /// The carrier's prefix belongs to the issuer.
    Prefix: "prefix", "the prefix belongs to the issuer", [10, 11, 32];
    /// The label names the carrier's GTIN.
    Gtin: "gtin", "the label names the carrier's GTIN, if there is one", [85];
    /// The label follows the rules of the scheme.
    Scheme: "scheme", "the label follows the rules of the scheme", [33, 34, 35, 36, 37, 38];
    /// The given time is between the clock floor and the expiry of the lists.
    Clock: "clock", "the given time is between the clock floor and the expiry of the lists", [39, 40, 93];
    /// The lists are not too old.
    Freshness: "freshness", "the lists are not too old", [76, 92, 118];
    /// The day asked about is within the label's dates.
    Dates: "dates", "the day lies within the label's dates", [41, 69];
    /// The status list states nothing against the label.
    Status: "status", "the status list states nothing against the label", [42, 43, 67, 70, 71, 117];
    /// The label meets the policy.
    Policy: "policy", "the label meets the policy", [77, 78, 79];
    /// Other authorities recognize the label.
    Recognition: "recognition", "other authorities recognize the label", [62];
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
