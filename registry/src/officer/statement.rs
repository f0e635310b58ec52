//! An officer's statement: COSE_Sign1 over deterministic CBOR.

use crate::event::Kind;
use core::fmt;
use core::str::FromStr;
use starseal::cbor::{CborFault, Item, Reader, Value, encode, map};
use starseal::cose;
use starseal::keys::SignerError;
use starseal::verify::Digest;
use starseal::{Date, KeyId, PublicKey, Signer, Timestamp};

/// The media type of a statement, the value of `typ` in its protected header. No label, list or other statement has it.
pub const STATEMENT_TYP: &str = "application/vnd.starseal.officer-statement+cose";

/// The role in which an officer signs. It is signed too, so that no statement can be used in another role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// One of the first officers, on the first event.
    Founder,
    /// The only officer, where one is enough.
    Sole,
    /// The officer who proposes what another one approves.
    Proposer,
    /// The officer who approves what another one proposed.
    Approver,
    /// A root key of the authority, on a change of the officers that those who are left cannot make.
    Root,
}

impl Role {
    const ALL: [Role; 5] = [Role::Founder, Role::Sole, Role::Proposer, Role::Approver, Role::Root];

    /// Returns the name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Founder => "founder",
            Role::Sole => "sole",
            Role::Proposer => "proposer",
            Role::Approver => "approver",
            Role::Root => "root",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Role {
    type Err = StatementFault;

    fn from_str(text: &str) -> Result<Self, StatementFault> {
        Role::ALL.into_iter().find(|role| role.as_str() == text).ok_or(StatementFault::Form(CborFault::Unexpected))
    }
}

/// Why bytes are not a statement.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StatementFault {
    /// The envelope is not a COSE_Sign1 with the profile of statements.
    #[error("the statement is not an envelope of an officer's statement")]
    Envelope,
    /// The payload is not well-formed.
    #[error("the statement is not well-formed: {0}")]
    Form(#[from] CborFault),
}

/// The content of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The ID of the ledger; none in the first event, whose hash is the ID.
    pub ledger: Option<Digest>,
    /// The kind of the event.
    pub kind: Kind,
    /// The SHA-256 of exactly what the officer was shown: the data of the event.
    pub shown: Digest,
    /// The day on which the officer signed.
    pub day: Date,
    /// The time after which the statement no longer counts.
    pub expires_at: Timestamp,
    /// Random bytes that are used once.
    pub nonce: [u8; 16],
    /// The officer's role.
    pub role: Role,
}

impl Wording {
    /// Signs the wording.
    ///
    /// # Errors
    /// [`SignerError`] if the signer fails or its signature does not verify under its own key.
    pub fn sign(&self, signer: &dyn Signer) -> Result<Vec<u8>, SignerError> {
        let bytes = |bytes: &[u8]| Some(Value::Bytes(bytes.to_vec()));
        let payload = encode(&map([
            (1, self.ledger.and_then(|ledger| bytes(ledger.as_bytes()))),
            (2, Some(self.kind.as_str().into())),
            (3, bytes(self.shown.as_bytes())),
            (4, Some(self.day.days().into())),
            (5, Some(self.expires_at.unix_seconds().into())),
            (6, bytes(&self.nonce)),
            (7, Some(self.role.as_str().into())),
        ]));
        cose::Statement::sign(&payload, STATEMENT_TYP, signer)
    }

    fn read(payload: &[u8]) -> Result<Self, CborFault> {
        let (mut ledger, mut kind, mut shown, mut day) = (None, None, None, None);
        let (mut expires_at, mut nonce, mut role) = (None, None, None);
        let mut reader = Reader::new(payload);
        reader.map(|key, value| {
            let unexpected = CborFault::Unexpected;
            match key {
                Item::Uint(1) => ledger = Some(Digest::from_bytes(value.byte_array()?)),
                Item::Uint(2) => kind = Some(value.text()?.parse().map_err(|_| unexpected)?),
                Item::Uint(3) => shown = Some(Digest::from_bytes(value.byte_array()?)),
                Item::Uint(4) => day = Some(Date::from_days(value.number()?).map_err(|_| unexpected)?),
                Item::Uint(5) => {
                    let seconds = value.uint()?;
                    let time = Timestamp::from_unix_seconds(seconds);
                    expires_at = Some(time).filter(|time| time.unix_seconds() == seconds);
                }
                Item::Uint(6) => nonce = Some(value.byte_array()?),
                Item::Uint(7) => role = Some(value.text()?.parse().map_err(|_| unexpected)?),
                _ => return Err(unexpected),
            }
            Ok::<(), CborFault>(())
        })?;
        reader.finish()?;
        let missing = CborFault::Unexpected;
        Ok(Wording {
            ledger,
            kind: kind.ok_or(missing)?,
            shown: shown.ok_or(missing)?,
            day: day.ok_or(missing)?,
            expires_at: expires_at.ok_or(missing)?,
            nonce: nonce.ok_or(missing)?,
            role: role.ok_or(missing)?,
        })
    }
}

/// A statement whose signature is verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The key that signed it.
    pub key: PublicKey,
    /// The content.
    pub wording: Wording,
}

impl Statement {
    /// Finds the key that signed a statement, verifies the signature by the strict rules, and then reads the content.
    /// None of the keys having signed it is no fault of form: the result is none.
    ///
    /// # Errors
    /// [`StatementFault`] if the bytes are not a statement.
    pub fn open(bytes: &[u8], keys: impl IntoIterator<Item = PublicKey>) -> Result<Option<Self>, StatementFault> {
        let envelope = cose::Statement::from_bytes(bytes, STATEMENT_TYP).ok_or(StatementFault::Envelope)?;
        let mut candidates = keys.into_iter().filter(|key| key.key_id() == envelope.key_id());
        let opened = candidates.find_map(|key| envelope.verify(&key).map(|payload| (key, payload)));
        match opened {
            Some((key, payload)) => Ok(Some(Statement { key, wording: Wording::read(payload)? })),
            None => Ok(None),
        }
    }

    /// Returns the key ID that a statement names, which is a hint.
    #[must_use]
    pub fn key_id(bytes: &[u8]) -> Option<KeyId> {
        cose::Statement::from_bytes(bytes, STATEMENT_TYP).map(|envelope| envelope.key_id())
    }
}
