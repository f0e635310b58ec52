//! A test that the modules of this crate import each other in one direction.

use std::path::Path;

/// The modules in order: each may import only those before it.
const ORDER: [&str; 16] = [
    "label",
    "mark",
    "error",
    "library",
    "policy",
    "update",
    "authority",
    "when",
    "verdict",
    "image",
    "verifier",
    "scanner",
    "batch",
    "buffers",
    "columns",
    "table",
];

#[test]
fn a_module_imports_only_those_before_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut imports = 0;
    for (at, module) in ORDER.iter().enumerate() {
        let source = std::fs::read_to_string(folder.join(format!("{module}.rs"))).unwrap();
        for import in source.split("crate::").skip(1) {
            let named = import.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap();
            assert!(ORDER[..at].contains(&named), "{module} imports {named}");
            imports += 1;
        }
    }
    assert!(imports > 20, "only {imports} imports were found");
    let modules = std::fs::read_dir(&folder).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_file()).count();
    // The folder also has lib.rs and tests.rs.
    assert_eq!(modules, ORDER.len() + 2, "a module is not in the order");
}
