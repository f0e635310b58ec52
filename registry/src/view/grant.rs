//! What follows from grants.

use super::apply::ApplyError;
use super::read::application;
use super::repair::first_index;
use super::trust::Trust;
use crate::event::{Grant, Granted};
use crate::life::{Refusal, State};
use crate::store::{Cell, Store, insert_all};
use starseal::status::Status;
use starseal::{Label, ProductId};

pub(super) fn apply_grant(store: &mut dyn Store, number: u64, grant: &Grant, trust: &Trust) -> Result<(), ApplyError> {
    let (mut registrations, mut labels, mut gtins) = (Vec::new(), Vec::new(), Vec::new());
    let mut position = 0_u32;
    let free_from = first_index(store)?;
    for granted in &grant.registrations {
        if granted.index < free_from {
            let (index, product_id) = (granted.index, granted.product_id.clone());
            return Err(Refusal::IndexReserved { index, product_id, first: free_from }.into());
        }
        let first = position;
        for label in check(store, grant, granted, trust)? {
            labels.push(vec![number.into(), position.into(), (&granted.product_id).into(), label.model().into()]);
            let of_label = label.gtins().iter().map(|gtin| vec![gtin.get().into(), number.into(), position.into()]);
            gtins.extend(of_label);
            position = position.saturating_add(1);
        }
        let row: Vec<Cell> = vec![
            (&granted.product_id).into(),
            granted.index.into(),
            (&granted.application).into(),
            number.into(),
            first.into(),
            granted.labels.len().into(),
            grant.issued_on.into(),
            granted.expires_on.into(),
            granted.expires_on.into(),
            Status::Active.as_str().into(),
            Cell::Int(0),
        ];
        registrations.push(row);
        let sql = "UPDATE application SET state = $1, state_on = $2 WHERE number = $3";
        let cells = [State::Granted.as_str().into(), grant.issued_on.into(), (&granted.application).into()];
        store.execute(sql, &cells)?;
    }
    let columns = [
        "product_id",
        "status_index",
        "application",
        "event",
        "position",
        "labels",
        "issued_on",
        "expires_on",
        "last_day",
        "status",
        "changes",
    ];
    insert_all(store, "registration", &columns, registrations)?;
    insert_all(store, "label", &["event", "position", "product_id", "model"], labels)?;
    insert_all(store, "gtin", &["gtin", "event", "position"], gtins)?;
    Ok(())
}

/// Checks a registration against its application: the labels are computed again, and must be the same bytes.
fn check(store: &mut dyn Store, grant: &Grant, granted: &Granted, trust: &Trust) -> Result<Vec<Label>, ApplyError> {
    let number = || granted.application.clone();
    let known = application(store, &granted.application)?;
    let known = known.ok_or_else(|| Refusal::NoApplication { number: number() })?;
    if known.state != State::Cleared {
        return Err(Refusal::NotCleared { number: number(), state: known.state }.into());
    }
    if grant.issued_on < known.state_on {
        return Err(Refusal::GrantBack { number: number(), day: grant.issued_on, last: known.state_on }.into());
    }
    let other_id = || Refusal::OtherId { number: number(), product_id: granted.product_id.clone() };
    let is_wanted = known.content.product_id.as_ref().is_none_or(|wanted| *wanted == granted.product_id);
    let product_id = ProductId::new(&granted.product_id).ok().filter(|_| is_wanted).ok_or_else(other_id)?;
    let key = trust.label_key(&grant.key, grant.issued_on);
    if !key.is_some_and(|key| key.covers(known.content.level, known.content.category)) {
        let key_id = grant.key.key_id().to_string();
        return Err(Refusal::KeyNotAllowed { key_id, product_id: granted.product_id.clone() }.into());
    }
    let scheme = trust.scheme();
    let labels = known.content.labels(&product_id, grant.issued_on, granted.expires_on, granted.index, scheme);
    let labels = labels.map_err(|fault| Refusal::Label { number: number(), fault })?;
    let is_same = labels.len() == granted.labels.len()
        && labels.iter().zip(&granted.labels).all(|(label, bytes)| label.to_claims() == *bytes)
        && known.content.expires_on.is_none_or(|wanted| wanted == granted.expires_on);
    if is_same {
        Ok(labels)
    } else {
        Err(Refusal::OtherLabels { number: number(), product_id: granted.product_id.clone() }.into())
    }
}
