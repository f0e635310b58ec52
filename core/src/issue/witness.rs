//! Witnesses, by which labels of a compromised key still count.

use crate::seal::SealedLabel;
use crate::status::Witness;
use crate::trust::TrustList;
use crate::verify::{Candidate, Finding, Opened};

/// Returns the status index and the witness of a label, as an issuer publishes them once the label's key is compromised
///
///
/// This is for registries, which know the labels that they sealed. The key may be marked compromised already.
///
/// # Errors
/// The first [`Finding`] against the seal: `unknown-key`, `bad-signature`, `key-not-allowed` or a fault in the claims.
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
