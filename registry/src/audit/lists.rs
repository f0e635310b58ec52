//! Computes published lists again, and compares files that were published.

use super::finding::Findings;
use crate::event::{Event, PublicationOrder};
use crate::publication::{Account, token};
use crate::store::{Store, StoreError};
use crate::view::{Trust, is_lost};
use starseal::StatusList;
use starseal::cose::Statement;
use starseal::status::{LedgerHead, STATUS_LIST_TYP};
use starseal::verify::Digest;

/// Computes the list of a publication from the events before it, and compares it with the stored one. Returns the
/// SHA-256 of the stored list, which the next one names as its predecessor.
pub(super) fn verify(
    held: &mut dyn Store,
    derived: &mut dyn Store,
    (event, order): (&Event, &PublicationOrder),
    account: &mut Account,
    trust: &Trust,
    predecessor: Option<Digest>,
    findings: &mut Findings,
) -> Result<Option<Digest>, StoreError> {
    let number = event.number;
    if order.predecessor != predecessor {
        let shown = |digest: Option<Digest>| digest.map_or_else(|| "none".to_owned(), |digest| digest.to_string());
        let what = format!(
            "the list names the predecessor {}, and the list before it is {}",
            shown(order.predecessor),
            shown(predecessor)
        );
        findings.add("list-predecessor", Some(number), what);
    }
    account.read_to(derived, number)?;
    let head = LedgerHead { number, hash: event.hash() };
    let payload = account.publish(order, head, event.time, trust).map_err(|error| error.to_string());
    let payload = payload.and_then(|statement| statement.to_payload().map_err(|error| error.to_string()));
    let Some(list) = token(held, number)? else {
        findings.add("list-missing", Some(number), "the ordered status list was not signed, or is gone");
        return Ok(None);
    };
    let fault = match payload {
        Err(reason) => Some(format!("no list follows from the events: {reason}")),
        Ok(payload) => match Statement::from_bytes(&list, STATUS_LIST_TYP).map(|token| token.verify(&order.key)) {
            None => Some("it is not a status list".to_owned()),
            Some(None) => Some("the key that the event names has not signed it".to_owned()),
            Some(Some(signed)) if signed != payload => Some("it says something else than the events".to_owned()),
            Some(Some(_)) => None,
        },
    };
    if let Some(fault) = fault {
        findings.add("list-differs", Some(number), fault);
    } else if let Err(error) = StatusList::open(&list, [trust.verifier().trust_list()]) {
        findings.add("list-refused", Some(number), format!("a verifier refuses it ({}): {error}", error.code()));
    }
    Ok(Some(Digest::of(&list)))
}

/// Compares a status list that was published with the ledger: it binds an event, which the ledger must have. Returns
/// whether the list is of a part that the ledger has lost, as two officers have confirmed after it was restored.
pub(super) fn compare(
    held: &mut dyn Store,
    (name, bytes): (&str, &[u8]),
    trust: &Trust,
    last: u64,
    findings: &mut Findings,
) -> Result<bool, StoreError> {
    let list = match StatusList::open(bytes, [trust.verifier().trust_list()]) {
        Ok(list) => list,
        Err(error) => {
            let what = format!("{name} is not a status list of this issuer ({}): {error}", error.code());
            findings.add("published-refused", None, what);
            return Ok(false);
        }
    };
    let Some(head) = list.ledger_head() else {
        findings.add("published-without-head", None, format!("{name} names no event of a ledger"));
        return Ok(false);
    };
    let rows = held.query("SELECT hash FROM event WHERE number = $1", &[head.number.into()])?;
    let hash = rows.first().map(|row| row.digest(0)).transpose()?;
    if hash != Some(head.hash) && is_lost(held, head.number, list.issued_at())? {
        return Ok(true);
    }
    if head.number > last {
        let what = format!(
            "{name} was published from event {}, and the ledger ends at event {last}: later events were cut off, or \
             the ledger is an old copy",
            head.number
        );
        findings.add("events-cut-off", Some(head.number), what);
        return Ok(false);
    }
    if hash != Some(head.hash) {
        let what = format!("{name} was published from another event {} than the ledger has", head.number);
        findings.add("other-history", Some(head.number), what);
    } else if token(held, head.number)?.as_deref() != Some(bytes) {
        let what = format!("{name} is another list than the ledger has for event {}", head.number);
        findings.add("published-differs", Some(head.number), what);
    }
    Ok(false)
}
