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
        let mut fault = None;
        let found = self.each_claim(&mut |key, value| {
            let known = if fault.is_none() { read(key, value) } else { Ok(false) };
            known.unwrap_or_else(|error| {
                fault = Some(error);
                false
            })
        });
        match found {
            Err(End::Form(fault)) => Err(fault.into()),
            Err(End::Key) => Err(KeyFault::NotPositive.into()),
            Ok(Found { negative: Some(key), .. }) => Ok(Err(KeyFault::Unsupported(key).into())),
            Ok(Found { unknown, .. }) => Ok(fault.map_or(Ok(unknown), Err)),
        }
    }

    /// Reads every claim, and skips those of which `read` returns false. This part is compiled once, not once for each
    /// map of claims.
    fn each_claim(&mut self, read: &mut dyn FnMut(u64, &mut Self) -> bool) -> Result<Found, End> {
        let mut found = Found::default();
        self.map(|key, value| {
            match key {
                Item::Uint(key @ 1..) => {
                    let before = value.clone();
                    if !read(key, value) {
                        // The form of the value must be checked, whatever its content.
                        *value = before;
                        value.skip()?;
                        found.unknown += 1;
                    }
                }
                Item::Negative(n) => {
                    found.negative = found.negative.or(Some(-1 - i128::from(n)));
                    value.skip()?;
                }
                _ => return Err(End::Key),
            }
            Ok(())
        })?;
        Ok(found)
    }
}

/// What a map of claims has beside those that were read.
#[derive(Default)]
struct Found {
    unknown: usize,
    negative: Option<i128>,
}

/// Why the rest of a map of claims is not read.
enum End {
    Form(CborFault),
    /// A key is 0 or not an integer.
    Key,
}

impl From<CborFault> for End {
    fn from(fault: CborFault) -> Self {
        End::Form(fault)
    }
}
