//! Numbers as keys for sorting.
//!
//! The standard library compiles its sort for every type that is sorted, and for every way to compare it. Sorted by a
//! key of one type (`sort_by_cached_key`), everything shares one sort, which makes a library for phones and browsers
//! smaller by 7 KB.

/// Returns a key for the order of [`f64::total_cmp`], the least number first.
pub(crate) fn least_first(number: impl Into<f64>) -> u64 {
    let bits = number.into().to_bits();
    // The numbers below zero are in the opposite order of their bits.
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// Returns a key for the opposite order, the greatest number first.
pub(crate) fn greatest_first(number: impl Into<f64>) -> u64 {
    !least_first(number)
}

/// Returns a key for the order of two numbers, where the second counts if the first are equal: the greatest first.
/// Second numbers from 2^32 on are equal.
pub(crate) fn greatest_pair_first(first: u32, second: u64) -> u64 {
    !(u64::from(first) << 32 | second.min(u64::from(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use super::{greatest_first, greatest_pair_first, least_first};

    #[test]
    fn keys_are_in_the_order_of_the_numbers() {
        let numbers = [f64::NEG_INFINITY, -2.0, -1e-300, -0.0, 0.0, 1e-300, 0.5, 2.0, f64::INFINITY, f64::NAN];
        for (at, one) in numbers.iter().enumerate() {
            for other in &numbers[at + 1..] {
                assert!(least_first(*one) < least_first(*other), "{one} < {other}");
                assert!(greatest_first(*one) > greatest_first(*other), "{one} > {other}");
            }
        }
    }

    #[test]
    fn the_second_number_counts_if_the_first_are_equal() {
        let ordered = [(3, 0), (2, u64::MAX), (2, 5), (2, 4), (0, 9)].map(|(one, two)| greatest_pair_first(one, two));
        assert!(ordered.is_sorted());
    }
}
