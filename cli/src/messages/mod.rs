//! The program's own messages in English and Japanese, from files that a translator can edit.
//!
//! The files `en.ftl` and `ja.ftl` have the same form as those of the library's sentences. [`say!`] returns a message
//! in the language of the run. `--help`, codes, and everything in JSON stay in English. Tests compare the two files
//! with each other and with the source of the program.

mod evidence;
mod findings;
mod language;
mod ledger;
mod library;
mod outside;
mod recovery;
mod registry;
mod tables;
#[cfg(test)]
mod tests;
mod token;

pub(crate) use evidence::{lines, of_evidence, of_evidence_finding, of_stamp};
pub(crate) use findings::{finding, no_text};
pub(crate) use language::language;
pub(crate) use ledger::{of_apply, of_audit, of_audited, of_config, of_count, of_folder, of_ledger, of_publish};
pub(crate) use ledger::{of_page, of_sealing, of_site, of_store};
pub(crate) use library::{of_code, of_row, of_rule, of_seal, of_value, system};
pub(crate) use outside::{of_observed, of_outside, outside_help};
pub(crate) use recovery::{of_backup, of_recovery};
pub(crate) use registry::{in_english, of_event, of_refusal};
pub(crate) use tables::{of_columns, of_import, of_table};
pub(crate) use token::{of_token, of_uri};

use starseal::Language;
use starseal::words::{Catalogues, Values};
use std::fmt;

static MESSAGES: Catalogues = Catalogues::new(include_str!("en.ftl"), include_str!("ja.ftl"));

/// A message with its values, which can be said in every language.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    id: &'static str,
    values: Values,
}

impl Message {
    /// Makes a message. Use the macros [`message!`] and [`say!`], whose names a test compares with the files.
    pub(crate) fn new(id: &'static str, given: Vec<(&'static str, String)>) -> Self {
        let mut values = Values::default();
        given.into_iter().for_each(|(name, value)| values.set(name, value));
        Message { id, values }
    }

    /// Returns the message in a language.
    pub(crate) fn in_language(&self, language: Language) -> String {
        MESSAGES.of(language).say(self.id, &self.values)
    }
}

impl fmt::Display for Message {
    /// Writes the message in the language of the run.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.in_language(language()))
    }
}

/// Makes a message by its ID, with a value for each name in its braces: `message!("file-exists", path = shown(path))`.
macro_rules! message {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::messages::Message::new($id, vec![$((stringify!($name), ::std::string::ToString::to_string(&$value))),*])
    };
}

/// Returns a message in the language of the run, as a string: `say!("file-exists", path = shown(path))`.
macro_rules! say {
    ($($message:tt)*) => { ::std::string::ToString::to_string(&$crate::messages::message!($($message)*)) };
}

pub(crate) use {message, say};

/// A text in the language of the run for people, and in English for records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bilingual {
    /// The text in English.
    pub(crate) english: String,
    /// The text in the language of the run.
    pub(crate) chosen: String,
}

impl From<Message> for Bilingual {
    fn from(message: Message) -> Self {
        Bilingual { english: message.in_language(Language::En), chosen: message.to_string() }
    }
}

/// A path, for example, is the same in both.
impl From<String> for Bilingual {
    fn from(text: String) -> Self {
        Bilingual { english: text.clone(), chosen: text }
    }
}

impl From<&starseal::Finding> for Bilingual {
    fn from(found: &starseal::Finding) -> Self {
        Bilingual { english: found.to_string(), chosen: finding(found) }
    }
}

/// Returns a number with its noun, such as `1 label`, `2 labels` or `ラベル2件`. The messages of a noun are `NOUN-one`
/// and `NOUN-many`, with a dash in place of a space.
pub(crate) fn count(number: usize, noun: &'static str) -> String {
    count_in(language(), number, noun)
}

/// Returns a number with its noun in a language, as [`count`] does.
pub(crate) fn count_in(language: Language, number: usize, noun: &'static str) -> String {
    let mut values = Values::default();
    values.set("count", number.to_string());
    let ending = if number == 1 { "one" } else { "many" };
    MESSAGES.of(language).say(&format!("{}-{ending}", noun.replace(' ', "-")), &values)
}

/// Returns parts of a sentence as a list.
pub(crate) fn list(parts: &[String]) -> String {
    parts.join(match language() {
        Language::Ja => "、",
        _ => ", ",
    })
}
