//! Messages by ID, in the part of Project Fluent's syntax that is used here. Programs read their own messages with it.

use super::Language;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The text for a value that is missing.
const NONE: &str = "–";

/// The files of messages. The library without scanning leaves out the sentences about pictures.
#[cfg(feature = "scan")]
const EN_MESSAGES: &str = concat!(include_str!("en.ftl"), include_str!("en-images.ftl"));
#[cfg(feature = "scan")]
const JA_MESSAGES: &str = concat!(include_str!("ja.ftl"), include_str!("ja-images.ftl"));
#[cfg(not(feature = "scan"))]
const EN_MESSAGES: &str = include_str!("en.ftl");
#[cfg(not(feature = "scan"))]
const JA_MESSAGES: &str = include_str!("ja.ftl");

/// The values for a message, by name.
#[derive(Debug, Clone, Default)]
pub struct Values(BTreeMap<&'static str, String>);

impl Values {
    /// Sets the value of a name.
    pub fn set(&mut self, name: &'static str, value: String) {
        self.0.insert(name, value);
    }
}

/// The messages of one language, read from a file with a message on each line:
///
/// ```
/// use starseal::words::{Catalogue, Values};
///
/// let messages = Catalogue::parse("# A comment.\nfile-written = { $path } was written.\n").unwrap();
/// let mut values = Values::default();
/// values.set("path", "label.svg".to_owned());
/// assert_eq!(messages.say("file-written", &values), "label.svg was written.");
/// ```
#[derive(Debug, Default)]
pub struct Catalogue {
    messages: BTreeMap<&'static str, Vec<Part>>,
}

/// A piece of a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    Text(&'static str),
    /// The name of a value.
    Value(&'static str),
}

impl Catalogue {
    pub(super) fn of(language: Language) -> &'static Self {
        static MESSAGES: Catalogues = Catalogues::new(EN_MESSAGES, JA_MESSAGES);
        MESSAGES.of(language)
    }

    /// Returns the message with its values, with a dash in place of one that is not set; the ID if there is no such
    /// message.
    #[must_use]
    pub fn say(&self, id: &str, values: &Values) -> String {
        let Some(parts) = self.messages.get(id) else { return id.to_owned() };
        let piece = |part: &Part| match part {
            Part::Text(text) => (*text).to_owned(),
            Part::Value(name) => values.0.get(name).cloned().unwrap_or_else(|| NONE.to_owned()),
        };
        parts.iter().map(piece).collect()
    }

    /// Returns the message for a code that is a reason beside another code; the code's own message if there is none.
    pub(super) fn say_beside(&self, code: &str, values: &Values) -> String {
        let beside = format!("beside-{code}");
        self.say(if self.messages.contains_key(beside.as_str()) { &beside } else { code }, values)
    }

    /// Reads a file: comments, empty lines, and messages of one line.
    ///
    /// # Errors
    /// The number of the first malformed line, counted from 1.
    pub fn parse(text: &'static str) -> Result<Self, usize> {
        let mut messages = BTreeMap::new();
        for (number, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fault = number + 1;
            let (id, message) = line.split_once('=').ok_or(fault)?;
            let (id, message) = id.strip_suffix(' ').zip(message.strip_prefix(' ')).ok_or(fault)?;
            let is_id = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            if !id.bytes().all(is_id) || messages.insert(id, parts(message).ok_or(fault)?).is_some() {
                return Err(fault);
            }
        }
        Ok(Catalogue { messages })
    }

    /// Returns the ID of each message, and the names of the values in it, sorted.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
        self.messages.iter().map(|(id, parts)| {
            let names = parts.iter().filter_map(|part| if let Part::Value(name) = part { Some(*name) } else { None });
            let mut names: Vec<&str> = names.collect();
            names.sort_unstable();
            names.dedup();
            (*id, names)
        })
    }

    #[cfg(test)]
    pub(super) fn messages(&self) -> &BTreeMap<&'static str, Vec<Part>> {
        &self.messages
    }
}

/// Splits a message into its parts; none if its braces do not enclose names.
fn parts(message: &'static str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = message;
    // Patterns of one character: the search for longer ones takes 2 KB of the library for phones.
    while let Some((text, behind)) = rest.split_once('{') {
        let (name, after) = behind.split_once('}')?;
        let name = name.strip_prefix(" $")?.strip_suffix(' ')?;
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        if !is_name {
            return None;
        }
        parts.extend([Part::Text(text), Part::Value(name)]);
        rest = after;
    }
    parts.push(Part::Text(rest));
    let is_plain = |part: &Part| !matches!(part, Part::Text(text) if text.contains(['{', '}']));
    parts.iter().all(is_plain).then_some(parts)
}

/// The messages of a program in English and Japanese. Each file is read when a message of it is first wanted.
///
/// ```
/// use starseal::Language;
/// use starseal::words::{Catalogues, Values};
///
/// static MESSAGES: Catalogues = Catalogues::new("done = Done.\n", "done = 完了しました。\n");
/// assert_eq!(MESSAGES.of(Language::Ja).say("done", &Values::default()), "完了しました。");
/// ```
#[derive(Debug)]
pub struct Catalogues {
    english: File,
    japanese: File,
}

#[derive(Debug)]
struct File {
    text: &'static str,
    read: OnceLock<Catalogue>,
}

impl Catalogues {
    /// Takes the texts of both files. Of a malformed one, IDs are shown instead of messages, so a test of the program
    /// should read both with [`Catalogue::parse`].
    #[must_use]
    pub const fn new(english: &'static str, japanese: &'static str) -> Self {
        Catalogues { english: File::new(english), japanese: File::new(japanese) }
    }

    /// Returns the messages of a language.
    pub fn of(&self, language: Language) -> &Catalogue {
        let file = match language {
            Language::En => &self.english,
            Language::Ja => &self.japanese,
        };
        file.read.get_or_init(|| Catalogue::parse(file.text).unwrap_or_default())
    }
}

impl File {
    const fn new(text: &'static str) -> Self {
        File { text, read: OnceLock::new() }
    }
}
