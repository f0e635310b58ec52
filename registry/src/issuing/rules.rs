//! The rules against repetition within one batch. Across batches, the registry's records must enforce them.

use starseal::Label;
use std::collections::{HashMap, HashSet};

/// The labels of a batch, as far as the rules need them.
#[derive(Debug, Default)]
pub struct BatchRules {
    /// The product IDs, models and serials, joined with a character that none of them can contain.
    labels: HashSet<Box<str>>,
    /// The product ID of each status index.
    indexes: HashMap<u32, Box<str>>,
}

/// The reason why a label conflicts with those already in the batch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RuleFault {
    /// Two product IDs have the same status index, so a status change of one would change both.
    #[error("status index {index} belongs to {owner} already, so {product_id} cannot have it")]
    IndexShared {
        /// The status index.
        index: u32,
        /// The product ID that has it.
        owner: String,
        /// The product ID of the refused label.
        product_id: String,
    },
    /// The same product ID, model and serial is in the batch already.
    #[error("a label of {product_id} with the same model and serial is in this batch already")]
    Repeated {
        /// The product ID.
        product_id: String,
    },
}

impl RuleFault {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            RuleFault::IndexShared { .. } => "index-shared",
            RuleFault::Repeated { .. } => "label-repeated",
        }
    }
}

impl BatchRules {
    /// Checks whether a label conflicts with those entered. It is not entered.
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
    /// [`RuleFault`], as from [`check`](Self::check). Then the label is not entered.
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
