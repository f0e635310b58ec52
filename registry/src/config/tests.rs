use super::{Config, ConfigError, Database, TRIAL_TEMPLATE, template};
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
    assert_eq!(config.officers["佐藤"], Path::new("/registry/keys/a \"b\".pem"));
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
