//! The texts of the pages in English and Japanese, from files that a translator can edit.

use starseal::Language;
use starseal::words::{Catalogues, Values};

/// The texts of one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Texts {
    pub(super) language: Language,
}

impl Texts {
    /// Returns the tag of the language, as in HTML.
    pub(super) fn tag(&self) -> &'static str {
        self.language.tag()
    }

    /// Returns a text without values.
    pub(super) fn say(&self, id: &str) -> String {
        TEXTS.of(self.language).say(id, &Values::default())
    }

    /// Returns a text with one value, whose name in the text is `value`.
    pub(super) fn say_of(&self, id: &str, value: impl ToString) -> String {
        let mut values = Values::default();
        values.set("value", value.to_string());
        TEXTS.of(self.language).say(id, &values)
    }

    /// Returns a text with two values, whose names in the text are `value` and `other`.
    pub(super) fn say_of_two(&self, id: &str, value: impl ToString, other: impl ToString) -> String {
        let mut values = Values::default();
        values.set("value", value.to_string());
        values.set("other", other.to_string());
        TEXTS.of(self.language).say(id, &values)
    }

    /// Returns a number with its noun. The texts of a noun are `NOUN-one` and `NOUN-many`.
    pub(super) fn count(&self, noun: &str, number: usize) -> String {
        let ending = if number == 1 { "one" } else { "many" };
        self.say_of(&format!("{noun}-{ending}"), number)
    }

    /// Returns the text in this language of two.
    pub(super) fn of<'a>(&self, names: &'a starseal::trust::Names) -> &'a str {
        match self.language {
            Language::Ja => names.ja(),
            _ => names.en(),
        }
    }
}

pub(super) const EN: &str = include_str!("../../data/site-en.ftl");
pub(super) const JA: &str = include_str!("../../data/site-ja.ftl");

static TEXTS: Catalogues = Catalogues::new(EN, JA);
