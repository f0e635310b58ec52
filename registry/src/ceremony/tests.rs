use super::words::{EN, JA};
use super::{
    Ceremony, CeremonyError, CeremonyParts, Change, Concern, TEMPLATE, changes, concerns, keys_in_question, read_aloud,
};
use starseal::carrier::CarrierPrefix;
use starseal::label::Text;
use starseal::trust::{
    Assessment, AuthorityId, CategoryEntry, Issuer, LevelEntry, Names, Purpose, Recognition, Scheme, StatusListUri,
    TrustDraft, TrustStatement, TrustedKey,
};
use starseal::words::Catalogue;
use starseal::{Date, Language, Level, PublicKey, Signer, SigningKey, Timestamp, TrustList, Verifier};
use std::collections::BTreeSet;

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

fn public(seed: u8) -> PublicKey {
    key(seed).public_key()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn names(en: &str) -> Names {
    Names::new(en, &format!("{en}（見本）")).unwrap()
}

fn level(number: u8) -> Level {
    Level::new(number).unwrap()
}

fn scheme() -> Scheme {
    let mut scheme = Scheme::new(540, 24, 180);
    scheme.levels.insert(level(1), LevelEntry::new(names("one"), Assessment::SelfDeclared));
    scheme.levels.insert(level(2), LevelEntry::new(names("two"), Assessment::SelfDeclared));
    scheme.categories.insert(1, CategoryEntry::new(names("camera")));
    scheme.categories.insert(2, CategoryEntry::new(names("lock")));
    scheme.criteria.insert(1, Text::new("criteria", "JST-CR-01-01-2024R1").unwrap());
    scheme.evaluators.insert(1, names("Test House"));
    scheme
}

fn trusted(seed: u8, purpose: Purpose) -> TrustedKey {
    TrustedKey::new(public(seed), purpose, day("2026-04-01"), day("2031-03-31"))
}

fn issuer(name: &str, seed: u8, prefix: &str) -> Issuer {
    let keys = vec![trusted(seed, Purpose::Label), trusted(seed + 1, Purpose::Status)];
    let mut issuer = Issuer::new(names(name), vec![CarrierPrefix::new(prefix).unwrap()], keys);
    issuer.status_list = StatusListUri::new(&format!("https://{}.example/status", name.to_lowercase()));
    issuer
}

/// The first list, of three roots of which two must sign.
fn first() -> TrustList {
    let roots = vec![public(1), public(2), public(3)];
    let (from, until) = (time("2026-04-01T00:00:00Z"), time("2027-04-01T00:00:00Z"));
    let mut statement = TrustStatement::first(names("Authority"), scheme(), roots, from, until);
    statement.threshold = 2;
    statement.issuers = vec![issuer("Alpha", 10, "HTTPS://A.EXAMPLE/"), issuer("Beta", 20, "HTTPS://B.EXAMPLE/")];
    TrustList::open(&statement.sign(&[&key(1), &key(2), &key(3)]).unwrap()).unwrap()
}

/// The next statement after `held`, changed.
fn next(held: &TrustList, change: impl FnOnce(&mut TrustStatement)) -> TrustStatement {
    let mut statement = held.next_statement(time("2026-05-01T00:00:00Z"));
    change(&mut statement);
    statement
}

fn codes(changes: &[Change]) -> Vec<&'static str> {
    changes.iter().map(Change::code).collect()
}

/// A change of a statement.
type Edit = fn(&mut TrustStatement);

/// Every kind of change after the first list, with the codes beside `version`.
const EDITS: &[(&[&str], Edit)] = &[
    (&["nothing-else"], |_| ()),
    (&["order"], |list| list.issuers.reverse()),
    (&["authority-renamed"], |list| list.names = names("Other")),
    (&["roots-after", "roots-before"], |list| list.roots[0] = public(4)),
    (&["roots-after", "roots-before"], |list| list.threshold = 1),
    (&["issuer-added", "no-status-list", "status-age", "label-key", "status-key"], |list| {
        let mut added = issuer("Gamma", 30, "HTTPS://G.EXAMPLE/");
        (added.status_list, added.longest_status_age_days) = (None, Some(14));
        list.issuers.push(added);
    }),
    (&["issuer-removed"], |list| _ = list.issuers.remove(0)),
    (&["renamed"], |list| list.issuers[0].names = names("Alef")),
    (&["prefix-added"], |list| list.issuers[0].prefixes.push(CarrierPrefix::new("HTTPS://NEW.EXAMPLE/").unwrap())),
    (&["prefix-added", "prefix-removed"], |list| {
        list.issuers[0].prefixes = vec![CarrierPrefix::new("HTTPS://NEW.EXAMPLE/").unwrap()];
    }),
    (&["status-age"], |list| list.issuers[0].longest_status_age_days = Some(7)),
    (&["status-list"], |list| list.issuers[0].status_list = StatusListUri::new("https://new.example/status")),
    (&["no-status-list"], |list| list.issuers[0].status_list = None),
    (&["key-removed"], |list| _ = list.issuers[0].keys.remove(0)),
    (&["label-key-window"], |list| list.issuers[0].keys[0].until = day("2033-03-31")),
    (&["status-key-window"], |list| list.issuers[0].keys[1].from = day("2026-03-31")),
    (&["label-key-retired"], |list| list.issuers[0].keys[0].until = day("2026-05-01")),
    (&["status-key-retired"], |list| list.issuers[0].keys[1].until = day("2026-05-01")),
    (&["label-key-fallen"], |list| list.issuers[0].keys[0].compromised = Some(day("2026-05-01"))),
    (&["status-key-fallen"], |list| list.issuers[0].keys[1].compromised = Some(day("2026-05-01"))),
    (&["purpose-status"], |list| list.issuers[0].keys[0].purpose = Purpose::Status),
    (&["purpose-label"], |list| list.issuers[0].keys[1].purpose = Purpose::Label),
    (&["scope-levels"], |list| list.issuers[0].keys[0].levels = vec![level(1)]),
    (&["scope-categories"], |list| list.issuers[0].keys[0].categories = vec![1]),
    (&["scope-both"], |list| {
        (list.issuers[0].keys[0].levels, list.issuers[0].keys[0].categories) = (vec![level(1)], vec![1]);
    }),
    (&["compromised"], |list| list.compromised = vec![public(99).thumbprint()]),
    (&["utc-offset"], |list| list.scheme.utc_offset_minutes = 0),
    (&["longest-validity"], |list| list.scheme.longest_validity_months = 36),
    (&["longest-deferral"], |list| list.scheme.longest_deferral_days = 90),
    (&["level-added", "level-assessment"], |list| {
        list.scheme.levels.insert(level(3), LevelEntry::new(names("three"), Assessment::ThirdParty));
    }),
    (&["level-removed"], |list| _ = list.scheme.levels.remove(&level(2))),
    (&["level-changed"], |list| list.scheme.levels.get_mut(&level(2)).unwrap().names = names("zwei")),
    (&["level-assessment"], |list| {
        list.scheme.levels.get_mut(&level(2)).unwrap().assessment = Assessment::ThirdParty;
    }),
    (&["category-added", "category-excluded"], |list| {
        let mut entry = CategoryEntry::new(names("PC"));
        entry.excluded = true;
        list.scheme.categories.insert(9, entry);
    }),
    (&["category-removed"], |list| _ = list.scheme.categories.remove(&2)),
    (&["category-changed"], |list| list.scheme.categories.get_mut(&2).unwrap().names = names("smart lock")),
    (&["category-excluded"], |list| list.scheme.categories.get_mut(&2).unwrap().excluded = true),
    (&["criteria-added"], |list| {
        list.scheme.criteria.insert(2, Text::new("criteria", "JST-CR-01-01-2027R2").unwrap());
    }),
    (&["criteria-removed"], |list| list.scheme.criteria.clear()),
    (&["criteria-changed"], |list| {
        list.scheme.criteria.insert(1, Text::new("criteria", "JST-CR-01-01-2027R2").unwrap());
    }),
    (&["evaluator-added"], |list| _ = list.scheme.evaluators.insert(2, names("Laboratory"))),
    (&["evaluator-removed"], |list| list.scheme.evaluators.clear()),
    (&["evaluator-changed"], |list| _ = list.scheme.evaluators.insert(1, names("Laboratory"))),
    (&["recognised"], |list| list.recognitions.push(recognition(None))),
    (&["recognised-until"], |list| list.recognitions.push(recognition(Some("2028-05-31")))),
];

fn recognition(until: Option<&str>) -> Recognition {
    let mut recognition = Recognition::new(AuthorityId::from_bytes([7; 32]), level(1), level(1), day("2026-06-01"));
    recognition.until = until.map(day);
    recognition
}

/// Changes that take back what an edit did.
const TAKEN_BACK: &[(&[&str], Edit, Edit)] = &[
    (
        &["status-age-by-policy"],
        |list| list.issuers[0].longest_status_age_days = Some(7),
        |list| list.issuers[0].longest_status_age_days = None,
    ),
    (
        &["scope-none"],
        |list| list.issuers[0].keys[0].levels = vec![level(1)],
        |list| list.issuers[0].keys[0].levels.clear(),
    ),
    (
        &["category-included"],
        |list| list.scheme.categories.get_mut(&2).unwrap().excluded = true,
        |list| list.scheme.categories.get_mut(&2).unwrap().excluded = false,
    ),
    (&["unrecognised"], |list| list.recognitions.push(recognition(None)), |list| list.recognitions.clear()),
    (
        &["mark-moved"],
        |list| list.issuers[0].keys[0].compromised = Some(day("2026-05-01")),
        |list| list.issuers[0].keys[0].compromised = Some(day("2026-05-02")),
    ),
    (
        &["mark-removed", "compromise-dropped"],
        |list| list.issuers[0].keys[0].compromised = Some(day("2026-05-01")),
        |list| {
            list.issuers[0].keys[0].compromised = None;
            list.compromised.clear();
        },
    ),
];

/// Returns all changes of the tables above, after checking their codes.
fn all_changes() -> Vec<Change> {
    let held = first();
    let mut all = changes(None, held.statement());
    for (expected, edit) in EDITS {
        let found = changes(Some(held.statement()), &next(&held, edit));
        assert_eq!(codes(&found)[0], "version");
        assert_eq!(codes(&found)[1..], **expected);
        all.extend(found);
    }
    for (expected, edit, back) in TAKEN_BACK {
        let edited = next(&held, edit).sign(&[&key(1), &key(2), &key(3)]).unwrap();
        let edited = TrustList::open(&edited).unwrap();
        let found = changes(Some(edited.statement()), &next(&edited, back));
        assert_eq!(codes(&found)[1..], **expected);
        all.extend(found);
    }
    all
}

#[test]
fn every_kind_of_change_is_found_and_said_in_both_languages() {
    let said: BTreeSet<String> = all_changes().iter().map(|change| format!("change-{}", change.code())).collect();
    let ids = |text| Catalogue::parse(text).unwrap().names().map(|(id, _)| id.to_owned()).collect::<BTreeSet<_>>();
    let known: BTreeSet<String> = ids(EN).into_iter().filter(|id| id.starts_with("change-")).collect();
    assert_eq!(said, known);
    for change in all_changes() {
        for language in [Language::En, Language::Ja] {
            let words = change.in_language(language);
            assert!(!words.contains("change-") && !words.contains('–') && !words.contains("-many"), "{words}");
        }
        let ja = change.in_language(Language::Ja);
        assert!(ja.chars().any(|c| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')), "{ja}");
    }
}

#[test]
fn both_files_have_the_same_messages_with_the_same_values() {
    let messages = |text| Catalogue::parse(text).unwrap().names().collect::<Vec<_>>();
    assert_eq!(messages(EN), messages(JA));
    for code in Concern::CODES {
        for kind in ["concern", "advice"] {
            let id = format!("{kind}-{code}");
            assert!(messages(EN).iter().any(|(known, _)| *known == id), "{id}");
        }
    }
}

#[test]
fn a_change_of_one_name_only_is_seen() {
    let held = first();
    let renamed = next(&held, |list| {
        list.issuers[0].names = list.issuers[0].names.clone().with("ja", "甲登録所").unwrap();
    });
    let words = changes(Some(held.statement()), &renamed)[1].in_language(Language::En);
    assert_eq!(words, "Alpha (Alpha（見本）) is renamed Alpha (甲登録所)");
}

#[test]
fn whole_thumbprints_are_compared() {
    let held = first();
    let rotated = next(&held, |list| list.roots[2] = public(4));
    let keys = keys_in_question(Some(held.statement()), &rotated);
    let roles: Vec<String> = keys.iter().map(|key| key.role(Language::En)).collect();
    assert_eq!(roles, ["root, as before", "root, as before", "new root", "root until now"]);
    assert_eq!(keys[2].thumbprint, public(4).thumbprint());
    let whole = public(4).thumbprint().to_string();
    assert!(whole.starts_with(&read_aloud(&public(4).thumbprint()).replace(' ', "")));
    assert_eq!(keys_in_question(Some(held.statement()), &next(&held, |_| ())), []);
    // A first list: its roots, and the keys of its issuers.
    assert_eq!(keys_in_question(None, held.statement()).len(), 3 + 4);
}

fn concern_codes(held: &TrustList, statement: &TrustStatement, now: &str) -> Vec<&'static str> {
    let draft = TrustDraft::new(statement).unwrap();
    let found = concerns(Some(held.statement()), &draft, time(now));
    for concern in &found {
        for words in [concern.in_language(Language::En), concern.advice(Language::Ja)] {
            assert!(!words.contains('–') && !words.contains("concern-") && !words.contains("advice-"), "{words}");
        }
    }
    found.iter().map(Concern::code).collect()
}

#[test]
fn what_speaks_against_signing_is_named() {
    let held = first();
    let now = "2026-05-01T00:00:00Z";
    assert_eq!(concern_codes(&held, &next(&held, |_| ()), now), [""; 0]);
    assert_eq!(concern_codes(&held, &next(&held, |list| list.version = 1), now), ["stale-version"]);
    assert_eq!(concern_codes(&held, &next(&held, |list| list.version = 4), now), ["version-gap"]);
    let earlier = next(&held, |list| list.issued_at = time("2026-03-01T00:00:00Z"));
    assert_eq!(concern_codes(&held, &earlier, now), ["earlier-issue"]);
    let earlier = next(&held, |list| list.expires_at = time("2027-03-31T00:00:00Z"));
    assert_eq!(concern_codes(&held, &earlier, now), ["earlier-expiry"]);
    assert_eq!(concern_codes(&held, &next(&held, |_| ()), "2028-01-01T00:00:00Z"), ["expired"]);
    assert_eq!(concern_codes(&held, &next(&held, |list| list.threshold = 1), now), ["threshold-lowered"]);
}

#[test]
fn a_key_that_was_compromised_once_is_not_used_again() {
    let held = first();
    let now = "2026-05-01T00:00:00Z";
    let fallen = next(&held, |list| {
        list.compromised = vec![public(4).thumbprint(), public(5).thumbprint()];
        list.compromised.sort_unstable();
    });
    let held = TrustList::open(&fallen.sign(&[&key(1), &key(2)]).unwrap()).unwrap();
    assert_eq!(concern_codes(&held, &next(&held, |_| ()), now), [""; 0]);
    // As a label key, and as roots that could not sign: two of the three are compromised, and two must sign.
    let used = next(&held, |list| {
        list.compromised.retain(|one| *one == public(5).thumbprint());
        list.issuers[0].keys.push(trusted(4, Purpose::Label));
    });
    assert_eq!(concern_codes(&held, &used, now), ["compromise-dropped", "compromised-key"]);
    let rooted = next(&held, |list| {
        list.compromised.clear();
        list.roots = vec![public(1), public(4), public(5)];
    });
    let expected =
        ["compromise-dropped", "compromise-dropped", "compromised-key", "compromised-key", "threshold-unreachable"];
    assert_eq!(concern_codes(&held, &rooted, now), expected);
}

#[test]
fn content_of_a_later_version_is_not_signed_unseen() {
    let held = first();
    let statement = next(&held, |_| ());
    // The payload is a map of ten or eleven entries with small keys; one more with the key 99 is put at its end.
    let payload = statement.to_payload();
    let mut longer = vec![payload[0] + 1];
    longer.extend_from_slice(&payload[1..]);
    longer.extend_from_slice(&[0x18, 99, 0]);
    let bytes = TrustDraft::new(&statement).unwrap().to_bytes();
    let at = bytes.windows(payload.len()).position(|window| window == payload).unwrap();
    let length = |bytes: &[u8]| u16::try_from(bytes.len()).unwrap().to_be_bytes();
    let mut altered = bytes[..at - 2].to_vec();
    altered.extend_from_slice(&length(&longer));
    altered.extend_from_slice(&longer);
    altered.extend_from_slice(&bytes[at + payload.len()..]);
    let draft = TrustDraft::from_bytes(&altered).unwrap();
    assert_eq!(draft.statement(), &statement);
    let found = concerns(Some(held.statement()), &draft, time("2026-05-01T00:00:00Z"));
    assert_eq!(found, [Concern::UnknownContent]);
}

/// The parts of the ceremonies in these tests: keys `1` to `99`, and a list.
struct Parts(Option<TrustList>);

impl CeremonyParts for Parts {
    type Error = String;

    fn public_key(&mut self, key: &str) -> Result<PublicKey, String> {
        key.parse().map(public).map_err(|_| format!("no key {key}"))
    }

    fn scheme(&mut self, _: Option<&str>) -> Result<Scheme, String> {
        Ok(scheme())
    }

    fn previous(&mut self, _: &str) -> Result<TrustList, String> {
        self.0.clone().ok_or_else(|| "no list".to_owned())
    }
}

/// The template with keys that exist.
fn template() -> String {
    let files = ["alice", "bob", "carol", "dan", "erin", "label", "status"];
    files.iter().zip(1..).fold(TEMPLATE.to_owned(), |text, (name, seed)| {
        text.replace(&format!("\"{name}-public.pem\""), &format!("\"{seed}\""))
    })
}

/// Returns trial keys that no other test has.
fn trial() -> impl FnMut() -> Result<SigningKey, String> {
    let mut seed = 200;
    move || {
        seed += 1;
        Ok(key(seed))
    }
}

#[test]
fn the_template_states_a_list_and_the_same_bytes_each_time() {
    let ceremony = Ceremony::parse(&template()).unwrap();
    let (draft, held) = ceremony.draft(&mut Parts(None)).unwrap();
    assert!(held.is_none() && draft.signed_by().next().is_none());
    let statement = draft.statement();
    assert_eq!((statement.threshold, statement.roots.len(), statement.version), (3, 5, 1));
    assert_eq!(statement.expires_at.to_string(), "2027-12-01T01:00:00Z");
    assert_eq!(ceremony.draft(&mut Parts(None)).unwrap().0.to_bytes(), draft.to_bytes());
    // Every value in a comment can be used.
    let used: Vec<String> = template()
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') => rest.to_owned(),
            _ => line.to_owned(),
        })
        .collect();
    let used = Ceremony::parse(&used.join("\n")).unwrap();
    let held = Ceremony::parse(&template()).unwrap().draft(&mut Parts(None)).unwrap().0;
    let mut held = held;
    [1, 2, 3].iter().for_each(|seed| held.sign(&key(*seed)).unwrap());
    let held = TrustList::open(&held.finish().unwrap()).unwrap();
    let (draft, _) = used.draft(&mut Parts(Some(held.clone()))).unwrap();
    assert_eq!((draft.statement().version, draft.statement().recognitions.len()), (2, 1));
    assert_eq!(draft.statement().authority_id, Some(held.authority_id()));
}

#[test]
fn what_a_ceremony_does_not_know_is_refused_with_its_line() {
    let fault = |from: &str, to: &str| {
        let text = template();
        assert!(text.contains(from), "{from}");
        Ceremony::parse(&text.replacen(from, to, 1)).unwrap_err()
    };
    let form = fault("threshold = 3", "treshold = 3");
    assert!(matches!(&form, CeremonyError::Form { reason, .. } if reason.contains("treshold")), "{form}");
    let missing = fault("expires_in_days = 365", "");
    assert!(missing.to_string().contains("expires_in_days"), "{missing}");
    for (from, to, key) in [
        ("2026-12-01T01:00:00Z", "2026-12-01", "issued_at: "),
        ("holder = \"Bob\"", "holder = \"Alice\"", "roots.holder: "),
        ("HTTPS://LABELS.EXAMPLE/L/", "https://labels.example/l/", "issuers[1].prefixes: "),
        ("https://labels.example/status", "http://labels.example/status", "issuers[1].status_list: "),
        ("from = \"2026-12-01\"", "from = \"2026-02-30\"", "issuers[1].keys[1].from: "),
        ("ja = \"ラベル認証局（見本）\"", "fr = \"Autorité\"", "authority: "),
        ("purpose = \"status\"", "purpose = \"status\"\nlevels = [1]", "issuers[1].keys[2]: "),
    ] {
        let fault = fault(from, to);
        assert!(fault.to_string().starts_with(key), "{fault}");
        assert_eq!(fault.code(), "ceremony-value");
    }
}

#[test]
fn a_first_list_is_rehearsed_without_any_key() {
    // The files of the template do not exist here.
    let ceremony = Ceremony::parse(TEMPLATE).unwrap();
    let rehearsal = ceremony.rehearse(&mut Parts(None), trial(), "a test").unwrap();
    assert_eq!((rehearsal.keys.len(), rehearsal.signatures.len(), rehearsal.concerns.len()), (7, 5, 0));
    let verifier = Verifier::new(&rehearsal.list).unwrap();
    assert_eq!(verifier.trust_list().statement().names.en(), "Rehearsal: Example Label Authority");
    let transcript = &rehearsal.transcript;
    assert!(transcript.complete && transcript.rehearsal && transcript.held.is_none());
    let holders: BTreeSet<_> = transcript.signatures.iter().filter_map(|one| one.holder.as_deref()).collect();
    assert_eq!(holders, BTreeSet::from(["Alice", "Bob", "Carol", "Dan", "Erin"]));
    assert!(transcript.signatures.iter().all(|one| one.signed_at.as_deref() == Some("2026-12-01T01:00:00Z")));
    assert!(transcript.to_json().contains("\"schema\":\"starseal-transcript/1\""));
}

#[test]
fn a_next_list_is_rehearsed_with_what_stands_for_the_list_held() {
    let held = first();
    // Keys 1 and 2 stay, 3 is replaced by 4; the issuer's keys are those of the list held.
    let text = template()
        .replace("#previous", "previous")
        .replace("threshold = 3", "threshold = 2")
        .replace("key = \"3\"", "key = \"4\"");
    let kept: Vec<&str> = text.split("[[roots]]\n").collect();
    let issuers = kept[5].split_once("[[issuers]]\n").unwrap().1;
    let comment = "# An issuer.\n";
    let text = format!("{}[[issuers]]\n{issuers}", [&kept[..3], &[kept[3]]].concat().join("[[roots]]\n") + comment);
    let text = text.replace("key = \"6\"", "key = \"10\"").replace("key = \"7\"", "key = \"11\"");
    let ceremony = Ceremony::parse(&text).unwrap();
    let rehearsal = ceremony.rehearse(&mut Parts(Some(held.clone())), trial(), "a test").unwrap();
    let stand_in = rehearsal.held.as_ref().unwrap();
    let real: Vec<PublicKey> = held.statement().roots.clone();
    assert!(stand_in.statement().roots.iter().all(|root| !real.contains(root)));
    assert_eq!((stand_in.statement().version, stand_in.statement().threshold), (1, 2));
    assert_eq!(rehearsal.draft.statement().roots[..2], stand_in.statement().roots[..2]);
    let mut verifier = Verifier::new(stand_in.as_bytes()).unwrap();
    verifier.update_trust(&rehearsal.list, time("2026-12-01T01:00:00Z")).unwrap();
    assert_eq!(verifier.trust_list().statement().version, 2);
    // Alice, Bob, Carol, and the root that is replaced.
    assert_eq!(rehearsal.signatures.len(), 4);
    let replaced = rehearsal.transcript.signatures.iter().find(|one| one.root_of == ["held"]).unwrap();
    assert_eq!(replaced.holder.as_deref(), Some(&*format!("key {} of the list held", public(3).key_id())));
}
