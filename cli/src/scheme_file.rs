//! The parser and writer of schemes in TOML files, which people edit.

use crate::exit::{Cause, Failure};
use crate::files;
use crate::kind::{Misfit, Wanted, decoded};
use crate::messages::{of_value, say};
use crate::output::escape::shown;
use serde::Deserialize;
use starseal::Level;
use starseal::label::Text;
use starseal::trust::{Assessment, CategoryEntry, LevelEntry, Names, Scheme};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// The built-in scheme as a TOML file.
pub(crate) const DEFAULT: &str = include_str!("../data/scheme.toml");

/// The maximum length of a scheme file in bytes. The scheme of the largest trust list is shorter.
const MAX_SCHEME_BYTES: usize = 1024 * 1024;

/// Reads a scheme file, or the built-in scheme.
pub(crate) fn read(path: Option<&Path>) -> Result<Scheme, Failure> {
    let Some(path) = path else {
        return parse(DEFAULT).map_err(|fault| Failure::impossible(fault, say!("report-this")));
    };
    let bytes = files::read("scheme file", path, MAX_SCHEME_BYTES)?;
    let text = match decoded(&bytes) {
        Some(text) => parse(&text),
        None => Err(say!("not-utf-8")),
    };
    text.map_err(|fault| match Misfit::of(&bytes, path, Wanted::Scheme) {
        Some(Misfit { what, help }) => {
            Failure::new(Cause::WrongKind, say!("scheme-other-kind", path = shown(path), found = what), help)
        }
        None => Failure::impossible(
            say!("scheme-malformed", path = shown(path), fault = fault),
            say!("scheme-malformed-help"),
        ),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemeToml {
    utc_offset_minutes: i16,
    longest_validity_months: u32,
    longest_deferral_days: u32,
    levels: BTreeMap<String, LevelToml>,
    #[serde(default)]
    categories: BTreeMap<String, CategoryToml>,
    #[serde(default)]
    criteria: BTreeMap<String, String>,
    #[serde(default)]
    evaluators: BTreeMap<String, NamesToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesToml {
    en: String,
    ja: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelToml {
    en: String,
    ja: String,
    assessment: AssessmentToml,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum AssessmentToml {
    SelfDeclared,
    ThirdParty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoryToml {
    en: String,
    ja: String,
    #[serde(default)]
    excluded: bool,
}

fn parse(text: &str) -> Result<Scheme, String> {
    let file: SchemeToml = toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| text[..span.start].matches('\n').count() + 1);
        let fault = error.message();
        line.map_or_else(|| fault.to_owned(), |line| say!("scheme-line", line = line, fault = fault))
    })?;
    let mut scheme = Scheme::new(file.utc_offset_minutes, file.longest_validity_months, file.longest_deferral_days);
    scheme.levels = entries("levels", file.levels, |key: &str, entry: LevelToml| {
        let level = key.parse().ok().and_then(|number| Level::new(number).ok());
        let assessment = match entry.assessment {
            AssessmentToml::SelfDeclared => Assessment::SelfDeclared,
            AssessmentToml::ThirdParty => Assessment::ThirdParty,
        };
        Ok((level, LevelEntry::new(names(&entry.en, &entry.ja)?, assessment)))
    })?;
    scheme.categories = entries("categories", file.categories, |key, entry: CategoryToml| {
        let mut category = CategoryEntry::new(names(&entry.en, &entry.ja)?);
        category.excluded = entry.excluded;
        Ok((key.parse().ok(), category))
    })?;
    scheme.criteria = entries("criteria", file.criteria, |key, text: String| {
        Ok((key.parse().ok(), Text::new("the text", &text).map_err(|error| of_value(&error))?))
    })?;
    scheme.evaluators = entries("evaluators", file.evaluators, |key, entry: NamesToml| {
        Ok((key.parse().ok(), names(&entry.en, &entry.ja)?))
    })?;
    Ok(scheme)
}

/// Parses a table whose keys are numbers.
fn entries<T, K: Ord, V>(
    table: &str,
    file: BTreeMap<String, T>,
    read: impl Fn(&str, T) -> Result<(Option<K>, V), String>,
) -> Result<BTreeMap<K, V>, String> {
    let mut entries = BTreeMap::new();
    for (key, value) in file {
        let (number, entry) =
            read(&key, value).map_err(|fault| say!("scheme-entry", table = table, key = key, fault = fault))?;
        let number = number.ok_or_else(|| say!("scheme-key", table = table, key = key))?;
        if entries.insert(number, entry).is_some() {
            return Err(say!("scheme-key-twice", table = table, key = key));
        }
    }
    Ok(entries)
}

fn names(en: &str, ja: &str) -> Result<Names, String> {
    Names::new(en, ja).map_err(|error| of_value(&error))
}

/// Returns a scheme as a TOML file.
pub(crate) fn write(scheme: &Scheme) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let named = |names: &Names| format!("en = {}, ja = {}", quoted(names.en()), quoted(names.ja()));
    let mut out = format!(
        "utc_offset_minutes = {}\nlongest_validity_months = {}\nlongest_deferral_days = {}\n",
        scheme.utc_offset_minutes, scheme.longest_validity_months, scheme.longest_deferral_days
    );
    // Writing to a String cannot fail.
    let _ = writeln!(out, "\n[levels]");
    for (level, entry) in &scheme.levels {
        let _ = writeln!(
            out,
            "{level} = {{ {}, assessment = {} }}",
            named(&entry.names),
            quoted(entry.assessment.as_str())
        );
    }
    let _ = writeln!(out, "\n[categories]");
    for (number, entry) in &scheme.categories {
        let excluded = if entry.excluded { ", excluded = true" } else { "" };
        let _ = writeln!(out, "{number} = {{ {}{excluded} }}", named(&entry.names));
    }
    let _ = writeln!(out, "\n[criteria]");
    for (number, text) in &scheme.criteria {
        let _ = writeln!(out, "{number} = {}", quoted(text.as_str()));
    }
    let _ = writeln!(out, "\n[evaluators]");
    for (number, names) in &scheme.evaluators {
        let _ = writeln!(out, "{number} = {{ {} }}", named(names));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT, parse, write};
    use starseal::Level;
    use starseal::trust::Assessment;

    #[test]
    fn the_built_in_scheme_is_read() {
        let scheme = parse(DEFAULT).unwrap();
        assert_eq!(scheme.utc_offset_minutes, 540);
        let assessments: Vec<_> = (1..=4).map(|n| scheme.assessment(Level::new(n).unwrap()).unwrap()).collect();
        assert_eq!(
            assessments,
            [Assessment::SelfDeclared, Assessment::SelfDeclared, Assessment::ThirdParty, Assessment::ThirdParty]
        );
        assert_eq!(scheme.categories.values().filter(|entry| entry.excluded).count(), 2);
    }

    #[test]
    fn a_scheme_survives_writing_and_reading() {
        let scheme = parse(DEFAULT).unwrap();
        assert_eq!(parse(&write(&scheme)).unwrap(), scheme);
    }

    #[test]
    fn faults_name_their_place() {
        let broken = DEFAULT.replace("1 = { en = \"network camera\"", "x = { en = \"network camera\"");
        assert_eq!(parse(&broken).unwrap_err(), "categories: \"x\" is not a number in range");
        let broken = DEFAULT.replace("longest_deferral_days", "longest_deferal_days");
        assert!(parse(&broken).unwrap_err().contains("longest_deferal_days"));
        let broken = DEFAULT.replace("\"third-party\"", "\"secure\"");
        assert!(parse(&broken).unwrap_err().starts_with("line "), "{}", parse(&broken).unwrap_err());
    }
}
