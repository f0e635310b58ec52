use super::{Config, ConfigError, Database, TRIAL_TEMPLATE, template};
use starseal_token::{KeyLocation, UriError};
use std::path::Path;

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text, Path::new("/registry"))
}

#[test]
fn the_template_is_a_configuration() {
    let config = parse(TRIAL_TEMPLATE).unwrap();
    assert_eq!(config.database, Database::Sqlite("/registry/ledger.db".into()));
    assert_eq!((config.officer.as_str(), config.officers.len()), ("first", 2));
    assert_eq!(config.ids.id(2026, 7), "SS-2026-000007");
    assert_eq!((config.proposal_seconds, config.list_seconds), (604_800, Some(604_800)));
}

#[test]
fn the_template_takes_values_with_any_character() {
    let officers = [("佐藤", "keys/a \"b\".pem"), ("鈴木", "C:\\keys\\c.pem")];
    let url = "postgresql://registry@/registry?host=/run/postgresql";
    let config = parse(&template(url, "t.cbor", "l.pem", "s.pem", &officers)).unwrap();
    assert_eq!(config.database, Database::Postgres(url.to_owned()));
    assert_eq!(config.officer, "佐藤");
    assert_eq!(config.officers["佐藤"], KeyLocation::File("/registry/keys/a \"b\".pem".into()));
    assert_eq!(config.trust_list, Path::new("/registry/t.cbor"));
}

#[test]
fn unknown_keys_and_values_that_cannot_be_are_refused() {
    for (from, to, what) in [
        ("[keys]", "[keys]\ncolour = 1", "line 13: unknown field `colour`"),
        ("[lists]", "[list]", "unknown field `list`"),
        ("acting = \"first\"", "acting = \"third\"", "officers.acting: officers.keys has no key of \"third\""),
        ("valid_days = 7", "valid_days = 0", "proposals.valid_days: 0 is not from 1 to 90"),
        ("{index:6}", "{number}", "labels.product_id: a pattern of IDs has"),
        ("{index:6}", "{index:11}", "labels.product_id"),
        ("{index:6}", "{index}-{index}", "labels.product_id"),
        ("\"ledger.db\"", "\"\"", "ledger.database: it is empty"),
        ("[ledger]", "ledger]", "line "),
    ] {
        let text = TRIAL_TEMPLATE.replacen(from, to, 1);
        let text = if from == "acting = \"first\"" { TRIAL_TEMPLATE.replace(from, to) } else { text };
        let error = parse(&text).unwrap_err().to_string();
        assert!(error.contains(what), "{what}: {error}");
    }
}

#[test]
fn keys_in_tokens_are_taken_by_their_uris_and_a_module_is_added_only_where_none_is_named() {
    let with = |label: &str, module: &str| {
        let text = template("l.db", "t.cbor", label, "s.pem", &[("a", "pkcs11:object=a"), ("b", "b.pem")]);
        parse(&text.replace("# module = \"/usr/lib/softhsm/libsofthsm2.so\"", module))
    };
    let uri = |config: &Config| match (&config.label_key, &config.officers["a"]) {
        (KeyLocation::Token(label), KeyLocation::Token(officer)) => (label.clone(), officer.clone()),
        other => panic!("{other:?}"),
    };
    let config = with("pkcs11:token=a;object=b?pin-source=pin.txt", "module = \"lib/m.so\"").unwrap();
    let (label, officer) = uri(&config);
    assert_eq!(label.to_text(), "pkcs11:token=a;object=b?module-path=/registry/lib/m.so&pin-source=/registry/pin.txt");
    assert_eq!(officer.module_path.as_deref(), Some(Path::new("/registry/lib/m.so")));
    let (label, officer) = uri(&with("pkcs11:object=b?module-name=x", "").unwrap());
    assert_eq!((label.module_path, label.module_name.as_deref(), officer.module_path), (None, Some("x"), None));
    assert_eq!(config.status_key, KeyLocation::File("/registry/s.pem".into()));

    let error = with("pkcs11:object=b?pin-value=s3cr3t", "").unwrap_err();
    assert_eq!(error, ConfigError::Uri { key: "keys.label".to_owned(), fault: UriError::PinValue });
    assert!(!format!("{error} {error:?}").contains("s3cr3t"));
}
