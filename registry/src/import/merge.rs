//! Rows of one application put together: each row has one model.

use super::fault::{Fault, FaultCause};
use super::row::{ApplicationRow, ImportRow};
use crate::event::{Application, StepEntry};
use starseal::cbor::{Value, encode};
use starseal::limits::MAX_WITNESSES;
use starseal::verify::Digest;
use std::collections::BTreeMap;

/// An application of a table, with all its models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The application.
    pub application: Application,
    /// Whether the table says on which day it was received.
    pub says_day: bool,
    /// The steps that it has passed, in their order.
    pub steps: Vec<StepEntry>,
    /// The bytes of the personal data, whose SHA-256 the application has; none if there are none.
    pub personal: Option<Vec<u8>>,
    /// The places of its rows in the table.
    pub rows: Vec<usize>,
}

/// Puts the rows of each application together, in the order of their first rows. Rows that contradict each other are
/// refused, with all rows of their application: the fault stands in their content then. What the others say moves
/// into the result.
///
/// `salt` returns random bytes for the personal data of an application. They keep a name from being guessed by its
/// SHA-256.
pub fn merge(rows: &mut [ImportRow], salt: &mut dyn FnMut(&str) -> [u8; 16]) -> Vec<Imported> {
    let mut order: Vec<String> = Vec::new();
    let mut by_number: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Ok(content) = &row.content {
            let number = content.application.number.clone();
            let places = by_number.entry(number.clone()).or_default();
            if places.is_empty() {
                order.push(number);
            }
            places.push(at);
        }
    }
    let mut merged = Vec::new();
    for number in order {
        let places = by_number.remove(&number).unwrap_or_default();
        match merge_one(rows, &places, salt) {
            Ok(imported) => {
                merged.push(imported);
                // What the application has is not kept a second time.
                for place in &places {
                    if let Some(Ok(content)) = rows.get_mut(*place).map(|row| row.content.as_mut()) {
                        content.steps = Vec::new();
                        content.personal.clear();
                        content.application.models = Vec::new();
                        content.application.holder = None;
                    }
                }
            }
            Err(fault) => {
                let (first, fault) = *fault;
                for place in &places {
                    let reason = match *place == first {
                        true => fault.clone(),
                        false => Fault::of_row(FaultCause::OtherRow { number: number.clone() }),
                    };
                    if let Some(row) = rows.get_mut(*place) {
                        row.content = Err(reason);
                    }
                }
            }
        }
    }
    merged
}

fn merge_one(
    rows: &[ImportRow],
    places: &[usize],
    salt: &mut dyn FnMut(&str) -> [u8; 16],
) -> Result<Imported, Box<(usize, Fault)>> {
    let content = |place: &usize| -> Option<(usize, &ApplicationRow)> {
        rows.get(*place).and_then(|row| row.content.as_ref().ok()).map(|content| (*place, content))
    };
    let mut all = places.iter().filter_map(content);
    let Some((first_place, first)) = all.next() else { return Err(Box::new((0, Fault::of_row(FaultCause::Missing)))) };
    let first_row = rows.get(first_place).map_or(0, |row| row.number);
    let number = || first.application.number.clone();
    if places.len() > MAX_WITNESSES {
        let cause = FaultCause::TooManyModels { number: number(), models: places.len(), most: MAX_WITNESSES };
        return Err(Box::new((first_place, Fault::of_row(cause))));
    }
    let mut application = first.application.clone();
    for (place, other) in all {
        let differs =
            |what: &'static str| Box::new((place, Fault::of_row(FaultCause::Differs { what, row: first_row })));
        if let Some(field) = field_that_differs(&first.application, &other.application) {
            return Err(differs(field));
        }
        if first.steps != other.steps {
            return Err(differs("a step"));
        }
        if first.personal != other.personal {
            return Err(differs("the contact"));
        }
        for model in &other.application.models {
            if application.models.contains(model) {
                return Err(Box::new((place, Fault::of_row(FaultCause::ModelTwice { number: number() }))));
            }
            application.models.push(model.clone());
        }
    }
    let personal = (!first.personal.is_empty()).then(|| {
        let entries = first.personal.iter().map(|(name, text)| ((*name).into(), text.as_str().into())).collect();
        let salt = Value::Bytes(salt(&application.number).to_vec());
        encode(&Value::Array(vec![salt, Value::Map(entries)]))
    });
    application.personal = personal.as_deref().map(Digest::of);
    if let Err(fault) = Application::from_bytes(&application.to_bytes()) {
        return Err(Box::new((first_place, Fault::of_row(FaultCause::Event(fault)))));
    }
    let (says_day, steps) = (first.says_day, first.steps.clone());
    Ok(Imported { application, says_day, steps, personal, rows: places.to_vec() })
}

/// Returns the name of the first field in which two applications differ, models and personal data left out.
fn field_that_differs(one: &Application, other: &Application) -> Option<&'static str> {
    let differ = [
        (one.applied_on != other.applied_on, "applied_on"),
        (one.level != other.level, "level"),
        (one.criteria != other.criteria, "criteria"),
        (one.category != other.category, "category"),
        (one.evaluator != other.evaluator, "evaluator"),
        (one.holder != other.holder, "holder"),
        (one.links.product != other.links.product, "product_page"),
        (one.links.security != other.links.security, "security_page"),
        (one.links.contact != other.links.contact, "contact_page"),
        (one.provisional != other.provisional, "provisional"),
        (one.product_id != other.product_id, "product_id"),
        (one.expires_on != other.expires_on, "expires_on"),
    ];
    differ.into_iter().find(|(differs, _)| *differs).map(|(_, name)| name)
}

/// Compares the steps of an imported application with those that count in a ledger. Returns the steps that are new, and
/// the pairs that contradict each other: the one held and the one given.
pub(super) fn compare_steps(held: &[StepEntry], given: &[StepEntry]) -> (Vec<StepEntry>, Vec<(StepEntry, StepEntry)>) {
    let (mut new, mut conflicts) = (Vec::new(), Vec::new());
    for entry in given {
        match held.iter().find(|known| known.step == entry.step) {
            Some(known) if known.day == entry.day && known.reference == entry.reference => {}
            Some(known) => conflicts.push((known.clone(), entry.clone())),
            None => new.push(entry.clone()),
        }
    }
    (new, conflicts)
}
