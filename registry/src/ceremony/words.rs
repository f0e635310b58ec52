//! The words of ceremonies in English and Japanese, from files that a translator can edit.

use starseal::Language;
use starseal::label::is_hidden;
use starseal::trust::Names;
use starseal::words::{Catalogues, Values};
use std::fmt::Display;

pub(super) const EN: &str = include_str!("en.ftl");
pub(super) const JA: &str = include_str!("ja.ftl");

/// A value in a sentence. Names, numbers with a noun and lists are written as the language has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A text that is the same in every language.
    Text(String),
    /// A text in English and in Japanese.
    Name([String; 2]),
    /// A number with its noun.
    Count(usize, &'static str),
    /// A word of the files.
    Word(&'static str),
    /// Several values.
    List(Vec<Value>),
}

impl Value {
    pub(super) fn of(value: impl Display) -> Self {
        Value::Text(shown(&value.to_string()))
    }

    /// Returns a name in the language of the sentence.
    pub(super) fn name(names: &Names) -> Self {
        Value::Name([shown(names.en()), shown(names.ja())])
    }

    /// Returns a name in all languages that the list has for it.
    pub(super) fn all_names(names: &Names) -> Self {
        let mut all = shown(names.en());
        if names.ja() != names.en() {
            all = format!("{all} ({})", shown(names.ja()));
        }
        for (language, name) in names.iter().filter(|(language, _)| !matches!(*language, "en" | "ja")) {
            all = format!("{all} ({language}: {})", shown(name));
        }
        Value::Text(all)
    }

    fn written(&self, language: Language) -> String {
        match (self, language) {
            (Value::Text(text), _) => text.clone(),
            (Value::Name([_, ja]), Language::Ja) => ja.clone(),
            (Value::Name([en, _]), _) => en.clone(),
            (Value::Count(number, noun), _) => {
                let ending = if *number == 1 { "one" } else { "many" };
                say(language, noun, ending, &[("count", Value::of(number))])
            }
            (Value::Word(word), _) => say(language, "word", word, &[]),
            (Value::List(values), language) => {
                let between = if language == Language::Ja { "、" } else { ", " };
                values.iter().map(|value| value.written(language)).collect::<Vec<_>>().join(between)
            }
        }
    }
}

/// Returns a text whose hidden characters are escaped, for it may come from a file of unknown origin.
fn shown(text: &str) -> String {
    text.chars().fold(String::new(), |shown, character| match is_hidden(character) {
        true => shown + &character.escape_unicode().to_string(),
        false => shown + character.encode_utf8(&mut [0; 4]),
    })
}

/// Returns the message `KIND-CODE` in a language, with its values.
pub(super) fn say(language: Language, kind: &str, code: &str, values: &[(&'static str, Value)]) -> String {
    static MESSAGES: Catalogues = Catalogues::new(EN, JA);
    let mut written = Values::default();
    values.iter().for_each(|(name, value)| written.set(name, value.written(language)));
    MESSAGES.of(language).say(&format!("{kind}-{code}"), &written)
}
