//! An officer who signs.

use super::error::LedgerError;
use crate::event::Kind;
use crate::officer::{Bench, CountError, Role, Wording};
use starseal::verify::Digest;
use starseal::{Date, Signer, Timestamp};

/// An officer who signs: a name, a key, and a source of random bytes.
pub struct Pen<'a> {
    /// The officer's name.
    pub officer: &'a str,
    /// The officer's key.
    pub signer: &'a dyn Signer,
    /// Returns random bytes that were never returned before.
    pub nonce: &'a dyn Fn() -> [u8; 16],
}

impl Pen<'_> {
    /// Checks that the key is that of an officer with this name whose statements count.
    pub(crate) fn check(&self, bench: &Bench) -> Result<(), LedgerError> {
        let name = || self.officer.to_owned();
        let officer = bench.active(self.officer).ok_or_else(|| CountError::NoOfficer { officer: name() })?;
        if officer.key == self.signer.public_key() { Ok(()) } else { Err(LedgerError::OtherKey { officer: name() }) }
    }

    /// Signs a statement about data.
    pub(crate) fn sign(
        &self,
        ledger: Option<Digest>,
        kind: Kind,
        data: &[u8],
        role: Role,
        (day, expires_at): (Date, Timestamp),
    ) -> Result<Vec<u8>, LedgerError> {
        let wording = Wording { ledger, kind, shown: Digest::of(data), day, expires_at, nonce: (self.nonce)(), role };
        Ok(wording.sign(self.signer)?)
    }
}
