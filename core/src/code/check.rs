//! The checks that a label goes through, in order.

use core::fmt;

/// Declares [`Check`] and its properties from one table.
macro_rules! checks {
    ($($(#[doc = $doc:literal])+ $name:ident: $text:literal, [$($rule:literal),+];)+) => {
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
    Limits: "limits", [1, 8];
    /// The text starts like a label's carrier.
    Carrier: "carrier", [2, 3];
    /// The payload is strict Base41 or base64url.
    Encoding: "encoding", [4, 5, 6, 7, 12];
    /// The bytes are a COSE_Sign1 envelope in deterministic CBOR.
    Envelope: "envelope", [13, 14, 15, 17];
    /// The headers are those of this version.
    Profile: "profile", [16];
    /// A trust list has a key with the seal's key ID.
    Key: "key", [18];
    /// The signature verifies under one of these keys.
    Signature: "signature", [19, 20];
    /// The claims are well-formed.
    Claims: "claims", [21, 22, 23, 24, 25, 26, 27, 28, 29];
    /// The key may seal labels with this issue date.
    KeyWindow: "key-window", [30];
    /// The key is not compromised, or a witness covers the label.
    Compromise: "compromise", [31, 72];
    /// The carrier's prefix belongs to the issuer.
    Prefix: "prefix", [10, 11, 32];
    /// The label keeps the rules of the scheme.
    Scheme: "scheme", [33, 34, 35, 36, 37, 38];
    /// The given time is not before the clock floor.
    Clock: "clock", [39, 40];
    /// The lists are not too old.
    Freshness: "freshness", [76];
    /// The day asked about lies within the label's dates.
    Dates: "dates", [41, 69];
    /// Nothing in the status list is against the label.
    Status: "status", [42, 43, 67, 68, 70, 71];
    /// The label meets the policy.
    Policy: "policy", [77, 78, 79];
    /// Other authorities recognize the label.
    Recognition: "recognition", [62];
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
