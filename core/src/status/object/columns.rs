//! Columns of tables: numbers in LEB128, indexes by their distances, and days in two halves.

use crate::label::Date;

/// Reads one number in LEB128 in the fewest bytes; none if there is no such number below 2^32.
fn read_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0_u64;
    for shift in [0, 7, 14, 21, 28] {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            let is_shortest = shift == 0 || *byte != 0;
            return u32::try_from(value).ok().filter(|_| is_shortest);
        }
    }
    None
}

pub(super) fn push_number(bytes: &mut Vec<u8>, mut value: u32) {
    while value > 0x7f {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Reads strictly ascending indexes.
pub(super) fn read_indexes(mut bytes: &[u8]) -> Option<Vec<u32>> {
    let (mut indexes, mut least) = (Vec::new(), Some(0_u32));
    while !bytes.is_empty() {
        let index = least?.checked_add(read_number(&mut bytes)?)?;
        indexes.push(index);
        least = index.checked_add(1);
    }
    Some(indexes)
}

/// Writes strictly ascending indexes.
pub(super) fn write_indexes(indexes: impl IntoIterator<Item = u32>) -> Vec<u8> {
    let (mut bytes, mut least) = (Vec::new(), 0_u32);
    for index in indexes {
        push_number(&mut bytes, index.wrapping_sub(least));
        least = index.wrapping_add(1);
    }
    bytes
}

/// Reads `number` counts of 1 to `most`.
pub(super) fn read_counts(mut bytes: &[u8], number: usize, most: usize) -> Option<Vec<u16>> {
    let mut counts = Vec::new();
    while !bytes.is_empty() {
        let count = read_number(&mut bytes)?;
        if count == 0 || count as usize > most {
            return None;
        }
        counts.push(count as u16);
    }
    (counts.len() == number).then_some(counts)
}

/// Reads `number` days or spans.
pub(super) fn read_halves(bytes: &[u8], number: usize) -> Option<Vec<u16>> {
    let (high, low) = bytes.split_at_checked(number)?;
    (low.len() == number).then(|| high.iter().zip(low).map(|(high, low)| u16::from_be_bytes([*high, *low])).collect())
}

/// Returns each index as many times as its count says; none if that is not `total` in all.
pub(super) fn owners(indexes: &[u32], counts: &[u16], total: usize) -> Option<impl Iterator<Item = u32>> {
    let sum: usize = counts.iter().map(|count| usize::from(*count)).sum();
    let each = indexes.iter().zip(counts);
    (sum == total).then(|| each.flat_map(|(index, count)| core::iter::repeat_n(*index, usize::from(*count))))
}

pub(super) fn write_halves(days: impl Iterator<Item = u16> + Clone) -> Vec<u8> {
    days.clone().map(|day| (day >> 8) as u8).chain(days.map(|day| day as u8)).collect()
}

/// Returns whether a number is a day of R-26.
pub(super) fn is_day(day: u16) -> bool {
    i32::from(day) >= Date::LEAST_DAY
}
