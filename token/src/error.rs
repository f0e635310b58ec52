//! Why a token cannot be used: one variant for each cause, with the values that disagree.

use serde::{Deserialize, Serialize};
use starseal::keys::SignerError;
use std::fmt;
use std::path::PathBuf;

/// Why a token, or a key in it, cannot be used. No variant has a PIN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Nothing says which module reaches the token.
    #[error("nothing says which PKCS#11 module reaches the token")]
    NoModule,
    /// The file of the module is not there.
    #[error("there is no PKCS#11 module {}", path.display())]
    ModuleNotFound {
        /// The path of the module.
        path: PathBuf,
    },
    /// No folder of modules has one with this name.
    #[error("no PKCS#11 module with the name {name} was found in {}", list(folders))]
    ModuleNotInFolders {
        /// The name of the module.
        name: String,
        /// The folders that were looked into.
        folders: Vec<String>,
    },
    /// The file is not a PKCS#11 module that can be loaded.
    #[error("{} is not a PKCS#11 module that can be loaded: {reason}", path.display())]
    NotAModule {
        /// The path of the file.
        path: PathBuf,
        /// The reason, in the words of the system.
        reason: String,
    },
    /// The module crashed.
    #[error("the PKCS#11 module crashed ({how})")]
    Crashed {
        /// How its process ended.
        how: String,
    },
    /// The module did not answer in time.
    #[error("the PKCS#11 module gave no answer within {seconds} seconds")]
    Hung {
        /// The deadline in seconds.
        seconds: u64,
    },
    /// The helper process could not be started, or was not understood.
    #[error("the helper process for PKCS#11 failed: {reason}")]
    Helper {
        /// The reason.
        reason: String,
    },
    /// No token is the one that the URI names.
    #[error("no token fits the URI; there are: {}", list(found))]
    NoToken {
        /// The labels of the tokens that are there.
        found: Vec<String>,
    },
    /// Several tokens are what the URI names.
    #[error("several tokens fit the URI: {}", list(found))]
    SeveralTokens {
        /// The labels and serial numbers of these tokens.
        found: Vec<String>,
    },
    /// The token is in another slot than the URI says.
    #[error("the token {token} is in slot {found}, and the URI says slot {wanted}")]
    OtherSlot {
        /// The label of the token.
        token: String,
        /// The slot in the URI.
        wanted: u64,
        /// The slot in which the token is.
        found: u64,
    },
    /// The PIN is wrong.
    #[error("the PIN is wrong for the token {token}{tries}")]
    WrongPin {
        /// The label of the token.
        token: String,
        /// What the token says about the tries that are left.
        tries: Tries,
    },
    /// The PIN has a length or a character that no PIN of the token has.
    #[error("no PIN of the token {token} has this length or these characters{tries}")]
    PinForm {
        /// The label of the token.
        token: String,
        /// What the token says about the tries that are left.
        tries: Tries,
    },
    /// One try is left, and the PIN was not typed by a person.
    #[error("the token {token} takes one more PIN before it locks itself, and no person types this one")]
    LastTry {
        /// The label of the token.
        token: String,
    },
    /// The PIN is locked after too many wrong ones.
    #[error("the PIN of the token {token} is locked")]
    PinLocked {
        /// The label of the token.
        token: String,
    },
    /// The PIN must be changed before the token is used, or was never set.
    #[error("the PIN of the token {token} is not set, or must be changed first")]
    PinNotSet {
        /// The label of the token.
        token: String,
    },
    /// The token does not have the key.
    #[error("the token {token} has no such key; its keys are: {}", list(found))]
    NoKey {
        /// The label of the token.
        token: String,
        /// The keys that the token has.
        found: Vec<String>,
    },
    /// Several keys of the token are what the URI names.
    #[error("several keys of the token {token} fit the URI: {}", list(found))]
    SeveralKeys {
        /// The label of the token.
        token: String,
        /// These keys.
        found: Vec<String>,
    },
    /// The URI names a public key, and a private one is needed.
    #[error("the URI names a public key, which cannot sign")]
    OnlyPublic,
    /// The key is not an Ed25519 key.
    #[error("the key {key} is not an Ed25519 key, but {found}")]
    OtherAlgorithm {
        /// The key.
        key: String,
        /// The type that the token says.
        found: String,
    },
    /// The key's attributes do not let it sign.
    #[error("the key {key} may not sign (CKA_SIGN is false)")]
    MayNotSign {
        /// The key.
        key: String,
    },
    /// The key wants the PIN again for each signature.
    #[error("the key {key} wants the PIN again for each signature (CKA_ALWAYS_AUTHENTICATE)")]
    AsksEachTime {
        /// The key.
        key: String,
    },
    /// The token does not show the public half of the key.
    #[error("the token does not show the public half of the key {key}")]
    NoPublicKey {
        /// The key.
        key: String,
    },
    /// The token cannot sign with Ed25519.
    #[error("the token {token} does not sign with Ed25519 (it has no mechanism CKM_EDDSA)")]
    NoEddsa {
        /// The label of the token.
        token: String,
    },
    /// The token signs only hashes of messages.
    #[error("the token {token} signs with Ed25519 only in the prehashed form (Ed25519ph)")]
    OnlyPrehashed {
        /// The label of the token.
        token: String,
    },
    /// The message is longer than the token takes.
    #[error("the token {token} does not sign a message of {bytes} bytes")]
    MessageTooLong {
        /// The label of the token.
        token: String,
        /// The length of the message.
        bytes: usize,
    },
    /// A signature does not verify under the token's own public key.
    #[error("a signature of the token {token} does not verify under the public key that the token shows")]
    BadSignature {
        /// The label of the token.
        token: String,
    },
    /// The token was removed.
    #[error("the token {token} was removed")]
    Removed {
        /// The label of the token.
        token: String,
    },
    /// The session was lost, and lost again after it was opened again.
    #[error("the session with the token was lost ({function}: {code})")]
    SessionLost {
        /// The function of PKCS#11 that failed.
        function: String,
        /// Its code.
        code: String,
    },
    /// After the session was opened again, another key is in the place of the first.
    #[error("the token had the key {before}, and now has the key {after} in its place")]
    KeyChanged {
        /// The ID of the first key.
        before: String,
        /// The ID of the key that is there now.
        after: String,
    },
    /// A key is to be made under a label that a key has already.
    #[error("the token {token} has a key {key} already")]
    KeyExists {
        /// The label of the token.
        token: String,
        /// The label of the key.
        key: String,
    },
    /// A key is to be made, and the URI has no label for it.
    #[error("the URI names no object for the new key")]
    NoLabel,
    /// Anything else that the module refused.
    #[error("the PKCS#11 module refused {function} ({code})")]
    Failed {
        /// The function of PKCS#11 that failed.
        function: String,
        /// Its code.
        code: String,
    },
}

/// What a token says about the tries for a PIN that are left. PKCS#11 has no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tries {
    /// The token says nothing.
    Unknown,
    /// At least one wrong PIN was given since the last right one.
    Low,
    /// One more wrong PIN locks the token.
    One,
    /// The PIN is locked.
    Locked,
}

impl fmt::Display for Tries {
    /// Writes a clause that goes on a sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tries::Unknown => "; the token does not say how many tries are left",
            Tries::Low => "; the token says that fewer tries are left than at first",
            Tries::One => "; the token says that one try is left",
            Tries::Locked => "; the token says that the PIN is locked now",
        })
    }
}

impl TokenError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            TokenError::NoModule => "token-no-module",
            TokenError::ModuleNotFound { .. } => "token-module-not-found",
            TokenError::ModuleNotInFolders { .. } => "token-module-not-in-folders",
            TokenError::NotAModule { .. } => "token-not-a-module",
            TokenError::Crashed { .. } => "token-module-crashed",
            TokenError::Hung { .. } => "token-module-hung",
            TokenError::Helper { .. } => "token-helper-failed",
            TokenError::NoToken { .. } => "token-not-found",
            TokenError::SeveralTokens { .. } => "token-ambiguous",
            TokenError::OtherSlot { .. } => "token-other-slot",
            TokenError::WrongPin { .. } => "token-pin-wrong",
            TokenError::PinForm { .. } => "token-pin-form",
            TokenError::LastTry { .. } => "token-pin-last-try",
            TokenError::PinLocked { .. } => "token-pin-locked",
            TokenError::PinNotSet { .. } => "token-pin-not-set",
            TokenError::NoKey { .. } => "token-key-not-found",
            TokenError::SeveralKeys { .. } => "token-key-ambiguous",
            TokenError::OnlyPublic => "token-key-is-public",
            TokenError::OtherAlgorithm { .. } => "token-key-algorithm",
            TokenError::MayNotSign { .. } => "token-key-may-not-sign",
            TokenError::AsksEachTime { .. } => "token-key-asks-each-time",
            TokenError::NoPublicKey { .. } => "token-no-public-key",
            TokenError::NoEddsa { .. } => "token-no-eddsa",
            TokenError::OnlyPrehashed { .. } => "token-only-prehashed",
            TokenError::MessageTooLong { .. } => "token-message-too-long",
            TokenError::BadSignature { .. } => "token-bad-signature",
            TokenError::Removed { .. } => "token-removed",
            TokenError::SessionLost { .. } => "token-session-lost",
            TokenError::KeyChanged { .. } => "token-key-changed",
            TokenError::KeyExists { .. } => "token-key-exists",
            TokenError::NoLabel => "token-no-label",
            TokenError::Failed { .. } => "token-failed",
        }
    }
}

impl From<TokenError> for SignerError {
    fn from(error: TokenError) -> Self {
        SignerError::new(&error.to_string()).with_code(error.code())
    }
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
