//! Finds the changes in a row of flags, eight flags at a time.

/// Finds the changes in a row of flags, given in groups of eight. The row starts with a flag of 0.
///
/// A group is a word of eight bytes, each 0 or 1. Comparing it with the same flags shifted by one place gives a bit for
/// every change. A run of only light or only dark pixels therefore costs one comparison for eight pixels.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// The place of the next group's first flag.
    at: u32,
    /// The last flag of the previous group.
    last: u64,
}

impl Changes {
    /// The number of flags in a group.
    pub(crate) const GROUP: usize = 8;

    /// Adds a group, and appends the places at which its flags differ from the previous flag.
    #[inline]
    pub(crate) fn add(&mut self, flags: [u8; Self::GROUP], places: &mut Vec<u32>) {
        let word = u64::from_le_bytes(flags);
        let mut differing = word ^ (word << 8 | self.last);
        self.last = word >> 56;
        while differing != 0 {
            places.push(self.at + differing.trailing_zeros() / 8);
            // Clears the lowest set bit.
            differing &= differing - 1;
        }
        self.at += Self::GROUP as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::Changes;

    #[test]
    fn changes_are_found_within_and_between_groups() {
        let mut changes = Changes::default();
        let mut places = Vec::new();
        for flags in [[1, 1, 0, 0, 0, 0, 0, 1], [1; 8], [0, 1, 0, 1, 1, 1, 1, 1], [0; 8]] {
            changes.add(flags, &mut places);
        }
        assert_eq!(places, [0, 2, 7, 16, 17, 18, 19, 24]);
    }
}
