//! What keyboard-wedge scanners do to a carrier.

use super::{CarrierForm, CarrierText};
use std::borrow::Cow;

/// Undoes what a keyboard layout of the wrong country, or caps lock, did to a carrier typed by a wedge scanner.
///
/// Only for text that a keyboard typed; camera input is never repaired, and neither is the base64url form.
/// A text that would not become a Base41 carrier is returned as it is.
#[must_use]
pub fn undo_wedge(text: &str) -> Cow<'_, str> {
    if CarrierText::form_of(text) == Some(CarrierForm::Base64url) {
        return Cow::Borrowed(text);
    }
    let repaired: String = text
        .chars()
        .map(|c| match c {
            // `:` as a US layout types it on a JIS host, and the other way round.
            '+' | '\'' => ':',
            // `*`, likewise.
            '(' | '"' => '*',
            // Caps lock.
            _ => c.to_ascii_uppercase(),
        })
        .collect();
    if repaired != text && CarrierText::form_of(&repaired) == Some(CarrierForm::Base41) {
        Cow::Owned(repaired)
    } else {
        Cow::Borrowed(text)
    }
}
