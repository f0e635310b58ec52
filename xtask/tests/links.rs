//! Links between documents lead to files and headings that exist, and `docs/README.md` lists every document.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// What is not part of the project, or is written by tools.
const SKIPPED: [&str; 3] = ["target", "build", "node_modules"];

fn root() -> PathBuf {
    plain(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
}

/// A path without `..`.
fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
        plain
    })
}

/// The files below a folder, without hidden folders and those that tools write.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && !SKIPPED.contains(&name.as_str()) {
                files(&path, found);
            }
        } else {
            found.push(path);
        }
    }
}

/// The Markdown files, each with its text without code blocks.
fn documents() -> BTreeMap<PathBuf, String> {
    let mut found = Vec::new();
    files(&root(), &mut found);
    found.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    let text = |path: &PathBuf| fs::read_to_string(path).unwrap().split("```").step_by(2).collect::<String>();
    found.into_iter().map(|path| (path.clone(), text(&path))).collect()
}

/// The links of a text that lead to other files or to headings.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains(':') && !target.contains(char::is_whitespace)).collect()
}

/// The anchor of a heading.
fn anchor(heading: &str) -> String {
    let letters = heading.trim().chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
    letters.map(|letter| if letter == ' ' { '-' } else { letter }).collect::<String>().to_lowercase()
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    let documents = documents();
    let anchors = |path: &Path| -> BTreeSet<String> {
        let text = documents.get(path).map(String::as_str).unwrap_or_default();
        text.lines().filter(|line| line.starts_with('#')).map(|line| anchor(line.trim_start_matches('#'))).collect()
    };
    let mut count = 0;
    for (path, text) in &documents {
        for link in links(text) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { plain(&path.parent().unwrap().join(file)) };
            assert!(target.exists(), "{} links to {link}, which does not exist", path.display());
            let is_there = heading.is_empty() || !documents.contains_key(&target) || anchors(&target).contains(heading);
            assert!(is_there, "{} links to {link}, which has no such heading", path.display());
            count += 1;
        }
    }
    assert!(count > 150, "{count} links");
}

#[test]
fn the_index_lists_every_document() {
    let listed = |index: &str| -> BTreeSet<PathBuf> {
        let index = root().join(index);
        let text = fs::read_to_string(&index).unwrap();
        links(&text).into_iter().map(|link| plain(&index.parent().unwrap().join(link))).collect()
    };
    let (index, decisions) = (listed("docs/README.md"), listed("docs/adr/README.md"));
    let mut all = Vec::new();
    files(&root().join("docs"), &mut all);
    let kinds = ["md", "cddl", "toml", "json", "dot"];
    let is_document = |path: &&PathBuf| path.extension().is_some_and(|kind| kinds.iter().any(|known| kind == *known));
    for path in all.iter().filter(is_document).filter(|path| **path != root().join("docs/README.md")) {
        let holder = if path.parent() == Some(&root().join("docs/adr")) { &decisions } else { &index };
        let is_listed = holder.contains(path) || (path.ends_with("adr/README.md") && index.contains(path));
        assert!(is_listed, "no index lists {}", path.display());
    }
    for path in documents().keys().filter(|path| path.ends_with("README.md") && !path.starts_with(root().join("docs")))
    {
        let is_for_tests = path.components().any(|part| part.as_os_str() == "tests");
        assert!(
            is_for_tests || path.parent() == Some(&root()) || index.contains(path),
            "no index lists {}",
            path.display()
        );
    }
}
