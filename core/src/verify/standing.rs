//! The checks after a good signature: whether the key was allowed, and whether the label counts on the day asked about
//!

use super::authority::Authority;
use super::held::Held;
use super::objects::StatusBasis;
use super::open::Opened;
use super::policy::{Age, Freshness, Home};
use super::recognized::recognized;
use super::verdict::{Data, Question, Shown};
use super::{AuthenticLabel, Finding, Unknown, Verdict, Verifier, When};
use crate::carrier::CarrierText;
use crate::label::{Date, Timestamp};
use crate::status::{Status, StatusList, StatusOn};
use crate::trust::{Issuer, TrustStatement};
use std::sync::Arc;

impl Verifier {
    /// Judges an opened seal. All checks are made, even after one has failed.
    pub(super) fn judge(
        &self,
        question: Question,
        authority: &Authority,
        opened: Opened<'_>,
        carrier: &CarrierText,
        at: When,
    ) -> Verdict {
        let (label, issuer, scheme) = (&opened.label, opened.by.issuer, opened.scheme());
        let held = authority.status_of(issuer, Some(at));
        let list = held.map(|held| held.list.as_ref());
        let mut findings: Vec<Finding> = opened.key_window_finding().into_iter().collect();
        let is_refused_before = !findings.is_empty();
        findings.extend(opened.compromise_findings(authority.witnessed(&opened, Some(at))));
        // Missing witnesses decide at this check, unless an earlier one has refused the label.
        findings.pop_if(|last| is_refused_before && matches!(last, Finding::StatusUnknown { .. }));
        let is_foreign = carrier.prefix().is_some_and(|prefix| !issuer.prefixes.iter().any(|own| own.matches(prefix)));
        if is_foreign {
            findings.push(Finding::ForeignCarrier);
        }
        if let Some(carried) = carrier.gtin() {
            let is_named = carried.parse().is_ok_and(|number: u64| label.gtins().iter().any(|own| own.get() == number));
            if !is_named {
                findings.push(Finding::GtinMismatch { carried: carried.to_owned() });
            }
        }
        findings.extend(scheme.violations(label).into_iter().map(Finding::from));

        let Moments { day, for_trust: trust_moment, for_status: moment, is_plausible } =
            moments(authority, issuer, list, at, &mut findings);
        let trust_age = self.trust_age(opened.by.trust.statement(), trust_moment, &mut findings);
        let status_age = list.map_or(Age::Fresh, |list| self.status_age(list, issuer, moment, &mut findings));

        let basis = held.map(|held| {
            StatusBasis::new(held, day, || {
                let earlier = authority.with_in_force(issuer, at)?;
                let limits = self.status_limits(issuer);
                (limits.age(earlier.list.issued_at(), None, moment) != Age::Stale).then_some(earlier)
            })
        });
        let printed = label.expires_on();
        let last_day = basis.as_ref().map_or(printed, |basis| basis.last_day(label, scheme));
        let shortfall = basis.as_ref().and_then(StatusBasis::shortfall);
        let is_open = shortfall.is_some() && basis.as_ref().is_some_and(|basis| basis.needs_in_force(label));
        let few_days = self.policy().requires_more_days(last_day, day);
        findings.extend(shortfall.filter(|_| is_open || few_days));
        if last_day > printed {
            findings.push(Finding::Extended { printed, last_day });
        }
        let mut status = status_finding(&opened, held, day, last_day, self.policy().accept_deferral);
        if is_open {
            // Without any in-force object, neither the last day nor the end of a deferral is known.
            let is_missing = basis.as_ref().is_some_and(|basis| basis.in_force().is_none());
            status.retain(|finding| !is_missing || !matches!(finding, Finding::Deferral { .. }));
            if status.is_empty() && (is_missing || day > last_day) {
                status.push(Finding::StatusUnknown { why: Unknown::LastDay });
            }
        }
        let is_not_expired = is_open
            || basis.as_ref().is_some_and(|basis| basis.may_have_been_extended(label))
            || status.iter().any(|finding| matches!(finding, Finding::Deferral { .. }));
        findings.extend(
            date_finding(label.issued_on(), last_day, day)
                .filter(|finding| !is_not_expired || matches!(finding, Finding::NotYetValid { .. })),
        );
        findings.extend(status);
        if findings.iter().all(|finding| !finding.decides()) {
            if trust_age == Age::Stale && !self.policy().trust_list.accept_stale {
                findings.push(Finding::StatusUnknown { why: Unknown::StaleTrustList });
            } else if status_age == Age::Stale && !self.policy().status_list.accept_stale {
                findings.push(Finding::StatusUnknown { why: Unknown::StaleStatusList });
            } else if !is_plausible && self.policy().require_plausible_clock {
                findings.push(Finding::StatusUnknown { why: Unknown::ImplausibleClock });
            }
        }

        let recognized = recognized(&opened, self.authorities());
        let home_id = self.trust_list().authority_id();
        let at_home: Vec<_> = recognized.iter().filter(|recognized| recognized.authority_id == home_id).collect();
        let is_own = opened.by.trust.authority_id() == home_id;
        let home = if is_own { Home::Own } else { Home::Recognized(&at_home) };
        findings.extend(self.policy().unmet(&opened, home, last_day, day));
        if !recognized.is_empty() {
            findings.push(Finding::Recognised { by: recognized.len() });
        }

        let data = Data {
            checked_for: day,
            moment,
            trust_moment,
            trust: Arc::clone(authority.trust()),
            status: basis.as_ref().map(StatusBasis::used),
        };
        let key_id = opened.by.key.public_key.key_id();
        Verdict::judged(question, findings, key_id, data, |data| Shown {
            label: AuthenticLabel::new(opened, authority.trust()),
            // The prefix of an authentic label belongs to its issuer. A bare payload has no address.
            url: carrier.prefix().map(|_| carrier.as_str().to_owned()),
            last_day,
            recognized,
            data,
        })
    }

    fn trust_age(&self, statement: &TrustStatement, moment: Timestamp, findings: &mut Vec<Finding>) -> Age {
        let issued_at = statement.issued_at;
        let age = self.policy().trust_list.age(issued_at, Some(statement.expires_at), moment);
        match age {
            Age::Fresh => {}
            Age::Ageing => findings.push(Finding::TrustAgeing { issued_at }),
            Age::Stale => findings.push(Finding::TrustStale { issued_at }),
        }
        age
    }

    /// Returns the limits for the age of an issuer's status list.
    fn status_limits(&self, issuer: &Issuer) -> Freshness {
        let mut limits = self.policy().status_list;
        if let Some(days) = issuer.longest_status_age_days {
            limits.stale_after_days = limits.stale_after_days.min(days.into());
        }
        limits
    }

    fn status_age(&self, list: &StatusList, issuer: &Issuer, moment: Timestamp, findings: &mut Vec<Finding>) -> Age {
        let issued_at = list.issued_at();
        let age = self.status_limits(issuer).age(issued_at, list.expires_at(), moment);
        match age {
            Age::Fresh => {}
            Age::Ageing => findings.push(Finding::StatusAgeing { issued_at }),
            Age::Stale => findings.push(Finding::StatusStale { issued_at }),
        }
        age
    }
}

/// The day asked about, and the instants to which the ages of lists are counted.
struct Moments {
    day: Date,
    for_trust: Timestamp,
    for_status: Timestamp,
    /// Whether the clock is not known to be wrong by more than two days.
    is_plausible: bool,
}

/// The number of seconds by which a clock may be behind the floor before the ages of lists are not known: a
/// list may be dated a day ahead, and clocks differ.
const PLAUSIBLE_LAG_SECONDS: u64 = 2 * 86_400;

fn moments(
    authority: &Authority,
    issuer: &Issuer,
    list: Option<&StatusList>,
    at: When,
    findings: &mut Vec<Finding>,
) -> Moments {
    let statement = authority.trust().statement();
    let now = match at {
        When::On(day) => {
            let start = statement.scheme.start_of(day);
            return Moments { day, for_trust: start, for_status: start, is_plausible: true };
        }
        When::Now(now) => now,
    };
    let floor = authority.floor_of(issuer, Some(at));
    let lag = floor.seconds_since(now).unwrap_or_default();
    if lag > 0 {
        findings.push(Finding::ClockBehind { now, floor });
    }
    let expired_at =
        list.and_then(StatusList::expires_at).map_or(statement.expires_at, |at| at.max(statement.expires_at));
    if now > expired_at {
        findings.push(Finding::ClockAhead { now, expired_at });
    }
    let is_plausible = lag <= PLAUSIBLE_LAG_SECONDS;
    if !is_plausible {
        findings.push(Finding::FreshnessUnknown { now, floor });
    }
    let for_status = now.max(floor);
    let day = statement.scheme.date_at(for_status);
    Moments { day, for_trust: now.max(authority.clock_floor()), for_status, is_plausible }
}

/// Returns a finding if the day asked about is not within the dates of the label.
fn date_finding(issued_on: Date, last_day: Date, checked_for: Date) -> Option<Finding> {
    if checked_for < issued_on {
        Some(Finding::NotYetValid { issued_on, checked_for })
    } else if checked_for > last_day {
        Some(Finding::Expired { expires_on: last_day, checked_for })
    } else {
        None
    }
}

/// Returns the findings about the status of the label on a day.
fn status_finding(
    opened: &Opened<'_>,
    held: Option<&Held>,
    day: Date,
    last_day: Date,
    accept_deferral: bool,
) -> Vec<Finding> {
    let label = &opened.label;
    if opened.by.issuer.status_list.is_none() {
        return vec![Finding::NoStatusPublished];
    }
    let Some(Held { list, objects, .. }) = held else {
        return vec![Finding::StatusUnknown { why: Unknown::NoList }];
    };
    let (index, issued_on) = (label.status_index(), label.issued_on());
    let unknown = |note, why| vec![note, Finding::StatusUnknown { why }];
    let status = match list.status_on(index, day, objects) {
        StatusOn::Known(status) => status,
        StatusOn::NotKnown => {
            return vec![Finding::StatusUnknown { why: Unknown::BeforeList { listed_on: list.date() } }];
        }
    };
    match status {
        Status::Active => Vec::new(),
        Status::Revoked => vec![Finding::Revoked],
        Status::Withdrawn => vec![Finding::Withdrawn],
        Status::Deferral => {
            let ends_on = opened.scheme().end_of_deferral(last_day);
            if day > ends_on { Vec::new() } else { vec![Finding::Deferral { ends_on, is_accepted: accept_deferral }] }
        }
        Status::NotAllocated if issued_on >= list.date() => {
            unknown(Finding::StatusListPredatesLabel { listed_on: list.date(), issued_on }, Unknown::NotAllocated)
        }
        Status::NotAllocated => unknown(Finding::IndexUnallocated { index }, Unknown::NotAllocated),
        Status::Unknown(value) => unknown(Finding::StatusValueUnknown { value }, Unknown::Value),
    }
}
