//! Compares this library with the judge of the test vectors: on each altered object, both must come to the same result.
//!
//! ```text
//! cd test-vectors
//! python -m judge.differential --seed 1 --count 20000 > altered.jsonl
//! cargo run --release -p starseal --example differential -- altered.jsonl
//! ```
//!
//! Each line of the file names a vector or a story of test-vectors, what is given in place of its own input, and the
//! result of the judge. The program prints each line on which the library's result is another one. The exit code is 0
//! if there is none.

use serde_json::{Value, json};
use starseal::verify::{Applied, UpdateError};
use starseal::{Code, TrustList, Update, Verdict, Verifier, When};
use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path] = arguments.as_slice() else {
        return Err("usage: differential ALTERED".into());
    };
    let mut vectors = Vectors::default();
    let (mut objects, mut different) = (0_u64, 0_u64);
    for line in BufReader::new(File::open(path)?).lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let (ours, judged) = vectors.results(&line)?;
        objects += 1;
        if ours != judged {
            different += 1;
            println!("{}: the judge has {judged}, the library {ours}\n  {}", line["number"], shown(&line));
        }
    }
    println!("{objects} objects, {different} with another result");
    // A file without objects would compare nothing.
    Ok(if different == 0 && objects > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Returns what is needed to repeat a line: where it comes from, and what is given.
fn shown(line: &Value) -> Value {
    json!({ "vector": line["vector"], "story": line["story"], "given": line["given"], "asked": line["asked"] })
}

/// The files of test-vectors, read when they are needed, and a verifier for each trust list.
#[derive(Default)]
struct Vectors {
    files: HashMap<PathBuf, Value>,
    verifiers: HashMap<String, Verifier>,
}

impl Vectors {
    /// Returns the results of the library and of the judge.
    fn results(&mut self, line: &Value) -> Outcome<(Value, Value)> {
        if let Some(name) = line["story"].as_str() {
            let story = self.file("stories", name)?;
            return Ok((story_results(&story, line)?, line["results"].clone()));
        }
        let vector = self.file("vectors", text(&line["vector"])?)?;
        let ours = match text(&vector["kind"])? {
            "trust-list" => {
                json!(TrustList::open(&hex(&line["given"])?).map_or_else(|error| error.code().as_str(), |_| "accepted"))
            }
            _ => findings(&self.verifier(text(&vector["trust"])?)?.check(text(&line["given"])?, when(&vector)?)),
        };
        Ok((ours, line["result"].clone()))
    }

    fn file(&mut self, folder: &str, name: &str) -> Outcome<Value> {
        let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../test-vectors");
        let path = vectors.join(folder).join(name).with_extension("json");
        if !self.files.contains_key(&path) {
            let file = serde_json::from_slice(&std::fs::read(&path)?)?;
            self.files.insert(path.clone(), file);
        }
        self.files.get(&path).cloned().ok_or_else(|| "the file was read".into())
    }

    fn verifier(&mut self, name: &str) -> Outcome<&Verifier> {
        if !self.verifiers.contains_key(name) {
            let list = hex(&self.file("trust", name)?["hex"])?;
            self.verifiers.insert(name.to_owned(), Verifier::new(&list)?);
        }
        self.verifiers.get(name).ok_or_else(|| "the verifier was made".into())
    }
}

/// Plays a story with other inputs and more checks at its end: the result of each step, or only the code of a refused
/// anchor.
fn story_results(story: &Value, line: &Value) -> Outcome<Value> {
    let given = &line["given"];
    let anchor = hex(given.get("0").unwrap_or(&story["anchor"]))?;
    let verifier = match Verifier::new(&anchor) {
        Ok(verifier) => verifier,
        Err(error) => return Ok(json!([error.code().as_str()])),
    };
    let mut session = Session { verifier, anchors: vec![anchor] };
    let mut results = Vec::new();
    let steps = story["steps"].as_array().ok_or("no steps")?;
    let asked = line["asked"].as_array().ok_or("no checks")?;
    for (number, step) in steps.iter().chain(asked).enumerate() {
        let own = step.get("hex").or_else(|| step.get("text")).unwrap_or(&Value::Null);
        let input = given.get((number + 1).to_string()).unwrap_or(own);
        results.push(session.result(step, input)?);
    }
    Ok(Value::Array(results))
}

/// A verifier, and the anchors with which it was made.
struct Session {
    verifier: Verifier,
    anchors: Vec<Vec<u8>>,
}

impl Session {
    fn result(&mut self, step: &Value, input: &Value) -> Outcome<Value> {
        let verifier = &mut self.verifier;
        let result = match text(&step["do"])? {
            "restart" => return self.restart(),
            "check" => {
                let verdict = verifier.check(text(input)?, when(step)?);
                let mut result = findings(&verdict);
                if let Value::Array(codes) = &mut result {
                    codes.push(json!(verdict.last_day().map(|day| day.to_string())));
                    codes.push(json!(verdict.stands()));
                }
                return Ok(result);
            }
            "apply-bundle" => {
                return Ok(each(
                    verifier.apply(&hex(input)?, text(&step["now"])?.parse()?).map_err(|error| error.code()),
                ));
            }
            "restore" => return Ok(each(verifier.restore(&hex(input)?).map_err(|error| error.code()))),
            "add-authority" => {
                let anchor = hex(input)?;
                let added = verifier.add_authority(&anchor).map_err(|error| error.code());
                if added.is_ok() {
                    self.anchors.push(anchor);
                }
                added.map(|()| Update::Taken)
            }
            "update-trust" => {
                verifier.update_trust(&hex(input)?, text(&step["now"])?.parse()?).map_err(|error| error.code())
            }
            "update-status" => {
                verifier.update_status(&hex(input)?, text(&step["now"])?.parse()?).map_err(|error| error.code())
            }
            "object" => verifier.update_object(&hex(input)?).map_err(|error| error.code()),
            other => return Err(format!("{other} is not a step").into()),
        };
        Ok(json!(spelled(result)))
    }

    /// Restores the exported state in a new verifier, and returns the codes of what it refuses.
    fn restart(&mut self) -> Outcome<Value> {
        let state = self.verifier.export_state();
        let mut anchors = self.anchors.iter();
        let mut restarted = Verifier::new(anchors.next().ok_or("no anchor")?)?;
        anchors.try_for_each(|anchor| restarted.add_authority(anchor))?;
        let lists = restarted.restore(&state)?.lists;
        let refused: Vec<&str> =
            lists.into_iter().filter_map(Result::err).map(|error| UpdateError::code(&error).as_str()).collect();
        self.verifier = restarted;
        Ok(json!(refused))
    }
}

/// Returns the code of a verdict, and its reasons.
fn findings(verdict: &Verdict) -> Value {
    let reasons = verdict.reasons();
    let codes = std::iter::once(verdict.code()).chain(reasons.iter().copied());
    json!(codes.map(Code::as_str).collect::<Vec<_>>())
}

/// Returns the result for a container, and that for each list and object in it.
fn each(applied: Result<Applied, Code>) -> Value {
    match applied {
        Err(code) => json!([code.as_str()]),
        Ok(applied) => {
            let lists = applied.lists.into_iter().map(|list| list.map_err(|error| UpdateError::code(&error)));
            json!(std::iter::once("accepted").chain(lists.map(spelled)).collect::<Vec<_>>())
        }
    }
}

fn spelled(update: Result<Update, Code>) -> &'static str {
    match update {
        Ok(Update::Taken) => "accepted",
        Ok(_) => "unchanged",
        Err(code) => code.as_str(),
    }
}

fn when(of: &Value) -> Outcome<When> {
    match of["as_of"].as_str() {
        Some(day) => Ok(When::On(day.parse()?)),
        None => Ok(When::Now(text(&of["now"])?.parse()?)),
    }
}

fn text(value: &Value) -> Outcome<&str> {
    value.as_str().ok_or_else(|| format!("{value} is not a text").into())
}

fn hex(value: &Value) -> Outcome<Vec<u8>> {
    let digits = text(value)?;
    if !digits.len().is_multiple_of(2) || !digits.is_ascii() {
        return Err("an odd number of hex digits".into());
    }
    (0..digits.len()).step_by(2).map(|at| Ok(u8::from_str_radix(&digits[at..at + 2], 16)?)).collect()
}
