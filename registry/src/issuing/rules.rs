//! What must not stand twice in one batch. Across batches, that is for a registry's records to keep.

use starseal::Label;
use std::collections::{HashMap, HashSet};

/// Remembers the labels of a batch.
#[derive(Debug, Default)]
pub struct BatchRules {
    /// Product ID, model and serial, with characters between that none of them can hold.
    labels: HashSet<Box<str>>,
    /// The product ID to which a status index belongs.
    indexes: HashMap<u32, Box<str>>,
}

/// A label that may not stand beside those already in the batch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RuleFault {
    /// Two product IDs with one status index: a change to one of them would be a change to both.
    #[error("status index {index} belongs to {owner} already, and {product_id} cannot share it")]
    IndexShared {
        /// The index.
        index: u32,
        /// The product ID that has it.
        owner: String,
        /// The product ID that claims it too.
        product_id: String,
    },
    /// The same product ID, model and serial twice.
    #[error("a label of {product_id} with the same model and serial is in this batch already")]
    Repeated {
        /// The product ID.
        product_id: String,
    },
}

impl RuleFault {
    /// A stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            RuleFault::IndexShared { .. } => "index-shared",
            RuleFault::Repeated { .. } => "label-repeated",
        }
    }
}

impl BatchRules {
    /// Whether a label may stand beside those entered. Nothing is remembered.
    ///
    /// # Errors
    /// [`RuleFault`].
    pub fn check(&self, label: &Label) -> Result<(), RuleFault> {
        let (product_id, index) = (label.product_id().as_str(), label.status_index());
        match self.indexes.get(&index) {
            Some(owner) if **owner != *product_id => {
                Err(RuleFault::IndexShared { index, owner: owner.to_string(), product_id: product_id.to_owned() })
            }
            _ if self.labels.contains(identity(label).as_str()) => {
                Err(RuleFault::Repeated { product_id: product_id.to_owned() })
            }
            _ => Ok(()),
        }
    }

    /// Enters a label that was issued.
    ///
    /// # Errors
    /// [`RuleFault`], as [`check`](Self::check) gives it. Then the label is not entered.
    pub fn enter(&mut self, label: &Label) -> Result<(), RuleFault> {
        self.check(label)?;
        self.labels.insert(identity(label).into());
        self.indexes.entry(label.status_index()).or_insert_with(|| label.product_id().as_str().into());
        Ok(())
    }
}

fn identity(label: &Label) -> String {
    let (model, serial) = (label.model().unwrap_or_default(), label.serial().unwrap_or_default());
    [label.product_id().as_str(), "\0", model, "\0", serial].concat()
}
