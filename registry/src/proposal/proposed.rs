//! Proposals, and their approval.

use crate::event::{Data, Kind};
use crate::ledger::{Head, LedgerError, Pen, Writing};
use crate::officer::{CountError, Occasion, Role};
use crate::store::{Cell, Row, Store, StoreError, insert_all};
use starseal::Timestamp;
use starseal::verify::Digest;

/// The number of seconds for which an approval counts that is used at once.
const AT_ONCE_SECONDS: u64 = 3600;

/// What an officer has proposed, and nobody has approved yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The number.
    pub number: u64,
    /// The officer who proposed it.
    pub officer: String,
    /// The time of the proposal.
    pub proposed_at: Timestamp,
    /// The time after which it can no longer be approved.
    pub expires_at: Timestamp,
    /// The content of the event.
    pub data: Data,
    /// The proposer's statement.
    statement: Vec<u8>,
}

impl Proposal {
    /// Returns the SHA-256 of exactly what both officers sign.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&self.data.to_bytes())
    }
}

/// What became of something that an officer wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// One officer was enough, and the event was appended.
    Appended(Head),
    /// Another officer must approve the proposal with this number.
    Proposed(u64),
}

/// Appends an event if one officer is enough for its kind, else stores it as a proposal. In both cases it could follow
/// the events so far.
///
/// # Errors
/// [`LedgerError`].
pub fn propose(
    writing: &mut Writing<'_>,
    data: &Data,
    pen: &Pen<'_>,
    valid_seconds: u64,
) -> Result<Outcome, LedgerError> {
    if writing.bench()?.rule().officers_for(data.kind()) == 1 {
        return writing.append_alone(data, pen).map(Outcome::Appended);
    }
    writing.try_out(data)?;
    let statement = writing.sign(pen, data, Role::Proposer, valid_seconds)?;
    let now = writing.time().unix_seconds();
    let last_index = match data {
        Data::Granted(grant) => grant.registrations.iter().map(|granted| granted.index).max(),
        _ => None,
    };
    let store = writing.store();
    let rows = store.query("SELECT max(number) FROM proposal", &[])?;
    let highest = rows.first().map_or(Ok(None), |row| row.int_or_null(0))?;
    let number = u64::try_from(highest.unwrap_or(0)).unwrap_or(0).saturating_add(1);
    let row: Vec<Cell> = vec![
        number.into(),
        data.kind().as_str().into(),
        Cell::Bytes(data.to_bytes()),
        Cell::Bytes(statement),
        pen.officer.into(),
        now.into(),
        now.saturating_add(valid_seconds).into(),
        last_index.into(),
    ];
    let columns = ["number", "kind", "data", "statement", "officer", "proposed_at", "expires_at", "last_index"];
    insert_all(store, "proposal", &columns, [row])?;
    Ok(Outcome::Proposed(number))
}

const COLUMNS: &str = "SELECT number, kind, data, statement, officer, proposed_at, expires_at FROM proposal \
                       WHERE event IS NULL AND refused IS NULL";

fn proposal_of(row: &Row) -> Result<Proposal, LedgerError> {
    let damaged = |reason: &str| StoreError::Damaged { reason: reason.to_owned() };
    let kind: Kind = row.text(1)?.parse().map_err(|_| damaged("a proposal is of an unknown kind"))?;
    let data = Data::from_bytes(kind, row.bytes(2)?)?;
    Ok(Proposal {
        number: row.number(0)?,
        officer: row.text(4)?.to_owned(),
        proposed_at: Timestamp::from_unix_seconds(row.number(5)?),
        expires_at: Timestamp::from_unix_seconds(row.number(6)?),
        data,
        statement: row.bytes(3)?.to_vec(),
    })
}

/// Reads the proposals that can still be approved, in their order: at most `most`, after a number.
///
/// # Errors
/// [`LedgerError`].
pub fn open_proposals(
    store: &mut dyn Store,
    now: Timestamp,
    after: u64,
    most: u32,
) -> Result<Vec<Proposal>, LedgerError> {
    let sql = format!("{COLUMNS} AND expires_at >= $1 AND number > $2 ORDER BY number LIMIT $3");
    let rows = store.query(&sql, &[now.unix_seconds().into(), after.into(), most.into()])?;
    rows.iter().map(proposal_of).collect()
}

/// Approves a proposal: checks the proposer's statement, signs the same bytes, and appends the event with both. Nothing
/// can change in between, since both statements are about the same digest.
///
/// # Errors
/// [`LedgerError`]; `same-officer` if the proposer is the approver.
pub fn approve(writing: &mut Writing<'_>, number: u64, pen: &Pen<'_>) -> Result<Head, LedgerError> {
    let rows = writing.store().query(&format!("{COLUMNS} AND number = $1"), &[number.into()])?;
    let proposal = rows.first().map(proposal_of).transpose()?.ok_or(LedgerError::NoProposal { number })?;
    if proposal.expires_at < writing.time() {
        return Err(LedgerError::ProposalExpired { number, expired: proposal.expires_at });
    }
    let bench = writing.bench()?;
    pen.check(&bench)?;
    let bytes = proposal.data.to_bytes();
    let occasion = Occasion {
        ledger: Some(writing.id()),
        kind: proposal.data.kind(),
        data: &bytes,
        time: writing.time(),
        day: writing.today(),
    };
    // The name in the table is for people; the officer is the one whose key signed.
    let (proposer, _) = bench.accept(&proposal.statement, &occasion)?;
    if proposer == pen.officer {
        return Err(CountError::SameOfficer { officer: proposer }.into());
    }
    let approval = writing.sign(pen, &proposal.data, Role::Approver, AT_ONCE_SECONDS)?;
    let head = writing.append(&proposal.data, vec![proposal.statement, approval])?;
    let cells = [head.number.into(), number.into()];
    writing.store().execute("UPDATE proposal SET event = $1 WHERE number = $2", &cells)?;
    Ok(head)
}

/// Turns a proposal down. Any officer may do so.
///
/// # Errors
/// [`LedgerError`].
pub fn turn_down(writing: &mut Writing<'_>, number: u64, pen: &Pen<'_>) -> Result<(), LedgerError> {
    pen.check(&writing.bench()?)?;
    let sql = "UPDATE proposal SET refused = $1 WHERE number = $2 AND event IS NULL AND refused IS NULL";
    match writing.store().execute(sql, &[pen.officer.into(), number.into()])? {
        0 => Err(LedgerError::NoProposal { number }),
        _ => Ok(()),
    }
}
