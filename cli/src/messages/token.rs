//! Errors of tokens in the language of the run.

use super::{Message, language, list, message, say};
use starseal::Language;
use starseal_token::{TokenError, Tries, UriError};

/// Returns why a token, or a key in it, cannot be used. In English the library says it itself.
pub(crate) fn of_token(error: &TokenError) -> String {
    match (language(), token(error)) {
        (Language::En, _) | (_, None) => error.to_string(),
        (_, Some(message)) => message.to_string(),
    }
}

/// Returns why a URI is not one that can be used.
pub(crate) fn of_uri(error: &UriError) -> String {
    match (language(), uri(error)) {
        (Language::En, _) | (_, None) => error.to_string(),
        (_, Some(message)) => message.to_string(),
    }
}

pub(super) fn token(error: &TokenError) -> Option<Message> {
    Some(match error {
        TokenError::NoModule => message!("token-no-module"),
        TokenError::ModuleNotFound { path } => message!("token-module-not-found", path = path.display()),
        TokenError::ModuleNotInFolders { name, folders } => {
            message!("token-module-not-in-folders", name = name, folders = list(folders))
        }
        TokenError::NotAModule { path, reason } => {
            message!("token-not-a-module", path = path.display(), reason = reason)
        }
        TokenError::Crashed { how } => message!("token-module-crashed", how = how),
        TokenError::Hung { seconds } => message!("token-module-hung", seconds = seconds),
        TokenError::Helper { reason } => message!("token-helper-failed", reason = reason),
        TokenError::NoToken { found } => message!("token-not-found", found = names(found)),
        TokenError::SeveralTokens { found } => message!("token-ambiguous", found = names(found)),
        TokenError::OtherSlot { token, wanted, found } => {
            message!("token-other-slot", token = token, wanted = wanted, found = found)
        }
        TokenError::WrongPin { token, tries } => message!("token-pin-wrong", token = token, tries = left(*tries)),
        TokenError::PinForm { token, tries } => message!("token-pin-form", token = token, tries = left(*tries)),
        TokenError::LastTry { token } => message!("token-pin-last-try", token = token),
        TokenError::PinLocked { token } => message!("token-pin-locked", token = token),
        TokenError::PinNotSet { token } => message!("token-pin-not-set", token = token),
        TokenError::NoKey { token, found } => message!("token-key-not-found", token = token, found = names(found)),
        TokenError::SeveralKeys { token, found } => {
            message!("token-key-ambiguous", token = token, found = names(found))
        }
        TokenError::OnlyPublic => message!("token-key-is-public"),
        TokenError::OtherAlgorithm { key, found } => message!("token-key-algorithm", key = key, found = found),
        TokenError::MayNotSign { key } => message!("token-key-may-not-sign", key = key),
        TokenError::AsksEachTime { key } => message!("token-key-asks-each-time", key = key),
        TokenError::NoPublicKey { key } => message!("token-no-public-key", key = key),
        TokenError::NoEddsa { token } => message!("token-no-eddsa", token = token),
        TokenError::OnlyPrehashed { token } => message!("token-only-prehashed", token = token),
        TokenError::MessageTooLong { token, bytes } => {
            message!("token-message-too-long", token = token, bytes = bytes)
        }
        TokenError::BadSignature { token } => message!("token-bad-signature", token = token),
        TokenError::Removed { token } => message!("token-removed", token = token),
        TokenError::SessionLost { function, code } => message!("token-session-lost", function = function, code = code),
        TokenError::KeyChanged { before, after } => message!("token-key-changed", before = before, after = after),
        TokenError::KeyExists { token, key } => message!("token-key-exists", token = token, key = key),
        TokenError::NoLabel => message!("token-no-label"),
        TokenError::Failed { function, code } => message!("token-failed", function = function, code = code),
        _ => return None,
    })
}

pub(super) fn uri(error: &UriError) -> Option<Message> {
    Some(match error {
        UriError::Scheme => message!("uri-scheme"),
        UriError::NoName { number } => message!("uri-no-name", number = number),
        UriError::Unknown { name } => message!("uri-unknown-attribute", name = name),
        UriError::Repeated { name } => message!("uri-repeated-attribute", name = name),
        UriError::Character { name, character } => {
            message!("uri-character", name = name, number = format_args!("{character:04X}"))
        }
        UriError::Percent { name } => message!("uri-percent", name = name),
        UriError::Utf8 { name } => message!("uri-not-utf-8", name = name),
        UriError::Value { name } => message!("uri-value", name = name),
        UriError::PinValue => message!("uri-pin-value"),
        UriError::PinSource => message!("uri-pin-source"),
        _ => return None,
    })
}

fn names(found: &[String]) -> String {
    if found.is_empty() { say!("token-none") } else { list(found) }
}

/// Returns what a token says about the tries that are left, as a part of a sentence.
fn left(tries: Tries) -> String {
    match tries {
        Tries::Low => say!("tries-low"),
        Tries::One => say!("tries-one"),
        Tries::Locked => say!("tries-locked"),
        _ => say!("tries-unknown"),
    }
}
