//! From the file of a ceremony to the statement that is signed.

use super::file::{Ceremony, CeremonyError, CeremonyParts};
use starseal::trust::{Issuer, TrustDraft, TrustError, TrustStatement, TrustedKey};
use starseal::{PublicKey, Timestamp, TrustList};

/// Why no draft can be made from the file of a ceremony.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError<E> {
    /// A file that the ceremony names cannot be read.
    #[error("a part of the ceremony cannot be read")]
    Part(E),
    /// A value does not fit the others.
    #[error(transparent)]
    Ceremony(#[from] CeremonyError),
    /// No verifier would accept the list.
    #[error(transparent)]
    Trust(#[from] TrustError),
}

impl Ceremony {
    /// Makes the draft, with the list held if the ceremony is for a next list. The same file, keys and lists result in
    /// the same bytes on every machine.
    ///
    /// # Errors
    /// [`PlanError`].
    pub fn draft<P: CeremonyParts>(
        &self,
        parts: &mut P,
    ) -> Result<(TrustDraft, Option<TrustList>), PlanError<P::Error>> {
        let held = self.previous.as_deref().map(|file| parts.previous(file)).transpose().map_err(PlanError::Part)?;
        let statement = self.statement(parts, held.as_ref())?;
        Ok((TrustDraft::new(&statement)?, held))
    }

    /// Makes the statement of the list that follows `held`, or of a first list.
    pub(super) fn statement<P: CeremonyParts>(
        &self,
        parts: &mut P,
        held: Option<&TrustList>,
    ) -> Result<TrustStatement, PlanError<P::Error>> {
        let scheme = parts.scheme(self.scheme.as_deref()).map_err(PlanError::Part)?;
        let mut key = |text: &str| parts.public_key(text).map_err(PlanError::Part);
        let roots = self.roots.iter().map(|root| key(&root.key)).collect::<Result<Vec<PublicKey>, _>>()?;
        let mut issuers = Vec::new();
        for part in &self.issuers {
            let mut keys = Vec::new();
            for stated in &part.keys {
                let mut trusted = TrustedKey::new(key(&stated.key)?, stated.purpose, stated.from, stated.until);
                trusted.levels.clone_from(&stated.levels);
                trusted.categories.clone_from(&stated.categories);
                trusted.compromised = stated.compromised;
                keys.push(trusted);
            }
            let mut issuer = Issuer::new(part.names.clone(), part.prefixes.clone(), keys);
            issuer.status_list.clone_from(&part.status_list);
            issuer.longest_status_age_days = part.status_age_days;
            issuers.push(issuer);
        }
        let (issued_at, expires_at) = (self.issued_at, self.expires_at());
        let mut statement = match held {
            Some(held) => held.next_statement(issued_at),
            None => TrustStatement::first(self.authority.clone(), scheme.clone(), Vec::new(), issued_at, expires_at),
        };
        (statement.names, statement.scheme) = (self.authority.clone(), scheme);
        (statement.roots, statement.threshold) = (roots, self.threshold);
        (statement.issuers, statement.expires_at) = (issuers, expires_at);
        statement.recognitions.clone_from(&self.recognitions);
        statement.compromised.extend(&self.compromised);
        statement.compromised.sort_unstable();
        statement.compromised.dedup();
        Ok(statement)
    }

    fn expires_at(&self) -> Timestamp {
        let lifetime = u64::from(self.expires_in_days).saturating_mul(86_400);
        Timestamp::from_unix_seconds(self.issued_at.unix_seconds().saturating_add(lifetime))
    }
}
