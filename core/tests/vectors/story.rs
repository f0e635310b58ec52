//! A story against one verifier: each step, and what must come of it.

use crate::judge::{as_json, now};
use crate::read::{hex, same};
use libtest_mimic::Failed;
use serde_json::{Value, json};
use starseal::{
    Applied, Assessment, Code, Finding, Freshness, Level, Policy, Text, Update, UpdateError, Verdict, Verifier,
};

type Outcome = Result<(), Failed>;

/// A verifier, and the anchors that it was made with.
struct Told {
    verifier: Verifier,
    anchors: Vec<Vec<u8>>,
}

pub(crate) fn story(story: &Value) -> Outcome {
    let anchor = hex(&story["anchor"]);
    let mut told = Told { verifier: Verifier::new(&anchor)?, anchors: vec![anchor] };
    for (number, step) in story["steps"].as_array().ok_or("no steps")?.iter().enumerate() {
        told.step(step).map_err(|fault| {
            let what = fault.message().unwrap_or("failed");
            Failed::from(format!("step {} ({}): {what}", number + 1, step["do"]))
        })?;
    }
    Ok(())
}

impl Told {
    fn step(&mut self, step: &Value) -> Outcome {
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
            "restart" => self.restart(),
            "policy" => {
                self.verifier.set_policy(policy(&step["policy"])?);
                Ok(())
            }
            "check" => self.check(step),
            other => Err(format!("nobody knows how to {other}").into()),
        }
    }

    fn restart(&mut self) -> Outcome {
        let state = self.verifier.export_state();
        let mut anchors = self.anchors.iter();
        let mut restarted = Verifier::new(anchors.next().ok_or("no anchor")?)?;
        anchors.try_for_each(|anchor| restarted.add_authority(anchor))?;
        if let Some(refused) = restarted.restore(&state)?.refused().next() {
            return Err(format!("what was exported is refused: {refused}").into());
        }
        if restarted.export_state() != state {
            return Err("what was restored is not what was exported".into());
        }
        self.verifier = restarted;
        Ok(())
    }

    fn check(&self, step: &Value) -> Outcome {
        let text = step["text"].as_str().ok_or("no text")?;
        let verdict = match step["as_of"].as_str() {
            Some(day) => self.verifier.check_as_of(text, day.parse()?, now(step)?),
            None => self.verifier.check(text, now(step)?),
        };
        let expected = json!({ "expect": step["expect"], "reasons": step["reasons"], "label": step["label"] });
        same("the verdict", &as_json(&verdict), &expected)?;
        same("whether it stands", &verdict.stands(), &step["stands"])?;
        same("the last day", &json!(verdict.last_day().map(|day| day.to_string())), &step["last_day"])?;
        same("what it counts as", &recognised(&verdict), &or_none(&step["recognised"]))?;
        same("the policy's rules", &unmet(&verdict), &or_none(&step["policy"]))
    }
}

fn or_none(list: &Value) -> Value {
    if list.is_null() { json!([]) } else { list.clone() }
}

fn recognised(verdict: &Verdict) -> Value {
    let one = |by: &starseal::Recognised| json!({ "authority": by.authority_names.en(), "level": by.level.get(), "since": by.since.to_string() });
    verdict.recognised().iter().map(one).collect()
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

fn outcome(update: Result<Update, Code>, expected: &Value) -> Outcome {
    same("the outcome", spelled(update), expected)
}

fn lists(applied: Result<Applied, Code>, step: &Value) -> Outcome {
    let taken = applied.as_ref().map(|_| Update::Taken).map_err(|code| *code);
    outcome(taken, &step["expect"])?;
    let lists = applied.map(|applied| applied.lists).unwrap_or_default();
    let each: Vec<&str> =
        lists.into_iter().map(|list| spelled(list.map_err(|error| UpdateError::code(&error)))).collect();
    same("each list's outcome", &json!(each), &step["lists"])
}

fn policy(asked: &Value) -> Result<Policy, Failed> {
    let number = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
    let level = |value: &Value| value.as_u64().and_then(|number| Level::new(u8::try_from(number).ok()?).ok());
    let mut policy = Policy { minimum_level: level(&asked["minimum_level"]), ..Policy::default() };
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
    let freshness = |asked: &Value, usual: Freshness| Freshness {
        ageing_after_days: number(&asked["ageing_after_days"]).unwrap_or(usual.ageing_after_days),
        stale_after_days: number(&asked["stale_after_days"]).unwrap_or(usual.stale_after_days),
        accept_stale: asked["accept_stale"] == json!(true),
    };
    policy.trust_list = freshness(&asked["trust_list"], policy.trust_list);
    policy.status_list = freshness(&asked["status_list"], policy.status_list);
    Ok(policy)
}
