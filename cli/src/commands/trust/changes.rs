//! What one trust list changes in another, in plain words: said before anybody signs.

use crate::output::escape::printable;
use crate::output::words::count;
use starseal::PublicKey;
use starseal::trust::{Issuer, Purpose, TrustStatement, TrustedKey};

/// One line for each change.
pub(crate) fn changes(before: &TrustStatement, after: &TrustStatement) -> Vec<String> {
    let mut lines = vec![format!(
        "version {} follows {}; issued at {}, to be renewed by {}",
        after.version, before.version, after.issued_at, after.expires_at
    )];
    lines.extend(root_changes(before, after));
    for (number, issuer) in after.issuers.iter().enumerate() {
        match before.issuers.get(number) {
            None => lines.push(format!(
                "{} may seal labels, with {}",
                printable(issuer.names.en()),
                count(issuer.keys.len(), "key")
            )),
            Some(was) => lines.extend(issuer_changes(was, issuer)),
        }
    }
    for issuer in before.issuers.iter().skip(after.issuers.len()) {
        lines.push(format!("{} is not named any more: its labels are of an unknown key", printable(issuer.names.en())));
    }
    if before.scheme != after.scheme {
        lines.push("the scheme's dictionary or rules change".to_owned());
    }
    for recognition in after.recognitions.iter().filter(|recognition| !before.recognitions.contains(recognition)) {
        lines.push(format!(
            "level {} of authority {} counts as level {}, for labels issued from {}",
            recognition.level, recognition.authority, recognition.counts_as, recognition.from
        ));
    }
    for recognition in before.recognitions.iter().filter(|recognition| !after.recognitions.contains(recognition)) {
        lines.push(format!(
            "level {} of authority {} does not count any more",
            recognition.level, recognition.authority
        ));
    }
    lines
}

fn root_changes(before: &TrustStatement, after: &TrustStatement) -> Vec<String> {
    if (before.threshold, &before.roots) == (after.threshold, &after.roots) {
        return Vec::new();
    }
    let ids = |roots: &[PublicKey]| roots.iter().map(|root| root.key_id().to_string()).collect::<Vec<_>>().join(", ");
    vec![
        format!("the list after is signed by {} of {}: {}", after.threshold, after.roots.len(), ids(&after.roots)),
        format!("it was to be signed by {} of {}: {}", before.threshold, before.roots.len(), ids(&before.roots)),
    ]
}

fn issuer_changes(before: &Issuer, after: &Issuer) -> Vec<String> {
    let name = printable(after.names.en());
    let mut lines = Vec::new();
    if before.names != after.names {
        lines.push(format!("{} is called {name}", printable(before.names.en())));
    }
    if before.prefixes != after.prefixes {
        let prefixes: Vec<String> = after.prefixes.iter().map(ToString::to_string).collect();
        lines.push(format!("labels of {name} lead to {}", prefixes.join(", ")));
    }
    if before.status_list != after.status_list {
        lines.push(match &after.status_list {
            Some(uri) => format!("{name} publishes its status list at {}", uri.as_str()),
            None => format!("{name} publishes no status list: dates alone decide"),
        });
    }
    for key in &after.keys {
        let was = before.keys.iter().find(|was| was.public_key == key.public_key);
        lines.extend(key_change(was, key, &name));
    }
    for key in before.keys.iter().filter(|key| after.keys.iter().all(|other| other.public_key != key.public_key)) {
        lines.push(format!(
            "key {} of {name} is not named any more: what it signed is of an unknown key",
            key.public_key.key_id()
        ));
    }
    lines
}

fn key_change(before: Option<&TrustedKey>, after: &TrustedKey, issuer: &str) -> Option<String> {
    let id = after.public_key.key_id();
    let (may, lost) = match after.purpose {
        Purpose::Label => ("seal labels", "none of its labels stands any more, but those that are witnessed"),
        _ => ("sign status lists", "all its status lists are void"),
    };
    match before {
        Some(before) if before == after => None,
        Some(before) if before.compromised.is_none() && after.compromised.is_some() => {
            Some(format!("key {id} of {issuer} is compromised, for good: {lost}"))
        }
        _ => Some(format!("key {id} of {issuer} may {may} of {} until {}", after.from, after.until)),
    }
}
