//! Finds the personal data of applications.

use crate::event::{Data, Erasure, Kind};
use crate::ledger::{LedgerError, events_after};
use crate::store::Store;
use starseal::verify::Digest;
use std::collections::BTreeMap;

/// The number of events that are read at once.
const PAGE: u32 = 16;

/// Finds all personal data that the events name for applications, also in contents that were amended since, and that
/// are not erased yet. Applications without such data are left out. Goes through all events.
///
/// # Errors
/// [`LedgerError`].
pub fn erasure_of(store: &mut dyn Store, numbers: &[String], reason: &str) -> Result<Erasure, LedgerError> {
    let mut found: BTreeMap<&str, Vec<Digest>> = numbers.iter().map(|number| (number.as_str(), Vec::new())).collect();
    let mut after = 0;
    loop {
        let events = events_after(store, after, PAGE)?;
        for event in &events {
            after = event.number;
            if !matches!(event.kind, Kind::Applied | Kind::Amended) {
                continue;
            }
            let (Data::Applied(applications) | Data::Amended { applications, .. }) = event.content()? else { continue };
            for application in applications {
                let digests = found.get_mut(application.number.as_str());
                if let (Some(digests), Some(digest)) = (digests, application.personal)
                    && !digests.contains(&digest)
                {
                    digests.push(digest);
                }
            }
        }
        if events.len() < PAGE as usize {
            break;
        }
    }
    let mut applications = Vec::new();
    for (number, digests) in found {
        let mut left = Vec::new();
        for digest in digests {
            if crate::view::erased_in(store, digest)?.is_none() {
                left.push(digest);
            }
        }
        if !left.is_empty() {
            applications.push((number.to_owned(), left));
        }
    }
    Ok(Erasure { reason: reason.to_owned(), applications })
}
