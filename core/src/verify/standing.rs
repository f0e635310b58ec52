//! The checks after a good signature: whether the key was allowed, and whether the label counts on the day asked about
//!

use super::authority::Authority;
use super::open::Opened;
use super::policy::{Age, Home};
use super::recognized::recognized;
use super::verdict::{Data, Question, Shown};
use super::{AuthenticLabel, Finding, Unknown, Verdict, Verifier, When};
use crate::carrier::CarrierText;
use crate::label::{Date, Timestamp};
use crate::status::{Status, StatusList, StatusOn};
use crate::trust::{Scheme, TrustStatement};
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
        let list = authority.status_of(issuer);
        let is_witnessed = authority.is_witnessed(&opened);
        let mut findings: Vec<Finding> =
            opened.key_window_finding().into_iter().chain(opened.compromise_finding(is_witnessed)).collect();
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

        let (day, moment) = moment(authority, scheme, at, &mut findings);
        let trust_age = self.trust_age(opened.by.trust.statement(), moment, &mut findings);
        let status_age = list.map_or(Age::Fresh, |list| self.status_age(list, moment, &mut findings));

        let (index, printed) = (label.status_index(), label.expires_on());
        let last_day = list.map_or(printed, |list| list.last_day_on(index, printed, day, scheme));
        if last_day > printed {
            findings.push(Finding::Extended { printed, last_day });
        }
        let status = status_finding(&opened, list, day, last_day, self.policy().accept_deferral);
        let is_deferred = status.iter().any(|finding| matches!(finding, Finding::Deferral { .. }));
        findings.extend(
            date_finding(label.issued_on(), last_day, day)
                .filter(|finding| !is_deferred || matches!(finding, Finding::NotYetValid { .. })),
        );
        findings.extend(status);
        if findings.iter().all(|finding| !finding.decides()) {
            if trust_age == Age::Stale && !self.policy().trust_list.accept_stale {
                findings.push(Finding::StatusUnknown { why: Unknown::StaleTrustList });
            } else if status_age == Age::Stale && !self.policy().status_list.accept_stale {
                findings.push(Finding::StatusUnknown { why: Unknown::StaleStatusList });
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

        let data =
            Data { checked_for: day, moment, trust: Arc::clone(authority.trust()), status: list.map(Arc::clone) };
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

    fn status_age(&self, list: &StatusList, moment: Timestamp, findings: &mut Vec<Finding>) -> Age {
        let issued_at = list.issued_at();
        let age = self.policy().status_list.age(issued_at, list.expires_at(), moment);
        match age {
            Age::Fresh => {}
            Age::Ageing => findings.push(Finding::StatusAgeing { issued_at }),
            Age::Stale => findings.push(Finding::StatusStale { issued_at }),
        }
        age
    }
}

/// Returns the day asked about, and the instant to which the ages of lists are counted.
fn moment(authority: &Authority, scheme: &Scheme, at: When, findings: &mut Vec<Finding>) -> (Date, Timestamp) {
    match at {
        When::On(day) => (day, scheme.start_of(day)),
        When::Now(now) => {
            let floor = authority.clock_floor();
            if now < floor {
                findings.push(Finding::ClockBehind { now, floor });
            }
            (scheme.date_at(now.max(floor)), now.max(floor))
        }
    }
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
    list: Option<&Arc<StatusList>>,
    day: Date,
    last_day: Date,
    accept_deferral: bool,
) -> Vec<Finding> {
    let label = &opened.label;
    if opened.by.issuer.status_list.is_none() {
        return vec![Finding::NoStatusPublished];
    }
    let Some(list) = list else {
        return vec![Finding::StatusUnknown { why: Unknown::NoList }];
    };
    let (index, issued_on) = (label.status_index(), label.issued_on());
    let unknown = |note, why| vec![note, Finding::StatusUnknown { why }];
    let status = match list.status_on(index, day) {
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
