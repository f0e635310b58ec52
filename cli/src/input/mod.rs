//! The inputs of `verify` and `inspect`: image files, folders and patterns of them, carrier texts, and standard input.

pub(crate) mod image;
pub(crate) mod images;
mod jpeg;
pub(crate) mod lines;
mod many;
pub(crate) mod piped;
mod png;
mod whole;

pub(crate) use many::ManyFiles;

use crate::exit::Failure;
use crate::messages::{say, system};
use crate::output::escape::{printable, shortened};
use starseal::CarrierText;
use starseal::carrier::{CarrierError, KeyboardFault};
use starseal::limits::MAX_CARRIER_BYTES;
use std::path::{Path, PathBuf};

/// One input of the command line, by its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// `-`: lines or an image on standard input.
    Piped,
    /// An existing file: an image.
    File(PathBuf),
    /// An existing folder, or a pattern that matches files: their images.
    Many(ManyFiles),
    /// Any other text that looks like a carrier.
    Text(String),
}

impl Input {
    /// Determines the kind of an input. An existing file takes precedence over a text.
    pub(crate) fn parse(input: &str) -> Result<Self, Failure> {
        if input == "-" {
            Ok(Input::Piped)
        } else if Path::new(input).is_dir() {
            ManyFiles::of_folder(Path::new(input)).map(Input::Many)
        } else if Path::new(input).exists() {
            Ok(Input::File(input.into()))
        } else if looks_like_a_carrier(input) {
            Ok(Input::Text(input.to_owned()))
        } else if many::is_pattern(input) {
            ManyFiles::matching(input).map(Input::Many)
        } else {
            Err(Failure::impossible(
                say!("input-unknown", input = printable(&shortened(input, 80))),
                say!("input-unknown-help"),
            ))
        }
    }
}

/// Returns the failure of reading standard input.
pub(crate) fn unreadable(error: &std::io::Error) -> Failure {
    Failure::impossible(say!("input-unreadable", reason = system(error)), say!("input-unreadable-help"))
}

/// Returns the failure if standard input is empty.
pub(crate) fn empty() -> Failure {
    Failure::impossible(say!("input-empty"), say!("input-empty-help"))
}

/// Returns whether a text that names no file gets a verdict: it is a label, a damaged label, a label that a keyboard
/// changed, or a web address, which most likely comes from another QR code.
fn looks_like_a_carrier(text: &str) -> bool {
    let is_web = text.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
        || text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://"));
    is_web
        || text.len() > MAX_CARRIER_BYTES
        || !matches!(CarrierText::parse(text), Err(CarrierError::NotALabel))
        || KeyboardFault::find(text).is_some()
        || matches!(CarrierText::typed(text), Err(CarrierError::Several { .. }))
}

#[cfg(test)]
mod tests {
    use super::Input;

    #[test]
    fn texts_that_look_like_carriers_are_distinguished_from_missing_files() {
        for text in ["I2WV8", "0oRabc", "HTTPS://JC-STAR.EXAMPLE/L/I2W+", "https://shop.example/", &"x".repeat(1025)] {
            assert_eq!(Input::parse(text).unwrap(), Input::Text(text.into()), "{text}");
        }
        for text in ["label.png", "", "../labels/a.png", "ラベル.png", "*.nothing", "nowhere/?.png"] {
            assert!(Input::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_text_that_a_keyboard_changed_looks_like_a_carrier() {
        for text in ["i2wv8", "Ｉ２ＷＶ８", "HTTPSŞ..JC*STARÇEXAMPLE.L.I2WV8BJ70QQ0VWHTYN7HODQ5480BSC8"] {
            assert_eq!(Input::parse(text).unwrap(), Input::Text(text.into()), "{text}");
        }
    }
}
