//! The entropy of what lists and objects say: the minimum size, on average, of any encoding of independent labels with
//! these frequencies. In bytes, without signatures and digests, which cannot be compressed.

use super::population::{CHANGE_DAYS, Events, LAST_DAYS, NOTICE_DAYS};
use starseal::StatusList;
use starseal::status::{Status, StatusStatement};

/// The statuses.
pub(crate) fn statuses(list: &StatusList) -> f64 {
    let all = Status::GIVEN.iter().map(|status| count(list, *status)).sum::<f64>();
    let bits = Status::GIVEN.iter().map(|status| count(list, *status)).filter(|count| *count > 0.0);
    bits.map(|count| count * (all / count).log2()).sum::<f64>() / 8.0
}

/// Which labels are extended, and until when.
pub(crate) fn in_force(list: &StatusList, statement: &StatusStatement) -> f64 {
    let (labels, extended) = (count(list, Status::Active), statement.extension_starts.len() as f64);
    (binomial(labels, extended) + extended * (LAST_DAYS as f64).log2()) / 8.0
}

/// Since when labels are not active, and when extensions were decided.
pub(crate) fn past(statement: &StatusStatement) -> f64 {
    let extended = statement.extension_starts.len() as f64;
    let changed = statement.changes.len() as f64 - extended;
    (changed * (CHANGE_DAYS as f64).log2() + extended * (NOTICE_DAYS as f64).log2()) / 8.0
}

/// The changed statuses of a day. New labels follow the labels before, so only their number is told.
pub(crate) fn changed(labels: u32, events: &Events) -> f64 {
    let (all, changed) = (f64::from(labels), f64::from(events.changed));
    (binomial(all, changed) + changed * 2_f64.log2() + f64::from(events.new).log2()) / 8.0
}

/// The extensions of a day.
pub(crate) fn extended(labels: u32, events: &Events) -> f64 {
    let extended = f64::from(events.extended);
    (binomial(f64::from(labels), extended) + extended * (NOTICE_DAYS as f64).log2()) / 8.0
}

/// The bits that it takes to say which `some` of `all` are meant.
fn binomial(all: f64, some: f64) -> f64 {
    let share = some / all;
    if some == 0.0 { 0.0 } else { all * (-share * share.log2() - (1.0 - share) * (1.0 - share).log2()) }
}

fn count(list: &StatusList, wanted: Status) -> f64 {
    list.statuses().iter().filter(|status| *status == wanted).count() as f64
}
