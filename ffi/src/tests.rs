#[path = "../../core/tests/common/mod.rs"]
mod common;
#[cfg(feature = "scan")]
mod images;
mod layers;
mod surface;

use crate::{ListOutcome, Policy, StarsealError, Update, Verifier, When, default_policy, sentence_of_code};
use common::{carrier, date, noon, root_key, sealed, trust_statement};
use starseal::Code;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

fn anchor() -> Vec<u8> {
    trust_statement().sign(&[&root_key()]).unwrap()
}

/// Returns a trust list that is `versions` after the anchor.
fn later_list(versions: u32) -> Vec<u8> {
    let mut statement = starseal::TrustList::open(&anchor()).unwrap().next_statement(noon("2026-02-01"));
    statement.version += versions - 1;
    statement.sign(&[&root_key()]).unwrap()
}

fn verifier() -> Verifier {
    Verifier::new(anchor()).unwrap()
}

fn text() -> String {
    carrier(&sealed()).to_string()
}

fn now() -> u64 {
    noon("2026-11-22").unix_seconds()
}

/// Returns the same instant as a time to ask about.
fn at_present() -> When {
    When::Now { instant: now() }
}

#[test]
fn a_verdict_equals_that_of_the_core() {
    let core = starseal::Verifier::new(&anchor()).unwrap();
    for text in [text(), text().to_lowercase(), "HTTPS://SHOP.EXAMPLE/".to_owned(), String::new()] {
        for day in ["2026-03-01", "2026-11-22", "2029-01-01"] {
            let verdict = core.check(&text, starseal::When::Now(noon(day)));
            let at = When::Now { instant: noon(day).unix_seconds() };
            let content = verifier().check_content(&text, at).unwrap();
            assert_eq!(content.code, verdict.code().as_str());
            assert_eq!((content.stands, content.is_authentic), (verdict.stands(), verdict.is_authentic()));
            assert_eq!(
                content.label.map(|label| label.product_id),
                verdict.authentic_label().map(|label| label.product_id().to_string())
            );
            assert_eq!(content.last_day, verdict.last_day().map(starseal::Date::days));
            assert_eq!(content.ja.sentence, verdict.sentence(starseal::Language::Ja));
            assert_eq!(content.en.reasons, verdict.reason_sentences(starseal::Language::En));
            assert_eq!(content.checks.len(), starseal::code::Check::ALL.len());
        }
    }
}

#[test]
fn a_day_is_judged_as_the_core_judges_it() {
    let core = starseal::Verifier::new(&anchor()).unwrap();
    for day in ["2026-03-01", "2026-11-22", "2029-01-01"] {
        let day = date(day);
        let verdict = core.check(&text(), starseal::When::On(day));
        let content = verifier().check_content(&text(), When::On { day: day.days() }).unwrap();
        assert_eq!((content.code.as_str(), content.checked_for), (verdict.code().as_str(), Some(day.days())));
        assert_eq!(content.en.sentence, verdict.sentence(starseal::Language::En));
    }
}

#[test]
fn errors_have_the_codes_and_texts_of_the_core() {
    let refused = Verifier::new(vec![0; 3]).unwrap_err();
    let error = starseal::Verifier::new(&[0; 3]).unwrap_err();
    let expected = StarsealError::TrustList { code: error.code().to_string(), detail: error.to_string() };
    assert_eq!((refused.to_string(), refused), (error.to_string(), expected));

    let verifier = verifier();
    let state = verifier.restore(vec![1]).unwrap_err();
    assert!(matches!(&state, StarsealError::State { code, .. } if code == "state-damaged"), "{state:?}");
    let bundle = verifier.apply(vec![1], now()).unwrap_err();
    assert!(matches!(&bundle, StarsealError::Bundle { code, .. } if code == "bundle-malformed"), "{bundle:?}");
    let status = verifier.update_status(vec![1], now()).unwrap_err();
    assert!(matches!(&status, StarsealError::StatusList { code, .. } if code == "status-list-malformed"), "{status:?}");
    let object = verifier.update_object(vec![1]).unwrap_err();
    assert!(matches!(&object, StarsealError::StatusList { code, .. } if code == "status-object-unbound"), "{object:?}");
    for day in [14_609, 65_536, i32::MIN, i32::MAX] {
        let value = verifier.check(&text(), When::On { day }).unwrap_err();
        assert!(matches!(&value, StarsealError::Value { code, .. } if code == "bad-value"), "{value:?}");
    }
}

#[test]
fn an_exported_state_is_restored() {
    let verifier = verifier();
    assert_eq!(verifier.update_trust(later_list(1), now()), Ok(Update::Taken));
    assert_eq!(verifier.update_trust(later_list(1), now()), Ok(Update::Known));
    let restored = self::verifier();
    let outcomes = restored.restore(verifier.export_state().unwrap()).unwrap();
    // The state contains the anchor, which is already held.
    assert_eq!(outcomes, [ListOutcome::Known, ListOutcome::Taken]);
    assert_eq!(restored.authorities().unwrap(), verifier.authorities().unwrap());
    assert_eq!(restored.authorities().unwrap()[0].trust_version, 2);
    let outcomes = restored.restore(verifier.export_state().unwrap()).unwrap();
    assert!(outcomes.iter().all(|list| *list != ListOutcome::Taken), "{outcomes:?}");
    assert!(matches!(restored.restore(vec![]), Err(StarsealError::State { .. })));
}

#[test]
fn a_policy_is_the_same_after_setting_and_reading() {
    let verifier = verifier();
    assert_eq!(verifier.policy().unwrap(), default_policy());
    let asked = Policy {
        minimum_level: Some(2),
        minimum_level_of_category: [(1, 3)].into(),
        accepted_criteria: vec!["JST-CR-01-01-2024R1".to_owned()],
        minimum_days_left: 30,
        assessment: Some(crate::Assessment::ThirdParty),
        accept_deferral: true,
        require_plausible_clock: true,
        ..default_policy()
    };
    verifier.set_policy(asked.clone()).unwrap();
    assert_eq!(verifier.policy().unwrap(), asked);
    let broken = verifier.check_content(&text(), at_present()).unwrap().broken_rules;
    let rules: Vec<&str> = broken.iter().map(|broken| broken.rule.as_str()).collect();
    assert_eq!(rules, ["minimum-level", "assessment"]);

    for wrong in [
        Policy { minimum_level: Some(0), ..default_policy() },
        Policy { minimum_level_of_category: [(1, 0)].into(), ..default_policy() },
        Policy { accepted_criteria: vec!["x".repeat(65)], ..default_policy() },
    ] {
        assert!(matches!(verifier.set_policy(wrong), Err(StarsealError::Value { .. })));
        assert_eq!(verifier.policy().unwrap(), asked, "the policy changed");
    }
}

#[test]
fn checks_continue_during_updates() {
    let verifier = verifier();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let check = || {
            let mut checked = 0_u32;
            while !done.load(Ordering::Relaxed) || checked == 0 {
                assert_eq!(verifier.check_content(&text(), at_present()).unwrap().code, "active");
                checked += 1;
            }
        };
        let checks = [scope.spawn(check), scope.spawn(check)];
        for versions in 1..=10 {
            assert_eq!(verifier.update_trust(later_list(versions), now()), Ok(Update::Taken));
        }
        done.store(true, Ordering::Relaxed);
        for check in checks {
            check.join().unwrap();
        }
    });
    assert_eq!(verifier.authorities().unwrap()[0].trust_version, 11);
}

#[cfg(feature = "batch")]
#[test]
fn many_texts_get_the_verdicts_of_single_checks_in_order() {
    let verifier = verifier();
    for count in [0, 1, 15, 16, 17, 100] {
        let texts: Vec<String> = (0..count).map(|at| if at % 3 == 0 { text() } else { format!("{at}") }).collect();
        let one_by_one: Vec<_> = texts.iter().map(|text| verifier.check_content(text, at_present()).unwrap()).collect();
        let many = verifier.check_many(texts, at_present()).unwrap();
        let many: Vec<_> = many.iter().map(|verdict| verdict.content().unwrap()).collect();
        assert_eq!(many, one_by_one);
    }
    let refused = verifier.check_many(vec![], When::On { day: 0 }).unwrap_err();
    assert!(matches!(refused, StarsealError::Value { .. }), "{refused:?}");
}

#[cfg(feature = "batch")]
mod columns {
    use super::{at_present, now, text, verifier};
    use crate::{ColumnType, StarsealError, TableChecker, Update, When, table_columns};
    use std::collections::BTreeMap;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn offsets(ends: &[i64]) -> Vec<u8> {
        ends.iter().flat_map(|end| end.to_ne_bytes()).collect()
    }

    fn days(days: &[i32]) -> Vec<u8> {
        days.iter().flat_map(|day| day.to_ne_bytes()).collect()
    }

    fn refusal<T: std::fmt::Debug>(result: Result<T, StarsealError>) -> String {
        let StarsealError::Value { code, detail } = result.unwrap_err() else { panic!("another kind of error") };
        assert_eq!(code, "bad-value");
        detail
    }

    /// Checks the label, and a text that is none, each for a day of its own.
    #[test]
    fn a_row_has_the_content_of_its_verdict() {
        let (verifier, text) = (verifier(), text());
        let checker = TableChecker::new(&verifier, at_present(), names(&["level", "stands", "last_day"])).unwrap();
        let (end, day) = (i64::try_from(text.len()).unwrap(), i32::try_from(now() / 86_400).unwrap());
        // The offsets of a slice begin above 0.
        let ends = offsets(&[7, 7 + end, 8 + end, 8 + 2 * end]);
        let columns = checker.check(format!("{text}x{text}").as_bytes(), &ends, &days(&[day, day, 50_000])).unwrap();
        let content = verifier.check_content(&text, When::On { day }).unwrap();
        let (level, last_day) = (content.label.unwrap().level, content.last_day.unwrap());
        let levels: Vec<u8> = [i64::from(level), 0, i64::from(level)].into_iter().flat_map(i64::to_ne_bytes).collect();
        assert_eq!(columns[0].buffers, [vec![0b101], levels]);
        assert_eq!(columns[1].buffers, [vec![0b111], vec![0b001]]);
        assert_eq!(columns[2].buffers, [vec![0b101], days(&[last_day, 0, last_day])]);
    }

    #[test]
    fn an_update_does_not_change_a_checker() {
        let verifier = verifier();
        let checker = TableChecker::new(&verifier, at_present(), names(&["record"])).unwrap();
        let ends = offsets(&[0, i64::try_from(text().len()).unwrap()]);
        let before = checker.check(text().as_bytes(), &ends, &[]).unwrap();
        assert_eq!(verifier.update_trust(super::later_list(1), now()), Ok(Update::Taken));
        assert_eq!(checker.check(text().as_bytes(), &ends, &[]).unwrap(), before);
        let after = TableChecker::new(&verifier, at_present(), names(&["record"])).unwrap();
        assert_ne!(after.check(text().as_bytes(), &ends, &[]).unwrap(), before);
    }

    #[test]
    fn buffers_that_do_not_fit_are_refused() {
        let checker = TableChecker::new(&verifier(), at_present(), names(&["code"])).unwrap();
        assert!(refusal(checker.check(b"ab", &[0; 12], &[])).contains("12 bytes, which 8 does not divide"));
        assert!(refusal(checker.check(b"ab", &offsets(&[0, 2]), &[0; 6])).contains("6 bytes, which 4 does not divide"));
        assert!(refusal(checker.check(b"ab", &offsets(&[0, 2]), &days(&[1, 2]))).contains("2 days for 1 texts"));
        for ends in [[0, 3], [2, 1], [i64::MIN, 0], [0, i64::MAX], [-1, i64::MAX]] {
            assert!(refusal(checker.check(b"ab", &offsets(&ends), &[])).contains("not a range of 2 bytes"), "{ends:?}");
        }
        assert!(refusal(checker.check(b"ab", &offsets(&[0, 2]), &days(&[0]))).contains("not in 14610 to 65535"));
        assert_eq!(checker.check(b"", &[], &[]).unwrap()[0].buffers, [vec![], days(&[0]), vec![]]);
        assert!(refusal(TableChecker::new(&verifier(), at_present(), names(&["cod"])).map(drop)).contains("\"cod\""));
        assert!(refusal(table_columns(Some(names(&["code", "code"])))).contains("twice"));
    }

    #[test]
    fn the_usual_columns_are_all_but_the_record() {
        let usual = table_columns(None).unwrap();
        let types: BTreeMap<_, _> = usual.iter().map(|field| (field.name.as_str(), field.column_type)).collect();
        assert_eq!(types.len(), usual.len(), "a name stands twice");
        assert_eq!((types["gtin"], types["moment"]), (ColumnType::TextList, ColumnType::Instant));
        assert!(!types.contains_key("record"));
        assert_eq!(table_columns(Some(names(&["record"]))).unwrap()[0].column_type, ColumnType::Text);
    }
}

#[test]
fn only_codes_have_a_sentence_and_each_has_one_in_both_languages() {
    for code in Code::ALL {
        for (tag, language) in [("en", starseal::Language::En), ("ja-JP", starseal::Language::Ja)] {
            assert_eq!(sentence_of_code(code.as_str(), tag), Some(code.sentence(language)));
        }
    }
    assert_eq!(sentence_of_code("activ", "en"), None);
    assert_eq!(sentence_of_code("active", "fr"), None);
}
