//! Compares the two files of messages with each other, and with the source of the program.

use super::{findings, library, tables};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use starseal::Language;
use starseal::words::Catalogue;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const EN: &str = include_str!("en.ftl");
const JA: &str = include_str!("ja.ftl");

/// Words for claims that the scheme's rules forbid, or that do not follow from a label.
const FORBIDDEN: [&str; 9] =
    ["safe", "secure", "protected", "guarantee", "official", "安全", "安心", "セキュア", "公認"];

/// Sources whose texts stay in English: the help, commands, the notation of CBOR, and the names of the library's
/// values.
const IN_ENGLISH: [&str; 4] = ["/args/", "keyfile/convert.rs", "output/diagnostic.rs", "messages/library.rs"];

/// Texts that are not shown: kinds of files and names of values, by which a message is chosen, queries of a database,
/// and a file in English.
const NOT_SHOWN: [&str; 19] = [
    "trust list",
    "status list",
    "object of a status list",
    "scheme file",
    "key file",
    "file of a ceremony",
    "record of a signing",
    "passphrase file",
    "image file",
    "new file",
    "time stamp",
    "the text",
    "in-force object",
    "past object",
    "witness directory or one of its ranges",
    "openssl ",
    "starseal ",
    "SELECT ",
    "Made by `starseal demo`",
];

/// Starts of commands, which are the same in every language. A command ends where Japanese goes on.
const COMMANDS: [&str; 6] = ["starseal ", "openssl ", "pdftoppm ", "rsvg-convert ", "issue --format", "genpkey "];

/// Returns the names of the values of each message in a file.
fn names(file: &'static str) -> BTreeMap<&'static str, Vec<&'static str>> {
    Catalogue::parse(file).unwrap_or_else(|line| panic!("line {line} is malformed")).names().collect()
}

/// Returns the text of each message in a file, with its braces.
fn texts(file: &'static str) -> BTreeMap<&'static str, &'static str> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = ")).collect()
}

/// Returns whether a text has two English words in a row, outside of braces.
fn is_english(text: &str) -> bool {
    let text: String = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after)).collect();
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'');
    let trimmed = |word: &str| {
        word.trim_start_matches(['(', '"', '`']).trim_end_matches(|c: char| c.is_ascii_punctuation()).to_owned()
    };
    let words: Vec<bool> = text.split(' ').map(|word| is_word(&trimmed(word))).collect();
    words.windows(2).any(|pair| pair == [true, true])
}

/// What the source says: the values of each message that is used, and the texts that are not messages.
#[derive(Default)]
struct Said {
    used: BTreeMap<String, BTreeSet<Vec<String>>>,
    texts: Vec<String>,
}

impl Said {
    fn add(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            let next = tokens.get(at);
            match token {
                // Attributes have no texts that are shown, and tests are left out with their whole item.
                TokenTree::Punct(punct) if punct.as_char() == '#' => {
                    if matches!(next, Some(TokenTree::Punct(punct)) if punct.as_char() == '!') {
                        at += 1;
                    }
                    let Some(TokenTree::Group(attribute)) = tokens.get(at) else { continue };
                    at += 1;
                    if attribute.stream().to_string().replace(' ', "") == "cfg(test)" {
                        while let Some(token) = tokens.get(at) {
                            at += 1;
                            let is_block = matches!(token, TokenTree::Group(g) if g.delimiter() == Delimiter::Brace);
                            if is_block || matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';') {
                                break;
                            }
                        }
                    }
                }
                TokenTree::Ident(name) if *name == "say" || *name == "message" => {
                    let (Some(TokenTree::Punct(_)), Some(TokenTree::Group(call))) = (next, tokens.get(at + 1)) else {
                        continue;
                    };
                    at += 2;
                    self.message(call.stream());
                }
                TokenTree::Ident(name) if *name == "count" || *name == "count_in" => {
                    let Some(TokenTree::Group(call)) = next else { continue };
                    let mut inside: Vec<TokenTree> = call.stream().into_iter().collect();
                    if let Some(noun) = inside.last().and_then(text_of) {
                        for ending in ["one", "many"] {
                            let id = format!("{}-{ending}", noun.replace(' ', "-"));
                            let names = if ending == "one" { vec![] } else { vec!["count".to_owned()] };
                            self.used.entry(id).or_default().insert(names);
                        }
                        inside.pop();
                        at += 1;
                        self.add(inside.into_iter().collect());
                    }
                }
                TokenTree::Group(group) => self.add(group.stream()),
                other => self.texts.extend(text_of(other)),
            }
        }
    }

    /// Adds a use of a message: its ID, and a value for each name.
    fn message(&mut self, call: TokenStream) {
        let tokens: Vec<TokenTree> = call.into_iter().collect();
        // The definitions of the macros have no ID.
        let Some(id) = tokens.first().and_then(text_of) else { return };
        let arguments = tokens.split(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ','));
        let mut names = Vec::new();
        for argument in arguments.skip(1) {
            if let [TokenTree::Ident(name), TokenTree::Punct(_), value @ ..] = argument {
                names.push(name.to_string());
                self.add(value.iter().cloned().collect());
            } else {
                // A part of a value with a comma outside of brackets, such as a path with type arguments.
                self.add(argument.iter().cloned().collect());
            }
        }
        names.sort();
        self.used.entry(id).or_default().insert(names);
    }
}

/// Returns the content of a literal text.
fn text_of(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else { return None };
    let text = literal.to_string();
    let text = text.trim_start_matches('r').trim_matches('#');
    Some(text.strip_prefix('"')?.strip_suffix('"')?.replace("\\\n", " "))
}

/// Returns the sources of the program.
fn sources() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
                sources.push(path);
            }
        }
    }
    sources.sort();
    assert!(sources.len() > 60, "{}", sources.len());
    sources
}

fn said_in(path: &Path) -> Said {
    let mut said = Said::default();
    said.add(fs::read_to_string(path).unwrap().parse().unwrap());
    said
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_values() {
    let (en, ja) = (names(EN), names(JA));
    let only = |one: &BTreeMap<&'static str, _>, other: &BTreeMap<&'static str, _>| -> Vec<&str> {
        one.keys().filter(|id| !other.contains_key(*id)).copied().collect()
    };
    assert_eq!(only(&en, &ja), [""; 0], "these messages are missing in ja.ftl");
    assert_eq!(only(&ja, &en), [""; 0], "these messages are missing in en.ftl");
    for (id, names) in &en {
        assert_eq!(names, &ja[id], "{id}: the names in braces differ");
    }
}

#[test]
fn every_message_is_used_with_all_its_values_and_there_are_no_others() {
    let defined = names(EN);
    let mut unused: BTreeSet<&str> = defined.keys().copied().collect();
    for path in sources() {
        for (id, uses) in said_in(&path).used {
            let place = path.display();
            let Some(names) = defined.get(id.as_str()) else {
                panic!("{place}: there is no message {id} in en.ftl and ja.ftl");
            };
            for given in uses {
                assert_eq!(&given, names, "{place}: the values given for {id}, and those of the message");
            }
            unused.remove(id.as_str());
        }
    }
    assert_eq!(unused, BTreeSet::new(), "no source uses these messages");
}

#[test]
fn no_text_in_the_source_is_shown_in_one_language_only() {
    let mut left = Vec::new();
    for path in sources() {
        let place = path.to_string_lossy().replace('\\', "/");
        if IN_ENGLISH.iter().any(|part| place.contains(part)) {
            continue;
        }
        let texts = said_in(&path).texts;
        let shown = texts.iter().filter(|text| is_english(text)).filter(|text| {
            let text = text.trim_start();
            !NOT_SHOWN.iter().any(|known| text == *known || (known.ends_with([' ', '`']) && text.starts_with(known)))
        });
        left.extend(shown.map(|text| format!("{place}: {text:?}")));
    }
    let left = left.join("\n");
    assert_eq!(left, "", "move these into en.ftl and ja.ftl, as docs/translating.md says");
}

#[test]
fn no_japanese_message_is_left_in_english() {
    let (en, ja) = (texts(EN), texts(JA));
    // What is in English in every language.
    let same = ["claim-gtin"];
    for (id, text) in &ja {
        let without_values: String = en[id].split('{').map(|part| part.split_once('}').map_or(part, |p| p.1)).collect();
        let has_words = without_values.bytes().any(|byte| byte.is_ascii_alphabetic());
        let is_japanese = text.chars().any(|c| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'));
        assert!(!has_words || is_japanese || same.contains(id), "{id}: {text}");
        assert!(!is_english(&without_commands(text)), "{id}: {text}");
    }
}

/// Returns a text without the commands in it.
fn without_commands(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some(start) = COMMANDS.iter().find_map(|command| text.find(command)) {
        let length = text[start..].find(|letter: char| !letter.is_ascii()).unwrap_or(text.len() - start);
        text.replace_range(start..start + length, "");
    }
    text
}

#[test]
fn no_message_claims_what_a_label_does_not_prove() {
    // The protected header is a term of COSE.
    for (id, text) in texts(EN).into_iter().chain(texts(JA)).filter(|(id, _)| *id != "inspect-protected") {
        let text = text.to_lowercase();
        assert!(FORBIDDEN.iter().all(|word| !text.contains(word)), "{id}: {text}");
    }
}

#[test]
fn the_messages_for_errors_of_the_library_say_the_same_in_english() {
    use super::Message;
    use starseal::carrier::base41::{self, Base41Error};
    use starseal::carrier::{CarrierError, KeyboardFault, KeyboardLayout};
    use starseal::label::{ClaimsError, ValueError};
    use starseal::seal::SealError;
    use starseal::trust::SchemeViolation;
    use starseal::verify::{PolicyRule, Unknown};
    use starseal::{Date, Finding, KeyId, Level, Timestamp};
    use starseal_registry::import::FaultCause;
    use starseal_registry::issuing::{RowCause, RuleFault, SealFault};
    use starseal_tables::table::{CellCause, ColumnsError, Foreign, TableError};

    let key_id: KeyId = "21dfe8b1".parse().unwrap();
    let day = |text: &str| text.parse::<Date>().unwrap();
    let time = |text: &str| text.parse::<Timestamp>().unwrap();
    let (one, two) = (day("2026-04-01"), day("2028-03-31"));
    let (early, late) = (time("2026-04-01T00:00:00Z"), time("2028-03-31T00:00:00Z"));
    let level = Level::new(3).unwrap();
    let text = || "x\u{1b}".to_owned();
    let gtin = "4569951110016".parse().unwrap();

    let values = [
        ValueError::Range { what: "level", value: -1, least: 1, most: 255 },
        ValueError::Length { what: "holder", bytes: 200, most: 128 },
        ValueError::Character { what: "model", character: 0x202e },
        ValueError::NotNormalized { what: "holder", position: 2, character: 0x65, composed: 0xe9 },
        ValueError::Blank { what: "serial", position: 1, character: 0x3000 },
        ValueError::Date { what: "date" },
        ValueError::Number { what: "level", least: 1, most: 255 },
        ValueError::Timestamp { what: "timestamp" },
        ValueError::GtinDigits { what: "GTIN" },
    ];
    let violations = [
        SchemeViolation::UnknownLevel { level },
        SchemeViolation::UnknownCriteria { criteria: 9 },
        SchemeViolation::UnknownCategory { category: 9 },
        SchemeViolation::ExcludedCategory { category: 9 },
        SchemeViolation::EvaluatorMissing { level },
        SchemeViolation::EvaluatorRefused { level },
        SchemeViolation::UnknownEvaluator { evaluator: 9 },
        SchemeViolation::ExpiresBeforeIssued { issued_on: two, expires_on: one },
        SchemeViolation::ValidityTooLong { expires_on: two, latest: one },
        SchemeViolation::GtinCheckDigit { gtin },
    ];
    let carriers = [
        CarrierError::TooLong { bytes: 2000 },
        CarrierError::SealedTooLong { bytes: 2000 },
        CarrierError::NotALabel,
        CarrierError::NotAlone,
        CarrierError::BadBase64url,
        CarrierError::BadBase41(Base41Error::Length { length: 4 }),
        CarrierError::BadBase41(base41::decode(":::").unwrap_err()),
        CarrierError::BadBase41(base41::decode("I2é").unwrap_err()),
        CarrierError::BadBase41(base41::decode("I2\u{200B}").unwrap_err()),
        CarrierError::Invisible { position: 3, character: '\u{AD}' },
        CarrierError::Several { labels: 2 },
    ];
    let layouts = [
        KeyboardLayout::Us,
        KeyboardLayout::Jis,
        KeyboardLayout::Uk,
        KeyboardLayout::French,
        KeyboardLayout::German,
        KeyboardLayout::Spanish,
    ];
    let mut faults = vec![
        KeyboardFault::CapsLock,
        KeyboardFault::FullWidth,
        KeyboardFault::SeveralLayouts,
        KeyboardFault::OtherLayout { name: None },
        KeyboardFault::Kana,
    ];
    faults.extend(layouts.map(|layout| KeyboardFault::Layout { scanner: KeyboardLayout::Us, host: layout }));
    // What a Turkish keyboard, and those of other countries without a table, make of a label.
    for start in ["Ş..", "ç--", "Ç--", "Ø--", "Æ--", "é--", "M==", ".>>", "Ö--"] {
        let text = format!("HTTPS{start}{}", "A".repeat(40));
        faults.push(KeyboardFault::find(&text).unwrap_or_else(|| panic!("{text} has no fault")));
    }
    let unknown = [
        Unknown::NoList,
        Unknown::NotAllocated,
        Unknown::Value,
        Unknown::BeforeList { listed_on: one },
        Unknown::LastDay,
        Unknown::Genuineness,
        Unknown::StaleTrustList,
        Unknown::StaleStatusList,
        Unknown::ImplausibleClock,
    ];
    let policy = |found: &str| Finding::PolicyUnmet {
        rule: PolicyRule::Criteria,
        required: "JST-CR-01-01-2024R1".into(),
        found: found.into(),
    };
    let mut findings: Vec<Finding> = vec![
        SealError::NoPayload.into(),
        SealError::UnsupportedProfile.into(),
        ClaimsError::UnsupportedVersion { key: -5 }.into(),
        ClaimsError::Value(values[1].clone()).into(),
        Finding::UnknownKey { key_id },
        Finding::BadSignature { key_id },
        Finding::KeyNotAllowed { key_id, issued_on: one },
        Finding::KeyScope { key_id, level, category: None },
        Finding::KeyScope { key_id, level, category: Some(2) },
        Finding::KeyCompromised { key_id, declared_on: one, lacks_witnesses: false },
        Finding::WitnessesMissing,
        Finding::Witnessed { key_id, declared_on: one },
        Finding::ForeignCarrier,
        Finding::GtinMismatch { carried: "04912345678904".into() },
        Finding::ClockBehind { now: early, floor: late },
        Finding::ClockAhead { now: late, expired_at: early },
        Finding::FreshnessUnknown { now: early, floor: late },
        Finding::NotYetValid { issued_on: two, checked_for: one },
        Finding::Expired { expires_on: one, checked_for: two },
        Finding::NoStatusPublished,
        Finding::TrustAgeing { issued_at: early },
        Finding::TrustStale { issued_at: early },
        Finding::StatusAgeing { issued_at: early },
        Finding::StatusStale { issued_at: early },
        Finding::InForceOutdated { listed_on: one },
        Finding::InForceMissing,
        Finding::Extended { printed: one, last_day: two },
        Finding::StatusListPredatesLabel { listed_on: one, issued_on: two },
        Finding::IndexUnallocated { index: 7 },
        Finding::StatusValueUnknown { value: 9 },
        Finding::Revoked,
        Finding::Withdrawn,
        Finding::Deferral { ends_on: two, is_accepted: false },
        policy("none"),
        policy("JST-CR-02-01-2024R1"),
        Finding::Recognised { by: 2 },
    ];
    findings.extend(carriers.into_iter().map(Finding::from));
    let typed = |fault| CarrierError::Keyboard { fault, code: starseal::Code::NotALabel };
    findings.extend(faults.into_iter().map(|fault| Finding::from(typed(fault))));
    findings.extend(violations.iter().cloned().map(Finding::from));
    findings.extend(unknown.into_iter().map(|why| Finding::StatusUnknown { why }));
    let rows = [
        RowCause::CellCount { cells: 3, columns: 4 },
        RowCause::NotUtf8,
        RowCause::UnnamedCell { text: text() },
        RowCause::Hidden { character: '\u{200B}' },
        RowCause::RoundedNumber { text: text() },
        RowCause::SerialDay { text: text(), from_1900: one },
        RowCause::Missing,
        RowCause::NotANumber { text: text(), most: 9 },
        RowCause::NotADay { text: "x".repeat(100) },
        RowCause::NotInDictionary { text: text() },
        RowCause::Gtin { text: text(), fault: values[8].clone() },
        RowCause::GtinCount { count: 9 },
    ];
    let rules = [
        RuleFault::IndexShared { index: 7, owner: "EX-1".into(), product_id: "EX-2".into() },
        RuleFault::Repeated { product_id: "EX-1".into() },
    ];
    let refused = Finding::Revoked;
    let seals = [
        SealFault::GtinMissing,
        SealFault::Refused { finding: refused, key_from: one, key_until: two },
        SealFault::Symbol(starseal::carrier::SymbolError::TooDense {
            characters: 900,
            error_correction: starseal::carrier::ErrorCorrection::High,
        }),
    ];

    let mut said: Vec<(Option<Message>, String)> = Vec::new();
    let (number, what, reason) = (text(), "holder", text());
    let unusable = [
        TableError::Unreadable { reason: text() },
        TableError::Empty,
        TableError::TooLarge { row: 7 },
        TableError::PartTooLarge { part: text(), what: "a sheet takes 512 MB" },
        TableError::MixedEncodings,
        TableError::NoSheet { name: text(), sheets: vec![] },
        TableError::SeveralSheets { sheets: vec![text(), text()] },
        TableError::NotJson { line: 7, reason },
    ];
    let foreign = [Foreign::Protected, Foreign::Xlsb, Foreign::Numbers, Foreign::Markup, Foreign::Zip, Foreign::Binary];
    let foreign = foreign.map(|foreign| TableError::Foreign { foreign });
    let headers = [
        ColumnsError::Unknown { name: text() },
        ColumnsError::Doubled { first: text(), second: text() },
        ColumnsError::Missing { name: "level" },
    ];
    let cells = [
        CellCause::CellCount { cells: 3, columns: 4 },
        CellCause::Unnamed { text: text() },
        CellCause::NotUtf8,
        CellCause::TooLong { bytes: 5000 },
        CellCause::ErrorValue { text: "#N/A".into() },
        CellCause::FormulaWithoutValue,
        CellCause::NotAValue { found: "an object" },
        CellCause::DoubledName { name: text() },
        CellCause::NotAnObject { reason: text() },
    ];
    let untaken = [
        FaultCause::Missing,
        FaultCause::StepMissing { before: "paid_on" },
        FaultCause::StepBack { day: one, last: two },
        FaultCause::ReceiptMissing,
        FaultCause::OtherRow { number: number.clone() },
        FaultCause::Differs { what, row: 7 },
        FaultCause::ModelTwice { number: number.clone() },
        FaultCause::TooManyModels { number, models: 2000, most: 1024 },
        FaultCause::UnknownChange { text: text() },
        FaultCause::Repeated { product_id: "EX-1".into(), row: 7 },
    ];
    said.extend(unusable.iter().chain(&foreign).map(|error| (tables::table(error), error.to_string())));
    said.extend(headers.iter().map(|error| (tables::columns(error), error.to_string())));
    said.extend(cells.iter().map(|error| (tables::cell(error), error.to_string())));
    said.extend(untaken.iter().map(|error| (tables::fault(error), error.to_string())));
    said.extend(values.iter().map(|error| (library::value(error), error.to_string())));
    said.extend(violations.iter().map(|error| (library::scheme(error), error.to_string())));
    said.extend(findings.iter().map(|error| (findings::said(error), error.to_string())));
    said.extend(rows.iter().map(|error| (library::row(error), error.to_string())));
    said.extend(rules.iter().map(|error| (library::rule(error), error.to_string())));
    said.extend(seals.iter().map(|error| (library::seal(error), error.to_string())));
    for (message, english) in said {
        let message = message.unwrap_or_else(|| panic!("there is no message for {english}"));
        assert_eq!(message.in_language(Language::En), english);
        assert_ne!(message.in_language(Language::Ja), english);
    }
}

#[test]
fn the_messages_for_errors_of_tokens_say_the_same_in_english() {
    use super::token;
    use starseal_token::{TokenError, Tries, Uri, UriError};

    let text = || "x".to_owned();
    let names = || vec![text(), "y".to_owned()];
    let tokens = [
        TokenError::NoModule,
        TokenError::ModuleNotFound { path: "/a.so".into() },
        TokenError::ModuleNotInFolders { name: text(), folders: names() },
        TokenError::NotAModule { path: "/a.so".into(), reason: text() },
        TokenError::Crashed { how: "signal 11".to_owned() },
        TokenError::Hung { seconds: 60 },
        TokenError::Helper { reason: text() },
        TokenError::NoToken { found: Vec::new() },
        TokenError::SeveralTokens { found: names() },
        TokenError::OtherSlot { token: text(), wanted: 1, found: 2 },
        TokenError::WrongPin { token: text(), tries: Tries::Unknown },
        TokenError::WrongPin { token: text(), tries: Tries::Low },
        TokenError::PinForm { token: text(), tries: Tries::One },
        TokenError::PinForm { token: text(), tries: Tries::Locked },
        TokenError::LastTry { token: text() },
        TokenError::PinLocked { token: text() },
        TokenError::PinNotSet { token: text() },
        TokenError::NoKey { token: text(), found: names() },
        TokenError::SeveralKeys { token: text(), found: names() },
        TokenError::OnlyPublic,
        TokenError::OtherAlgorithm { key: text(), found: text() },
        TokenError::MayNotSign { key: text() },
        TokenError::AsksEachTime { key: text() },
        TokenError::NoPublicKey { key: text() },
        TokenError::NoEddsa { token: text() },
        TokenError::OnlyPrehashed { token: text() },
        TokenError::MessageTooLong { token: text(), bytes: 5000 },
        TokenError::BadSignature { token: text() },
        TokenError::Removed { token: text() },
        TokenError::SessionLost { function: text(), code: text() },
        TokenError::KeyChanged { before: text(), after: text() },
        TokenError::KeyExists { token: text(), key: text() },
        TokenError::NoLabel,
        TokenError::Failed { function: text(), code: text() },
    ];
    for error in &tokens {
        assert_eq!(token::token(error).unwrap().in_language(Language::En), error.to_string(), "{}", error.code());
    }
    let uris = [
        "x",
        "pkcs11:x",
        "pkcs11:x=y",
        "pkcs11:token=a;token=b",
        "pkcs11:token=é",
        "pkcs11:token=%",
        "pkcs11:token=%ff",
        "pkcs11:slot-id=x",
        "pkcs11:?pin-value=1",
        "pkcs11:?pin-source=|x",
    ];
    for text in uris {
        let error: UriError = text.parse::<Uri>().unwrap_err();
        assert_eq!(token::uri(&error).unwrap().in_language(Language::En), error.to_string(), "{text}");
    }
}
