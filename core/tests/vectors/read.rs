//! Reads files of test-vectors, and compares values with a message about the difference.

use libtest_mimic::Failed;
use serde_json::Value;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../test-vectors")
}

/// Returns all JSON files of a folder. There must be at least one, since a test without files could not fail.
pub(crate) fn json_files(name: &str) -> Vec<PathBuf> {
    let folder = folder().join(name);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files
}

pub(crate) fn read_json(path: &Path) -> Value {
    let text = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn hex(value: &Value) -> Vec<u8> {
    let text = value.as_str().expect("hex in a string");
    assert!(text.len().is_multiple_of(2), "an odd number of hex digits");
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hex")).collect()
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Compares a value of the library with that of a vector.
pub(crate) fn same<T: Debug + ?Sized>(what: &str, ours: &T, theirs: &Value) -> Result<(), Failed>
where
    Value: PartialEq<T>,
{
    if theirs == ours { Ok(()) } else { Err(format!("{what} is {ours:?}, and the vector says {theirs}").into()) }
}

/// Decodes a grey PNG.
pub(crate) fn grey_png(path: &Path) -> (Vec<u8>, usize, usize) {
    let file = std::fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut decoder = png::Decoder::new(std::io::BufReader::new(file));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!(info.color_type, png::ColorType::Grayscale, "{} is not grey", path.display());
    (pixels, info.width as usize, info.height as usize)
}
