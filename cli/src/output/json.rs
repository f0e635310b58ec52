//! JSON for programs.

use serde::Serialize;
use starseal::trust::Names;
use std::collections::BTreeMap;

/// Names in every language that there are.
pub(crate) fn all_names(names: &Names) -> BTreeMap<&str, &str> {
    names.iter().collect()
}

/// A value on one line. Ours hold nothing that JSON cannot write: text keys, finite numbers.
pub(crate) fn line(value: &impl Serialize) -> std::io::Result<String> {
    serde_json::to_string(value).map_err(std::io::Error::from)
}
