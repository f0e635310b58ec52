//! JSON output for programs.

use serde::Serialize;
use starseal::report::escape_hidden;
use starseal::trust::Names;
use std::collections::BTreeMap;

/// Returns names in all languages.
pub(crate) fn all_names(names: &Names) -> BTreeMap<&str, &str> {
    names.iter().collect()
}

/// Returns a value as JSON on one line. All values of this program have text keys and finite numbers, as JSON requires.
pub(crate) fn line(value: &impl Serialize) -> std::io::Result<String> {
    serde_json::to_string(value).map(escape_hidden).map_err(std::io::Error::from)
}
