//! Which label belongs to which product.

use super::fold;
use crate::stock::{Product, Stock};
use serde::Serialize;
use starseal::{Gtin, Label};
use std::collections::HashMap;

/// How a label was joined with a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// The product's bar code was scanned before the label.
    Beside,
    /// The label names the product's JAN.
    Jan,
    /// The label names the product's model, letter by letter.
    Model,
    /// The label names the product's model, but for width, case, hyphens and blanks.
    FoldedModel,
}

impl How {
    /// Returns the stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            How::Beside => "beside",
            How::Jan => "jan",
            How::Model => "model",
            How::FoldedModel => "folded-model",
        }
    }
}

/// A label and a product that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The position of the product in the stock list.
    pub product: usize,
    /// The position of the label among the sightings.
    pub sighting: usize,
    /// How they were joined.
    pub how: How,
}

/// The products of a stock list by their JANs and models.
#[derive(Debug)]
pub struct Index<'a> {
    stock: &'a Stock,
    by_jan: HashMap<u64, Vec<usize>>,
    by_model: HashMap<String, Vec<usize>>,
}

impl<'a> Index<'a> {
    /// Makes the index of a stock list.
    #[must_use]
    pub fn new(stock: &'a Stock) -> Self {
        let mut index = Index { stock, by_jan: HashMap::new(), by_model: HashMap::new() };
        for (at, product) in stock.products.iter().enumerate() {
            if let Some(gtin) = product.jan.gtin() {
                index.by_jan.entry(gtin.get()).or_default().push(at);
            }
            let model = fold::model(&product.model);
            if !model.is_empty() {
                index.by_model.entry(model).or_default().push(at);
            }
        }
        index
    }

    /// Returns whether the list has no product.
    pub(super) fn is_empty(&self) -> bool {
        self.stock.products.is_empty()
    }

    /// Returns a product.
    pub(super) fn product(&self, at: usize) -> Option<&Product> {
        self.stock.products.get(at)
    }

    /// Returns the products with a JAN.
    #[must_use]
    pub fn with_jan(&self, gtin: Gtin) -> &[usize] {
        self.by_jan.get(&gtin.get()).map_or(&[], Vec::as_slice)
    }

    /// Finds the products of a label: those whose bar code was scanned before it, else those whose JAN it names, else
    /// those whose model it names.
    pub(super) fn of_label(&self, label: &Label, beside: Option<Gtin>) -> Vec<(usize, How)> {
        let all = |products: &[usize], how| products.iter().map(|product| (*product, how)).collect::<Vec<_>>();
        let beside = beside.map(|gtin| all(self.with_jan(gtin), How::Beside)).unwrap_or_default();
        if !beside.is_empty() {
            return beside;
        }
        let named: Vec<usize> = label.gtins().iter().flat_map(|gtin| self.with_jan(*gtin)).copied().collect();
        if !named.is_empty() {
            return all(&self.with_same_model(named, label), How::Jan);
        }
        let Some(model) = label.model() else { return Vec::new() };
        let same = self.by_model.get(&fold::model(model)).map_or(&[][..], Vec::as_slice);
        let how = |product: usize| match self.stock.products.get(product) {
            Some(product) if product.model == model => How::Model,
            _ => How::FoldedModel,
        };
        same.iter().map(|product| (*product, how(*product))).collect()
    }

    /// Of several products with the JANs of a label, returns those with its model, if there are any.
    fn with_same_model(&self, products: Vec<usize>, label: &Label) -> Vec<usize> {
        let Some(model) = label.model().map(fold::model) else { return products };
        let has_model = |product: &&usize| {
            self.stock.products.get(**product).is_some_and(|product| fold::model(&product.model) == model)
        };
        let same: Vec<usize> = products.iter().filter(has_model).copied().collect();
        if same.is_empty() { products } else { same }
    }
}
