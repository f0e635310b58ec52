//! Runs the steps of a story with one verifier, and compares the outcome of each.

use crate::judge::{as_json, now, status_age_days, trust_age_days};
use crate::read::{hex, same};
use crate::words;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use starseal::label::Text;
use starseal::trust::Assessment;
use starseal::verify::{Applied, Freshness, UpdateError};
use starseal::{Code, Finding, Level, Policy, Update, Verdict, Verifier, When};

type Outcome = Result<(), Failed>;

/// A verifier, and the anchors with which it was made.
struct Session {
    verifier: Verifier,
    anchors: Vec<Vec<u8>>,
}

pub(crate) fn story(story: &Value) -> Outcome {
    let anchor = hex(&story["anchor"]);
    let mut session = Session { verifier: Verifier::new(&anchor)?, anchors: vec![anchor] };
    let steps = story["steps"].as_array().ok_or("no steps")?;
    let said = words::entry(&format!("stories/{}", story["name"].as_str().ok_or("no name")?));
    let said = said
        .as_array()
        .filter(|said| said.len() == steps.len())
        .ok_or("sentences.json does not have one entry for each step")?;
    for (number, (step, said)) in steps.iter().zip(said).enumerate() {
        let done = session.step(step).and_then(|ours| same("the sentences", &ours, said));
        done.map_err(|fault| {
            let what = fault.message().unwrap_or("failed");
            Failed::from(format!("step {} ({}): {what}", number + 1, step["do"]))
        })?;
    }
    Ok(())
}

impl Session {
    /// Runs a step, and returns its sentences.
    fn step(&mut self, step: &Value) -> Result<Value, Failed> {
        match step["do"].as_str().ok_or("no step")? {
            "add-authority" => {
                let anchor = hex(&step["hex"]);
                let added = self.verifier.add_authority(&anchor);
                if added.is_ok() {
                    self.anchors.push(anchor);
                }
                outcome(added.map(|()| Update::Taken).map_err(|error| error.code()), &step["expect"])
            }
            "update-trust" => {
                let update = self.verifier.update_trust(&hex(&step["hex"]), now(step)?);
                outcome(update.map_err(|error| error.code()), &step["expect"])
            }
            "update-status" => {
                let update = self.verifier.update_status(&hex(&step["hex"]), now(step)?);
                outcome(update.map_err(|error| error.code()), &step["expect"])
            }
            "apply-bundle" => {
                let applied = self.verifier.apply(&hex(&step["hex"]), now(step)?);
                lists(applied.map_err(|error| error.code()), step)
            }
            "restore" => lists(self.verifier.restore(&hex(&step["hex"])).map_err(|error| error.code()), step),
            "restart" => self.restart().map(|()| Value::Null),
            "policy" => {
                self.verifier.set_policy(policy(&step["policy"])?);
                Ok(Value::Null)
            }
            "check" => self.check(step),
            other => Err(format!("{other} is not a step").into()),
        }
    }

    fn restart(&mut self) -> Outcome {
        let state = self.verifier.export_state();
        let mut anchors = self.anchors.iter();
        let mut restarted = Verifier::new(anchors.next().ok_or("no anchor")?)?;
        anchors.try_for_each(|anchor| restarted.add_authority(anchor))?;
        if let Some(refused) = restarted.restore(&state)?.refused().next() {
            return Err(format!("a list of the exported state is refused: {refused}").into());
        }
        if restarted.export_state() != state {
            return Err("the restored state differs from the exported one".into());
        }
        self.verifier = restarted;
        Ok(())
    }

    fn check(&self, step: &Value) -> Result<Value, Failed> {
        let text = step["text"].as_str().ok_or("no text")?;
        let verdict = match step["as_of"].as_str() {
            Some(day) => self.verifier.check(text, When::On(day.parse()?)),
            None => self.verifier.check(text, When::Now(now(step)?)),
        };
        let expected = json!({ "expect": step["expect"], "reasons": step["reasons"], "label": step["label"] });
        same("the verdict", &as_json(&verdict), &expected)?;
        same("whether it stands", &verdict.stands(), &step["stands"])?;
        same("the trust list's age", &trust_age_days(&verdict), &step["trust_age_days"])?;
        same("the status list's age", &status_age_days(&verdict), &step["status_age_days"])?;
        same("the last day", &json!(verdict.last_day().map(|day| day.to_string())), &step["last_day"])?;
        same("the recognitions", &recognised(&verdict), &or_none(&step["recognised"]))?;
        same("the rules of the policy that are not met", &unmet(&verdict), &or_none(&step["policy"]))?;
        Ok(words::of_verdict(&verdict))
    }
}

fn or_none(list: &Value) -> Value {
    if list.is_null() { json!([]) } else { list.clone() }
}

fn recognised(verdict: &Verdict) -> Value {
    let one = |by: &starseal::verify::Recognized| {
        json!({
            "authority": by.authority_names.en(),
            "level": by.level.get(),
            "since": by.since.to_string(),
        })
    };
    verdict.recognized().iter().map(one).collect()
}

fn unmet(verdict: &Verdict) -> Value {
    let one = |finding: &Finding| match finding {
        Finding::PolicyUnmet { rule, required, found } => {
            Some(json!({ "rule": rule.as_str(), "required": required, "found": found }))
        }
        _ => None,
    };
    verdict.findings().iter().filter_map(one).collect()
}

fn spelled(update: Result<Update, Code>) -> &'static str {
    match update {
        Ok(Update::Taken) => "accepted",
        Ok(_) => "unchanged",
        Err(code) => code.as_str(),
    }
}

/// Returns the sentences of a refusal; null for a list that was accepted.
fn said_of(update: Result<Update, Code>) -> Value {
    update.err().map_or(Value::Null, words::of_code)
}

fn outcome(update: Result<Update, Code>, expected: &Value) -> Result<Value, Failed> {
    same("the outcome", spelled(update), expected)?;
    Ok(said_of(update))
}

fn lists(applied: Result<Applied, Code>, step: &Value) -> Result<Value, Failed> {
    let taken = applied.as_ref().map(|_| Update::Taken).map_err(|code| *code);
    let said = outcome(taken, &step["expect"])?;
    let lists = applied.map(|applied| applied.lists).unwrap_or_default();
    let lists: Vec<_> = lists.into_iter().map(|list| list.map_err(|error| UpdateError::code(&error))).collect();
    let each: Vec<&str> = lists.iter().map(|list| spelled(*list)).collect();
    same("each list's outcome", &json!(each), &step["lists"])?;
    if lists.iter().all(Result::is_ok) {
        return Ok(said);
    }
    Ok(json!({ "lists": lists.into_iter().map(said_of).collect::<Vec<_>>() }))
}

fn policy(asked: &Value) -> Result<Policy, Failed> {
    let number = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
    let level = |value: &Value| value.as_u64().and_then(|number| Level::new(u8::try_from(number).ok()?).ok());
    let mut policy = Policy::default();
    policy.minimum_level = level(&asked["minimum_level"]);
    for (category, least) in asked["minimum_level_of_category"].as_object().into_iter().flatten() {
        policy.minimum_level_of_category.insert(category.parse()?, level(least).ok_or("no level")?);
    }
    for citation in asked["accepted_criteria"].as_array().into_iter().flatten() {
        policy.accepted_criteria.push(Text::new("criteria", citation.as_str().unwrap_or_default())?);
    }
    policy.minimum_days_left = number(&asked["minimum_days_left"]).unwrap_or_default();
    policy.assessment = match asked["assessment"].as_str() {
        Some("third-party") => Some(Assessment::ThirdParty),
        Some("self-declared") => Some(Assessment::SelfDeclared),
        _ => None,
    };
    policy.accept_deferral = asked["accept_deferral"] == json!(true);
    policy.require_plausible_clock = asked["require_plausible_clock"] == json!(true);
    let freshness = |asked: &Value, usual: Freshness| {
        let days = |name: &str, usual| number(&asked[name]).unwrap_or(usual);
        let ageing = days("ageing_after_days", usual.ageing_after_days);
        let mut freshness = Freshness::new(ageing, days("stale_after_days", usual.stale_after_days));
        freshness.accept_stale = asked["accept_stale"] == json!(true);
        freshness
    };
    policy.trust_list = freshness(&asked["trust_list"], policy.trust_list);
    policy.status_list = freshness(&asked["status_list"], policy.status_list);
    Ok(policy)
}
