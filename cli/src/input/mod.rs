//! The inputs of `verify` and `inspect`: image files, carrier texts, and lines of text.

pub(crate) mod image;
pub(crate) mod lines;
mod png;
mod whole;

use crate::exit::Failure;
use crate::output::escape::{printable, shortened};
use starseal::CarrierText;
use starseal::carrier::{CarrierError, undo_wedge};
use starseal::limits::MAX_CARRIER_BYTES;
use std::path::{Path, PathBuf};

/// One input of the command line, by its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// `-`: lines on standard input.
    Lines,
    /// An existing file: an image.
    File(PathBuf),
    /// Any other text that looks like a carrier.
    Text(String),
}

impl Input {
    /// Determines the kind of an input. An existing file takes precedence over a text.
    pub(crate) fn parse(input: &str, is_wedge: bool) -> Result<Self, Failure> {
        if input == "-" {
            Ok(Input::Lines)
        } else if Path::new(input).exists() {
            Ok(Input::File(input.into()))
        } else if looks_like_a_carrier(input) || (is_wedge && looks_like_a_carrier(&undo_wedge(input))) {
            Ok(Input::Text(input.to_owned()))
        } else {
            Err(Failure::impossible(
                format_args!("{} is neither an existing file nor a carrier", printable(&shortened(input, 80))),
                "give an image file, the text of a label's QR code, or - for lines on standard input",
            ))
        }
    }
}

/// Returns whether a text that names no file gets a verdict: it is a label, a damaged label, or a web address, which
/// most likely comes from another QR code.
fn looks_like_a_carrier(text: &str) -> bool {
    let is_web = text.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
        || text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://"));
    is_web || text.len() > MAX_CARRIER_BYTES || !matches!(CarrierText::parse(text), Err(CarrierError::NotALabel))
}

#[cfg(test)]
mod tests {
    use super::Input;

    #[test]
    fn texts_that_look_like_carriers_are_distinguished_from_missing_files() {
        for text in ["I2WV8", "0oRabc", "HTTPS://JC-STAR.EXAMPLE/L/I2W+", "https://shop.example/", &"x".repeat(1025)] {
            assert_eq!(Input::parse(text, false).unwrap(), Input::Text(text.into()), "{text}");
        }
        for text in ["label.png", "", "../labels/a.png", "ラベル.png"] {
            assert!(Input::parse(text, false).is_err(), "{text}");
        }
    }

    #[test]
    fn a_text_is_repaired_first_only_with_the_wedge_flag() {
        assert!(Input::parse("i2wv8", false).is_err());
        assert_eq!(Input::parse("i2wv8", true).unwrap(), Input::Text("i2wv8".into()));
    }
}
