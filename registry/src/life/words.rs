//! The scheme's own words for states, steps and events, from a file that a translator can edit.

use serde::Deserialize;
use starseal::Language;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The table of words, by what they name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wordage {
    /// The state of an application.
    State,
    /// The status of a registration on a day.
    Status,
    /// The kind of an event.
    Event,
    /// A step of an application.
    Step,
}

#[derive(Deserialize)]
struct Words {
    state: BTreeMap<String, Pair>,
    status: BTreeMap<String, Pair>,
    event: BTreeMap<String, Pair>,
    step: BTreeMap<String, Pair>,
}

#[derive(Deserialize)]
struct Pair {
    en: String,
    ja: String,
}

static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| toml::from_str(include_str!("../../data/words.toml")).ok());

/// Returns the word for a name in a language, or the name itself if there is no word for it.
#[must_use]
pub fn word(wordage: Wordage, name: &str, language: Language) -> &str {
    let table = WORDS.as_ref().map(|words| match wordage {
        Wordage::State => &words.state,
        Wordage::Status => &words.status,
        Wordage::Event => &words.event,
        Wordage::Step => &words.step,
    });
    let pair = table.and_then(|table| table.get(name));
    pair.map_or(name, |pair| match language {
        Language::Ja => &pair.ja,
        _ => &pair.en,
    })
}
