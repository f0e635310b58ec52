//! Which statements count for an event, and whether they are enough.

use super::statement::{Role, Statement, StatementFault};
use crate::event::{Founding, Kind, NamedKey, OfficerChange, Rule};
use starseal::verify::Digest;
use starseal::{Date, KeyId, PublicKey, Timestamp};

/// The number of days by which the day of a statement may be after that of the event: two machines' clocks differ.
const DAY_AHEAD: u32 = 1;

/// An officer, with the key that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// The name.
    pub name: String,
    /// The key.
    pub key: PublicKey,
    /// Whether the officer's statements count.
    pub is_active: bool,
}

/// The officers and the rule, as the events say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bench {
    officers: Vec<Officer>,
    rule: Rule,
}

/// Why the statements of an event are not enough, or a change of the officers is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CountError {
    /// A statement is malformed.
    #[error(transparent)]
    Statement(#[from] StatementFault),
    /// No officer's key has signed a statement.
    #[error("no officer of this ledger has signed the statement that names key {}", shown(*key_id))]
    NotSigned {
        /// The key ID that the statement names.
        key_id: Option<KeyId>,
    },
    /// The officer is retired.
    #[error("{officer} is retired, and the statement does not count")]
    Retired {
        /// The officer's name.
        officer: String,
    },
    /// The statement is about another ledger, kind or content.
    #[error("{officer} has signed another {what} than the event has")]
    Other {
        /// The officer's name.
        officer: String,
        /// What differs.
        what: &'static str,
    },
    /// The statement has expired.
    #[error("the statement of {officer} expired at {expired}, before {time}")]
    Expired {
        /// The officer's name.
        officer: String,
        /// The time at which it expired.
        expired: Timestamp,
        /// The time of the event.
        time: Timestamp,
    },
    /// The statement is of a later day than the event.
    #[error("the statement of {officer} is of {day}, and the event of {event}")]
    Ahead {
        /// The officer's name.
        officer: String,
        /// The day of the statement.
        day: Date,
        /// The day of the event.
        event: Date,
    },
    /// The roles of the statements are not those that the rule asks for.
    #[error("an event of the kind {kind} needs {} here, and the statements are of {found}", needed(*officers))]
    Roles {
        /// The kind.
        kind: Kind,
        /// The number of officers that the rule asks for.
        officers: u8,
        /// The roles of the statements.
        found: String,
    },
    /// Too few root keys of the authority have signed.
    #[error("{found} of the authority's root keys have signed, and {needed} must")]
    RootsMissing {
        /// The number of root keys that must sign.
        needed: usize,
        /// The number of root keys that have signed.
        found: usize,
    },
    /// One officer has signed twice.
    #[error("{officer} has proposed and approved the same: another officer must approve")]
    SameOfficer {
        /// The officer's name.
        officer: String,
    },
    /// There are too few officers to begin with, or after the change.
    #[error("there would be {left} officers, and a ledger needs two")]
    TooFew {
        /// The number of officers left.
        left: usize,
    },
    /// An officer has a key already, so a second one is refused.
    #[error("{officer} has a key already, and one officer has one key: retire the old one in the same event")]
    SecondKey {
        /// The officer's name.
        officer: String,
    },
    /// The key belongs, or belonged, to an officer.
    #[error("key {key_id} is, or was, the key of {officer}")]
    KeyTaken {
        /// The key's ID.
        key_id: KeyId,
        /// The officer's name.
        officer: String,
    },
    /// There is no such officer.
    #[error("there is no officer {officer} whose statements count")]
    NoOfficer {
        /// The name.
        officer: String,
    },
}

impl CountError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            CountError::Statement(_) => "statement-malformed",
            CountError::NotSigned { .. } => "statement-not-signed",
            CountError::Retired { .. } => "officer-retired",
            CountError::Other { .. } => "statement-of-other-content",
            CountError::Expired { .. } => "statement-expired",
            CountError::Ahead { .. } => "statement-ahead",
            CountError::Roles { .. } => "officers-missing",
            CountError::RootsMissing { .. } => "roots-missing",
            CountError::SameOfficer { .. } => "same-officer",
            CountError::TooFew { .. } => "too-few-officers",
            CountError::SecondKey { .. } => "second-key",
            CountError::KeyTaken { .. } => "key-taken",
            CountError::NoOfficer { .. } => "no-such-officer",
        }
    }
}

fn shown(key_id: Option<KeyId>) -> String {
    key_id.map_or_else(|| "unknown".to_owned(), |key_id| key_id.to_string())
}

fn needed(officers: u8) -> &'static str {
    match officers {
        0 => "all first officers",
        1 => "one officer",
        _ => "a proposer and an approver",
    }
}

impl Bench {
    /// Makes the bench of the first event.
    ///
    /// # Errors
    /// [`CountError`] if there are fewer than two officers, or two with one name or key.
    pub fn founded(founding: &Founding) -> Result<Self, CountError> {
        let mut bench = Bench { officers: Vec::new(), rule: founding.rule.clone() };
        founding.officers.iter().try_for_each(|officer| bench.add(officer))?;
        bench.check_number()?;
        Ok(bench)
    }

    /// Makes a bench from what a database holds.
    #[must_use]
    pub fn new(officers: Vec<Officer>, rule: Rule) -> Self {
        Bench { officers, rule }
    }

    /// Returns all officers, retired ones too.
    #[must_use]
    pub fn officers(&self) -> &[Officer] {
        &self.officers
    }

    /// Returns the rule.
    #[must_use]
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// Sets the rule.
    pub fn set_rule(&mut self, rule: Rule) {
        self.rule = rule;
    }

    /// Returns the officer with a name whose statements count.
    #[must_use]
    pub fn active(&self, name: &str) -> Option<&Officer> {
        self.officers.iter().find(|officer| officer.is_active && officer.name == name)
    }

    /// Returns the officer with a key.
    #[must_use]
    pub fn by_key(&self, key: &PublicKey) -> Option<&Officer> {
        self.officers.iter().find(|officer| officer.key == *key)
    }

    /// Changes the officers. In the end there are at least two.
    ///
    /// # Errors
    /// [`CountError`].
    pub fn change(&mut self, changes: &[OfficerChange]) -> Result<(), CountError> {
        let mut next = self.clone();
        for change in changes {
            match change {
                OfficerChange::Add(officer) => next.add(officer)?,
                OfficerChange::Retire { name, .. } => {
                    let officer = next.officers.iter_mut().find(|officer| officer.is_active && officer.name == *name);
                    let officer = officer.ok_or_else(|| CountError::NoOfficer { officer: name.clone() })?;
                    officer.is_active = false;
                }
            }
        }
        next.check_number()?;
        *self = next;
        Ok(())
    }

    fn add(&mut self, officer: &NamedKey) -> Result<(), CountError> {
        if let Some(of_key) = self.by_key(&officer.key) {
            return Err(CountError::KeyTaken { key_id: officer.key.key_id(), officer: of_key.name.clone() });
        }
        if self.active(&officer.name).is_some() {
            return Err(CountError::SecondKey { officer: officer.name.clone() });
        }
        self.officers.push(Officer { name: officer.name.clone(), key: officer.key, is_active: true });
        Ok(())
    }

    fn check_number(&self) -> Result<(), CountError> {
        let left = self.officers.iter().filter(|officer| officer.is_active).count();
        if left < 2 { Err(CountError::TooFew { left }) } else { Ok(()) }
    }
}

/// What the statements of an event must be about.
pub struct Occasion<'a> {
    /// The ID of the ledger; none for the first event.
    pub ledger: Option<Digest>,
    /// The kind of the event.
    pub kind: Kind,
    /// The data of the event.
    pub data: &'a [u8],
    /// The time of the event.
    pub time: Timestamp,
    /// The day of the event in the scheme's time zone.
    pub day: Date,
}

impl Occasion<'_> {
    /// Checks that a statement is about this occasion, and counts at its time.
    pub(super) fn check(&self, signer: &str, statement: &Statement) -> Result<(), CountError> {
        let (wording, officer) = (&statement.wording, || signer.to_owned());
        let differs = [
            (wording.ledger != self.ledger, "ledger"),
            (wording.kind != self.kind, "kind"),
            (wording.shown != Digest::of(self.data), "content"),
        ];
        if let Some((_, what)) = differs.into_iter().find(|(differs, _)| *differs) {
            return Err(CountError::Other { officer: officer(), what });
        }
        if wording.expires_at < self.time {
            return Err(CountError::Expired { officer: officer(), expired: wording.expires_at, time: self.time });
        }
        if wording.day > self.day.plus_days(DAY_AHEAD) {
            return Err(CountError::Ahead { officer: officer(), day: wording.day, event: self.day });
        }
        Ok(())
    }
}

impl Bench {
    /// Opens one statement about an occasion, and checks that it counts. Returns the officer's name.
    ///
    /// # Errors
    /// [`CountError`].
    pub fn accept(&self, bytes: &[u8], occasion: &Occasion<'_>) -> Result<(String, Statement), CountError> {
        let statement = Statement::open(bytes, self.officers.iter().map(|officer| officer.key))?;
        let statement = statement.ok_or_else(|| CountError::NotSigned { key_id: Statement::key_id(bytes) })?;
        let officer = self.by_key(&statement.key).ok_or(CountError::NotSigned { key_id: None })?;
        if !officer.is_active {
            return Err(CountError::Retired { officer: officer.name.clone() });
        }
        occasion.check(&officer.name, &statement)?;
        Ok((officer.name.clone(), statement))
    }
}

/// Checks that the statements of an event are those that the rule asks for, of different officers. Returns the
/// officers' names and their statements, in the order given.
///
/// # Errors
/// [`CountError`].
pub fn count(
    bench: &Bench,
    statements: &[Vec<u8>],
    occasion: &Occasion<'_>,
) -> Result<Vec<(String, Statement)>, CountError> {
    let accepted =
        statements.iter().map(|bytes| bench.accept(bytes, occasion)).collect::<Result<Vec<_>, CountError>>()?;
    let roles: Vec<Role> = accepted.iter().map(|(_, statement)| statement.wording.role).collect();
    let is_founding = occasion.kind == Kind::Founded;
    let officers = if is_founding { 0 } else { bench.rule.officers_for(occasion.kind) };
    let are_enough = match officers {
        0 => roles.iter().all(|role| *role == Role::Founder) && roles.len() == bench.officers.len(),
        1 => matches!(roles.as_slice(), [Role::Sole] | [Role::Proposer, Role::Approver]),
        _ => roles == [Role::Proposer, Role::Approver],
    };
    if !are_enough {
        let found = roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(" and ");
        return Err(CountError::Roles { kind: occasion.kind, officers, found });
    }
    check_that_nobody_signed_twice(&accepted)?;
    Ok(accepted)
}

pub(super) fn check_that_nobody_signed_twice(accepted: &[(String, Statement)]) -> Result<(), CountError> {
    for (at, (officer, _)) in accepted.iter().enumerate() {
        if accepted.iter().skip(at + 1).any(|(other, _)| other == officer) {
            return Err(CountError::SameOfficer { officer: officer.clone() });
        }
    }
    Ok(())
}
