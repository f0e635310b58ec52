//! What keyboard-wedge scanners do to a carrier.

use super::text::{BASE41_START, BASE64URL_START, payload_of};
use std::borrow::Cow;

/// Undoes what a keyboard layout of the wrong country, or caps lock, did to a carrier typed by a wedge scanner.
///
/// Only for text that a keyboard typed; camera input is never repaired, and neither is the base64url form.
/// A text that would not become a Base41 carrier is returned as it is.
#[must_use]
pub fn undo_wedge(text: &str) -> Cow<'_, str> {
    if payload_of(text).starts_with(BASE64URL_START) {
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
    if repaired != text && payload_of(&repaired).starts_with(BASE41_START) {
        Cow::Owned(repaired)
    } else {
        Cow::Borrowed(text)
    }
}
