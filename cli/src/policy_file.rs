//! The parser of policies in TOML files.

use crate::exit::{Cause, Failure};
use crate::files;
use crate::kind::{Misfit, Wanted, decoded};
use crate::messages::{list, of_value, say};
use crate::output::escape::shown;
use crate::output::words::named;
use serde::Deserialize;
use starseal::label::Text;
use starseal::trust::{Assessment, Scheme};
use starseal::verify::Freshness;
use starseal::{Level, Policy};
use std::collections::BTreeMap;
use std::path::Path;

/// The maximum length of a policy file in bytes.
const MAX_POLICY_BYTES: usize = 256 * 1024;

/// Reads a policy file. It names categories as the dictionary does, in English or Japanese.
pub(crate) fn read(path: &Path, scheme: &Scheme) -> Result<Policy, Failure> {
    let bytes = files::read("policy", path, MAX_POLICY_BYTES)?;
    // An empty file asks for nothing, and is the default policy.
    let text = match decoded(&bytes) {
        Some(text) => parse(&text, scheme),
        None => Err(say!("not-utf-8")),
    };
    text.map_err(|fault| match Misfit::of(&bytes, path, Wanted::Policy) {
        Some(Misfit { what, help }) => {
            Failure::new(Cause::WrongKind, say!("policy-other-kind", path = shown(path), found = what), help)
        }
        None => Failure::impossible(
            say!("policy-malformed", path = shown(path), fault = fault),
            say!("policy-malformed-help"),
        ),
    })
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct PolicyToml {
    minimum_level: Option<u8>,
    minimum_level_of_category: BTreeMap<String, u8>,
    accepted_criteria: Vec<String>,
    minimum_days_left: u32,
    assessment: Option<AssessmentToml>,
    accept_deferral: bool,
    trust_list: FreshnessToml,
    status_list: FreshnessToml,
    require_plausible_clock: bool,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum AssessmentToml {
    SelfDeclared,
    ThirdParty,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct FreshnessToml {
    ageing_after_days: Option<u32>,
    stale_after_days: Option<u32>,
    accept_stale: bool,
}

impl FreshnessToml {
    fn or(&self, usual: Freshness) -> Freshness {
        let mut freshness = Freshness::new(
            self.ageing_after_days.unwrap_or(usual.ageing_after_days),
            self.stale_after_days.unwrap_or(usual.stale_after_days),
        );
        freshness.accept_stale = self.accept_stale;
        freshness
    }
}

fn parse(text: &str, scheme: &Scheme) -> Result<Policy, String> {
    let file: PolicyToml = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    let level = |number: u8| {
        let level = Level::new(number).map_err(|error| of_value(&error))?;
        let is_known = scheme.levels.contains_key(&level);
        is_known.then_some(level).ok_or_else(|| say!("scheme-without-level", number = number))
    };
    let mut by_category = BTreeMap::new();
    // Written in lower case once: a file may name each category in thousands of ways.
    let known = scheme
        .categories
        .iter()
        .flat_map(|(number, entry)| [entry.names.en(), entry.names.ja()].map(|name| (name.to_lowercase(), *number)));
    let numbers: BTreeMap<String, u16> = known.rev().collect();
    for (name, least) in &file.minimum_level_of_category {
        by_category.insert(category(name, scheme, &numbers)?, level(*least)?);
    }
    let criteria = file.accepted_criteria.iter().map(|citation| Text::new("criteria", citation));
    let mut policy = Policy::default();
    policy.minimum_level = file.minimum_level.map(level).transpose()?;
    policy.minimum_level_of_category = by_category;
    policy.accepted_criteria = criteria.collect::<Result<_, _>>().map_err(|error| of_value(&error))?;
    policy.minimum_days_left = file.minimum_days_left;
    policy.assessment = file.assessment.map(|assessment| match assessment {
        AssessmentToml::SelfDeclared => Assessment::SelfDeclared,
        AssessmentToml::ThirdParty => Assessment::ThirdParty,
    });
    policy.accept_deferral = file.accept_deferral;
    policy.trust_list = file.trust_list.or(policy.trust_list);
    policy.status_list = file.status_list.or(policy.status_list);
    policy.require_plausible_clock = file.require_plausible_clock;
    Ok(policy)
}

fn category(name: &str, scheme: &Scheme, numbers: &BTreeMap<String, u16>) -> Result<u16, String> {
    numbers.get(&name.to_lowercase()).copied().ok_or_else(|| {
        let known: Vec<String> = scheme.categories.values().map(|entry| named(&entry.names).to_owned()).collect();
        say!("scheme-without-category", name = format_args!("{name:?}"), known = list(&known))
    })
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::scheme_file;
    use starseal::{Level, Policy};

    #[test]
    fn the_example_policies_are_read_and_an_empty_file_is_the_default() {
        let scheme = scheme_file::read(None).unwrap();
        let government = include_str!("../../policies/government-purchasing.toml");
        let policy = parse(government, &scheme).unwrap();
        assert_eq!(policy.minimum_level.map(Level::get), Some(1));
        assert_eq!(policy.minimum_level_of_category.values().copied().map(Level::get).collect::<Vec<_>>(), [2, 2]);
        let uk = parse(include_str!("../../policies/uk-supply.toml"), &scheme).unwrap();
        assert_eq!(uk.accepted_criteria.len(), 1);
        assert_eq!(parse("", &scheme), Ok(Policy::default()));
    }

    #[test]
    fn invalid_policies_are_refused() {
        let scheme = scheme_file::read(None).unwrap();
        for (text, fault) in [
            ("minimum_levels = 1", "unknown field"),
            ("minimum_level = 9", "no level 9"),
            ("assessment = \"both\"", "unknown variant"),
            ("[minimum_level_of_category]\ntoaster = 1", "no category"),
            ("minimum_days_left = -1", "invalid value"),
        ] {
            let message = parse(text, &scheme).unwrap_err();
            assert!(message.contains(fault), "{message}");
        }
    }

    /// Returns the keys that a structure knows, as the error for one that it does not know lists them.
    fn keys(text: &str) -> Vec<String> {
        let message = toml::from_str::<super::PolicyToml>(text).err().unwrap().message().to_owned();
        let (_, known) = message.split_once("expected one of ").unwrap();
        known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn the_page_has_every_key() {
        let page = include_str!("../../docs/reference/policy.md");
        let described = |heading: &str| -> Vec<String> {
            let (_, rest) = page.split_once(&format!("\n## {heading}\n")).unwrap();
            let rows = rest.split("\n## ").next().unwrap().lines().filter(|line| line.starts_with("| `"));
            rows.map(|row| row.split('`').nth(1).unwrap().to_owned()).collect()
        };
        assert_eq!(described("Keys"), keys("x = 1"));
        for of in ["trust_list", "status_list"] {
            assert_eq!(described("Keys of `trust_list` and `status_list`"), keys(&format!("[{of}]\nx = 1")));
        }
    }
}
