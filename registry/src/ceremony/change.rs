//! The differences between two trust lists.

use super::scheme::scheme_changes;
use super::words::{Value, say};
use starseal::trust::{Issuer, Names, Purpose, TrustStatement, TrustedKey};
use starseal::{Language, PublicKey};

/// A difference between two trust lists, which can be said in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    code: &'static str,
    values: Vec<(&'static str, Value)>,
}

impl Change {
    pub(super) fn new(code: &'static str, values: Vec<(&'static str, Value)>) -> Self {
        Change { code, values }
    }

    /// Returns the stable name of this kind of change in kebab-case, such as `issuer-added`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Returns the change in words, a clause without a full stop.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        say(language, "change", self.code, &self.values)
    }
}

/// Returns what changes from the list held to another one, in the order in which the list states it; without a list
/// held, what a first list states. The first change says which version follows which.
///
/// If the lists differ in anything at all beside their versions and times, there is a change that says so.
#[must_use]
pub fn changes(held: Option<&TrustStatement>, next: &TrustStatement) -> Vec<Change> {
    let Some(held) = held else { return first(next) };
    let mut changes = vec![Change::new(
        "version",
        vec![
            ("before", Value::of(held.version)),
            ("after", Value::of(next.version)),
            ("issued_at", Value::of(next.issued_at)),
            ("expires_at", Value::of(next.expires_at)),
        ],
    )];
    let own = changes.len();
    if held.names != next.names {
        changes.push(renamed("authority-renamed", &held.names, &next.names));
    }
    if (held.threshold, &held.roots) != (next.threshold, &next.roots) {
        changes.extend([roots("roots-after", next), roots("roots-before", held)]);
    }
    let mut matched = Vec::new();
    for issuer in &next.issuers {
        match held.issuers.iter().find(|was| is_same(was, issuer) && !matched.contains(was)) {
            Some(was) => {
                matched.push(was);
                changes.extend(issuer_changes(was, issuer));
            }
            None => changes.extend(issuer_added(issuer)),
        }
    }
    let gone = held.issuers.iter().filter(|was| !matched.contains(was));
    changes.extend(gone.map(|was| Change::new("issuer-removed", vec![("name", Value::name(&was.names))])));
    changes.extend(compromise_changes(held, next));
    changes.extend(scheme_changes(&held.scheme, &next.scheme));
    changes.extend(recognition_changes(held, next));
    if changes.len() == own {
        let is_renewal = is_same_content(held, next);
        changes.push(Change::new(if is_renewal { "nothing-else" } else { "order" }, Vec::new()));
    }
    changes
}

/// Returns what a first list states.
fn first(list: &TrustStatement) -> Vec<Change> {
    let mut changes = vec![Change::new(
        "first",
        vec![
            ("name", Value::name(&list.names)),
            ("issued_at", Value::of(list.issued_at)),
            ("expires_at", Value::of(list.expires_at)),
        ],
    )];
    changes.push(roots("roots-after", list));
    changes.extend(list.issuers.iter().flat_map(issuer_added));
    let scheme = &list.scheme;
    changes.push(Change::new(
        "scheme",
        vec![
            ("levels", Value::Count(scheme.levels.len(), "level")),
            ("categories", Value::Count(scheme.categories.len(), "category")),
            ("criteria", Value::Count(scheme.criteria.len(), "citation")),
            ("evaluators", Value::Count(scheme.evaluators.len(), "evaluator")),
            ("months", Value::Count(number(scheme.longest_validity_months), "month")),
            ("days", Value::Count(number(scheme.longest_deferral_days), "day")),
        ],
    ));
    changes.extend(list.recognitions.iter().map(recognised));
    changes.extend(
        list.all_compromised()
            .map(|thumbprint| Change::new("compromised", vec![("thumbprint", Value::of(thumbprint))])),
    );
    changes
}

/// Returns whether two lists differ in nothing but what every next list changes.
fn is_same_content(held: &TrustStatement, next: &TrustStatement) -> bool {
    let plain = |list: &TrustStatement| {
        let mut plain = list.clone();
        let mut compromised: Vec<_> = list.all_compromised().collect();
        compromised.sort_unstable();
        compromised.dedup();
        (plain.authority_id, plain.version, plain.compromised) = (None, 1, compromised);
        (plain.issued_at, plain.expires_at) = (next.issued_at, next.expires_at);
        plain
    };
    plain(held) == plain(next)
}

/// Returns whether two entries are of one issuer: they share a key, a prefix or the status list.
fn is_same(one: &Issuer, other: &Issuer) -> bool {
    let shares_key = one.keys.iter().any(|key| other.keys.iter().any(|another| another.public_key == key.public_key));
    let shares_prefix = one.prefixes.iter().any(|prefix| other.prefixes.contains(prefix));
    shares_key || shares_prefix || (one.status_list.is_some() && one.status_list == other.status_list)
}

fn roots(code: &'static str, list: &TrustStatement) -> Change {
    let ids = list.roots.iter().map(|root| Value::of(root.key_id())).collect();
    let threshold = ("threshold", Value::of(list.threshold));
    Change::new(code, vec![threshold, ("roots", Value::of(list.roots.len())), ("ids", Value::List(ids))])
}

pub(super) fn renamed(code: &'static str, before: &Names, after: &Names) -> Change {
    Change::new(code, vec![("before", Value::all_names(before)), ("after", Value::all_names(after))])
}

fn issuer_added(issuer: &Issuer) -> Vec<Change> {
    let name = || ("name", Value::name(&issuer.names));
    let prefixes = issuer.prefixes.iter().map(|prefix| Value::of(prefix.as_str())).collect();
    let mut changes = vec![Change::new(
        "issuer-added",
        vec![("name", Value::all_names(&issuer.names)), ("prefixes", Value::List(prefixes))],
    )];
    changes.push(status_list(issuer));
    if issuer.longest_status_age_days.is_some() {
        changes.push(status_age(issuer));
    }
    changes.extend(issuer.keys.iter().flat_map(|key| key_added(key, name())));
    changes
}

fn status_list(issuer: &Issuer) -> Change {
    let name = ("name", Value::name(&issuer.names));
    match &issuer.status_list {
        Some(uri) => Change::new("status-list", vec![name, ("uri", Value::of(uri.as_str()))]),
        None => Change::new("no-status-list", vec![name]),
    }
}

fn status_age(issuer: &Issuer) -> Change {
    let name = ("name", Value::name(&issuer.names));
    match issuer.longest_status_age_days {
        Some(days) => Change::new("status-age", vec![name, ("days", Value::Count(days.into(), "day"))]),
        None => Change::new("status-age-by-policy", vec![name]),
    }
}

fn issuer_changes(before: &Issuer, after: &Issuer) -> Vec<Change> {
    let name = || ("name", Value::name(&after.names));
    let mut changes = Vec::new();
    if before.names != after.names {
        changes.push(renamed("renamed", &before.names, &after.names));
    }
    for prefix in after.prefixes.iter().filter(|prefix| !before.prefixes.contains(prefix)) {
        changes.push(Change::new("prefix-added", vec![name(), ("prefix", Value::of(prefix.as_str()))]));
    }
    for prefix in before.prefixes.iter().filter(|prefix| !after.prefixes.contains(prefix)) {
        changes.push(Change::new("prefix-removed", vec![name(), ("prefix", Value::of(prefix.as_str()))]));
    }
    if before.longest_status_age_days != after.longest_status_age_days {
        changes.push(status_age(after));
    }
    if before.status_list != after.status_list {
        changes.push(status_list(after));
    }
    for key in &after.keys {
        match before.keys.iter().find(|was| was.public_key == key.public_key) {
            None => changes.extend(key_added(key, name())),
            Some(was) => changes.extend(key_changes(was, key, &name())),
        }
    }
    for key in before.keys.iter().filter(|key| after.keys.iter().all(|other| other.public_key != key.public_key)) {
        changes.push(Change::new("key-removed", vec![("key_id", id(&key.public_key)), name()]));
    }
    changes
}

fn id(key: &PublicKey) -> Value {
    Value::of(key.key_id())
}

fn key_added(key: &TrustedKey, name: (&'static str, Value)) -> Vec<Change> {
    let code = if key.purpose == Purpose::Label { "label-key" } else { "status-key" };
    let (from, until) = (("from", Value::of(key.from)), ("until", Value::of(key.until)));
    let mut changes = vec![Change::new(code, vec![("key_id", id(&key.public_key)), name.clone(), from, until])];
    if !key.levels.is_empty() || !key.categories.is_empty() {
        changes.push(scope(key));
    }
    if key.compromised.is_some() {
        changes.push(fallen(key, name));
    }
    changes
}

fn scope(key: &TrustedKey) -> Change {
    let key_id = ("key_id", id(&key.public_key));
    let levels = ("levels", Value::List(key.levels.iter().map(Value::of).collect()));
    let categories = ("categories", Value::List(key.categories.iter().map(Value::of).collect()));
    match (key.levels.is_empty(), key.categories.is_empty()) {
        (true, true) => Change::new("scope-none", vec![key_id]),
        (false, true) => Change::new("scope-levels", vec![key_id, levels]),
        (true, false) => Change::new("scope-categories", vec![key_id, categories]),
        (false, false) => Change::new("scope-both", vec![key_id, levels, categories]),
    }
}

fn fallen(key: &TrustedKey, name: (&'static str, Value)) -> Change {
    let code = if key.purpose == Purpose::Label { "label-key-fallen" } else { "status-key-fallen" };
    Change::new(code, vec![("key_id", id(&key.public_key)), name])
}

fn key_changes(before: &TrustedKey, after: &TrustedKey, name: &(&'static str, Value)) -> Vec<Change> {
    let mut changes = Vec::new();
    let key_id = || ("key_id", id(&after.public_key));
    let is_of_labels = after.purpose == Purpose::Label;
    match (before.compromised, after.compromised) {
        (None, Some(_)) => changes.push(fallen(after, name.clone())),
        (Some(_), None) => changes.push(Change::new("mark-removed", vec![key_id(), name.clone()])),
        (Some(was), Some(day)) if was != day => {
            changes
                .push(Change::new("mark-moved", vec![key_id(), ("before", Value::of(was)), ("day", Value::of(day))]));
        }
        _ => {}
    }
    if before.purpose != after.purpose {
        let code = if is_of_labels { "purpose-label" } else { "purpose-status" };
        changes.push(Change::new(code, vec![key_id(), name.clone()]));
    }
    let is_retired = before.from == after.from && after.until < before.until;
    if (before.from, before.until) != (after.from, after.until) {
        let code = match (is_retired, is_of_labels) {
            (true, true) => "label-key-retired",
            (true, false) => "status-key-retired",
            (false, true) => "label-key-window",
            (false, false) => "status-key-window",
        };
        let mut values = vec![key_id(), name.clone(), ("until", Value::of(after.until))];
        if is_retired {
            values.push(("before", Value::of(before.until)));
        } else {
            values.extend([("from", Value::of(after.from)), ("was_from", Value::of(before.from))]);
            values.push(("was_until", Value::of(before.until)));
        }
        changes.push(Change::new(code, values));
    }
    if (&before.levels, &before.categories) != (&after.levels, &after.categories) {
        changes.push(scope(after));
    }
    changes
}

fn compromise_changes(held: &TrustStatement, next: &TrustStatement) -> Vec<Change> {
    let is_marked = |thumbprint| {
        let keys = next.issuers.iter().flat_map(|issuer| &issuer.keys);
        keys.into_iter().any(|key| key.compromised.is_some() && key.public_key.thumbprint() == thumbprint)
    };
    let change = |code, thumbprint| Change::new(code, vec![("thumbprint", Value::of(thumbprint))]);
    let fallen = next.compromised.iter().filter(|one| !held.is_compromised(**one) && !is_marked(**one));
    let dropped = held.all_compromised().filter(|one| !next.is_compromised(*one));
    fallen.map(|one| change("compromised", *one)).chain(dropped.map(|one| change("compromise-dropped", one))).collect()
}

fn recognised(recognition: &starseal::trust::Recognition) -> Change {
    let criteria = recognition.criteria.iter().map(|text| Value::of(text.as_str())).collect::<Vec<_>>();
    let mut values = vec![
        ("level", Value::of(recognition.level)),
        ("authority", Value::of(recognition.authority)),
        ("counts_as", Value::of(recognition.counts_as)),
        ("from", Value::of(recognition.from)),
    ];
    values.push(("criteria", if criteria.is_empty() { Value::Word("any-criteria") } else { Value::List(criteria) }));
    match recognition.until {
        None => Change::new("recognised", values),
        Some(until) => {
            values.push(("until", Value::of(until)));
            Change::new("recognised-until", values)
        }
    }
}

fn recognition_changes(held: &TrustStatement, next: &TrustStatement) -> Vec<Change> {
    let added = next.recognitions.iter().filter(|one| !held.recognitions.contains(one)).map(recognised);
    let gone = held.recognitions.iter().filter(|one| !next.recognitions.contains(one)).map(|one| {
        let values = vec![("level", Value::of(one.level)), ("authority", Value::of(one.authority))];
        Change::new("unrecognised", [values, vec![("from", Value::of(one.from))]].concat())
    });
    added.chain(gone).collect()
}

pub(super) fn number(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}
