//! The parser of status indexes on the command line: `7`, `0-99`, `1,5,7`.

use crate::exit::Failure;
use crate::messages::say;
use crate::output::escape::printable;
use std::collections::BTreeSet;

/// The maximum number of indexes in a status list.
const MOST: usize = 33_554_432;

/// Parses several such texts into one set of indexes.
pub(super) fn parse(texts: &[String]) -> Result<BTreeSet<u32>, Failure> {
    let mut indexes = BTreeSet::new();
    for part in texts.iter().flat_map(|text| text.split(',')) {
        let range = match part.split_once('-') {
            Some((first, last)) => number(first).zip(number(last)),
            None => number(part).map(|one| (one, one)),
        };
        match range {
            Some((first, last)) if first <= last && (last as usize) < MOST => indexes.extend(first..=last),
            _ => {
                return Err(Failure::usage(
                    say!("indexes-malformed", text = printable(part)),
                    say!("indexes-malformed-help"),
                ));
            }
        }
    }
    Ok(indexes)
}

fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn ranges_and_lists() {
        let read = |text: &str| parse(&[text.to_owned()]).map(Vec::from_iter);
        assert_eq!(read("7").unwrap(), [7]);
        assert_eq!(read("2-4,9, 1").unwrap(), [1, 2, 3, 4, 9]);
        for text in ["", "a", "4-2", "-1", "+1", "1-", "99999999999", "0-33554432"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
