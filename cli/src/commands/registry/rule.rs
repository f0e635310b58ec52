//! `starseal registry rule`: shows which kinds of events need two officers, and proposes another rule.

use super::desk::{Desk, open};
use super::failure::Trouble;
use super::proposing::put_forward;
use crate::args::RegistryRuleArgs;
use crate::exit::{Exit, Failure};
use crate::messages::{count, language, say};
use crate::output::escape::printable;
use crate::output::json;
use serde::Serialize;
use starseal_registry::event::{Data, Kind, Rule};
use starseal_registry::life::{Wordage, word};
use starseal_registry::view::bench;
use std::io::Write;

#[derive(Serialize)]
struct RuleJson {
    kind: &'static str,
    officers: u8,
    /// Whether the rule may say another number.
    fixed: bool,
}

pub(super) fn run(args: &RegistryRuleArgs) -> Result<Exit, Failure> {
    Ok(if args.one.is_empty() && args.two.is_empty() { show(args)? } else { change(args)? })
}

fn show(args: &RegistryRuleArgs) -> Result<Exit, Trouble> {
    let (_, mut ledger) = open(&args.acting.ledger)?;
    let bench = bench(ledger.store())?;
    let mut out = anstream::stdout();
    for kind in Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Founded) {
        let (officers, fixed) = (bench.rule().officers_for(kind), !kind.is_subject_to_rule());
        if args.json {
            writeln!(out, "{}", json::line(&RuleJson { kind: kind.as_str(), officers, fixed })?)?;
            continue;
        }
        let words = word(Wordage::Event, kind.as_str(), language());
        let needed = count(officers.into(), "officer");
        let line = match fixed {
            true => say!("rule-fixed", kind = kind, words = words, officers = needed),
            false => say!("rule-line", kind = kind, words = words, officers = needed),
        };
        writeln!(out, "{line}")?;
    }
    Ok(Exit::Success)
}

fn change(args: &RegistryRuleArgs) -> Result<Exit, Trouble> {
    let mut desk = Desk::open(&args.acting)?;
    let mut rule: Rule = bench(desk.ledger.store())?.rule().clone();
    let mut parts = Vec::new();
    let wanted = args.one.iter().map(|name| (name, 1)).chain(args.two.iter().map(|name| (name, 2)));
    for (name, officers) in wanted {
        let kind = name.parse::<Kind>().map_err(|_| {
            let known = Kind::ALL.iter().filter(|kind| kind.is_subject_to_rule()).map(|kind| kind.as_str());
            let known = known.collect::<Vec<_>>().join(", ");
            Failure::usage(say!("rule-unknown", kind = printable(name)), say!("rule-unknown-help", kinds = known))
        })?;
        if !rule.set(kind, officers) {
            let what = say!("rule-always-two", kind = kind);
            return Err(Failure::refused(what, say!("rule-always-two-help")).into());
        }
        parts.push(format!("{kind} {officers}"));
    }
    let what = say!("rule-what", kinds = crate::messages::list(&parts));
    put_forward(&mut desk, &Data::Rule(rule), &what, args.json, &args.acting)
}
