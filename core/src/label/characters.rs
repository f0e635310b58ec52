//! Characters that a text must not have if people compare it by eye (R-28).

/// The ranges of Unicode's property `Default_Ignorable_Code_Point` (`DerivedCoreProperties.txt`, Unicode 17.0), first
/// and last of each: soft hyphen, joiners, bidi controls, variation selectors, fillers, tags. A test compares them with
/// the data of `regex-syntax`.
const DEFAULT_IGNORABLE: [(u32, u32); 17] = [
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
];

/// The other ranges: C0 and C1 controls, the line and paragraph separators, and characters of private use, which look
/// as each font decides.
const OTHERS: [(u32, u32); 5] =
    [(0x0000, 0x001F), (0x007F, 0x009F), (0x2028, 0x2029), (0xE000, 0xF8FF), (0xF0000, 0x0010_FFFF)];

/// Returns whether a character is not visible, or may control a terminal or look like any other (R-28): control
/// characters, line separators, bidi controls, everything default-ignorable, and private use.
///
/// No text of a label or list has such a character, and programs that print text of unknown origin should escape them.
///
/// ```
/// use starseal::label::is_hidden;
///
/// assert!(is_hidden('\u{200B}') && is_hidden('\u{202E}') && is_hidden('\u{9B}') && is_hidden('\u{FE0F}'));
/// assert!(!is_hidden('A') && !is_hidden('見') && !is_hidden('\u{3000}'));
/// ```
#[must_use]
pub fn is_hidden(character: char) -> bool {
    let number = u32::from(character);
    // Nearly all text that is printed.
    if (0x20..0x7f).contains(&number) {
        return false;
    }
    DEFAULT_IGNORABLE.iter().chain(&OTHERS).any(|(first, last)| (*first..=*last).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT_IGNORABLE, is_hidden};
    use regex_syntax::hir::{Class, HirKind};

    /// Returns the ranges of a Unicode class, from the data of the crate `regex-syntax`.
    fn ranges(class: &str) -> Vec<(u32, u32)> {
        match regex_syntax::parse(class).unwrap().into_kind() {
            HirKind::Class(Class::Unicode(class)) => {
                class.ranges().iter().map(|range| (range.start().into(), range.end().into())).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_table_is_that_of_unicode() {
        assert_eq!(ranges(r"\p{Default_Ignorable_Code_Point}"), DEFAULT_IGNORABLE);
    }

    #[test]
    #[ignore = "long"]
    fn all_classes_of_the_rule_are_hidden_and_nothing_else() {
        let classes = r"[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Bidi_Control}]";
        let expected: Vec<(u32, u32)> = ranges(classes);
        let in_expected = |c: char| {
            let at = expected.partition_point(|(_, last)| *last < c.into());
            expected.get(at).is_some_and(|(first, _)| *first <= c.into())
        };
        // Of Unicode 17: 4,174 default-ignorable, 65 controls, 2 separators, 137,468 of private use.
        let count: u32 = expected.iter().map(|(first, last)| last - first + 1).sum();
        assert_eq!(count, 4_174 + 65 + 2 + 137_468);
        // The last two numbers of planes 15 and 16 are not characters, and are refused with the rest of their planes.
        let not_characters = ['\u{FFFFE}', '\u{FFFFF}', '\u{10FFFE}', '\u{10FFFF}'];
        for c in '\0'..=char::MAX {
            assert_eq!(is_hidden(c), in_expected(c) || not_characters.contains(&c), "U+{:04X}", u32::from(c));
        }
    }
}
