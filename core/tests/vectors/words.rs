//! Compares the sentences of every verdict, in every language, with sentences.json.

use crate::read::{folder, read_json};
use libtest_mimic::Failed;
use serde_json::{Map, Value, json};
use starseal::{Code, Language, Verdict};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Returns the entry of sentences.json for a name, such as `vectors/camera`; null if there is none.
pub(crate) fn entry(name: &str) -> &'static Value {
    &all()[name]
}

fn all() -> &'static Value {
    static ALL: OnceLock<Value> = OnceLock::new();
    ALL.get_or_init(|| read_json(&folder().join("sentences.json")))
}

/// Returns the sentences of a verdict.
pub(crate) fn of_verdict(verdict: &Verdict) -> Value {
    in_every_language(|language| (verdict.sentence(language), verdict.reason_sentences(language)))
}

/// Returns the sentence of a code alone.
pub(crate) fn of_code(code: Code) -> Value {
    in_every_language(|language| (code.sentence(language), Vec::new()))
}

fn in_every_language(words: impl Fn(Language) -> (String, Vec<String>)) -> Value {
    let said = Language::ALL.iter().map(|language| {
        let (sentence, reasons) = words(*language);
        (language.tag().to_owned(), json!({ "sentence": sentence, "reasons": reasons }))
    });
    Value::Object(said.collect::<Map<_, _>>())
}

/// Checks that every vector and story in `wanted` has an entry, and that every entry belongs to one of them.
pub(crate) fn every_entry_has_a_vector(wanted: &BTreeSet<String>) -> Result<(), Failed> {
    let entries: BTreeSet<String> = all().as_object().ok_or("no object")?.keys().cloned().collect();
    let missing: Vec<_> = wanted.difference(&entries).collect();
    let idle: Vec<_> = entries.difference(wanted).collect();
    if missing.is_empty() && idle.is_empty() {
        return Ok(());
    }
    Err(format!("sentences.json has no entry for {missing:?}, and its entries {idle:?} belong to no vector or story")
        .into())
}
