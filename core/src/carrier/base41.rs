//! Base41: the algorithm of RFC 9285 with the 41 characters of QR's alphanumeric mode that need no escape in a URL
//! (R-4, R-5).

use crate::label::is_hidden;

/// The digits, in the order of their values.
const ALPHABET: &[u8; 41] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:";

/// The value of each character; 41 if it is not a digit.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which would refuse an overrun")]
const VALUES: [u8; 128] = {
    let mut values = [41; 128];
    let mut digit = 0;
    while digit < 41 {
        values[ALPHABET[digit] as usize] = digit as u8;
        digit += 1;
    }
    values
};

/// Why a text is not Base41.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Base41Error {
    /// The text has a character that is not a digit of Base41.
    #[error("position {position} holds {}, which is not in Base41", named(*character))]
    Character {
        /// The position, in bytes from 0.
        position: usize,
        /// The character.
        character: char,
    },
    /// A group of digits has a value that its bytes cannot hold.
    #[error("the digits at position {position} have a value that does not fit in their bytes")]
    Overflow {
        /// The position, in bytes from 0.
        position: usize,
    },
    /// The text has one character more than a whole number of groups.
    #[error("{length} characters are not a whole number of groups")]
    Length {
        /// The number of characters.
        length: usize,
    },
}

/// Names a character by its number, and says if a person cannot see it.
fn named(character: char) -> String {
    let number = format!("U+{:04X}", u32::from(character));
    let is_invisible = is_hidden(character) || character.is_whitespace();
    if is_invisible { format!("an invisible character ({number})") } else { number }
}

/// Encodes bytes as Base41: three characters for two bytes, and two characters for a last single byte (R-4).
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(2) * 3);
    let mut write = |mut number: u32, digits: usize| {
        for _ in 0..digits {
            text.push(ALPHABET.get((number % 41) as usize).copied().map_or('0', char::from));
            number /= 41;
        }
    };
    let (pairs, last) = bytes.as_chunks::<2>();
    for pair in pairs {
        write(u16::from_be_bytes(*pair).into(), 3);
    }
    for byte in last {
        write((*byte).into(), 2);
    }
    text
}

/// Decodes Base41 (R-5). Only texts that [`encode`] can write are accepted.
///
/// # Errors
/// The first [`Base41Error`].
///
/// ```
/// use starseal::carrier::base41::{decode, encode};
///
/// let text = encode(b"label");
/// assert_eq!(decode(&text)?, b"label");
/// assert_eq!(decode("%").unwrap_err().to_string(), "position 0 holds U+0025, which is not in Base41");
/// # Ok::<(), starseal::carrier::base41::Base41Error>(())
/// ```
pub fn decode(text: &str) -> Result<Vec<u8>, Base41Error> {
    let mut bytes = Vec::with_capacity(text.len() / 3 * 2 + 1);
    for (group, digits) in text.as_bytes().chunks(3).enumerate() {
        let position = group * 3;
        let (mut number, mut weight) = (0, 1);
        for (place, character) in digits.iter().enumerate() {
            match VALUES.get(usize::from(*character)) {
                Some(&value) if value < 41 => {
                    number += u32::from(value) * weight;
                    weight *= 41;
                }
                _ => {
                    let position = position + place;
                    let character = text.get(position..).and_then(|rest| rest.chars().next()).unwrap_or_default();
                    return Err(Base41Error::Character { position, character });
                }
            }
        }
        let overflow = Base41Error::Overflow { position };
        match digits.len() {
            3 => bytes.extend(u16::try_from(number).map_err(|_| overflow)?.to_be_bytes()),
            2 => bytes.push(u8::try_from(number).map_err(|_| overflow)?),
            _ => return Err(Base41Error::Length { length: text.len() }),
        }
    }
    Ok(bytes)
}
