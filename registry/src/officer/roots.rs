//! The authority's root keys, which can change the officers where those who are left cannot: of two officers, one who
//! has lost the key could never be replaced by the other one alone.

use super::counted::{CountError, Occasion, check_that_nobody_signed_twice};
use super::statement::{Role, Statement};
use crate::event::Kind;
use starseal::PublicKey;

/// The root keys that the trust list names, and how many of them must sign.
#[derive(Debug, Clone, Copy)]
pub struct Roots<'a> {
    /// The keys.
    pub keys: &'a [PublicKey],
    /// The number of keys that must sign.
    pub threshold: usize,
}

impl Roots<'_> {
    /// Returns whether the statements of an event are those of root keys and not of officers. Only a change of the
    /// officers can have them.
    #[must_use]
    pub fn speak(&self, kind: Kind, statements: &[Vec<u8>]) -> bool {
        let is_of_root = |bytes: &Vec<u8>| matches!(self.open(bytes), Ok(Some(_)));
        kind == Kind::Officers && statements.first().is_some_and(is_of_root)
    }

    /// Checks that enough different root keys have signed a change of the officers. Returns a name for each key, and
    /// its statement.
    ///
    /// # Errors
    /// [`CountError`].
    pub fn count(
        &self,
        statements: &[Vec<u8>],
        occasion: &Occasion<'_>,
    ) -> Result<Vec<(String, Statement)>, CountError> {
        let accept = |bytes: &Vec<u8>| {
            let statement = self.open(bytes)?;
            let statement = statement.ok_or_else(|| CountError::NotSigned { key_id: Statement::key_id(bytes) })?;
            let name = format!("root key {}", statement.key.key_id());
            occasion.check(&name, &statement)?;
            Ok((name, statement))
        };
        let accepted = statements.iter().map(accept).collect::<Result<Vec<_>, CountError>>()?;
        check_that_nobody_signed_twice(&accepted)?;
        let is_enough = accepted.len() >= self.threshold && occasion.kind == Kind::Officers;
        let are_roots = accepted.iter().all(|(_, statement)| statement.wording.role == Role::Root);
        if is_enough && are_roots {
            return Ok(accepted);
        }
        let found = accepted.iter().filter(|(_, statement)| statement.wording.role == Role::Root).count();
        Err(CountError::RootsMissing { needed: self.threshold, found })
    }

    fn open(&self, bytes: &[u8]) -> Result<Option<Statement>, CountError> {
        Ok(Statement::open(bytes, self.keys.iter().copied())?)
    }
}
