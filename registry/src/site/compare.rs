//! Compares a published folder with the ledger: every file is made again.

use super::descriptor::{DESCRIPTOR, PROGRAM};
use super::held::Held;
use super::make::{Settings, SiteError, each_file};
use crate::audit::Report;
use crate::ledger::Ledger;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Makes every file of a published folder again, and adds what differs to the report of an audit. `root` is the folder
/// that a server sends. `progress` ends the work by returning false.
///
/// # Errors
/// [`SiteError`], if the work was ended.
pub fn compare(
    ledger: &mut Ledger,
    root: &Path,
    settings: &Settings,
    report: &mut Report,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<(), SiteError> {
    let shown = root.display();
    let Some(said) = Held::read(root) else {
        let what = format!("{shown} has no descriptor {DESCRIPTOR} that can be read");
        report.findings.add("published-descriptor", None, what);
        return Ok(());
    };
    if said.program != PROGRAM {
        let what = format!(
            "the pages in {shown} were written by {}, and this is {PROGRAM}: they cannot be compared byte for byte",
            said.program
        );
        report.findings.add("published-by-other-version", Some(said.event), what);
        return Ok(());
    }
    let mut known = BTreeSet::new();
    let mut is_wanted = true;
    let made = each_file(ledger, said.event, settings, &mut |path, bytes, _| {
        report.pages = report.pages.saturating_add(1);
        let finding = match fs::read(root.join(path)) {
            Ok(held) if held == bytes => None,
            Ok(_) => Some(("published-page-differs", "is not what follows from the ledger")),
            Err(_) => Some(("published-page-missing", "is missing, or cannot be read")),
        };
        if let Some((code, what)) = finding {
            report.findings.add(code, Some(said.event), format!("{} {what}", root.join(path).display()));
        }
        known.insert(path.to_owned());
        is_wanted = progress(known.len());
        is_wanted
    });
    match made {
        Err(SiteError::Ended) if !is_wanted => return Err(SiteError::Ended),
        Err(error) => {
            let what = format!("the publication in {shown} cannot be made again: {error}");
            report.findings.add("published-unknown", Some(said.event), what);
            return Ok(());
        }
        Ok(()) => {}
    }
    for path in files(root, root) {
        if !known.contains(&path) {
            let what = format!("{} does not belong to the publication", root.join(&path).display());
            report.findings.add("published-page-unknown", Some(said.event), what);
        }
    }
    Ok(())
}

/// Returns the paths of all files below a folder, relative to the root.
fn files(root: &Path, folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            all.extend(files(root, &path));
        } else if let Ok(relative) = path.strip_prefix(root) {
            all.push(relative.to_string_lossy().into_owned());
        }
    }
    all
}
