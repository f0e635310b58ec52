//! Buffers in the memory layout of Apache Arrow's columns, version 1, in the byte order of the machine. Arrow's own
//! crates would be a dependency larger than this library.

/// The buffers of a column, in the order of the layout. The first has one bit per row: 0 for a null.
pub(crate) type Buffers = Vec<Vec<u8>>;

/// Bits, the lowest of a byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    count: usize,
}

impl Bits {
    fn push(&mut self, bit: bool) {
        if self.count.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << (self.count % 8);
        }
        self.count += 1;
    }
}

/// Where each item ends, counted in bytes or items.
struct Offsets(Vec<u8>);

impl Offsets {
    fn new() -> Self {
        Offsets(0_i32.to_ne_bytes().to_vec())
    }

    /// Adds the end of an item; none if it is beyond what 32 bits can count.
    fn push(&mut self, end: usize) -> Option<()> {
        self.0.extend(i32::try_from(end).ok()?.to_ne_bytes());
        Some(())
    }
}

/// Returns the buffers of a column of booleans.
pub(crate) fn booleans(values: impl Iterator<Item = bool>) -> Buffers {
    let (mut valid, mut bits) = (Bits::default(), Bits::default());
    for value in values {
        valid.push(true);
        bits.push(value);
    }
    vec![valid.bytes, bits.bytes]
}

/// Returns the buffers of a column of values with `SIZE` bytes each.
pub(crate) fn fixed<const SIZE: usize>(values: impl Iterator<Item = Option<[u8; SIZE]>>) -> Buffers {
    let (mut valid, mut bytes) = (Bits::default(), Vec::new());
    for value in values {
        valid.push(value.is_some());
        bytes.extend(value.unwrap_or([0; SIZE]));
    }
    vec![valid.bytes, bytes]
}

/// Returns the buffers of a column of texts; none if they have more bytes than 32 bits can count.
pub(crate) fn texts<T: AsRef<str>>(values: impl Iterator<Item = Option<T>>) -> Option<Buffers> {
    let (mut valid, mut ends, mut bytes) = (Bits::default(), Offsets::new(), Vec::new());
    for value in values {
        valid.push(value.is_some());
        if let Some(text) = value {
            bytes.extend(text.as_ref().as_bytes());
        }
        ends.push(bytes.len())?;
    }
    Some(vec![valid.bytes, ends.0, bytes])
}

/// Returns the buffers of a column of lists of texts; none if they have more bytes than 32 bits can count.
pub(crate) fn text_lists<T: AsRef<str>>(values: impl Iterator<Item = Option<Vec<T>>>) -> Option<Buffers> {
    let (mut valid, mut list_ends) = (Bits::default(), Offsets::new());
    let (mut count, mut ends, mut bytes) = (0, Offsets::new(), Vec::new());
    for value in values {
        valid.push(value.is_some());
        for text in value.into_iter().flatten() {
            bytes.extend(text.as_ref().as_bytes());
            ends.push(bytes.len())?;
            count += 1;
        }
        list_ends.push(count)?;
    }
    Some(vec![valid.bytes, list_ends.0, ends.0, bytes])
}

#[cfg(test)]
mod tests {
    use super::{booleans, fixed, text_lists, texts};

    fn numbers(values: &[i32]) -> Vec<u8> {
        values.iter().flat_map(|value| value.to_ne_bytes()).collect()
    }

    #[test]
    fn bits_fill_bytes_from_the_lowest() {
        let buffers = booleans((0..10).map(|at| at % 3 == 0));
        assert_eq!(buffers, [vec![0b1111_1111, 0b11], vec![0b0100_1001, 0b10]]);
        assert_eq!(booleans(std::iter::empty()), [Vec::<u8>::new(), Vec::new()]);
    }

    #[test]
    fn a_null_takes_the_place_of_a_value_and_none_of_a_text() {
        let days = [Some(1_i32), None, Some(-2)].into_iter().map(|day| day.map(i32::to_ne_bytes));
        assert_eq!(fixed(days), [vec![0b101], numbers(&[1, 0, -2])]);
        let buffers = texts([Some("ab"), None, Some(""), Some("ü")].into_iter()).unwrap();
        assert_eq!(buffers, [vec![0b1101], numbers(&[0, 2, 2, 2, 4]), "abü".into()]);
    }

    #[test]
    fn an_empty_list_differs_from_a_null() {
        let buffers = text_lists([Some(vec!["a", "bc"]), Some(vec![]), None, Some(vec![""])].into_iter()).unwrap();
        assert_eq!(buffers, [vec![0b1011], numbers(&[0, 2, 2, 2, 3]), numbers(&[0, 1, 3, 3]), "abc".into()]);
        assert_eq!(text_lists::<&str>(std::iter::empty()).unwrap(), [vec![], numbers(&[0]), numbers(&[0]), vec![]]);
    }
}
