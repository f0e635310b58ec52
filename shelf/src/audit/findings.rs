//! What a verdict, and a pair of label and product give rise to.

use super::fold;
use super::join::How;
use crate::finding::Finding;
use crate::stock::Product;
use starseal::verify::PolicyRule;
use starseal::{Code, Label, Language, Verdict};

/// Returns what a verdict gives rise to, whatever the product.
pub(super) fn of_verdict(verdict: &Verdict, lapse_days: u32) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !verdict.stands() && verdict.code() != Code::PolicyUnmet {
        findings.push(Finding::DoesNotStand {
            verdict: verdict.code().to_string(),
            sentence_en: verdict.sentence(Language::En),
            sentence_ja: verdict.sentence(Language::Ja),
        });
    }
    for found in verdict.findings() {
        if let starseal::Finding::PolicyUnmet { rule, required, found } = found {
            let (required, found) = (required.clone(), found.clone());
            findings.push(match rule {
                PolicyRule::MinimumLevel => Finding::LevelBelowPolicy { required, found },
                rule => Finding::PolicyUnmet { rule: rule.as_str().to_owned(), required, found },
            });
        }
    }
    if let (true, Some(last_day), Some(day)) = (verdict.stands(), verdict.last_day(), verdict.checked_for()) {
        let days = day.days_until(last_day);
        if (0..=i64::from(lapse_days)).contains(&i64::from(days)) {
            findings.push(Finding::LapsesSoon { last_day: last_day.to_string(), days });
        }
    }
    findings
}

/// Compares a label with a product to which it belongs. What one of them does not have is not compared.
pub(super) fn of_pair(label: &Label, product: &Product, how: How) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(gtin) = product.jan.gtin()
        && !label.gtins().is_empty()
        && !label.gtins().contains(&gtin)
    {
        let label = label.gtins().iter().map(ToString::to_string).collect();
        findings.push(Finding::JanDiffers { stock: gtin.to_string(), label });
    }
    let models =
        label.model().map(|of_label| (of_label, product.model.as_str())).filter(|(_, stock)| !stock.is_empty());
    if let Some((of_label, stock)) = models {
        let (stock, label) = (stock.to_owned(), of_label.to_owned());
        if fold::model(&stock) != fold::model(&label) {
            findings.push(Finding::ModelDiffers { stock, label });
        } else if matches!(how, How::Model | How::FoldedModel) {
            findings.push(Finding::MatchedByModel { stock, label });
        }
    }
    if let Some(holder) = label.holder().filter(|_| !product.holder.is_empty())
        && fold::company(holder) != fold::company(&product.holder)
    {
        findings.push(Finding::HolderDiffers { stock: product.holder.clone(), label: holder.to_owned() });
    }
    findings
}
