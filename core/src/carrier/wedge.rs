//! Text from keyboard-wedge scanners (R-12).

use super::framing::unframed;
use super::{CarrierForm, CarrierText};
use std::borrow::Cow;

/// Undoes the changes that a wrong keyboard layout or caps lock made to a carrier from a wedge scanner (R-12), and
/// takes off its framing (R-83).
///
/// Use it only for text that was typed by a keyboard: text from a camera must not be repaired. A text that does not
/// become a Base41 carrier is returned as it is, and so is one in base64url.
///
/// ```
/// use starseal::carrier::undo_wedge;
///
/// // A US layout on a Japanese host types `+` for `:`.
/// assert_eq!(undo_wedge("https+//jc-star.example/l/i2w0"), "HTTPS://JC-STAR.EXAMPLE/L/I2W0");
/// assert_eq!(undo_wedge("4569951110016"), "4569951110016");
/// ```
#[must_use]
pub fn undo_wedge(text: &str) -> Cow<'_, str> {
    if CarrierText::form_of(text) == Some(CarrierForm::Base64url) {
        return Cow::Borrowed(text);
    }
    let is_carrier = |text: &str| CarrierText::form_of(text) == Some(CarrierForm::Base41);
    let repaired = repaired(unframed(text, true, |cell| is_carrier(&repaired(cell))));
    if repaired != text && is_carrier(&repaired) { Cow::Owned(repaired) } else { Cow::Borrowed(text) }
}

fn repaired(text: &str) -> String {
    let repair = |c: char| match c {
        // A `:` from a US layout on a JIS host, and from a JIS layout on a US host.
        '+' | '\'' => ':',
        // A `*`, in the same way.
        '(' | '"' => '*',
        // Caps lock.
        _ => c.to_ascii_uppercase(),
    };
    text.chars().map(repair).collect()
}
