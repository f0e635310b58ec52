//! Bytes written in lower-case hex, and the fixed-size identifiers that are shown in hex.

use crate::code::Code;
use core::fmt;

/// The text is not the hex form of an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not {digits} hexadecimal digits in lower case")]
pub struct HexError {
    /// The number of digits expected.
    pub(crate) digits: usize,
}

impl HexError {
    /// Returns `bad-value`.
    #[must_use]
    pub const fn code(&self) -> Code {
        Code::BadValue
    }
}

/// Returns bytes in lower-case hex.
///
/// ```
/// assert_eq!(starseal::hex::encode(&[0x00, 0xab]), "00ab");
/// ```
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        text.extend([byte >> 4, byte & 0xf].into_iter().filter_map(|digit| char::from_digit(digit.into(), 16)));
        text
    })
}

/// Writes bytes in lower-case hex.
pub(crate) fn write(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    f.write_str(&encode(bytes))
}

/// Reads exactly `N` bytes from `2 * N` lower-case digits.
pub(crate) fn read<const N: usize>(text: &str) -> Result<[u8; N], HexError> {
    let fault = HexError { digits: 2 * N };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return Err(fault);
    }
    let mut bytes = [0; N];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        let (high, low) = digit(*high).zip(digit(*low)).ok_or(fault)?;
        *byte = high << 4 | low;
    }
    Ok(bytes)
}

fn digit(c: u8) -> Option<u8> {
    match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    }
}

/// Implements the conversions of a newtype over a byte array: from and to bytes, and from and to hex.
macro_rules! hex_identifier {
    ($name:ident, $bytes:literal) => {
        impl $name {
            /// Makes the value from its bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $bytes]) -> Self {
                $name(bytes)
            }

            /// Returns the bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $bytes] {
                &self.0
            }
        }

        impl core::fmt::Display for $name {
            /// Writes lower-case hex.
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                crate::hex::write(f, &self.0)
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl core::str::FromStr for $name {
            type Err = crate::hex::HexError;

            /// Reads what `Display` writes.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                crate::hex::read(text).map($name)
            }
        }
    };
}

pub(crate) use hex_identifier;
