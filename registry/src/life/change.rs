//! Changes of a registration's status.

use super::refusal::Refusal;
use crate::event::{Kind, StatusChange};
use starseal::Date;
use starseal::limits::MAX_CHANGES;
use starseal::status::Status;
use starseal::trust::Scheme;

/// A registration, as far as its changes depend on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// The first day of its labels.
    pub issued_on: Date,
    /// The last day, with the extensions so far.
    pub last_day: Date,
    /// The status after all changes so far, also those dated ahead.
    pub status: Status,
    /// The number of changes so far.
    pub changes: usize,
    /// The day of the last change; none if there was none.
    pub changed_on: Option<Date>,
    /// The day on which the holder applied for the extension that is in process; none if none is.
    pub requested_on: Option<Date>,
}

/// What a change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// The status from the day of the change on.
    pub status: Status,
    /// The last day from then on.
    pub last_day: Date,
}

/// Checks a change against the registration, the scheme, and what was published.
///
/// # Errors
/// [`Refusal`] with the reason.
pub fn check_change(
    kind: Kind,
    change: &StatusChange,
    registration: &Registration,
    scheme: &Scheme,
    published_on: Option<Date>,
) -> Result<Changed, Refusal> {
    let (product_id, day) = (change.product_id.clone(), change.day);
    if let Some(published) = published_on.filter(|published| day < *published) {
        return Err(Refusal::Retroactive { product_id, day, published });
    }
    if day < registration.issued_on {
        return Err(Refusal::BeforeIssue { product_id, day, issued_on: registration.issued_on });
    }
    if let Some(last) = registration.changed_on.filter(|last| day < *last) {
        return Err(Refusal::BeforeLastChange { product_id, day, last });
    }
    if registration.changes >= MAX_CHANGES {
        return Err(Refusal::TooManyChanges { product_id, most: MAX_CHANGES });
    }
    if change.last_day.is_some() != (kind == Kind::Extended) {
        return Err(Refusal::LastDay { product_id, kind });
    }
    let is_final = registration.status.is_final();
    let impossible = || Refusal::ChangeImpossible { product_id: product_id.clone(), status: registration.status, kind };
    let last_day = registration.last_day;
    let status = match kind {
        Kind::Withdrawn if !is_final => Status::Withdrawn,
        // A label that its holder withdrew may turn out to be one that the registry revokes.
        Kind::Revoked if registration.status != Status::Revoked => Status::Revoked,
        Kind::Corrected if is_final => Status::Active,
        Kind::Deferred if registration.status == Status::Active => {
            check_deferral(product_id, day, registration, scheme)?;
            Status::Deferral
        }
        Kind::Extended if !is_final => {
            let next = change.last_day.unwrap_or(last_day);
            check_extension(product_id, day, next, last_day, scheme)?;
            return Ok(Changed { status: Status::Active, last_day: next });
        }
        _ => return Err(impossible()),
    };
    Ok(Changed { status, last_day })
}

fn check_deferral(product_id: String, day: Date, registration: &Registration, scheme: &Scheme) -> Result<(), Refusal> {
    let last_day = registration.last_day;
    if day <= last_day {
        return Err(Refusal::DeferralTooEarly { product_id, day, last_day });
    }
    let latest = scheme.end_of_deferral(last_day);
    if day > latest {
        return Err(Refusal::DeferralTooLate { product_id, day, latest });
    }
    if registration.requested_on.is_none() {
        return Err(Refusal::NotRequested { product_id });
    }
    Ok(())
}

/// Checks an extension by the rule that verifiers apply: it starts on the day after the last day before it, or on its
/// own day if that is later, and lasts for the longest validity at most.
fn check_extension(product_id: String, day: Date, next: Date, last_day: Date, scheme: &Scheme) -> Result<(), Refusal> {
    let latest = scheme.latest_expiry(day.max(last_day.plus_days(1)));
    if next <= last_day || next < day {
        return Err(Refusal::ExtensionTooShort { product_id, next, last_day });
    }
    if next > latest {
        return Err(Refusal::ExtensionTooLong { product_id, next, latest });
    }
    Ok(())
}
