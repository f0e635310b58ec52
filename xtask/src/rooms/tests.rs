use super::house::{Crate, House, Source};
use super::judge::faults;
use super::manifest::Manifest;
use super::print::table_of;
use super::table::Table;
use std::collections::BTreeSet;

const SHARED: &str = "[workspace.dependencies]\nsees = { path = \"scan\", package = \"starseal-scan\" }\n";
const SCAN: &str = "[package]\nname = \"starseal-scan\"\n[dependencies]\nthiserror = \"2\"\n";
const CORE: &str = "[package]\nname = \"starseal\"\n[dependencies]\nstarseal-scan = { path = \"../scan\" }\n";

const TABLE: &str = "\
[crates]
starseal-scan = []
starseal = [\"starseal-scan\"]

[rooms.starseal]
label = []
trust = [\"label\"]
verify = [\"label\", \"starseal_scan\", \"trust\"]
";

/// The files of a small core that follows its table.
const GOOD: [(&str, &str); 5] = [
    (
        "lib",
        "//! See `crate::trust`.\n#[cfg(test)]\n#[path = \"x.rs\"]\nmod common;\npub mod label;\npub use trust::List;",
    ),
    ("label", "//! Labels. And more.\npub struct Label; // crate::trust\n"),
    ("trust", "use crate::label::Label;\nmod list;\n"),
    (
        "trust/list",
        "/// As [`crate::verify`] has it.\npub struct List(pub super::super::label::Label, &'static str);\n",
    ),
    ("verify", "use crate::{label::Label, trust::list};\nfn see() { starseal_scan::scan(\"crate::all\") }\n"),
];

/// A house with these manifests, and these files of the crate `starseal`.
fn house(manifests: &[&str], files: &[(&str, &str)]) -> House {
    let manifests: Vec<Manifest> = manifests.iter().map(|text| Manifest::parse(text, SHARED).unwrap()).collect();
    let packages: Vec<String> = manifests.iter().map(|manifest| manifest.package.clone()).collect();
    let packages: BTreeSet<&str> = packages.iter().map(String::as_str).collect();
    let sources: Vec<Source> = files.iter().map(|(path, text)| source(path, text)).collect();
    let mut house = House::default();
    for manifest in manifests {
        let sources = if manifest.package == "starseal" { sources.as_slice() } else { &[] };
        let path = format!("{}/Cargo.toml", manifest.package);
        house.crates.push(Crate::new(&path, manifest, sources, &packages).unwrap());
    }
    house
}

fn source(path: &str, text: &str) -> Source {
    let module = path.split('/').filter(|part| *part != "lib").map(str::to_owned).collect();
    Source { path: format!("core/src/{path}.rs"), module, text: text.to_owned() }
}

/// Returns the faults of the small core after one file is replaced or added.
fn faults_with(path: &str, text: &str) -> Vec<String> {
    let mut files: Vec<(&str, &str)> = GOOD.into_iter().filter(|(known, _)| *known != path).collect();
    files.push((path, text));
    faults(&Table::parse(TABLE).unwrap(), &house(&[SCAN, CORE], &files))
}

/// The one fault of a file.
fn fault_with(path: &str, text: &str) -> String {
    let faults = faults_with(path, text);
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.into_iter().next().unwrap()
}

#[test]
fn a_house_as_its_table_has_it_has_no_faults() {
    assert_eq!(faults(&Table::parse(TABLE).unwrap(), &house(&[SCAN, CORE], &GOOD)), Vec::<String>::new());
}

#[test]
fn an_arrow_that_is_not_in_the_table_is_a_fault() {
    // A circle is reported as well: trust uses label.
    let faults = faults_with("label", "pub struct Label;\nuse crate::trust::list::List;\n");
    assert_eq!(
        faults,
        [
            "core/src/label.rs:2: the room of starseal `label` must not use `trust`",
            "a circle: room of starseal label -> trust -> label"
        ]
    );
}

#[test]
fn an_arrow_is_seen_wherever_tokens_are() {
    let hidden = [
        "macro_rules! list {\n() => {\n$crate::verify::f() }; }",
        "\n\nfn f() { println!(\"{}\", crate::verify::f()) }",
        "\n\npub(crate) use crate::verify as innocent;",
        "\n\nuse super::verify::f;",
        "mod deep {\nmod deeper {\nuse super::super::super::verify; } }",
        "mod deep {\n\nuse super::{super::verify::f, List}; }",
        "mod deep {\n\nuse super::super::{label::Label, verify::{self, f}}; }",
        "\n\nuse self::super::verify::f;",
        "\n#[derive(crate::label::X)]\n#[error(from = crate::verify::E)] struct E;",
        "\n#[cfg(not(test))]\nuse crate::verify::f;",
        "\n#[cfg(any(test, feature = \"scan\"))]\nuse crate::verify::f;",
        "\n#[cfg(test)] use crate::{verify::g, label};\nuse crate::verify::f;",
    ];
    for text in hidden {
        let text = format!("{text}\nuse crate::label::Label;");
        let faults = faults_with("trust", &text);
        assert_eq!(faults[0], "core/src/trust.rs:3: the room of starseal `trust` must not use `verify`", "{text}");
    }
}

#[test]
fn tests_may_use_everything() {
    for text in [
        "#[cfg(test)]\nmod tests { use crate::verify::f; }",
        "#[cfg(test)]\n#[allow(dead_code)]\npub(crate) fn f<A, B>() -> crate::verify::V { crate::verify::f() }",
        "#[cfg(all(test, feature = \"scan\"))]\nuse crate::{verify::f, label};",
        "#[cfg(test)]\nconst V: crate::verify::V = crate::verify::V { x: 1 };",
        "struct S {\n#[cfg(test)]\nx: crate::verify::V,\ny: u8 }",
        "fn f() { match 1 {\n#[cfg(test)]\n1 => crate::verify::f(),\n_ => {} } }",
        "#[cfg(test)]\nmod only_for_tests;",
    ] {
        let text = format!("{text}\nuse crate::label::Label;");
        assert_eq!(faults_with("trust", &text), Vec::<String>::new(), "{text}");
    }
    let mut files = GOOD.to_vec();
    files[2].1 = "use crate::label::Label;\n#[cfg(test)]\nmod story;";
    files.push(("trust/story", "use crate::verify::f;"));
    files.push(("verify/story", "#![cfg(test)]\nuse crate::nothing;"));
    assert_eq!(faults(&Table::parse(TABLE).unwrap(), &house(&[SCAN, CORE], &files)), Vec::<String>::new());
}

#[test]
fn what_stands_behind_a_test_is_read() {
    let text =
        "#[cfg(test)]\nfn f() {}\nuse crate::label::Label;\nstruct S {\n#[cfg(test)]\nx: u8,\ny: crate::verify::V }";
    assert_eq!(
        faults_with("trust", text)[0],
        "core/src/trust.rs:7: the room of starseal `trust` must not use `verify`"
    );
}

#[test]
fn a_path_through_the_root_is_a_fault() {
    let flat =
        "core/src/verify.rs:1: `crate::Label` goes through the root of starseal; name the module that it stands in";
    let rest = "; use crate::{label, trust}; use starseal_scan::scan;";
    assert_eq!(fault_with("verify", &format!("use crate::{{Label, trust::list}}{rest}")), flat);
    assert_eq!(fault_with("verify", &format!("fn f(label: &crate::Label) {{}}{rest}")), flat);
    assert_eq!(fault_with("verify", &format!("use super::Label{rest}")), flat);
    let whole = "core/src/verify.rs:1: the whole root of starseal is imported; name the modules that are used";
    for import in ["use crate::*", "use super::*", "use crate as root", "use crate::{self as root}", "use super::{*}"] {
        assert_eq!(fault_with("verify", &format!("{import}{rest}")), whole, "{import}");
    }
}

#[test]
fn what_would_hide_an_arrow_is_a_fault() {
    let rest = "\nuse crate::{label, trust}; use starseal_scan::scan;";
    for text in [
        "#[path = \"../label.rs\"]\nmod more;",
        "#[macro_use]\nmod more;",
        "include!(\"../label.rs\");",
        "extern crate self as me;",
    ] {
        let fault = fault_with("verify", &format!("{text}{rest}"));
        assert!(fault.starts_with("core/src/verify.rs:1: "), "{fault}");
    }
}

#[test]
fn another_crate_is_used_only_where_the_table_says() {
    let uses = [
        "use starseal_scan::scan;",
        "use starseal_scan as s;",
        "extern crate starseal_scan;",
        "fn f() { ::starseal_scan::scan() }",
    ];
    for text in uses {
        let text = format!("use crate::label::Label;\n{text}");
        assert_eq!(
            fault_with("trust", &text),
            "core/src/trust.rs:2: the room of starseal `trust` must not use `starseal_scan`"
        );
    }
}

#[test]
fn a_room_without_a_row_and_a_row_without_a_room_are_faults() {
    assert_eq!(fault_with("magic", ""), "the table has no row for the room of starseal `magic`");
    let more = TABLE.replace("label = []", "magic = []\nlabel = []");
    let faults = faults(&Table::parse(&more).unwrap(), &house(&[SCAN, CORE], &GOOD));
    assert_eq!(faults, ["the table has a row for the room of starseal `magic`, which does not exist"]);
}

#[test]
fn an_entry_that_is_no_longer_true_is_a_fault() {
    let said = "the table lets the room of starseal `verify` use `starseal_scan`, which it does not use; remove it";
    assert_eq!(fault_with("verify", "use crate::{label, trust};"), said);
}

#[test]
fn a_row_comes_after_what_it_uses() {
    let upside_down = TABLE.replace("label = []\ntrust = [\"label\"]", "trust = [\"label\"]\nlabel = []");
    let faults = faults(&Table::parse(&upside_down).unwrap(), &house(&[SCAN, CORE], &GOOD));
    assert_eq!(faults, ["the table lets the room of starseal `trust` use `label`, which does not come before it"]);
}

#[test]
fn a_circle_is_a_fault_even_where_the_table_allows_it() {
    let table = TABLE.replace("label = []", "label = [\"verify\"]");
    let mut files = GOOD.to_vec();
    files[1].1 = "use crate::verify::f;";
    let faults = faults(&Table::parse(&table).unwrap(), &house(&[SCAN, CORE], &files));
    assert_eq!(
        faults,
        [
            "the table lets the room of starseal `label` use `verify`, which does not come before it",
            "a circle: room of starseal label -> verify -> label",
        ]
    );
}

#[test]
fn the_scanner_must_not_depend_on_the_core() {
    let depends = [
        "starseal = { path = \"../core\" }",
        "seals = { path = \"../core\", package = \"starseal\" }",
        "[target.'cfg(unix)'.dependencies]\nstarseal = { path = \"../core\" }",
        "[build-dependencies]\nstarseal = { path = \"../core\" }",
    ];
    let table = Table::parse(TABLE).unwrap();
    for depends in depends {
        let faults = faults(&table, &house(&[&format!("{SCAN}{depends}\n"), CORE], &GOOD));
        assert_eq!(
            faults[0], "starseal-scan/Cargo.toml: the crate `starseal-scan` must not use `starseal`",
            "{depends}"
        );
        assert_eq!(faults[1], "a circle: crate starseal -> starseal-scan -> starseal");
    }
    let in_tests = format!("{SCAN}[dev-dependencies]\nstarseal = {{ path = \"../core\" }}\n");
    let fault = "starseal-scan/Cargo.toml: the tests of starseal-scan must not use starseal";
    assert_eq!(faults(&table, &house(&[&in_tests, CORE], &GOOD)), [fault]);
    let allowed = Table::parse(&format!("{TABLE}[tests]\nstarseal-scan = [\"starseal\"]\n")).unwrap();
    let fault = "the table lets the tests of starseal-scan use starseal, which does not come before it";
    assert_eq!(faults(&allowed, &house(&[&in_tests, CORE], &GOOD)), [fault]);
}

#[test]
fn dependencies_of_the_workspace_have_their_packages_names() {
    let core = "[package]\nname = \"starseal\"\n[dependencies]\nsees.workspace = true\n";
    let mut files = GOOD.to_vec();
    files[4].1 = "use crate::{label, trust}; use sees::scan;";
    let table = Table::parse(&TABLE.replace("\"starseal_scan\"", "\"sees\"")).unwrap();
    assert_eq!(faults(&table, &house(&[SCAN, core], &files)), Vec::<String>::new());
}

#[test]
fn crates_that_the_table_does_not_know_are_faults() {
    let registry = "[package]\nname = \"starseal-registry\"\n[dependencies]\nstarseal = { path = \"../core\" }\n";
    let found = faults(&Table::parse(TABLE).unwrap(), &house(&[SCAN, CORE, registry], &GOOD));
    assert_eq!(found, ["the table has no row for the crate `starseal-registry`"]);
    let found = faults(&Table::parse(TABLE).unwrap(), &house(&[SCAN], &[]));
    assert!(found.contains(&"the table has a row for the crate `starseal`, which does not exist".to_owned()));
    assert!(found.contains(&"the table has rooms of the crate starseal, which does not exist".to_owned()));
}

#[test]
fn what_is_printed_is_the_table_of_what_is_there() {
    let house = house(&[SCAN, CORE], &GOOD);
    let printed = table_of(&house);
    let table = Table::parse(&printed).unwrap();
    assert_eq!(faults(&table, &house), Vec::<String>::new());
    assert_eq!(table, Table::parse(TABLE).unwrap());
    assert!(printed.contains("\n# Labels.\nlabel = []\n"), "{printed}");
}

#[test]
fn a_table_that_cannot_be_read_is_refused() {
    for text in ["crates = 1", "[crates]\na = 1", "[crates]\na = [1]", "[rooms]\na = []", "[corridors]\n", "["] {
        assert!(Table::parse(text).is_err(), "{text}");
    }
}
