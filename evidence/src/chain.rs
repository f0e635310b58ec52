//! Checks that files follow each other.

use crate::finding::Finding;
use crate::format::Evidence;
use starseal::Timestamp;
use starseal::verify::Digest;

/// A file of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The name of the file, for findings.
    pub name: String,
    /// Its number.
    pub number: u64,
    /// The SHA-256 of its bytes.
    pub digest: Digest,
    /// The SHA-256 of the file before it, as it states.
    pub previous: Option<Digest>,
    /// The time at which it was made, as it states.
    pub made_at: Timestamp,
}

impl Link {
    /// Makes the link of a file.
    #[must_use]
    pub fn new(name: &str, evidence: &Evidence) -> Self {
        let head = evidence.head();
        Link {
            name: name.to_owned(),
            number: head.number,
            digest: evidence.digest(),
            previous: head.previous,
            made_at: head.made_at,
        }
    }
}

/// Checks that files are a whole chain: every number from 1 on once, and each file names the one before it, and was not
/// made before it. The order in which they are given does not matter.
///
/// Files that are missing at the end cannot be found: nothing names them.
#[must_use]
pub fn chain(links: &[Link]) -> Vec<Finding> {
    let mut links: Vec<&Link> = links.iter().collect();
    links.sort_by_key(|link| link.number);
    let mut findings = Vec::new();
    let mut before: Option<&Link> = None;
    for link in links {
        let last = before.map_or(0, |before| before.number);
        match before {
            Some(before) if before.number == link.number => findings.push(Finding::FileTwice {
                number: link.number,
                name: before.name.clone(),
                other: link.name.clone(),
            }),
            _ if last + 1 < link.number => findings.push(Finding::FileMissing { from: last + 1, to: link.number - 1 }),
            Some(before) => {
                // A number above 1 has a file before it.
                if let Some(stated) = link.previous.filter(|stated| *stated != before.digest) {
                    findings.push(Finding::FileReplaced {
                        name: link.name.clone(),
                        before: before.name.clone(),
                        stated,
                        found: before.digest,
                    });
                }
            }
            None => {}
        }
        if let Some(before) = before.filter(|before| before.made_at > link.made_at) {
            findings.push(Finding::FileEarlier {
                name: link.name.clone(),
                made_at: link.made_at,
                before: before.name.clone(),
                before_at: before.made_at,
            });
        }
        before = Some(link);
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(number: u64, previous: Option<u64>) -> Link {
        let digest = |number: u64| Digest::of(&number.to_be_bytes());
        Link {
            name: format!("{number:06}"),
            number,
            digest: digest(number),
            previous: previous.map(digest),
            made_at: Timestamp::from_unix_seconds(number),
        }
    }

    #[test]
    fn a_whole_chain_has_no_findings_in_any_order() {
        assert_eq!(chain(&[link(3, Some(2)), link(1, None), link(2, Some(1))]), []);
        assert_eq!(chain(&[]), []);
    }

    #[test]
    fn gaps_copies_and_replacements_are_found() {
        let codes = |links: &[Link]| -> Vec<&str> { chain(links).iter().map(Finding::code).collect() };
        assert_eq!(codes(&[link(1, None), link(4, Some(3))]), ["file-missing"]);
        assert_eq!(codes(&[link(2, Some(1))]), ["file-missing"]);
        assert_eq!(codes(&[link(1, None), link(2, Some(9))]), ["file-replaced"]);
        assert_eq!(codes(&[link(1, None), link(1, None)]), ["file-twice"]);
        let earlier = Link { made_at: Timestamp::from_unix_seconds(0), ..link(2, Some(1)) };
        assert_eq!(codes(&[link(1, None), earlier]), ["file-earlier"]);
        let last = Link { previous: link(1, None).digest.into(), ..link(u64::MAX, None) };
        assert_eq!(codes(&[link(1, None), last.clone(), last]), ["file-missing", "file-twice"]);
    }
}
