use super::catalogue::{Catalogue, Part, Values};
use super::*;
use crate::code::{Check, Code, Mark};
use crate::common::{carrier, date, noon, root_key, sealed, trust_statement, verifier};
use crate::trust::StatusListUri;
use crate::verify::{Verifier, When};
use std::collections::BTreeSet;

const PHRASES: [&str; 3] = ["self-declared", "third-party", "assessment-unknown"];
/// The sentence of `status-unknown` for a label that is not known to be genuine.
const REFUSED: &str = "status-unknown-refused";
/// The sentences about symbols in images.
#[cfg(feature = "scan")]
const OF_IMAGES: &[&str] = &[
    "hint-blurred",
    "hint-cut-off",
    "hint-damaged",
    "hint-glare",
    "hint-low-light",
    "hint-too-many",
    "hint-too-small",
    "hint-too-tilted",
    "no-text-not-text",
    "no-text-part-of-text",
    "no-text-unknown-eci",
];
#[cfg(not(feature = "scan"))]
const OF_IMAGES: &[&str] = &[];
const VALUES: [&str; 11] = [
    "age_days",
    "assessment",
    "authority",
    "eci",
    "first_day",
    "last_day",
    "level",
    "part",
    "parts",
    "product",
    "recognised_level",
];

/// Words for claims that the scheme's rules forbid, or that do not follow from a label.
const FORBIDDEN: [&str; 10] =
    ["safe", "secure", "protected", "guarantee", "official", "安全", "安心", "セキュア", "保証", "公認"];

/// Words that only the sentence of a verdict may contain, and the dash for a missing value.
const CLAIMS_OR_GAPS: [&str; 3] = ["authentic", "真正", "–"];

/// Returns whether a code's sentence describes the label, so that the code needs another sentence as a reason. `active`
/// is never a reason.
fn describes_a_label(code: Code) -> bool {
    code.is_authentic() && code != Code::Active
}

fn values(parts: &[Part]) -> BTreeSet<&str> {
    parts.iter().filter_map(|part| if let Part::Value(name) = part { Some(*name) } else { None }).collect()
}

#[test]
fn the_files_are_well_formed() {
    assert!(Catalogue::parse(include_str!("en.ftl")).is_ok());
    assert!(Catalogue::parse(include_str!("ja.ftl")).is_ok());
}

#[test]
fn every_code_has_a_sentence_in_every_language_and_there_are_no_other_messages() {
    let own = Code::ALL.iter().map(|code| code.as_str().to_owned());
    let beside = Code::ALL.iter().filter(|code| describes_a_label(**code)).map(|code| format!("beside-{code}"));
    let wanted: BTreeSet<String> = own
        .chain(beside)
        .chain([REFUSED.to_owned()])
        .chain(PHRASES.map(str::to_owned))
        .chain(OF_IMAGES.iter().map(|id| (*id).to_owned()))
        .collect();
    for language in Language::ALL {
        let ids: BTreeSet<String> = Catalogue::of(*language).messages().keys().map(|id| (*id).to_owned()).collect();
        assert_eq!(ids, wanted, "{language:?}");
    }
}

#[cfg(feature = "scan")]
#[test]
fn every_hint_has_a_sentence() {
    let mut ids: Vec<String> = starseal_scan::Hint::ALL.iter().map(|hint| format!("hint-{}", hint.code())).collect();
    ids.sort();
    let of_files: Vec<&str> = OF_IMAGES.iter().copied().filter(|id| id.starts_with("hint-")).collect();
    assert_eq!(ids, of_files);
    for language in Language::ALL {
        assert!(starseal_scan::Hint::ALL.iter().all(|hint| !language.hint(*hint).starts_with("hint-")));
    }
}

#[cfg(feature = "scan")]
#[test]
fn every_reason_for_no_text_has_a_sentence_with_its_values() {
    use starseal_scan::NoText;
    let part = NoText::Part { number: 1, of: 2, parity: 0 };
    assert_eq!(
        Language::En.no_text(part),
        "This code holds only part 1 of 2 of a text. A label is always in one code."
    );
    assert!(Language::Ja.no_text(part).contains("全 2 個に分割されたテキストの 1 個目"));
    for language in Language::ALL {
        assert!(language.no_text(NoText::UnknownEci { eci: 19 }).contains("ECI 19"));
        for reason in [NoText::UnknownEci { eci: 19 }, NoText::NotText, part] {
            let said = language.no_text(reason);
            assert!(!said.starts_with("no-text") && !said.contains('–'), "{said}");
        }
    }
}

#[test]
fn all_languages_use_the_same_known_values() {
    let [en, ja] = [Language::En, Language::Ja].map(|language| Catalogue::of(language).messages());
    for (id, parts) in en {
        assert_eq!(values(parts), values(&ja[id]), "{id}");
        assert!(values(parts).iter().all(|name| VALUES.contains(name)), "{id}");
    }
}

#[test]
fn no_sentence_has_a_forbidden_word() {
    for language in Language::ALL {
        for (id, parts) in Catalogue::of(*language).messages() {
            let text: String = parts.iter().map(|part| if let Part::Text(text) = part { text } else { "" }).collect();
            let text = text.to_lowercase();
            assert!(FORBIDDEN.iter().all(|word| !text.contains(word)), "{id}: {text}");
        }
    }
}

#[test]
fn self_declared_and_third_party_are_always_distinguished() {
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
fn reasons_do_not_describe_the_label() {
    let place = |check: Check| Check::ALL.iter().position(|known| *known == check);
    // A code that ends the examination has no reasons beside it.
    let goes_on_after = |code: Code| code.check().is_some_and(|check| place(check) > place(Check::Claims));
    let may_be_a_reason = |code: Code| code != Code::Active && code != Code::Recognised && goes_on_after(code);
    // The age of a list is known for every verdict. It is the only value here, so a message with another value has a
    // dash.
    let mut known = Values::default();
    known.set("age_days", "8".to_owned());
    for language in Language::ALL {
        for code in Code::ALL.iter().copied().filter(|code| may_be_a_reason(*code)) {
            let said = Catalogue::of(*language).say_beside(code.as_str(), &known);
            assert!(CLAIMS_OR_GAPS.iter().all(|word| !said.contains(word)), "{code}: {said}");
        }
        for (id, parts) in Catalogue::of(*language).messages().iter().filter(|(id, _)| id.starts_with("beside-")) {
            assert!(values(parts).is_empty(), "{id}");
        }
    }
}

#[test]
fn reasons_do_not_contradict_a_refusal_or_repeat_the_verdict() {
    let mut statement = trust_statement();
    statement.issuers[0].keys[0].compromised = Some(date("2026-01-01"));
    let strict = Verifier::new(&statement.sign(&[&root_key()]).unwrap()).unwrap();
    let refused = strict.check(carrier(&sealed()).as_str(), When::Now(noon("2028-06-01")));
    assert_eq!(refused.code(), Code::KeyCompromised);
    assert_eq!(refused.reasons(), [Code::ClockAhead, Code::TrustAgeing, Code::Expired, Code::NoStatusPublished]);
    assert_eq!(refused.reason_sentences(Language::En)[2], "The label has expired.");
    assert_eq!(refused.reason_sentences(Language::Ja)[2], "ラベルの有効期限が切れています。");
    // Without the status list, nobody can tell whether the label is genuine, and no sentence calls it authentic.
    statement.issuers[0].status_list = StatusListUri::new("https://status.example/1");
    let open = Verifier::new(&statement.sign(&[&root_key()]).unwrap()).unwrap();
    let open = open.check(carrier(&sealed()).as_str(), When::Now(noon("2028-06-01")));
    assert_eq!((open.code(), open.is_authentic(), open.url()), (Code::StatusUnknown, false, None));
    assert_eq!(open.reasons()[..2], [Code::KeyCompromised, Code::WitnessesMissing]);
    for (language, word) in [(Language::En, "authentic"), (Language::Ja, "真正")] {
        let said = [open.reason_sentences(language), vec![open.sentence(language)]].concat();
        assert!(said.iter().all(|said| !said.contains(word)), "{said:?}");
    }
    statement.issuers[0].keys[0].compromised = None;
    let lenient = Verifier::new(&statement.sign(&[&root_key()]).unwrap()).unwrap();
    let authentic = lenient.check(carrier(&sealed()).as_str(), When::Now(noon("2028-06-01")));
    let notes = vec![Code::ClockAhead, Code::TrustAgeing, Code::StatusUnknown];
    assert_eq!((authentic.code(), authentic.reasons()), (Code::Expired, notes));
    for language in Language::ALL {
        for verdict in [&refused, &authentic] {
            let reasons = verdict.reason_sentences(*language);
            let is_plain = |said: &String| CLAIMS_OR_GAPS.iter().all(|word| !said.contains(word));
            assert!(reasons.iter().all(is_plain), "{reasons:?}");
        }
    }
}

#[test]
fn a_verdict_is_a_complete_sentence() {
    let verdict = verifier().check(carrier(&sealed()).as_str(), When::Now(noon("2026-11-22")));
    assert_eq!(
        verdict.sentence(Language::En),
        "The label of SS-2026-000123 (★1, self-declared by its vendor) is authentic and current. \
         Its last day of validity is 2028-03-31."
    );
    assert_eq!(
        verdict.sentence(Language::Ja),
        "SS-2026-000123 の適合ラベル（★1、自己適合宣言）は真正で、現在有効です。有効期限は 2028-03-31 です。"
    );
    assert_eq!((verdict.mark().as_str(), verdict.mark().color()), ("check", "green"));
    let late = verifier().check(carrier(&sealed()).as_str(), When::Now(noon("2028-06-01")));
    assert_eq!(late.mark(), Mark::Clock);
    assert!(
        late.reason_sentences(Language::En)[1].contains("882 days old"),
        "{:?}",
        late.reason_sentences(Language::En)
    );
    let refused = verifier().check("HTTPS://SHOP.EXAMPLE/", When::Now(noon("2026-11-22")));
    assert_eq!(refused.sentence(Language::En), "This code is not a label.");
    assert!(late.sentence(Language::En).ends_with("Its last day of validity was 2028-03-31."));
}

#[test]
fn codes_of_labels_that_may_be_genuine_are_not_marked_as_forged() {
    for code in Code::ALL.iter().copied() {
        assert_eq!(Mark::of(code, true), Mark::Check);
        assert_eq!(Mark::of(code, false) == Mark::Clock, code.is_authentic() && code != Code::StatusUnknown, "{code}");
    }
    for code in [Code::UnknownKey, Code::UnsupportedProfile, Code::UnsupportedVersion] {
        assert_eq!(Mark::of(code, false), Mark::Query);
    }
}

#[test]
fn syntax_outside_the_subset_is_refused() {
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
