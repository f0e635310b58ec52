use super::*;
use crate::code::Code;
use crate::common::{builder, date, scheme};
use crate::label::{Gtin, Level, ProductId, ValueError};
use crate::trust::{Scheme, SchemeViolation};

/// Returns a builder for a label with a level, a first day and a last day.
fn of(level: u8, from: &str, until: &str) -> LabelBuilder {
    LabelBuilder::new(ProductId::new("SS-1").unwrap(), Level::new(level).unwrap(), date(from), date(until), 7)
}

fn refused(builder: LabelBuilder) -> SchemeViolation {
    match builder.build(&scheme()) {
        Err(LabelError::Scheme(violation)) => violation,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_label_has_the_claims_of_its_builder() {
    let gtin = Gtin::new(4_912_345_678_904).unwrap();
    let label = of(3, "2026-04-01", "2027-01-01")
        .criteria(1)
        .category(1)
        .evaluator(1)
        .holder("見本電機株式会社")
        .and_then(|builder| builder.model("CAM-100"))
        .and_then(|builder| builder.serial("0042"))
        .and_then(|builder| builder.gtins(&[gtin]))
        .unwrap()
        .build(&scheme())
        .unwrap();
    assert_eq!((label.product_id().as_str(), label.level().get(), label.status_index()), ("SS-1", 3, 7));
    assert_eq!((label.issued_on(), label.expires_on()), (date("2026-04-01"), date("2027-01-01")));
    assert_eq!((label.criteria(), label.category(), label.evaluator()), (Some(1), Some(1), Some(1)));
    assert_eq!((label.holder(), label.model()), (Some("見本電機株式会社"), Some("CAM-100")));
    assert_eq!((label.serial(), label.gtins(), label.unknown_claims()), (Some("0042"), &[gtin][..], 0));
}

#[test]
fn r_33_the_level_is_in_the_dictionary() {
    let level = Level::new(5).unwrap();
    assert_eq!(refused(of(5, "2026-04-01", "2027-04-01")), SchemeViolation::UnknownLevel { level });
}

#[test]
fn r_34_criteria_and_category_are_in_the_dictionary() {
    assert_eq!(refused(builder().criteria(2)), SchemeViolation::UnknownCriteria { criteria: 2 });
    assert_eq!(refused(builder().category(3)), SchemeViolation::UnknownCategory { category: 3 });
    assert_eq!(refused(builder().category(4)), SchemeViolation::ExcludedCategory { category: 4 });
    assert!(of(1, "2026-04-01", "2028-03-31").build(&scheme()).is_ok(), "neither claim is required");
}

#[test]
fn r_35_only_third_party_assessed_levels_have_an_evaluator() {
    for number in [1, 2] {
        let level = Level::new(number).unwrap();
        let named = of(number, "2026-04-01", "2027-04-01").evaluator(1);
        assert_eq!(refused(named), SchemeViolation::EvaluatorRefused { level });
    }
    for number in [3, 4] {
        let level = Level::new(number).unwrap();
        assert_eq!(refused(of(number, "2026-04-01", "2027-04-01")), SchemeViolation::EvaluatorMissing { level });
        assert!(of(number, "2026-04-01", "2027-04-01").evaluator(1).build(&scheme()).is_ok());
        let unknown = of(number, "2026-04-01", "2027-04-01").evaluator(9);
        assert_eq!(refused(unknown), SchemeViolation::UnknownEvaluator { evaluator: 9 });
    }
}

#[test]
fn r_36_no_label_expires_before_it_is_issued() {
    let (issued_on, expires_on) = (date("2026-04-01"), date("2026-03-31"));
    let backwards = refused(of(1, "2026-04-01", "2026-03-31"));
    assert_eq!(backwards, SchemeViolation::ExpiresBeforeIssued { issued_on, expires_on });
    assert!(of(1, "2026-04-01", "2026-04-01").build(&scheme()).is_ok(), "a validity of one day is allowed");
}

#[test]
fn r_37_the_validity_is_limited() {
    for (from, latest, after) in
        [("2026-04-01", "2028-03-31", "2028-04-01"), ("2028-02-29", "2030-02-28", "2030-03-01")]
    {
        assert!(of(1, from, latest).build(&scheme()).is_ok(), "{from} to {latest}");
        let expected = SchemeViolation::ValidityTooLong { expires_on: date(after), latest: date(latest) };
        assert_eq!(refused(of(1, from, after)), expected);
    }
    // Another scheme may have another limit.
    let year = Scheme { longest_validity_months: 12, ..scheme() };
    assert!(of(1, "2026-04-01", "2027-03-31").build(&year).is_ok());
    assert!(of(1, "2026-04-01", "2027-04-01").build(&year).is_err());
}

#[test]
fn r_38_every_check_digit_must_be_right() {
    let (right, wrong) = (Gtin::new(4_912_345_678_904).unwrap(), Gtin::new(4_912_345_678_903).unwrap());
    assert!(builder().gtins(&[right]).unwrap().build(&scheme()).is_ok());
    let both = builder().gtins(&[right, wrong]).unwrap();
    assert_eq!(refused(both), SchemeViolation::GtinCheckDigit { gtin: wrong });
}

#[test]
fn r_29_one_to_four_different_gtins() {
    let gtin = |number| Gtin::new(number).unwrap();
    let four = [gtin(1), gtin(2), gtin(3), gtin(4)];
    assert!(builder().gtins(&four).is_ok() && builder().gtins(&four[..1]).is_ok());
    for wrong in [&[][..], &[gtin(1), gtin(1)], &[gtin(1), gtin(2), gtin(1)], &[four.as_slice(), &[gtin(5)]].concat()] {
        assert_eq!(builder().gtins(wrong).unwrap_err(), ValueError::GtinList, "{wrong:?}");
    }
}

#[test]
fn the_builder_checks_texts() {
    let long = |bytes: usize| "X".repeat(bytes);
    assert!(builder().holder(&long(128)).is_ok() && builder().holder(&long(129)).is_err());
    assert!(builder().model(&long(64)).is_ok() && builder().model(&long(65)).is_err());
    assert!(builder().serial(&long(32)).is_ok() && builder().serial(&long(33)).is_err());
    for text in ["", "\u{202e}", "a\tb"] {
        assert!(builder().holder(text).is_err() && builder().model(text).is_err() && builder().serial(text).is_err());
    }
}

#[test]
fn all_violations_are_returned_in_the_order_of_the_rules() {
    let wrong = Gtin::new(2).unwrap();
    let label = of(9, "2026-04-01", "2026-03-31").criteria(9).category(9).evaluator(9).gtins(&[wrong]).unwrap();
    let (level, issued_on, expires_on) = (Level::new(9).unwrap(), date("2026-04-01"), date("2026-03-31"));
    let all = [
        SchemeViolation::UnknownLevel { level },
        SchemeViolation::UnknownCriteria { criteria: 9 },
        SchemeViolation::UnknownCategory { category: 9 },
        SchemeViolation::UnknownEvaluator { evaluator: 9 },
        SchemeViolation::ExpiresBeforeIssued { issued_on, expires_on },
        SchemeViolation::GtinCheckDigit { gtin: wrong },
    ];
    assert_eq!(scheme().violations(&label.clone().build_unchecked()), all);
    assert_eq!(refused(label), all[0]);
}

#[test]
fn errors_at_issue_have_the_codes_of_the_verifier() {
    let scheme_error = of(5, "2026-04-01", "2027-04-01").build(&scheme()).unwrap_err();
    assert_eq!(scheme_error.code(), Code::SchemeViolation);
    assert_eq!(scheme_error.to_string(), "level 5 is not in the scheme's dictionary");
    assert_eq!(LabelError::from(ValueError::GtinList).code(), Code::MalformedClaims);
}
