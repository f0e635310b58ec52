//! Finds which records were changed, added, left out or moved, by the marks that were written with them.

use crate::finding::Finding;
use crate::lines::Mark;
use std::collections::HashMap;

/// Compares the marks that were written with those of the records that are there.
pub(crate) fn compare(written: &[Mark], found: &[Mark]) -> Vec<Finding> {
    let mut places: HashMap<Mark, Vec<usize>> = HashMap::new();
    // The last place of each mark is on top, so that records that occur twice are matched in their order.
    written.iter().enumerate().rev().for_each(|(at, mark)| places.entry(*mark).or_default().push(at));
    let from: Vec<Option<usize>> = found.iter().map(|mark| places.get_mut(mark).and_then(Vec::pop)).collect();
    let mut lost: Vec<usize> = places.into_values().flatten().collect();
    lost.sort_unstable();
    let has_moved_only = lost.is_empty() && from.iter().all(Option::is_some);
    let mut findings = Vec::new();
    for (at, from) in from.iter().enumerate() {
        let number = at + 1;
        match from {
            // Behind a record that was added or left out, all others have other numbers.
            Some(from) if has_moved_only && *from != at => {
                findings.push(Finding::RecordMoved { number, from: from + 1 });
            }
            Some(_) => {}
            // At its place, another one was lost.
            None => findings.push(match lost.binary_search(&at) {
                Ok(place) if written.len() == found.len() => {
                    lost.remove(place);
                    Finding::RecordChanged { number }
                }
                _ => Finding::RecordAdded { number },
            }),
        }
    }
    findings.extend(lost.into_iter().map(|at| Finding::RecordLeftOut { number: at + 1 }));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(written: &str, found: &str) -> Vec<String> {
        let marks = |text: &str| -> Vec<Mark> { text.bytes().map(|byte| [byte; 8]).collect() };
        compare(&marks(written), &marks(found)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_kind_of_change_is_named() {
        assert_eq!(codes("abcd", "abcd"), [""; 0]);
        assert_eq!(codes("abcd", "abxd"), ["record 3 is not the one that was written there"]);
        assert_eq!(codes("abcd", "abcxd"), ["record 4 was added"]);
        assert_eq!(codes("abcd", "abd"), ["the record that was written as number 3 is left out"]);
        assert_eq!(codes("abcd", "acbd"), ["record 2 was written as number 3", "record 3 was written as number 2"]);
        assert_eq!(codes("aab", "ab"), ["the record that was written as number 2 is left out"]);
        assert_eq!(codes("ab", "aab"), ["record 2 was added"]);
    }
}
