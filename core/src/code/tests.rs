use super::{Check, Class, Code, Mark};
use std::collections::BTreeSet;

#[test]
fn every_code_is_spelled_once_and_read_back() {
    let spelled: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(spelled.len(), Code::ALL.len());
    for code in Code::ALL {
        assert!(code.as_str().bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
        assert_eq!(code.as_str().parse(), Ok(*code));
    }
    assert!("Active".parse::<Code>().is_err() && "".parse::<Code>().is_err());
}

#[test]
fn what_is_found_in_a_label_is_found_by_a_check_that_looks_at_its_rules() {
    for code in Code::ALL {
        let is_of_a_label = matches!(code.class(), Class::Authentic | Class::Refused | Class::Note);
        assert_eq!(code.check().is_some(), is_of_a_label, "{code}");
        // `active` is what is left when nothing was found, and `foreign-carrier` is named by two rules.
        let looked_at = code.check().is_none_or(|check| code.rules().iter().all(|rule| check.rules().contains(rule)));
        let elsewhere = matches!(code, Code::StatusUnknown);
        assert!(looked_at || elsewhere, "{code}: {:?}", code.rules());
        assert_eq!(code.rules().is_empty(), code.class() == Class::Input, "{code}");
    }
}

#[test]
fn every_rule_of_a_check_is_looked_at_once() {
    let mut seen = BTreeSet::new();
    for check in Check::ALL {
        for rule in check.rules() {
            let twice = *rule == 42 || *rule == 43;
            assert!(seen.insert(*rule) || twice, "R-{rule} by {check} too");
        }
    }
}

#[test]
fn only_what_stands_has_the_mark_of_it() {
    for code in Code::ALL {
        assert_eq!(Mark::of(*code, true), Mark::Check);
        assert_ne!(Mark::of(*code, false), Mark::Check, "{code}");
    }
    // What a later version might know is never shown as forged.
    for code in [Code::UnknownKey, Code::UnsupportedProfile, Code::UnsupportedVersion] {
        assert_eq!(Mark::of(code, false), Mark::Query);
    }
}
