//! What one run has sealed already. Across runs that is the registry's to know.

use super::request::Fault;
use starseal::Label;
use std::collections::{HashMap, HashSet};

/// Remembers the labels of a run.
#[derive(Default)]
pub(crate) struct Ledger {
    /// Product ID, model and serial, with characters between that none of them can hold.
    labels: HashSet<Box<str>>,
    /// Which product ID a status index belongs to.
    indices: HashMap<u32, Box<str>>,
}

impl Ledger {
    /// Enters a label; refuses one that is there already, and an index that belongs to another product ID.
    pub(crate) fn enter(&mut self, label: &Label) -> Result<(), Fault> {
        let (product_id, index) = (label.product_id().as_str(), label.status_index());
        if let Some(owner) = self.indices.get(&index).filter(|owner| ***owner != *product_id) {
            return Err(Fault::new(
                format_args!("status index {index} belongs to {owner} already, and {product_id} cannot share it"),
                "give each product ID a status index of its own",
            ));
        }
        let (model, serial) = (label.model().unwrap_or_default(), label.serial().unwrap_or_default());
        if !self.labels.insert([product_id, "\0", model, "\0", serial].concat().into()) {
            return Err(Fault::new(
                format_args!("a label of {product_id} with the same model and serial is in this run already"),
                "remove one of them, or tell them apart by model or serial",
            ));
        }
        self.indices.entry(index).or_insert_with(|| product_id.into());
        Ok(())
    }
}
