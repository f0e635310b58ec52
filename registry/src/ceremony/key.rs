//! The keys that a change is about, for people to compare.

use super::words::{Value, say};
use starseal::keys::Thumbprint;
use starseal::trust::{Purpose, TrustStatement, TrustedKey};
use starseal::{Language, PublicKey};

/// The number of hexadecimal digits of a thumbprint that are read aloud: 80 bits, for which nobody can make a second
/// key.
const ALOUD_DIGITS: usize = 20;

/// A key that a trust list names anew, names no longer, or says something else about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyInQuestion {
    /// The thumbprint of the key.
    pub thumbprint: Thumbprint,
    role: &'static str,
    issuer: Option<Value>,
}

impl KeyInQuestion {
    /// Returns the role of the key, such as "new root" or "label key of Example Label Registry".
    #[must_use]
    pub fn role(&self, language: Language) -> String {
        let values: Vec<_> = self.issuer.iter().map(|name| ("name", name.clone())).collect();
        say(language, "role", self.role, &values)
    }
}

/// Returns the form of a thumbprint that people read to each other: its first 20 hexadecimal digits in groups of four.
///
/// The key ID has 8 digits: a second key with the same ID is found in hours.
///
/// ```
/// let thumbprint: starseal::keys::Thumbprint =
///     "63b5f63e07ab2ec8d5655eeac86a24dc21d5fe73dd26638df00b083b7898ed4c".parse()?;
/// assert_eq!(starseal_registry::ceremony::read_aloud(&thumbprint), "63b5 f63e 07ab 2ec8 d565");
/// # Ok::<(), starseal::hex::HexError>(())
/// ```
#[must_use]
pub fn read_aloud(thumbprint: &Thumbprint) -> String {
    let mut aloud = String::new();
    for (at, digit) in thumbprint.to_string().chars().take(ALOUD_DIGITS).enumerate() {
        if at > 0 && at % 4 == 0 {
            aloud.push(' ');
        }
        aloud.push(digit);
    }
    aloud
}

/// Returns the keys that people must compare before they sign `next`: those that differ from the list held, or all keys
/// of a first list.
#[must_use]
pub fn keys_in_question(held: Option<&TrustStatement>, next: &TrustStatement) -> Vec<KeyInQuestion> {
    let mut keys = Vec::new();
    let known: &[PublicKey] = held.map_or(&[], |held| &held.roots);
    let root = |key: &PublicKey, role| KeyInQuestion { thumbprint: key.thumbprint(), role, issuer: None };
    let has_changed = held.is_none_or(|held| (held.threshold, &held.roots) != (next.threshold, &next.roots));
    if has_changed {
        let role = |key| match (held, known.contains(key)) {
            (Some(_), false) => "root-new",
            (Some(_), true) => "root-kept",
            (None, _) => "root",
        };
        keys.extend(next.roots.iter().map(|key| root(key, role(key))));
        keys.extend(known.iter().filter(|key| !next.roots.contains(key)).map(|key| root(key, "root-removed")));
    }
    for (issuer, key) in keys_of(next) {
        let was = held.and_then(|held| keys_of(held).find(|(_, was)| was.public_key == key.public_key));
        let role = match (was, key.purpose) {
            (Some((_, was)), _) if was == key => continue,
            (_, Purpose::Label) => "label-key",
            _ => "status-key",
        };
        keys.push(KeyInQuestion { thumbprint: key.public_key.thumbprint(), role, issuer: Some(issuer) });
    }
    for (issuer, key) in held.into_iter().flat_map(keys_of) {
        if keys_of(next).all(|(_, other)| other.public_key != key.public_key) {
            let thumbprint = key.public_key.thumbprint();
            keys.push(KeyInQuestion { thumbprint, role: "key-removed", issuer: Some(issuer) });
        }
    }
    for thumbprint in next.all_compromised() {
        let is_new = held.is_none_or(|held| !held.is_compromised(thumbprint));
        if is_new && keys.iter().all(|key| key.thumbprint != thumbprint) {
            keys.push(KeyInQuestion { thumbprint, role: "compromised", issuer: None });
        }
    }
    keys
}

fn keys_of(list: &TrustStatement) -> impl Iterator<Item = (Value, &TrustedKey)> {
    list.issuers.iter().flat_map(|issuer| issuer.keys.iter().map(|key| (Value::name(&issuer.names), key)))
}
