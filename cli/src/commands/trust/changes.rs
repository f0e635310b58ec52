//! The differences between two trust lists in words, which are printed before signing.

use crate::output::escape::printable;
use crate::output::words::count;
use starseal::PublicKey;
use starseal::trust::{Issuer, Purpose, TrustStatement, TrustedKey};

/// Returns one line for each change.
pub(crate) fn changes(before: &TrustStatement, after: &TrustStatement) -> Vec<String> {
    let mut lines = vec![format!(
        "version {} follows version {}; issued at {}, expires at {}",
        after.version, before.version, after.issued_at, after.expires_at
    )];
    lines.extend(root_changes(before, after));
    for (number, issuer) in after.issuers.iter().enumerate() {
        match before.issuers.get(number) {
            None => lines.push(format!(
                "{} is added as an issuer, with {}",
                printable(issuer.names.en()),
                count(issuer.keys.len(), "key")
            )),
            Some(was) => lines.extend(issuer_changes(was, issuer)),
        }
    }
    for issuer in before.issuers.iter().skip(after.issuers.len()) {
        lines.push(format!("{} is removed: its labels will have an unknown key", printable(issuer.names.en())));
    }
    let fallen = after.compromised.iter().filter(|thumbprint| !before.is_compromised(**thumbprint));
    for thumbprint in fallen.filter(|one| {
        !after.issuers.iter().flat_map(|issuer| &issuer.keys).any(|key| key.public_key.thumbprint() == **one)
    }) {
        lines.push(format!("the key with thumbprint {thumbprint} is compromised, permanently"));
    }
    if before.scheme != after.scheme {
        lines.push("the dictionary or the rules of the scheme change".to_owned());
    }
    for recognition in after.recognitions.iter().filter(|recognition| !before.recognitions.contains(recognition)) {
        lines.push(format!(
            "level {} of authority {} counts as level {}, for labels issued from {}",
            recognition.level, recognition.authority, recognition.counts_as, recognition.from
        ));
    }
    for recognition in before.recognitions.iter().filter(|recognition| !after.recognitions.contains(recognition)) {
        lines.push(format!(
            "level {} of authority {} is no longer recognised",
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
        format!(
            "the list after this one needs the signatures of {} of {} roots: {}",
            after.threshold,
            after.roots.len(),
            ids(&after.roots)
        ),
        format!(
            "before this change, it needed those of {} of {} roots: {}",
            before.threshold,
            before.roots.len(),
            ids(&before.roots)
        ),
    ]
}

fn issuer_changes(before: &Issuer, after: &Issuer) -> Vec<String> {
    let name = printable(after.names.en());
    let mut lines = Vec::new();
    if before.names != after.names {
        lines.push(format!("{} is renamed {name}", printable(before.names.en())));
    }
    if before.prefixes != after.prefixes {
        let prefixes: Vec<String> = after.prefixes.iter().map(ToString::to_string).collect();
        lines.push(format!("the prefixes of {name} are {}", prefixes.join(", ")));
    }
    if before.longest_status_age_days != after.longest_status_age_days {
        lines.push(match after.longest_status_age_days {
            Some(days) => format!("the status list of {name} is stale after {days} days"),
            None => format!("the policy alone decides when the status list of {name} is stale"),
        });
    }
    if before.status_list != after.status_list {
        lines.push(match &after.status_list {
            Some(uri) => format!("{name} publishes its status list at {}", uri.as_str()),
            None => format!("{name} publishes no status list: the printed dates alone decide"),
        });
    }
    for key in &after.keys {
        let was = before.keys.iter().find(|was| was.public_key == key.public_key);
        lines.extend(key_change(was, key, &name));
    }
    for key in before.keys.iter().filter(|key| after.keys.iter().all(|other| other.public_key != key.public_key)) {
        lines.push(format!(
            "key {} of {name} is removed: labels and lists that it signed will have an unknown key",
            key.public_key.key_id()
        ));
    }
    lines
}

/// Returns the levels and categories to which a key is limited, or nothing.
pub(super) fn scope(key: &TrustedKey) -> String {
    let list = |what: &str, numbers: Vec<String>| match numbers.as_slice() {
        [] => String::new(),
        numbers => format!(", {what} {} only", numbers.join(", ")),
    };
    let levels = key.levels.iter().map(ToString::to_string).collect();
    let categories = key.categories.iter().map(ToString::to_string).collect();
    list("level", levels) + &list("category", categories)
}

fn key_change(before: Option<&TrustedKey>, after: &TrustedKey, issuer: &str) -> Option<String> {
    let id = after.public_key.key_id();
    let (may, lost) = match after.purpose {
        Purpose::Label => ("seal labels", "none of its labels will stand, except those that are witnessed"),
        _ => ("sign status lists", "all its status lists will be refused"),
    };
    match before {
        Some(before) if before == after => None,
        Some(before) if before.compromised.is_none() && after.compromised.is_some() => {
            Some(format!("key {id} of {issuer} is marked as compromised, permanently: {lost}"))
        }
        _ => Some(format!(
            "key {id} of {issuer} may {may} issued from {} until {}{}",
            after.from,
            after.until,
            scope(after)
        )),
    }
}
