use super::catalogue::Part;
use super::*;
use crate::common::{carrier, noon, sealed, verifier};
use std::collections::BTreeSet;

const PHRASES: [&str; 3] = ["self-declared", "third-party", "assessment-unknown"];
const VALUES: [&str; 8] =
    ["age_days", "assessment", "authority", "first_day", "last_day", "level", "product", "recognised_level"];

/// What the scheme's rules forbid to claim, and what nobody may conclude from a label.
const FORBIDDEN: [&str; 10] =
    ["safe", "secure", "protected", "guarantee", "official", "安全", "安心", "セキュア", "保証", "公認"];

fn values(parts: &[Part]) -> BTreeSet<&str> {
    parts.iter().filter_map(|part| if let Part::Value(name) = part { Some(*name) } else { None }).collect()
}

#[test]
fn the_files_are_well_formed() {
    assert!(Catalogue::parse(include_str!("en.ftl")).is_ok());
    assert!(Catalogue::parse(include_str!("ja.ftl")).is_ok());
}

#[test]
fn every_code_has_a_sentence_in_every_language_and_there_are_no_others() {
    let wanted: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).chain(PHRASES).collect();
    for language in Language::ALL {
        let ids: BTreeSet<&str> = Catalogue::of(*language).messages().keys().copied().collect();
        assert_eq!(ids, wanted, "{language:?}");
    }
}

#[test]
fn languages_ask_for_the_same_values_and_only_for_those_there_are() {
    let [en, ja] = [Language::En, Language::Ja].map(|language| Catalogue::of(language).messages());
    for (id, parts) in en {
        assert_eq!(values(parts), values(&ja[id]), "{id}");
        assert!(values(parts).iter().all(|name| VALUES.contains(name)), "{id}");
    }
}

#[test]
fn nothing_is_claimed_that_a_label_does_not_say() {
    for language in Language::ALL {
        for (id, parts) in Catalogue::of(*language).messages() {
            let text: String = parts.iter().map(|part| if let Part::Text(text) = part { text } else { "" }).collect();
            let text = text.to_lowercase();
            assert!(FORBIDDEN.iter().all(|word| !text.contains(word)), "{id}: {text}");
        }
    }
}

#[test]
fn self_declared_and_third_party_are_always_told_apart() {
    for language in Language::ALL {
        let catalogue = Catalogue::of(*language);
        for code in Code::ALL.iter().filter(|code| code.is_authentic()) {
            assert!(values(&catalogue.messages()[code.as_str()]).contains("assessment"), "{code}");
        }
        let [a, b, c] = PHRASES.map(|id| catalogue.say(id, &Values::default()));
        assert!(a != b && b != c && a != c);
    }
}

#[test]
fn a_verdict_is_a_whole_sentence() {
    let verdict = verifier().check(carrier(&sealed()).as_str(), noon("2026-11-22"));
    assert_eq!(
        verdict.sentence(Language::En),
        "The label of SS-2026-000123 (★1, self-declared by its vendor) is authentic and current; its last day is 2028-03-31."
    );
    assert_eq!(
        verdict.sentence(Language::Ja),
        "SS-2026-000123 の適合ラベル（★1、自己適合宣言）は真正で、有効です。最終日は 2028-03-31 です。"
    );
    assert_eq!((verdict.mark().as_str(), verdict.mark().colour()), ("check", "green"));
    let late = verifier().check(carrier(&sealed()).as_str(), noon("2028-06-01"));
    assert_eq!(late.mark(), Mark::Clock);
    assert!(
        late.reason_sentences(Language::En)[0].contains("882 days old"),
        "{:?}",
        late.reason_sentences(Language::En)
    );
    let refused = verifier().check("HTTPS://SHOP.EXAMPLE/", noon("2026-11-22"));
    assert_eq!(refused.sentence(Language::En), "This code is not a label.");
    assert!(late.sentence(Language::En).ends_with("its last day was 2028-03-31."));
}

#[test]
fn every_code_that_might_be_genuine_is_marked_so() {
    for code in Code::ALL.iter().copied() {
        assert_eq!(Mark::of(code, true), Mark::Check);
        assert_eq!(Mark::of(code, false) == Mark::Clock, code.is_authentic() && code != Code::StatusUnknown, "{code}");
    }
    for code in [Code::UnknownKey, Code::UnsupportedProfile, Code::UnsupportedVersion] {
        assert_eq!(Mark::of(code, false), Mark::Query);
    }
}

#[test]
fn what_is_not_of_the_subset_is_refused() {
    for text in ["a = b\na = c", "a=b", "a b", "A = b", "a = { $x", "a = { x }", "a = { $X }", "a = b }", " a = b"] {
        assert!(Catalogue::parse(text).is_err(), "{text}");
    }
    let good = Catalogue::parse("# comment\n\na = x { $y } z").unwrap();
    assert_eq!(good.say("a", &Values::default()), "x – z");
    assert_eq!(good.say("b", &Values::default()), "b");
}

#[test]
fn languages_by_tag() {
    for (tag, language) in [("ja", Some(Language::Ja)), ("ja-JP", Some(Language::Ja)), ("EN_gb", Some(Language::En))] {
        assert_eq!(Language::from_tag(tag), language);
    }
    assert_eq!((Language::from_tag("fr"), Language::from_tag("")), (None, None));
}
