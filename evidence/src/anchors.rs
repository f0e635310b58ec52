//! The anchors from which the lists of a file are verified.

use crate::finding::Finding;
use crate::format::BasisPart;
use crate::head::BasisHead;
use starseal::trust::{AuthorityId, TrustError};
use starseal::verify::{Digest, UpdateError};
use starseal::{Code, Policy, TrustList, Verifier};

/// The trust lists that a checker trusts: for each authority, one list, or a chain of them.
///
/// Of a chain, the lists up to the version on which records rest are their anchor. So one chain is the anchor for files
/// of many years.
#[derive(Debug, Clone)]
pub struct Anchors {
    chains: Vec<Vec<TrustList>>,
}

impl Anchors {
    /// Reads anchors: the bytes of a trust list, or of a chain, for each authority.
    ///
    /// # Errors
    /// [`TrustError`] if a list is not valid by itself, or may not follow the one before.
    pub fn new<'a>(anchors: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, TrustError> {
        let chains = anchors.into_iter().map(|anchor| {
            // A verifier checks that each list may follow the one before.
            Verifier::new(anchor)?;
            TrustList::split_chain(anchor)?.into_iter().map(TrustList::open).collect()
        });
        Ok(Anchors { chains: chains.collect::<Result<_, _>>()? })
    }

    /// Makes the verifier that judged the records of a basis, from the anchors and the lists in the file.
    pub(crate) fn verifier(&self, number: usize, head: &BasisHead, part: &BasisPart) -> Result<Verifier, Vec<Finding>> {
        let mut findings = Vec::new();
        let (lists, policy) = (Digest::of(&part.lists), Digest::of(&part.policy));
        if lists != head.lists {
            findings.push(Finding::ListsChanged { basis: number, stated: head.lists, found: lists });
        }
        if policy != head.policy {
            findings.push(Finding::PolicyChanged { basis: number, stated: head.policy, found: policy });
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let mut verifier = self.anchored(number, head).map_err(|finding| vec![finding])?;
        let refused = |code: Code, reason: String| Finding::ListRefused { basis: number, code: code.as_str(), reason };
        let applied = verifier.restore(&part.lists).map_err(|error| vec![refused(error.code(), error.to_string())])?;
        // The anchor may be newer than the oldest list that is kept.
        let is_against = |error: &&UpdateError| error.code() != Code::TrustListOlder;
        findings.extend(applied.refused().filter(is_against).map(|error| refused(error.code(), error.to_string())));
        for (list, (_, version)) in verifier.trust_lists().zip(&head.authorities) {
            let held = list.statement().version;
            if held != *version && findings.is_empty() {
                let reason = format!("the newest trust list has version {held}, and the head names {version}");
                findings.push(refused(Code::TrustListInvalid, reason));
            }
        }
        match Policy::from_bytes(&part.policy) {
            Ok(policy) => verifier.set_policy(policy),
            Err(_) => findings.push(Finding::PolicyUnreadable { basis: number }),
        }
        if findings.is_empty() { Ok(verifier) } else { Err(findings) }
    }

    /// Makes a verifier with the anchors of the authorities of a basis, in their order.
    fn anchored(&self, number: usize, head: &BasisHead) -> Result<Verifier, Finding> {
        let mut verifier: Option<Verifier> = None;
        for (authority, version) in &head.authorities {
            let anchor = self.up_to(*authority, *version)?;
            let added = match &mut verifier {
                Some(verifier) => verifier.add_authority(&anchor),
                None => Verifier::new(&anchor).map(|first| verifier = Some(first)),
            };
            added.map_err(|error| Finding::ListRefused {
                basis: number,
                code: error.code().as_str(),
                reason: error.to_string(),
            })?;
        }
        // A head names at least one authority.
        verifier.ok_or(Finding::PolicyUnreadable { basis: number })
    }

    /// Returns the lists of an authority up to a version.
    fn up_to(&self, authority: AuthorityId, version: u32) -> Result<Vec<u8>, Finding> {
        let is_of = |chain: &&Vec<TrustList>| chain.first().is_some_and(|list| list.authority_id() == authority);
        let chain = self.chains.iter().find(is_of).ok_or(Finding::AuthorityUnknown { authority })?;
        let known = chain.iter().take_while(|list| list.statement().version <= version);
        let lists: Vec<&[u8]> = known.map(TrustList::as_bytes).collect();
        if lists.is_empty() {
            let anchor = chain.first().map_or(0, |list| list.statement().version);
            return Err(Finding::AnchorNewer { authority, anchor, stated: version });
        }
        Ok(lists.concat())
    }
}
