use super::{Check, Class, Code, Mark};
use std::collections::BTreeSet;

#[test]
fn every_code_has_a_unique_spelling_that_parses() {
    let spelled: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(spelled.len(), Code::ALL.len());
    for code in Code::ALL {
        assert!(code.as_str().bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
        assert_eq!(code.as_str().parse(), Ok(*code));
    }
    assert!("Active".parse::<Code>().is_err() && "".parse::<Code>().is_err());
}

#[test]
fn every_code_of_a_label_has_a_check_with_its_rules() {
    for code in Code::ALL {
        let is_of_a_label = matches!(code.class(), Class::Authentic | Class::Refused | Class::Note);
        assert_eq!(code.check().is_some(), is_of_a_label, "{code}");
        // lead to `status-unknown`, and are rules of other checks, `freshness` and `clock`.
        let looked_at = code.check().is_none_or(|check| code.rules().iter().all(|rule| check.rules().contains(rule)));
        let elsewhere = matches!(code, Code::StatusUnknown);
        assert!(looked_at || elsewhere, "{code}: {:?}", code.rules());
        assert_eq!(code.rules().is_empty(), code.class() == Class::Input, "{code}");
    }
}

#[test]
fn every_rule_belongs_to_one_check() {
    let mut seen = BTreeSet::new();
    for check in Check::ALL {
        for rule in check.rules() {
            let twice = *rule == 42 || *rule == 43;
            assert!(seen.insert(*rule) || twice, "R-{rule} belongs to {check} too");
        }
    }
}

#[test]
fn only_labels_that_stand_have_the_mark_check() {
    for code in Code::ALL {
        assert_eq!(Mark::of(*code, true), Mark::Check);
        assert_ne!(Mark::of(*code, false), Mark::Check, "{code}");
    }
    // A label that a later version may accept is never shown as a forgery.
    for code in [Code::UnknownKey, Code::UnsupportedProfile, Code::UnsupportedVersion] {
        assert_eq!(Mark::of(code, false), Mark::Query);
    }
}
