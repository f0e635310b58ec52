//! What findings and reports say in English and Japanese, from files that a translator can edit.

use starseal::Language;
use starseal::words::{Catalogues, Values};

pub(crate) const EN: &str = include_str!("en.ftl");
pub(crate) const JA: &str = include_str!("ja.ftl");

static TEXTS: Catalogues = Catalogues::new(EN, JA);

/// Returns a text with its values.
pub(crate) fn say(language: Language, id: &str, given: &[(&'static str, &dyn std::fmt::Display)]) -> String {
    let mut values = Values::default();
    given.iter().for_each(|(name, value)| values.set(name, value.to_string()));
    TEXTS.of(language).say(id, &values)
}

/// Returns parts of a sentence as a list.
pub(crate) fn list(language: Language, parts: &[String]) -> String {
    parts.join(match language {
        Language::Ja => "、",
        _ => ", ",
    })
}

#[cfg(test)]
mod tests {
    use super::{EN, JA};
    use starseal::words::Catalogue;

    #[test]
    fn both_files_have_the_same_texts_with_the_same_values() {
        let [english, japanese] = [EN, JA].map(|text| Catalogue::parse(text).unwrap());
        assert_eq!(english.names().collect::<Vec<_>>(), japanese.names().collect::<Vec<_>>());
    }
}
