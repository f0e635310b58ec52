//! Verifies the seals of a grant.

use super::finding::Findings;
use crate::event::Grant;
use crate::grant::stored_seals;
use crate::store::{Store, StoreError};
use crate::view::Trust;
use starseal::SealedLabel;

/// The number of seals that are read at once.
const PAGE: u32 = 1024;

/// A seal to verify: its position, its bytes, and the label that the event grants there, if it grants one.
type Job<'a> = (u64, &'a [u8], Option<&'a [u8]>);

/// Verifies every seal of a grant: it is there, a verifier of the trust list of that time reads it, and it seals
/// exactly the bytes in the event, with the key that the event names. Returns the number of seals.
pub(super) fn verify(
    store: &mut dyn Store,
    number: u64,
    grant: &Grant,
    trust: &Trust,
    findings: &mut Findings,
) -> Result<u64, StoreError> {
    let labels: Vec<&[u8]> = grant.labels().map(|(_, label)| label).collect();
    let (mut position, mut verified) = (0_u64, 0_u64);
    let total = labels.len() as u64;
    loop {
        let seals = stored_seals(store, number, position, PAGE)?;
        let jobs: Vec<Job<'_>> = seals
            .iter()
            .map(|(at, seal)| {
                let label = usize::try_from(*at).ok().and_then(|at| labels.get(at)).copied();
                (*at, seal.as_slice(), label)
            })
            .collect();
        for (at, fault) in faults(&jobs, grant, trust) {
            findings.add("seal-differs", Some(number), format!("the seal of label {at}: {fault}"));
        }
        for (at, ..) in &jobs {
            if *at > position {
                let what = format!("labels {position} to {} have no seal", at.saturating_sub(1));
                findings.add("seal-missing", Some(number), what);
            }
            position = at.saturating_add(1);
        }
        verified = verified.saturating_add(jobs.len() as u64);
        if jobs.len() < PAGE as usize {
            break;
        }
    }
    if position < total {
        let what = format!("labels {position} to {} have no seal", total.saturating_sub(1));
        findings.add("seal-missing", Some(number), what);
    }
    Ok(verified)
}

/// Returns the positions of the seals that are not as they must be, each with the fault. Half of them are verified on
/// another thread.
fn faults(jobs: &[Job<'_>], grant: &Grant, trust: &Trust) -> Vec<(u64, String)> {
    let check = |jobs: &[Job<'_>]| -> Vec<(u64, String)> {
        let fault = |(at, seal, label): &Job<'_>| fault_of(seal, *label, grant, trust).map(|fault| (*at, fault));
        jobs.iter().filter_map(fault).collect()
    };
    let (first, second) = jobs.split_at(jobs.len() / 2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| check(second));
        let mut found = check(first);
        match other.join() {
            Ok(more) => found.extend(more),
            Err(_) => found.extend(second.iter().map(|(at, ..)| (*at, "the verifier failed".to_owned()))),
        }
        found
    })
}

fn fault_of(seal: &[u8], label: Option<&[u8]>, grant: &Grant, trust: &Trust) -> Option<String> {
    let Some(label) = label else { return Some("the event grants no such label".to_owned()) };
    let sealed = match SealedLabel::from_bytes(seal) {
        Ok(sealed) => sealed,
        Err(fault) => return Some(fault.to_string()),
    };
    if sealed.key_id() != grant.key.key_id() {
        return Some(format!("it is sealed with key {}, not {}", sealed.key_id(), grant.key.key_id()));
    }
    match trust.verifier().authenticate(&sealed) {
        Ok(read) if read.to_claims() == label => None,
        Ok(_) => Some("it seals another label than the event grants".to_owned()),
        Err(finding) => Some(format!("a verifier refuses it ({}): {finding}", finding.code())),
    }
}
