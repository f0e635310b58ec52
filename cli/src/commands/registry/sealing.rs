//! Seals the labels of grants that were approved, with a progress bar.

use super::failure::Trouble;
use crate::interrupt;
use crate::keyfile::passphrase::PassphraseSource;
use crate::keyfile::{Place, read_signing_key};
use crate::messages::say;
use crate::output::progress;
use starseal::carrier::ErrorCorrection;
use starseal_registry::config::Config;
use starseal_registry::grant::{SealingError, SealingKey, pending, seal_grant};
use starseal_registry::ledger::Ledger;

/// The number of labels from which on a progress bar is shown.
const MANY: usize = 1000;

/// Seals all labels that have no seal yet. Returns their number. The label key is read only if there are some.
pub(super) fn seal_all(ledger: &mut Ledger, config: &Config, passphrase: &PassphraseSource) -> Result<u64, Trouble> {
    let grants = pending(ledger.store())?;
    if grants.is_empty() {
        return Ok(0);
    }
    let key = interrupt::at_once(|| read_signing_key(&Place::from(&config.label_key), passphrase))?;
    interrupt::watch();
    let sealing = SealingKey { signer: &key, threads: key.threads(), error_correction: ErrorCorrection::Medium };
    let mut total: u64 = grants.iter().map(|grant| grant.labels).sum();
    let bar = progress::bar(usize::try_from(total).unwrap_or(usize::MAX), MANY, &progress::labels());
    let mut before = 0;
    for grant in grants {
        let outcome = seal_grant(ledger, grant.event, &sealing, &mut |sealed| {
            bar.set_position(before + sealed as u64);
            !interrupt::is_wanted()
        });
        let sealed = match outcome {
            Err(SealingError::Ended { sealed }) => sealed as u64,
            // These labels are counted where they are sealed.
            Err(SealingError::Elsewhere { .. }) => {
                total -= grant.labels;
                continue;
            }
            outcome => outcome? as u64,
        };
        before += sealed;
        if before < total && interrupt::is_wanted() {
            bar.finish_and_clear();
            let what = say!("registry-ended-sealing", sealed = before, all = total);
            return Err(interrupt::ended(what, say!("registry-help-again")).into());
        }
    }
    bar.finish_and_clear();
    Ok(total)
}
