//! Checks a publication from outside, for monitoring.
//!
//! - `memory`: what was seen before
//! - `lists`: the signed lists, their ages, and what was seen before
//! - `bundles`: whole bundles and changes
//! - `machine`: the registrations for machines, and the feed
//! - `pages`: pages, and what is below the prefixes
//! - `finding`: what is found

mod bundles;
mod feed;
mod finding;
mod lists;
mod machine;
mod memory;
mod pages;

pub use finding::Finding;
pub use memory::{Memory, MemoryError};

use crate::client::{Answer, Client, Fetched, Wanted};
use crate::descriptor::{DESCRIPTOR, Descriptor, File, JSON};
use crate::limits::{MAX_DESCRIPTOR_BYTES, Patience};
use crate::update::OutsideError;
use starseal::{Timestamp, Verifier};

/// The longest time in seconds for which caches may keep a file that names lists: an hour. A revocation reaches nobody
/// earlier than that.
const MAX_KEPT_SECONDS: u64 = 3600;

/// What an observer saw.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Observation {
    /// The number of the ledger's event that ordered the publication, as the descriptor has it.
    pub event: u64,
    /// What is not as it should be.
    pub findings: Vec<Finding>,
    /// The verifier with the lists of the publication.
    pub verifier: Verifier,
    /// What to remember.
    pub memory: Memory,
    /// The number of files that were fetched.
    pub files: usize,
    /// The number of deltas that were applied to lists seen before. The others were only read.
    pub deltas_applied: usize,
}

/// One pass over a publication.
struct Pass<'a> {
    client: &'a mut Client,
    patience: Patience,
    anchor: &'a Verifier,
    descriptor: Descriptor,
    now: Timestamp,
    findings: Vec<Finding>,
    files: usize,
    deltas_applied: usize,
}

/// Checks the publication at a client's address against an anchor, and against what was seen before.
///
/// # Errors
/// [`OutsideError`] if there is no descriptor, so that nothing can be observed.
pub fn observe(
    client: &mut Client,
    patience: Patience,
    anchor: &Verifier,
    memory: &Memory,
    now: Timestamp,
) -> Result<Observation, OutsideError> {
    let mut head = fetch_descriptor(client, None)?;
    loop {
        let Some(fetched) = head else { return Err(OutsideError::NothingHere) };
        let seen = pass(client, patience, anchor, memory, now, &fetched)?;
        if seen.findings.is_empty() {
            return Ok(seen);
        }
        // What was found may only say that a new version took the old one's place meanwhile.
        head = fetch_descriptor(client, None)?;
        if head.as_ref().is_none_or(|head| head.bytes == fetched.bytes) {
            return Ok(seen);
        }
    }
}

/// Fetches the descriptor; none if it is still the one with this tag.
fn fetch_descriptor(client: &mut Client, held: Option<&str>) -> Result<Option<Fetched>, OutsideError> {
    let wanted = Wanted { path: DESCRIPTOR, media_type: JSON, most: MAX_DESCRIPTOR_BYTES, file: None, held };
    match client.get(&wanted, &mut |_, _| {})? {
        Answer::Fetched(fetched) => Ok(Some(fetched)),
        Answer::Unchanged => Ok(None),
    }
}

fn pass(
    client: &mut Client,
    patience: Patience,
    anchor: &Verifier,
    memory: &Memory,
    now: Timestamp,
    head: &Fetched,
) -> Result<Observation, OutsideError> {
    let descriptor = Descriptor::from_bytes(&head.bytes)?;
    let mut pass =
        Pass { client, patience, anchor, descriptor, now, findings: Vec::new(), files: 0, deltas_applied: 0 };
    pass.check_caching(DESCRIPTOR, head);
    let is_known = match &head.tag {
        Some(tag) => fetch_descriptor(pass.client, Some(tag))?.is_none_or(|again| again.bytes != head.bytes),
        None => false,
    };
    if !is_known {
        pass.findings.push(Finding::NoRevalidation { path: DESCRIPTOR.to_owned() });
    }
    let before = memory.verifiers(anchor);
    let verifier = pass.lists(&before);
    pass.bundles(&verifier, &before);
    pass.machine(&verifier, before.last());
    pass.pages();
    let mut memory = memory.clone();
    memory.add(&verifier);
    let Pass { descriptor, findings, files, deltas_applied, .. } = pass;
    Ok(Observation { event: descriptor.event, findings, verifier, memory, files, deltas_applied })
}

impl Pass<'_> {
    /// Fetches a file of the descriptor; none, and a finding, if it is not the file that the descriptor names.
    fn file(&mut self, file: &File, most: usize) -> Option<Vec<u8>> {
        match self.client.file(file, most, &mut |_, _| {}) {
            Ok(fetched) => {
                self.files += 1;
                self.check_caching(&file.path, &fetched);
                Some(fetched.bytes)
            }
            Err(error) => {
                self.findings.push(Finding::FileUnavailable(error));
                None
            }
        }
    }

    fn check_caching(&mut self, path: &str, fetched: &Fetched) {
        let caching = fetched.caching.as_deref().unwrap_or_default();
        let ages = caching.split(',').filter_map(|part| {
            let (name, value) = part.trim().split_once('=')?;
            let is_age = name.eq_ignore_ascii_case("max-age") || name.eq_ignore_ascii_case("s-maxage");
            is_age.then(|| value.trim_matches('"').parse::<u64>().ok()).flatten()
        });
        if let Some(seconds) = ages.max().filter(|seconds| *seconds > MAX_KEPT_SECONDS) {
            let path = path.to_owned();
            self.findings.push(Finding::KeptTooLong { path, seconds, most: MAX_KEPT_SECONDS });
        }
    }
}
