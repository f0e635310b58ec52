use super::*;
use starseal::trust::AuthorityId;
use starseal::verify::Digest;
use starseal::{Date, Level, PublicKey, Signer, SigningKey, Timestamp};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn key() -> PublicKey {
    SigningKey::from_seed(&[1; 32]).public_key()
}

fn application() -> Application {
    Application {
        number: "A-1".to_owned(),
        applied_on: day("2026-10-01"),
        level: Level::new(1).unwrap(),
        criteria: Some(1),
        category: None,
        evaluator: Some(2),
        holder: Some("見本電機株式会社".to_owned()),
        models: vec![Model {
            model: Some("CAM-100".to_owned()),
            gtins: vec!["4569951110016".parse().unwrap()],
            serial: None,
        }],
        links: Links {
            product: Some("https://camera.example/CAM-100?lang=ja".to_owned()),
            security: None,
            contact: Some("mailto:help@camera.example".to_owned()),
        },
        provisional: None,
        product_id: Some("SS-1".to_owned()),
        expires_on: Some(day("2027-10-01")),
        personal: Some(Digest::of(b"x")),
    }
}

/// One content of every kind.
fn contents() -> Vec<Data> {
    let change = StatusChange {
        product_id: "SS-1".to_owned(),
        day: day("2026-12-01"),
        last_day: None,
        reason: "a test".to_owned(),
    };
    let step = |step| StepEntry {
        application: "A-1".to_owned(),
        step,
        day: day("2026-12-01"),
        reference: Some("R-1".to_owned()),
        reason: None,
    };
    let officer = |name: &str| NamedKey { name: name.to_owned(), key: key() };
    let granted = Granted {
        application: "A-1".to_owned(),
        product_id: "SS-1".to_owned(),
        index: 7,
        expires_on: day("2028-11-30"),
        labels: vec![vec![1, 2, 3], vec![4]],
    };
    let mut all = vec![
        Data::Founded(Founding {
            nonce: [1; 16],
            authority: AuthorityId::from_bytes([2; 32]),
            status_list: "https://status.example/1".to_owned(),
            trust_list: Digest::of(b"list"),
            is_trial: true,
            officers: vec![officer("a"), officer("b")],
            rule: Rule::default(),
        }),
        Data::Applied(vec![application()]),
        Data::Amended { reason: "a test".to_owned(), applications: vec![application()] },
        Data::Steps(Step::ALL.iter().map(|kind| step(*kind)).collect()),
        Data::Granted(Grant { issued_on: day("2026-12-01"), key: key(), registrations: vec![granted] }),
        Data::Officers(vec![
            OfficerChange::Add(officer("c")),
            OfficerChange::Retire { name: "a".to_owned(), reason: "a test".to_owned() },
        ]),
        Data::Rule(Rule::default()),
        Data::TrustList(TrustAdoption { digest: Digest::of(b"list"), version: 2 }),
        Data::Restored(Restoration {
            reason: "a test".to_owned(),
            published: Some(LastPublication {
                digest: Digest::of(b"list"),
                event: 9,
                hash: Digest::of(b"event"),
                issued_at: Timestamp::from_unix_seconds(1_795_316_400),
                indexes: 1024,
            }),
            first_index: 100,
            lost: vec![(3, 5), (8, 8)],
            lost_changes: vec![LostChange {
                index: 8,
                day: day("2026-12-01"),
                status: starseal::status::Status::Active,
                last_day: Some(day("2028-12-01")),
                start: Some(day("2027-12-01")),
            }],
            owed: vec!["SS-1".to_owned(), "SS-2".to_owned()],
        }),
        Data::Clock(ClockCorrection {
            wrong: Timestamp::from_unix_seconds(1_895_316_400),
            corrected: Timestamp::from_unix_seconds(1_795_316_400),
            reason: "a test".to_owned(),
        }),
        Data::Erased(Erasure {
            reason: "a test".to_owned(),
            applications: vec![("A-1".to_owned(), vec![Digest::of(b"x"), Digest::of(b"y")])],
        }),
        Data::Published(PublicationOrder { predecessor: None, key: key(), expires_in: Some(60), indexes: 1024 }),
    ];
    for kind in [Kind::Extended, Kind::Deferred, Kind::Withdrawn, Kind::Revoked, Kind::Corrected] {
        all.push(Data::Changed(kind, vec![change.clone()]));
    }
    all
}

fn event(data: &Data) -> Event {
    Event {
        number: 2,
        time: Timestamp::from_unix_seconds(1_795_316_400),
        previous: Some(Digest::of(b"before")),
        kind: data.kind(),
        registration: data.registration().map(str::to_owned),
        data: data.to_bytes(),
        statements: vec![vec![1], vec![2]],
    }
}

#[test]
fn every_kind_is_read_as_it_was_written() {
    let contents = contents();
    assert!(Kind::ALL.iter().all(|kind| contents.iter().any(|data| data.kind() == *kind)));
    for data in contents {
        let event = event(&data);
        let read = Event::from_bytes(&event.to_bytes()).unwrap();
        assert_eq!((&read, read.hash()), (&event, event.hash()));
        assert_eq!(read.content().unwrap(), data);
        assert_eq!(data.kind().as_str().parse::<Kind>(), Ok(data.kind()));
    }
}

#[test]
fn no_altered_byte_gives_the_same_event() {
    for data in contents() {
        let (event, bytes) = (event(&data), event(&data).to_bytes());
        for at in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            if let Ok(read) = Event::from_bytes(&altered) {
                assert_ne!(read.hash(), event.hash());
                // What is read has one encoding: nothing is read loosely.
                assert_eq!(read.to_bytes(), altered);
                if let Ok(content) = read.content() {
                    assert_eq!(content.to_bytes(), read.data);
                }
            }
        }
        for end in 0..bytes.len() {
            assert!(Event::from_bytes(&bytes[..end]).is_err());
        }
    }
}

#[test]
fn later_formats_and_kinds_are_named() {
    let mut bytes = event(&contents()[1]).to_bytes();
    bytes[1] = 2;
    assert_eq!(Event::from_bytes(&bytes), Err(EventFault::Format { format: 2 }));
    let mut other = event(&contents()[1]);
    other.registration = Some("SS-1".to_owned());
    assert_eq!(Event::from_bytes(&other.to_bytes()).unwrap().content(), Err(EventFault::Registration));
    assert_eq!("sold".parse::<Step>().unwrap_err().code(), "event-unsupported");
}

#[test]
fn the_rule_never_lets_one_officer_change_the_officers() {
    let mut rule = Rule::default();
    assert!(!rule.set(Kind::Officers, 1) && !rule.set(Kind::Rule, 1) && !rule.set(Kind::Granted, 3));
    assert!([Kind::Restore, Kind::Clock, Kind::Erased].into_iter().all(|kind| !rule.set(kind, 1)));
    assert!([Kind::Restore, Kind::Clock, Kind::Erased].into_iter().all(|kind| rule.officers_for(kind) == 2));
    assert!(rule.set(Kind::Granted, 1) && rule.set(Kind::Published, 2));
    let officers = |kind| rule.officers_for(kind);
    assert_eq!([Kind::Granted, Kind::Published, Kind::Officers, Kind::Rule, Kind::Step].map(officers), [1, 2, 2, 2, 1]);
    // A rule in an event that says so is malformed.
    let bytes = starseal::cbor::encode(&starseal::cbor::Value::Array(vec![starseal::cbor::Value::Array(vec![
        "rule".into(),
        1.into(),
    ])]));
    assert_eq!(Data::from_bytes(Kind::Rule, &bytes).unwrap_err().code(), "event-malformed");
}

#[test]
fn what_is_lost_is_in_order_and_below_the_first_free_index() {
    let find = |data: &Data| matches!(data, Data::Restored(_));
    let Some(Data::Restored(good)) = contents().into_iter().find(find) else { panic!("there is one") };
    let change = good.lost_changes[0];
    for bad in [
        Restoration { lost: vec![(5, 3)], ..good.clone() },
        Restoration { lost: vec![(8, 8), (3, 5)], ..good.clone() },
        Restoration { lost: vec![(3, 8), (8, 9)], ..good.clone() },
        Restoration { first_index: 8, ..good.clone() },
        Restoration { published: None, ..good.clone() },
        Restoration { lost_changes: vec![change, change], ..good.clone() },
        Restoration { lost_changes: vec![LostChange { index: 7, ..change }], ..good.clone() },
        Restoration { owed: vec!["SS-2".to_owned(), "SS-1".to_owned()], ..good.clone() },
    ] {
        let bytes = Data::Restored(bad).to_bytes();
        assert_eq!(Data::from_bytes(Kind::Restore, &bytes).unwrap_err().code(), "event-malformed");
    }
    assert_eq!((good.lost_count(), good.has_lost(5), good.has_lost(6)), (4, true, false));
}

#[test]
fn texts_that_nobody_can_see_are_refused() {
    for number in ["", "A\u{200b}1", "A\n1", &"A".repeat(65)] {
        let data = Data::Applied(vec![Application { number: number.to_owned(), ..application() }]);
        assert_eq!(
            Data::from_bytes(Kind::Applied, &data.to_bytes()).unwrap_err().code(),
            "event-malformed",
            "{number:?}"
        );
    }
    let empty = Data::Applied(Vec::new());
    assert_eq!(Data::from_bytes(Kind::Applied, &empty.to_bytes()), Err(EventFault::Count { what: "applications" }));
}
