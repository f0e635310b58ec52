//! Rules for the content of a well-formed trust list.

use super::*;
use crate::carrier::{CarrierPrefix, PrefixError};
use crate::keys::KeyError;
use crate::trust::{Issuer, TrustedKey};

fn fault(statement: &TrustStatement) -> TrustFault {
    match open_statement(statement) {
        Err(TrustError::Invalid(fault)) => {
            assert_eq!(TrustError::Invalid(fault.clone()).code(), Code::TrustListInvalid);
            assert_eq!(statement.validate(), Err(fault.clone()), "the same fault at issue");
            fault
        }
        other => panic!("{other:?}"),
    }
}

/// The usual statement, changed.
fn with(change: impl FnOnce(&mut TrustStatement)) -> TrustStatement {
    let mut statement = trust_statement();
    change(&mut statement);
    statement
}

fn another_issuer() -> Issuer {
    Issuer {
        names: names("Second Office"),
        prefixes: vec![CarrierPrefix::new("HTTPS://SECOND.EXAMPLE/").unwrap()],
        status_list: None,
        keys: vec![TrustedKey {
            public_key: SigningKey::from_seed(&[21; 32]).public_key(),
            ..trust_statement().issuers[0].keys[0].clone()
        }],
        longest_status_age_days: None,
    }
}

#[test]
fn r_53_versions_and_lifetimes() {
    assert_eq!(fault(&with(|list| list.version = 2)), TrustFault::Version { version: 2, is_first: true });
    assert_eq!(fault(&with(|list| list.version = 0)), TrustFault::Version { version: 0, is_first: true });
    let id = Some(AuthorityId::from_bytes([1; 32]));
    let later = |version| with(|list| (list.authority_id, list.version) = (id, version));
    assert_eq!(fault(&later(0)), TrustFault::Version { version: 0, is_first: false });
    assert!(open_statement(&later(1)).is_ok() && open_statement(&later(u32::MAX)).is_ok());

    let (issued_at, expires_at) = (noon("2026-01-01"), noon("2025-12-31"));
    assert_eq!(fault(&with(|list| list.expires_at = expires_at)), TrustFault::Lifetime { issued_at, expires_at });
    assert!(open_statement(&with(|list| list.expires_at = issued_at)).is_ok());
}

#[test]
fn r_54_the_threshold_is_1_to_the_number_of_roots() {
    assert_eq!(fault(&with(|list| list.threshold = 2)), TrustFault::Threshold { threshold: 2, roots: 1 });
    // At issue, a threshold of 0 is invalid; in a list received, it is a fault of form.
    let none = with(|list| list.threshold = 0);
    assert_eq!(none.validate(), Err(TrustFault::Threshold { threshold: 0, roots: 1 }));
    assert_eq!(open_statement(&none).unwrap_err().code(), Code::TrustListMalformed);
}

#[test]
fn r_54_keys_are_usable_points() {
    let mut small = [0; 32];
    small[0] = 1;
    for path in [&[6, 0][..], &[8, 0, 4, 0, 1]] {
        for (bytes, error) in [(small.to_vec(), KeyError::Weak), (vec![0xff; 32], KeyError::NotAPoint)] {
            let opened = open(&changed(path, Some(Value::Bytes(bytes))));
            assert_eq!(opened, Err(TrustError::Invalid(TrustFault::Key(error))), "{path:?}");
        }
    }
}

#[test]
fn r_54_no_key_is_in_a_list_twice() {
    let root = root_key().public_key();
    let twice = |list: TrustStatement, key: crate::keys::PublicKey| {
        assert_eq!(fault(&list), TrustFault::KeyTwice { key_id: key.key_id() });
    };
    twice(with(|list| list.roots.push(root)), root);
    twice(with(|list| list.issuers[0].keys[0].public_key = root), root);
    let label = label_key().public_key();
    let again = trust_statement().issuers[0].keys[0].clone();
    twice(with(|list| list.issuers[0].keys.push(again)), label);
    // In two issuers, or for two purposes.
    twice(
        with(|list| {
            list.issuers.push(another_issuer());
            list.issuers[1].keys[0].public_key = label;
        }),
        label,
    );
    let status = TrustedKey { purpose: Purpose::Status, ..trust_statement().issuers[0].keys[0].clone() };
    twice(with(|list| list.issuers[0].keys.push(status)), label);
}

#[test]
fn r_54_a_window_does_not_end_before_it_starts() {
    let window = |from: &str, until: &str| {
        with(|list| (list.issuers[0].keys[0].from, list.issuers[0].keys[0].until) = (date(from), date(until)))
    };
    assert!(open_statement(&window("2026-01-01", "2026-01-01")).is_ok());
    let key_id = label_key().public_key().key_id();
    assert_eq!(fault(&window("2026-01-02", "2026-01-01")), TrustFault::KeyWindow { key_id });
}

#[test]
fn a_window_includes_both_ends_and_only_label_keys_may_seal() {
    let key = &trust_statement().issuers[0].keys[0];
    for (day, may) in [("2024-12-31", false), ("2025-01-01", true), ("2030-12-31", true), ("2031-01-01", false)] {
        assert_eq!(key.may_seal(date(day)), may, "{day}");
        let status = TrustedKey { purpose: Purpose::Status, ..key.clone() };
        assert!(!status.may_seal(date(day)));
    }
    // `may_seal` does not depend on whether the key is compromised.
    let compromised = TrustedKey { compromised: Some(date("2026-01-01")), ..key.clone() };
    assert!(compromised.may_seal(date("2026-06-01")));
}

#[test]
fn r_55_prefixes_are_well_formed_and_issuers_do_not_share_them() {
    let bad = open(&changed(&[8, 0, 2, 0], Some("https://a.example/".into())));
    assert_eq!(bad, Err(TrustError::Invalid(TrustFault::Prefix(PrefixError::Scheme))));

    let second = |prefix: &str| {
        with(|list| {
            let prefixes = vec![CarrierPrefix::new(prefix).unwrap()];
            list.issuers.push(Issuer { prefixes, ..another_issuer() });
        })
    };
    assert!(open_statement(&second("HTTPS://JC-STAR.EXAMPLE/W/")).is_ok());
    for overlapping in ["HTTPS://JC-STAR.EXAMPLE/V/L/", "HTTPS://JC-STAR.EXAMPLE/", "HTTPS://JC-STAR.EXAMPLE/V/L/2/"] {
        assert!(matches!(fault(&second(overlapping)), TrustFault::PrefixOverlap { .. }), "{overlapping}");
    }
    // The prefixes of one issuer may overlap.
    let own = with(|list| list.issuers[0].prefixes.push(CarrierPrefix::new("HTTPS://JC-STAR.EXAMPLE/").unwrap()));
    assert!(open_statement(&own).is_ok());
}

#[test]
fn r_56_a_dictionary_has_a_level_and_numbers_in_range() {
    let no_level = fault(&with(|list| list.scheme.levels.clear()));
    assert!(matches!(no_level, TrustFault::Dictionary { value: 0, .. }), "{no_level}");
    let scheme_with = |offset: i16, months: u32, days: u32| {
        with(|list| {
            list.scheme.utc_offset_minutes = offset;
            (list.scheme.longest_validity_months, list.scheme.longest_deferral_days) = (months, days);
        })
    };
    for (offset, months, days) in [(-1439, 1, 0), (1439, 1200, 3660), (0, 24, 180)] {
        assert!(open_statement(&scheme_with(offset, months, days)).is_ok());
    }
    for (offset, months, days) in [(-1440, 24, 180), (1440, 24, 180), (540, 0, 180), (540, 1201, 180), (540, 24, 3661)]
    {
        let fault = fault(&scheme_with(offset, months, days));
        assert!(matches!(fault, TrustFault::Dictionary { .. }), "{fault}");
    }
    // Offsets that do not fit in 16 bits, and in 64 bits.
    for far in [Value::from(100_000), u64::MAX.into()] {
        let error = open(&changed(&[9, 1], Some(far))).unwrap_err();
        assert_eq!(error.code(), Code::TrustListInvalid, "{error}");
    }
}

#[test]
fn a_dictionary_needs_entries_only_for_levels() {
    let bare = with(|list| {
        list.scheme.categories.clear();
        list.scheme.criteria.clear();
        list.scheme.evaluators.clear();
        list.issuers.clear();
    });
    assert_eq!(open_statement(&bare).unwrap().statement(), &bare);
}

#[test]
fn r_57_recognitions_are_of_other_authorities_and_count_as_known_levels() {
    let other = Recognition {
        authority: AuthorityId::from_bytes([2; 32]),
        level: Level::new(9).unwrap(),
        criteria: vec![],
        counts_as: Level::new(1).unwrap(),
        from: date("2026-06-01"),
        until: None,
    };
    let list = |recognition: Recognition| {
        with(|list| {
            list.authority_id = Some(AuthorityId::from_bytes([1; 32]));
            list.recognitions = vec![recognition];
        })
    };
    assert!(open_statement(&list(other.clone())).is_ok(), "its level need not be in this dictionary");
    let until = |day: &str| list(Recognition { until: Some(date(day)), ..other.clone() });
    assert!(open_statement(&until("2026-06-01")).is_ok());
    for wrong in [
        list(Recognition { authority: AuthorityId::from_bytes([1; 32]), ..other.clone() }),
        list(Recognition { counts_as: Level::new(9).unwrap(), ..other.clone() }),
        until("2026-05-31"),
    ] {
        assert_eq!(fault(&wrong), TrustFault::Recognition);
    }
}

#[test]
fn r_58_status_list_uris_are_well_formed_and_unique() {
    let longest = format!("https://{}", "x".repeat(248));
    for good in ["https://x", "https://status.example/1?a=b#c", &longest] {
        assert_eq!(StatusListUri::new(good).map(|uri| uri.as_str().to_owned()), Some(good.to_owned()));
    }
    for bad in
        ["", "https://", "http://x", "HTTPS://x", "https://a b", "https://é", "https://x\n", &format!("{longest}x")]
    {
        assert_eq!(StatusListUri::new(bad), None, "{bad:?}");
        let opened = open(&changed(&[8, 0, 3], Some(bad.into())));
        assert_eq!(opened, Err(TrustError::Invalid(TrustFault::StatusListUri)), "{bad:?}");
    }
    let shared = with(|list| {
        list.issuers.push(another_issuer());
        list.issuers.iter_mut().for_each(|issuer| issuer.status_list = StatusListUri::new("https://x"));
    });
    assert_eq!(fault(&shared), TrustFault::StatusListUri);
}

#[test]
fn counts_are_limited() {
    use crate::limits::{MAX_ENTRIES, MAX_KEYS, MAX_LEVELS, MAX_PREFIXES};
    let count = |statement: &TrustStatement| {
        // In a list received, a count out of its range is a fault of form.
        assert_eq!(open_statement(statement).unwrap_err().code(), Code::TrustListMalformed);
        match statement.validate() {
            Err(TrustFault::Count { what, count, .. }) => (what, count),
            other => panic!("{other:?}"),
        }
    };
    let prefix = |number: usize| CarrierPrefix::new(&format!("HTTPS://A.EXAMPLE/{number}/")).unwrap();
    let prefixes = |count: usize| with(|list| list.issuers[0].prefixes = (0..count).map(prefix).collect());
    assert!(open_statement(&prefixes(MAX_PREFIXES)).is_ok());
    assert_eq!(count(&prefixes(MAX_PREFIXES + 1)), ("carrier prefixes of an issuer", MAX_PREFIXES + 1));
    assert_eq!(count(&prefixes(0)), ("carrier prefixes of an issuer", 0));

    let key = |number: usize| TrustedKey {
        public_key: SigningKey::from_seed(&[100 + number as u8; 32]).public_key(),
        ..trust_statement().issuers[0].keys[0].clone()
    };
    let keys = |count: usize| with(|list| list.issuers[0].keys = (0..count).map(key).collect());
    assert!(open_statement(&keys(MAX_KEYS)).is_ok());
    assert_eq!(count(&keys(MAX_KEYS + 1)), ("keys of an issuer", MAX_KEYS + 1));

    let levels = |count: usize| {
        with(|list| {
            let entry = list.scheme.levels.first_key_value().unwrap().1.clone();
            list.scheme.levels = (1..=count).map(|n| (Level::new(n as u8).unwrap(), entry.clone())).collect();
        })
    };
    assert!(open_statement(&levels(MAX_LEVELS)).is_ok());
    assert_eq!(count(&levels(MAX_LEVELS + 1)), ("levels", MAX_LEVELS + 1));

    let evaluators = |count: usize| {
        with(|list| list.scheme.evaluators = (0..count).map(|n| (n as u16, names("Laboratory"))).collect())
    };
    assert_eq!(open_statement(&evaluators(MAX_ENTRIES)).unwrap().statement().scheme.evaluators.len(), MAX_ENTRIES);
    assert_eq!(count(&evaluators(MAX_ENTRIES + 1)), ("evaluators", MAX_ENTRIES + 1));

    let roots = |count: usize| with(|list| list.roots = (0..count).map(|n| key(n + 50).public_key).collect());
    assert_eq!(roots(0).validate(), Err(TrustFault::Count { what: "roots", count: 0, least: 1, most: 10 }));
    assert!(roots(10).validate().is_ok() && roots(11).validate().is_err());
}

#[test]
fn a_scheme_defines_the_assessment_of_each_level() {
    let of = |number: u8| scheme().assessment(Level::new(number).unwrap()).map(Assessment::as_str);
    assert_eq!(
        (of(1), of(2), of(3), of(4), of(5)),
        (Some("self-declared"), Some("self-declared"), Some("third-party"), Some("third-party"), None)
    );
}
