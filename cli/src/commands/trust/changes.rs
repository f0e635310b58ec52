//! The differences between two trust lists in words, which are printed before signing.

use crate::messages::{count, list, say};
use crate::output::words::named;
use starseal::PublicKey;
use starseal::trust::{Issuer, Purpose, TrustStatement, TrustedKey};

/// Returns one line for each change.
pub(crate) fn changes(before: &TrustStatement, after: &TrustStatement) -> Vec<String> {
    let mut lines = vec![say!(
        "change-version",
        after = after.version,
        before = before.version,
        issued_at = after.issued_at,
        expires_at = after.expires_at,
    )];
    lines.extend(root_changes(before, after));
    for (number, issuer) in after.issuers.iter().enumerate() {
        match before.issuers.get(number) {
            None => {
                let keys = count(issuer.keys.len(), "key");
                lines.push(say!("change-issuer-added", name = named(&issuer.names), keys = keys));
            }
            Some(was) => lines.extend(issuer_changes(was, issuer)),
        }
    }
    for issuer in before.issuers.iter().skip(after.issuers.len()) {
        lines.push(say!("change-issuer-removed", name = named(&issuer.names)));
    }
    let fallen = after.compromised.iter().filter(|thumbprint| !before.is_compromised(**thumbprint));
    for thumbprint in fallen.filter(|one| {
        !after.issuers.iter().flat_map(|issuer| &issuer.keys).any(|key| key.public_key.thumbprint() == **one)
    }) {
        lines.push(say!("change-compromised", thumbprint = thumbprint));
    }
    if before.scheme != after.scheme {
        lines.push(say!("change-scheme"));
    }
    for recognition in after.recognitions.iter().filter(|recognition| !before.recognitions.contains(recognition)) {
        lines.push(say!(
            "change-recognised",
            level = recognition.level,
            authority = recognition.authority,
            counts_as = recognition.counts_as,
            from = recognition.from,
        ));
    }
    for recognition in before.recognitions.iter().filter(|recognition| !after.recognitions.contains(recognition)) {
        lines.push(say!("change-unrecognised", level = recognition.level, authority = recognition.authority));
    }
    lines
}

fn root_changes(before: &TrustStatement, after: &TrustStatement) -> Vec<String> {
    if (before.threshold, &before.roots) == (after.threshold, &after.roots) {
        return Vec::new();
    }
    let ids = |roots: &[PublicKey]| list(&roots.iter().map(|root| root.key_id().to_string()).collect::<Vec<_>>());
    vec![
        say!("change-roots-after", threshold = after.threshold, roots = after.roots.len(), ids = ids(&after.roots)),
        say!("change-roots-before", threshold = before.threshold, roots = before.roots.len(), ids = ids(&before.roots)),
    ]
}

fn issuer_changes(before: &Issuer, after: &Issuer) -> Vec<String> {
    let name = named(&after.names);
    let mut lines = Vec::new();
    if before.names != after.names {
        lines.push(say!("change-renamed", before = named(&before.names), after = name));
    }
    if before.prefixes != after.prefixes {
        let prefixes: Vec<String> = after.prefixes.iter().map(ToString::to_string).collect();
        lines.push(say!("change-prefixes", name = name, prefixes = list(&prefixes)));
    }
    if before.longest_status_age_days != after.longest_status_age_days {
        lines.push(match after.longest_status_age_days {
            Some(days) => say!("change-status-age", name = name, days = count(days.into(), "day")),
            None => say!("change-status-age-by-policy", name = name),
        });
    }
    if before.status_list != after.status_list {
        lines.push(match &after.status_list {
            Some(uri) => say!("change-status-list", name = name, uri = uri.as_str()),
            None => say!("change-no-status-list", name = name),
        });
    }
    for key in &after.keys {
        let was = before.keys.iter().find(|was| was.public_key == key.public_key);
        lines.extend(key_change(was, key, &name));
    }
    for key in before.keys.iter().filter(|key| after.keys.iter().all(|other| other.public_key != key.public_key)) {
        lines.push(say!("change-key-removed", key_id = key.public_key.key_id(), name = name));
    }
    lines
}

/// Returns a statement about a key with the levels and categories to which the key is limited.
pub(super) fn with_scope(what: String, key: &TrustedKey) -> String {
    let all = |numbers: Vec<String>| list(&numbers);
    let levels = all(key.levels.iter().map(ToString::to_string).collect());
    let categories = all(key.categories.iter().map(ToString::to_string).collect());
    match (levels.is_empty(), categories.is_empty()) {
        (true, true) => what,
        (false, true) => say!("scope-levels", what = what, levels = levels),
        (true, false) => say!("scope-categories", what = what, categories = categories),
        (false, false) => say!("scope-both", what = what, levels = levels, categories = categories),
    }
}

fn key_change(before: Option<&TrustedKey>, after: &TrustedKey, issuer: &str) -> Option<String> {
    let (id, from, until) = (after.public_key.key_id(), after.from, after.until);
    let is_of_labels = after.purpose == Purpose::Label;
    match before {
        Some(before) if before == after => None,
        Some(before) if before.compromised.is_none() && after.compromised.is_some() => Some(match is_of_labels {
            true => say!("change-label-key-fallen", key_id = id, name = issuer),
            false => say!("change-status-key-fallen", key_id = id, name = issuer),
        }),
        _ if is_of_labels => {
            let may = say!("change-label-key", key_id = id, name = issuer, from = from, until = until);
            Some(with_scope(may, after))
        }
        _ => {
            let may = say!("change-status-key", key_id = id, name = issuer, from = from, until = until);
            Some(with_scope(may, after))
        }
    }
}
