//! Maps from integer keys to claims, in labels and trust lists.

use super::{CborFault, Item, Reader};

/// Why a key is not allowed in a map of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyFault {
    /// The key is 0 or not an integer.
    NotPositive,
    /// The key is negative: a reader that does not know the claim must refuse the map.
    Unsupported(i128),
}

/// Reads bytes that are exactly one map of claims.
///
/// `read` is called with a key of 1 or more and the reader in front of its value. It reads the value and returns true,
/// or returns false for a key that it does not know; such a value is skipped. Returns the number of unknown keys.
///
/// A fault of form is reported before any other, wherever it is; then a negative key; then the first fault that `read`
/// returned.
pub(crate) fn read_claims<'a, E: From<CborFault> + From<KeyFault>>(
    bytes: &'a [u8],
    read: impl FnMut(u64, &mut Reader<'a>) -> Result<bool, E>,
) -> Result<usize, E> {
    let mut reader = Reader::new(bytes);
    let content = reader.claims_in_form(read)?;
    reader.finish()?;
    content
}

impl<'a> Reader<'a> {
    /// Reads a map of claims inside a larger structure, as [`read_claims`] does.
    pub(crate) fn claims<E: From<CborFault> + From<KeyFault>>(
        &mut self,
        read: impl FnMut(u64, &mut Self) -> Result<bool, E>,
    ) -> Result<usize, E> {
        self.claims_in_form(read)?
    }

    /// The outer result holds a fault in the form of the map, the inner one a fault in its content.
    fn claims_in_form<E: From<CborFault> + From<KeyFault>>(
        &mut self,
        mut read: impl FnMut(u64, &mut Self) -> Result<bool, E>,
    ) -> Result<Result<usize, E>, E> {
        let (mut unknown, mut negative, mut fault) = (0, None, None);
        self.map(|key, value| {
            match key {
                Item::Uint(key @ 1..) => {
                    let before = value.clone();
                    let known = if fault.is_none() { read(key, value) } else { Ok(false) };
                    if !matches!(known, Ok(true)) {
                        // The form of the value must be checked, whatever its content.
                        *value = before;
                        value.skip()?;
                    }
                    match known {
                        Ok(known) => unknown += usize::from(!known),
                        Err(error) => fault = Some(error),
                    }
                }
                Item::Negative(n) => {
                    negative = negative.or(Some(-1 - i128::from(n)));
                    value.skip()?;
                }
                _ => return Err(E::from(KeyFault::NotPositive)),
            }
            Ok(())
        })?;
        Ok(match (negative, fault) {
            (Some(key), _) => Err(KeyFault::Unsupported(key).into()),
            (None, Some(fault)) => Err(fault),
            (None, None) => Ok(unknown),
        })
    }
}
