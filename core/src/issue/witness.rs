//! Witnesses for labels whose key may fall.

use crate::seal::SealedLabel;
use crate::status::Witness;
use crate::trust::TrustList;
use crate::verify::{Candidate, Finding, Opened};

/// Returns what a status list carries to bear witness to a label, should the key that sealed it be compromised: the
/// label's status index, and the digest of its payload.
///
/// This is for registries, which know which labels are theirs. It does not matter whether the key is marked compromised
/// already.
///
/// # Errors
/// The first [`Finding`] against the seal: `unknown-key`, `bad-signature`, `key-not-allowed` or a fault of the claims.
pub fn witness(sealed: &SealedLabel, trust: &TrustList) -> Result<(u32, Witness), Finding> {
    let keys = trust.statement().issuers.iter().flat_map(|issuer| issuer.keys.iter().map(move |key| (issuer, key)));
    let candidates = keys
        .filter(|(_, key)| key.public_key.key_id() == sealed.key_id())
        .map(|(issuer, key)| ((), Candidate { trust, issuer, key }));
    let ((), opened) = Opened::open(sealed, candidates)?;
    match opened.key_window_finding() {
        Some(finding) => Err(finding),
        None => Ok((opened.label.status_index(), opened.witness)),
    }
}
