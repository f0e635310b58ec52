//! Tests of names, addresses, answers and texts.

use super::address::Address;
use super::held::Held;
use super::name::{name_of, product_id_of};
use super::server::{Answer, PAGE_POLICY, SECURITY_POLICY, answer, caddy, encoded, headers, media_type, nginx};
use super::texts::{EN, JA};
use starseal::carrier::CarrierPrefix;
use starseal::words::Catalogue;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[test]
fn a_name_is_a_product_id_again_and_differs_from_all_others_on_every_disk() {
    let mut names = BTreeSet::new();
    let mut count = 0;
    let printable: Vec<char> = (' '..='~').collect();
    for one in &printable {
        for other in &printable {
            for product_id in [one.to_string(), format!("{one}{other}"), format!("CO{one}"), format!("{one}-{other}1")]
            {
                let name = name_of(&product_id);
                assert_eq!(product_id_of(&name).as_deref(), Some(product_id.as_str()), "{name}");
                assert_eq!(name, name.to_ascii_lowercase());
                let is_plain = name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'~'));
                assert!(is_plain, "{name}");
                count += usize::from(names.insert((name, product_id)));
            }
        }
    }
    let distinct: BTreeSet<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((distinct.len(), names.len()), (count, count));
    for device in ["CON", "NUL", "COM1", "LPT9", "AUX", "PRN"] {
        assert!(name_of(device).starts_with('~'), "{device}");
    }
    for wrong in ["SS", "a b", "~4", "~zz", "_A", "_", "~41", "~2d", "con", "é"] {
        assert_eq!(product_id_of(wrong), None, "{wrong}");
    }
}

#[test]
fn the_names_of_the_reference_are_right() {
    let text = include_str!("../../../docs/reference/publication.md");
    let (_, table) = text.split_once("<!-- names -->").unwrap();
    let (table, _) = table.split_once("<!-- end -->").unwrap();
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split('`').collect()).collect();
    let pairs: Vec<(&str, &str)> = rows.iter().filter(|row| row.len() == 5).map(|row| (row[1], row[3])).collect();
    assert_eq!(pairs.len(), 3);
    for (product_id, name) in pairs {
        assert_eq!(name_of(product_id), name);
    }
}

#[test]
fn an_address_is_the_root_of_a_host() {
    let address: Address = "https://jc-star.example/".parse().unwrap();
    assert_eq!(address.host(), "jc-star.example");
    assert_eq!(address.of("en/"), "https://jc-star.example/en/");
    assert_eq!(address.path_of("https://jc-star.example/status"), Some("status"));
    assert_eq!(address.path_of("https://other.example/status"), None);
    assert_eq!(address.path_of("https://jc-star.example/status?x"), None);
    assert_eq!(
        Address::of_prefix(&CarrierPrefix::new("HTTPS://A.EXAMPLE:8443/L/").unwrap()).as_str(),
        "https://a.example:8443/"
    );
    for wrong in
        ["http://a.example/", "https://a.example", "https://a.example/x/", "https://A.example/", "https:///", ""]
    {
        assert!(wrong.parse::<Address>().is_err(), "{wrong}");
    }
}

fn held(prefix: &str) -> Held {
    Held {
        event: 1,
        program: String::new(),
        address: "https://jc-star.example/".to_owned(),
        prefixes: vec![CarrierPrefix::new(prefix).unwrap()],
        status_lists: vec!["https://jc-star.example/status".to_owned(), "https://other.example/other".to_owned()],
    }
}

#[test]
fn a_server_answers_with_files_and_with_one_page_below_the_prefix() {
    let files = ["index.html", "en/index.html", "registrations/a~2f_b.json", ".well-known/starseal.json"];
    let is_file = |path: &str| files.contains(&path);
    let held_of_path = held("HTTPS://JC-STAR.EXAMPLE/L/");
    let answered = |path: &str| answer(path, &held_of_path, &is_file);
    let file = |path: &str| Answer::File(path.to_owned());
    for (path, expected) in [
        ("/", file("index.html")),
        ("/en/", file("en/index.html")),
        ("/en/?a=b", file("en/index.html")),
        ("/en", Answer::Redirect("/en/".to_owned())),
        ("/registrations/a~2f_b.json", file("registrations/a~2f_b.json")),
        ("/.well-known/starseal.json", file(".well-known/starseal.json")),
        ("/status", file("lists/status.cwt")),
        ("/other", Answer::Missing),
        ("/L/", file("label/index.html")),
        ("/L/I2W$*-.:/01/04569951110016", file("label/index.html")),
        ("/L", Answer::Missing),
        ("/l/", Answer::Missing),
        ("/en/../index.html", Answer::Missing),
        ("/%69ndex.html", Answer::Missing),
        ("//etc/passwd", Answer::Missing),
        ("", file("index.html")),
    ] {
        assert_eq!(answered(path), expected, "{path}");
    }
    // A prefix without a path: every address that is no file may be that of a label.
    let all = held("HTTPS://JC-STAR.EXAMPLE/");
    assert_eq!(answer("/SS-1", &all, &is_file), file("label/index.html"));
    assert_eq!(answer("/en/", &all, &is_file), file("en/index.html"));
}

#[test]
fn configurations_name_every_prefix_and_refuse_paths_that_need_quotes() {
    let address: Address = "https://jc-star.example/".parse().unwrap();
    let prefixes =
        ["HTTPS://JC-STAR.EXAMPLE/L/", "HTTPS://OLD.EXAMPLE/Q/"].map(|prefix| CarrierPrefix::new(prefix).unwrap());
    let (root, list) = (Path::new("/srv/public/current"), "https://jc-star.example/status");
    let text = nginx(root, &address, &prefixes, list).unwrap();
    for part in ["root /srv/public/current;", "location ^~ /L/ {", "location ^~ /Q/ {", "location = /status {"] {
        assert_eq!(text.matches(part).count(), 1, "{part}\n{text}");
    }
    // Nothing is logged of labels, nor of the files of their page.
    assert_eq!(text.matches("access_log off;").count(), 4);
    assert_eq!(text.matches("wasm-unsafe-eval").count(), 4);
    let text = caddy(root, &address, &prefixes, list).unwrap();
    for part in ["jc-star.example, old.example {", "rewrite /L/* /label/index.html", "rewrite @list /lists/status.cwt"]
    {
        assert_eq!(text.matches(part).count(), 1, "{part}\n{text}");
    }
    let shared =
        ["HTTPS://JC-STAR.EXAMPLE/L/", "HTTPS://OLD.EXAMPLE/L/"].map(|prefix| CarrierPrefix::new(prefix).unwrap());
    assert_eq!(nginx(root, &address, &shared, list).unwrap().matches("location ^~ /L/ {").count(), 1);
    let all = [CarrierPrefix::new("HTTPS://JC-STAR.EXAMPLE/").unwrap()];
    let text = nginx(root, &address, &all, "https://elsewhere.example/status").unwrap();
    assert!(text.contains("try_files $uri $uri/index.html /label/index.html;") && !text.contains("location ="));
    for wrong in ["/srv/a b", "/srv/a;b", "/srv/$a", "/srv/\"a", "/srv/{a}"] {
        assert_eq!(nginx(Path::new(wrong), &address, &all, list), None, "{wrong}");
    }
}

#[test]
fn types_follow_the_endings_of_names() {
    for (path, expected) in [
        ("lists/status.cwt", "application/statuslist+cwt"),
        ("lists/status.cwt.in-force", "application/cbor"),
        ("lists/status.cwt.1.witness-range", "application/cbor"),
        ("en/index.html", "text/html"),
        ("label/assets/verify-0a.wasm", "application/wasm"),
        ("no-ending", "application/octet-stream"),
    ] {
        assert_eq!(media_type(path), expected, "{path}");
    }
}

#[test]
fn only_the_page_for_labels_may_run_webassembly_and_only_files_with_their_digest_are_kept_for_good() {
    let value = |path, name| headers(path).find(|(header, _)| *header == name).map(|(_, value)| value);
    for (path, caching, policy, scope) in [
        (None, "public, max-age=300, stale-if-error=86400", SECURITY_POLICY, None),
        (Some("en/index.html"), "public, max-age=300, stale-if-error=86400", SECURITY_POLICY, None),
        (Some("label/index.html"), "no-cache", PAGE_POLICY, Some("/")),
        (Some("label/assets/app-0a.js"), "public, max-age=31536000, immutable", PAGE_POLICY, Some("/")),
    ] {
        assert_eq!(value(path, "Cache-Control"), Some(caching), "{path:?}");
        assert_eq!(value(path, "Content-Security-Policy"), Some(policy), "{path:?}");
        assert_eq!(value(path, "Service-Worker-Allowed"), scope, "{path:?}");
    }
    // The page has its policy in itself too.
    assert_eq!(include_str!("../../../bindings/web/page/src/policy.txt").trim(), PAGE_POLICY);
}

#[test]
fn a_compressed_form_is_sent_if_it_is_there_and_the_request_accepts_it() {
    let is_file = |path: &str| path == "label/a.js.gz" || path == "label/a.js.br" || path == "en/a.js.gz";
    let form = |path, accepted| encoded(path, accepted, &is_file).map(|(name, _)| name);
    for (path, accepted, expected) in [
        ("label/a.js", "gzip, deflate, br", Some("br")),
        ("label/a.js", "GZIP;q=0.5", Some("gzip")),
        ("label/a.js", "br;q=0, gzip", Some("gzip")),
        ("label/a.js", "br; q=0", None),
        ("label/a.js", "deflate", None),
        ("label/a.js", "", None),
        ("label/b.js", "gzip", None),
        ("en/a.js", "gzip", None),
    ] {
        assert_eq!(form(path, accepted), expected, "{path} {accepted}");
    }
}

/// Returns the IDs of texts that the templates and the code use, and the starts of those that they put together.
fn used() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut used = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for call in [".say(\"", ".say_of(\"", ".say_of_two(\"", ".count(\""] {
            for part in text.split(call).skip(1) {
                let id = part.split('"').next().unwrap();
                match call {
                    ".count(\"" => used.extend([format!("{id}-one"), format!("{id}-many")]),
                    _ => _ = used.insert(id.to_owned()),
                }
            }
        }
    }
    used
}

#[test]
fn both_languages_have_the_texts_of_the_pages_with_the_same_values_and_no_others() {
    let names = |text| -> BTreeMap<&str, Vec<&str>> { Catalogue::parse(text).unwrap().names().collect() };
    let (en, ja) = (names(EN), names(JA));
    assert_eq!(en, ja);
    let mut used = used();
    used.insert("page-name".to_owned());
    used.extend(["not-stated", "self-declared", "third-party"].map(str::to_owned));
    let statuses = ["active", "deferral", "expired", "withdrawn", "revoked", "not-yet-valid"];
    used.extend(statuses.map(|status| format!("status-{status}")));
    assert_eq!(used, en.keys().map(|id| (*id).to_owned()).collect());
    for word in ["safe", "secure", "official", "安全", "安心", "公認"] {
        let lines = EN.lines().chain(JA.lines()).filter(|line| !line.starts_with('#'));
        let found: Vec<&str> = lines.filter(|line| line.to_lowercase().contains(word)).collect();
        assert_eq!(found, [""; 0], "{word}");
    }
}
